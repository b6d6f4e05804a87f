"""Versions put to decisions: what clears them, what lapses, who read what, and what came afterwards."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from eqia import services
from eqia.models import Assessment, DecisionPaper
from eqia.presenters.lateness import retrospective_version
from eqia.rules import Retrospect, is_retrospective, retrospects
from governance.errors import MoveForbidden, MoveRefused
from governance.models import Decision
from governance.services import decisions
from organisation.models import Person
from tests.eqia.conftest import answer_groups, attest, fill_proposal, fresh, in_state, save, start
from tests.governance.making import days, plan

pytestmark = pytest.mark.django_db
Cast = dict[str, Person]


def put(assessment: Assessment, decision: Decision, cast: Cast) -> DecisionPaper:
    return services.put_to_decision(assessment=assessment, decision=decision, by=cast["officer"])


def screened_out(cast: Cast) -> Assessment:
    assessment = start(cast, "Fees for lost books")
    fill_proposal(assessment, cast, cast["officer"])
    save(assessment, "aims", assessment.screening, cast["officer"], advance="no")
    answer_groups(assessment, cast["officer"])
    save(
        assessment,
        "screening",
        assessment.screening,
        cast["officer"],
        result="not_required",
        reasons="Nobody pays more.",
    )
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    attest(assessment, cast["head_of_service"])
    return fresh(assessment)


def next_version(assessment: Assessment, cast: Cast) -> Assessment:
    """Opened again, changed, and approved once more."""
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="The hours changed again.")
    save(fresh(assessment), "proposal", assessment, cast["officer"], summary="Eight libraries instead of six.")
    services.submit_assessment(assessment=fresh(assessment), by=cast["officer"])
    services.check_assessment(assessment=fresh(assessment), by=cast["equality_adviser"])
    attest(fresh(assessment), cast["head_of_service"])
    return fresh(assessment)


def take(decision: Decision, cast: Cast, **values: Any) -> Decision:
    decisions.release_decision(decision=decision, by=cast["committee_clerk"])
    return decisions.take_decision(
        decision=decision, by=cast["committee_clerk"], **({"outcome": "agreed", "taken_on": days(0)} | values)
    )


def test_the_exact_approved_version_is_put_to_the_decision_and_clears_it(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    paper = put(assessment, decision, cast)
    version = services.approved_version(assessment)
    assert version is not None
    assert (paper.version, paper.clearance.sha256, paper.clearance.number) == (version, version.sha256, 2)
    assert paper.clearance.kind == "assessment"
    assert decision.missing_to_release() == []
    assert list(assessment.decisions.all()) == [decision]


def test_a_signed_screening_clears_a_decision_as_not_required(cast: Cast) -> None:
    assert put(screened_out(cast), plan(cast), cast).clearance.kind == "not_required"


@pytest.mark.parametrize("state", ["draft", "submitted", "checked"])
def test_what_nobody_has_signed_clears_nothing(state: str, cast: Cast) -> None:
    with pytest.raises(MoveRefused, match="No version is approved yet"):
        put(in_state(cast, state), plan(cast), cast)


def test_a_withdrawn_assessment_clears_nothing(cast: Cast) -> None:
    with pytest.raises(MoveRefused, match="was withdrawn"):
        put(in_state(cast, "withdrawn"), plan(cast), cast)


def test_the_same_version_is_put_once(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    put(assessment, decision, cast)
    with pytest.raises(MoveRefused, match="stands before this decision already"):
        put(assessment, decision, cast)


def test_somebody_of_another_directorate_puts_nothing(cast: Cast) -> None:
    with pytest.raises(MoveForbidden):
        services.put_to_decision(
            assessment=in_state(cast, "approved"), decision=plan(cast), by=cast["officer_elsewhere"]
        )


def test_a_newer_approved_version_takes_the_clearance_away_until_it_is_put_itself(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    put(assessment, decision, cast)
    assessment = next_version(assessment, cast)
    assert "was opened again: The hours changed again." in decision.missing_to_release()[0]
    put(assessment, decision, cast)
    assert decision.missing_to_release() == []


def test_withdrawing_the_assessment_takes_the_clearance_away(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    put(assessment, decision, cast)
    services.withdraw_assessment(assessment=assessment, by=cast["equality_lead"], reason="The plan was dropped")
    assert "The assessment was withdrawn: The plan was dropped." in decision.missing_to_release()[0]


def test_a_paper_taken_off_leaves_the_decision_uncleared(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    paper = put(assessment, decision, cast)
    services.take_off_decision(paper=paper, by=cast["officer"], reason="It belongs to another decision.")
    assert decision.missing_to_release()[0].startswith("No EqIA stands behind this decision")


def test_a_link_made_by_mistake_is_undone_and_one_with_papers_stays(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    link = services.link_decision(assessment=assessment, decision=decision, by=cast["officer"])
    services.unlink_decision(link=link, by=cast["officer"])
    assert not assessment.decisions.exists()
    put(assessment, decision, cast)
    with pytest.raises(MoveRefused, match="stays on record"):
        services.unlink_decision(link=assessment.decision_links.get(), by=cast["officer"])


def test_a_link_to_a_decision_that_was_taken_stays_however_inconvenient(cast: Cast) -> None:
    decision = plan(cast)
    decisions.override_gate(decision=decision, by=cast["director"], reason="The grant closes tomorrow.")
    assessment = start(cast)
    link = services.link_decision(assessment=assessment, decision=decision, by=cast["officer"])
    take(decision, cast)
    link.refresh_from_db()
    with pytest.raises(MoveRefused, match="stays on record"):
        services.unlink_decision(link=link, by=cast["officer"])


def test_who_decides_reads_the_very_version_with_the_duty_before_them(cast: Cast) -> None:
    paper = put(in_state(cast, "approved"), plan(cast), cast)
    reading = services.read_paper(paper=paper, by=cast["member"], read_sha256=paper.version.sha256)
    assert "section 149 of the Equality Act 2010" in reading.duty
    assert reading.words.startswith("I have read this version as a whole")


def test_what_was_put_to_a_decision_stays_readable_while_the_next_version_is_written(cast: Cast) -> None:
    assessment = in_state(cast, "approved")
    put(assessment, plan(cast), cast)
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="New figures.")
    for reader in ("member", "committee_clerk"):
        assert assessment in Assessment.objects.visible_to(cast[reader])


def test_a_version_frozen_after_the_decision_says_so_in_its_payload(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    put(assessment, decision, cast)
    take(decision, cast)
    later = services.approved_version(next_version(assessment, cast))
    assert later is not None
    assert [each["reference"] for each in later.payload["after_decisions"]] == [decision.reference]
    assert "after_decisions" not in assessment.versions.get(number=2).payload


def test_a_deferred_decision_makes_nothing_late(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    put(assessment, decision, cast)
    take(decision, cast, outcome="deferred")
    later = services.approved_version(next_version(assessment, cast))
    assert later is not None
    assert "after_decisions" not in later.payload


def test_an_assessment_approved_after_its_decision_is_retrospective(cast: Cast) -> None:
    decision = plan(cast)
    decisions.override_gate(decision=decision, by=cast["director"], reason="The grant closes tomorrow.")
    assessment = start(cast)
    services.link_decision(assessment=assessment, decision=decision, by=cast["officer"])
    take(decision, cast)
    assert fresh(assessment).retrospective_because == [Retrospect.APPROVED_AFTER_DECISION]
    assert list(Assessment.objects.retrospective()) == [assessment]
    assert Assessment.objects.with_decided_on().get(pk=assessment.pk).decided_on == days(0)


def test_an_assessment_in_time_stays_so_whatever_is_approved_after_the_decision(cast: Cast) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    put(assessment, decision, cast)
    take(decision, cast)
    with connection.cursor() as cursor:  # The decision lies three days back, the first approval four.
        cursor.execute("UPDATE governance_decision SET taken_on = %s", [days(-3)])
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE eqia_assessmentversion SET made_at = made_at - interval '4 days'")
        cursor.execute("UPDATE eqia_assessment SET started_on = %s", [days(-9)])
        cursor.execute("SET session_replication_role = origin")
    later = next_version(fresh(assessment), cast)
    assert not later.is_retrospective
    assert not Assessment.objects.with_decided_on().get(pk=later.pk).is_retrospective
    assert not Assessment.objects.retrospective().exists()
    version = services.approved_version(later)
    assert version is not None
    assert retrospective_version(version.payload) == []


MAY, JUNE, JULY = (datetime.date(2026, month, 1) for month in (5, 6, 7))


@pytest.mark.parametrize(
    ("started", "options", "approved", "decided", "expected"),
    [
        (MAY, None, None, None, []),
        (MAY, JUNE, JUNE, JULY, []),
        (MAY, MAY, JULY, JULY, []),
        (JUNE, MAY, None, None, ["started_after_options"]),
        (JULY, MAY, None, JUNE, ["started_after_options", "started_after_decision"]),
        (MAY, None, JULY, JUNE, ["approved_after_decision"]),
        (MAY, None, None, JUNE, ["approved_after_decision"]),
    ],
)
def test_retrospective_means_after_the_options_or_after_the_decision(
    started: datetime.date,
    options: datetime.date | None,
    approved: datetime.date | None,
    decided: datetime.date | None,
    expected: list[str],
) -> None:
    found = retrospects(started_on=started, options_formed_on=options, approved_on=approved, decided_on=decided)
    assert found == expected
    if expected != ["approved_after_decision"]:
        assert is_retrospective(started, options, decided) == bool(expected)


@pytest.mark.parametrize("sql", ["UPDATE eqia_decisionpaper SET put_at = now()", "DELETE FROM eqia_decisionpaper"])
def test_the_database_refuses_to_alter_a_paper(sql: str, cast: Cast) -> None:
    put(in_state(cast, "approved"), plan(cast), cast)
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
