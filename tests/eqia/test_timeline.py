"""The timeline of due regard: its order, its sentences, and the page that shows it; the register of what was screened out."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eqia import services
from eqia.timeline import Event, Facts, Lane, Taken, in_order, wrong_with
from governance.services import decisions
from organisation.models import Person
from tests.eqia.conftest import in_state, start
from tests.eqia.test_papers import next_version, put, screened_out, take
from tests.governance.making import plan

Cast = dict[str, Person]


def day(month: int, of_month: int = 1) -> datetime.date:
    return datetime.date(2026, month, of_month)


def facts(**values: Any) -> Facts:
    return Facts(**({"today": day(12), "started_on": day(5)} | values))


def taken(**values: Any) -> Taken:
    fields: dict[str, Any] = {
        "reference": "DEC-2026-0007",
        "taken_on": day(7),
        "has_paper": True,
        "is_overridden": False,
        "readers": 3,
    }
    return Taken(**(fields | values))


def test_a_timeline_in_good_order_has_nothing_wrong() -> None:
    good = facts(options_formed_on=day(6), approved_on=day(6, 20), asked_from=[day(5, 9)], taken=[taken()])
    assert wrong_with(good) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"options_formed_on": day(3, 21)},
            "Options were drawn up 41 days before equality was first considered.",
        ),
        (
            {"taken": [taken(taken_on=day(4, 30))]},
            "DEC-2026-0007 was taken 1 day before the assessment was started.",
        ),
        (
            {"taken": [taken()]},
            "DEC-2026-0007 was taken although no version had been approved, and none is yet.",
        ),
        (
            {"taken": [taken()], "approved_on": day(7, 11)},
            "DEC-2026-0007 was taken 10 days before a version was first approved.",
        ),
        (
            {"taken": [taken(has_paper=False)], "approved_on": day(6)},
            "No version of this assessment stood before those who took DEC-2026-0007.",
        ),
        (
            {"taken": [taken(readers=0)], "approved_on": day(6)},
            "Nobody who took DEC-2026-0007 is on record as having read the version before them.",
        ),
        (
            {"taken": [taken(has_paper=False, is_overridden=True)], "approved_on": day(7, 2)},
            "DEC-2026-0007 was let pass without an EqIA.",
        ),
        (
            {"taken": [taken()], "approved_on": day(6), "asked_from": [day(8)]},
            "Nobody was asked before DEC-2026-0007 was taken.",
        ),
        (
            {"evidence_days": [datetime.date(2020, 1, 1)]},
            "1 piece of evidence was more than five years old when the assessment was started.",
        ),
        ({"effect_due": [day(9), day(10)]}, "2 checks of what really happened are overdue."),
        ({"review_on": day(11, 30)}, "Its review has been due for 1 day."),
    ],
)
def test_what_is_wrong_is_said_in_plain_sentences(values: dict[str, Any], sentence: str) -> None:
    assert sentence in wrong_with(facts(**values))


def test_events_stand_in_order_and_writing_after_the_decision_is_late() -> None:
    events = [
        Event(day(8), Lane.WRITING, "Version 3"),
        Event(day(5), Lane.WRITING, "Started"),
        Event(day(8), Lane.AFTERWARDS, "Effect checked"),
        Event(day(7), Lane.DECISION, "Taken", order=9),
        Event(day(7), Lane.DECISION, "Read", order=8),
    ]
    found = in_order(facts(events=events, taken=[taken()]))
    assert [each.words for each in found] == ["Started", "Read", "Taken", "Version 3", "Effect checked"]
    assert [each.words for each in found if each.is_late] == ["Version 3"]


@pytest.mark.django_db
def test_the_page_shows_every_step_with_its_hash_in_chart_and_table(cast: Cast, sign_in: Any) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    paper = put(assessment, decision, cast)
    services.read_paper(paper=paper, by=cast["member"], read_sha256=paper.version.sha256)
    take(decision, cast, minute_reference="Minute 45", item_number="7")
    page = sign_in(cast["officer"]).get(reverse("eqia:timeline", args=[assessment.reference])).content.decode()
    assert "Equality was first considered: the assessment started" in page
    assert f"Version 2 put to {decision.reference}" in page
    assert f"{assessment.reference}, version 2 read by Member" in page
    assert f"{decision.reference} taken: agreed" in page
    assert "Cabinet, item 7, Minute 45." in page
    assert paper.version.sha256[:16] in page
    assert page.count("<svg") >= 2


@pytest.mark.django_db
def test_a_version_after_the_decision_is_labelled_wherever_it_is_read(cast: Cast, sign_in: Any) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    put(assessment, decision, cast)
    take(decision, cast)
    next_version(assessment, cast)
    client = sign_in(cast["officer"])
    for name, arguments in (
        ("eqia:versions", [assessment.reference]),
        ("eqia:version", [assessment.reference, 4]),
        ("eqia:assessment", [assessment.reference]),
    ):
        assert "Made after the decision" in client.get(reverse(name, args=arguments)).content.decode(), name
    before = client.get(reverse("eqia:version", args=[assessment.reference, 2])).content.decode()
    assert "Made after the decision" not in before


@pytest.mark.django_db
def test_a_retrospective_assessment_is_flagged_in_the_register_and_the_forward_plan(cast: Cast, sign_in: Any) -> None:
    late, decision = start(cast), plan(cast)
    decisions.override_gate(decision=decision, by=cast["director"], reason="The grant closes tomorrow.")
    services.link_decision(assessment=late, decision=decision, by=cast["officer"])
    take(decision, cast)
    client = sign_in(cast["officer"])
    for url in (reverse("eqia:register"), reverse("decisions:taken"), reverse("eqia:timeline", args=[late.reference])):
        assert "Retrospective" in client.get(url).content.decode(), url


@pytest.mark.django_db
def test_the_register_of_what_was_screened_out_gives_reasons_and_who_signed(cast: Cast, sign_in: Any) -> None:
    assessment = screened_out(cast)
    in_state(cast, "approved")
    client: Client = sign_in(cast["equality_lead"])
    page = client.get(reverse("eqia:screened-out")).content.decode()
    assert "Fees for lost books" in page
    assert "Nobody pays more." in page
    assert "Head Of Service" in page
    assert "New library opening hours" not in page
    rows = b"".join(client.get(reverse("eqia:screened-out-csv")).streaming_content).decode()
    assert assessment.reference in rows
    assert "Nobody pays more." in rows
    assert "Nobody pays more." not in client.get(reverse("eqia:screened-out"), {"q": "bicycles"}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 6])
def test_the_timeline_and_the_register_cost_the_same_however_long(
    count: int, cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    assessment = in_state(cast, "approved")
    for number in range(count):
        put(assessment, plan(cast, title=f"Decision {number}"), cast)
        start(cast, f"Another {number}")
    client = sign_in(cast["equality_lead"])
    with django_assert_max_num_queries(42):
        client.get(reverse("eqia:timeline", args=[assessment.reference]))
    with django_assert_max_num_queries(14):
        client.get(reverse("eqia:screened-out"))
    with django_assert_max_num_queries(24):
        client.get(reverse("eqia:decisions", args=[assessment.reference]))
