"""Calendar feeds: what is in them, who may read them, and what programs that read calendars make of them."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from actionplans.models import Action, Feed, Lead, Plan
from actionplans.services.feeds import address_of, renew, revoke, subscribe
from actionplans.services.updates import record_update
from governance.models import Body, Meeting
from governance.services import move
from organisation.models import Person, Unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def adopted(plan: Plan, cast: dict[str, Person]) -> Plan:
    return move(plan, "adopt", by=cast["equality_lead"])


@pytest.fixture
def mine(adopted: Plan, cast: dict[str, Person]) -> Feed:
    return subscribe(by=cast["officer"], kind="mine")


@pytest.fixture
def board(cast: dict[str, Person]) -> Body:
    return Body.objects.create(name="Equality board", kind="officer")


def path_of(feed: Feed) -> str:
    return "/" + address_of(feed).split("/", 3)[3]


def fetch(feed: Feed) -> Any:
    """As a calendar program does it: without signing in."""
    return Client().get(path_of(feed))


def events(feed: Feed) -> dict[str, Any]:
    answer = fetch(feed)
    assert answer.status_code == 200
    calendar: Any = Calendar.from_ical(answer.content)
    return {str(event["UID"]).split("@")[0]: event for event in calendar.walk("VEVENT")}


def test_an_open_action_is_a_whole_day_with_who_leads_and_where_to_report(
    mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    action = make_action(
        places, deadline="31 March 2027", led_by=cast["officer"], description="Open late,\nalso; on Thursdays"
    )
    [event] = events(mine).values()
    assert event.decoded("DTSTART") == datetime.date(2027, 3, 31)
    assert event.decoded("DTEND") == datetime.date(2027, 4, 1)
    assert str(event["SUMMARY"]) == "Due: Open late, also; on Thursdays"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["URL"]).endswith(action.get_absolute_url())
    assert f"Led by {cast['officer']}" in event["DESCRIPTION"]
    assert "Action 1 of Equality action plan" in event["DESCRIPTION"]
    assert "as written" not in event["DESCRIPTION"]


def test_a_deadline_as_exact_as_a_month_stands_on_its_last_day_with_its_words(
    mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    make_action(places, deadline="Spring 2027", led_by=cast["officer"])
    [event] = events(mine).values()
    assert event.decoded("DTSTART") == datetime.date(2027, 5, 31)
    assert "Deadline as written: Spring 2027" in event["DESCRIPTION"]


def test_work_without_an_end_stands_on_the_day_of_its_review(
    mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    day = TODAY + datetime.timedelta(days=40)
    make_action(places, deadline="Ongoing", led_by=cast["officer"], next_review_on=day)
    found = events(mine)
    [(name, event)] = found.items()
    assert name.endswith("-review")
    assert event.decoded("DTSTART") == day
    assert str(event["SUMMARY"]).startswith("Review: ")


def test_each_milestone_stands_on_its_own_day_and_the_last_is_the_deadline(
    mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    action = make_action(places, deadline="April 2027 / April 2028", led_by=cast["officer"])
    assert len(action.milestones) == 2
    days = {name.split("-", 2)[2]: event.decoded("DTSTART") for name, event in events(mine).items()}
    assert days == {"milestone-1": datetime.date(2027, 4, 30), "due": datetime.date(2028, 4, 30)}


def test_a_moved_deadline_keeps_its_identity_and_counts_up(
    mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    action = make_action(places, deadline="31 March 2027", led_by=cast["officer"])
    before = events(mine)
    record_update(
        action=action,
        by=cast["officer"],
        status="in_progress",
        what_happened="Begun",
        new_deadline="30 June 2027",
        reason="The supplier is late",
    )
    after = events(mine)
    assert before.keys() == after.keys()
    [old], [new] = before.values(), after.values()
    assert (old["SEQUENCE"], new["SEQUENCE"]) == (0, 1)
    assert new.decoded("LAST-MODIFIED") >= old.decoded("LAST-MODIFIED")
    assert new.decoded("DTSTART") == datetime.date(2027, 6, 30)
    assert "supplier" not in new.to_ical().decode()


def test_a_stopped_action_is_cancelled_and_a_draft_plan_is_not_in_it(
    mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    action = make_action(places, deadline="31 March 2027", led_by=cast["officer"])
    make_action(places, deadline="May 2027", led_by=cast["officer"], plan=Plan.objects.create(title="Draft"))
    move(action, "stop", by=cast["equality_lead"], reason="No longer needed")
    [event] = events(mine).values()
    assert str(event["STATUS"]) == "CANCELLED"


def test_a_directorates_feed_has_its_services_and_no_others(
    adopted: Plan, make_action: Any, places: Unit, elsewhere: Unit, cast: dict[str, Person]
) -> None:
    feed = subscribe(by=cast["equality_lead"], kind="unit", unit=places)
    make_action(places, deadline="31 March 2027", description="Ours")
    make_action(elsewhere, deadline="31 March 2027", description="Theirs")
    assert [str(event["SUMMARY"]) for event in events(feed).values()] == ["Due: Ours"]


def test_a_bodys_feed_has_its_meetings_what_it_leads_and_what_is_reported_to_it(
    adopted: Plan, make_action: Any, places: Unit, cast: dict[str, Person], board: Body
) -> None:
    led = make_action(places, deadline="31 March 2027", description="Led")
    Lead.objects.create(action=led, role="accountable", kind="body", body=board, text=board.name)
    make_action(places, deadline="May 2027", description="Reported", deadline_body=board.name.upper())
    make_action(places, deadline="May 2027", description="Neither")
    Action.objects.filter(description="Reported").update(deadline_body=board.name.upper())
    meeting = Meeting.objects.create(body=board, held_on=TODAY + datetime.timedelta(days=9), place="Council chamber")
    feed = subscribe(by=cast["committee_clerk"], kind="body", body=board)
    found = events(feed)
    assert sorted(str(event["SUMMARY"]) for event in found.values()) == [
        "Due: Led",
        "Due: Reported",
        "Meeting of Equality board",
    ]
    assert str(found[f"meeting-{meeting.pk}"]["LOCATION"]) == "Council chamber"


def test_a_feed_empties_when_its_owner_may_see_nothing_any_more(
    adopted: Plan, make_action: Any, places: Unit, cast: dict[str, Person], board: Body
) -> None:
    Meeting.objects.create(body=board, held_on=TODAY)
    make_action(places, deadline="31 March 2027", deadline_body=board.name)
    feeds = [
        subscribe(by=cast["officer"], kind="unit", unit=places),
        subscribe(by=cast["officer"], kind="body", body=board),
    ]
    assert all(events(feed) for feed in feeds)
    cast["officer"].holdings.update(
        ends_on=TODAY - datetime.timedelta(days=1), starts_on=TODAY - datetime.timedelta(days=9)
    )
    assert [events(feed) for feed in feeds] == [{}, {}]


@pytest.mark.parametrize("end", ["revoked", "renewed", "owner left"])
def test_an_address_that_was_ended_is_not_found(end: str, mine: Feed, cast: dict[str, Person]) -> None:
    path = path_of(mine)
    assert Client().get(path).status_code == 200
    if end == "revoked":
        revoke(feed=mine, by=cast["officer"])
    elif end == "renewed":
        renewed = renew(feed=mine, by=cast["officer"])
        assert fetch(renewed).status_code == 200
    else:
        cast["officer"].is_active = False
        cast["officer"].save()
    assert Client().get(path).status_code == 404


def test_an_altered_address_is_not_found_and_no_address_opens_another_feed(mine: Feed, cast: dict[str, Person]) -> None:
    theirs = subscribe(by=cast["equality_lead"], kind="mine")
    path = path_of(mine)
    signature = path.rsplit("/", 2)[1]
    assert (
        Client().get(path.replace(signature, signature[:-1] + ("A" if signature[-1] != "A" else "B"))).status_code
        == 404
    )
    assert Client().get(path.replace(f"/{mine.pk}/", f"/{theirs.pk}/")).status_code == 404
    assert Client().get(path.replace(f"/{mine.pk}/", "/999999/")).status_code == 404


def test_the_signature_needs_the_secret_and_not_the_database_alone(mine: Feed, settings: Any) -> None:
    assert mine.key not in address_of(mine)
    path = path_of(mine)
    settings.SECRET_KEY = "another installation"
    assert Client().get(path).status_code == 404


def test_a_program_that_asks_again_is_told_that_nothing_changed(
    mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    make_action(places, deadline="31 March 2027", led_by=cast["officer"])
    first = fetch(mine)
    assert first["Cache-Control"] == "private, max-age=3600"
    assert "Set-Cookie" not in first
    again = Client().get(path_of(mine), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    make_action(places, deadline="31 May 2027", led_by=cast["officer"])
    assert Client().get(path_of(mine), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_file_keeps_to_the_letter_of_the_standard(
    mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    """RFC 5545: lines end in CRLF and have 75 octets at most, and what a component must have is there once."""
    for words in ("Ask " + "people 👩🏽‍🦽 " * 60, "خطة المساواة " * 30, "Commas, semicolons; and \\ signs\nover lines"):
        make_action(places, deadline="Spring 2027", led_by=cast["officer"], description=words)
    content = fetch(mine).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    unfolded = content.replace(b"\r\n ", b"").decode()
    for name in ("VERSION:2.0", "PRODID:", "REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-WR-TIMEZONE:Europe/London"):
        assert unfolded.count(f"\r\n{name}") == 1, name
    for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", unfolded, re.DOTALL):
        for name in ("UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SUMMARY:", "SEQUENCE:"):
            assert event.count(f"\r\n{name}") == 1, name


@pytest.mark.parametrize("count", [1, 40])
def test_a_feed_costs_the_same_however_much_is_in_it(
    count: int, mine: Feed, make_action: Any, places: Unit, cast: dict[str, Person], django_assert_max_num_queries: Any
) -> None:
    for _number in range(count):
        make_action(places, deadline="March 2027", led_by=cast["officer"])
    events(mine)
    with django_assert_max_num_queries(10):
        assert len(events(mine)) == count


def test_a_person_makes_copies_renews_and_stops_their_own_feeds(
    cast: dict[str, Person], sign_in: Callable[[Person], Client], places: Unit, board: Body
) -> None:
    client = sign_in(cast["officer"])
    page = reverse("actionplans:feeds")
    for whose in ("mine", f"unit-{places.pk}", f"body-{board.pk}"):
        assert client.post(page, {"whose": whose}).status_code == 302
    shown = client.get(page).content.decode()
    feeds = Feed.objects.filter(owner=cast["officer"])
    assert feeds.count() == 3
    assert all(address_of(feed) in shown for feed in feeds)
    assert "No calendar has fetched it yet." in shown
    again = client.post(page, {"whose": "mine"}).content.decode()
    assert "You have this calendar already" in again
    first = feeds.get(kind="mine")
    fetch(first)
    assert "Last fetched by a calendar on" in client.get(page).content.decode()
    client.post(reverse("actionplans:renew-feed", args=[first.pk]))
    assert fetch(first).status_code == 404
    client.post(reverse("actionplans:revoke-feed", args=[first.pk]))
    assert address_of(Feed.objects.get(pk=first.pk)) not in client.get(page).content.decode()
    assert client.post(page, {"whose": "mine"}).status_code == 302


@pytest.mark.parametrize("whose", ["", "unit-0", "body-x", "everybody"])
def test_a_calendar_of_nobody_is_refused_with_what_to_do(
    whose: str, cast: dict[str, Person], sign_in: Callable[[Person], Client]
) -> None:
    answer = sign_in(cast["officer"]).post(reverse("actionplans:feeds"), {"whose": whose})
    assert "Select" in answer.content.decode()
    assert not Feed.objects.exists()


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_of_feeds_costs_the_same_however_many_there_are(
    count: int, cast: dict[str, Person], sign_in: Callable[[Person], Client], django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        body = Body.objects.create(name=f"Board {number}", kind="officer")
        subscribe(by=cast["officer"], kind="body", body=body)
    client = sign_in(cast["officer"])
    client.get(reverse("actionplans:feeds"))
    with django_assert_max_num_queries(12):
        client.get(reverse("actionplans:feeds"))
