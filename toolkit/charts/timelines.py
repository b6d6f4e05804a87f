"""Events along true dates: one line for each kind of event, each mark with the number under which it is listed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dateformat import format as format_date

from toolkit.charts.chart import Chart, Words, finished
from toolkit.charts.drawing import GRID, INK, NARROW, PALETTE, QUIET, SMALL, WIDE, Drawing, Scale, apart

LANE = 62.0
TOP = 30.0
EDGE = 12.0


@dataclass(frozen=True)
class Moment:
    """Something that happened on a day, or from one day to another, on one of the lines."""

    number: int
    lane: str
    day: datetime.date
    ends_on: datetime.date | None = None


def timeline(
    *,
    title: Words,
    subtitle: Words,
    alt: Words,
    lanes: Sequence[str],
    moments: Sequence[Moment],
    mark: datetime.date | None = None,
    mark_words: Words = "",
    headings: Sequence[Words] = (),
    rows: Sequence[Sequence[str]] = (),
    source: Words = "",
) -> Chart:
    """Lines in the order of `lanes`, without those on which nothing happened; `mark` is a day drawn across them all."""
    used = [lane for lane in lanes if any(moment.lane == lane for moment in moments)]
    wide, narrow = (_drawn(width, used, moments, mark, str(mark_words)).svg(str(alt)) for width in (WIDE, NARROW))
    return finished(
        title=title,
        subtitle=subtitle,
        source=source,
        alt=alt,
        wide=wide,
        narrow=narrow,
        headings=headings,
        rows=rows,
    )


def _drawn(
    width: float, lanes: Sequence[str], moments: Sequence[Moment], mark: datetime.date | None, words: str
) -> Drawing:
    drawing = Drawing(width)
    days = [day for moment in moments for day in (moment.day, moment.ends_on) if day] + ([mark] if mark else [])
    first, last = min(days).toordinal(), max(days).toordinal()
    x = Scale(first, max(last, first + 1), EDGE, width - EDGE)
    bottom = TOP + LANE * len(lanes)
    _months(drawing, x, first, last, bottom)
    if mark:
        at = x(mark.toordinal())
        drawing.line(at, TOP - 8, at, bottom, PALETTE[2], 2, "5 4")
        anchor = "start" if at < width / 3 else "end" if at > width * 2 / 3 else "middle"
        drawing.text(at, TOP - 14, words, anchor=anchor, size=SMALL, colour=PALETTE[2], is_bold=True)
    for index, lane in enumerate(lanes):
        _lane(drawing, x, lane, TOP + LANE * index, [each for each in moments if each.lane == lane], index)
    drawing.height = bottom + 26
    return drawing


def _lane(drawing: Drawing, x: Scale, lane: str, top: float, moments: Sequence[Moment], index: int) -> None:
    line = top + 46
    colour = PALETTE[index % len(PALETTE)]
    drawing.text(0, top + 12, lane, size=SMALL, colour=INK, is_bold=True)
    drawing.line(EDGE, line, drawing.width - EDGE, line, GRID, 1.5)
    centres = [(x(moment.day.toordinal()), 17.0) for moment in moments]
    places = apart(centres, 0, drawing.width)
    for moment, (centre, _width), place in zip(moments, centres, places, strict=True):
        if moment.ends_on and moment.ends_on > moment.day:
            drawing.rectangle(centre, line - 3, x(moment.ends_on.toordinal()) - centre, 6, colour)
        drawing.line(centre, line, place, line - 13, QUIET, 0.75)
        drawing.mark(centre, line, index, colour)
        drawing.text(place, line - 16, str(moment.number), anchor="middle", size=SMALL)


def _months(drawing: Drawing, x: Scale, first: int, last: int, bottom: float) -> None:
    """The first days of months, as many as there is room for."""
    start = datetime.date.fromordinal(first).replace(day=1)
    months = []
    for step in range((last - first) // 28 + 2):
        year, month = divmod(start.month - 1 + step, 12)
        day = datetime.date(start.year + year, month + 1, 1)
        if first <= day.toordinal() <= last:
            months.append(day)
    room = max(1, int(drawing.width // 90))
    every = max(1, -(-len(months) // room))
    for day in months[::every]:
        at = x(day.toordinal())
        drawing.line(at, TOP, at, bottom, "#eef0f1", 1)
        anchor = "start" if at < 30 else "end" if at > drawing.width - 30 else "middle"
        drawing.text(at, bottom + 18, format_date(day, "M Y"), anchor=anchor, size=SMALL, colour=QUIET)
