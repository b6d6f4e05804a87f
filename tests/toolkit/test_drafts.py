"""What a person typed is never lost, and never shown to somebody else."""

import re
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from organisation.models import Person
from toolkit import drafts

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.toolkit.draft_urls")]
BANNER = "We kept what you had written"
TYPED = "Half a page about bus stops & benches"


@pytest.fixture
def browser(cast: dict[str, Person]) -> Client:
    """One browser that checks CSRF tokens, as real ones are checked."""
    return Client(enforce_csrf_checks=True)


def sign_in(browser: Client, who: str, *, next_page: str = "") -> Any:
    page = browser.get("/account/login/", {"next": next_page} if next_page else {})
    return browser.post(
        "/account/login/",
        {
            "login": f"{who}@example.org",
            "password": "correct horse battery",
            "next": next_page,
            "csrfmiddlewaretoken": token(page),
        },
    )


def open_page(browser: Client, address: str = "/note/") -> dict[str, str]:
    """The fields of the form, as a browser would send them."""
    page = browser.get(address)
    editor = re.search(r'name="editor" value="([^"]+)"', page.content.decode())
    assert editor
    return {"editor": editor.group(1), "csrfmiddlewaretoken": token(page)}


def token(page: Any) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert found
    return found.group(1)


def lapse(browser: Client) -> None:
    del browser.cookies["sessionid"]


def test_what_was_typed_when_the_session_had_lapsed_is_there_after_signing_in(browser: Client) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser)
    lapse(browser)
    response = browser.post("/note/", fields | {"note": TYPED})
    assert response["Location"] == "/account/login/?next=/note/"
    response = sign_in(browser, "officer", next_page="/note/")
    assert response["Location"] == "/note/"
    page = browser.get("/note/").content.decode()
    assert BANNER in page
    assert "bus stops &amp; benches" in page


def test_it_stays_until_it_is_sent_again(browser: Client) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser)
    lapse(browser)
    browser.post("/note/", fields | {"note": TYPED})
    sign_in(browser, "officer")
    assert BANNER in browser.get("/note/").content.decode()
    fields = open_page(browser)
    assert BANNER in browser.get("/note/").content.decode()
    assert browser.post("/note/", fields | {"note": TYPED}).content.decode() == f"saved: {TYPED}"
    assert BANNER not in browser.get("/note/").content.decode()


def test_another_person_who_signs_in_on_the_same_browser_does_not_see_it(browser: Client) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser)
    lapse(browser)
    browser.post("/note/", fields | {"note": TYPED})
    sign_in(browser, "other_officer")
    page = browser.get("/note/").content.decode()
    assert BANNER not in page
    assert "bus stops" not in page


def test_it_is_shown_on_its_own_page_only(browser: Client) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser)
    lapse(browser)
    browser.post("/note/", fields | {"note": TYPED})
    sign_in(browser, "officer")
    assert "bus stops" not in browser.get("/other-note/").content.decode()


def test_a_page_left_open_while_its_writer_signed_in_again_elsewhere_loses_nothing(browser: Client) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser)
    lapse(browser)
    sign_in(browser, "officer")
    response = browser.post("/note/", fields | {"note": TYPED})
    assert response["Location"] == "/note/"
    assert "bus stops" in browser.get("/note/").content.decode()


def test_a_stale_page_sent_while_nobody_is_signed_in_leads_its_writer_back_to_it(browser: Client) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser)
    sign_in_and_out_elsewhere(browser)
    response = browser.post("/note/", fields | {"note": TYPED})
    assert response["Location"] == "/note/"
    assert browser.get("/note/")["Location"] == "/account/login/?next=/note/"
    sign_in(browser, "officer")
    assert "bus stops" in browser.get("/note/").content.decode()


def sign_in_and_out_elsewhere(browser: Client) -> None:
    lapse(browser)
    sign_in(browser, "other_officer")
    lapse(browser)


def test_a_page_that_somebody_else_left_open_is_refused_with_a_sentence(browser: Client) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser)
    lapse(browser)
    sign_in(browser, "other_officer")
    response = browser.post("/note/", fields | {"note": TYPED})
    assert response.status_code == 403
    assert "This page was open too long" in response.content.decode()
    assert "bus stops" not in browser.get("/note/").content.decode()


@pytest.mark.parametrize(
    "forged",
    ["", "rubbish", signing.dumps({"person": 1, "path": "/note/"}, salt="another")],
    # The last one holds the time, and workers that test side by side must give each test the same name.
    ids=["nothing", "rubbish", "signed for another purpose"],
)
def test_a_forged_note_of_who_opened_the_page_is_ignored(browser: Client, forged: str) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser)
    lapse(browser)
    browser.post("/note/", fields | {"note": TYPED, "editor": forged})
    sign_in(browser, "officer")
    assert BANNER not in browser.get("/note/").content.decode()


def test_the_note_of_another_page_is_ignored(browser: Client) -> None:
    sign_in(browser, "officer")
    fields = open_page(browser, "/other-note/")
    lapse(browser)
    browser.post("/note/", fields | {"note": TYPED})
    sign_in(browser, "officer")
    assert BANNER not in browser.get("/note/").content.decode()


def test_a_stranger_with_a_note_of_their_own_cannot_put_words_in_front_of_somebody_else(browser: Client) -> None:
    sign_in(browser, "other_officer")
    fields = open_page(browser)
    lapse(browser)
    browser.post("/note/", fields | {"note": "Put there by somebody else"})
    sign_in(browser, "officer")
    assert "Put there" not in browser.get("/note/").content.decode()


def test_only_the_latest_drafts_are_kept_and_none_that_is_very_long(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 1)
    sign_in(browser, "officer")
    note, other = open_page(browser), open_page(browser, "/other-note/")
    lapse(browser)
    browser.post("/note/", note | {"note": "first"})
    browser.post("/other-note/", other | {"note": "second"})
    assert list(browser.session[drafts.KEY]) == ["/other-note/"]
    monkeypatch.setattr(drafts, "MOST_CHARACTERS", 100)
    browser.post("/note/", note | {"note": "long " * 100})
    assert list(browser.session[drafts.KEY]) == ["/other-note/"]
