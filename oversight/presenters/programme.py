"""The programme of a year: what was agreed, what is done, what is late and whose."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oversight.choices import Stand
from oversight.models import Programme, ProgrammeEntry
from oversight.presenters.states import STANDS
from oversight.rules.programme import late_stage
from oversight.rules.years import words_of_year


@dataclass(frozen=True)
class EntryRow:
    """An entry with where it stands on a day."""

    entry: ProgrammeEntry
    stand: Stand
    on: datetime.date

    @property
    def tag(self) -> dict[str, Any]:
        return STANDS[self.stand]

    @property
    def was_due_on(self) -> datetime.date | None:
        """For a late entry: the deadline it missed first."""
        if self.stand != Stand.LATE:
            return None
        screened_on = getattr(self.entry, "screened_on", None)
        is_screening = (
            late_stage(on=self.on, screened_by=self.entry.screened_by, screened_on=screened_on) == "screening"
        )
        return self.entry.screened_by if is_screening else self.entry.assessed_by

    @property
    def days_late(self) -> int:
        return (self.on - self.was_due_on).days if self.was_due_on else 0

    @property
    def whose(self) -> str:
        return str(self.entry.lead or self.entry.unit)


@dataclass(frozen=True)
class ProgrammeRow:
    """One directorate's programme with its counts. Agreed counts what was agreed; added is what came later."""

    programme: Programme
    entries: list[EntryRow]

    @property
    def counts(self) -> dict[str, int]:
        stands = Counter(row.stand.value for row in self.entries)
        agreed = sum(row.entry.is_agreed for row in self.entries)
        return {
            "agreed": agreed,
            "added": len(self.entries) - agreed if self.programme.is_agreed else 0,
            "screened": stands[Stand.SCREENED] + stands[Stand.ASSESSED],
            "assessed": stands[Stand.ASSESSED],
            "late": stands[Stand.LATE],
            "dropped": stands[Stand.DROPPED],
        }

    @property
    def late(self) -> list[EntryRow]:
        return [row for row in self.entries if row.stand == Stand.LATE]


def programme_rows(
    programmes: Iterable[Programme], entries: Iterable[ProgrammeEntry], on: datetime.date
) -> list[ProgrammeRow]:
    """`entries` come from `with_progress`, so that nothing more is asked of the database."""
    of: dict[int, list[EntryRow]] = defaultdict(list)
    for entry in entries:
        of[entry.programme_id].append(EntryRow(entry, entry.stand(on), on))
    return [ProgrammeRow(each, of[each.pk]) for each in programmes]


def totals(rows: Iterable[ProgrammeRow]) -> dict[str, int]:
    added: Counter[str] = Counter()
    for row in rows:
        added.update(row.counts)
    return {name: added[name] for name in ("agreed", "added", "screened", "assessed", "late", "dropped")}


def sentences(rows: list[ProgrammeRow], year: int) -> list[str]:
    """The programme in words, for the page, the extract and the committee."""
    sums = totals(rows)
    found = [
        _(
            "For %(year)s, %(agreed)d assessments were agreed; %(assessed)d are done, %(screened)d are at least screened."
        )
        % {"year": words_of_year(year), **{name: sums[name] for name in ("agreed", "assessed", "screened")}}
    ]
    if late := [entry for row in rows for entry in row.late]:
        oldest = max(late, key=lambda each: each.days_late)
        found.append(
            ngettext("%d is late.", "%d are late.", len(late)) % len(late)
            + " "
            + _("The longest wait is for “%(title)s” (%(unit)s), %(days)d days past its deadline.")
            % {"title": oldest.entry.title, "unit": oldest.entry.unit, "days": oldest.days_late}
        )
    if sums["dropped"]:
        found.append(
            ngettext("%d was dropped, with a reason.", "%d were dropped, each with a reason.", sums["dropped"])
            % sums["dropped"]
        )
    unagreed = [str(row.programme.unit) for row in rows if not row.programme.is_agreed]
    if unagreed:
        found.append(_("Not agreed yet: %s.") % ", ".join(unagreed))
    return found


HEADINGS = ("agreed", "screened", "assessed", "late", "dropped", "added")


def extract(rows: list[ProgrammeRow], seen: Collection[int]) -> tuple[list[str], list[list[Any]]]:
    """Every entry as a line of a table, with its assessment if that is among those the reader has `seen`."""
    headings = [
        _("Directorate"), _("Service"), _("Policy or proposal"), _("Kind"), _("Agreed"), _("Screened by"), _("Assessed by"),
        _("Standing"), _("Days late"), _("Whose"), _("EqIA"), _("Why dropped"),
    ]  # fmt: skip
    lines: list[list[Any]] = [
        [
            str(row.programme.unit),
            str(each.entry.unit),
            each.entry.title,
            str(each.entry.get_kind_display()),
            _("yes") if each.entry.is_agreed else _("no"),
            each.entry.screened_by.isoformat(),
            each.entry.assessed_by.isoformat(),
            str(each.stand.label),
            each.days_late,
            each.whose,
            each.entry.assessment.reference if each.entry.assessment and each.entry.assessment_id in seen else "",
            each.entry.dropped_because,
        ]
        for row in rows
        for each in row.entries
    ]
    return headings, lines
