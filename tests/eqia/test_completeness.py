"""What is still missing, sentence by sentence, and the rules behind it."""

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
        ("impact/race", {"effect": "unknown"}, "Say how you will find out about the impact: race"),
        (
            "impact/race",
            {"effect": "negative", "who": "Some", "harm": "Signs in English only"},
            "Add a mitigation, or say why nothing can be done: race",
        ),
        ("outcome", {"outcome": ""}, "Select the outcome"),
        ("outcome", {"outcome": "continue"}, "Say what justifies going on although people are worse off"),
        (
            "outcome",
            {"outcome": "no_change"},
            "Select another outcome: you found that somebody could be harmed, so “no major change” does not fit",
        ),
        ("outcome", {"review_on": None}, "Enter when you will look at this assessment again"),
    ],
)
def test_each_gap_is_named_in_a_sentence(cast: Cast, section: str, values: dict[str, Any], sentence: str) -> None:
    assessment = fill(start(cast), cast)
    record: Any = {
        "aims": assessment.screening,
        "screening": assessment.screening,
        "outcome": assessment.conclusion,
    }.get(section, assessment)
    if section.startswith("impact/"):
        record = assessment.impacts.get(characteristic__key=section.split("/")[1])
    save(assessment, section, record, cast["officer"], **values)
    assert fresh(assessment).missing_to_submit() == [sentence]


def test_a_harm_without_mitigation_needs_a_reason(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    card = assessment.impacts.get(characteristic__key="race")
    values = {"effect": "negative", "who": "Some", "harm": "Dearer", "no_mitigation_reason": "The law sets the fee."}
    save(assessment, "impact/race", card, cast["officer"], **values)
    assert fresh(assessment).missing_to_submit() == []


def test_a_mitigation_for_a_local_group_answers_its_harm(cast: Cast) -> None:
    local = Characteristic.objects.create(key="carers", name="Unpaid carers", position=20)
    assessment = fill(start(cast), cast)
    card = assessment.impacts.get(characteristic=local)
    save(assessment, "impact/carers", card, cast["officer"], effect="negative", who="All", harm="No respite")
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
