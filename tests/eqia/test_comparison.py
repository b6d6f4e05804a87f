"""Comparing two versions: the words that changed are marked, and nothing is lost or invented on the way."""

import copy
import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from eqia.comparison import after_of, before_of, compare, diff_words

TEXTS = st.text(st.sampled_from("ab cd.\né,’1"), max_size=80)
VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | st.just("2026-12-09"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["key", "title", "answer", "x_y", "question", "items", "name"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
CONTENTS = st.dictionaries(
    st.sampled_from(["schema", "title", "proposal", "impacts", "something_new", "evidence"]), VALUES
)

CONTENT: dict[str, Any] = {
    "schema": "eqia-1",
    "title": "New opening hours",
    "decision_expected_on": "2027-01-14",
    "proposal": [
        {"key": "summary", "question": "What will change?", "answer": "Six libraries will open for 24 hours."}
    ],
    "evidence": {
        "items": [
            {"title": "Visit counts", "source": "Libraries", "shows": "Half are over 60.", "about": ["Age"]},
            {"title": "Survey 2025", "source": "Libraries", "shows": "Saturdays matter.", "about": []},
            {"title": "Census", "source": "ONS", "shows": "19% are disabled.", "about": []},
        ],
        "gaps": "",
    },
    "impacts": [
        {
            "key": "age",
            "name": "Age",
            "effect": "negative",
            "words": "Negative",
            "answers": [{"key": "harm", "question": "How?", "answer": "Fewer mornings."}],
            "aims": [],
        },
        {"key": "race", "name": "Race", "effect": "none", "words": "No impact", "answers": [], "aims": []},
    ],
    "steps": [{"words": "Submitted"}],
}


def part(before: dict[str, Any], after: dict[str, Any], key: str) -> Any:
    return next(each for each in compare(before, after) if each.key == key)


@given(TEXTS, TEXTS)
def test_the_pieces_give_back_both_texts(before: str, after: str) -> None:
    pieces = diff_words(before, after)
    assert (before_of(pieces), after_of(pieces)) == (before, after)


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {piece.kind for piece in diff_words(text, text)} <= {"same"}


@given(TEXTS, TEXTS)
def test_texts_that_differ_are_never_shown_as_the_same(before: str, after: str) -> None:
    assert (before == after) == all(piece.kind == "same" for piece in diff_words(before, after))


@given(CONTENTS, CONTENTS)
def test_any_two_contents_can_be_compared_whatever_they_hold(before: dict[str, Any], after: dict[str, Any]) -> None:
    compare(before, after)
    assert not any(each.is_changed for each in compare(before, copy.deepcopy(before)))


def test_whole_words_are_marked() -> None:
    pieces = diff_words("Six libraries will open for 24 hours.", "Seven libraries will open for 26 hours a week.")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("removed", "Six"),
        ("added", "Seven"),
        ("same", " libraries will open for "),
        ("removed", "24"),
        ("added", "26"),
        ("same", " hours"),
        ("added", " a week"),
        ("same", "."),
    ]


def test_two_neighbouring_words_that_changed_read_as_one_change() -> None:
    pieces = diff_words("open on Saturday morning only", "open on Sunday evening only")
    assert [piece.text for piece in pieces] == ["open on ", "Saturday morning", "Sunday evening", " only"]


def test_long_text_is_compared_in_a_moment() -> None:
    before = "\n".join(
        f"Paragraph {number} says what people of group {number % 7} told us. " * 8 for number in range(400)
    )
    after = before.replace("group 3", "group three").replace("Paragraph 200 ", "Paragraph two hundred ")
    started = time.process_time()
    pieces = diff_words(before, after)
    assert time.process_time() - started < 5
    assert (before_of(pieces), after_of(pieces)) == (before, after)
    assert "two hundred" in [piece.text for piece in pieces if piece.kind == "added"]


def test_evidence_is_matched_by_its_title_wherever_it_stands() -> None:
    after = copy.deepcopy(CONTENT)
    items = after["evidence"]["items"]
    items.insert(0, items.pop(2))
    items[1]["shows"] = "Half are over 65."
    items.pop(2)
    items.append({"title": "Complaints", "shows": "Eleven."})
    entries = part(CONTENT, after, "evidence").entries
    assert [("".join(p.text for p in each.title), each.state, each.has_moved) for each in entries] == [
        ("Census", "same", True),
        ("Visit counts", "changed", False),
        ("Complaints", "added", False),
        ("Survey 2025", "removed", False),
    ]


def test_an_item_under_a_new_name_is_still_the_same_item() -> None:
    after = copy.deepcopy(CONTENT)
    after["evidence"]["items"][1]["title"] = "Survey 2025, second wave"
    entry = part(CONTENT, after, "evidence").entries[1]
    assert entry.state == "changed"
    assert [(piece.kind, piece.text) for piece in entry.title] == [("same", "Survey 2025"), ("added", ", second wave")]


def test_a_card_is_matched_by_its_key_and_shows_its_effect_in_words() -> None:
    after = copy.deepcopy(CONTENT)
    after["impacts"][0] |= {"name": "Age (older people)", "effect": "both", "words": "Both positive and negative"}
    entry = part(CONTENT, after, "impacts").entries[0]
    impact = next(each for each in entry.passages if each.label == "Impact")
    assert before_of(list(impact.pieces)) == "Negative"
    assert after_of(list(impact.pieces)) == "Both positive and negative"
    assert not any("both" in before_of(list(each.pieces)) for each in entry.passages)


def test_the_steps_it_took_and_its_signatures_are_no_part_of_what_is_compared() -> None:
    after = copy.deepcopy(CONTENT) | {"steps": [], "attestation": {"words": "I have read it."}, "schema": "eqia-2"}
    assert not any(each.is_changed for each in compare(CONTENT, after))


def test_a_date_reads_as_a_date() -> None:
    after = CONTENT | {"decision_expected_on": "2027-02-14"}
    changed = part(CONTENT, after, "about").changed[0]
    assert (before_of(list(changed.pieces)), after_of(list(changed.pieces))) == ("14 January 2027", "14 February 2027")


def test_a_key_of_a_later_form_is_shown_under_its_own_name() -> None:
    after = CONTENT | {
        "rural_proofing": {"answers": [{"key": "a", "question": "Who is far away?", "answer": "Two villages."}]}
    }
    added = part(CONTENT, after, "rural_proofing")
    assert added.heading == "Rural proofing"
    assert (added.passages[0].label, added.passages[0].state) == ("Who is far away?", "added")
