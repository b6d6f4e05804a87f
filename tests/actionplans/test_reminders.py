"""Reminders, what waits, and the figures for reports."""

import datetime
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from actionplans.figures import delivery
from actionplans.models import Action, Plan, UpdateRequest
from actionplans.querysets import falls_due_before
from actionplans.services.reminders import send_reminders, step_on
from actionplans.services.settling import settle_deadline
from actionplans.services.updates import record_update
from actionplans.tasks import send_reminders as beat_task
from actionplans.waiting import waiting_for
from governance.services import move
from organisation.models import Person, Unit
from tests.actionplans.letters import links
from toolkit.history import version_of
from toolkit.models import SentMessage

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 11, 22)
MONDAY = datetime.date(2026, 11, 23)


@pytest.fixture
def adopted(plan: Plan, cast: dict[str, Person]) -> Plan:
    return move(plan, "adopt", by=cast["equality_lead"])


@pytest.fixture
def mail(settings: Any) -> None:
    """The outbox keeps every message, as it does outside of tests."""
    settings.EMAIL_BACKEND = "toolkit.mail.OutboxBackend"


def test_a_lead_hears_of_an_action_once_at_each_step(
    adopted: Plan, make_action: Any, cast: dict[str, Person], mail: None
) -> None:
    make_action(plan=adopted, deadline="31 March 2027", led_by=cast["officer"])
    due = datetime.date(2027, 3, 31)
    sent = [
        (due + datetime.timedelta(days=days), send_reminders(on=due + datetime.timedelta(days=days)))
        for days in range(-20, 10)
    ]
    # 28 March 2027 is Easter Sunday and the 29th a bank holiday, so the last call comes on the 30th.
    assert [(day - due).days for day, count in sent if count] == [-14, -1, 1]
    assert [request.why for request in UpdateRequest.objects.order_by("pk")] == ["due_soon", "last_call", "overdue"]
    assert set(SentMessage.objects.values_list("to", flat=True)) == {cast["officer"].email}


def test_a_person_with_many_actions_gets_one_message(
    adopted: Plan, make_action: Any, cast: dict[str, Person], mail: None
) -> None:
    make_action(plan=adopted, deadline="1 November 2026", led_by=cast["officer"], description="Lower the counters")
    make_action(plan=adopted, deadline="30 November 2026", led_by=cast["officer"])
    make_action(plan=adopted, deadline="30 November 2026", led_by=cast["officer_elsewhere"])
    assert send_reminders(on=MONDAY) == 2
    message = SentMessage.objects.get(to=cast["officer"].email)
    assert message.subject == "1 action is overdue, 1 action is due soon"
    assert "Lower the counters" in message.body
    assert "Deadline: 1 November 2026" in message.body
    assert len(links(message)) == 3
    assert send_reminders(on=MONDAY) == 0


def test_where_no_person_leads_the_owner_of_the_plan_or_the_equality_lead_hears(
    adopted: Plan, make_action: Any, cast: dict[str, Person], mail: None
) -> None:
    make_action(plan=adopted, deadline="1 November 2026", leads_text="Reward manager")
    send_reminders(on=MONDAY)
    assert SentMessage.objects.get().to == cast["equality_lead"].email
    assert "The plan has no owner, so the equality lead answers." in SentMessage.objects.get().body
    Plan.objects.update(owner=cast["officer"])
    make_action(plan=adopted, deadline="1 November 2026")
    send_reminders(on=MONDAY)
    assert SentMessage.objects.first().to == cast["officer"].email  # type: ignore[union-attr]


def test_nobody_is_reminded_of_what_is_done_or_has_no_day_or_stands_in_a_draft(
    plan: Plan, adopted: Plan, make_action: Any, cast: dict[str, Person], mail: None
) -> None:
    draft = Plan.objects.create(title="Draft")
    make_action(plan=draft, deadline="1 November 2026", led_by=cast["officer"])
    make_action(plan=adopted, deadline="Ongoing", led_by=cast["officer"])
    done = make_action(plan=adopted, deadline="1 November 2026", led_by=cast["officer"])
    record_update(action=done, by=cast["equality_lead"], status="completed", what_happened="Done", evidence="Seen")
    assert send_reminders(on=MONDAY) == 0


def test_an_agreed_review_is_reminded_of_like_a_deadline(
    adopted: Plan, make_action: Any, cast: dict[str, Person], mail: None
) -> None:
    action = make_action(plan=adopted, deadline="Ongoing", led_by=cast["officer"])
    settle_deadline(
        action=action, version=version_of(action), by=cast["officer"], next_review_on=datetime.date(2026, 11, 30)
    )
    assert send_reminders(on=MONDAY) == 1
    action.refresh_from_db()
    assert action.deadline_question == ""


@pytest.mark.parametrize(
    ("deadline", "on", "words"),
    [
        ("1 December 2026; 1 May 2027", datetime.date(2026, 11, 30), "A milestone is to be reached: 1 December 2026"),
        (
            "Reported to the Board December 2026",
            datetime.date(2026, 12, 21),
            "A report is to be made: 31 December 2026",
        ),
        ("April 2026 to March 2027", datetime.date(2026, 11, 23), "It is to start: 1 April 2026"),
        ("April 2026 to March 2027", datetime.date(2027, 3, 30), "Due on 31 March 2027"),
    ],
)
def test_when_somebody_is_asked_follows_the_kind_of_the_deadline(
    deadline: str, on: datetime.date, words: str, adopted: Plan, make_action: Any, cast: dict[str, Person]
) -> None:
    make_action(plan=adopted, deadline=deadline, led_by=cast["officer"])
    assert send_reminders(on=on) == 1
    assert words in SentMessage.objects.get().body
    assert send_reminders(on=on + datetime.timedelta(days=1)) == 0


def test_a_moved_deadline_starts_the_reminders_afresh(
    adopted: Plan, make_action: Any, cast: dict[str, Person], mail: None
) -> None:
    action = make_action(plan=adopted, deadline="30 November 2026", led_by=cast["officer"])
    send_reminders(on=MONDAY)
    record_update(
        action=action,
        by=cast["officer"],
        status="in_progress",
        what_happened="Not in time",
        new_deadline="4 December 2026",
        reason="Late delivery",
    )
    assert send_reminders(on=MONDAY) == 0, "at most one message a day"
    assert send_reminders(on=MONDAY + datetime.timedelta(days=1)) == 1


def test_the_steps_follow_the_days_that_are_set(settings: Any) -> None:
    due = datetime.date(2027, 3, 31)
    settings.ACTION_REMINDER_DAYS = (30, 7)
    assert step_on(datetime.date(2027, 3, 1), due) == "due_soon"
    assert step_on(datetime.date(2027, 3, 24), due) == "last_call"
    assert step_on(datetime.date(2027, 2, 28), due) is None


def test_the_command_and_the_task_send_them(
    adopted: Plan, make_action: Any, cast: dict[str, Person], mail: None, capsys: Any, monkeypatch: Any
) -> None:
    make_action(plan=adopted, deadline="1 November 2020", led_by=cast["officer"])
    monkeypatch.setattr("actionplans.services.reminders.is_working_day", lambda *_day: True)
    beat_task()
    assert SentMessage.objects.count() == 1
    call_command("send_reminders")
    assert "Sent 0 messages." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("deadline", "review", "is_overdue"),
    [
        ("21 November 2026", None, True),
        ("22 November 2026", None, False),
        ("October 2026", None, True),
        ("November 2026", None, False),
        ("during 2026", None, False),
        ("Ongoing", datetime.date(2026, 11, 21), True),
        ("Ongoing", datetime.date(2026, 11, 22), False),
        ("Ongoing", None, False),
        ("June and December meetings each year", datetime.date(2026, 6, 30), True),
        ("1 May 2026; 1 May 2027", None, False),
        ("Reported to the Board May 2026", None, True),
        ("30 June 2020 (TBC)", None, False),
        ("See the Corporate Plan", None, False),
        ("Whenever it suits everybody concerned", None, False),
        ("", None, False),
    ],
)
def test_the_database_and_the_rule_agree_on_what_is_overdue(
    deadline: str, review: datetime.date | None, is_overdue: bool, make_action: Any
) -> None:
    action = make_action(deadline=deadline, next_review_on=review)
    assert action.is_overdue(ON) is is_overdue
    assert Action.objects.overdue(ON).exists() is is_overdue
    assert Action.objects.filter(falls_due_before(ON)).exists() is is_overdue


def test_an_officers_own_actions_wait_for_them(
    adopted: Plan, make_action: Any, cast: dict[str, Person], django_assert_max_num_queries: Any
) -> None:
    for _number in range(8):
        make_action(plan=adopted, deadline="1 November 2026", led_by=cast["officer"])
    make_action(plan=adopted, deadline="1 November 2027", led_by=cast["officer"])
    with django_assert_max_num_queries(6):
        waiting = waiting_for(cast["officer"], ON)
    assert len(waiting) == 6
    assert waiting[0].is_overdue
    assert waiting[0].due_on == datetime.date(2026, 11, 1)
    assert waiting[5].sentence == "3 more actions of yours are due"


def test_what_a_directorate_is_late_with_waits_for_its_head(
    adopted: Plan, make_action: Any, places: Unit, elsewhere: Unit, cast: dict[str, Person]
) -> None:
    make_action(places, plan=adopted, deadline="1 November 2026")
    make_action(elsewhere, plan=adopted, deadline="1 November 2026")
    assert [item.sentence for item in waiting_for(cast["head_of_service"], ON)] == ["1 action of Place is overdue"]


def test_what_the_plans_lack_waits_for_the_equality_lead(
    adopted: Plan, make_action: Any, cast: dict[str, Person]
) -> None:
    make_action(plan=adopted, deadline="1 November 2026")
    make_action(plan=adopted)
    make_action(plan=adopted, deadline="TBC", led_by=cast["officer"])
    assert [item.sentence for item in waiting_for(cast["equality_lead"], ON)] == [
        "1 action of Equality action plan is overdue",
        "2 actions have no lead",
        "1 action has no deadline",
        "1 deadline leaves a question",
    ]
    assert waiting_for(cast["member"], ON) == []


def test_a_report_says_how_far_the_adopted_plans_have_come(
    adopted: Plan, make_action: Any, cast: dict[str, Person]
) -> None:
    draft = Plan.objects.create(title="Draft")
    make_action(plan=draft, deadline="1 November 2020")
    make_action(plan=adopted, deadline="1 November 2026", indicator="Count", led_by=cast["officer"])
    done = make_action(plan=adopted, deadline="1 June 2027")
    record_update(
        action=done,
        by=cast["equality_lead"],
        status="completed",
        what_happened="Done",
        evidence="Seen",
        on=min(ON, timezone.localdate()),
        new_deadline="1 July 2027",
        reason="Short of staff",
    )
    found = delivery(datetime.date(2026, 4, 1), datetime.date(2027, 3, 31), on=ON)
    assert found.as_json() == {
        "plans": [
            {
                "title": "Equality action plan",
                "total": 2,
                "completed": 1,
                "verified": 0,
                "in_progress": 0,
                "not_started": 1,
                "overdue": 1,
                "without_deadline": 0,
                "without_lead": 1,
                "without_indicator": 1,
            }
        ],
        "open_now": 1,
        "whole": 1,
        "nothing": 0,
        "same_work": 0,
        "completed_in_period": 1,
        "overdue_now": 1,
        "deadlines_moved": 1,
    }
    json.dumps(found.as_json())
