from collections.abc import Sequence
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
    WIDE,
    Drawing,
    Scale,
    Writer,
    apart,
    wrap,
    writer,
)
from toolkit.charts.lettering import width
from toolkit.symbols import HIDDEN


@dataclass(frozen=True)
class Slope:
    """One thing at two dates; None is hidden or missing. `is_context` draws it in grey."""

    label: str
    before: float | None
    after: float | None
    is_context: bool = False


def slope(
    *,
    title: Words,
    subtitle: Words,
    source: Words,
    rows: Sequence[Slope],
    before: Words,
    after: Words,
    unit: str = "",
    heading: Words = "",
    alt: Words = "",
) -> Chart:
    """Two dates side by side: which way did each go? `before` and `after` name the dates."""
    write = writer(unit, [value for row in rows for value in (row.before, row.after)])
    described = str(alt) or _alternative(str(title), rows, write)
    return finished(
        title=title,
        subtitle=subtitle,
        source=source,
        alt=described,
        wide=_draw(WIDE, rows, str(before), str(after), write).svg(described),
        narrow=_draw(NARROW, rows, str(before), str(after), write).svg(described),
        headings=[heading or _("Group"), before, after],
        rows=[[row.label, _shown(row.before, write), _shown(row.after, write)] for row in rows],
    )


def _draw(whole: float, rows: Sequence[Slope], before: str, after: str, write: Writer) -> Drawing:
    drawing = Drawing(whole)
    begin = max((width(_shown(row.before, write), SIZE) for row in rows), default=0.0) + 12
    left = max(begin, width(before, SIZE) / 2, 0 if whole == NARROW else 150)
    right = 158.0 if whole == NARROW else 400.0
    values = [value for row in rows for value in (row.before, row.after) if value is not None]
    top, bottom = 44.0, 44.0 + max(200, 34 * len(rows))
    low, high = min(values, default=0), max(values, default=1)
    y = Scale(low, high, bottom - 12, top + 12)
    for at, words in ((left, before), (right, after)):
        drawing.text(at, 18, words, anchor="middle", colour=QUIET)
        drawing.line(at, top - 14, at, bottom, CONTEXT, 1)
    begins, ends = [], []
    for row in rows:
        colour = CONTEXT if row.is_context else PALETTE[0]
        if row.before is not None and row.after is not None:
            drawing.path([(left, y(row.before)), (right, y(row.after))], colour, 3)
        for at, value in ((left, row.before), (right, row.after)):
            if value is not None:
                drawing.mark(at, y(value), 0, colour)
        if row.before is not None:
            begins.append((y(row.before), write(row.before)))
        room = whole - right - 12
        end = _shown(row.after, write)
        ends.append(
            (y(row.after if row.after is not None else row.before or low), wrap(f"{end} {row.label}", SIZE, room))
        )
    for middle, (_at, words) in zip(apart([(at, LEADING) for at, _w in begins], top, bottom), begins, strict=True):
        drawing.text(left - 10, middle + 5, words, anchor="end")
    heights = [(at, len(lines) * LEADING) for at, lines in ends]
    for middle, (_at, lines) in zip(apart(heights, top - 12, bottom + 60), ends, strict=True):
        drawing.paragraph(right + 12, middle - len(lines) * LEADING / 2 + SIZE - 2, lines, colour=INK)
    drawing.height = max(bottom, *(0.0, *(at for at, _l in ends))) + 12
    return drawing


def _shown(value: float | None, write: Writer) -> str:
    return HIDDEN if value is None else write(value)


def _alternative(title: str, rows: Sequence[Slope], write: Writer) -> str:
    told = [
        _("%(label)s: from %(before)s to %(after)s")
        % {"label": row.label, "before": _shown(row.before, write), "after": _shown(row.after, write)}
        for row in rows[:6]
    ]
    return ". ".join([title.rstrip("."), *told]) + "."
