"""What makes a signature lapse, and what does not."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eqia.rules.materiality import is_material_change
from eqia.rules.signing import may_stand_in_for, roles_that_may_sign

CONTENT: dict[str, Any] = {
    "schema": "eqia-2",
    "title": "Library hours",
    "decision_expected_on": "2027-01-14",
    "author": {"name": "Priya", "post": "Officer"},
    "proposal": [{"key": "summary", "question": "What will change?", "answer": "Six libraries. “Open” less."}],
    "impacts": [{"key": "age", "name": "Age", "effect": "negative", "words": "Negative", "answers": []}],
    "mitigations": [{"description": "Keep mornings", "due_on": "2027-03-31", "lead": {"name": "Rob", "post": "Head"}}],
    "evidence": {"items": [{"title": "Visits"}, {"title": "Census"}], "gaps": "", "gaps_question": "What not?"},
    "consultation": {"items": [{"who": "Users", "stage": "planned", "stage_words": "Planned"}]},
    "conclusion": {"outcome": "adjust", "reasons": "Two mornings."},
    "steps": [],
}


def changed(**edit: Any) -> list[tuple[str, str]]:
    after = copy.deepcopy(CONTENT)
    after.update(edit)
    return [(change.part, change.name) for change in is_material_change(CONTENT, after)]


@pytest.mark.parametrize(
    ("edit", "parts"),
    [
        ({"decision_expected_on": "2027-02-14"}, [("decision", "")]),
        ({"title": "Library hours and staff"}, [("proposal", "")]),
        ({"impacts": [CONTENT["impacts"][0] | {"effect": "both"}]}, [("impacts", "Age")]),
        ({"mitigations": []}, [("mitigations", "Keep mornings")]),
        ({"mitigations": [CONTENT["mitigations"][0] | {"due_on": "2028-03-31"}]}, [("mitigations", "Keep mornings")]),
        ({"evidence": {"items": [{"title": "Visits"}], "gaps": ""}}, [("evidence", "")]),
        ({"consultation": {"items": [{"who": "Users", "stage": "held"}]}}, [("consultation", "")]),
        ({"conclusion": {"outcome": "stop", "reasons": "Two mornings."}}, [("outcome", "")]),
        ({"something_new": {"answer": "Yes"}}, [("something_new", "")]),
    ],
)
def test_what_matters_is_named(edit: dict[str, Any], parts: list[tuple[str, str]]) -> None:
    assert changed(**edit) == parts


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "LIBRARY  hours"},
        {"proposal": [{"key": "summary", "question": "Asked anew", "answer": 'Six libraries. "Open" less.'}]},
        {"evidence": {"items": [{"title": "Census"}, {"title": "Visits"}], "gaps": "", "gaps_question": "Asked anew"}},
        {"mitigations": [CONTENT["mitigations"][0] | {"lead": {"name": "Rob", "post": "Head of libraries"}}]},
        {"author": {"name": "Tom", "post": "Officer"}, "steps": [{"words": "Submitted"}], "schema": "eqia-3"},
        {"cumulative": {"answer": "", "question": "What else?"}, "places": [], "no_intersection": None},
    ],
)
def test_what_does_not_matter_lapses_nothing(edit: dict[str, Any]) -> None:
    assert changed(**edit) == []


@given(st.dictionaries(st.sampled_from([*CONTENT, "other"]), st.recursive(st.none() | st.text(max_size=5), st.lists)))
def test_nothing_differs_from_itself_and_every_difference_counts_both_ways(content: dict[str, Any]) -> None:
    assert is_material_change(content, copy.deepcopy(content)) == []
    assert bool(is_material_change(CONTENT, content)) == bool(is_material_change(content, CONTENT))


def test_somebody_above_signs_unless_the_chain_asks_for_them_further_on() -> None:
    assert roles_that_may_sign("head_of_service", set()) == ("head_of_service", "director")
    assert roles_that_may_sign("head_of_service", {"director"}) == ("head_of_service",)
    assert roles_that_may_sign("director", set(), "equality_lead") == ("director", "equality_lead")


@pytest.mark.parametrize(
    ("own", "theirs", "may"),
    [
        ([("director", 1)], [("head_of_service", 1)], True),
        ([("head_of_service", 1)], [("director", 1)], False),
        ([("head_of_service", 2)], [("head_of_service", 1)], False),
        ([("equality_lead", None)], [("equality_adviser", None)], True),
        ([("head_of_service", 1)], [("head_of_service", 1), ("equality_adviser", None)], False),
        ([("director", None)], [], False),
    ],
)
def test_a_delegate_needs_the_same_authority_everywhere(own: Any, theirs: Any, may: bool) -> None:
    assert may_stand_in_for(own, theirs) is may
