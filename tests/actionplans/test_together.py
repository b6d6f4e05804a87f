"""Changing many actions at once: chosen in the list, looked at, then all of it or nothing."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actionplans.choices import Status
from actionplans.models import Action, DeadlineChange, Plan
from actionplans.services import together
from governance.services import move
from organisation.models import Characteristic, Person, Unit
from toolkit.models import Job

ADDRESS = "actionplans:together"
NOTHING = {"next_review_on_0": "", "next_review_on_1": "", "next_review_on_2": ""}


@pytest.fixture
def lead(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["equality_lead"])


def asked(client: Client, *actions: Action, query: str = "", **wanted: Any) -> str:
    picked = ",".join(str(action.pk) for action in actions)
    data = NOTHING | {"picked": picked, "query": query, "reason": "The team moved"} | wanted
    response = client.post(reverse(ADDRESS), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def seal_of(page: str) -> str:
    found = re.search(r'name="seal" value="(\w+)"', page)
    assert found
    return found[1]


def test_a_list_offers_to_choose_to_those_who_may_change(
    make_action: Any, lead: Client, cast: Any, sign_in: Any
) -> None:
    make_action()
    assert 'name="pick"' in lead.get(reverse("actionplans:actions")).content.decode()
    assert 'name="pick"' not in sign_in(cast["member"]).get(reverse("actionplans:actions")).content.decode()


def test_the_ticked_ones_and_all_that_match_can_be_chosen(make_action: Any, lead: Client, race: Characteristic) -> None:
    chosen, other = make_action(deadline="1 May 2027"), make_action()
    page = lead.get(reverse(ADDRESS), {"pick": [chosen.pk]}).content.decode()
    assert "Change 1 action" in page
    page = lead.get(reverse(ADDRESS), {"all": "1", "query": "missing=deadline"}).content.decode()
    assert "Change 1 action" in page
    assert "missing=deadline" in page
    assert "Change 2 actions together" in lead.get(reverse(ADDRESS), {"all": "1"}).content.decode()
    assert other.pk != chosen.pk


def test_nothing_changes_before_it_was_looked_at_and_confirmed(
    make_action: Any, lead: Client, places: Unit, cast: dict[str, Person], race: Characteristic
) -> None:
    first, second = make_action(deadline="1 May 2027"), make_action(led_by=cast["head_of_service"])
    wanted = {
        "unit": places.pk, "lead": cast["officer"].pk, "status": "in_progress", "deadline": "30 June 2027",
        "add_characteristics": [race.pk],
    }  # fmt: skip
    shown = asked(lead, first, second, **wanted)
    assert "2 actions would change" in shown
    assert "<del>1 May 2027</del> → <ins>30 June 2027</ins>" in shown
    first.refresh_from_db()
    assert first.status == Status.NOT_STARTED
    assert "2 actions are changed" in asked(lead, first, second, **wanted, seal=seal_of(shown))
    for action in Action.objects.all():
        assert (action.unit, action.status, action.deadline_text) == (places, "in_progress", "30 June 2027")
        assert action.leads.get(role="accountable").person == cast["officer"]
        assert list(action.characteristics.all()) == [race]
    assert DeadlineChange.objects.get(action=first).reason == "The team moved"
    history = lead.get(reverse("actionplans:history", args=[first.pk])).content.decode()
    assert "The team moved" in history


def test_what_cannot_be_changed_is_named_with_the_reason_and_left_alone(
    make_action: Any, lead: Client, cast: dict[str, Person]
) -> None:
    open_one, over = make_action(), make_action()
    move(over, "stop", by=cast["equality_lead"], reason="No money")
    target = Plan.objects.create(title="Next plan")
    Action.objects.create(plan=target, reference=open_one.reference, description="There already")
    shown = asked(lead, over, status="stopped", plan=target.pk)
    assert "1 action would change" in shown
    shown = asked(lead, open_one, over, plan=target.pk)
    assert f"Next plan has an action {open_one.reference} already." in shown
    assert "It is over, so nobody is asked about it." in asked(lead, over, asks="on")


def test_a_head_changes_the_actions_of_their_directorate_only_as_far_as_they_may(
    make_action: Any, places: Unit, elsewhere: Unit, cast: dict[str, Person], sign_in: Any
) -> None:
    ours, theirs = make_action(places), make_action(elsewhere, description="A thing of theirs")
    head = sign_in(cast["head_of_service"])
    shown = asked(head, ours, theirs, status="in_progress")
    assert "1 action would change" in shown
    assert "A thing of theirs" not in shown
    assert "You may not change this action." in asked(head, ours, deadline="1 May 2028")
    asked(head, ours, theirs, status="in_progress", seal=seal_of(shown))
    theirs.refresh_from_db()
    assert theirs.status == Status.NOT_STARTED


def test_what_changed_since_the_preview_is_shown_again_and_nothing_is_done(make_action: Any, lead: Client) -> None:
    action = make_action(deadline="1 May 2027")
    shown = asked(lead, action, deadline="30 June 2027")
    Action.objects.filter(pk=action.pk).update(deadline_text="2 May 2027")
    again = asked(lead, action, deadline="30 June 2027", seal=seal_of(shown))
    assert "Something changed since you looked" in again
    assert "<del>2 May 2027</del>" in again
    action.refresh_from_db()
    assert action.deadline_text == "2 May 2027"
    assert "1 action is changed" in asked(lead, action, deadline="30 June 2027", seal=seal_of(again))


def test_a_failure_in_the_middle_changes_nothing(
    make_action: Any, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make_action(), make_action()
    shown = asked(lead, first, second, status="in_progress")
    real, done = together.record_update, []

    def once(**values: Any) -> Any:
        if done:
            raise together.ValidationError("The second one fails")
        done.append(1)
        return real(**values)

    monkeypatch.setattr(together, "record_update", once)
    assert "The second one fails" in asked(lead, first, second, status="in_progress", seal=seal_of(shown))
    assert not Action.objects.exclude(status=Status.NOT_STARTED).exists()


@pytest.mark.django_db(transaction=False)
def test_more_than_a_page_can_wait_for_is_done_by_a_worker(
    make_action: Any, lead: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr("actionplans.views.together.AT_ONCE", 1)
    first, second = make_action(), make_action()
    shown = asked(lead, first, second, status="in_progress")
    with django_capture_on_commit_callbacks(execute=False):
        asked(lead, first, second, status="in_progress", seal=seal_of(shown))
    job = Job.objects.get()
    from actionplans.tasks import change_actions_together

    change_actions_together(str(job.pk))
    job.refresh_from_db()
    assert job.result["sentence"] == "2 actions are changed."
    assert set(Action.objects.values_list("status", flat=True)) == {"in_progress"}


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({}, "Choose at least one thing to change"),
        ({"status": "in_progress", "reason": " "}, "Enter why you change them"),
        ({"status": "completed"}, "Select a valid choice"),
        (
            {"next_review_on_0": "31", "next_review_on_1": "4", "next_review_on_2": "2027"},
            "the date of the next review",
        ),
    ],
)
def test_what_is_left_out_or_wrong_is_said(
    wanted: dict[str, str], sentence: str, make_action: Any, lead: Client
) -> None:
    assert sentence in asked(lead, make_action(), **wanted)


@pytest.mark.parametrize(
    "query", [{}, {"pick": "nonsense"}, {"pick": "999999"}, {"all": "1", "query": "plan=nonsense"}]
)
def test_choosing_nothing_leads_back_to_the_list(query: dict[str, str], make_action: Any, lead: Client) -> None:
    make_action()
    response = lead.get(reverse(ADDRESS), query, follow=True)
    assert "Tick the actions that you want to change" in response.content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_a_preview_costs_the_same_for_one_and_for_many(
    count: int,
    make_action: Any,
    places: Unit,
    lead: Client,
    cast: dict[str, Person],
    django_assert_max_num_queries: Any,
) -> None:
    actions = [make_action(places, led_by=cast["officer"]) for _number in range(count)]
    asked(lead, actions[0], status="in_progress")
    with django_assert_max_num_queries(26):
        asked(lead, *actions, status="in_progress", lead=cast["head_of_service"].pk)
