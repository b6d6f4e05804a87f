"""What actions have to do with each other: shared work, waiting, successors, and where they came from."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.figures import delivery
from actionplans.models import Action, ActionDependency, Lead, Plan, Update
from actionplans.rules.chains import loop_made_by
from actionplans.rules.later_years import later_words
from actionplans.services.links import depend, link_shared, unlink_shared
from actionplans.services.successors import Chosen, offers_of, roll_forward
from actionplans.services.updates import complete_too, record_update
from actionplans.waiting import waiting_for
from governance.models import Recommendation


@pytest.fixture
def other_plan(council: Any) -> Plan:
    return Plan.objects.create(title="Next plan", strand="Race")


@pytest.fixture
def lead(sign_in: Any, cast: dict[str, Any]) -> Client:
    return sign_in(cast["equality_lead"])


@pytest.fixture
def shared(make_action: Any, other_plan: Plan, cast: dict[str, Any], places: Any) -> list[Action]:
    both = [make_action(places, deadline="31 March 2027"), make_action(places, deadline="June 2028", plan=other_plan)]
    link_shared(actions=both, by=cast["equality_lead"])
    return [Action.objects.get(pk=action.pk) for action in both]


def test_one_update_serves_every_plan_in_which_the_work_stands(shared: list[Action], cast: dict[str, Any]) -> None:
    first, second = shared
    record_update(action=first, by=cast["equality_lead"], status="in_progress", what_happened="The survey is out.")
    second.refresh_from_db()
    assert second.status == "in_progress"
    assert second.deadline_text == "June 2028"
    told = second.updates.get()
    assert (told.what_happened, told.by, told.also_from) == (
        "The survey is out.",
        cast["equality_lead"],
        first.updates.get(),
    )


def test_a_new_deadline_stays_with_its_own_action(shared: list[Action], cast: dict[str, Any]) -> None:
    first, second = shared
    record_update(
        action=first,
        by=cast["equality_lead"],
        status="in_progress",
        what_happened="Later.",
        new_deadline="May 2027",
        reason="Staff are ill",
    )
    second.refresh_from_db()
    assert second.deadline_text == "June 2028"
    assert not second.deadline_changes.exists()


def test_completing_one_is_offered_to_the_other_and_not_done_for_it(
    shared: list[Action], lead: Client, cast: dict[str, Any]
) -> None:
    first, second = shared
    record_update(
        action=first, by=cast["equality_lead"], status="completed", what_happened="Published.", evidence="The report"
    )
    second.refresh_from_db()
    assert second.status == "in_progress"
    page = lead.get(second.get_absolute_url()).content.decode()
    assert "Complete this one too" in page
    lead.post(reverse("actionplans:complete-too", args=[second.pk]))
    second.refresh_from_db()
    assert (second.status, second.completed_on) == ("completed", timezone.localdate())
    assert second.updates.first().evidence == "The report"
    # What was taken over is not reported back.
    assert Update.objects.filter(action=first).count() == 1
    assert "Complete this one too" not in lead.get(second.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="nothing to take over"):
        complete_too(action=second, by=cast["equality_lead"])


def test_who_may_not_report_in_the_other_plan_tells_there_but_moves_nothing(
    make_action: Any, other_plan: Plan, cast: dict[str, Any], places: Any, elsewhere: Any
) -> None:
    first, second = make_action(places), make_action(elsewhere, plan=other_plan)
    link_shared(actions=[first, second], by=cast["equality_lead"])
    first.refresh_from_db()
    record_update(action=first, by=cast["officer"], status="in_progress", what_happened="Begun.")
    second.refresh_from_db()
    assert (second.status, second.updates.get().status) == ("not_started", "not_started")


def test_linking_joins_groups_and_the_last_one_left_is_no_group(
    make_action: Any, cast: dict[str, Any], other_plan: Plan
) -> None:
    person = cast["equality_lead"]
    one, two, three, four = (make_action() for _number in range(4))
    link_shared(actions=[one, two], by=person)
    link_shared(actions=[three, four], by=person)
    link_shared(actions=[two, three], by=person)
    assert Action.objects.values("shared_work").distinct().count() == 1
    for action in (one, two, three):
        unlink_shared(action=action, by=person)
    assert not Action.objects.filter(shared_work__isnull=False).exists()


def test_a_reader_sees_of_shared_work_only_what_they_may_see(
    make_action: Any, other_plan: Plan, cast: dict[str, Any], places: Any, elsewhere: Any, sign_in: Any
) -> None:
    mine = make_action(places, description="Survey our readers")
    secret = make_action(elsewhere, description="Survey of care homes", plan=other_plan)
    link_shared(actions=[mine, secret], by=cast["equality_lead"])
    depend(action=mine, on=secret, by=cast["equality_lead"])
    page = sign_in(cast["officer"]).get(mine.get_absolute_url()).content.decode()
    assert "care homes" not in page
    assert "The same work as" not in page
    assert "Waits for" not in page


EDGES = [(1, 2), (2, 3), (3, 4), (2, 4)]


@pytest.mark.parametrize(
    ("new", "loop"),
    [((4, 1), [4, 1, 2, 4]), ((3, 2), [3, 2, 3]), ((1, 4), []), ((5, 1), []), ((4, 5), [])],
)
def test_a_loop_is_found_and_told_in_the_order_of_waiting(new: tuple[int, int], loop: list[int]) -> None:
    assert loop_made_by(*new, EDGES) == loop


def test_a_dependency_that_goes_round_in_a_circle_is_refused_in_words(make_action: Any, cast: dict[str, Any]) -> None:
    one, two, three = (make_action() for _number in range(3))
    person = cast["equality_lead"]
    depend(action=one, on=two, by=person)
    depend(action=two, on=three, by=person)
    with pytest.raises(ValidationError) as refused:
        depend(action=three, on=one, by=person)
    name = one.plan.title
    assert refused.value.messages == [
        f"That would go round in a circle: {name} 3 waits for {name} 1 waits for {name} 2 waits for {name} 3. "
        "Choose another action."
    ]
    with pytest.raises(ValidationError, match="cannot depend on itself"):
        depend(action=one, on=one, by=person)
    assert ActionDependency.objects.count() == 2


def test_a_late_action_warns_those_that_wait_for_it(make_action: Any, lead: Client, cast: dict[str, Any]) -> None:
    late = make_action(deadline="1 March 2026", description="Buy the software")
    waiting = make_action(description="Train the staff")
    found = lead.get(reverse("actionplans:waits-for", args=[waiting.pk]) + "?q=software")
    assert "Buy the software" in found.content.decode()
    lead.post(
        reverse("actionplans:waits-for", args=[waiting.pk]) + "?q=software", {"other": late.pk, "why": "They need it"}
    )
    page = lead.get(waiting.get_absolute_url()).content.decode()
    assert "It is late: it was due on 1 March 2026." in page
    assert "Awaited by" in lead.get(late.get_absolute_url()).content.decode()
    lead.post(reverse("actionplans:stop-waiting", args=[waiting.pk, late.pk]))
    assert not ActionDependency.objects.exists()


def test_the_same_work_is_found_by_words_and_linked(make_action: Any, other_plan: Plan, lead: Client) -> None:
    action, other = make_action(), make_action(plan=other_plan, description="<i>Survey</i> the readers")
    url = reverse("actionplans:same-work", args=[action.pk])
    page = lead.get(f"{url}?q=readers").content.decode()
    assert "<i>Survey</i>" not in page
    assert "No action that you may link has these words" in lead.get(f"{url}?q=xyzzy").content.decode()
    assert "Select an action" in lead.post(f"{url}?q=readers", {}).content.decode()
    lead.post(f"{url}?q=readers", {"other": other.pk})
    other.refresh_from_db()
    assert other.shared_work is not None
    lead.post(reverse("actionplans:unlink", args=[action.pk]))
    other.refresh_from_db()
    assert other.shared_work is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Years 2 & 3: begin with level four", "Begin with level four"),
        ("2008/2010 – set new targets", "Set new targets"),
        ("Later years: go on", "Go on"),
        ("Monitor the policies", "Monitor the policies"),
        ("", ""),
        ("n/a", ""),
        ("None", ""),
        ("–", ""),
    ],
)
def test_words_for_later_years_lose_the_years_before_them(text: str, words: str) -> None:
    assert later_words(text) == words


def test_a_plan_rolls_forward_with_its_words_for_later_years(
    make_action: Any, plan: Plan, other_plan: Plan, cast: dict[str, Any], race: Any
) -> None:
    later = make_action(later_years="Years 2 & 3: begin with level four", indicator="A count", led_by=cast["officer"])
    later.characteristics.set([race])
    unfinished = make_action(deadline="March 2026")
    offers = offers_of(plan, other_plan)
    assert [(offer.action, offer.description, offer.is_from_later_years) for offer in offers] == [
        (later, "Begin with level four", True),
        (unfinished, unfinished.description, False),
    ]
    chosen = [Chosen(offer.action, offer.description) for offer in offers]
    made = roll_forward(plan=plan, to=other_plan, chosen=chosen, by=cast["equality_lead"])
    other_plan.refresh_from_db()
    assert other_plan.successor_of == plan
    assert [(action.successor_of, action.reference, action.status) for action in made] == [
        (later, "1", "not_started"),
        (unfinished, "2", "not_started"),
    ]
    assert (made[0].indicator, list(made[0].characteristics.all())) == ("A count", [race])
    assert Lead.objects.get(action=made[0]).person == cast["officer"]
    assert made[1].deadline_text == ""
    assert plan.actions.count() == 2
    # Doing it again makes nothing twice.
    assert offers_of(plan, other_plan) == []
    assert roll_forward(plan=plan, to=other_plan, chosen=chosen, by=cast["equality_lead"]) == []


def test_rolling_forward_is_looked_at_before_it_is_done(make_action: Any, plan: Plan, lead: Client) -> None:
    action = make_action(later_years="Set <b>new</b> targets")
    choose = reverse("actionplans:roll-forward", args=[plan.pk])
    assert "Enter the title of the new plan" in lead.post(choose, {}).content.decode()
    answer = lead.post(choose, {"title": "Equality action plan 2029", "strand": ""}, follow=True)
    following = Plan.objects.get(title="Equality action plan 2029")
    assert following.successor_of == plan
    url = answer.redirect_chain[-1][0]
    assert "<b>new</b>" not in answer.content.decode()
    assert "Select at least one action" in lead.post(url, {}).content.decode()
    data = {f"take_{action.pk}": "on", f"words_{action.pk}": "Set new targets", f"deadline_{action.pk}": "2030"}
    preview = lead.post(url, data)
    assert "1 action goes on" in preview.content.decode()
    assert not following.actions.exists()
    hidden = {field.html_name: field.value() for field in preview.context["form"] if field.value() is not None}
    lead.post(url, {**hidden, "confirm": "yes"})
    made = following.actions.get()
    assert (made.description, made.successor_of, made.due_on) == (
        "Set new targets",
        action,
        datetime.date(2030, 12, 31),
    )
    page = lead.get(made.get_absolute_url()).content.decode()
    assert "Follows on from" in page
    assert "Followed by" in lead.get(action.get_absolute_url()).content.decode()


def test_an_action_shows_the_recommendation_it_answers_and_is_shown_there(
    make_action: Any, lead: Client, plan: Plan
) -> None:
    recommendation = Recommendation.objects.create(
        kind="audit", made_by="Internal audit", reference="R4", dated_on="2026-05-04", text="Count the returns"
    )
    lead.post(
        reverse("actionplans:from-recommendation", args=[recommendation.pk]),
        {"plan_chosen": plan.pk, "description": "We count the returns"},
    )
    action = Action.objects.get(recommendation=recommendation)
    page = lead.get(action.get_absolute_url()).content.decode()
    assert "Recommended by" in page
    assert "Internal audit, R4" in page
    assert "We count the returns" in lead.get(recommendation.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_the_chain_costs_the_same_however_long(
    make_action: Any, cast: dict[str, Any], number: int, django_assert_max_num_queries: Any
) -> None:
    from actionplans.presenters import chain_of

    action = make_action()
    for _each in range(number):
        make_action(successor_of=action)
        depend(action=action, on=make_action(), by=cast["equality_lead"])
        depend(action=make_action(), on=action, by=cast["equality_lead"])
    with django_assert_max_num_queries(6):
        chain = chain_of(action, cast["equality_lead"], timezone.localdate())
    assert len(chain.follows) == len(chain.waits_for) == len(chain.awaited_by) == number


def test_the_form_and_the_updates_say_for_which_plans_something_is_reported(
    shared: list[Action], lead: Client, cast: dict[str, Any]
) -> None:
    first, second = shared
    form = lead.get(reverse("actionplans:update", args=[first.pk])).content.decode()
    assert "This is the same work as Race 2: what you report is reported there too." in form
    record_update(action=first, by=cast["equality_lead"], status="in_progress", what_happened="The survey is out.")
    assert "Also reported for Race 2" in lead.get(first.get_absolute_url()).content.decode()
    assert f"Also reported for {first.plan.title} 1" in lead.get(second.get_absolute_url()).content.decode()


def test_a_plan_says_how_many_of_its_actions_went_on_and_where(
    make_action: Any, plan: Plan, other_plan: Plan, lead: Client
) -> None:
    action = make_action()
    make_action(plan=other_plan, successor_of=action)
    Plan.objects.filter(pk=plan.pk).update(state="current")
    assert "1 action goes on in" in lead.get(plan.get_absolute_url()).content.decode()
    assert "1 action follows on from" in lead.get(other_plan.get_absolute_url()).content.decode()


def test_work_in_two_plans_counts_in_each_and_is_said_to_be_one(shared: list[Action], make_action: Any) -> None:
    make_action(deadline="May 2027", indicator="A count")
    Plan.objects.update(state="current", starts_on=None, ends_on=None)
    told = delivery(datetime.date(2026, 4, 1), datetime.date(2027, 3, 31))
    assert sorted(each.total for each in told.plans) == [1, 2]
    assert (told.same_work, told.open_now, told.whole, told.nothing) == (1, 3, 0, 0)


def test_who_leads_an_action_that_waits_for_a_late_one_hears_of_it(
    make_action: Any, plan: Plan, cast: dict[str, Any], places: Any
) -> None:
    Plan.objects.filter(pk=plan.pk).update(state="current")
    late = make_action(places, deadline="1 March 2026", description="Buy the software")
    mine = make_action(places, description="Train the staff", led_by=cast["officer"])
    depend(action=mine, on=late, by=cast["equality_lead"])
    sentences = [each.sentence for each in waiting_for(cast["officer"], timezone.localdate())]
    assert "“Train the staff” waits for “Buy the software”, which is late" in sentences
