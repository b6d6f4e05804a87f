"""What every directorate is to do is divided among them, rolls up, and is counted once."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action, Plan
from actionplans.rules.parts import Part, roll_up
from actionplans.services.actions import add_action
from actionplans.services.parts import make_parts, shares_of
from actionplans.services.updates import record_update
from organisation.choices import UnitKind
from organisation.models import Person, Post, PostHolding, Unit

TODAY = timezone.localdate


@pytest.fixture
def lead(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["equality_lead"])


@pytest.fixture
def whole(plan: Plan, cast: dict[str, Person]) -> Action:
    return add_action(
        plan=plan, by=cast["equality_lead"], leads="All Directorates", description="Assess", deadline="31 March 2020",
        indicator="All assessed", reference="4",
    )  # fmt: skip


def divided(action: Action, by: Person) -> list[Action]:
    leaders = {share.unit.pk: share.leader for share in shares_of(action, TODAY())}
    return make_parts(action=action, leaders=leaders, by=by, on=TODAY())


def page(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    response = client.get(reverse(f"actionplans:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["not_started", "not_started"], "not_started"),
        (["not_started", "completed"], "in_progress"),
        (["completed", "completed"], "completed"),
        (["completed", "stopped"], "completed"),
        (["stopped", "stopped"], "stopped"),
    ],
)
def test_the_whole_is_as_far_as_its_parts(statuses: list[str], status: str) -> None:
    assert roll_up(Part(each) for each in statuses).status == status


def test_a_roll_up_is_said_in_one_sentence() -> None:
    day = datetime.date(2026, 3, 1)
    parts = [Part("completed", last_update_on=day), Part("in_progress", is_overdue=True), Part("stopped")]
    whole = roll_up(parts)
    assert whole.sentence == "1 of 3 parts are completed, 1 is overdue, 1 is stopped."
    assert whole.last_update_on == day


def test_each_directorate_gets_its_part_led_by_its_director(
    whole: Action, cast: dict[str, Person], places: Unit, elsewhere: Unit, lead: Client
) -> None:
    post = Post.objects.create(title="Director of place", unit=places)
    shown = page(lead, "divide", whole.pk)
    assert "4/adults" in shown
    assert "4/place" in shown
    assert not whole.children.exists()
    response = lead.post(
        reverse("actionplans:divide", args=[whole.pk]),
        {
            f"unit-{places.pk}-is_wanted": "on",
            f"unit-{places.pk}-leader": f"post-{post.pk}",
            f"unit-{elsewhere.pk}-leader": f"unit-{elsewhere.pk}",
        },
        follow=True,
    )
    assert "1 part is made." in response.content.decode()
    part = whole.children.get()
    assert (part.reference, part.unit, part.deadline_text, part.indicator) == (
        "4/place", places, "31 March 2020", "All assessed",
    )  # fmt: skip
    assert [(each.role, each.target, each.is_confirmed) for each in part.leads.all()] == [("accountable", post, True)]
    assert "Adult Social Care has no part yet." in response.content.decode()


def test_dividing_needs_at_least_one_directorate_and_a_lead_for_each(whole: Action, lead: Client, places: Unit) -> None:
    url = reverse("actionplans:divide", args=[whole.pk])
    data = {f"unit-{places.pk}-leader": f"unit-{places.pk}"}
    assert "Select at least one directorate" in lead.post(url, data).content.decode()
    assert "Select who leads each part" in lead.post(url, {f"unit-{places.pk}-is_wanted": "on"}).content.decode()
    assert not whole.children.exists()


def test_the_whole_is_not_counted_chased_or_updated_and_its_parts_are(
    whole: Action, plan: Plan, cast: dict[str, Person], places: Unit, elsewhere: Unit, lead: Client
) -> None:
    divided(whole, cast["equality_lead"])
    whole.refresh_from_db()
    assert {action.reference for action in Action.objects.to_be_done()} == {"4/place", "4/adults"}
    assert {action.reference for action in Action.objects.overdue(TODAY())} == {"4/place", "4/adults"}
    assert not whole.is_overdue(TODAY())
    assert whole.next_chase is None
    assert not cast["equality_lead"].has_perm("actionplans.update_action", whole)
    assert lead.get(reverse("actionplans:update", args=[whole.pk])).status_code == 403
    part = Action.objects.get(reference="4/place")
    record_update(action=part, by=cast["director"], status="completed", what_happened="All done", evidence="Minutes")
    shown = page(lead, "action", whole.pk)
    assert "1 of 2 parts are completed, 1 is overdue." in shown
    assert "The whole is as far as its parts" in shown
    assert "1 of 2 parts are completed" in page(lead, "plan", plan.pk)


def test_a_directorate_that_joins_later_is_noticed_and_one_that_closes_too(
    whole: Action, cast: dict[str, Person], places: Unit, elsewhere: Unit, lead: Client
) -> None:
    divided(whole, cast["equality_lead"])
    Unit.objects.create(kind=UnitKind.DIRECTORATE, name="Highways", code="highways")
    Unit.objects.filter(pk=elsewhere.pk).update(closed_on=TODAY())
    shown = page(lead, "action", whole.pk)
    assert "Highways has no part yet." in shown
    assert "Adult Social Care has closed: stop its part" in shown
    assert [part.reference for part in divided(whole, cast["equality_lead"])] == ["4/highways"]
    assert divided(whole, cast["equality_lead"]) == []


def test_a_part_has_no_parts_and_a_directorate_one_part(
    whole: Action, cast: dict[str, Person], places: Unit, elsewhere: Unit
) -> None:
    part = divided(whole, cast["equality_lead"])[0]
    with pytest.raises(ValidationError, match="has no parts of its own"):
        divided(part, cast["equality_lead"])
    with pytest.raises(IntegrityError, match="action_has_one_part_for_each_directorate"):
        Action.objects.create(plan=whole.plan, parent=whole, unit=part.unit, reference="9", description="Twice")


def test_a_director_sees_their_own_part_and_hears_of_no_other(
    whole: Action, cast: dict[str, Person], places: Unit, elsewhere: Unit, sign_in: Callable[[Person], Client]
) -> None:
    divided(whole, cast["equality_lead"])
    mine, other = Action.objects.get(reference="4/place"), Action.objects.get(reference="4/adults")
    director = sign_in(cast["director"])
    shown = page(director, "action", mine.pk).split("<main")[1]
    assert "Part of" not in shown
    assert director.get(reverse("actionplans:action", args=[other.pk])).status_code == 404
    assert director.get(reverse("actionplans:action", args=[whole.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 7])
def test_an_action_in_parts_is_shown_in_a_fixed_number_of_queries(
    count: int, whole: Action, cast: dict[str, Person], lead: Client, places: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        unit = Unit.objects.create(kind=UnitKind.DIRECTORATE, name=f"Unit {number}", code=f"unit-{number}")
        post = Post.objects.create(title=f"Director {number}", unit=unit)
        PostHolding.objects.create(post=post, person=cast["director"])
    divided(whole, cast["equality_lead"])
    page(lead, "action", whole.pk)
    with django_assert_max_num_queries(36):
        page(lead, "action", whole.pk)
    with django_assert_max_num_queries(20):
        page(lead, "divide", whole.pk)
    with django_assert_max_num_queries(16):
        page(lead, "plan", whole.plan_id)
