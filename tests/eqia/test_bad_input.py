"""Whatever is sent to a form of an assessment gets a page that says what to do: never an error of ours, never a word lost."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from eqia.models import Assessment
from eqia.questions import SECTIONS
from organisation.models import Person
from tests.eqia.conftest import fill, fresh, in_state, save, start
from tests.eqia.test_writing import opened
from toolkit.models import Draft

Cast = dict[str, Person]
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
NASTY = {
    "nul": "a\x00b",
    "bidi": "\u202egnp.exe\u202c",
    "script": SCRIPT,
    "template": "{{ request.user }}{% debug %}",
    "quotes": "'\"; DROP TABLE eqia_assessment; --",
    "long": "word " * 12_000,
    "invisible": "\u200b\u00ad\ufeff\u2060",
    "emoji": "👩🏽‍🚒 " * 50,
    "minus": "-1",
    "number": "9" * 400,
    "word": "o\t§ bullet\r\n\r\n\r\n",
}
ADD = ("evidence", "consultation", "mitigation")


def pages(cast: Cast, assessment: Assessment) -> dict[str, str]:
    """The address of every form an officer fills in."""
    reference = assessment.reference
    found = {f"section {key}": reverse("eqia:section", args=[reference, key]) for key in SECTIONS}
    found |= {f"add {key}": reverse("eqia:item-add", args=[reference, key]) for key in ADD}
    found["card"] = reverse("eqia:impact", args=[reference, "age"])
    found["start"] = reverse("eqia:start")
    found["item"] = reverse("eqia:item", args=[reference, "evidence", assessment.evidence.get().pk])
    return found


@pytest.mark.parametrize("nasty", NASTY)
def test_every_form_answers_anything(cast: Cast, sign_in: Any, nasty: str) -> None:
    assessment = fill(start(cast), cast)
    client = sign_in(cast["officer"])
    client.raise_request_exception = True
    for name, url in pages(cast, assessment).items():
        page = client.get(url)
        if page.status_code != 200:
            continue
        fields = opened(client, url)
        answer = client.post(url, {key: value if key == "editor" else NASTY[nasty] for key, value in fields.items()})
        assert answer.status_code in (200, 302, 409), name
        if answer.status_code == 200 and nasty == "script":
            assert SCRIPT not in answer.content.decode(), name


@pytest.mark.parametrize(
    "body",
    [
        b"summary=%ED%A0%80half+a+pair&revision=0",
        b"summary=%FF%FE&revision=nonsense",
        b"revision=" + b"9" * 300,
        b"revision=-5&summary=x",
        b"summary=x&take-summary=both&take-nothing=theirs&take-=mine",
        b"%00=%00&summary=%00",
    ],
)
def test_broken_bytes_get_a_page(cast: Cast, sign_in: Any, body: bytes) -> None:
    url = reverse("eqia:section", args=[start(cast).reference, "proposal"])
    answer = sign_in(cast["officer"]).post(url, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302, 409)


def test_a_text_beyond_the_limit_is_refused_with_all_of_it_kept(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    client = sign_in(cast["officer"])
    url = reverse("eqia:section", args=[assessment.reference, "proposal"])
    written = "A sentence of six words only. " * 2_000
    answer = client.post(url, opened(client, url, summary=written))
    assert answer.status_code == 200
    assert "Shorten this to 50,000 characters" in answer.content.decode()
    assert answer.content.decode().count("A sentence of six words only.") >= 2_000
    assert fresh(assessment).summary == ""
    assert urlencode({"summary": written.strip()})[:1000] in Draft.objects.get().body


def test_a_request_beyond_all_measure_is_refused_not_answered_with_an_error(cast: Cast, sign_in: Any) -> None:
    url = reverse("eqia:section", args=[start(cast).reference, "proposal"])
    client = sign_in(cast["officer"])
    assert client.post(url, {"summary": "x" * 6_000_000}).status_code in (400, 413)


@pytest.mark.parametrize(
    ("section", "values", "says"),
    [
        ("people", {"decision_expected_on_0": "31", "decision_expected_on_1": "2", "decision_expected_on_2": "2027"}, "real date"),
        ("people", {"decision_expected_on_0": "1", "decision_expected_on_1": "", "decision_expected_on_2": "2027"}, "day, month and year"),
        ("people", {"decision_expected_on_0": "1", "decision_expected_on_1": "1", "decision_expected_on_2": "27"}, "four figures"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_named(
    cast: Cast, sign_in: Any, section: str, values: dict[str, str], says: str
) -> None:
    assessment = start(cast)
    client = sign_in(cast["officer"])
    url = reverse("eqia:section", args=[assessment.reference, section])
    answer = client.post(url, opened(client, url, **values))
    assert answer.status_code == 200
    assert says in answer.content.decode()


def test_people_asked_until_before_they_were_asked_from_is_named(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    save(assessment, "screening", assessment.screening, cast["officer"], result="full", reasons="Some.")
    client = sign_in(cast["officer"])
    url = reverse("eqia:item-add", args=[assessment.reference, "consultation"])
    dates = {"starts_on_0": "9", "starts_on_1": "6", "starts_on_2": "2026"}
    dates |= {"ends_on_0": "8", "ends_on_1": "6", "ends_on_2": "2026"}
    answer = client.post(url, opened(client, url, who="Readers of the mobile library", **dates))
    assert answer.status_code == 200
    assert "the same as or after" in answer.content.decode()
    assert "Readers of the mobile library" in answer.content.decode()
    assert not assessment.consultations.exists()


def test_scripts_in_every_text_are_only_text_wherever_it_is_read(cast: Cast, sign_in: Any, keep_pdf: Any) -> None:
    assessment = in_state(cast, "published", title=f"Bins {SCRIPT}")
    reader, client = Client(), sign_in(cast["equality_lead"])
    reference = assessment.reference
    for page in (
        client.get(assessment.get_absolute_url()),
        client.get(reverse("eqia:history", args=[reference])),
        client.get(reverse("eqia:versions", args=[reference])),
        client.get(reverse("eqia:public", args=[reference])),
        client.get(reverse("eqia:register"), {"q": "bins"}),
        reader.get(reverse("public:assessment", args=[reference])),
        reader.get(reverse("public:home")),
    ):
        assert page.status_code == 200
        assert SCRIPT not in page.content.decode()
    keep_pdf("eqia-script-in-title.pdf", reader.get(reverse("public:assessment-pdf", args=[reference])).content)


def test_both_texts_can_be_kept_where_two_people_wrote(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    client = sign_in(cast["officer"])
    url = reverse("eqia:section", args=[assessment.reference, "proposal"])
    mine = opened(client, url, summary="Shared line\nMy own line")
    save(assessment, "proposal", assessment, cast["other_officer"], summary="Shared line\nTheir line", aims="Theirs")
    conflict = client.post(url, mine)
    assert conflict.status_code == 409
    assert "Keep both, one after the other" in conflict.content.decode()
    again = mine | {
        "revision": conflict.context["form"]["revision"].value(),
        "take-summary": "both",
        "take-aims": "theirs",
    }
    assert client.post(url, again).status_code == 302
    after = fresh(assessment)
    assert after.summary == "Shared line\nTheir line\n\nMy own line"
    assert after.aims == "Theirs"


def test_who_opened_the_section_before_is_named(cast: Cast, client: Client) -> None:
    url = reverse("eqia:section", args=[start(cast).reference, "proposal"])
    for who, named in (("officer", False), ("other_officer", True)):
        browser = Client()
        browser.force_login(cast[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        page = browser.get(url).content.decode()
        assert ("Officer has just opened this page." in page) is named
