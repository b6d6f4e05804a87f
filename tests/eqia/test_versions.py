"""Frozen versions: complete, proved by their hash, kept for ever, and readable as PDF."""

import hashlib
import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from eqia import services
from eqia.documents import keep_pdf, make_pdf, pdf_of
from eqia.presenters import version_document
from governance.rules import content_hash
from organisation.models import Characteristic, Person
from tests.eqia.conftest import fresh, in_state, save

Cast = dict[str, Person]


def test_every_submission_and_approval_is_a_version(cast: Cast) -> None:
    assessment = in_state(cast, "returned")
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    version = services.submitted_version(assessment)
    services.attest_assessment(assessment=assessment, by=cast["head_of_service"], read_sha256=version.sha256)
    stages = list(assessment.versions.values_list("number", "stage"))
    assert stages == [(1, "submitted"), (2, "submitted"), (3, "approved")]
    assert all(version.is_intact for version in assessment.versions.all())


def test_the_database_refuses_to_change_or_delete_a_version(cast: Cast) -> None:
    version = in_state(cast, "approved").versions.last()
    for change in (
        lambda: type(version).objects.filter(pk=version.pk).update(payload={}),
        lambda: type(version).objects.filter(pk=version.pk).update(sha256="0" * 64),
        lambda: type(version).objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_version_needs_nothing_else_to_be_read(cast: Cast) -> None:
    assessment = in_state(cast, "approved")
    payload = json.dumps(assessment.versions.last().payload)
    for words in (
        "Six libraries will open for 24 hours a week",
        "What will change?",
        "Gender reassignment",
        "Advance equality of opportunity",
        "Keep two mornings a week",
        "Adjust the proposal",
        "Head Of Service",
        "Checked",
        "section 149",
    ):
        assert words in payload, words
    assert "_id" not in payload
    assert '"pk"' not in payload


def test_a_version_keeps_the_names_of_its_day(cast: Cast) -> None:
    assessment = in_state(cast, "approved")
    Characteristic.objects.filter(key="age").update(name="Age and generation")
    cast["officer"].full_name = "Somebody Else"
    cast["officer"].save()
    payload = json.dumps(assessment.versions.last().payload)
    assert "Age and generation" not in payload
    assert "Somebody Else" not in payload


def test_an_answer_that_no_longer_applies_is_no_part_of_a_version(cast: Cast) -> None:
    assessment = in_state(cast, "returned")
    card = assessment.impacts.get(characteristic__key="age")
    save(
        assessment,
        "impact/age",
        card,
        cast["officer"],
        effect="none",
        known="212 of 640 visits counted in June were by people over 60, all in the mornings that stay.",
        no_impact_reason="All mornings stay: of 212 visits by people over 60 none was at an hour that goes.",
    )
    services.save_screening_answers(
        assessment=assessment,
        revision=services.revision_of(assessment, "groups"),
        answers={"age": "not_relevant"},
        by=cast["officer"],
    )
    version = services.submit_assessment(assessment=assessment, by=cast["officer"])
    age = next(card for card in version.payload["impacts"] if card["key"] == "age")
    assert [answer["key"] for answer in age["answers"]] == ["known", "told", "no_impact_reason"]
    card.refresh_from_db()
    assert card.harm == "Fewer weekday mornings, when older people come."


def test_the_payload_that_can_be_downloaded_has_the_hash_that_is_shown(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "approved")
    version = assessment.versions.last()
    client = sign_in(cast["officer"])
    body = client.get(reverse("eqia:version-payload", args=[assessment.reference, version.number])).content
    assert hashlib.sha256(body).hexdigest() == version.sha256 == content_hash(version.payload)
    assert version.sha256 in client.get(version.get_absolute_url()).content.decode()


def test_the_attestation_says_who_read_which_version_in_which_words(cast: Cast) -> None:
    assessment = in_state(cast, "approved")
    attestation = assessment.versions.last().payload["attestation"]
    submitted = assessment.versions.first()
    assert attestation["version_read"] == 1
    assert attestation["sha256_read"] == submitted.sha256
    assert attestation["name"] == "Head Of Service"
    assert attestation["words"].startswith("I have read this assessment as a whole")


def test_the_pdf_is_made_once_and_the_same_bytes_are_served_for_ever(
    cast: Cast, sign_in: Any, keep_pdf: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assessment = in_state(cast, "approved")
    version = assessment.versions.last()
    assert version.pdf
    client = sign_in(cast["member"])
    url = reverse("eqia:version-pdf", args=[assessment.reference, version.number])
    first = b"".join(client.get(url).streaming_content)
    assert first.startswith(b"%PDF-")
    assert hashlib.sha256(first).hexdigest() == version.pdf_sha256
    cast["officer"].full_name = "Somebody Else"
    cast["officer"].save()
    assert b"".join(client.get(url).streaming_content) == first
    keep_pdf("eqia-version.pdf", first)


def test_a_pdf_asked_for_before_it_is_kept_is_the_one_that_will_be_kept(cast: Cast, settings: Any) -> None:
    version = in_state(cast, "approved").versions.last()
    asked = pdf_of(version)
    keep_pdf(type(version), version.pk)
    keep_pdf(type(version), version.pk)
    version.refresh_from_db()
    assert pdf_of(version) == asked == make_pdf(version)


def test_officers_appear_by_their_posts_unless_the_reader_works_on_it(cast: Cast, sign_in: Any) -> None:
    cast["officer"].job_title = "Library development manager"
    cast["officer"].save()
    assessment = in_state(cast, "published")
    assert version_document(assessment.versions.last())["shows_names"] is False
    url = assessment.published_version.get_absolute_url()
    for who, is_named in (("member", False), ("director", True)):
        page = sign_in(cast[who]).get(url).content.decode()
        body = page[page.index("<main") : page.index("</main>")]
        assert "Library development manager" in body
        assert ("(Officer)" in body) is is_named


def test_a_member_reads_the_approved_version_while_the_next_is_written(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "published")
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="A library was added.")
    assessment = fresh(assessment)
    save(assessment, "proposal", assessment, cast["officer"], summary="Seven libraries will open for 24 hours.")
    page = sign_in(cast["member"]).get(assessment.get_absolute_url()).content.decode()
    assert "Six libraries" in page
    assert "Seven libraries" not in page
