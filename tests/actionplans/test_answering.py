"""Who answers for an action: each kind of lead, and what happens where nobody can be asked."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from actionplans.choices import LeadKind, LeadRole
from actionplans.models import Action, Lead, Plan
from actionplans.services.answering import Answerers, who_answers
from governance.models import Body, Seat
from organisation.choices import Role
from organisation.models import Person, Post, PostHolding, RoleHolding, Unit

ON = datetime.date(2026, 11, 22)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def led(make_action: Callable[..., Action]) -> Callable[..., Action]:
    """`led((kind, record, role), …)` gives an action with those leads."""

    def made(*leads: tuple[str, Any, str], **fields: Any) -> Action:
        action = make_action(**fields)
        for position, (kind, record, role) in enumerate(leads, start=1):
            target = {kind: record} if record is not None else {}
            Lead.objects.create(
                action=action, position=position, role=role, kind=kind, text=str(record or "The champions"), **target
            )
        return action

    return made


def answer_for(action: Action, on: datetime.date = ON) -> Answerers:
    return who_answers([action], on)[action.pk]


def test_a_person_answers_for_themselves(led: Any, cast: dict[str, Person]) -> None:
    answer = answer_for(led((LeadKind.PERSON, cast["officer"], LeadRole.ACCOUNTABLE)))
    assert (answer.people, answer.why) == ((cast["officer"],), "Officer leads it.")
    assert not answer.is_vacant
    assert not answer.is_fallback


def test_everybody_who_holds_the_post_that_day_answers_for_it(led: Any, cast: dict[str, Person], places: Unit) -> None:
    post = Post.objects.create(title="Access manager", unit=places)
    action = led((LeadKind.POST, post, LeadRole.ACCOUNTABLE))
    for name, first, last in (
        ("officer", ON - 99 * DAY, ON - DAY),
        ("other_officer", ON, None),
        ("head_of_service", ON - 9 * DAY, ON),
        ("director", ON + DAY, None),
    ):
        PostHolding.objects.create(post=post, person=cast[name], starts_on=first, ends_on=last)
    assert set(answer_for(action).people) == {cast["other_officer"], cast["head_of_service"]}
    assert answer_for(action, ON - DAY).people == (cast["head_of_service"], cast["officer"])
    assert set(answer_for(action, ON + DAY).people) == {cast["director"], cast["other_officer"]}


@pytest.mark.parametrize("reason", ["never held", "left", "abolished"])
def test_a_vacant_post_is_answered_for_by_the_owner_of_the_plan(
    reason: str, led: Any, cast: dict[str, Person], plan: Plan
) -> None:
    plan.owner = cast["equality_adviser"]
    plan.save()
    post = Post.objects.create(title="Access manager", abolished_on=ON if reason == "abolished" else None)
    if reason != "never held":
        PostHolding.objects.create(post=post, person=cast["officer"], starts_on=ON - DAY)
    if reason == "left":
        Person.objects.filter(pk=cast["officer"].pk).update(is_active=False)
    answer = answer_for(led((LeadKind.POST, post, LeadRole.ACCOUNTABLE)))
    assert answer.people == (cast["equality_adviser"],)
    assert answer.is_vacant
    assert answer.is_fallback
    assert ("abolished" if reason == "abolished" else "vacant") in answer.why
    assert "owns the plan" in answer.why


@pytest.mark.parametrize(
    ("post", "answers"),
    [("Chair", True), ("Co-chair", True), ("Honorary secretary", True), ("Vice-chair", False), ("", False)],
)
def test_a_body_answers_through_its_chair_or_secretary(
    post: str, answers: bool, led: Any, cast: dict[str, Person]
) -> None:
    body = Body.objects.create(name="Access forum", kind="officer")
    Seat.objects.create(body=body, person=cast["officer"], post=post, starts_on=ON)
    Seat.objects.create(body=body, person=cast["director"], post="Chair", starts_on=ON - 9 * DAY, ends_on=ON - DAY)
    answer = answer_for(led((LeadKind.BODY, body, LeadRole.ACCOUNTABLE)))
    assert (cast["officer"] in answer.people) is answers
    assert cast["director"] not in answer.people
    assert answer.is_fallback is not answers


def test_a_partner_without_anybody_here_is_written_to(led: Any, cast: dict[str, Person]) -> None:
    union = Body.objects.create(
        name="Public workers’ union", kind="partner", contact_name="Jo Bird", contact_email="jo@union.example"
    )
    answer = answer_for(led((LeadKind.BODY, union, LeadRole.ACCOUNTABLE)))
    assert (answer.people, answer.address, answer.contact) == ((), "jo@union.example", "Jo Bird")
    assert "Jo Bird is the contact of Public workers’ union" in answer.why
    assert not answer.is_fallback


def test_a_directorate_answers_through_its_director_and_a_service_through_its_head(
    led: Any, cast: dict[str, Person], places: Unit
) -> None:
    service = places.children.get()
    assert answer_for(led((LeadKind.UNIT, places, LeadRole.ACCOUNTABLE))).people == (cast["director"],)
    assert answer_for(led((LeadKind.UNIT, service, LeadRole.ACCOUNTABLE))).people == (cast["head_of_service"],)
    RoleHolding.objects.create(
        person=cast["nobody"], role=Role.HEAD_OF_SERVICE, directorate=places, starts_on="2020-01-01"
    )
    Person.objects.filter(pk=cast["nobody"].pk).update(unit=service)
    assert answer_for(led((LeadKind.UNIT, service, LeadRole.ACCOUNTABLE))).people == (cast["nobody"],)


def test_a_unit_without_a_head_falls_to_the_equality_lead(led: Any, cast: dict[str, Person], elsewhere: Unit) -> None:
    answer = answer_for(led((LeadKind.UNIT, elsewhere, LeadRole.ACCOUNTABLE)))
    assert answer.people == (cast["equality_lead"],)
    assert answer.is_fallback


def test_of_several_leads_the_accountable_one_answers_and_support_never_does(led: Any, cast: dict[str, Person]) -> None:
    joint = (LeadKind.PERSON, cast["officer"], LeadRole.JOINT)
    also_joint = (LeadKind.PERSON, cast["other_officer"], LeadRole.JOINT)
    support = (LeadKind.PERSON, cast["director"], LeadRole.SUPPORT)
    accountable = (LeadKind.PERSON, cast["head_of_service"], LeadRole.ACCOUNTABLE)
    assert answer_for(led(joint, accountable, support)).people == (cast["head_of_service"],)
    assert set(answer_for(led(joint, also_joint, support)).people) == {cast["officer"], cast["other_officer"]}
    assert answer_for(led(support)).people == (cast["equality_lead"],)


@pytest.mark.parametrize("kind", [LeadKind.WORDS, LeadKind.ALL_DIRECTORATES])
def test_words_and_everybody_are_answered_for_by_somebody_else(kind: str, led: Any, cast: dict[str, Person]) -> None:
    answer = answer_for(led((kind, None, LeadRole.ACCOUNTABLE)))
    assert answer.people == (cast["equality_lead"],)
    assert answer.is_fallback


def test_many_actions_are_answered_for_in_six_queries(
    led: Any, cast: dict[str, Person], places: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(9):
        post = Post.objects.create(title=f"Manager {number}", unit=places)
        PostHolding.objects.create(post=post, person=cast["officer"], starts_on=ON)
        body = Body.objects.create(name=f"Forum {number}", kind="officer")
        Seat.objects.create(body=body, person=cast["director"], post="Chair", starts_on=ON)
        for kind, record in (("post", post), ("body", body), ("unit", places), ("person", cast["officer"])):
            led((kind, record, LeadRole.ACCOUNTABLE))
    actions = list(Action.objects.all())
    with django_assert_max_num_queries(6):
        assert len(who_answers(actions, ON)) == 36
    assert who_answers([], ON) == {}
