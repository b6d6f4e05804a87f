"""Slips, milestones, completions that are verified, and deadlines that are settled: what is shown is what is so."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action, Message, Plan, Update, Verification
from actionplans.services.calendars import body_named, meetings_meant
from actionplans.services.milestones import tick_milestones
from actionplans.services.settling import follow_meetings, settle_deadline
from actionplans.services.updates import record_update
from actionplans.services.verification import judge_completion
from governance.errors import MoveForbidden, MoveRefused
from governance.models import Body, Meeting
from governance.services import move
from organisation.models import Person, Unit
from tests.actionplans.test_pages import page, post
from toolkit.history import version_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


def boxes(name: str, on: datetime.date) -> dict[str, int]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def words(shown: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", shown).split())


@pytest.fixture
def lead(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["equality_lead"])


@pytest.fixture
def done(plan: Plan, make_action: Any, places: Unit, cast: dict[str, Person]) -> Action:
    """An action of an adopted plan that the officer reported complete."""
    move(plan, "adopt", by=cast["equality_lead"])
    action = make_action(places, deadline="31 March 2030", led_by=cast["officer"])
    record_update(
        action=action, by=cast["officer"], status="completed", what_happened="All done", evidence="Minutes of 3 June",
        completed_on=day(-5),
    )  # fmt: skip
    action.refresh_from_db()
    return action


@pytest.fixture
def board(db: None) -> Body:
    body = Body.objects.create(name="Equality Leadership Group", kind="officer")
    for held_on in ("2030-06-05", "2030-09-04", "2030-12-04"):
        Meeting.objects.create(body=body, held_on=held_on)
    return body


def test_a_completion_needs_its_day_and_what_shows_it(make_action: Any, lead: Client, cast: dict[str, Person]) -> None:
    action = make_action(deadline="31 March 2030")
    shown = post(lead, "update", action.pk, status="completed", what_happened="Done")
    assert "Enter the date it was completed" in shown
    assert "Enter what shows that it is complete" in shown
    with pytest.raises(ValidationError, match="Enter what shows"):
        record_update(action=action, by=cast["equality_lead"], status="completed", what_happened="Done")
    post(
        lead,
        "update",
        action.pk,
        status="completed",
        what_happened="Done",
        evidence="The report",
        **boxes("completed_on", TODAY),
    )
    completion = Update.objects.get()
    assert (completion.completed_on, completion.evidence) == (TODAY, "The report")


def test_until_it_is_verified_a_completion_says_so_everywhere(done: Action, lead: Client) -> None:
    assert "Completed, not yet verified" in page(lead, "actions")
    shown = words(page(lead, "action", done.pk))
    assert "waits to be verified" in shown
    assert "Minutes of 3 June" in shown
    assert "Verify the completion" in shown
    assert f"Verify that “{done.description}”" in words(lead.get("/").content.decode())


def test_an_equality_lead_verifies_it_and_says_when_it_is_looked_at_again(done: Action, lead: Client) -> None:
    assert "Enter the date of the next review" in post(lead, "verify", done.pk, verdict="verified")
    past = boxes("next_review_on", day(-1))
    assert "in the future" in post(lead, "verify", done.pk, verdict="verified", **past)
    post(lead, "verify", done.pk, verdict="verified", **boxes("next_review_on", day(365)))
    done.refresh_from_db()
    assert (done.verified_on, done.next_review_on) == (TODAY, day(365))
    judged = Verification.objects.get()
    assert (judged.update, judged.is_review) == (Update.objects.get(), False)
    shown = words(page(lead, "action", done.pk))
    assert "Completed and verified" in shown
    assert "Blue." in shown


def test_what_is_sent_back_is_in_progress_again_and_its_lead_is_told_why(done: Action, lead: Client) -> None:
    assert "Enter the reason why it is sent back" in post(lead, "verify", done.pk, verdict="sent_back")
    post(lead, "verify", done.pk, verdict="sent_back", reason="The minutes name another library")
    done.refresh_from_db()
    assert (done.status, done.completed_on, done.verified_on) == ("in_progress", None, None)
    assert "The minutes name another library" in Message.objects.get().body
    assert "Sent back by" in words(page(lead, "action", done.pk))
    assert [move.transition for move in done.moves.order_by("pk")] == ["complete", "reopen"]


def test_nobody_verifies_their_own_completion_and_officers_none(
    make_action: Any, places: Unit, done: Action, cast: dict[str, Person], lead: Client, sign_in: Any
) -> None:
    own = make_action(places)
    record_update(action=own, by=cast["equality_lead"], status="completed", what_happened="Done", evidence="Seen it")
    with pytest.raises(ValidationError, match="somebody else verifies it"):
        judge_completion(action=own, by=cast["equality_lead"], verdict="verified", next_review_on=day(90))
    assert "another equality lead verifies it" in page(lead, "verify", own.pk)
    assert own.description not in words(lead.get("/").content.decode())
    with pytest.raises(MoveForbidden):
        judge_completion(action=done, by=cast["officer"], verdict="verified", next_review_on=day(90))
    assert sign_in(cast["officer"]).get(reverse("actionplans:verify", args=[done.pk])).status_code == 403


def test_what_is_open_cannot_be_verified(make_action: Any, cast: dict[str, Person], lead: Client) -> None:
    action = make_action()
    with pytest.raises(MoveRefused):
        judge_completion(action=action, by=cast["equality_lead"], verdict="verified", next_review_on=day(90))
    assert "nothing to verify" in page(lead, "verify", action.pk)


def test_a_review_says_whether_it_is_still_so(done: Action, cast: dict[str, Person], lead: Client) -> None:
    judge_completion(action=done, by=cast["equality_lead"], verdict="verified", next_review_on=day(-10), on=day(-300))
    assert f"Is it still so? Review “{done.description}”" in words(lead.get("/").content.decode())
    assert "Is it still so?" in page(lead, "verify", done.pk)
    post(lead, "verify", done.pk, verdict="verified", reason="Seen on Monday", **boxes("next_review_on", day(365)))
    assert [judged.is_review for judged in Verification.objects.order_by("pk")] == [False, True]
    done.refresh_from_db()
    assert (done.verified_on, done.next_review_on) == (day(-300), day(365))
    post(lead, "verify", done.pk, verdict="sent_back", reason="The ramp is gone")
    done.refresh_from_db()
    assert done.status == "in_progress"


def test_milestones_are_ticked_off_one_by_one(make_action: Any, cast: dict[str, Person], lead: Client) -> None:
    action = make_action(deadline="Draft by 4 October 2020; final version 31 March 2030")
    assert action.standing(TODAY).rule.key == "milestone_missed"
    assert action.next_chase.on == datetime.date(2020, 10, 4)
    shown = words(page(lead, "action", action.pk))
    assert "Missed 4 October 2020" in shown
    assert "not in the future" in post(
        lead, "milestones", action.pk, version=version_of(action), **boxes("reached_0", day(1))
    )
    post(lead, "milestones", action.pk, version=version_of(action), **boxes("reached_0", day(-2)))
    action.refresh_from_db()
    assert action.next_milestone_on == datetime.date(2030, 3, 31)
    assert action.status == "in_progress"
    assert "Milestone reached" in Update.objects.get().what_happened
    assert action.standing(TODAY).rule.key == "on_track"
    assert (
        tick_milestones(action=action, version=version_of(action), by=cast["equality_lead"], reached={0: day(-2)}) == []
    )
    assert Update.objects.count() == 1


def test_a_settled_deadline_keeps_how_it_was_read(make_action: Any, cast: dict[str, Person]) -> None:
    action = make_action(deadline="31 December 2029 Services to report to EQG January 2030 (date TBC)")
    settled = settle_deadline(
        action=action, version=version_of(action), by=cast["officer"], due_on=datetime.date(2030, 1, 17)
    )
    assert (settled.deadline_kind, settled.deadline_precision) == ("milestones", "month")
    assert [each["due_on"] for each in settled.milestones] == ["2029-12-31", "2030-01-17"]
    assert not any(each["is_to_be_confirmed"] for each in settled.milestones)
    assert (settled.due_on, settled.deadline_question) == (datetime.date(2030, 1, 17), "")
    with pytest.raises(ValidationError, match="change the deadline and say why"):
        settle_deadline(
            action=settled, version=version_of(settled), by=cast["officer"], due_on=datetime.date(2030, 5, 1)
        )


def test_a_question_that_is_settled_falls_due(make_action: Any, cast: dict[str, Person]) -> None:
    action = make_action(deadline="TBC")
    assert action.falls_due_on is None
    settled = settle_deadline(action=action, version=version_of(action), by=cast["officer"], due_on=day(-3))
    assert (settled.deadline_kind, settled.falls_due_on) == ("to_be_confirmed", day(-3))
    assert Action.objects.overdue(TODAY).get() == settled


def test_a_body_is_known_by_its_name_or_its_first_letters(board: Body) -> None:
    assert body_named("equality leadership group") == board
    assert body_named("ELG") == board
    assert body_named("EQG") is None
    Body.objects.create(name="Estates and Land Group", kind="officer")
    assert body_named("ELG") is None


def test_a_deadline_follows_the_calendar_of_its_body(
    board: Body, make_action: Any, lead: Client, cast: dict[str, Person]
) -> None:
    action = make_action(deadline="Report to the Equality Leadership Group, June 2030")
    assert [str(meeting.held_on) for meeting in meetings_meant(action, TODAY)] == ["2030-06-05"]
    assert "5 June 2030" in page(lead, "action", action.pk)
    meeting = board.meetings.get(held_on="2030-06-05")
    shown = post(lead, "settle", action.pk, version=version_of(action), meeting=meeting.pk)
    assert "The deadline is settled." in shown
    action.refresh_from_db()
    assert (action.due_on, action.meeting) == (datetime.date(2030, 6, 5), meeting)
    meeting.held_on = datetime.date(2030, 6, 19)
    meeting.save()
    assert (follow_meetings(), follow_meetings()) == (1, 0)
    action.refresh_from_db()
    assert action.due_on == datetime.date(2030, 6, 19)
    assert action.slippage.days == 14
    assert "Equality Leadership Group moved its meeting" in page(lead, "action", action.pk)


def test_what_comes_round_at_a_bodys_meetings_is_next_at_its_next_one(
    board: Body, make_action: Any, lead: Client
) -> None:
    action = make_action(deadline="Reports to ELG in June and December each year")
    days = [str(meeting.held_on) for meeting in meetings_meant(action, datetime.date(2030, 7, 1))]
    assert days == ["2030-12-04"]
    assert "Wednesday 5 June 2030" in page(lead, "settle", action.pk)
    post(lead, "settle", action.pk, version=version_of(action), meeting=board.meetings.get(held_on="2030-06-05").pk)
    action.refresh_from_db()
    assert (action.next_review_on, action.deadline_kind) == (datetime.date(2030, 6, 5), "recurring")
    assert action.deadline_question == ""


def test_a_deadline_on_a_bank_holiday_stays_and_says_when_the_last_working_day_is(
    make_action: Any, lead: Client
) -> None:
    shown = words(page(lead, "action", make_action(deadline="25 December 2029").pk))
    assert "25 December 2029 is Christmas Day: the last working day before it is 24 December 2029." in shown
    shown = words(page(lead, "action", make_action(deadline="31 March 2030").pk))
    assert "31 March 2030 is a Sunday: the last working day before it is 29 March 2030." in shown


def test_work_without_an_end_must_say_when_it_is_reviewed(plan: Any, make_action: Any, lead: Client) -> None:
    shown = post(lead, "add-action", plan.pk, description="Go on", deadline="Ongoing")
    assert "a deadline like this has no end" in shown
    post(lead, "add-action", plan.pk, description="Go on", deadline="Ongoing", **boxes("next_review_on", day(60)))
    action = Action.objects.get()
    assert (action.next_review_on, action.deadline_question) == (day(60), "")
    dated = make_action(deadline="31 March 2030")
    shown = post(
        lead,
        "update",
        dated.pk,
        status="not_started",
        what_happened="Longer",
        new_deadline="Ongoing",
        reason="More of it",
    )
    assert "a deadline like this has no end" in shown


def test_how_a_deadline_is_read_is_shown_before_it_is_saved(plan: Any, lead: Client) -> None:
    part = words(page(lead, "read-deadline", text="end of 2026/27"))
    assert part == "We read this as: A date, by 31 March 2027, as exact as a financial year."
    assert page(lead, "read-deadline").strip() == ""
    shown = post(lead, "add-action", plan.pk, deadline="<b>31 April 2027</b>", check="deadline", description="")
    assert "April 2027 has 30 days" in shown
    assert "<b>31" not in shown
    assert "There is a problem" not in shown
    assert not Action.objects.exists()


def test_a_deadline_cannot_bring_a_template_into_a_page(make_action: Any, lead: Client) -> None:
    action = make_action(deadline="Upon {{ form }} {% now 'Y' %} <b>adoption</b>")
    assert "{{ form }} {% now" in page(lead, "settle", action.pk)
    assert "<b>adoption" not in page(lead, "settle", action.pk)
    assert "{{ form }}" in post(lead, "change-action", action.pk, deadline="{{ form }} {% x %}", check="deadline")


def test_the_rules_of_status_are_stated_on_a_page_of_their_own(lead: Client) -> None:
    shown = words(page(lead, "standings"))
    assert "An action is blue when it is completed and an equality lead has verified it." in shown
    assert "Milestone missed" in shown


def test_slips_are_told_with_their_days(make_action: Any, cast: dict[str, Person], lead: Client) -> None:
    action = make_action(deadline="1 March 2030")
    for text in ("31 March 2030", "30 April 2030", "Ongoing"):
        record_update(
            action=action, by=cast["equality_lead"], status="in_progress", what_happened="Later", new_deadline=text,
            reason="Ill", next_review_on=day(20) if text == "Ongoing" else None,
        )  # fmt: skip
    shown = words(page(lead, "action", action.pk))
    assert "Moved 3 times, 60 days later in all, once of them by no countable number of days." in shown


@pytest.mark.parametrize("colour", ["red", "amber", "green", "blue", "grey"])
def test_lists_are_filtered_by_colour(
    colour: str, make_action: Any, places: Unit, cast: dict[str, Person], lead: Client
) -> None:
    make_action(deadline="31 March 2020", description="red one")
    make_action(deadline="TBC", description="amber one")
    make_action(deadline="31 March 2040", description="green one")
    make_action(description="grey one")
    verified = make_action(places, description="blue one")
    record_update(action=verified, by=cast["officer"], status="completed", what_happened="Done", evidence="Seen")
    judge_completion(action=verified, by=cast["equality_lead"], verdict="verified", next_review_on=day(90))
    body = page(lead, "actions", standing=colour).split("<tbody")[1]
    assert f"{colour} one" in body
    assert not [
        other for other in ("red", "amber", "green", "blue", "grey") if other != colour and f"{other} one" in body
    ]
