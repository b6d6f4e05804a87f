"""The coach: what it asks, what it leaves alone, and that it reads anything."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eqia.choices import Severity
from eqia.coach import RULES, prompts_for
from eqia.coach.words import few_people, has_figure, names_nobody, only_watches, says_nothing, unexplained

ON = datetime.date(2026, 11, 22)
CLEAN: dict[str, Any] = {
    "schema": "eqia-2",
    "stage": "",
    "is_full": True,
    "title": "New library opening hours",
    "started_on": "2026-05-01",
    "options_formed_on": "2026-05-20",
    "decision_expected_on": "2027-01-14",
    "proposal": [
        {"key": "summary", "answer": "Six libraries open for 24 hours a week instead of 34."},
        {"key": "affected", "answer": "About 9,400 borrowers."},
    ],
    "alternatives": {"items": [{"description": "Leave things as they are", "effect": "", "why_not": "Costs £90,000"}]},
    "screening": {"groups": [{"key": "age", "answer": "worse"}], "aims_reason": "Hours decide who can come in 2026."},
    "evidence": {
        "items": [
            {
                "title": "Visits",
                "kind": "Figures",
                "shows": "Half of the visits are by people over 60.",
                "dated": "2025",
                "about_keys": ["age"],
            }
        ],
        "gaps": "We do not know how many visitors are carers; the March survey asks.",
    },
    "consultation": {
        "items": [
            {
                "who": "Older people’s forum",
                "voice": "with",
                "method": "Two meetings",
                "about_keys": ["age"],
                "starts_on": "2026-06-01",
                "answers": [
                    {"key": "heard", "answer": "Keep the mornings."},
                    {"key": "changed", "answer": "Two mornings stay."},
                    {"key": "fed_back", "answer": "By letter in July."},
                ],
            }
        ]
    },
    "impacts": [
        {
            "key": "age",
            "name": "Age",
            "effect": "negative",
            "residual": "minor",
            "answers": [
                {"key": "who", "answer": "People over 60"},
                {"key": "known", "answer": "61% of morning visits"},
                {"key": "told", "answer": "Mornings matter to us"},
                {"key": "harm", "answer": "Fewer mornings when older people come"},
            ],
        }
    ],
    "intersections": [],
    "mitigations": [
        {
            "for": "Age",
            "kind": "mitigate",
            "description": "Keep two mornings a week at every library",
            "indicator": "Visits by people over 60 each quarter",
            "due_on": "2027-03-31",
        }
    ],
    "conclusion": {
        "outcome": "adjust",
        "reasons": "We keep two mornings.",
        "aims": [{"key": "advance", "name": "Advance", "answer": "Mornings are kept for those who need them."}],
        "adjustments": "Large print and a seat by the door.",
    },
    "review": {"monitoring": "Visits by age each quarter.", "review_on": "2027-10-01"},
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The clean draft with another value at one place: "impacts.0.effect"."""

    def put(here: Any, steps: list[str]) -> Any:
        if not steps:
            return value
        if isinstance(here, list):
            place = int(steps[0])
            return [put(each, steps[1:]) if at == place else each for at, each in enumerate(here)]
        return here | {steps[0]: put(here.get(steps[0], {}), steps[1:])}

    result: dict[str, Any] = put(CLEAN, path.split("."))
    return result


def asks(content: dict[str, Any]) -> set[str]:
    return {prompt.key for prompt in prompts_for(content, ON)}


def card(key: str = "disability", effect: str = "none", **answers: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": key.title(),
        "effect": effect,
        "answers": [{"key": name, "answer": answer} for name, answer in answers.items()],
    }


def cards(*added: dict[str, Any]) -> dict[str, Any]:
    return changed("impacts", [*CLEAN["impacts"], *added])


def test_a_careful_draft_is_asked_nothing() -> None:
    assert asks(CLEAN) == set()


GOOD = "Better light and level paths help 400 of them"
FINDS = {
    "abbreviations": changed("proposal.0.answer", "The EHH moves into the LAC hub in 2027."),
    "jargon": changed("proposal.0.answer", "We leverage stakeholders at 6 hubs."),
    "numbers": changed("proposal", [{"key": "affected", "answer": "People who borrow books."}]),
    "unchanged": changed("alternatives", {"items": [{"description": "Close two libraries"}]}),
    "staff": changed("proposal.1.answer", "About 9,400 borrowers and 31 staff."),
    "after_options": changed("options_formed_on", "2026-03-01"),
    "after_decision": changed("started_on", "2027-01-14"),
    "late_start": changed("started_on", "2027-01-02"),
    "date_has_passed": changed("decision_expected_on", "2026-11-01"),
    "review_date": changed("review.review_on", "2026-12-01"),
    "aims_in_many_words": changed("screening.aims_reason", "There are no negative impacts anticipated at this stage."),
    "out_in_many_words": changed("screening", {"result": "not_required", "reasons": "No equality issues identified."}),
    "out_without_a_look": changed(
        "screening", {"result": "not_required", "reasons": "Depots are closed to the public and always were."}
    ),
    "old_evidence": changed("evidence.items.0.dated", "Census 2011"),
    "no_figures": changed("evidence.items.0.shows", "Many visits are in the morning."),
    "no_voices": changed("consultation", {"items": []}) | {"impacts": []},
    "no_gaps": changed("evidence.gaps", "None identified."),
    "harm_without_evidence": cards(card(effect="negative", harm="The path is steep", told="")),
    "few_in_evidence": changed("evidence.items.0.shows", "Half of the visits are by 3 Bangladeshi women."),
    "few_among_the_asked": changed("consultation.items.0.answers.0.answer", "Two older trans people want mornings."),
    "few_on_a_card": changed("impacts.0.answers.1.answer", "61% of visits, four wheelchair users among them"),
    "known_too_late": cards(card(effect="unknown") | {"find_out": {"due_on": "2027-03-31"}}),
    "asked_too_late": changed("consultation.items.0.starts_on", "2027-02-01"),
    "short_time": changed("consultation.items.0.method", "Online survey")
    | {
        "consultation": {
            "items": [{"who": "All", "method": "Online survey", "starts_on": "2026-06-01", "ends_on": "2026-06-12"}]
        }
    },
    "not_told": changed("consultation.items.0.answers.2.answer", ""),
    "nothing_changed": changed("consultation.items.0.answers.1.answer", "No changes were identified."),
    "nobody_asked": changed("consultation", {"items": [], "no_consultation_reason": "Not applicable"}),
    "about_not_with": changed("consultation.items.0.voice", "about"),
    "harmed_not_heard": cards(card(effect="negative", harm="The path is steep")),
    "none_in_many_words": cards(card(no_impact_reason="The policy applies equally to everyone.")),
    "none_without_evidence": cards(card(no_impact_reason="Doors stay as they are")),
    "against_screening": changed("impacts.0", card("age", no_impact_reason="Visits in 2026 show no difference")),
    "general_words": changed("impacts.0.answers.0.answer", "All residents"),
    "pasted": cards(*(card(key, no_impact_reason="Visits in 2025 show no difference") for key in ("sex", "race", "x"))),
    "no_adjustments": cards(card(effect="negative", harm="Steep", known="4 in 10", told="Hard"))
    | {"conclusion": CLEAN["conclusion"] | {"adjustments": "None needed"}},
    "online_only": cards(card(no_impact_reason="9 of 10 said so"))
    | {"proposal": [{"key": "summary", "answer": "Booking moves online for 9,400 people."}]},
    "no_combination": cards(card(effect="negative", harm="The path is steep")),
    "nothing_adds_up": changed("cumulative", {"answer": "No other changes identified."}),
    "childrens_rights": changed("impacts.0.answers.0.answer", "400 children")
    | {"modules": [{"key": "childrens_rights", "relevance": "no"}]},
    "low_income": changed("modules", [{"key": "socio_economic", "relevance": "no"}])
    | {"proposal": [{"key": "summary", "answer": "The fee rises by £2 for 9,400 people."}]},
    "benefits_only": changed("impacts", [card("age", "positive", benefit=GOOD, told="Good")]),
    "unanswered_harm": changed("mitigations", [])
    | {"impacts": [card("age", "negative", harm="Fewer mornings", no_mitigation_reason="Not possible")]},
    "only_watching": changed("mitigations.0.description", "We will monitor visits by older people"),
    "no_measure": changed("mitigations.0.indicator", ""),
    "after_review": changed("mitigations.0.due_on", "2028-03-31"),
    "indirect": changed("conclusion.checks", [{"key": "indirect", "answer": "no"}]),
    "aim_in_many_words": changed("conclusion.aims.0.answer", "None identified"),
    "serious_harm": changed("mitigations", [])
    | {"impacts": [card("age", "negative", harm="Fewer mornings", severity=str(Severity.SERIOUS.label))]},
    "harm_remains": changed("impacts.0.residual", "serious"),
    "nothing_adjusted": changed("mitigations", []) | {"consultation": {"items": []}},
    "thin_justification": changed("conclusion", {"outcome": "continue", "justification": "It saves money."}),
    "vague_monitoring": changed("review.monitoring", "We will monitor it."),
}


def test_every_rule_has_a_draft_that_it_finds_something_in() -> None:
    assert set(FINDS) == {rule.key for rule in RULES}


@pytest.mark.parametrize("key", FINDS)
def test_a_rule_asks_about_what_it_looks_for(key: str) -> None:
    assert key in asks(FINDS[key])


def test_every_rule_states_itself_and_its_source() -> None:
    keys = [rule.key for rule in RULES]
    assert len(keys) == len(set(keys)) >= 40
    for rule in RULES:
        assert rule.look.__doc__, rule.key
        assert all(str(words) for words in (rule.looks_for, rule.why, rule.source)), rule.key


def test_a_question_is_asked_again_when_its_answer_changes() -> None:
    first, second = (
        prompts_for(changed("mitigations.0.description", words), ON)[0]
        for words in ("We will monitor visits", "We will monitor use")
    )
    assert (first.key, first.card) == (second.key, second.card)
    assert first.about != second.about


def test_harm_to_people_nobody_asked_must_be_answered_only_where_it_is_serious() -> None:
    def must(severity: str) -> list[bool]:
        draft = cards(card(effect="negative", harm="Steep", known="4 in 10", severity=severity))
        return [prompt.must_answer for prompt in prompts_for(draft, ON) if prompt.key == "harmed_not_heard"]

    assert must(str(Severity.SERIOUS.label)) == [True]
    assert must(str(Severity.MINOR.label)) == [False]


@pytest.mark.parametrize(
    "text",
    [
        "None",
        "N/A.",
        "tbc",
        "No issues identified",
        "There are not considered to be any negative impacts identified.",
        "The policy applies equally to everyone.",
        "Everybody will be treated the same regardless of age.",
        "It will not affect this group.",
        "We are not aware of any adverse effects.",
    ],
)
def test_some_words_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Visits show no difference.",
        "No complaints in 2024 or 2025, and the mosque was asked.",
        "The doors stay as wide as they are, because the building is listed.",
        "We asked the forum and nobody there had noticed an effect.",
        "Moving the stop adds 300 metres for people who walk with a stick.",
    ],
)
def test_other_words_say_something(text: str) -> None:
    assert not says_nothing(text)


def test_words_name_somebody_or_nobody() -> None:
    assert names_nobody("All residents of the county")
    assert not names_nobody("All older residents of the county")
    assert not names_nobody("Fewer mornings")


def test_promises_that_only_watch_are_told_from_those_that_act() -> None:
    assert only_watches("We will monitor complaints and communicate changes")
    assert only_watches("Raise awareness among staff")
    assert only_watches("Review the effects after a year")
    assert not only_watches("Review the band of any child whose family asks")
    assert not only_watches("Fit hearing loops and monitor their use")
    assert not only_watches("Monitor use and move the bench if nobody sits there")


def test_figures_may_be_written_as_words() -> None:
    assert has_figure("Half of the visits")
    assert not has_figure("Many of the visits")


def test_an_abbreviation_that_is_explained_once_is_left_alone() -> None:
    assert unexplained(["The early help hub (EHH) opens.", "EHH staff move. The NHS stays."]) == []
    assert unexplained(["The EHH opens"]) == ["EHH"]


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["none", "2026-02-30", "N/A"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "answer", "due_on"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PATHS = [
    "title",
    "started_on",
    "proposal",
    "impacts",
    "impacts.0",
    "impacts.0.answers",
    "impacts.0.find_out",
    "evidence",
    "evidence.items",
    "consultation.items.0",
    "mitigations.0",
    "conclusion",
    "conclusion.aims",
    "modules",
    "review",
    "intersections",
    "screening.groups",
    "alternatives.items",
    "decision_expected_on",
    "is_full",
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), plain), max_size=4))
def test_no_draft_however_odd_makes_a_rule_fail(changes: list[tuple[str, Any]]) -> None:
    for path, value in changes:
        prompts = prompts_for(changed(path, value), ON)
        assert prompts == prompts_for(changed(path, value), ON)
    merged = dict(CLEAN) | {path: value for path, value in changes if "." not in path}
    order = [rule.key for rule in RULES]
    places = [order.index(prompt.key) for prompt in prompts_for(merged, ON)]
    assert places == sorted(places)


@given(plain)
def test_nothing_at_all_is_read_as_nothing(value: Any) -> None:
    prompts_for({"is_full": True} | (value if isinstance(value, dict) else {}), ON)


@pytest.mark.parametrize(
    "words",
    ["3 Bangladeshi women", "two trans people", "One deaf resident", "a single Muslim family", "4 young disabled men",
     "three Travellers", "1 wheelchair user"],
)  # fmt: skip
def test_few_people_of_a_group_are_noticed(words: str) -> None:
    assert few_people([f"We spoke with {words} in May."]) == [words]


@pytest.mark.parametrize(
    "words",
    ["3 in 10 disabled people", "12 Bangladeshi women", "1.3 disabled people in 100", "two of the libraries",
     "three women’s groups", "one disabled parking bay", "2 hours for older people", "4,000 Muslim residents",
     "1,003 Black pupils", "one Muslim community centre", "Year 4 girls"],
)  # fmt: skip
def test_many_people_and_things_are_left_alone(words: str) -> None:
    assert few_people([f"We looked at {words} in May."]) == []
