"""Bodies and their meetings."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.choices import BodyKind
from governance.demo import BODIES
from governance.models import Body, Meeting
from governance.services import bodies
from organisation.models import Person
from toolkit.history import version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_clerk(cast: dict[str, Person], sign_in: Any) -> Client:
    return sign_in(cast["committee_clerk"])


@pytest.fixture
def cabinet(cast: dict[str, Person]) -> Body:
    return bodies.add_body(by=cast["committee_clerk"], name="Cabinet", kind=BodyKind.MEMBER)


def on(day: datetime.date) -> dict[str, Any]:
    return {"held_on_0": day.day, "held_on_1": day.month, "held_on_2": day.year}


def test_a_clerk_adds_a_body_and_its_meetings(as_clerk: Client) -> None:
    as_clerk.post(reverse("governance:add-body"), {"name": "Cabinet", "kind": "member", "purpose": "Decides"})
    body = Body.objects.get()
    as_clerk.post(
        reverse("governance:add-meeting", args=[body.pk]), on(datetime.date(2026, 12, 9)) | {"place": "Chamber"}
    )
    assert str(body.meetings.get()) == "Cabinet, 9 December 2026"


def test_two_bodies_do_not_share_a_name(as_clerk: Client, cabinet: Body) -> None:
    page = as_clerk.post(reverse("governance:add-body"), {"name": "Cabinet", "kind": "member"})
    assert "A body with this name is already here" in page.content.decode()


def test_a_body_meets_once_a_day(as_clerk: Client, cabinet: Body) -> None:
    day = datetime.date(2026, 12, 9)
    meeting = cabinet.meetings.create(held_on=day)
    page = as_clerk.post(reverse("governance:add-meeting", args=[cabinet.pk]), on(day))
    assert "This body already has a meeting on that day" in page.content.decode()
    other = cabinet.meetings.create(held_on=day + datetime.timedelta(days=1))
    page = as_clerk.post(reverse("governance:edit-meeting", args=[other.pk]), on(day) | {"version": version_of(other)})
    assert "This body already has a meeting on that day" in page.content.decode()
    assert cabinet.meetings.get(pk=meeting.pk).held_on == day


def test_a_meeting_needs_a_real_date(as_clerk: Client, cabinet: Body) -> None:
    page = as_clerk.post(
        reverse("governance:add-meeting", args=[cabinet.pk]), {"held_on_0": 31, "held_on_1": 2, "held_on_2": 2026}
    )
    assert "as a real date" in page.content.decode()


def test_a_second_editor_of_a_body_is_told(as_clerk: Client, cabinet: Body) -> None:
    opened = {"name": "Mine", "kind": "member", "version": version_of(cabinet)}
    Body.objects.update(name="Theirs")
    page = as_clerk.post(reverse("governance:edit-body", args=[cabinet.pk]), opened).content.decode()
    assert "Somebody else changed this while you had it open" in page
    assert Body.objects.get().name == "Theirs"


def test_a_meeting_called_off_is_removed_and_one_with_papers_stays(as_clerk: Client, cabinet: Body) -> None:
    meeting = cabinet.meetings.create(held_on=timezone.localdate())
    as_clerk.post(reverse("governance:remove-meeting", args=[meeting.pk]))
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("count", [1, 40])
def test_lists_cost_the_same_however_many(
    count: int, as_clerk: Client, cabinet: Body, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        Body.objects.create(name=f"Body {number}", kind=BodyKind.OFFICER)
        cabinet.meetings.create(held_on=timezone.localdate() + datetime.timedelta(days=number - 20))
    with django_assert_max_num_queries(10):
        as_clerk.get(reverse("governance:bodies"))
    with django_assert_max_num_queries(10):
        as_clerk.get(reverse("governance:body", args=[cabinet.pk]))


def test_the_demonstration_has_a_cabinet_on_the_second_wednesday() -> None:
    days = list(BODIES["Cabinet"].days(datetime.date(2026, 7, 1), datetime.date(2026, 12, 31)))
    assert datetime.date(2026, 12, 9) in days
    assert not any(day.month == 8 for day in days)
