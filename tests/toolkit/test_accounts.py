"""Signing in, signing out, and passwords."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from organisation.models import Person

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
NEW = "a bicycle made of porridge"


@pytest.fixture(autouse=True)
def _no_earlier_tries(db: None) -> None:
    cache.clear()


def sign_in(client: Client, email: str = "officer@example.org", password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def sentences(response: Any) -> list[str]:
    summary = response.content.decode().split("govuk-error-summary__list")[-1].split("</ul>")[0]
    return re.findall(r"<li>(?:<a[^>]*>)?([^<]+)", summary)


def test_nobody_can_sign_up_or_keep_other_addresses(client: Client, cast: dict[str, Person]) -> None:
    assert client.get("/account/signup/").status_code == 404
    sign_in(client)
    assert client.get("/account/email/").status_code == 404


def test_signing_in_leads_home_without_a_banner(client: Client, cast: dict[str, Person]) -> None:
    response = sign_in(client)
    assert response["Location"] == "/"
    assert "notification-banner" not in client.get("/").content.decode()


def test_signing_in_leads_to_the_page_that_was_asked_for_but_never_off_the_site(
    client: Client, cast: dict[str, Person]
) -> None:
    fields = {"login": "officer@example.org", "password": PASSWORD}
    assert client.post("/account/login/", fields | {"next": "/components/"})["Location"] == "/components/"
    assert Client().post("/account/login/", fields | {"next": "https://example.org/"})["Location"] == "/"


def test_an_empty_form_says_what_to_enter(client: Client, cast: dict[str, Person]) -> None:
    assert sentences(client.post("/account/login/", {})) == ["Enter your e-mail address", "Enter your password"]
    wrong = client.post("/account/login/", {"login": "officer", "password": "x"})
    assert sentences(wrong) == ["Enter your e-mail address in the right form, such as name@example.org"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client, cast: dict[str, Person]) -> None:
    known = sentences(sign_in(client, password="wrong password"))
    unknown = sentences(sign_in(client, email="stranger@example.org"))
    assert known == unknown
    assert len(known) == 1


def test_after_five_wrong_passwords_the_account_must_wait_even_with_the_right_one(
    client: Client, cast: dict[str, Person]
) -> None:
    for _try in range(5):
        sign_in(client, password="wrong password")
    response = sign_in(client)
    assert sentences(response) == ["Wait five minutes, then try again: this account was tried too often"]
    assert sign_in(Client(), email="director@example.org").status_code == 302


def test_a_machine_that_guesses_is_stopped_with_a_page_that_says_when_to_come_back(
    client: Client, cast: dict[str, Person]
) -> None:
    answers = [sign_in(client, email=f"guess{number}@example.org") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait five minutes" in answers[-1].content.decode()


def test_somebody_who_may_no_longer_sign_in_is_told_so(client: Client, cast: dict[str, Person]) -> None:
    cast["officer"].is_active = False
    cast["officer"].save()
    response = client.post("/account/login/", {"login": "officer@example.org", "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session
    assert response.status_code == 200


def test_signing_out_takes_a_deliberate_press(client: Client, cast: dict[str, Person]) -> None:
    sign_in(client)
    assert "Do you want to sign out?" in client.get("/account/logout/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/account/logout/")["Location"] == "/account/login/"
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_set_anew_through_a_link_that_works_once(
    client: Client, cast: dict[str, Person], mailoutbox: list[EmailMessage]
) -> None:
    response = client.post("/account/password/reset/", {"email": "officer@example.org"}, follow=True)
    assert "Look for our e-mail" in response.content.decode()
    [message] = mailoutbox
    assert message.subject == "Set a new password for Due Regard"
    address = re.findall(r"https?://[^/]+(/account/password/reset/key/\S+)", str(message.body))[0]
    form = client.get(address, follow=True)
    assert "At least 12 characters" in form.content.decode()
    done = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is set" in done.content.decode()
    assert "This link no longer works" in Client().get(address, follow=True).content.decode()
    assert sign_in(Client(), password=NEW).status_code == 302


def test_asking_for_a_link_does_not_tell_who_has_an_account(
    client: Client, cast: dict[str, Person], mailoutbox: list[EmailMessage]
) -> None:
    response = client.post("/account/password/reset/", {"email": "stranger@example.org"}, follow=True)
    assert "Look for our e-mail" in response.content.decode()
    assert mailoutbox == []


@pytest.mark.parametrize("password", ["short", "password1234", "123456789012", "officer@example.org"])
def test_a_weak_password_is_refused(client: Client, cast: dict[str, Person], password: str) -> None:
    sign_in(client)
    response = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )
    assert sentences(response)


def test_changing_a_password_needs_the_old_one_and_keeps_its_owner_signed_in(
    client: Client, cast: dict[str, Person]
) -> None:
    sign_in(client)
    wrong = client.post("/account/password/change/", {"oldpassword": "no", "password1": NEW, "password2": NEW})
    assert sentences(wrong) == ["Enter the password you have now; the one you entered is not it"]
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert client.get("/").status_code == 200
    assert sign_in(Client(), password=NEW).status_code == 302
