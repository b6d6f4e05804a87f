"""The same actions in several ways: mine, by body with an extract for its agenda, along time, in the calendar."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import LeadKind, LeadRole
from actionplans.models import Action, DeadlineChange, Lead, Plan
from actionplans.rules.spans import first_day_meant
from actionplans.services.actions import add_action
from governance.models import Body, Meeting
from organisation.models import Characteristic, Person, Unit
from toolkit.working_days import bank_holidays

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def lead(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["equality_lead"])


@pytest.fixture
def board(db: None) -> Body:
    return Body.objects.create(name="Equality Board", kind="board")


def page(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    response = client.get(reverse(f"actionplans:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def written(day: datetime.date) -> str:
    return f"{day:%-d %B %Y}"


def led(action: Action, body: Body) -> None:
    Lead.objects.create(action=action, role=LeadRole.ACCOUNTABLE, kind=LeadKind.BODY, body=body, text=body.name)


@pytest.mark.parametrize(
    ("due_on", "precision", "first"),
    [
        ("2027-03-31", "day", "2027-03-31"),
        ("2027-03-31", "month", "2027-03-01"),
        ("2027-06-30", "quarter", "2027-04-01"),
        ("2027-05-31", "season", "2027-03-01"),
        ("2027-02-28", "season", "2026-12-01"),
        ("2027-09-30", "half_year", "2027-04-01"),
        ("2027-12-31", "year", "2027-01-01"),
        ("2027-03-31", "financial_year", "2026-04-01"),
        ("2027-03-15", "month", "2027-03-15"),
        ("2027-03-31", "", "2027-03-31"),
    ],
)
def test_the_days_that_a_deadline_can_mean_begin_with_its_span(due_on: str, precision: str, first: str) -> None:
    assert first_day_meant(datetime.date.fromisoformat(due_on), precision).isoformat() == first


def test_my_actions_stand_soonest_first_in_groups(
    make_action: Any, cast: dict[str, Person], sign_in: Callable[[Person], Client]
) -> None:
    me = cast["officer"]
    make_action(description="Undated thing", led_by=me)
    make_action(description="Later thing", deadline=written(TODAY + 90 * DAY), led_by=me)
    make_action(description="Late thing", deadline=written(TODAY - 3 * DAY), led_by=me)
    make_action(description="Soon thing", deadline=written(TODAY + 5 * DAY), led_by=me)
    make_action(description="Somebody else’s thing", led_by=cast["head_of_service"])
    shown = page(sign_in(me), "mine")
    order = ["Late thing", "Soon thing", "Later thing", "Undated thing"]
    assert sorted(order, key=shown.index) == order
    assert "Somebody else’s thing" not in shown


def test_whoever_leads_nothing_is_told_so(lead: Client) -> None:
    assert "you lead no open action" in page(lead, "mine")


def test_the_timeline_draws_deadlines_with_their_exactness_milestones_and_earlier_deadlines(
    plan: Plan, make_action: Any, lead: Client, cast: dict[str, Person]
) -> None:
    action = make_action(description="Train the staff", deadline="March 2027")
    DeadlineChange.objects.create(
        action=action, by=cast["officer"], old_text="31 December 2026", old_falls_due_on="2026-12-31",
        new_text="March 2027", new_falls_due_on="2027-03-31", reason="The trainer left",
    )  # fmt: skip
    make_action(description="Nobody knows when", deadline="")
    shown = page(lead, "timeline")
    assert "1 March 2027 to 31 March 2027 (given as a month)" in shown
    assert "31 December 2026" in shown
    assert 'role="img"' in shown
    assert "Nobody knows when" in shown.split("Without a day")[1]


def test_the_timeline_leaves_out_what_is_over_unless_it_is_asked_for(make_action: Any, lead: Client) -> None:
    make_action(description="Given up", deadline="31 March 2027", status="stopped")
    assert "Given up" not in page(lead, "timeline")
    assert "Given up" in page(lead, "timeline", status="stopped")


def test_the_calendar_shows_deadlines_milestones_reviews_meetings_and_bank_holidays(
    make_action: Any, lead: Client, board: Body
) -> None:
    make_action(description="Train the staff", deadline="4 December 2026")
    several = make_action(description="Open the rooms")
    several.deadline_text, several.deadline_kind = "10 December 2026 and 30 June 2027", "milestones"
    several.due_on = "2027-06-30"
    several.milestones = [
        {"text": "10 December 2026", "due_on": "2026-12-10", "precision": "day", "body": "", "is_report": False, "is_to_be_confirmed": False}
    ]  # fmt: skip
    several.save()
    Action.objects.filter(pk=make_action(description="Go on talking", deadline="Ongoing").pk).update(
        next_review_on="2026-12-15"
    )
    Meeting.objects.create(body=board, held_on="2026-12-09")
    shown = page(lead, "calendar", month="2026-12")
    for words in (
        "Train the staff",
        "Open the rooms",
        "Go on talking",
        "Equality Board",
        "Christmas Day",
        "Milestone:",
    ):
        assert words in shown, words
    assert "November 2026" in shown
    assert "January 2027" in shown
    assert bank_holidays(2026)[datetime.date(2026, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize("month", ["2026-13", "nonsense", "0000-01", "9999-12", "2026-1"])
def test_a_month_that_is_none_shows_this_one(month: str, lead: Client) -> None:
    page(lead, "calendar", month=month)


def test_a_body_sees_what_it_leads_and_an_extract_since_its_last_meeting(
    make_action: Any, board: Body, lead: Client, cast: dict[str, Person], keep_pdf: Callable[[str, bytes], None]
) -> None:
    Meeting.objects.create(body=board, held_on=TODAY - 60 * DAY)
    coming = Meeting.objects.create(body=board, held_on=TODAY + 20 * DAY)
    for words, deadline in (("Late", TODAY - 9 * DAY), ("Due", TODAY + 9 * DAY), ("Far", TODAY + 300 * DAY)):
        led(make_action(description=f"{words} thing", deadline=written(deadline)), board)
    done = make_action(description="Done thing", status="completed", completed_on=TODAY - 5 * DAY)
    led(done, board)
    earlier = make_action(description="Older thing", status="completed", completed_on=TODAY - 90 * DAY)
    led(earlier, board)
    moved = make_action(description="Moved thing", deadline=written(TODAY + 200 * DAY))
    led(moved, board)
    DeadlineChange.objects.create(
        action=moved, by=cast["officer"], on=TODAY - DAY, old_text="May", new_text="June", reason="The hall burnt down"
    )
    make_action(description="Another body’s thing", deadline=written(TODAY - DAY))
    assert "Far thing" in page(lead, "body", board.pk)
    shown = page(lead, "extract", board.pk)
    sections = dict(zip(("late", "due", "moved", "silent", "done"), shown.split("<h2")[1:], strict=False))
    assert "Late thing" in sections["late"]
    assert "Due thing" in sections["due"]
    assert "The hall burnt down" in sections["moved"]
    assert "Done thing" in sections["done"]
    for words in ("Far thing", "Older thing", "Another body’s thing"):
        assert words not in shown, words
    response = lead.get(reverse("actionplans:extract-pdf", args=[board.pk]), {"meeting": coming.pk})
    assert response.headers["Content-Type"] == "application/pdf"
    keep_pdf("agenda-extract.pdf", response.content)


def test_an_extract_tells_nobody_more_than_they_may_see(
    make_action: Any, board: Body, places: Unit, elsewhere: Unit, cast: dict[str, Person], sign_in: Any
) -> None:
    led(make_action(places, description="Thing of ours", deadline="1 May 2026"), board)
    hidden = make_action(elsewhere, description="Thing of theirs", deadline="1 May 2026")
    led(hidden, board)
    DeadlineChange.objects.create(
        action=hidden, by=cast["officer"], on=TODAY, old_text="May", new_text="June", reason="A secret reason"
    )
    shown = page(sign_in(cast["officer"]), "extract", board.pk)
    assert "Thing of ours" in shown
    assert "Thing of theirs" not in shown
    assert "A secret reason" not in shown


def test_a_characteristic_that_no_action_names_is_pointed_out(
    make_action: Any,
    race: Characteristic,
    places: Unit,
    elsewhere: Unit,
    lead: Client,
    cast: dict[str, Person],
    sign_in: Any,
) -> None:
    for _number in range(3):
        make_action(elsewhere).characteristics.add(race)
    make_action(elsewhere, status="stopped").characteristics.add(Characteristic.objects.get(key="disability"))
    shown = page(lead, "coverage")
    assert "No open action is for people who share:" in shown
    assert str(race) not in shown.split("<table")[0].split("No open action is for")[1]
    assert "Disability" in shown.split("<table")[0].split("No open action is for")[1]
    assert ">3<" in shown
    assert ">3<" not in page(sign_in(cast["officer"]), "coverage")


def test_a_meeting_of_another_body_has_no_extract_here(board: Body, lead: Client) -> None:
    other = Body.objects.create(name="Cabinet", kind="committee")
    meeting = Meeting.objects.create(body=other, held_on=TODAY)
    address = reverse("actionplans:extract", args=[board.pk])
    assert lead.get(address, {"meeting": meeting.pk}).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("name", ["mine", "timeline", "calendar", "coverage", "bodies", "body", "extract"])
@pytest.mark.parametrize("role", ["equality_lead", "officer"])
def test_every_way_to_see_actions_costs_the_same_for_one_and_for_many(
    role: str, name: str, count: int, plan: Plan, places: Unit, board: Body, cast: dict[str, Person], sign_in: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    person = cast[role]
    for number in range(count):
        action = add_action(plan=plan, by=None, description=f"Thing {number}", deadline="4 December 2026", unit=places)
        Lead.objects.create(action=action, role=LeadRole.ACCOUNTABLE, kind=LeadKind.PERSON, person=person, text="Me")
        Lead.objects.create(
            action=action, role=LeadRole.JOINT, kind=LeadKind.BODY, body=board, text=board.name, position=2
        )
        Meeting.objects.create(body=board, held_on=TODAY + number * DAY)
    client = sign_in(person)
    page(client, "list")
    with django_assert_max_num_queries(16 if name == "extract" else 12):
        page(client, name, *([board.pk] if name in ("body", "extract") else []), month="2026-12")
