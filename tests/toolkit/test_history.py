"""What the database records by itself, and how it reads."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from organisation.choices import Role
from organisation.models import Organisation, Person, RoleHolding, Unit
from toolkit.history import (
    ChangedMeanwhile,
    HistoryMiddleware,
    acting,
    events_of,
    history_of,
    lock_unchanged,
    version_of,
)

pytestmark = pytest.mark.django_db


def test_a_change_made_by_raw_sql_is_recorded_too(places: Unit) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unit SET name = 'Places' WHERE id = %s", [places.pk])
    latest = history_of(places)[0]
    assert (latest.kind, latest.fields) == ("Changed", [("Name", "Place", "Places")])
    assert (latest.by, latest.source) == ("nobody signed in", "directly in the database")


def test_a_change_in_a_request_carries_the_person_the_address_and_the_request(
    cast: dict[str, Person], places: Unit
) -> None:
    request = RequestFactory().post("/organisation/units/1/")
    request.user = cast["administrator"]

    def view(request: Any) -> None:
        Unit.objects.filter(pk=places.pk).update(name="Places")
        Organisation.objects.update(name="Test County")

    HistoryMiddleware(view)(request)
    latest, organisation = history_of(places)[0], history_of(Organisation.the())[0]
    assert (latest.by, latest.source) == ("Administrator", "/organisation/units/1/")
    assert len(latest.request) == 8
    assert latest.request == organisation.request


def test_another_request_has_another_number(cast: dict[str, Person], places: Unit) -> None:
    for name in ("One", "Two"):
        request = RequestFactory().post("/")
        request.user = cast["administrator"]
        HistoryMiddleware(lambda request, name=name: Unit.objects.filter(pk=places.pk).update(name=name))(request)
    second, first = history_of(places)[:2]
    assert first.request != second.request


def test_signing_in_counts_from_that_moment_on(cast: dict[str, Person], client: Any) -> None:
    """The person of a request is whoever is signed in when the change is made."""
    response = client.post("/account/login/", {"login": "officer@example.org", "password": "correct horse battery"})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(cast["officer"].pk)


def test_work_in_a_command_or_job_names_the_person_and_the_source(cast: dict[str, Person], places: Unit) -> None:
    with acting(cast["hr_analyst"], "job: Import staff"):
        Unit.objects.filter(pk=places.pk).update(name="Places")
    with acting(None, "command: import_actions"):
        Unit.objects.filter(pk=places.pk).update(name="Place")
    command, job = history_of(places)[:2]
    assert (job.by, job.source) == ("Hr Analyst", "job: Import staff")
    assert (command.by, command.source) == ("nobody signed in", "command: import_actions")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE organisation_unitevent SET name = 'Forged'",
        "DELETE FROM organisation_unitevent",
        "SET LOCAL pghistory.context_id = ''; UPDATE pghistory_context SET metadata = '{}'",
        "DELETE FROM pghistory_context",
    ],
)
def test_history_cannot_be_altered(sql: str, cast: dict[str, Person], places: Unit) -> None:
    with acting(cast["administrator"], "a test"):
        Unit.objects.filter(pk=places.pk).update(name="Places")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_password_is_never_kept_in_the_history(cast: dict[str, Person]) -> None:
    columns = {field.name for field in Person.pgh_event_model._meta.fields}
    assert {"password", "last_login"} & columns == set()


def test_a_change_reads_in_words(cast: dict[str, Person], places: Unit, elsewhere: Unit) -> None:
    officer = cast["officer"]
    Person.objects.filter(pk=officer.pk).update(unit=elsewhere, is_active=False)
    assert history_of(officer)[0].fields == [
        ("Directorate or service", "Place", "Adult Social Care"),
        ("Can sign in", "yes", "no"),
    ]


def test_related_records_stand_in_the_same_history_even_after_they_are_gone(
    cast: dict[str, Person], places: Unit
) -> None:
    officer = cast["officer"]
    RoleHolding.objects.get(person=officer).delete()
    history = history_of(officer, events_of(RoleHolding, person=officer))
    (gone,) = (change for change in history if change.kind == "Deleted")
    assert gone.what == "role"
    assert ("Role", "Officer", "") in gone.fields
    assert ("Directorate", "Place", "") in gone.fields
    assert [change.what for change in history].count("role") == 2


@pytest.mark.parametrize("count", [1, 30])
def test_a_history_costs_the_same_however_long(
    count: int, cast: dict[str, Person], places: Unit, elsewhere: Unit, django_assert_max_num_queries: Any
) -> None:
    officer = cast["officer"]
    for number in range(count):
        with acting(cast["administrator"], "a test"):
            Person.objects.filter(pk=officer.pk).update(unit=elsewhere if number % 2 == 0 else places)
    with django_assert_max_num_queries(3):
        assert len(history_of(officer)) == count + 1


def test_a_long_history_is_cut_at_its_oldest_end(places: Unit) -> None:
    for number in range(5):
        Unit.objects.filter(pk=places.pk).update(name=f"Place {number}")
    history = history_of(places, limit=2)
    assert [change.fields for change in history] == [
        [("Name", "Place 3", "Place 4")],
        [("Name", "Place 2", "Place 3")],
    ]


def test_an_edit_of_the_version_that_was_opened_goes_through(places: Unit) -> None:
    with transaction.atomic():
        assert lock_unchanged(places, version_of(places)) == places


def test_an_edit_of_an_older_version_is_told_what_changed(cast: dict[str, Person], places: Unit) -> None:
    opened = version_of(places)
    with acting(cast["equality_lead"], "a test"):
        Unit.objects.filter(pk=places.pk).update(name="Places")
    with pytest.raises(ChangedMeanwhile) as raised, transaction.atomic():
        lock_unchanged(places, opened)
    (change,) = raised.value.changes
    assert (change.by, change.fields) == ("Equality Lead", [("Name", "Place", "Places")])


def test_a_role_holding_is_recorded_with_its_dates(cast: dict[str, Person]) -> None:
    holding = cast["officer"].holdings.get()
    RoleHolding.objects.filter(pk=holding.pk).update(ends_on="2026-11-30")
    assert history_of(holding)[0].fields == [("Until", "", "30 November 2026")]
    assert history_of(holding)[0].at <= timezone.now()
    assert holding.role == Role.OFFICER
