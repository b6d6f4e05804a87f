"""Words that were typed and not saved are kept for their writer, on any computer, and shown to nobody else."""

import datetime
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisation.models import Person
from toolkit import presence
from toolkit.models import Draft

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.toolkit.draft_urls")]
Cast = dict[str, Person]
KEEP = "/drafts/keep"
TYPED = "Half a page about bus stops & benches"


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def editor(client: Client, address: str = "/note/") -> str:
    found = re.search(r'name="editor" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found.group(1)


def test_what_is_typed_is_kept_and_offered_on_another_computer(cast: Cast) -> None:
    here, elsewhere = browser(cast["officer"]), browser(cast["officer"])
    answer = here.post(KEEP, {"editor": editor(here), "note": TYPED})
    assert re.fullmatch(r"Your words were kept at \d\d:\d\d\..*", answer.json()["sentence"])
    page = elsewhere.get("/note/").content.decode()
    assert "that were not saved" in page
    assert "bus stops &amp; benches" in page
    assert "</textarea>" in page
    assert TYPED not in re.findall(r"<textarea.*?</textarea>", page, re.DOTALL)[0]


def test_they_are_brought_back_into_the_form_and_gone_once_saved(cast: Cast) -> None:
    client = browser(cast["officer"])
    note = editor(client)
    client.post(KEEP, {"editor": note, "note": TYPED})
    page = client.get("/note/?kept=1").content.decode()
    assert "bus stops &amp; benches" in re.findall(r"<textarea.*?</textarea>", page, re.DOTALL)[0]
    assert Draft.objects.count() == 1
    client.post("/note/", {"editor": note, "note": "refused"})
    assert Draft.objects.get().body == "note=refused"
    client.post("/note/", {"editor": note, "note": TYPED})
    assert not Draft.objects.exists()


def test_they_can_be_thrown_away(cast: Cast) -> None:
    client = browser(cast["officer"])
    note = editor(client)
    client.post(KEEP, {"editor": note, "note": TYPED})
    answer = client.post(reverse("toolkit:throw-draft-away"), {"editor": note})
    assert answer["Location"] == "/note/"
    assert not Draft.objects.exists()
    assert "not saved" not in client.get("/note/").content.decode()


def test_nobody_else_reads_or_touches_them(cast: Cast) -> None:
    writer, other = browser(cast["officer"]), browser(cast["other_officer"])
    note = editor(writer)
    writer.post(KEEP, {"editor": note, "note": TYPED})
    assert "bus stops" not in other.get("/note/").content.decode()
    assert "bus stops" not in other.get("/note/?kept=1").content.decode()
    assert other.post(KEEP, {"editor": note, "note": "Mine now"}).status_code == 400
    other.post(reverse("toolkit:throw-draft-away"), {"editor": note})
    assert Draft.objects.get().person == cast["officer"]
    assert Draft.objects.get().body.startswith("note=Half")


@pytest.mark.parametrize("note", ["", "forged", "a:b:c"])
def test_a_form_that_nobody_opened_is_not_kept(cast: Cast, note: str) -> None:
    assert browser(cast["officer"]).post(KEEP, {"editor": note, "note": TYPED}).status_code == 400
    assert not Draft.objects.exists()


def test_keeping_needs_the_token_of_the_page_and_a_session(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast["officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(KEEP, {"note": TYPED}).status_code == 403
    assert Client().post(KEEP, {"note": TYPED}).status_code == 302
    assert not Draft.objects.exists()


def test_what_is_too_long_to_keep_is_said_so(cast: Cast) -> None:
    client = browser(cast["officer"])
    answer = client.post(KEEP, {"editor": editor(client), "note": "x" * 1_100_000})
    assert answer.status_code == 413
    assert "Save it in parts" in answer.json()["sentence"]


def test_who_else_has_the_page_open_is_said_until_they_save(cast: Cast, rf: Any) -> None:
    cache.clear()

    def request(who: str) -> Any:
        made = rf.get("/note/")
        made.user = cast[who]
        return made

    assert presence.enter(request("officer")) == []
    (opened,) = presence.enter(request("other_officer"))
    assert opened.sentence == "Officer has just opened this page."
    earlier = timezone.now() - datetime.timedelta(minutes=3)
    assert presence.Opened("Priya", earlier).sentence == "Priya opened this page 3 minutes ago."
    assert [each.person for each in presence.others(request("officer"), "/note/")] == ["Other Officer"]
    presence.leave(request("other_officer"))
    assert presence.others(request("officer"), "/note/") == []
