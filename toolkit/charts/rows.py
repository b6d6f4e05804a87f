"""Charts made of one row for each thing compared: bars with a benchmark, dots with their intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toolkit.charts.chart import Chart, Words, finished
from toolkit.charts.drawing import (
    CONTEXT,
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
    round_steps,
    wrap,
    writer,
)
from toolkit.charts.lettering import width
from toolkit.symbols import HIDDEN, NOT_AVAILABLE

THICK = 22
GAP = 12
AIR = 14


@dataclass(frozen=True)
class Bar:
    """One bar. `value` None is a hidden or missing figure: `shown` then says why (HIDDEN unless told otherwise).

    `is_context` draws it in grey: a total or another body to compare with.
    """

    label: str
    value: float | None
    shown: str = ""
    benchmark: float | None = None
    is_context: bool = False


@dataclass(frozen=True)
class Dot:
    """One rate with the interval within which it may lie."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    shown: str = ""
    is_context: bool = False


def bars(
    *,
    title: Words,
    subtitle: Words,
    source: Words,
    rows: Sequence[Bar],
    unit: str = "",
    heading: Words = "",
    measure: Words = "",
    benchmark: Words = "",
    highest: float | None = None,
    alt: Words = "",
) -> Chart:
    """Horizontal bars in the order given, with values on the right.

    `unit` stands behind each value ("%"; "£" stands before it); `heading` and `measure` head the table's columns; `benchmark`
    names the black mark drawn across each bar that has one; `highest` fixes the end of the scale (100 for shares).
    """
    values = [value for row in rows for value in (row.value, row.benchmark) if value is not None]
    write = writer(unit, values)

    def paint(drawing: Drawing, row: Bar | Dot, scale: Scale, y: float) -> None:
        assert isinstance(row, Bar)
        if row.value is not None:
            start, end = sorted((scale(0), scale(row.value)))
            drawing.rectangle(start, y, max(end - start, 1.5), THICK, CONTEXT if row.is_context else PALETTE[0])
        _say_hidden(drawing, row, scale, y)
        if row.benchmark is not None:
            drawing.rectangle(scale(row.benchmark) - 3.5, y - 4, 7, THICK + 8, "#ffffff")
            drawing.rectangle(scale(row.benchmark) - 1.75, y - 4, 3.5, THICK + 8, INK)

    def draw(width_: float) -> str:
        return _draw(rows, width_, write, _bounds(values, highest), paint, str(benchmark), described)

    described = str(alt) or _alternative(str(title), rows, write)
    has_benchmark = any(row.benchmark is not None for row in rows)
    return finished(
        title=title,
        subtitle=subtitle,
        source=source,
        alt=described,
        wide=draw(WIDE),
        narrow=draw(NARROW),
        headings=[heading or _("Group"), measure or _("Value"), *([benchmark] if has_benchmark else [])],
        rows=[
            [
                row.label,
                _shown(row, write),
                *([write(row.benchmark) if row.benchmark is not None else NOT_AVAILABLE] if has_benchmark else []),
            ]
            for row in rows
        ],
    )


def dots(
    *,
    title: Words,
    subtitle: Words,
    source: Words,
    rows: Sequence[Dot],
    unit: str = "",
    heading: Words = "",
    measure: Words = "",
    highest: float | None = None,
    alt: Words = "",
) -> Chart:
    """Rates as dots, each on the line of its interval: where lines overlap, a difference may be chance."""
    values = [value for row in rows for value in (row.value, row.low, row.high) if value is not None]
    write = writer(unit, values)

    def paint(drawing: Drawing, row: Bar | Dot, scale: Scale, y: float) -> None:
        assert isinstance(row, Dot)
        colour, middle = CONTEXT if row.is_context else PALETTE[0], y + THICK / 2
        if row.low is not None and row.high is not None:
            drawing.line(scale(row.low), middle, scale(row.high), middle, colour, 2.5)
            for end in (row.low, row.high):
                drawing.line(scale(end), middle - 6, scale(end), middle + 6, colour, 2.5)
        if row.value is not None:
            drawing.parts.append(f'<circle cx="{scale(row.value):.1f}" cy="{middle:.1f}" r="6.5" fill="{colour}"/>')
        _say_hidden(drawing, row, scale, y)

    described = str(alt) or _alternative(str(title), rows, write)
    return finished(
        title=title,
        subtitle=subtitle,
        source=source,
        alt=described,
        wide=_draw(rows, WIDE, write, _bounds(values, highest), paint, "", described),
        narrow=_draw(rows, NARROW, write, _bounds(values, highest), paint, "", described),
        headings=[heading or _("Group"), measure or _("Rate"), _("May lie between")],
        rows=[[row.label, _shown(row, write), _interval(row, write)] for row in rows],
    )


def _draw(
    rows: Sequence[Bar | Dot],
    whole: float,
    write: Writer,
    bounds: tuple[float, float],
    paint: Callable[[Drawing, Bar | Dot, Scale, float], None],
    benchmark: str,
    alt: str,
) -> str:
    is_narrow = whole == NARROW
    drawing = Drawing(whole)
    y = 4.0
    if benchmark:
        y = _key(drawing, benchmark, y)
    longest = max((width(row.label, SIZE) for row in rows), default=0)
    column = 0 if is_narrow else min(longest + AIR, whole * 0.38)
    values = max((width(_shown(row, write), SIZE, is_bold=True) for row in rows), default=0) + AIR
    scale = Scale(*bounds, column + 1, whole - values)
    top = y
    for row in rows:
        lines = wrap(row.label, SIZE, whole if is_narrow else column - AIR)
        if is_narrow:
            drawing.paragraph(0, y + SIZE, lines)
            start = y + len(lines) * LEADING + 8
            y = start + THICK + GAP + 4
        else:
            height = max(THICK, len(lines) * LEADING)
            start = y + (height - THICK) / 2
            first = y + (height - len(lines) * LEADING) / 2 + SIZE - 1
            drawing.paragraph(column - AIR, first, lines, anchor="end")
            y += height + GAP
        paint(drawing, row, scale, start)
        drawing.text(whole, start + SIZE, _shown(row, write), anchor="end", is_bold=True)
    if not is_narrow or bounds[0] < 0:
        drawing.line(scale(max(0, bounds[0])), top - 2, scale(max(0, bounds[0])), y - GAP + 2, INK, 1.5)
    drawing.height = y - GAP + 4
    return drawing.svg(alt)


def _key(drawing: Drawing, benchmark: str, y: float) -> float:
    drawing.rectangle(0, y, 3.5, 18, INK)
    lines = wrap(benchmark, SMALL, drawing.width - 14)
    for index, line in enumerate(lines):
        drawing.text(12, y + 14 + index * LEADING, line, size=SMALL, colour=QUIET)
    return y + len(lines) * LEADING + 14


def _bounds(values: Sequence[float], highest: float | None) -> tuple[float, float]:
    """From zero, or from below it where something is negative, to the highest."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if highest is not None:
        return low, max(high, highest)
    if low < 0:
        steps = round_steps(low, high)
        return steps[0], steps[-1]
    return 0.0, high or 1.0


def _shown(row: Bar | Dot, write: Writer) -> str:
    return row.shown or (write(row.value) if row.value is not None else HIDDEN)


def _say_hidden(drawing: Drawing, row: Bar | Dot, scale: Scale, y: float) -> None:
    """A hidden value has no bar; a word in its place says that it is not nought."""
    if row.value is not None or HIDDEN not in (row.shown or HIDDEN):
        return
    words, at = _("hidden"), scale(0) + 8
    if isinstance(row, Bar) and row.benchmark is not None and scale(row.benchmark) < at + width(words, SMALL) + 8:
        at = scale(row.benchmark) + 10
    drawing.text(at, y + SIZE - 1, words, size=SMALL, colour=QUIET)


def _interval(row: Dot, write: Writer) -> str:
    if row.low is None or row.high is None:
        return HIDDEN if row.value is None else NOT_AVAILABLE
    return _("%(low)s and %(high)s") % {"low": write(row.low), "high": write(row.high)}


def _alternative(title: str, rows: Sequence[Bar | Dot], write: Writer) -> str:
    known = [row for row in rows if row.value is not None]
    if not known:
        return title
    ends = [known[0]] if len(known) == 1 else [known[0], known[-1]]
    told = "; ".join(f"{row.label}: {_shown(row, write)}" for row in ends)
    return _("%(title)s. From first to last row: %(ends)s. The table gives every value.") % {
        "title": title.rstrip("."),
        "ends": told,
    }
