"""Beginning and writing what is still a draft. Two people cannot overwrite each other: a form carries the version it
was opened at."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from governance.errors import MoveForbidden
from reporting.choices import EditionKind
from reporting.models import Edition, Pack
from reporting.models.document import Document
from reporting.rules.years import report_year
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged

Draft = TypeVar("Draft", bound=Document)

PACK_FIELDS = (
    "meeting",
    "item_number",
    "title",
    "report_of",
    "contact",
    "purpose",
    "summary",
    "recommendations",
    "background",
    "options",
    "consultation",
    "equality_implications",
    "financial_implications",
    "legal_implications",
    "next_steps",
    "background_papers",
)


@transaction.atomic
def begin_edition(*, year: str, by: Any) -> Edition:
    """A draft of the year's annual report. Raises WrongYear, NotPossible, MoveForbidden."""
    if not by.has_perm("reporting.change_edition"):
        raise MoveForbidden
    span = report_year(year)
    if Edition.objects.live().filter(kind=EditionKind.ANNUAL, year=span.label).exists():
        raise NotPossible(_("There is already a report for %s. Open it, or withdraw it first.") % span.label)
    return Edition.objects.create(
        year=span.label,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        title=_("Annual equality report %s") % span.label,
        created_by=by,
    )


@transaction.atomic
def write_edition(*, edition: Edition, version: int, by: Any, **words: str) -> Edition:
    """Keep the foreword and the plans for next year of a draft."""
    draft = _unchanged(edition, version, by)
    for field in ("title", "foreword", "foreword_by", "next_steps"):
        if field in words:
            setattr(draft, field, words[field])
    draft.save()
    return draft


@transaction.atomic
def begin_pack(*, by: Any, **fields: Any) -> Pack:
    """A draft pack for an item of a meeting."""
    if not by.has_perm("reporting.change_pack"):
        raise MoveForbidden
    return Pack.objects.create(created_by=by, **{name: fields[name] for name in PACK_FIELDS if name in fields})


@transaction.atomic
def write_pack(*, pack: Pack, version: int, by: Any, **fields: Any) -> Pack:
    """Keep the covering report of a draft pack."""
    draft = _unchanged(pack, version, by)
    for name in PACK_FIELDS:
        if name in fields:
            setattr(draft, name, fields[name])
    draft.save()
    return draft


def lock_draft(record: Draft, by: Any) -> Draft:
    """The row, locked, if it is a draft that this person may write."""
    locked = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if not locked.allows("change", by):
        raise MoveForbidden
    if not locked.is_draft:
        raise NotPossible(
            _("This is now “%s” and can no longer be changed. Reopen it as a draft first.") % locked.get_state_display()
        )
    return locked


def _unchanged(record: Draft, version: int, by: Any) -> Draft:
    """The draft, locked, if nobody saved it since the form was opened at that version; else raises ChangedMeanwhile."""
    lock_draft(record, by)
    return lock_unchanged(record, version)
