"""Actions along time: as bars with their deadlines, and as the days of a month."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.choices import Precision, Status
from actionplans.models import Action
from actionplans.presenters.actions import ActionRow
from actionplans.presenters.words import in_words
from actionplans.rules.overdue import REVIEWED
from actionplans.rules.spans import first_day_meant
from governance.models import Meeting
from toolkit.charts import Chart, Entry, Piece, month_sheet, schedule


@dataclass(frozen=True)
class Scheduled:
    """An action of the timeline, for its row of the table."""

    row: ActionRow
    was_due_on: datetime.date | None
    milestones: list[datetime.date]

    @property
    def due(self) -> str:
        """The day, or the days, that the deadline means."""
        day = self.row.action.falls_due_on
        if day is None:
            return ""
        first = self.first_day
        if first == day:
            return in_words(day)
        exact = Precision(self.row.action.deadline_precision).label.lower()
        return _("%(first)s to %(last)s (given as a %(exact)s)") % {
            "first": in_words(first), "last": in_words(day), "exact": exact,
        }  # fmt: skip

    @property
    def first_day(self) -> datetime.date:
        action, day = self.row.action, self.row.action.falls_due_on
        assert day is not None
        return day if action.deadline_kind in REVIEWED else first_day_meant(day, action.deadline_precision)

    @property
    def piece(self) -> Piece:
        action = self.row.action
        day = action.falls_due_on
        assert day is not None
        return Piece(
            label=f"{action.reference} {action.description}",
            due_from=self.first_day,
            due_on=day,
            starts_on=action.starts_on,
            since=action.plan.starts_on,
            was_due_on=self.was_due_on,
            milestones=self.milestones,
            standing=_standing(self.row),
        )


def _standing(row: ActionRow) -> str:
    if row.is_overdue:
        return "late"
    return {Status.COMPLETED: "done", Status.STOPPED: "stopped"}.get(Status(row.action.status), "open")


def scheduled(rows: Sequence[ActionRow], earlier: Mapping[int, datetime.date]) -> list[Scheduled]:
    """`earlier` holds the first deadline of those that moved, by action."""
    return [Scheduled(row, earlier.get(row.action.pk), milestone_days(row.action)) for row in rows]


def milestone_days(action: Action) -> list[datetime.date]:
    return [datetime.date.fromisoformat(each["due_on"]) for each in action.milestones if each["due_on"]]


def timeline_chart(items: Sequence[Scheduled], on: datetime.date) -> Chart:
    late = sum(item.row.is_overdue for item in items)
    title = (
        ngettext("%(late)d of these %(all)d actions is overdue", "%(late)d of these %(all)d actions are overdue", late)
        if late
        else ngettext("This action is not overdue", "None of these %(all)d actions is overdue", len(items))
    ) % {"late": late, "all": len(items)}
    coming = sorted(
        item.row.action.falls_due_on or on for item in items if item.row.action.is_open and not item.row.is_overdue
    )
    finding = _("%s.") % title + (" " + _("The next is due on %s.") % in_words(coming[0]) if coming else "")
    return schedule(
        title=title,
        subtitle=_(
            "Each bar runs from the start to the deadline, a thin line from the start of its plan. An outlined end shows the days that the deadline can mean, a "
            "diamond a milestone, a dotted line a deadline that moved, a triangle what is overdue, a tick what is completed."
        ),
        alt=finding + " " + _("The table below says the same for each action."),
        pieces=[item.piece for item in items],
        today=on,
        today_words=_("Today"),
        headings=[_("Action"), _("Starts"), _("Due")],
        rows=[[item.row.action.description, in_words(item.row.action.starts_on) if item.row.action.starts_on else "", item.due] for item in items],
    )  # fmt: skip


ACTION, MILESTONE, REVIEW, MEETING = 0, 3, 2, 1


@dataclass(frozen=True)
class Dated:
    """Something on a day of the calendar; `kind` is its word, `mark` its shape."""

    day: datetime.date
    kind: str
    words: str
    url: str = ""
    mark: int = ACTION
    is_late: bool = False


@dataclass(frozen=True)
class Month:
    first: datetime.date
    last: datetime.date
    items: list[Dated]
    free: dict[datetime.date, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{MONTHS[self.first.month]} {self.first.year}"

    @property
    def days(self) -> list[tuple[datetime.date, list[Dated], str]]:
        """The days on which there is something, with the bank holiday that the day is."""
        days = sorted({item.day for item in self.items} | set(self.free))
        return [(day, [item for item in self.items if item.day == day], self.free.get(day, "")) for day in days]


def dated_in(
    actions: Sequence[Action], meetings: Sequence[Meeting], first: datetime.date, last: datetime.date, on: datetime.date
) -> list[Dated]:
    """What of these falls into the days from the first to the last."""
    found = []
    for action in actions:
        url, words = action.get_absolute_url(), f"{action.reference} {action.description}"
        due = action.falls_due_on
        if due and first <= due <= last and action.is_open:
            is_review = action.deadline_kind in REVIEWED and due == action.next_review_on
            kind = _("Review") if is_review else _("Deadline")
            found.append(Dated(due, kind, words, url, REVIEW if is_review else ACTION, action.is_overdue(on)))
        if action.status == Status.COMPLETED and action.next_review_on and first <= action.next_review_on <= last:
            found.append(Dated(action.next_review_on, _("Review of what was achieved"), words, url, REVIEW))
        if action.is_open:
            found += [
                Dated(day, _("Milestone"), words, url, MILESTONE)
                for day in milestone_days(action)
                if first <= day <= last and day != due
            ]
    found += [Dated(each.held_on, _("Meeting"), str(each.body), "", MEETING) for each in meetings]
    return sorted(found, key=lambda item: (item.day, item.mark == MEETING, item.words))


def month_chart(month: Month, on: datetime.date) -> Chart:
    late = sum(item.is_late for item in month.items)
    number = len(month.items)
    title = (
        ngettext("%(number)d thing is dated in %(month)s", "%(number)d things are dated in %(month)s", number)
        % {"number": number, "month": month.name}
        if number
        else _("Nothing is dated in %s") % month.name
    )
    return month_sheet(
        title=title,
        subtitle=_(
            "A circle is a deadline, a diamond a milestone, a triangle a review, a square a meeting; what is overdue is "
            "purple. Weekends and bank holidays are shaded."
        ),
        alt=_("%s.") % title
        + (" " + ngettext("%d of them is overdue.", "%d of them are overdue.", late) % late if late else "")
        + " "
        + _("The list of days says the same."),
        first=month.first,
        today=on,
        entries=[Entry(item.day, item.words, item.mark, item.is_late) for item in month.items],
        free_days=list(month.free),
        weekdays=[str(WEEKDAYS[day]) for day in range(7)],
        more_words=_("+%d more"),
        headings=[_("Day"), _("What")],
        rows=[[in_words(item.day), item.words] for item in month.items],
    )
