"""The tallies say at every moment what the assessments say, whoever changes what and at the same time as whom."""

import threading
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from eqia.models import Assessment, Intersection
from organisation.models import Characteristic, Unit
from oversight.choices import Face
from oversight.models import Counted, Tally
from oversight.services.tallies import differences, fold_tallies, rebuild_tallies
from tests.eqia.conftest import in_state, start
from tests.oversight.making import finished, place, promise, proposal


def sums(face: str = Face.GROUP, **which: Any) -> dict[str, int]:
    rows = Tally.objects.filter(face=face, kind="", round="", **which).summed()
    return rows[0] if rows else {}


def group(key: str) -> dict[str, int]:
    return sums(characteristic=Characteristic.objects.get(key=key))


def test_a_new_draft_is_counted_as_not_yet_assessed_and_not_as_no_impact(cast: Any) -> None:
    start(cast)
    assert group("age")["unanswered"] == 1
    assert group("age")["unaffected"] == 0
    assert not differences()


def test_every_answer_moves_the_sums(cast: Any) -> None:
    assessment = proposal(cast, age="negative", sex="unknown", race="both")
    assert (group("age")["harmed"], group("sex")["unknown"], group("race")["helped"]) == (1, 1, 1)
    card = assessment.impacts.get(characteristic__key="age")
    card.effect = "none"
    card.save()
    assert (group("age")["harmed"], group("age")["unaffected"]) == (0, 1)
    assert not differences()


def test_a_harm_is_mitigated_by_a_promise_with_a_lead_and_a_date_only(cast: Any) -> None:
    assessment = proposal(cast, age="negative")
    promised = promise(cast, assessment, lead_person=None)
    assert group("age")["mitigated"] == 0
    promised.lead_person = cast["officer"]
    promised.save()
    assert group("age")["mitigated"] == 1
    promised.delete()
    assert group("age")["mitigated"] == 0
    assert not differences()


def test_finding_out_is_no_mitigation(cast: Any) -> None:
    promise(cast, proposal(cast, age="negative"), kind="find_out", unknown="Who comes in the morning")
    assert group("age")["mitigated"] == 0


@pytest.mark.parametrize("state", ["submitted", "returned", "approved", "published"])
def test_counts_follow_an_assessment_through_its_states(cast: Any, state: str) -> None:
    in_state(cast, state)
    standing = "finished" if state in ("approved", "published") else "in_progress"
    assert sums(Face.PROPOSAL, standing=standing)["harmed"] == 1
    assert not differences()


def test_the_withdrawn_the_screened_out_and_programmes_are_not_counted(cast: Any) -> None:
    in_state(cast, "withdrawn")
    screened_out = start(cast, "Window cleaning")
    screened_out.screening.result = "not_required"
    screened_out.screening.save()
    whole = start(cast, "Savings of the year")
    whole.kind = "programme"
    whole.save()
    assert sums(Face.PROPOSAL) == {}
    assert not differences()


def test_places_rounds_and_combinations_are_counted(cast: Any) -> None:
    assessment = place(proposal(cast, age="negative"), "Millbrook", "Stonecross", "Millbrook", round_="2027/28")
    both = Intersection.objects.create(assessment=assessment, who="Older disabled people", effect="negative")
    both.characteristics.set(Characteristic.objects.filter(key__in=["age", "disability"]))
    age = Characteristic.objects.get(key="age")
    assert sums(Face.PLACE, place="Millbrook", characteristic=age)["harmed"] == 1
    assert sums(Face.COMBINATION, combination="age+disability")["harmed"] == 1
    assert Tally.objects.filter(round="2027/28", face=Face.GROUP, kind="").summed()[0]["harmed"] == 1
    both.characteristics.clear()
    assert sums(Face.COMBINATION) == {}
    assert not differences()


def test_a_service_that_moves_takes_its_assessments_along(cast: Any, elsewhere: Unit) -> None:
    proposal(cast, age="negative")
    Unit.objects.filter(code="libraries").update(parent=elsewhere)
    assert sums(directorate=elsewhere, characteristic=Characteristic.objects.get(key="age"))["harmed"] == 1
    assert not differences()


def test_what_is_deleted_is_no_longer_counted(cast: Any) -> None:
    assessment = proposal(cast, age="negative")
    assessment.impacts.all().delete()
    assert Counted.objects.filter(assessment=assessment).count() == 1
    assert not differences()


def test_folding_changes_rows_and_no_sums(cast: Any) -> None:
    finished(place(proposal(cast, age="negative"), "Millbrook"))
    before, rows = group("age"), Tally.objects.count()
    assert fold_tallies(by=None, many=1)
    assert group("age") == before
    assert Tally.objects.count() < rows
    assert not Tally.objects.filter(is_folded=False).exists()
    assert not fold_tallies(by=None, many=1)
    assert not differences()


def test_the_check_finds_what_is_wrong_and_puts_it_right(cast: Any, capsys: Any) -> None:
    proposal(cast, age="negative")
    call_command("check_tallies")
    assert "agree" in capsys.readouterr().out
    Tally.objects.filter(pk=Tally.objects.filter(face=Face.GROUP).order_by("pk")[0].pk).delete()
    with pytest.raises(CommandError, match="wrong"):
        call_command("check_tallies")
    call_command("check_tallies", rebuild=True)
    assert not differences()


def test_rebuilding_an_empty_house_leaves_it_empty(db: None) -> None:
    rebuild_tallies(by=None)
    assert not Tally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_change_one_assessment_at_once_are_both_counted(cast: Any) -> None:
    """One moves it to another budget round, which concerns every card, while another answers one of them."""
    assessment = proposal(cast, sex="none")
    has_moved, may_commit = threading.Event(), threading.Event()

    def move_to_another_round() -> None:
        with transaction.atomic():
            Assessment.objects.filter(pk=assessment.pk).update(budget_round="2027/28")
            has_moved.set()
            may_commit.wait(5)
        connection.close()

    def answer() -> None:
        has_moved.wait(5)
        threading.Timer(0.3, may_commit.set).start()
        card = assessment.impacts.get(characteristic__key="age")
        card.effect = "negative"
        card.save()
        connection.close()

    both = [threading.Thread(target=each) for each in (move_to_another_round, answer)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert not differences()
    age = Characteristic.objects.get(key="age")
    found = Tally.objects.filter(face=Face.GROUP, kind="", round="2027/28", characteristic=age).summed()
    assert found[0]["harmed"] == 1
