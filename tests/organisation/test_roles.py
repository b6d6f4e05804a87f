"""Roles: held from a day to a day, for a directorate or the whole body, never rewritten."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisation.choices import Role
from organisation.models import Person, RoleHolding, Unit
from organisation.permissions import covers, holds_role_for
from organisation.querysets import within_scope
from organisation.services import roles
from tests.conftest import make_person
from toolkit.editing import NotPossible
from toolkit.history import version_of

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


def test_a_role_counts_from_its_first_to_its_last_day(cast: dict[str, Person], today: datetime.date) -> None:
    holding = cast["officer"].holdings.get()
    for starts_on, ends_on, is_held in [
        (today, today, True),
        (today - 10 * DAY, today, True),
        (today - 10 * DAY, today - DAY, False),
        (today + DAY, None, False),
        (today - DAY, None, True),
    ]:
        RoleHolding.objects.filter(pk=holding.pk).update(starts_on=starts_on, ends_on=ends_on)
        assert Person.objects.get(pk=cast["officer"].pk).holds(Role.OFFICER) is is_held


def test_a_role_for_a_directorate_covers_its_services_and_no_other(
    cast: dict[str, Person], places: Unit, elsewhere: Unit
) -> None:
    officer = cast["officer"]
    assert officer.holds(Role.OFFICER, unit=places)
    assert officer.holds(Role.OFFICER, unit=places.children.get())
    assert not officer.holds(Role.OFFICER, unit=elsewhere)
    assert cast["equality_lead"].holds(Role.EQUALITY_LEAD, unit=elsewhere)
    assert officer.directorates_as(Role.OFFICER) == [places.pk]
    assert cast["equality_lead"].directorates_as(Role.EQUALITY_LEAD) is None
    assert officer.directorates_as(Role.DIRECTOR) == []


def test_what_belongs_to_the_whole_body_needs_a_role_for_the_whole_body(cast: dict[str, Person]) -> None:
    assert covers(cast["equality_lead"], (Role.EQUALITY_LEAD,), None)
    assert not covers(cast["officer"], (Role.OFFICER,), None)


def test_a_scoped_permission_asks_for_the_record_or_for_anywhere(
    cast: dict[str, Person], places: Unit, elsewhere: Unit
) -> None:
    may = holds_role_for(Role.OFFICER, unit="parent")
    library = places.children.get()
    assert may(cast["officer"], library)
    assert may(cast["officer"])
    assert not may(cast["officer_elsewhere"], library)
    assert not may(cast["officer"], elsewhere)


def test_rows_within_a_scope_include_those_of_services(cast: dict[str, Person], places: Unit, elsewhere: Unit) -> None:
    here = Unit.objects.filter(within_scope(cast["officer"], Role.OFFICER, unit="parent"))
    assert [unit.name for unit in here] == ["Libraries"]
    assert Unit.objects.filter(within_scope(cast["equality_lead"], Role.EQUALITY_LEAD, unit="parent")).count() == 3
    assert not Unit.objects.filter(within_scope(cast["officer"], Role.DIRECTOR, unit="parent")).exists()
    everything_or_none = within_scope(cast["equality_lead"], Role.EQUALITY_LEAD) | within_scope(
        cast["officer"], Role.DIRECTOR
    )
    assert Unit.objects.filter(everything_or_none).count() == 3


def test_roles_are_read_once_for_each_person_object(
    cast: dict[str, Person], django_assert_num_queries: Any, places: Unit
) -> None:
    officer = Person.objects.get(pk=cast["officer"].pk)
    with django_assert_num_queries(1):
        assert officer.holds(Role.OFFICER)
        assert not officer.holds(Role.DIRECTOR, unit=places)
        assert not officer.has_perm("organisation.administer")


def test_a_role_just_given_or_ended_counts_at_once(cast: dict[str, Person], today: datetime.date) -> None:
    officer, administrator = cast["officer"], cast["administrator"]
    assert not officer.holds(Role.MEMBER)
    holding = roles.give_role(person=officer, role=Role.MEMBER, by=administrator)
    assert officer.holds(Role.MEMBER)
    roles.take_back_role(holding=holding, by=administrator)
    officer.refresh_from_db()
    assert not officer.holds(Role.MEMBER)


def test_roles_are_read_again_on_the_next_day(cast: dict[str, Person], today: datetime.date, monkeypatch: Any) -> None:
    officer = cast["officer"]
    RoleHolding.objects.filter(person=officer).update(ends_on=today)
    assert officer.holds(Role.OFFICER)
    monkeypatch.setattr(timezone, "localdate", lambda: today + DAY)
    assert not officer.holds(Role.OFFICER)


def test_a_role_never_begins_in_the_past(as_administrator: Client, cast: dict[str, Person]) -> None:
    page = as_administrator.post(
        reverse("organisation:give-role", args=[cast["officer"].pk]),
        {"role": "director", "directorate": "", "starts_on_0": "1", "starts_on_1": "1", "starts_on_2": "2020"},
    )
    assert "Enter today or a later day" in page.content.decode()
    assert not cast["officer"].holdings.filter(role="director").exists()


def test_a_role_is_given_for_a_directorate(
    as_administrator: Client, cast: dict[str, Person], elsewhere: Unit, today: datetime.date
) -> None:
    response = as_administrator.post(
        reverse("organisation:give-role", args=[cast["officer"].pk]),
        {
            "role": "officer",
            "directorate": elsewhere.pk,
            "starts_on_0": today.day,
            "starts_on_1": today.month,
            "starts_on_2": today.year,
        },
    )
    assert response.status_code == 302
    assert cast["officer"].holdings.filter(directorate=elsewhere, starts_on=today, ends_on=None).exists()


def test_the_same_role_is_not_given_twice_for_the_same_days(
    as_administrator: Client, cast: dict[str, Person], places: Unit, today: datetime.date
) -> None:
    page = as_administrator.post(
        reverse("organisation:give-role", args=[cast["officer"].pk]),
        {
            "role": "officer",
            "directorate": places.pk,
            "starts_on_0": today.day,
            "starts_on_1": today.month,
            "starts_on_2": today.year,
        },
    )
    assert "This person already holds this role there on some of these days" in page.content.decode()
    with pytest.raises(IntegrityError, match="role_holding_is_the_only_one_of_its_kind_that_day"), transaction.atomic():
        RoleHolding.objects.create(person=cast["officer"], role="officer", directorate=places, starts_on=today)


def test_the_same_role_may_be_held_again_later(cast: dict[str, Person], places: Unit, today: datetime.date) -> None:
    cast["officer"].holdings.update(ends_on=today)
    RoleHolding.objects.create(person=cast["officer"], role="officer", directorate=places, starts_on=today + DAY)


def test_a_role_must_not_end_before_it_begins(cast: dict[str, Person]) -> None:
    with pytest.raises(IntegrityError, match="role_holding_ends_after_it_starts"), transaction.atomic():
        cast["officer"].holdings.update(ends_on="2010-01-01")


def test_an_administrator_is_one_for_the_whole_body(cast: dict[str, Person], places: Unit) -> None:
    with pytest.raises(ValidationError, match="for the whole body"):
        roles.give_role(person=cast["officer"], role="administrator", directorate=places, by=cast["administrator"])
    with pytest.raises(IntegrityError, match="role_holding_administrator"), transaction.atomic():
        cast["administrator"].holdings.update(directorate=places)


def test_ending_yesterday_ends_a_role_at_once(cast: dict[str, Person], today: datetime.date) -> None:
    holding = cast["officer"].holdings.get()
    roles.end_role(holding=holding, version=version_of(holding), by=cast["administrator"], ends_on=today - DAY)
    assert not Person.objects.get(pk=cast["officer"].pk).holds(Role.OFFICER)


@pytest.mark.parametrize("days", [-2, -2000])
def test_what_was_done_in_a_role_stays_done_in_it(days: int, cast: dict[str, Person], today: datetime.date) -> None:
    holding = cast["officer"].holdings.get()
    with pytest.raises(NotPossible):
        roles.end_role(
            holding=holding, version=version_of(holding), by=cast["administrator"], ends_on=today + days * DAY
        )


def test_a_past_role_is_never_rewritten(cast: dict[str, Person], today: datetime.date) -> None:
    cast["officer"].holdings.update(ends_on=today - 30 * DAY)
    holding = cast["officer"].holdings.get()
    with pytest.raises(NotPossible, match="over"):
        roles.end_role(holding=holding, version=version_of(holding), by=cast["administrator"], ends_on=today)
    with pytest.raises(NotPossible):
        roles.take_back_role(holding=holding, by=cast["administrator"])


def test_the_last_administrator_keeps_the_role(cast: dict[str, Person], today: datetime.date) -> None:
    holding = cast["administrator"].holdings.get()
    with pytest.raises(NotPossible, match="Nobody else"):
        roles.end_role(holding=holding, version=version_of(holding), by=cast["administrator"], ends_on=today)
    make_person("second", Role.ADMINISTRATOR, None)
    roles.end_role(holding=holding, version=version_of(holding), by=cast["administrator"], ends_on=today)


def test_a_role_taken_back_stays_in_the_history(as_administrator: Client, cast: dict[str, Person]) -> None:
    holding = roles.give_role(person=cast["officer"], role=Role.MEMBER, by=cast["administrator"])
    as_administrator.post(reverse("organisation:take-back-role", args=[holding.pk]))
    assert not RoleHolding.objects.filter(pk=holding.pk).exists()
    page = as_administrator.get(reverse("organisation:person-history", args=[cast["officer"].pk])).content.decode()
    assert "Deleted: role" in page


def test_somebody_who_cannot_sign_in_is_given_no_role(cast: dict[str, Person]) -> None:
    cast["officer"].is_active = False
    with pytest.raises(NotPossible):
        roles.give_role(person=cast["officer"], role=Role.MEMBER, by=cast["administrator"])


def test_vacant_roles_are_named(as_administrator: Client, cast: dict[str, Person]) -> None:
    cast["equality_lead"].holdings.all().delete()
    page = as_administrator.get(reverse("organisation:roles")).content.decode()
    assert "Nobody is equality lead." in page
    assert "Adult Social Care has no director." in page
    assert "Place has no director." not in page


@pytest.mark.parametrize("count", [0, 40])
def test_the_page_of_roles_costs_the_same_however_many(
    count: int, as_administrator: Client, places: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        make_person(f"p{number}", Role.OFFICER, places)
    with django_assert_max_num_queries(8):
        as_administrator.get(reverse("organisation:roles"))


def test_a_role_that_ends_before_it_starts_is_refused_with_a_sentence(
    cast: dict[str, Person], today: datetime.date, sign_in: Any
) -> None:
    client = sign_in(cast["administrator"])
    yesterday = today - DAY
    data = {"role": "officer", "starts_on_0": today.day, "starts_on_1": today.month, "starts_on_2": today.year}
    data |= {"ends_on_0": yesterday.day, "ends_on_1": yesterday.month, "ends_on_2": yesterday.year}
    response = client.post(reverse("organisation:give-role", args=[cast["nobody"].pk]), data)
    assert "The last day must not be before the first" in response.content.decode()
    assert not cast["nobody"].holdings.exists()
