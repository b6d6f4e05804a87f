"""Settling who leads, in the browser: for one action, for a whole plan, and who of several is accountable."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action, Lead, LeadAnswer, Plan
from actionplans.services.actions import add_action, change_action
from governance.models import Body
from organisation.models import Person, Post, PostHolding, Unit
from toolkit.history import version_of

DAY = datetime.timedelta(days=1)


@pytest.fixture
def lead(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["equality_lead"])


@pytest.fixture
def written(plan: Plan, cast: dict[str, Person]) -> Callable[..., Action]:
    """`written("Policy manager / UNION")` gives an action whose leads were read from these words."""

    def made(words: str, in_plan: Plan | None = None, **fields: Any) -> Action:
        fields = {"description": "Do it"} | fields
        return add_action(plan=in_plan or plan, by=cast["equality_lead"], leads=words, **fields)

    return made


def page(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    response = client.get(reverse(f"actionplans:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, name: str, *arguments: Any, **data: Any) -> str:
    response = client.post(reverse(f"actionplans:{name}", args=arguments), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def shape(action: Action) -> list[tuple[str, str, str, bool]]:
    return [(each.role, each.kind, str(each), each.is_confirmed) for each in action.leads.all()]


def test_a_likely_name_is_suggested_with_its_reason_and_counts_only_once_confirmed(
    written: Any, lead: Client, places: Unit, cast: dict[str, Person]
) -> None:
    post = Post.objects.create(title="Inclusion manager", unit=places, former_titles=["Access officer"])
    PostHolding.objects.create(post=post, person=cast["nobody"])
    action = written("Access officer")
    assert shape(action) == [("accountable", "words", "Access officer", False)]
    assert not Action.objects.mine(cast["nobody"]).exists()
    shown = page(lead, "action", action.pk)
    assert "Perhaps <strong>Inclusion manager, Place</strong>." in shown
    assert "Former title of “Inclusion manager” (95% sure)." in shown
    send(lead, "confirm-lead", action.leads.get().pk, meaning=f"post-{post.pk}")
    assert shape(action) == [("accountable", "post", "Inclusion manager", True)]
    assert Action.objects.mine(cast["nobody"]).get() == action
    shown = page(lead, "action", action.pk)
    assert "written “Access officer”" in shown
    assert "The words are a former title." in shown
    assert "No Body holds it since" in shown


def test_the_same_name_is_read_at_once_and_confirmed_by_a_person(written: Any, lead: Client, places: Unit) -> None:
    Post.objects.create(title="Inclusion manager", unit=places)
    action = written("INCLUSION manager")
    assert shape(action) == [("accountable", "post", "Inclusion manager", False)]
    assert "Read from the words" in page(lead, "action", action.pk)
    send(lead, "confirm-lead", action.leads.get().pk)
    assert shape(action)[0][3] is True


def test_one_answer_settles_the_words_everywhere_and_in_the_next_plan(
    written: Any, lead: Client, places: Unit, plan: Plan, cast: dict[str, Person]
) -> None:
    other = Plan.objects.create(title="Another plan")
    closed = Plan.objects.create(title="Closed plan")
    actions = [written("Race champions"), written("race Champions / UNION"), written("Race champions", other)]
    in_closed = written("Race champions", closed)
    Plan.objects.filter(pk=closed.pk).update(state="closed")
    post = Post.objects.create(title="Champion of race equality", unit=places)
    first = actions[0].leads.get()
    shown = page(lead, "settle-lead", first.pk)
    assert "These words stand in 3 actions" in shown
    assert "Another plan" in shown
    assert "Closed plan" not in shown
    send(lead, "settle-lead", first.pk, meaning="other", other=f"post-{post.pk}", scope="everywhere")
    assert [str(each.leads.first()) for each in actions] == ["Champion of race equality"] * 3
    assert shape(in_closed) == [("accountable", "words", "Race champions", False)]
    assert LeadAnswer.objects.get().target == post
    assert shape(written("RACE CHAMPIONS")) == [("accountable", "post", "Champion of race equality", True)]


def test_an_answer_may_count_here_alone_and_needs_somebody(written: Any, lead: Client, cast: dict[str, Person]) -> None:
    first, second = written("The team"), written("The team")
    pk = first.leads.get().pk
    assert "Select who is meant" in send(lead, "settle-lead", pk, meaning="other", scope="here")
    assert "Select who is meant, or leave" in send(lead, "settle-lead", pk, scope="here")
    send(lead, "settle-lead", pk, meaning="other", other=f"person-{cast['officer'].pk}", scope="here")
    assert shape(first) == [("accountable", "person", "Officer", True)]
    assert shape(second) == [("accountable", "words", "The team", False)]
    assert not LeadAnswer.objects.exists()


def test_words_may_stay_words_and_are_not_asked_about_again(written: Any, lead: Client, plan: Plan) -> None:
    action = written("The team")
    send(lead, "settle-lead", action.leads.get().pk, meaning="words", scope="everywhere")
    assert shape(action) == [("accountable", "words", "The team", True)]
    assert shape(written("the TEAM")) == [("accountable", "words", "the TEAM", True)]
    assert "Every lead of this plan is settled" in page(lead, "plan-leads", plan.pk)


def test_a_post_that_is_not_there_yet_is_made_and_is_vacant(written: Any, lead: Client, places: Unit) -> None:
    action = written("Fairness <b>manager")
    pk = action.leads.get().pk
    assert "<b>manager" not in page(lead, "settle-lead", pk)
    send(lead, "settle-lead", pk, meaning="new-post", title="Fairness manager", unit=places.pk, scope="everywhere")
    assert Post.objects.get().unit == places
    shown = page(lead, "action", action.pk)
    assert "This post is vacant." in shown
    again = send(lead, "settle-lead", pk, meaning="new-post", title="fairness MANAGER", unit=places.pk, scope="here")
    assert "There is already a post with this title there" in again


def test_the_owner_of_a_plan_settles_its_leads_and_no_other(
    written: Any, plan: Plan, cast: dict[str, Person], sign_in: Callable[[Person], Client]
) -> None:
    other = written("Race champions", Plan.objects.create(title="Secret plan"))
    plan.owner = cast["officer"]
    plan.save()
    mine = written("Race champions")
    owner = sign_in(cast["officer"])
    shown = page(owner, "settle-lead", mine.leads.get().pk)
    assert "These words stand in 1 action" in shown
    assert "Secret plan" not in shown
    assert "A post that is not here yet" not in shown
    assert "Secret plan" not in page(owner, "plan-leads", plan.pk)
    send(owner, "settle-lead", mine.leads.get().pk, meaning="words", scope="everywhere")
    assert shape(other) == [("accountable", "words", "Race champions", False)]
    for name in ("settle-lead", "confirm-lead", "accountable", "remove-lead"):
        answer = owner.post(reverse(f"actionplans:{name}", args=[other.leads.get().pk]))
        assert answer.status_code == 404


def test_all_wordings_of_a_plan_are_settled_on_one_page(
    written: Any, lead: Client, plan: Plan, places: Unit, cast: dict[str, Person]
) -> None:
    post = Post.objects.create(title="Inclusion manager", unit=places)
    for words in ("Inclusions managers", "inclusions Managers", "UNION", "Inclusion manager", "Officer / The team"):
        written(words)
    everybody = written("All directorates")
    shown = page(lead, "plan-leads", plan.pk)
    assert shown.count("“Inclusions managers”</legend>") == 1
    assert "In 2 actions:" in shown
    assert "Confirm 2 wordings in 2 actions" in shown
    assert reverse("actionplans:divide", args=[everybody.pk]) in shown
    response = lead.get(reverse("actionplans:plan-leads", args=[plan.pk]))
    prefixes = {wording.text: wording.prefix for wording, _form in response.context["open"]}
    answers = {
        f"{prefixes['Inclusions managers']}-meaning": f"post-{post.pk}",
        f"{prefixes['UNION']}-meaning": "words",
        f"{prefixes['The team']}-meaning": "",
    }
    assert "2 wordings are settled, in 3 actions" in send(lead, "plan-leads", plan.pk, **answers)
    assert Lead.objects.filter(post=post, is_confirmed=True).count() == 2
    send(lead, "plan-leads", plan.pk, confirm_read="1")
    assert Lead.objects.filter(post=post, is_confirmed=True).count() == 3
    shown = page(lead, "plan-leads", plan.pk)
    assert "“The team”" in shown
    assert "UNION" not in shown
    assert "Nothing was answered" in send(lead, "plan-leads", plan.pk)
    forged = {f"{prefixes['The team']}-meaning": f"post-{post.pk}"}
    assert "Nothing was answered" in send(lead, "plan-leads", plan.pk, **forged)


@pytest.mark.parametrize("count", [1, 8])
def test_the_page_of_a_plans_leads_costs_the_same_however_many(
    count: int, written: Any, lead: Client, plan: Plan, places: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        Post.objects.create(title=f"Manager of thing {number}", unit=places)
        written(f"Manager of thing {number} / Team {number}")
    page(lead, "plan-leads", plan.pk)
    with django_assert_max_num_queries(20):
        page(lead, "plan-leads", plan.pk)


def test_of_several_leads_one_is_chosen_and_the_one_before_stays_in_sight(
    written: Any, lead: Client, cast: dict[str, Person]
) -> None:
    action = written("Officer / Director / UNION")
    assert [each[0] for each in shape(action)] == ["joint", "joint", "joint"]
    assert "3 leads are named: Officer, Director and UNION." in page(lead, "action", action.pk)
    officer, director, _union = action.leads.all()
    send(lead, "accountable", officer.pk)
    send(lead, "accountable", director.pk)
    assert [(each.role, str(each)) for each in action.leads.all()] == [
        ("joint", "Officer"), ("accountable", "Director"), ("joint", "UNION"),
    ]  # fmt: skip
    shown = page(lead, "action", action.pk)
    assert "Accountable before: Officer, until" in shown
    send(lead, "remove-lead", officer.pk)
    assert "Accountable before: Officer, until" in page(lead, "action", action.pk)


def test_a_partner_or_a_body_is_added_as_lead_or_support(written: Any, lead: Client, cast: dict[str, Person]) -> None:
    union = Body.objects.create(name="Public workers’ union", kind="partner", contact_email="jo@union.example")
    action = written("Officer")
    assert "Select who leads or supports it" in send(lead, "add-lead", action.pk, role="support")
    send(lead, "add-lead", action.pk, leader=f"body-{union.pk}", role="support")
    assert shape(action)[1] == ("support", "body", "Public workers’ union", True)
    send(lead, "add-lead", action.pk, leader=f"person-{cast['director'].pk}", role="accountable")
    assert [each[0] for each in shape(action)] == ["joint", "support", "accountable"]
    shown = page(lead, "leads", action.pk)
    assert "Asked through jo@union.example." in shown
    assert "Partners" in page(lead, "add-lead", action.pk)


def test_the_form_of_an_action_takes_a_post_and_leaves_the_words_as_written(
    written: Any, lead: Client, plan: Plan, places: Unit, cast: dict[str, Person]
) -> None:
    post = Post.objects.create(title="Inclusion manager", unit=places)
    send(
        lead,
        "add-action",
        plan.pk,
        description="Count",
        leads="The team, supported by UNION",
        lead_person=f"post-{post.pk}",
    )
    action = Action.objects.get()
    assert action.leads_text == "The team, supported by UNION"
    assert [(each.role, str(each), each.text) for each in action.leads.all()] == [
        ("accountable", "Inclusion manager", "The team"), ("support", "UNION", "UNION"),
    ]  # fmt: skip
    assert f'value="post-{post.pk}" selected' in page(lead, "change-action", action.pk)
    union = action.leads.last()
    assert union is not None
    send(lead, "settle-lead", union.pk, meaning="words", scope="here")
    change_action(
        action=action, version=version_of(action), by=cast["equality_lead"], deadline="",
        leads="The team and others, supported by UNION", lead_person=post, description="Count",
    )  # fmt: skip
    assert shape(action)[1] == ("support", "words", "UNION", True)


def test_who_held_a_post_when_an_update_was_given_is_said(
    written: Any, lead: Client, cast: dict[str, Person], places: Unit
) -> None:
    from actionplans.models import Update

    today = timezone.localdate()
    post = Post.objects.create(title="Inclusion manager", unit=places)
    PostHolding.objects.create(post=post, person=cast["officer"], starts_on=today - 99 * DAY, ends_on=today - 50 * DAY)
    PostHolding.objects.create(post=post, person=cast["director"], starts_on=today - 9 * DAY)
    action = written("Inclusion manager")
    for days in (60, 55, 3):
        Update.objects.create(
            action=action, by=cast["officer"], on=today - days * DAY, status="in_progress", what_happened="Begun"
        )
    shown = page(lead, "action", action.pk)
    assert "; 2 updates came in that time." in shown
    assert f"Director holds it since {today - 9 * DAY:%-d %B %Y}; 1 update came in that time." in shown
    PostHolding.objects.filter(person=cast["director"]).update(ends_on=today - DAY)
    assert f"This post is vacant since {today:%-d %B %Y}." in page(lead, "action", action.pk)


def test_vacant_posts_and_unsettled_words_wait_for_the_equality_lead(
    written: Any, cast: dict[str, Person], places: Unit, plan: Plan, django_assert_max_num_queries: Any
) -> None:
    from actionplans.waiting.leads import unsettled_words, vacant_posts
    from governance.services import move

    post = Post.objects.create(title="Inclusion manager", unit=places)
    written("Inclusion manager")
    written("The team")
    today = timezone.localdate()
    assert vacant_posts(today) == []
    assert unsettled_words() == []
    move(plan, "adopt", by=cast["equality_lead"])
    with django_assert_max_num_queries(2):
        assert [each.sentence for each in [*vacant_posts(today), *unsettled_words()]] == [
            "1 action is led by a vacant post",
            "Say whom 1 lead in Equality action plan means",
        ]
    PostHolding.objects.create(post=post, person=cast["officer"])
    assert vacant_posts(today) == []
