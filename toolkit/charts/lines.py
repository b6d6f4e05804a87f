import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from toolkit.charts.chart import Chart, Words, finished
from toolkit.charts.drawing import (
    CONTEXT,
    DASHES,
    GRID,
    INK,
    LEADING,
    NARROW,
    PALETTE,
    QUIET,
    SIZE,
    SMALL,
    WIDE,
    Drawing,
    Scale,
    Writer,
    apart,
    round_steps,
    wrap,
    writer,
)
from toolkit.charts.lettering import width
from toolkit.symbols import HIDDEN, NOT_AVAILABLE

TARGET_DASH = "6 5"
TALL = 250.0


@dataclass(frozen=True)
class Line:
    """One series over time; a value of None is hidden or missing and breaks the line. At most six series read well."""

    name: str
    points: Sequence[tuple[datetime.date, float | None]]
    is_context: bool = False


def month(day: datetime.date) -> str:
    return format_date(day, "M Y")


def lines(
    *,
    title: Words,
    subtitle: Words,
    source: Words,
    series: Sequence[Line],
    unit: str = "",
    target: float | None = None,
    target_words: Words = "",
    low: float | None = 0,
    high: float | None = None,
    date_words: Callable[[datetime.date], str] = month,
    height: float = TALL,
    alt: Words = "",
) -> Chart:
    """Lines over time, labelled directly where they end, with the target as a broken line.

    `low` and `high` widen the scale (`low=None` starts it near the lowest value); `date_words` writes a date on the axis and
    in the table. `height` is that of the wide drawing's plot in pixels, lower where many charts share a document.
    """
    values = [value for line in series for _day, value in line.points if value is not None]
    write = writer(unit, [*values, target])
    values += [bound for bound in (target, low, high) if bound is not None]
    steps = round_steps(min(values, default=0), max(values, default=1))
    days = sorted({day for line in series for day, _value in line.points})
    described = str(alt) or _alternative(str(title), series, write, date_words)
    if target is not None:
        target_words = target_words or _("Target %(value)s") % {"value": write(target)}
    pictures = [
        _draw(whole, series, days, steps, write, target, str(target_words), date_words, height).svg(described)
        for whole in (WIDE, NARROW)
    ]
    return finished(
        title=title,
        subtitle=subtitle,
        source=source,
        alt=described,
        wide=pictures[0],
        narrow=pictures[1],
        headings=[_("Date"), *(line.name for line in series)],
        rows=[[date_words(day), *(_cell(line, day, write) for line in series)] for day in days],
    )


def _draw(
    whole: float,
    series: Sequence[Line],
    days: Sequence[datetime.date],
    steps: Sequence[float],
    write: Writer,
    target: float | None,
    target_words: str,
    date_words: Callable[[datetime.date], str],
    height: float,
) -> Drawing:
    is_narrow = whole == NARROW
    drawing = Drawing(whole)
    write_step = writer(write.unit, steps, most=2)
    left = max(width(write_step(step), SMALL) for step in steps) + 10
    labels = [line.name for line in series] + ([target_words] if target is not None else [])
    column = 0.0 if is_narrow else min(max((width(label, SIZE) for label in labels), default=0) + 84, whole * 0.32)
    top, bottom = 12.0, 220.0 if is_narrow else height
    right = whole - column - (34 if is_narrow else 8)
    y = Scale(steps[0], steps[-1], bottom, top)
    ordinals = [day.toordinal() for day in days] or [0]
    inset = 14
    x = Scale(min(ordinals), max(ordinals), left + inset, right)
    for step in steps:
        drawing.line(left, y(step), right + inset, y(step), INK if step == 0 or step == steps[0] else GRID, 1)
        drawing.text(left - 8, y(step) + 5, write_step(step), anchor="end", size=SMALL, colour=QUIET)
    _dates(drawing, days, x, bottom, date_words)
    for day in sorted({day for line in series for day, value in line.points if value is None}):
        # Above the plot: near its foot it could be taken for nought.
        drawing.text(x(day.toordinal()), top - 2, HIDDEN, anchor="middle", size=SMALL, colour=QUIET)
    if target is not None:
        drawing.line(left, y(target), right + inset, y(target), INK, 2, TARGET_DASH)
    ends: list[tuple[float, list[str], str]] = []
    for index, line in enumerate(series):
        colour = _colour(series, index)
        end = _series(drawing, line, index, colour, x, y)
        if end is not None:
            ends.append((end[0], [line.name, write(end[1])], colour))
    if target is not None:
        ends.append((y(target), [target_words], INK))
    if is_narrow:
        drawing.height = _key(drawing, series, target_words if target is not None else "", bottom + 34)
        for height, words, colour in ends[: len(ends) - (target is not None)]:
            if len(series) == 1:
                drawing.text(whole, height + 5, words[-1], anchor="end", size=SMALL, colour=colour, is_bold=True)
    else:
        _labels(drawing, ends, right + inset + 8, column - inset - 8, top, bottom)
        drawing.height = bottom + 34
    return drawing


def _series(drawing: Drawing, line: Line, index: int, colour: str, x: Scale, y: Scale) -> tuple[float, float] | None:
    """Draws one series; returns where it ends (pixel) and its last value."""
    piece: list[tuple[float, float]] = []
    marks: list[tuple[float, float]] = []
    end = None
    for day, value in [*sorted(line.points, key=lambda point: point[0]), (datetime.date.max, None)]:
        if value is None:
            if len(piece) > 1:
                drawing.path(piece, colour, 3, DASHES[index % len(DASHES)])
            piece = []
        else:
            piece.append((x(day.toordinal()), y(value)))
            marks.append(piece[-1])
            end = (y(value), value)
    for across, down in marks:
        drawing.mark(across, down, index, colour)
    return end


def _labels(
    drawing: Drawing, ends: Sequence[tuple[float, list[str], str]], left: float, most: float, top: float, bottom: float
) -> None:
    blocks = []
    for height, words, colour in ends:
        value = f" {words[1]}" if len(words) > 1 else ""
        is_short = width(words[0], SIZE) + width(value, SIZE, is_bold=True) <= most
        blocks.append((height, [words[0]] if is_short else wrap(words[0], SIZE, most), value, colour, is_short))
    heights = [
        (height, (len(name) + bool(value and not is_short)) * LEADING + 2)
        for height, name, value, _colour, is_short in blocks
    ]
    placed = apart(heights, top - 10, bottom + 10)
    for middle, (_at, tall), (_height, name, value, colour, is_short) in zip(placed, heights, blocks, strict=True):
        base = middle - tall / 2 + SIZE - 1
        drawing.paragraph(left, base, name, colour=_readable(colour))
        if value and is_short:
            drawing.text(left + width(f"{name[0]} ", SIZE), base, value.strip(), colour=_readable(colour), is_bold=True)
        elif value:
            drawing.text(left, base + len(name) * LEADING, value.strip(), colour=_readable(colour), is_bold=True)


def _key(drawing: Drawing, series: Sequence[Line], target_words: str, y: float) -> float:
    """On a narrow window the names stand below the picture, each with a piece of its line."""
    entries = [(line.name, index) for index, line in enumerate(series)] + ([(target_words, -1)] if target_words else [])
    for name, index in entries:
        y += 8
        if index < 0:
            drawing.line(0, y + 10, 36, y + 10, INK, 2, TARGET_DASH)
        else:
            colour = _colour(series, index)
            drawing.line(0, y + 10, 36, y + 10, colour, 3, DASHES[index % len(DASHES)])
            drawing.mark(18, y + 10, index, colour)
        for line in wrap(name, SIZE, drawing.width - 46):
            drawing.text(46, y + SIZE - 1, line)
            y += LEADING
    return y + 6


def _dates(
    drawing: Drawing,
    days: Sequence[datetime.date],
    x: Scale,
    bottom: float,
    date_words: Callable[[datetime.date], str],
) -> None:
    """The last date always, and from it backwards as many as leave each other room."""
    edge = drawing.width + 9
    for day in reversed(days):
        words, at = date_words(day), x(day.toordinal())
        half = width(words, SMALL) / 2
        drawing.line(at, bottom, at, bottom + 5, QUIET)
        middle = min(max(at, half), drawing.width - half)
        if middle + half + 8 < edge:
            drawing.text(middle, bottom + 22, words, anchor="middle", size=SMALL, colour=QUIET)
            edge = middle - half


def _colour(series: Sequence[Line], index: int) -> str:
    if series[index].is_context:
        return CONTEXT
    return PALETTE[sum(not line.is_context for line in series[:index]) % len(PALETTE)]


def _readable(colour: str) -> str:
    """Words in the colour of their line where that is dark enough to read, else in ink."""
    return colour if colour in ("#12436D", "#801650", "#3D3D3D") else INK


def _cell(line: Line, day: datetime.date, write: Writer) -> str:
    values = dict(line.points)
    if day not in values:
        return NOT_AVAILABLE
    value = values[day]
    return HIDDEN if value is None else write(value)


def _alternative(title: str, series: Sequence[Line], write: Writer, date_words: Callable[[datetime.date], str]) -> str:
    told = []
    for line in series:
        known = sorted((day, value) for day, value in line.points if value is not None)
        if known:
            told.append(
                _("%(name)s: %(first)s in %(start)s, %(last)s in %(end)s")
                % {
                    "name": line.name,
                    "first": write(known[0][1]),
                    "start": date_words(known[0][0]),
                    "last": write(known[-1][1]),
                    "end": date_words(known[-1][0]),
                }
            )
        elif line.points:
            told.append(f"{line.name}: {HIDDEN}")
    return ". ".join([title.rstrip("."), *told]) + "."
