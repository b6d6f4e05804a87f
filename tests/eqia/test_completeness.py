"""What is still missing, sentence by sentence, and the rules behind it."""

import datetime
import threading
from typing import Any

import pytest
from django.db import connection

from eqia import rules, services
from eqia.models import Assessment, ReferenceCounter
from organisation.models import Characteristic, Person, Unit
from tests.eqia.conftest import fill, fresh, save, start

Cast = dict[str, Person]


def test_a_complete_assessment_misses_nothing(cast: Cast) -> None:
    assert fresh(fill(start(cast), cast)).missing_to_submit() == []


@pytest.mark.parametrize(
    ("section", "values", "sentence"),
    [
        ("proposal", {"affected": ""}, "Say who is affected"),
        ("people", {"owner": None}, "Select the head of service or director who is accountable"),
        ("aims", {"foster": ""}, "Answer for the aim “Foster good relations”"),
        ("screening", {"reasons": ""}, "Give the reasons for the screening result"),
        ("impact/race", {"effect": ""}, "Select the impact on race"),
        ("impact/race", {"no_impact_reason": ""}, "Give the reason why there is no impact: race"),
        ("impact/age", {"harm": ""}, "Say how it could harm: age"),
        ("impact/age", {"who": ""}, "Say who is affected: age"),
        (
            "impact/gender_reassignment",
            {"finding_out": ""},
            "Say how you will find out about the impact: gender reassignment",
        ),
        (
            "impact/race",
            {"effect": "negative", "who": "Some", "harm": "Signs in English only", "residual": "none"},
            "Add a mitigation, or say why nothing can be done: race",
        ),
        ("outcome", {"outcome": ""}, "Select the outcome"),
        (
            "outcome",
            {"outcome": "no_change"},
            "Select another outcome: you found that somebody could be harmed, so “no major change” does not fit",
        ),
        ("review", {"review_on": None}, "Enter when you will look at this assessment again"),
        ("review", {"watched_by": ""}, "Enter who looks at what really happens"),
        ("proposal", {"status": ""}, "Select whether the proposal is new, a change or an end"),
        ("proposal", {"populations": []}, "Select whom the proposal touches"),
        ("proposal", {"coverage": ""}, "Select where the people affected are"),
        ("proposal", {"places": []}, "Enter the places that are affected"),
        ("people", {"options_formed_on": None}, "Enter when the options were first drawn up"),
        (
            "people",
            {"options_formed_on": datetime.date(2027, 2, 1)},
            "Check the dates: the options cannot have been drawn up after the decision",
        ),
        ("alternatives", {"alternatives": ""}, "Add another way that was considered, or say why there was none"),
        ("impact/age", {"residual": ""}, "Select what harm remains when everything promised is done: age"),
        (
            "impact/gender_reassignment",
            {"find_out_lead": None},
            "Select who finds out about the impact: gender reassignment",
        ),
        (
            "impact/gender_reassignment",
            {"find_out_on": None},
            "Enter by when you will know about the impact: gender reassignment",
        ),
        (
            "intersections",
            {"no_intersection_reason": ""},
            "Add a combination of characteristics, or say where you looked and found none",
        ),
        ("cumulative", {"cumulative": ""}, "Say what the proposal means together with other proposals"),
        ("law", {"direct": ""}, "Answer whether anybody would be treated worse"),
        ("law", {"indirect": "yes"}, "Say which rule puts whom at a disadvantage"),
        ("law", {"harassment": "unknown"}, "Say how it could expose people to harassment, and what will be done"),
        ("law", {"adjustments": ""}, "Say which reasonable adjustments are in place"),
    ],
)
def test_each_gap_is_named_in_a_sentence(cast: Cast, section: str, values: dict[str, Any], sentence: str) -> None:
    assessment = fill(start(cast), cast)
    record: Any = {
        "aims": assessment.screening,
        "screening": assessment.screening,
        "outcome": assessment.conclusion,
        "law": assessment.conclusion,
        "review": assessment.conclusion,
    }.get(section, assessment)
    if section.startswith("impact/"):
        record = assessment.impacts.get(characteristic__key=section.split("/")[1])
    save(assessment, section, record, cast["officer"], **values)
    assert fresh(assessment).missing_to_submit() == [sentence]


def test_a_harm_without_mitigation_needs_a_reason(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    card = assessment.impacts.get(characteristic__key="race")
    values = {"effect": "negative", "who": "Some", "harm": "Dearer", "no_mitigation_reason": "The law sets the fee."}
    values |= {"residual": "none"}
    save(assessment, "impact/race", card, cast["officer"], **values)
    assert fresh(assessment).missing_to_submit() == []


def test_a_mitigation_for_a_local_group_answers_its_harm(cast: Cast) -> None:
    local = Characteristic.objects.create(key="carers", name="Unpaid carers", position=20)
    assessment = fill(start(cast), cast)
    card = assessment.impacts.get(characteristic=local)
    save(
        assessment,
        "impact/carers",
        card,
        cast["officer"],
        effect="negative",
        who="All",
        harm="No respite",
        residual="none",
    )
    values = {"description": "Keep the break", "impact": card, "lead_person": cast["director"], "due_on": "2027-03-31"}
    assert fresh(assessment).missing_to_submit() == ["Add a mitigation, or say why nothing can be done: Unpaid carers"]
    services.add_item(assessment=assessment, section="mitigation", values=values, by=cast["officer"])
    assert fresh(assessment).missing_to_submit() == []


def test_a_mitigation_needs_a_lead_and_a_deadline(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    services.add_item(
        assessment=assessment, section="mitigation", values={"description": "Fit a loop"}, by=cast["officer"]
    )
    assert fresh(assessment).missing_to_submit() == [
        "Select who leads “Fit a loop”",
        "Enter the deadline of “Fit a loop”",
    ]


def test_having_no_evidence_is_possible_when_the_gap_is_named(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    assessment.evidence.all().delete()
    assert fresh(assessment).missing_to_submit() != []
    save(assessment, "evidence", assessment, cast["officer"], evidence_gaps="Nobody counts visitors; we begin in May.")
    assert fresh(assessment).missing_to_submit() == []


@pytest.mark.parametrize(
    ("aims", "answers", "may"),
    [
        (["no", "no", "no"], ["not_relevant"], True),
        (["yes", "no", "no"], ["better", "not_relevant"], True),
        (["no", "no", "no"], ["worse"], False),
        (["no", "no", "no"], ["both"], False),
        (["no", "no", "no"], ["unknown"], False),
        (["no", "no", "unknown"], ["not_relevant"], False),
    ],
)
def test_screening_ends_only_where_nobody_is_worse_off_and_nothing_is_unknown(
    aims: list[str], answers: list[str], may: bool
) -> None:
    assert rules.may_be_screened_out(aims, answers) is may


def test_references_count_up_within_each_year(cast: Cast) -> None:
    assert [start(cast).reference[-4:] for _each in range(3)] == ["0001", "0002", "0003"]
    assert rules.reference_for(2026, 142) == "EIA-2026-0142"
    assert rules.reference_for(2026, 12345) == "EIA-2026-12345"


@pytest.mark.django_db(transaction=True)
def test_two_assessments_started_at_once_get_two_references(cast: Cast) -> None:
    unit, people = Unit.objects.get(code="libraries"), [cast["officer"], cast["other_officer"]]
    ready = threading.Barrier(2)
    failures: list[Exception] = []

    def begin(person: Person) -> None:
        try:
            ready.wait(timeout=10)
            for number in range(5):
                services.start_assessment(title=f"Proposal {number}", kind="policy", unit=unit, by=person)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert failures == []
    assert Assessment.objects.values("reference").distinct().count() == 10
    assert ReferenceCounter.objects.get().last == 10
