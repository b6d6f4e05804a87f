"""People: added without a password, invited, edited without overwriting, stopped from signing in."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisation.choices import Role
from organisation.models import Person, RoleHolding, Unit
from organisation.services import people
from tests.conftest import make_person
from toolkit.editing import NotPossible
from toolkit.history import ChangedMeanwhile, history_of, version_of

pytestmark = pytest.mark.django_db
PASSWORD = "an entirely new sentence"


def details(person: Person, **changes: Any) -> dict[str, Any]:
    return {
        "full_name": person.full_name,
        "email": person.email,
        "job_title": person.job_title,
        "unit": person.unit_id or "",
        "version": version_of(person),
    } | changes


def test_an_added_person_sets_their_own_password_with_a_link_sent_by_e_mail(
    as_administrator: Client, places: Unit
) -> None:
    as_administrator.post(
        reverse("organisation:add-person"),
        {"full_name": "Nadia Karim", "email": "Nadia@Example.org", "job_title": "", "unit": places.pk},
    )
    person = Person.objects.get(email="nadia@example.org")
    assert not person.has_usable_password()
    (message,) = mail.outbox
    assert message.to == ["nadia@example.org"]
    assert "Administrator has given you an account" in message.body
    link = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", message.body)
    assert link is not None

    visitor = Client()
    page = visitor.get(link[1], follow=True)
    visitor.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert Client().login(email="nadia@example.org", password=PASSWORD)


def test_the_link_works_once(as_administrator: Client, cast: dict[str, Person]) -> None:
    people.invite(person=cast["officer"], by=cast["administrator"])
    path = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", mail.outbox[0].body)[1]
    cast["officer"].set_password(PASSWORD)
    cast["officer"].save()
    page = Client().get(path, follow=True)
    assert "password1" not in page.content.decode()


def test_nobody_is_added_twice_whatever_the_case_of_the_address(
    as_administrator: Client, cast: dict[str, Person]
) -> None:
    page = as_administrator.post(
        reverse("organisation:add-person"), {"full_name": "Twice", "email": "OFFICER@example.org"}
    )
    assert "Somebody with this e-mail address is already here" in page.content.decode()
    with pytest.raises(IntegrityError, match="person_email"):
        Person.objects.create(email="Officer@Example.org", full_name="Twice")


def test_a_new_address_replaces_the_old_one_for_signing_in_too(cast: dict[str, Person]) -> None:
    officer = cast["officer"]
    EmailAddress.objects.create(user=officer, email=officer.email, primary=True, verified=True)
    people.edit_person(
        person=officer,
        version=version_of(officer),
        by=cast["administrator"],
        email="New@example.org",
        full_name="Officer",
        job_title="",
        unit=None,
    )
    assert not EmailAddress.objects.filter(email="officer@example.org").exists()
    assert not Client().login(email="officer@example.org", password="correct horse battery")
    assert Client().login(email="new@example.org", password="correct horse battery")


def test_a_second_editor_overwrites_nothing_silently(as_administrator: Client, cast: dict[str, Person]) -> None:
    officer = cast["officer"]
    opened = details(officer, job_title="Mine")
    Person.objects.filter(pk=officer.pk).update(job_title="Theirs")
    url = reverse("organisation:edit-person", args=[officer.pk])

    page = as_administrator.post(url, opened)
    text = page.content.decode()
    assert "Somebody else changed this while you had it open" in text
    assert "Theirs" in text
    assert 'value="Mine"' in text
    officer.refresh_from_db()
    assert officer.job_title == "Theirs"

    version = re.search(r'name="version" value="(\d+)"', text)[1]
    assert as_administrator.post(url, opened | {"version": version}).status_code == 302
    officer.refresh_from_db()
    assert officer.job_title == "Mine"


def test_the_service_itself_refuses_an_older_version(cast: dict[str, Person]) -> None:
    officer = cast["officer"]
    opened = version_of(officer)
    Person.objects.filter(pk=officer.pk).update(job_title="Theirs")
    with pytest.raises(ChangedMeanwhile):
        people.edit_person(person=officer, version=opened, by=cast["administrator"], email=officer.email, full_name="X")


def test_a_lapsed_session_keeps_what_was_written(as_administrator: Client, cast: dict[str, Person]) -> None:
    officer = cast["officer"]
    url = reverse("organisation:edit-person", args=[officer.pk])
    page = as_administrator.get(url).content.decode()
    editor = re.search(r'name="editor" value="([^"]+)"', page)[1]
    client = Client()
    assert client.post(url, details(officer, job_title="Mine", editor=editor)).status_code == 302
    client.force_login(cast["administrator"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'value="Mine"' in client.get(url).content.decode()


def test_who_is_stopped_is_signed_out_at_once_and_holds_nothing(cast: dict[str, Person]) -> None:
    officer = cast["officer"]
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/").status_code == 200
    people.stop_signing_in(person=officer, by=cast["administrator"], ends_roles=True)
    assert client.get("/").status_code == 302
    assert not Client().login(email=officer.email, password="correct horse battery")
    assert officer.holdings.get().ends_on == timezone.localdate()
    officer.refresh_from_db()
    assert not officer.has_perm("organisation.administer")


def test_who_is_let_in_again_can_sign_in(as_administrator: Client, cast: dict[str, Person]) -> None:
    officer = people.stop_signing_in(person=cast["officer"], by=cast["administrator"])
    as_administrator.post(reverse("organisation:let-in-person", args=[officer.pk]))
    assert Client().login(email=officer.email, password="correct horse battery")


def test_somebody_stopped_is_not_invited(cast: dict[str, Person]) -> None:
    officer = people.stop_signing_in(person=cast["officer"], by=cast["administrator"])
    with pytest.raises(NotPossible):
        people.invite(person=officer, by=cast["administrator"])


def test_the_last_administrator_cannot_stop_themselves(
    as_administrator: Client, administrator: Person, places: Unit
) -> None:
    page = as_administrator.post(reverse("organisation:stop-person", args=[administrator.pk]))
    assert "Nobody else could administer Due Regard" in page.content.decode()
    make_person("second", Role.ADMINISTRATOR, None)
    assert as_administrator.post(reverse("organisation:stop-person", args=[administrator.pk])).status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=officer elsewhere", {"Officer Elsewhere"}),
        ("role=director", {"Director"}),
        ("state=cannot", set()),
        ("state=invited", {"Invited"}),
        ("q=nobody at all", set()),
    ],
)
def test_people_are_found_by_name_role_and_state(
    query: str, found: set[str], as_administrator: Client, cast: dict[str, Person]
) -> None:
    Person.objects.create_user("invited@example.org", None, full_name="Invited")
    page = as_administrator.get(reverse("organisation:people") + "?" + query)
    assert {row["person"].full_name for row in page.context["rows"]} == found


def test_people_are_found_by_directorate_with_its_services(as_administrator: Client, places: Unit) -> None:
    Person.objects.create_user("l@example.org", None, full_name="Librarian", unit=places.children.get())
    page = as_administrator.get(reverse("organisation:people") + f"?directorate={places.pk}&q=Librarian")
    assert [row["person"].full_name for row in page.context["rows"]] == ["Librarian"]


@pytest.mark.parametrize("count", [0, 60])
def test_the_list_of_people_costs_the_same_however_many(
    count: int, as_administrator: Client, places: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        make_person(f"p{number}", Role.OFFICER, places)
    with django_assert_max_num_queries(10):
        as_administrator.get(reverse("organisation:people"))


@pytest.mark.parametrize("count", [1, 20])
def test_a_persons_page_costs_the_same_however_many_roles(
    count: int, as_administrator: Client, cast: dict[str, Person], django_assert_max_num_queries: Any
) -> None:
    for year in range(count):
        RoleHolding.objects.create(
            person=cast["officer"],
            role=Role.MEMBER,
            starts_on=f"{1990 + year}-01-01",
            ends_on=f"{1990 + year}-12-31",
        )
    with django_assert_max_num_queries(9):
        as_administrator.get(reverse("organisation:person", args=[cast["officer"].pk]))
    with django_assert_max_num_queries(12):
        as_administrator.get(reverse("organisation:person-history", args=[cast["officer"].pk]))


def test_an_edit_is_recorded_with_who_made_it_and_in_which_request(
    as_administrator: Client, cast: dict[str, Person]
) -> None:
    officer = cast["officer"]
    url = reverse("organisation:edit-person", args=[officer.pk])
    as_administrator.post(url, details(officer, job_title="Planner"))
    latest = history_of(officer)[0]
    assert (latest.by, latest.source) == ("Administrator", url)
    assert latest.fields == [("Job title", "", "Planner")]
    page = as_administrator.get(reverse("organisation:person-history", args=[officer.pk])).content.decode()
    assert latest.request in page
    assert "Planner" in page
