"""The public version: hidden words are nowhere in it, and what was published is kept."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from eqia import services
from eqia.models import Assessment, PublicVersion, Redaction
from eqia.redaction import Span, find, left_standing, public_content, redacted, texts
from eqia.tasks import keep_public_pdf
from governance.errors import MoveForbidden, MoveRefused
from organisation.models import Person
from tests.eqia.conftest import fill, fresh, save, start

Cast = dict[str, Person]
NAME = "Rosalind Quennell"
FIRM = "Thorncastle Holdings"
WORDS = (
    "libraries readers Six Keep None Visits mornings Half money borrowers week Saturdays".split()  # noqa: SIM905
)
TITLE = "Moving the reading group of Rosalind Quennell"


@pytest.fixture
def approved(cast: Cast) -> Assessment:
    """An approved assessment that names a person in its title, its texts and its evidence, and a firm once."""
    assessment = fill(start(cast, TITLE), cast)
    save(
        assessment,
        "proposal",
        assessment,
        cast["officer"],
        summary=f"Six libraries change.\r\nRosalind   Quennell leads the group; {FIRM} owns the building.",
        affected="About 9,400 borrowers, and rosalind quennell’s six readers.",
    )
    services.add_item(
        assessment=assessment,
        section="evidence",
        values={
            "title": f"Letter of {NAME}",
            "source": "Libraries",
            "shows": "It helps.",
            "link": "https://example.org/letters/Rosalind-Quennell.pdf",
        },
        by=cast["officer"],
    )
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    version = services.submitted_version(assessment)
    assert version is not None
    services.attest_assessment(assessment=assessment, by=cast["head_of_service"], read_sha256=version.sha256)
    return fresh(assessment)


def hide(
    assessment: Assessment, cast: Cast, words: str = NAME, reason: str = "personal", **more: Any
) -> list[Redaction]:
    return services.hide_words(assessment=assessment, words=words, reason=reason, by=cast["committee_clerk"], **more)


@pytest.fixture
def published(approved: Assessment, cast: Cast) -> Assessment:
    hide(approved, cast)
    hide(approved, cast, FIRM, "para-3")
    hide(approved, cast, "Rosalind-Quennell", "personal", path=link_of(approved))
    services.publish_assessment(assessment=approved, by=cast["committee_clerk"])
    return fresh(approved)


def link_of(assessment: Assessment) -> str:
    version = services.version_to_publish(assessment)
    assert version is not None
    return next(each.path for each in texts(version.payload) if each.keys[-1] == "link")


def pdf_texts(content: bytes) -> Iterator[str]:
    """Everything a PDF holds: its text, metadata, bookmarks, attachments and every decompressed object."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert not reader.attachments
    yield " ".join(page.extract_text() for page in reader.pages)
    yield str(reader.metadata)
    yield str(reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else "")
    yield str([each.title for each in _bookmarks(reader.outline)])
    for number in range(len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 2000):
        try:
            found = reader.get_object(number)
        except Exception:  # numbers that no object has
            continue
        yield str(found)
        if hasattr(found, "get_data") and "/Image" not in str(found.get("/Subtype", "")):
            yield found.get_data().decode("latin-1")


def _bookmarks(outline: Any) -> Iterator[Any]:
    for each in outline:
        if isinstance(each, list):
            yield from _bookmarks(each)
        else:
            yield each


def squeezed(text: str) -> str:
    """Without markup, white space, hyphens and case: words split by any of them are found all the same."""
    return re.sub(r"[\s\u00ad\u2010-\u2015\u200b-\u200f\u2060\ufeff-]+", "", re.sub(r"<[^>]*>", "", text)).lower()


def test_hidden_words_are_in_nothing_that_the_public_can_get(published: Assessment, keep_pdf: Any) -> None:
    public = published.public_versions.get()
    keep_public_pdf(public.pk)
    reader = Client()
    page = reader.get(reverse("public:assessment", args=[published.reference]))
    pdf = reader.get(reverse("public:assessment-pdf", args=[published.reference]))
    keep_pdf("public-redacted.pdf", pdf.content)
    found = [page.content.decode(), str(page.headers), str(pdf.headers), *pdf_texts(pdf.content)]
    for query in ({}, {"q": NAME}, {"q": "Quennell"}, {"q": "quennel"}, {"q": "Thorncastle"}, {"q": "reading group"}):
        listed = reader.get(reverse("public:home"), query)
        # What somebody searched for stands in the search box, and nowhere else.
        found.append(re.sub(r'<input[^>]*name="q"[^>]*>', "", listed.content.decode()))
        for word in query.get("q", "").split():
            found[-1] = found[-1].replace(f"“{word}”", "")
    found += [str(path) for path in Path(settings.MEDIA_ROOT).rglob("*")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, text, vector::text FROM eqia_searchdocument WHERE audience = 'public'")
        found += [str(row) for row in cursor.fetchall()]
        cursor.execute("SELECT word FROM eqia_searchword WHERE audience = 'public'")
        found += [str(row) for row in cursor.fetchall()]
        cursor.execute("SELECT payload::text FROM eqia_publicversion")
        found += [str(row) for row in cursor.fetchall()]
    for text in found:
        for word in ("rosalind", "quennell", "thorncastle"):
            assert word not in squeezed(text)
    assert "[redacted: personal data]" in page.content.decode()
    assert "[redacted: Schedule 12A, paragraph 3]" in page.content.decode()


def test_the_leak_test_would_notice(approved: Assessment, cast: Cast) -> None:
    """The same look at a version in which nothing is hidden finds the words in every place."""
    services.publish_assessment(assessment=approved, by=cast["committee_clerk"])
    pdf = Client().get(reverse("public:assessment-pdf", args=[approved.reference])).content
    text, metadata, *_rest = list(pdf_texts(pdf))
    assert "quennell" in squeezed(text)
    assert "quennell" in squeezed(metadata)
    assert "quennell" in squeezed(Client().get(reverse("public:home")).content.decode())


def test_no_hash_of_the_approved_version_is_public(published: Assessment) -> None:
    """Whoever has all but one name could try names until the hash agrees."""
    page = Client().get(reverse("public:assessment", args=[published.reference])).content.decode()
    payload = str(published.public_versions.get().payload)
    for version in published.versions.all():
        assert version.sha256 not in page + payload


def test_the_public_content_has_no_names_and_no_inner_steps(published: Assessment) -> None:
    payload = published.public_versions.get().payload
    assert "steps" not in payload
    assert payload["author"] == {"post": "Officer"}
    assert public_content({"lead": {"name": "A", "post": "B"}, "steps": [1], "x": [{"sha256_read": "1"}]}) == {
        "lead": {"post": "B"},
        "x": [{}],
    }


def test_the_approved_version_is_as_it_was(published: Assessment) -> None:
    version = published.published_version
    assert version is not None
    assert version.is_intact
    assert NAME in version.payload["title"]
    assert published.public_versions.get().is_intact


def test_a_published_redaction_is_lifted_never_deleted_or_changed(published: Assessment, cast: Cast) -> None:
    redaction = Redaction.objects.filter(version__assessment=published).first()
    assert redaction is not None
    for change in (
        lambda: Redaction.objects.filter(pk=redaction.pk).delete(),
        lambda: Redaction.objects.filter(pk=redaction.pk).update(reason="legal"),
        lambda: Redaction.objects.filter(pk=redaction.pk).update(start=0),
        lambda: PublicVersion.objects.update(payload={}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    services.show_words(assessment=published, redaction=redaction, by=cast["equality_lead"])
    redaction.refresh_from_db()
    assert redaction.lifted_by == cast["equality_lead"]


def test_an_unpublished_redaction_can_be_taken_back(approved: Assessment, cast: Cast) -> None:
    (redaction,) = hide(approved, cast, FIRM)
    services.show_words(assessment=approved, redaction=redaction, by=cast["committee_clerk"])
    assert not Redaction.objects.exists()


def test_hiding_everywhere_finds_other_cases_and_line_ends_but_no_longer_words(
    approved: Assessment, cast: Cast
) -> None:
    assert len(hide(approved, cast)) == 4
    assert find("Anna and Annabel; ANNA’s", "anna") == [(0, 4), (18, 22)]
    assert find("Mary\r\nJones", "Mary Jones") == [(0, 11)]
    assert find("o'Neil", "O’Neil") == [(0, 6)]
    assert hide(approved, cast) == []


def test_one_of_several_places_can_be_chosen(approved: Assessment, cast: Cast) -> None:
    version = services.version_to_publish(approved)
    assert version is not None
    path = next(each.path for each in texts(version.payload) if "bread" in each.text or each.text.startswith("Six"))
    (redaction,) = hide(approved, cast, "e", path=path, which=2)
    text = next(each.text for each in texts(version.payload) if each.path == path)
    assert redaction.start == text.index("e", text.index("e") + 1)


def test_words_that_do_not_stand_there_are_refused(approved: Assessment, cast: Cast) -> None:
    for words, path in (("Nobody At All", ""), (NAME, "/reference"), ("", ""), (NAME, "/nowhere/0")):
        with pytest.raises(MoveRefused):
            hide(approved, cast, words, path=path)


def test_marks_that_touch_become_one_and_always_have_the_same_length() -> None:
    payload = {"proposal": [{"question": "?", "answer": "Ann Lee and Bo"}]}
    path = "/proposal/0/answer"

    def shown(*spans: tuple[int, int, str]) -> str:
        made = redacted(payload, [Span(path, *span) for span in spans], lambda reason: reason)
        return str(made["proposal"][0]["answer"])

    assert shown((0, 3, "a"), (2, 7, "b")) == "[redacted: a; b] and Bo"
    assert shown((0, 7, "a"), (12, 14, "a")) == "[redacted: a] and [redacted: a]"
    with pytest.raises(ValueError, match=path):
        shown((12, 20, "a"))


def test_words_that_can_still_be_read_elsewhere_are_named() -> None:
    payload = {
        "title": "Group of Margaret Pell",
        "proposal": [{"question": "?", "answer": "Mrs Pell and margaret pell"}],
    }
    found = left_standing(payload, [Span("/title", 9, 22, "personal")])
    assert found == {
        "Margaret Pell": ["/proposal/0/answer"],
        "Margaret": ["/proposal/0/answer"],
        "Pell": ["/proposal/0/answer"],
    }


def test_a_change_of_what_is_hidden_makes_a_new_public_version_with_a_note(published: Assessment, cast: Cast) -> None:
    url = reverse("public:assessment", args=[published.reference])
    with pytest.raises(MoveRefused, match="Nothing differs"):
        services.publish_anew(assessment=published, note="Again", by=cast["equality_lead"])
    hide(published, cast, "9,400", "small")
    assert "9,400" in Client().get(url).content.decode()
    with pytest.raises(MoveRefused, match="Enter why"):
        services.publish_anew(assessment=published, note=" ", by=cast["equality_lead"])
    services.publish_anew(assessment=published, note="A number was too small.", by=cast["equality_lead"])
    page = Client().get(url).content.decode()
    assert "9,400" not in page
    assert "A number was too small." in page
    first, second = published.public_versions.order_by("number")
    assert (first.withdrawal_note, first.withdrawn_by) == ("A number was too small.", cast["equality_lead"])
    assert second.is_shown
    assert first.sha256 not in page


def test_what_is_taken_down_is_gone_at_once_even_its_title(published: Assessment, cast: Cast) -> None:
    services.take_down(assessment=published, note="We look at it again.", by=cast["committee_clerk"])
    page = Client().get(reverse("public:assessment", args=[published.reference])).content.decode()
    assert "We look at it again." in page
    assert "reading group" not in page
    assert Client().get(reverse("public:assessment-pdf", args=[published.reference])).status_code == 404
    assert published.reference not in Client().get(reverse("public:home")).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM eqia_searchdocument WHERE audience = 'public'),"
                       " (SELECT count(*) FROM eqia_searchword WHERE audience = 'public')")  # fmt: skip
        assert cursor.fetchone() == (0, 0)
    services.publish_anew(assessment=published, note="Looked at.", by=cast["committee_clerk"])
    assert Client().get(reverse("public:assessment-pdf", args=[published.reference])).status_code == 200


def test_what_is_published_is_what_was_previewed(approved: Assessment, cast: Cast, sign_in: Any) -> None:
    clerk = sign_in(cast["committee_clerk"])
    page = clerk.get(reverse("eqia:publish", args=[approved.reference])).content.decode()
    seen = re.search(r'name="sha256" value="(\w+)"', page)
    assert seen
    hide(approved, cast)
    url = reverse("eqia:publish", args=[approved.reference])
    answer = clerk.post(url, {"sha256": seen.group(1)}, follow=True).content.decode()
    assert "Read it again before you publish it" in answer
    assert not approved.public_versions.exists()
    seen = re.search(r'name="sha256" value="(\w+)"', clerk.get(url).content.decode())
    assert seen
    clerk.post(url, {"sha256": seen.group(1)})
    assert approved.public_versions.get().sha256 == seen.group(1)


def test_the_next_version_offers_to_hide_the_same_words_again(published: Assessment, cast: Cast, sign_in: Any) -> None:
    services.revise_assessment(assessment=published, by=cast["officer"], reason="A library was added.")
    assert services.version_to_publish(fresh(published)) == published.published_version
    services.submit_assessment(assessment=published, by=cast["officer"])
    services.check_assessment(assessment=published, by=cast["equality_adviser"])
    version = services.submitted_version(published)
    assert version is not None
    services.attest_assessment(assessment=published, by=cast["head_of_service"], read_sha256=version.sha256)
    clerk = sign_in(cast["committee_clerk"])
    url = reverse("eqia:public", args=[published.reference])
    assert "Hide them again" in clerk.get(url).content.decode()
    clerk.post(reverse("eqia:hide-again", args=[published.reference]))
    assert "Hide them again" not in clerk.get(url).content.decode()
    services.publish_assessment(assessment=fresh(published), by=cast["committee_clerk"])
    page = Client().get(reverse("public:assessment", args=[published.reference])).content.decode()
    assert "quennell" not in squeezed(page)


@pytest.mark.parametrize("who", ["officer", "equality_adviser", "head_of_service", "member", "administrator"])
def test_nobody_else_hides_or_publishes(approved: Assessment, cast: Cast, who: str) -> None:
    person = cast[who]
    for step in (
        lambda: services.hide_words(assessment=approved, words=NAME, reason="personal", by=person),
        lambda: services.hide_again(assessment=approved, by=person),
        lambda: services.publish_anew(assessment=approved, note="x", by=person),
        lambda: services.take_down(assessment=approved, note="x", by=person),
        lambda: services.publish_assessment(assessment=approved, by=person),
    ):
        with pytest.raises(MoveForbidden):
            step()


def test_words_are_hidden_on_the_page_without_scripts(approved: Assessment, cast: Cast, sign_in: Any) -> None:
    clerk = sign_in(cast["committee_clerk"])
    url = reverse("eqia:redact-text", args=[approved.reference]) + "?at=/title"
    assert f">{NAME}</textarea>" in re.sub(r"\s*\n\s*", "", clerk.get(url + "&from=28&to=45").content.decode())
    page = clerk.post(url, {"words": "Nobody", "reason": "personal"}).content.decode()
    assert "do not stand in this text" in page
    page = clerk.post(url, {"words": NAME, "reason": "personal"}).content.decode()
    assert "Select which to hide" in page
    assert "Everywhere in this assessment: 4 places" in page
    answer = clerk.post(url, {"words": NAME, "reason": "personal", "place": "all"}, follow=True)
    assert "Hidden in 1 place." in answer.content.decode()
    assert "can still be read in" in answer.content.decode()
    for strange in ("?at=/nowhere", "", "?at=/steps/0/reason", "?at=" + "/" * 300):
        assert clerk.get(reverse("eqia:redact-text", args=[approved.reference]) + strange).status_code == 404


def test_what_an_officer_wrote_is_escaped_where_words_are_hidden(cast: Cast, sign_in: Any) -> None:
    script = "<script>alert(1)</script> twice, <script>alert(1)</script> twice"
    assessment = fill(start(cast, "Bus stops"), cast)
    save(assessment, "proposal", assessment, cast["officer"], summary=script)
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    version = services.submitted_version(assessment)
    assert version is not None
    services.attest_assessment(assessment=assessment, by=cast["head_of_service"], read_sha256=version.sha256)
    clerk = sign_in(cast["committee_clerk"])
    path = next(each.path for each in texts(version.payload) if each.text == script)
    url = reverse("eqia:redact-text", args=[assessment.reference]) + f"?at={path}"
    pages = [
        clerk.post(url, {"words": "twice", "reason": "personal"}),
        clerk.post(url, {"words": "twice", "reason": "personal", "place": "1"}, follow=True),
        clerk.get(reverse("eqia:redact", args=[assessment.reference])),
        clerk.get(reverse("eqia:public", args=[assessment.reference])),
        clerk.get(reverse("eqia:public-preview", args=[assessment.reference])),
    ]
    for page in pages:
        assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("many", [1, 12])
@pytest.mark.parametrize("name", ["public", "redact", "public-preview"])
def test_pages_of_the_public_version_have_a_ceiling_of_queries(
    approved: Assessment, cast: Cast, sign_in: Any, name: str, many: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(many):
        hide(approved, cast, WORDS[number])
    clerk = sign_in(cast["committee_clerk"])
    with django_assert_max_num_queries(24):
        assert clerk.get(reverse(f"eqia:{name}", args=[approved.reference])).status_code == 200
