"""Two groups back to back, one row for each level: who is where in an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from toolkit.charts.chart import Chart, Words, finished
from toolkit.charts.drawing import INK, NARROW, PALETTE, QUIET, SMALL, WIDE, Drawing, Scale, Writer, writer
from toolkit.charts.lettering import width
from toolkit.symbols import HIDDEN

THICK = 20
GAP = 7
AIR = 10


@dataclass(frozen=True)
class Level:
    """One level with the size of each group in it. None is a hidden size: a word stands where its bar would."""

    label: str
    left: float | None
    right: float | None


def pyramid(
    *,
    title: Words,
    subtitle: Words,
    source: Words,
    rows: Sequence[Level],
    left: Words,
    right: Words,
    unit: str = "",
    heading: Words = "",
    alt: Words = "",
) -> Chart:
    """The levels from top to bottom as given, `left` and `right` naming the groups; both sides have the same scale.

    The right side is outlined and not filled, so that the sides differ without colour.
    """
    values = [value for row in rows for value in (row.left, row.right) if value is not None]
    write = writer(unit, values)
    described = str(alt) or _alternative(str(title), rows, str(left), str(right), write)
    return finished(
        title=title,
        subtitle=subtitle,
        source=source,
        alt=described,
        wide=_draw(rows, WIDE, write, (str(left), str(right)), described),
        narrow=_draw(rows, NARROW, write, (str(left), str(right)), described),
        headings=[heading or _("Level"), left, right],
        rows=[[row.label, _shown(row.left, write), _shown(row.right, write)] for row in rows],
    )


def _draw(rows: Sequence[Level], whole: float, write: Writer, names: tuple[str, str], alt: str) -> str:
    drawing = Drawing(whole)
    labels = max((width(row.label, SMALL, is_bold=True) for row in rows), default=0) + 2 * AIR
    words = [_said(value, write) for row in rows for value in (row.left, row.right)]
    numbers = max((width(each, SMALL) for each in words), default=0) + AIR
    most = max((value for row in rows for value in (row.left, row.right) if value is not None), default=1) or 1
    inner_left, inner_right = (whole - labels) / 2, (whole + labels) / 2
    to_left = Scale(0, most, inner_left, numbers)
    to_right = Scale(0, most, inner_right, whole - numbers)
    drawing.text(inner_left, 16, names[0], anchor="end", size=SMALL, colour=PALETTE[0], is_bold=True)
    drawing.text(inner_right, 16, names[1], size=SMALL, colour=INK, is_bold=True)
    y = 28.0
    for row in rows:
        middle = y + THICK / 2 + 5
        drawing.text(whole / 2, middle, row.label, anchor="middle", size=SMALL, is_bold=True)
        if row.left is not None:
            end = min(to_left(row.left), inner_left - 1.5)
            drawing.rectangle(end, y, inner_left - end, THICK, PALETTE[0])
        else:
            end = inner_left
        drawing.text(
            end - 6,
            middle,
            _said(row.left, write),
            anchor="end",
            size=SMALL,
            colour=INK if row.left is not None else QUIET,
        )
        if row.right is not None:
            end = max(to_right(row.right), inner_right + 1.5)
            drawing.box(inner_right + 1, y + 1, end - inner_right - 2, THICK - 2, INK)
        else:
            end = inner_right
        drawing.text(
            end + 6,
            middle,
            _said(row.right, write),
            size=SMALL,
            colour=INK if row.right is not None else QUIET,
        )
        y += THICK + GAP
    drawing.height = y - GAP + 4
    return drawing.svg(alt)


def _shown(value: float | None, write: Writer) -> str:
    return HIDDEN if value is None else write(value)


def _said(value: float | None, write: Writer) -> str:
    return _("hidden") if value is None else write(value)


def _alternative(title: str, rows: Sequence[Level], left: str, right: str, write: Writer) -> str:
    told = "; ".join(
        _("%(label)s: %(left_name)s %(left)s, %(right_name)s %(right)s")
        % {
            "label": row.label,
            "left_name": left,
            "left": _said(row.left, write),
            "right_name": right,
            "right": _said(row.right, write),
        }
        for row in ([rows[0], rows[-1]] if len(rows) > 1 else rows)
    )
    return _("%(title)s. From first to last row: %(ends)s. The table gives every value.") % {
        "title": title.rstrip("."),
        "ends": told,
    }
