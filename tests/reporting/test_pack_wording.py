"""An EqIA in a committee pack reads as the public reads it: what publishers hid is nowhere in the file."""

import datetime
from typing import Any

import pgtrigger
import pytest
from django.test import Client
from django.urls import reverse

from eqia import services
from eqia.content import content_of
from eqia.models import Assessment, AssessmentVersion, Redaction
from eqia.services import public_wording
from eqia.services.coaching import coach_section
from governance.errors import MoveRefused
from organisation.models import Person
from reporting.covering import pack_payload
from reporting.models import Pack
from reporting.rendering import AppendixChanged, pack_pdf
from reporting.services.appendices import add_appendix, documents_to_append
from reporting.services.files import read_file
from reporting.services.freezing import freeze_pack
from tests.eqia.conftest import fill, fresh, save, start
from tests.eqia.test_publication import pdf_texts, squeezed
from tests.reporting.documents import a_pack

Cast = dict[str, Person]
NAME, FIRM = "Rosalind Quennell", "Thorncastle Holdings"
HIDDEN = ("rosalind", "quennell", "thorncastle")


def approve(assessment: Assessment, cast: Cast) -> AssessmentVersion:
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    version = services.submitted_version(assessment)
    assert version is not None
    services.attest_assessment(assessment=assessment, by=cast["head_of_service"], read_sha256=version.sha256)
    approved = services.version_to_publish(fresh(assessment))
    assert approved is not None
    return approved


@pytest.fixture
def approved(cast: Cast) -> AssessmentVersion:
    """An approved version with a person in its title and a firm in its text."""
    assessment = fill(start(cast, f"Moving the reading group of {NAME}"), cast)
    words = f"{NAME} leads the group; {FIRM} owns the building."
    save(assessment, "proposal", assessment, cast["officer"], summary=words)
    return approve(assessment, cast)


def hide(version: AssessmentVersion, cast: Cast, words: str, reason: str) -> None:
    services.hide_words(assessment=version.assessment, words=words, reason=reason, by=cast["committee_clerk"])


def hide_both(version: AssessmentVersion, cast: Cast) -> None:
    hide(version, cast, NAME, "personal")
    hide(version, cast, FIRM, "para-3")


def publish(version: AssessmentVersion, cast: Cast) -> None:
    services.publish_assessment(assessment=version.assessment, by=cast["committee_clerk"])


def pack_with(version: AssessmentVersion, cast: Cast) -> Pack:
    pack = a_pack(cast)
    add_appendix(pack=pack, by=cast["committee_clerk"], assessment_version=version)
    return pack


def reread(version: AssessmentVersion) -> AssessmentVersion:
    return AssessmentVersion.objects.get(pk=version.pk)


@pytest.mark.parametrize("is_published", [True, False])
def test_hidden_words_are_nowhere_in_a_pack(
    approved: AssessmentVersion, cast: Cast, sign_in: Any, keep_pdf: Any, is_published: bool
) -> None:
    hide_both(approved, cast)
    if is_published:
        publish(approved, cast)
    pack = pack_with(approved, cast)
    version = freeze_pack(pack=pack, by=cast["committee_clerk"])
    content = read_file(version)
    keep_pdf("pack-redacted.pdf", content)
    clerk = sign_in(cast["committee_clerk"])
    found = list(pdf_texts(content))
    printed = squeezed(found[0])
    found += [str(version.payload), clerk.get(pack.get_absolute_url()).content.decode()]
    for text in found:
        for word in (*HIDDEN, approved.sha256):
            assert word not in squeezed(text)
    assert public_wording(reread(approved)).sha256 in printed
    for words in ("[redacted: personal data]", "[redacted: Schedule 12A, paragraph 3]", f"Version {approved.number}, "):
        assert squeezed(words) in printed


def test_the_same_look_at_a_pack_without_hidden_words_finds_them(approved: AssessmentVersion, cast: Cast) -> None:
    pack = pack_with(approved, cast)
    text, *rest = pdf_texts(read_file(freeze_pack(pack=pack, by=cast["committee_clerk"])))
    bookmarks = rest[2]
    for word in HIDDEN:
        assert word in squeezed(text)
    assert "quennell" in squeezed(bookmarks)


def test_the_pages_of_a_draft_name_an_eqia_as_the_public_does(
    approved: AssessmentVersion, cast: Cast, sign_in: Any
) -> None:
    hide_both(approved, cast)
    ((_key, choice),) = documents_to_append(a_pack(cast, item_number="8"), cast["committee_clerk"])
    assert choice.endswith("without the words that are hidden from the public")
    pack, clerk = pack_with(approved, cast), sign_in(cast["committee_clerk"])
    for url in (pack.get_absolute_url(), reverse("reporting:pack-appendices", args=[pack.pk])):
        page = clerk.get(url).content.decode()
        assert "reading group of [redacted: personal data]" in page
        assert "quennell" not in squeezed(page)


def test_what_is_to_be_hidden_next_is_hidden_at_once_and_what_was_lifted_waits(
    approved: AssessmentVersion, cast: Cast
) -> None:
    hide(approved, cast, NAME, "personal")
    publish(approved, cast)
    assert public_wording(reread(approved)).pk is not None
    for each in Redaction.objects.filter(version=approved):
        services.show_words(assessment=approved.assessment, redaction=each, by=cast["committee_clerk"])
    assert "quennell" not in squeezed(str(public_wording(reread(approved)).payload))
    hide(approved, cast, FIRM, "para-3")
    payload = squeezed(str(public_wording(reread(approved)).payload))
    for word in HIDDEN:
        assert word not in payload


def test_a_later_version_that_is_not_public_hides_what_the_public_version_before_it_hid(
    approved: AssessmentVersion, cast: Cast
) -> None:
    hide_both(approved, cast)
    publish(approved, cast)
    assessment = fresh(approved.assessment)
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="A library was added.")
    later = approve(assessment, cast)
    assert later.number > approved.number
    payload = squeezed(str(pack_payload(pack_with(reread(later), cast))))
    for word in HIDDEN:
        assert word not in payload


def test_a_frozen_pack_stays_as_it_was_frozen(approved: AssessmentVersion, cast: Cast) -> None:
    version = freeze_pack(pack=pack_with(approved, cast), by=cast["committee_clerk"])
    before = read_file(version)
    hide_both(approved, cast)
    publish(approved, cast)
    version.refresh_from_db()
    assert version.is_intact
    assert read_file(version) == before


def test_marks_that_no_longer_fit_stop_the_pack(approved: AssessmentVersion, cast: Cast, sign_in: Any) -> None:
    Redaction.objects.create(
        version=approved, path="/title", start=0, end=9999, reason="personal", by=cast["committee_clerk"]
    )
    pack = pack_with(approved, cast)
    with pytest.raises(MoveRefused, match="not where they were marked"):
        freeze_pack(pack=pack, by=cast["committee_clerk"])
    assert Pack.objects.get(pk=pack.pk).is_draft
    page = sign_in(cast["committee_clerk"]).get(pack.get_absolute_url()).content.decode()
    assert approved.assessment.reference in page
    assert "Quennell" not in page


def test_an_appendix_that_is_not_what_was_chosen_is_refused(approved: AssessmentVersion, cast: Cast) -> None:
    payload = pack_payload(pack_with(approved, cast))
    (entry,) = payload["appendices"]
    with pytest.raises(AppendixChanged):
        pack_pdf(payload | {"appendices": [entry | {"content": entry["content"] | {"title": "Another"}}]})
    with pgtrigger.ignore("eqia.AssessmentVersion:frozen"):
        AssessmentVersion.objects.filter(pk=approved.pk).update(payload=approved.payload | {"title": "Another"})
    with pytest.raises(AppendixChanged):
        pack_pdf(payload)


def test_whoever_writes_the_covering_report_is_told_of_hidden_words_in_it(
    approved: AssessmentVersion, cast: Cast, sign_in: Any
) -> None:
    hide_both(approved, cast)
    pack = pack_with(approved, cast)
    clerk = sign_in(cast["committee_clerk"])
    assert "that are hidden in an appendix" not in clerk.get(pack.get_absolute_url()).content.decode()
    Pack.objects.filter(pk=pack.pk).update(consultation="We asked Rosalind\r\nQuennell.")
    page = clerk.get(pack.get_absolute_url()).content.decode()
    assert "that are hidden in an appendix" in page
    assert f"<li>{NAME}</li>" in page
    assert FIRM not in page


@pytest.mark.parametrize("many", [1, 4])
def test_the_pages_of_a_pack_ask_as_little_for_many_eqias_as_for_one(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any, many: int
) -> None:
    pack, clerk = a_pack(cast), sign_in(cast["committee_clerk"])
    for number in range(many):
        version = approve(fill(start(cast, f"Opening hours {number}"), cast), cast)
        add_appendix(pack=pack, by=cast["committee_clerk"], assessment_version=version)
    for url in (pack.get_absolute_url(), reverse("reporting:pack-appendices", args=[pack.pk])):
        with django_assert_max_num_queries(16):
            assert clerk.get(url).status_code == 200


def test_the_public_register_says_which_eqias_look_back(approved: AssessmentVersion, cast: Cast) -> None:
    publish(approved, cast)
    assert "Retrospective" not in Client().get(reverse("public:home")).content.decode()
    assessment = fill(start(cast, "Bus passes"), cast)
    Assessment.objects.filter(pk=assessment.pk).update(
        options_formed_on=assessment.started_on - datetime.timedelta(days=30)
    )
    assessment = fresh(assessment)
    for asked in assessment.asked_about(content_of(assessment)):
        if asked.prompt.must_answer:
            rule, card = asked.prompt.key, asked.prompt.card
            services.reply_to_prompt(
                assessment=assessment,
                rule=rule,
                card=card,
                reply="Nothing was settled; the second option was changed.",
                about=asked.prompt.about,
                revision=services.revision_of(assessment, coach_section(rule, card)),
                by=cast["officer"],
            )
    publish(approve(assessment, cast), cast)
    page = Client().get(reverse("public:home")).content.decode()
    assert page.count("Retrospective") == 1
