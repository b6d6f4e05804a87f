"""Reports and packs from draft to publication, through the services."""

import datetime
import hashlib
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pypdf import PdfReader

from governance.errors import MoveForbidden, MoveRefused
from governance.services import move
from reporting.models import Edition, EditionVersion, Pack
from reporting.rules.years import WrongYear
from reporting.services.appendices import add_appendix, documents_to_append, raise_appendix, remove_appendix
from reporting.services.editing import begin_edition, write_edition, write_pack
from reporting.services.files import FileDamaged, keep_file, read_file
from reporting.services.freezing import freeze_edition, freeze_pack, queue_freezing
from reporting.services.publishing import publish_edition, publish_pack
from tests.reporting.documents import (
    FAKE_PDF,
    a_draft,
    a_frozen_edition,
    a_frozen_pack,
    a_meeting,
    a_pack,
    a_published_edition,
    a_withdrawn_edition,
    latest,
)
from toolkit.editing import NotPossible
from toolkit.history import ChangedMeanwhile, version_of
from toolkit.models import JobState

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """No WeasyPrint where the test is not about the PDF itself."""
    for name in ("edition_pdf", "pack_pdf"):
        monkeypatch.setattr(f"reporting.services.freezing.{name}", lambda payload: FAKE_PDF)


def again(record: Any) -> Any:
    """The record as it stands in the database now."""
    return type(record).objects.get(pk=record.pk)


def test_only_the_equality_lead_begins_a_report(cast: dict[str, Any]) -> None:
    with pytest.raises(MoveForbidden):
        begin_edition(year="2025-26", by=cast["committee_clerk"])
    with pytest.raises(WrongYear):
        begin_edition(year="2025", by=cast["equality_lead"])


def test_a_year_has_one_report_until_it_is_withdrawn(cast: dict[str, Any]) -> None:
    first = a_published_edition(cast)
    with pytest.raises(NotPossible, match="already a report for 2025-26"):
        begin_edition(year="2025-26", by=cast["equality_lead"])
    move(first, "withdraw", by=cast["equality_lead"], reason="A table was wrong.")
    second = a_published_edition(cast)
    assert again(first).superseded_by == second


def test_the_database_refuses_a_second_live_report_for_a_year(cast: dict[str, Any]) -> None:
    first = a_draft(cast)
    with pytest.raises(IntegrityError, match="edition_is_the_only_live_one_of_its_year"), transaction.atomic():
        Edition.objects.create(
            year=first.year,
            starts_on=first.starts_on,
            ends_on=first.ends_on,
            title="Another",
            created_by=cast["equality_lead"],
        )


def test_nobody_overwrites_what_somebody_else_saved_meanwhile(cast: dict[str, Any]) -> None:
    edition, lead = a_draft(cast), cast["equality_lead"]
    opened_at = version_of(edition)
    write_edition(edition=edition, version=opened_at, by=lead, foreword="First", foreword_by="Me")
    with pytest.raises(ChangedMeanwhile):
        write_edition(edition=edition, version=opened_at, by=lead, foreword="Second")
    assert again(edition).foreword == "First"


def test_what_is_frozen_cannot_be_edited(cast: dict[str, Any]) -> None:
    edition = a_frozen_edition(cast)
    with pytest.raises(NotPossible, match="can no longer be changed"):
        write_edition(edition=edition, version=version_of(edition), by=cast["equality_lead"], foreword="Too late")
    pack = a_pack(cast)
    move(pack, "freeze", by=cast["committee_clerk"])
    with pytest.raises(NotPossible):
        write_pack(pack=pack, version=version_of(pack), by=cast["committee_clerk"], summary="Too late")


def test_a_report_without_plans_for_next_year_is_not_frozen(cast: dict[str, Any]) -> None:
    edition = begin_edition(year="2025-26", by=cast["equality_lead"])
    with pytest.raises(MoveRefused, match="what you will do next year"):
        freeze_edition(edition=edition, by=cast["equality_lead"])
    assert again(edition).is_draft
    assert not edition.versions.exists()


def test_freezing_fixes_content_and_file_under_their_hashes(cast: dict[str, Any], keep_pdf: Any) -> None:
    told: list[int] = []
    version = freeze_edition(
        edition=a_draft(cast), by=cast["equality_lead"], report=lambda done, total, step: told.append(done)
    )
    assert version.is_intact
    content = read_file(version)
    assert hashlib.sha256(content).hexdigest() == version.pdf_sha256
    assert told == sorted(told)
    assert told[-1] == 100
    keep_pdf("annual-report-empty-council.pdf", content)


def test_the_database_refuses_to_change_a_frozen_version_or_its_file(cast: dict[str, Any]) -> None:
    version = latest(a_frozen_edition(cast))
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        EditionVersion.objects.filter(pk=version.pk).update(payload={})
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        keep_file(version=version, name="other.pdf", content=b"%PDF-1.7 another")
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        version.delete()
    assert read_file(again(version)) == FAKE_PDF


def test_a_file_that_is_not_the_kept_one_is_never_given_out(cast: dict[str, Any]) -> None:
    version = latest(a_frozen_edition(cast))
    with version.pdf.storage.open(version.pdf.name, "wb") as file:
        file.write(b"%PDF-1.7 changed")
    with pytest.raises(FileDamaged):
        read_file(version)
    version.pdf.storage.delete(version.pdf.name)
    with pytest.raises(FileDamaged):
        read_file(version)


def test_reopening_needs_a_reason_and_keeps_the_frozen_version(cast: dict[str, Any], quick_pdf: None) -> None:
    edition = a_frozen_edition(cast)
    with pytest.raises(MoveRefused, match="Enter the reason"):
        move(edition, "reopen", by=cast["equality_lead"])
    reopened = move(edition, "reopen", by=cast["equality_lead"], reason="The foreword names the wrong councillor.")
    second = freeze_edition(edition=reopened, by=cast["equality_lead"])
    assert [version.number for version in edition.versions.all()] == [1, 2]
    assert again(edition).latest_version == second


def test_the_clerk_does_not_publish_the_report_and_the_lead_not_the_pack(cast: dict[str, Any]) -> None:
    with pytest.raises(MoveForbidden):
        publish_edition(edition=a_frozen_edition(cast), by=cast["committee_clerk"])
    pack = a_pack(cast)
    with pytest.raises(MoveForbidden):
        freeze_pack(pack=pack, by=cast["equality_lead"])


def test_a_withdrawn_report_has_its_dates_and_reason(cast: dict[str, Any]) -> None:
    edition = a_withdrawn_edition(cast)
    assert edition.published_on is not None
    assert edition.withdrawn_on is not None
    assert edition.moves.last().reason == "A table was wrong."
    assert edition.moves.last().words == "Withdrawn"


def test_a_job_freezes_and_leads_to_the_file(
    cast: dict[str, Any], quick_pdf: None, django_capture_on_commit_callbacks: Any
) -> None:
    edition = a_draft(cast)
    with django_capture_on_commit_callbacks(execute=True):
        job = queue_freezing(document=edition, by=cast["equality_lead"])
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.problems
    assert job.result["url"].endswith("/versions/1/pdf")
    assert again(edition).is_frozen


def test_a_job_that_is_refused_says_why_and_changes_nothing(
    cast: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    edition = begin_edition(year="2025-26", by=cast["equality_lead"])
    with django_capture_on_commit_callbacks(execute=True):
        jobs = [queue_freezing(document=edition, by=cast[who]) for who in ("equality_lead", "committee_clerk")]
    for job, sentence in zip(jobs, ("Enter what you will do next year.", "You may no longer do this."), strict=True):
        job.refresh_from_db()
        assert job.state == JobState.FAILED
        assert job.problems[0].startswith(sentence)


def test_appendices_are_added_moved_and_taken_out_in_order(cast: dict[str, Any]) -> None:
    clerk, pack = cast["committee_clerk"], a_pack(cast)
    versions = [latest(a_frozen_edition(cast, year)) for year in ("2023-24", "2024-25", "2025-26")]
    for version in versions:
        add_appendix(pack=pack, by=clerk, edition_version=version)
    with pytest.raises(NotPossible, match="already an appendix"):
        add_appendix(pack=pack, by=clerk, edition_version=versions[0])
    raise_appendix(pack=pack, position=3, by=clerk)
    assert [appendix.version for appendix in pack.appendices.all()] == [versions[0], versions[2], versions[1]]
    raise_appendix(pack=pack, position=1, by=clerk)
    remove_appendix(pack=pack, position=1, by=clerk)
    assert [(each.position, each.version) for each in pack.appendices.all()] == [(1, versions[2]), (2, versions[1])]
    assert [words for _key, words in documents_to_append(pack, clerk)] == ["Annual equality report 2023-24 (frozen)"]


def test_a_pack_is_one_document_from_cover_to_last_appendix(cast: dict[str, Any], keep_pdf: Any) -> None:
    clerk, pack = cast["committee_clerk"], a_pack(cast)
    edition = latest(a_frozen_edition(cast))
    add_appendix(pack=pack, by=clerk, edition_version=edition)
    version = freeze_pack(pack=pack, by=clerk)
    content = read_file(version)
    keep_pdf("pack.pdf", content)
    reader = PdfReader(BytesIO(content))
    pages = [page.extract_text() for page in reader.pages]
    cover = pages[0]
    assert "Equality and Inclusion Committee" in cover
    assert "9 December 2026" in cover
    assert "1 December 2026 (5 clear working days before the meeting)" in cover
    for number, text in enumerate(pages[1:], start=2):
        assert f"Page {number} of {len(pages)}" in text
    assert any("Item 7, Appendix 1" in text for text in pages)
    assert edition.sha256 in "".join(pages).replace("\n", "")
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == ["Contents", "Covering report", "Appendix 1: Annual equality report 2025-26"]


def test_a_pack_says_what_it_still_lacks(cast: dict[str, Any]) -> None:
    pack = a_pack(cast, recommendations="", equality_implications="")
    with pytest.raises(MoveRefused) as refusal:
        freeze_pack(pack=pack, by=cast["committee_clerk"])
    assert refusal.value.sentences == ["Enter at least one recommendation.", "Enter the equality implications."]


@pytest.mark.parametrize(("today", "is_in_time"), [("2026-12-01", True), ("2026-12-02", False)])
def test_publishing_a_pack_too_late_needs_a_reason_for_urgency(
    cast: dict[str, Any], monkeypatch: pytest.MonkeyPatch, today: str, is_in_time: bool
) -> None:
    pack = a_frozen_pack(cast)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: datetime.date.fromisoformat(today))
    if not is_in_time:
        with pytest.raises(MoveRefused, match="too few clear days"):
            publish_pack(pack=pack, by=cast["committee_clerk"])
    published = publish_pack(
        pack=pack, by=cast["committee_clerk"], urgency="" if is_in_time else "A court set the date."
    )
    assert published.is_published


def test_people_see_drafts_only_if_they_prepare_them(cast: dict[str, Any]) -> None:
    a_draft(cast, "2024-25")
    a_published_edition(cast, "2025-26")
    seen = {
        name: Edition.objects.visible_to(cast[name]).count() for name in ("equality_lead", "committee_clerk", "member")
    }
    assert seen == {"equality_lead": 2, "committee_clerk": 2, "member": 1}
    assert Pack.objects.visible_to(cast["member"]).count() == 0


def test_a_meeting_may_have_packs_for_several_items(cast: dict[str, Any]) -> None:
    meeting = a_meeting()
    a_pack(cast, meeting=meeting, item_number="7")
    a_pack(cast, meeting=meeting, item_number="8")
    assert meeting.packs.count() == 2
