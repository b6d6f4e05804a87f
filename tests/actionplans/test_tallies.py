"""The tallies say at every moment what the actions say, whoever changes what."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from actionplans.choices import LeadRole, Part
from actionplans.models import Action, NotNeeded, Plan, PlanTally
from actionplans.querysets import sees_all
from actionplans.rules.overdue import falls_due_on
from actionplans.services.counting import (
    counts_of_all,
    counts_of_plans,
    fold_tallies,
    miscounted,
    rebuild_tallies,
)
from governance.services import move
from organisation.models import Person, Unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def counts(plan: Plan, seen_by: Any = None) -> dict[str, int]:
    return counts_of_plans([plan.pk], TODAY, seen_by=seen_by)[plan.pk]


def test_an_action_is_counted_with_everything_that_it_lacks(plan: Plan, make_action: Any, places: Unit) -> None:
    make_action(places)
    found = counts(plan)
    assert (found["total"], found["not_started"]) == (1, 1)
    lacks = {"without_deadline", "without_lead", "without_indicator", "without_impact"}
    assert {name for name, number in found.items() if number} == {"total", "not_started", *lacks}


def test_every_change_of_an_action_its_leads_its_plan_and_its_unit_moves_the_counts(
    plan: Plan, make_action: Any, places: Unit, elsewhere: Unit, cast: dict[str, Person]
) -> None:
    action = make_action(places, deadline="31 March 2027", led_by=cast["officer"])
    assert counts(plan)["without_lead"] == counts(plan)["without_deadline"] == 0
    action.leads.update(role=LeadRole.SUPPORT)
    assert counts(plan)["without_accountable"] == 1
    action.leads.all().delete()
    assert (counts(plan)["without_lead"], counts(plan)["without_accountable"]) == (1, 0)
    Action.objects.filter(pk=action.pk).update(indicator="Number of visitors")
    assert counts(plan)["without_indicator"] == 0
    move(action, "start", by=cast["equality_lead"])
    assert (counts(plan)["in_progress"], counts(plan)["not_started"]) == (1, 0)
    second = Plan.objects.create(title="Second")
    Action.objects.filter(pk=action.pk).update(plan=second, unit=None)
    assert (counts(plan)["total"], counts(second)["total"]) == (0, 1)
    Plan.objects.filter(pk=second.pk).update(directorate=elsewhere.directorate)
    assert PlanTally.objects.filter(plan=second, part="", directorate=elsewhere.directorate).exists()
    assert miscounted() == 0


def test_an_action_done_in_parts_is_counted_in_its_parts(
    plan: Plan, make_action: Any, places: Unit, elsewhere: Unit
) -> None:
    whole = make_action(is_in_parts=True)
    assert counts(plan)["total"] == 1
    part = make_action(places, parent=whole)
    make_action(elsewhere, parent=whole)
    assert counts(plan)["total"] == 2 == Action.objects.to_be_done().count()
    Action.objects.filter(parent=whole).update(parent=None)
    Action.objects.filter(pk=whole.pk).update(is_in_parts=False)
    assert counts(plan)["total"] == 3 == Action.objects.to_be_done().count()
    Action.objects.filter(pk=part.pk).update(parent=whole)
    assert counts(plan)["total"] == 2
    assert miscounted() == 0


def test_what_a_person_explained_away_is_not_missing(plan: Plan, make_action: Any, cast: dict[str, Person]) -> None:
    action = make_action(deadline="Ongoing")
    assert counts(plan)["with_question"] == 1
    Action.objects.filter(pk=action.pk).update(deadline_question="")
    assert (counts(plan)["without_review"], counts(plan)["without_indicator"]) == (1, 1)
    said = NotNeeded.objects.create(
        action=action, part=Part.INDICATOR, reason="It is a single event", by=cast["officer"]
    )
    assert counts(plan)["without_indicator"] == 0
    said.delete()
    assert counts(plan)["without_indicator"] == 1
    assert [each.pk for each in Action.objects.lacking(Part.REVIEW)] == [action.pk]
    assert miscounted() == 0


def test_what_is_deleted_is_no_longer_counted(plan: Plan, make_action: Any) -> None:
    make_action()
    Action.objects.all()._raw_delete("default")
    assert counts(plan)["total"] == 0
    assert miscounted() == 0


def test_folding_and_counting_anew_change_no_number(plan: Plan, make_action: Any, places: Unit) -> None:
    for number in range(5):
        make_action(places, deadline="31 March 2020" if number % 2 else "")
    before = counts(plan)
    assert before["overdue"] == 2
    assert not fold_tallies(by=None)
    assert fold_tallies(by=None, enough=3)
    assert not PlanTally.objects.filter(is_folded=False).exists()
    assert counts(plan) == before
    rebuild_tallies(by=None)
    assert counts(plan) == before
    assert miscounted() == 0


def test_a_person_is_told_the_numbers_of_what_they_may_see(
    plan: Plan, make_action: Any, places: Unit, elsewhere: Unit, cast: dict[str, Person]
) -> None:
    second = Plan.objects.create(title="Second", owner=cast["officer_elsewhere"])
    for unit in (places, places, elsewhere, None):
        make_action(unit)
    make_action(places, led_by=cast["officer_elsewhere"], deadline="1 May 2020")
    make_action(places, plan=second)
    make_action(None, plan=second, led_by=cast["nobody"])
    for name in ("equality_lead", "officer", "officer_elsewhere", "director", "nobody", "administrator", "member"):
        person = cast[name]
        visible = Action.objects.to_be_done().visible_to(person)
        for each in (plan, second):
            assert counts(each, person)["total"] == visible.filter(plan=each).count(), name
            assert counts(each, person)["overdue"] == visible.filter(plan=each).overdue(TODAY).count(), name
        assert counts_of_all(TODAY, seen_by=person)["total"] == visible.count(), name
        plans = set(Plan.objects.visible_to(person))
        assert plans >= {action.plan for action in visible.select_related("plan")}, name
        assert sees_all(person) or plans <= {action.plan for action in visible.select_related("plan")}, name


def test_the_day_kept_for_lists_is_the_day_of_the_rule(make_action: Any) -> None:
    day = datetime.date(2027, 5, 1)
    for kind in ("date", "period", "ongoing", "recurring", "milestones", "to_be_confirmed", "reference", "relative"):
        action = make_action(deadline="1 May 2027", deadline_kind=kind)
        Action.objects.filter(pk=action.pk).update(deadline_kind=kind, due_on=day, next_review_on="2027-06-01")
        action.refresh_from_db()
        assert action.falls_due == falls_due_on(kind, day, datetime.date(2027, 6, 1)), kind
