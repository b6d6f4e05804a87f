"""Whoever holds the post or chairs the body that leads an action reads and updates it; nobody else gains anything."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from actionplans.choices import LeadKind, LeadRole
from actionplans.models import Action, Lead
from governance.models import Body, Seat
from organisation.models import Person, Post, PostHolding, Unit

DAY = datetime.timedelta(days=1)


@pytest.fixture
def two(make_action: Callable[..., Action], elsewhere: Unit) -> tuple[Action, Action, Post, Body]:
    """An action led by a post and a body of another directorate, and one beside it led by nobody."""
    led, other = make_action(elsewhere), make_action(elsewhere)
    post = Post.objects.create(title="Access manager", unit=elsewhere)
    body = Body.objects.create(name="Access forum", kind="officer")
    Lead.objects.create(action=led, role=LeadRole.ACCOUNTABLE, kind=LeadKind.POST, post=post, text=post.title)
    Lead.objects.create(action=led, position=2, role=LeadRole.SUPPORT, kind=LeadKind.BODY, body=body, text=body.name)
    return led, other, post, body


def may(person: Person, action: Action) -> tuple[bool, bool, bool]:
    """Whether the person sees it, finds it among their own, and may update it."""
    person = Person.objects.get(pk=person.pk)
    return (
        Action.objects.visible_to(person).filter(pk=action.pk).exists(),
        Action.objects.mine(person).filter(pk=action.pk).exists(),
        person.has_perm("actionplans.update_action", Action.objects.get(pk=action.pk)),
    )


@pytest.mark.parametrize("who", ["nobody", "officer", "hr_analyst", "administrator"])
def test_the_holder_of_a_post_may_do_what_a_lead_may_and_only_while_they_hold_it(
    who: str, two: Any, cast: dict[str, Person]
) -> None:
    led, other, post, _body = two
    assert may(cast[who], led) == (False, False, False)
    today = timezone.localdate()
    holding = PostHolding.objects.create(post=post, person=cast[who], starts_on=today)
    assert may(cast[who], led) == (True, True, True)
    assert may(cast[who], other) == (False, False, False)
    for first, last in ((today - 9 * DAY, today - DAY), (today + DAY, None)):
        holding.starts_on, holding.ends_on = first, last
        holding.save()
        assert may(cast[who], led) == (False, False, False)


def test_the_holder_of_an_abolished_post_gains_nothing(two: Any, cast: dict[str, Person]) -> None:
    led, _other, post, _body = two
    PostHolding.objects.create(post=post, person=cast["nobody"])
    post.abolished_on = timezone.localdate()
    post.save()
    assert may(cast["nobody"], led) == (False, False, False)


@pytest.mark.parametrize(
    ("seat", "expected"), [("Chair", True), ("Secretary", True), ("Vice-chair", False), ("Member", False)]
)
def test_chair_and_secretary_of_a_leading_body_may_and_its_members_may_not(
    seat: str, expected: bool, two: Any, cast: dict[str, Person]
) -> None:
    led, other, _post, body = two
    Seat.objects.create(body=body, person=cast["nobody"], post=seat)
    assert may(cast["nobody"], led) == (expected,) * 3
    assert may(cast["nobody"], other) == (False, False, False)


def test_a_holder_without_any_role_may_open_the_pages_of_action_plans(two: Any, cast: dict[str, Person]) -> None:
    _led, _other, post, _body = two
    assert not cast["nobody"].has_perm("actionplans.view_actions")
    PostHolding.objects.create(post=post, person=cast["nobody"])
    assert cast["nobody"].has_perm("actionplans.view_actions")
