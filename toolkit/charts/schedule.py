"""Work along true dates: a bar for each piece of work, up to the day it is due, and a month as a sheet of days."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dateformat import format as format_date

from toolkit.charts.chart import Chart, Words, finished
from toolkit.charts.drawing import CONTEXT, GRID, INK, LEADING, NARROW, PALETTE, QUIET, SMALL, WIDE, Drawing, Scale
from toolkit.charts.lettering import width as width_of
from toolkit.charts.lettering import wrap

LABEL = 232.0
TOP = 30.0
EDGE = 10.0
GHOST = "#8a9299"
# What a bar looks like for work that is under way, late, done or given up; each also differs in shape.
PAINT = {"open": PALETTE[0], "late": PALETTE[2], "done": PALETTE[1], "stopped": CONTEXT}


@dataclass(frozen=True)
class Piece:
    """Work from one day to another.

    `due_from` to `due_on` are the days that the deadline can mean (one day, or a whole month); `was_due_on` is an earlier
    deadline that was given up; `standing` is one of `PAINT`. Where no start is said, a thin line runs from `since`.
    """

    label: str
    due_from: datetime.date
    due_on: datetime.date
    starts_on: datetime.date | None = None
    since: datetime.date | None = None
    was_due_on: datetime.date | None = None
    milestones: Sequence[datetime.date] = ()
    standing: str = "open"

    @property
    def days(self) -> list[datetime.date]:
        known = [self.starts_on, self.was_due_on, self.due_from, self.due_on, *self.milestones]
        return [day for day in known if day is not None]


def schedule(
    *,
    title: Words,
    subtitle: Words,
    alt: Words,
    pieces: Sequence[Piece],
    today: datetime.date,
    today_words: Words,
    headings: Sequence[Words],
    rows: Sequence[Sequence[str]],
    source: Words = "",
) -> Chart:
    """In the order given. A bar runs from the start to the first day that the deadline can mean; the days it can mean are
    outlined; diamonds are milestones; a dashed line leads from an earlier deadline; a line across marks today."""
    wide, narrow = (_drawn(width, pieces, today, str(today_words)).svg(str(alt)) for width in (WIDE, NARROW))
    return finished(
        title=title, subtitle=subtitle, source=source, alt=alt, wide=wide, narrow=narrow, headings=headings, rows=rows
    )


def _drawn(width: float, pieces: Sequence[Piece], today: datetime.date, words: str) -> Drawing:
    drawing = Drawing(width)
    is_wide = width >= WIDE
    left = LABEL if is_wide else EDGE
    labels = [_label(piece.label, LABEL - 16 if is_wide else width - EDGE) for piece in pieces]
    days = [day for piece in pieces for day in piece.days] + [today]
    first, last = min(days).toordinal(), max(days).toordinal()
    room = max((last - first) * 0.03, 7)
    x = Scale(first - room, last + room, left, width - EDGE)
    tops, top = [], TOP
    for lines in labels:
        tops.append(top)
        top += max(34.0, len(lines) * LEADING + 12) if is_wide else len(lines) * LEADING + 34
    _calendar_lines(drawing, x, first - int(room), last + int(room), top, width - left)
    at = x(today.toordinal())
    # Where the labels stand above the bars, the line keeps off them.
    bands = [(TOP - 8, top)] if is_wide else [(TOP - 8, TOP - 2), *_bands(tops, labels)]
    for start, end in bands:
        drawing.line(at, start, at, end, INK, 1.5, "5 4")
    near_left, near_right = at - left < 60, width - at < 60
    anchor = "start" if near_left else "end" if near_right else "middle"
    drawing.text(at, TOP - 13, words, anchor=anchor, size=SMALL, is_bold=True)
    for piece, lines, above in zip(pieces, labels, tops, strict=True):
        for index, line in enumerate(lines):
            drawing.text(0, above + 15 + index * LEADING, line, size=SMALL)
        _piece(drawing, x, piece, above + 14 if is_wide else above + len(lines) * LEADING + 12)
    drawing.height = top + 24
    return drawing


def _bands(tops: Sequence[float], labels: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
    return [
        (top + len(lines) * LEADING, top + len(lines) * LEADING + 26) for top, lines in zip(tops, labels, strict=True)
    ]


def _label(text: str, most: float) -> list[str]:
    """At most two lines."""
    lines = wrap(text, SMALL, most)
    if len(lines) <= 2:
        return lines
    second = lines[1]
    while second and width_of(f"{second}…", SMALL) > most:
        second = second.rsplit(" ", 1)[0] if " " in second else second[:-1]
    return [lines[0], f"{second}…"]


def _piece(drawing: Drawing, x: Scale, piece: Piece, line: float) -> None:
    colour = PAINT[piece.standing]
    due_from, due_on = x(piece.due_from.toordinal()), x(piece.due_on.toordinal())
    if piece.was_due_on and piece.was_due_on != piece.due_on:
        was = x(piece.was_due_on.toordinal())
        drawing.line(was, line, due_on, line, GHOST, 1.5, "2 4")
        drawing.line(was, line - 8, was, line + 8, GHOST, 2)
        drawing.line(was - 4, line - 4, was + 4, line + 4, GHOST, 1.5)
    if piece.starts_on and piece.starts_on < piece.due_from:
        start = x(piece.starts_on.toordinal())
        drawing.rectangle(start, line - 5, due_from - start, 10, colour)
    elif piece.since and piece.since < piece.due_from:
        drawing.line(max(x(piece.since.toordinal()), x.start), line, due_from, line, colour, 1.5)
    if due_on - due_from >= 2:
        drawing.box(due_from, line - 6, due_on - due_from, 12, colour)
    drawing.line(due_on, line - 9, due_on, line + 9, colour, 3)
    if piece.standing == "late":
        drawing.mark(due_on + 10, line, 2, colour)
    elif piece.standing == "done":
        drawing.path([(due_on + 5, line), (due_on + 9, line + 4), (due_on + 16, line - 5)], colour, 2.5)
    for day in piece.milestones:
        drawing.mark(x(day.toordinal()), line, 3, INK)


def _calendar_lines(drawing: Drawing, x: Scale, first: int, last: int, bottom: float, room: float) -> None:
    """The first days of months or years, as many as there is room for."""
    start, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    most = max(2, int(room // 76))
    step = next(each for each in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / each <= most)
    number = start.year * 12 + start.month - 1
    number += -number % step
    while number <= end.year * 12 + end.month - 1:
        day = datetime.date(number // 12, number % 12 + 1, 1)
        at = x(day.toordinal())
        if at >= x.start:
            drawing.line(at, TOP, at, bottom, "#eef0f1", 1)
            words = str(day.year) if step % 12 == 0 else format_date(day, "M Y")
            anchor = "end" if drawing.width - at < 34 else "start" if at < 30 else "middle"
            drawing.text(at, bottom + 18, words, anchor=anchor, size=SMALL, colour=QUIET)
        number += step


@dataclass(frozen=True)
class Entry:
    """Something on a day of a month; `kind` picks its mark."""

    day: datetime.date
    label: str
    kind: int = 0
    is_late: bool = False


def month_sheet(
    *,
    title: Words,
    subtitle: Words,
    alt: Words,
    first: datetime.date,
    today: datetime.date,
    entries: Sequence[Entry],
    free_days: Sequence[datetime.date] = (),
    weekdays: Sequence[str],
    more_words: str,
    headings: Sequence[Words],
    rows: Sequence[Sequence[str]],
) -> Chart:
    """A month from Monday to Sunday. Wide, each day names up to three entries and how many more (`more_words`, "+%d more");
    narrow, it marks them. `free_days` are shaded like weekends."""
    drawings = (
        _sheet(width, first, today, entries, free_days, weekdays, more_words).svg(str(alt)) for width in (960, NARROW)
    )
    wide, narrow = drawings
    return finished(
        title=title, subtitle=subtitle, source="", alt=alt, wide=wide, narrow=narrow, headings=headings, rows=rows
    )


def _sheet(
    width: float,
    first: datetime.date,
    today: datetime.date,
    entries: Sequence[Entry],
    free_days: Sequence[datetime.date],
    weekdays: Sequence[str],
    more_words: str,
) -> Drawing:
    drawing = Drawing(width)
    is_wide = width > NARROW
    cell, tall, head = width / 7, 92.0 if is_wide else 44.0, 26.0
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    for place, name in enumerate(weekdays):
        drawing.text(cell * (place + 0.5), 17, name if is_wide else name[:2], anchor="middle", size=SMALL, colour=QUIET)
    for row, week in enumerate(weeks):
        for place, day in enumerate(week):
            left, top = cell * place, head + row * tall
            if day.month != first.month:
                continue
            if place > 4 or day in free_days:
                drawing.rectangle(left, top, cell, tall, "#f3f2f1")
            drawing.box(left, top, cell, tall, GRID, weight=1)
            if day == today:
                drawing.box(left + 1.5, top + 1.5, cell - 3, tall - 3, INK, weight=3)
            drawing.text(left + 8, top + 20, str(day.day), size=SMALL, is_bold=day == today)
            found = [entry for entry in entries if entry.day == day]
            if is_wide:
                _entries(drawing, left, top, cell, found, more_words)
            else:
                for index, entry in enumerate(found[:4]):
                    drawing.mark(
                        left + 9 + index * 9.5, top + 33, entry.kind, PAINT["late" if entry.is_late else "open"]
                    )
    drawing.height = head + len(weeks) * tall + 2
    return drawing


def _entries(drawing: Drawing, left: float, top: float, cell: float, found: Sequence[Entry], more_words: str) -> None:
    most = 3 if len(found) <= 3 else 2
    for index, entry in enumerate(found[:most]):
        line = top + 41 + index * 20
        drawing.mark(left + 13, line - 4.5, entry.kind, PAINT["late" if entry.is_late else "open"])
        words = entry.label
        while words and width_of(f"{words}…", 13) > cell - 30:
            words = words[:-1]
        drawing.text(left + 23, line, words if words == entry.label else f"{words.rstrip()}…", size=13)
    if len(found) > most:
        drawing.text(left + 23, top + 41 + most * 20, more_words % (len(found) - most), size=13, colour=QUIET)
