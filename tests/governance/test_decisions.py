"""Decisions and their gate."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from governance.errors import MoveForbidden, MoveRefused
from governance.models import Clearance, Decision
from governance.rules import Notice, Standing, clear_days_between, last_day_for_notice, notice_given
from governance.services import decisions
from organisation.choices import Role
from organisation.models import Person
from tests.conftest import make_person
from tests.governance.making import HASH, clear, days, plan, released, taken

pytestmark = pytest.mark.django_db
Cast = dict[str, Person]


def release(decision: Decision, cast: Cast) -> Decision:
    return decisions.release_decision(decision=decision, by=cast["committee_clerk"])


def test_a_planned_decision_has_a_reference_and_the_day_of_its_meeting(cast: Cast) -> None:
    decision = plan(cast, on=days(30))
    assert decision.reference == f"DEC-{days(0).year}-0001"
    assert decision.expected_on == days(30)
    assert plan(cast).reference.endswith("-0002")


def test_a_key_decision_is_marked_as_one_whoever_forgot_to(cast: Cast) -> None:
    assert plan(cast, kind="key").is_key


def test_somebody_of_another_directorate_plans_nothing_here(cast: Cast) -> None:
    unit = plan(cast).unit
    with pytest.raises(MoveForbidden):
        decisions.plan_decision(
            by=cast["officer_elsewhere"],
            kind="other",
            title="T",
            question="Q",
            unit=unit,
            delegate=cast["director"],
            expected_on=days(9),
        )


def test_nothing_is_released_without_an_assessment_and_the_clerk_is_told_what_to_do(cast: Cast) -> None:
    with pytest.raises(MoveRefused) as refusal:
        release(plan(cast), cast)
    assert len(refusal.value.sentences) == 1
    assert refusal.value.sentences[0].startswith("No EqIA stands behind this decision. Put an approved EqIA to it")
    assert Decision.objects.get().state == "planned"


def test_a_body_without_a_meeting_cannot_be_given_the_decision(cast: Cast) -> None:
    decision = plan(cast)
    clear(decision, cast)
    Decision.objects.update(meeting=None)
    with pytest.raises(MoveRefused, match="Choose the meeting"):
        release(decision, cast)


@pytest.mark.parametrize("kind", ["assessment", "not_required"])
def test_an_approved_version_or_a_signed_screening_opens_the_gate(kind: str, cast: Cast) -> None:
    decision = plan(cast)
    clear(decision, cast, kind=kind)
    assert release(decision, cast).state == "released"


def test_an_override_opens_the_gate_and_names_who_and_why(cast: Cast) -> None:
    decision = plan(cast)
    given = decisions.override_gate(decision=decision, by=cast["director"], reason=" The grant closes tomorrow. ")
    assert (given.given_by, given.reason) == (cast["director"], "The grant closes tomorrow.")
    assert release(decision, cast).standing == Standing.OVERRIDDEN


def test_an_override_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(MoveRefused, match="Enter the reason"):
        decisions.override_gate(decision=plan(cast), by=cast["director"], reason="  ")


@pytest.mark.parametrize("who", ["committee_clerk", "equality_lead", "equality_adviser", "officer", "head_of_service"])
def test_those_who_guard_the_gate_cannot_let_a_decision_pass(who: str, cast: Cast) -> None:
    with pytest.raises(MoveForbidden):
        decisions.override_gate(decision=plan(cast), by=cast[who], reason="We are late.")


def test_a_director_of_another_directorate_cannot_let_it_pass(cast: Cast, elsewhere: Any) -> None:
    stranger = make_person("director_elsewhere", Role.DIRECTOR, elsewhere)
    with pytest.raises(MoveForbidden):
        decisions.override_gate(decision=plan(cast), by=stranger, reason="We are late.")


def test_a_lapsed_clearance_closes_the_gate_again_and_says_why(cast: Cast) -> None:
    decision = plan(cast)
    clear(decision, cast)
    lost = decisions.lapse_clearance(
        reference="EIA-2026-0001", lapse_kind="superseded", reason="Version 3 was approved", by=cast["officer"]
    )
    assert lost == [decision]
    with pytest.raises(MoveRefused) as refusal:
        release(decision, cast)
    assert "EIA-2026-0001, version 2, no longer clears this decision" in refusal.value.sentences[0]
    assert "Version 3 was approved." in refusal.value.sentences[0]
    clear(decision, cast, number=3, sha256="b" * 64)
    assert release(decision, cast).state == "released"


def test_a_second_paper_does_not_hide_that_the_first_lapsed(cast: Cast) -> None:
    decision = plan(cast)
    clear(decision, cast)
    clear(decision, cast, reference="EIA-2026-0002")
    decisions.lapse_clearance(
        reference="EIA-2026-0001", lapse_kind="withdrawn", reason="Withdrawn", by=cast["equality_lead"]
    )
    with pytest.raises(MoveRefused, match="EIA-2026-0001"):
        release(decision, cast)


def test_a_paper_taken_off_by_choice_is_asked_for_no_more(cast: Cast) -> None:
    decision = plan(cast)
    clear(decision, cast)
    clear(decision, cast, reference="EIA-2026-0002")
    decisions.lapse_clearance(
        reference="EIA-2026-0001",
        lapse_kind="taken_off",
        reason="It belongs to another decision",
        by=cast["officer"],
        decision=decision,
    )
    assert release(decision, cast).state == "released"


def test_a_released_decision_shows_that_its_clearance_lapsed(cast: Cast) -> None:
    decision = released(cast)
    decisions.lapse_clearance(
        reference="EIA-2026-0001", lapse_kind="superseded", reason="Version 3 was approved", by=cast["officer"]
    )
    assert Decision.objects.get(pk=decision.pk).standing == Standing.LAPSED


def test_a_decision_taken_keeps_what_it_was_taken_on(cast: Cast) -> None:
    decision = taken(cast)
    lost = decisions.lapse_clearance(
        reference="EIA-2026-0001", lapse_kind="superseded", reason="Version 3 was approved", by=cast["officer"]
    )
    assert lost == []
    assert decision.standing == Standing.CLEARED


def test_a_decision_is_taken_down_with_its_minute_and_a_move(cast: Cast) -> None:
    decision = taken(cast)
    assert (decision.state, decision.outcome, decision.pack_pages) == ("taken", "agreed", "31 to 58")
    assert [move.transition for move in decision.moves.all()] == ["release", "take"]


def test_a_decision_is_not_taken_in_the_future(cast: Cast) -> None:
    with pytest.raises(MoveRefused, match="has not come yet"):
        taken(cast, taken_on=days(1))
    assert Decision.objects.get().taken_on is None


def test_the_person_who_decides_under_delegated_powers_takes_it_down_and_a_colleague_does_not(cast: Cast) -> None:
    decision = released(cast, delegate=cast["director"], on=days(0))
    fields: dict[str, Any] = {"decision": decision, "outcome": "agreed", "taken_on": days(0)}
    with pytest.raises(MoveForbidden):
        decisions.take_decision(by=cast["head_of_service"], **fields)
    assert decisions.take_decision(by=cast["director"], **fields).is_taken


def test_nothing_is_put_to_a_decision_that_was_taken(cast: Cast) -> None:
    decision = taken(cast)
    with pytest.raises(MoveRefused, match="no paper can be put to it"):
        clear(decision, cast, number=3)


def test_who_decides_records_the_reading_of_the_very_version_once(cast: Cast) -> None:
    decision = released(cast)
    clearance = decision.clearances.get()
    for _twice in range(2):
        reading = decisions.record_reading(
            clearance=clearance, by=cast["member"], read_sha256=HASH, words="I have read it.", duty="Section 149."
        )
    assert decision.readings.get() == reading
    assert (reading.sha256, reading.person) == (HASH, cast["member"])


def test_another_version_than_the_one_before_them_is_not_recorded_as_read(cast: Cast) -> None:
    clearance = released(cast).clearances.get()
    with pytest.raises(MoveRefused, match="Another version lies before you"):
        decisions.record_reading(
            clearance=clearance, by=cast["member"], read_sha256="b" * 64, words="I have read it.", duty="Section 149."
        )


def test_a_reading_after_the_decision_does_not_count(cast: Cast) -> None:
    clearance = taken(cast).clearances.get()
    with pytest.raises(MoveRefused, match="too late"):
        decisions.record_reading(clearance=clearance, by=cast["member"], read_sha256=HASH, words="W", duty="D")


def test_a_member_without_a_seat_on_the_body_decides_nothing(cast: Cast) -> None:
    backbencher = make_person("backbencher", Role.MEMBER, None)
    with pytest.raises(MoveForbidden):
        decisions.record_reading(
            clearance=released(cast).clearances.get(), by=backbencher, read_sha256=HASH, words="W", duty="D"
        )


def test_a_seat_that_ended_decides_nothing(cast: Cast) -> None:
    decision = released(cast)
    cast["member"].seats.update(ends_on=days(-1))
    assert not decision.is_decided_by(cast["member"])


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE governance_clearance SET reason = 'forged'",
        "UPDATE governance_clearance SET sha256 = repeat('0', 64)",
        "UPDATE governance_clearance SET lapse_reason = 'another'",
        "UPDATE governance_clearance SET lapsed_on = NULL, lapse_kind = '', lapse_reason = ''",
        "DELETE FROM governance_clearance",
        "UPDATE governance_decisionreading SET sha256 = repeat('0', 64)",
        "DELETE FROM governance_decisionreading",
        "UPDATE governance_decisionmove SET reason = 'forged'",
    ],
)
def test_the_database_refuses_to_alter_what_cleared_a_decision_and_who_read_it(sql: str, cast: Cast) -> None:
    decision = released(cast)
    decisions.record_reading(
        clearance=decision.clearances.get(), by=cast["member"], read_sha256=HASH, words="W", duty="D"
    )
    decisions.lapse_clearance(
        reference="EIA-2026-0001", lapse_kind="superseded", reason="Version 3 was approved", by=cast["officer"]
    )
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_clearance_is_a_version_or_a_reason_and_never_neither(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="clearance_has_a_version_or_a_reason"):
        Clearance.objects.create(decision=plan(cast), kind="override", given_by=cast["director"])


def test_a_body_and_a_person_do_not_both_decide(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="decision_has_one_decider"):
        plan(cast, delegate=cast["director"], body=released(cast).body)


DECIDED = datetime.date(2026, 12, 9)


@pytest.mark.parametrize(
    ("notice_on", "urgency", "today", "expected"),
    [
        # 10 November to 9 December leaves 11 November to 8 December between them: 28 days.
        (datetime.date(2026, 11, 10), "", datetime.date(2026, 11, 22), Notice.GIVEN),
        (datetime.date(2026, 11, 11), "", datetime.date(2026, 11, 22), Notice.LATE),
        (datetime.date(2026, 11, 11), "general_exception", datetime.date(2026, 11, 22), Notice.EXCEPTION),
        (None, "special_urgency", datetime.date(2026, 11, 22), Notice.EXCEPTION),
        (None, "", datetime.date(2026, 11, 10), Notice.DUE),
        (None, "", datetime.date(2026, 11, 11), Notice.LATE),
    ],
)
def test_a_key_decision_needs_28_clear_days_of_notice(
    notice_on: datetime.date | None, urgency: str, today: datetime.date, expected: Notice
) -> None:
    found = notice_given(is_key=True, notice_on=notice_on, decided_on=DECIDED, urgency=urgency, today=today)
    assert found == expected
    assert notice_given(is_key=False, notice_on=None, decided_on=DECIDED, urgency="", today=today) == Notice.NOT_NEEDED


def test_the_last_day_for_notice_leaves_28_clear_days() -> None:
    assert clear_days_between(last_day_for_notice(DECIDED), DECIDED) == 28
