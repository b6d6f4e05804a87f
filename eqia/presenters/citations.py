"""What became of the library's pieces since an assessment cited them, and how old they are."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eqia.models import Assessment, Consultation, EvidenceItem
from eqia.services.citing import copy_of
from evidence.models import Evidence
from evidence.rules import age_in_years, is_stale, stale_from

# What is told when it differs from the copy; that somebody moved a review date is nobody's news.
TOLD = ("title", "source", "dated", "place", "library_shows", "quality", "file_sha256")


@dataclass(frozen=True)
class LibraryNote:
    """One thing that happened in the library since a piece was cited: a sentence, and the piece to look at."""

    title: str
    sentence: str
    url: str


def cited_items(assessment: Assessment) -> list[EvidenceItem]:
    """The citations of an assessment, each with `age_note` and `notes` on what became of it since. Three queries."""
    items = assessment.evidence.select_related("library_item__file", "library_item__superseded_by").prefetch_related(
        "characteristics"
    )
    today = timezone.localdate()
    found: list[Any] = list(items)
    for item in found:
        item.age_note = age_note(item, assessment.decision_expected_on, today)
        item.notes = notes_on(item)
    return found


def people_asked(assessment: Assessment) -> list[Consultation]:
    """Those who were asked or will be, each with `is_due`: planned, and its day has passed."""
    today = timezone.localdate()
    found: list[Any] = list(assessment.consultations.prefetch_related("characteristics"))
    for item in found:
        last = item.ends_on or item.starts_on
        item.is_due = item.is_planned and last is not None and last < today
    return found


def library_notes(assessment: Assessment) -> list[LibraryNote]:
    """What changed in the library since this assessment cited it, for those who work on it. Two queries."""
    cited = assessment.evidence.filter(library_item__isnull=False).select_related(
        "library_item__file", "library_item__superseded_by"
    )
    return [note for item in cited for note in notes_on(item)]


def notes_on(item: EvidenceItem) -> list[LibraryNote]:
    piece = item.library_item
    if piece is None:
        return []
    sentences = [*_gone(piece), *_changed(item, piece)]
    url = piece.superseded_by.get_absolute_url() if piece.superseded_by else piece.get_absolute_url()
    return [LibraryNote(item.title, sentence, url) for sentence in sentences]


def _gone(piece: Evidence) -> list[str]:
    if piece.withdrawn_on:
        return [
            _("Withdrawn from the library on %(day)s: %(reason)s")
            % {"day": date_format(piece.withdrawn_on, "j F Y"), "reason": piece.withdrawn_reason}
        ]
    if piece.superseded_by:
        return [_("Replaced in the library by “%s”") % piece.superseded_by]
    return []


def _changed(item: EvidenceItem, piece: Evidence) -> list[str]:
    now = copy_of(piece)
    words: dict[str, Any] = {
        "title": _("its title"),
        "source": _("who produced it"),
        "dated": _("its dates"),
        "place": _("its place"),
        "library_shows": _("what it shows"),
        "quality": _("how far it can be trusted"),
        "file_sha256": _("its file"),
    }
    changed = [str(words[name]) for name in TOLD if getattr(item, name) != now[name]]
    return [_("Changed in the library since it was cited: %s") % ", ".join(changed)] if changed else []


def age_note(item: EvidenceItem, decided_on: datetime.date | None, today: datetime.date) -> str:
    """A warning if it is out of date on the day of the decision, or today while that day is not known."""
    on = decided_on or today
    stale_on = stale_from(
        describes_until=item.dated_on, published_on=None, review_by=item.review_by, years=item.stale_after
    )
    if not is_stale(stale_on, on):
        return ""
    if item.dated_on is None:
        return _("Its day for another look has passed.")
    years = age_in_years(item.dated_on, on)
    if decided_on:
        return (
            ngettext("Out of date: %s year old at the decision.", "Out of date: %s years old at the decision.", years)
            % years
        )
    return ngettext("Out of date: %s year old.", "Out of date: %s years old.", years) % years
