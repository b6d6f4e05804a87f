"""Where people work, at which grade, and for how many hours."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from disclosure import HIDDEN
from reporting import blocks
from reporting.annual.workforce.lookup import crossing
from reporting.wording import day, listed
from workforce.figures import Crossing, Figure, Profile, figure

# What the overview of directorates and grades tells of a question: the answer whose share it shows.
FOCUS = {"sex": "female", "age": "16_24", "ethnicity": "group white", "disability": "disabled"}
# Fewer than this are not told by the difference of two numbers either.
FEWEST = 5


def across(profile: Profile) -> list[Any]:
    found = [_overview(profile, "directorate"), *_grades(profile), _overview(profile, "grade")]
    if not any(found):
        return []
    return [blocks.heading(_("Where people work, and at which grade")), blocks.points(_spreads(profile)), *found]


def _overview(profile: Profile, by: str) -> dict[str, Any] | None:
    """One line for each directorate or grade: its staff, and of four questions the share of one answer."""
    found = [
        (key, table)
        for key in FOCUS
        if (table := crossing(profile, f"{by} & {key}")) is not None and not table.is_left_out
    ]
    if len(found) < 2:
        return None
    first = found[0][1]
    columns = [(first.row_heading, False), (_("Staff"), True), *((_focus_words(key), True) for key, _table in found)]
    rows = [
        [line.label, line.headcount.shown, *(_focus(table, key)[place].percent for key, table in found)]
        for place, line in enumerate(first.lines)
    ]
    caption = _("Directorates at a glance") if by == "directorate" else _("Grades at a glance")
    return blocks.table(
        caption,
        columns,
        rows[:-1],
        total=rows[-1],
        keeps_names=True,
        note=_("Shares of those who gave an answer. Every answer stands in the tables at the end of this report."),
    )


def _focus_words(key: str) -> str:
    return {
        "sex": _("Women"),
        "age": _("Aged 16 to 24"),
        "ethnicity": _("Ethnic groups other than White"),
        "disability": _("Disabled"),
    }[key]


def _focus(table: Crossing, key: str) -> list[Figure]:
    """The share of the question's answer, line by line; for ethnicity everybody who answered but those who said White."""
    found = [cell for _line, cell in table.column(FOCUS[key])]
    if key != "ethnicity":
        return found
    return [rest(line.base, cell) for line, cell in table.column(FOCUS[key])]


def rest(base: Figure, part: Figure) -> Figure:
    """Those of a base who are not in a part of it, where both are shown; hidden again where they would be few."""
    if base.count is None or part.count is None or part.share is None:
        return Figure(HIDDEN, HIDDEN)
    others = base.count - part.count
    return Figure(HIDDEN, HIDDEN) if 0 < others < FEWEST else figure(others, base.count)


def _spreads(profile: Profile) -> list[str]:
    """Between which directorates, and which grades, a share differs most: one sentence for each."""
    sentences = []
    for by in ("directorate", "grade"):
        widest: tuple[float, str] | None = None
        for key in FOCUS:
            table = crossing(profile, f"{by} & {key}")
            if table is None or table.is_left_out:
                continue
            cells = [
                (cell.share, line.label, cell.percent)
                for line, cell in zip(table.lines, _focus(table, key), strict=True)
                if cell.share is not None and not line.is_total
            ]
            if len(cells) < 2:
                continue
            low, high = min(cells), max(cells)
            words = _("%(group)s: from %(low)s in %(low_place)s to %(high)s in %(high_place)s.") % {
                "group": _focus_words(key),
                "low": low[2],
                "low_place": low[1],
                "high": high[2],
                "high_place": high[1],
            }
            if widest is None or high[0] - low[0] > widest[0]:
                widest = high[0] - low[0], words
        if widest:
            sentences.append(widest[1])
    return sentences


def _grades(profile: Profile) -> list[Any]:
    table = crossing(profile, "grade & sex")
    if table is None or table.is_left_out:
        return []
    lines = [line for line in table.lines if not line.is_total][::-1]
    women, men = table.keys.index("female"), table.keys.index("male")
    top, bottom = lines[0], lines[-1]
    title = _("Women are %(top)s of staff at %(top_grade)s and %(bottom)s at %(bottom_grade)s") % {
        "top": _share_words(top.cells[women]),
        "top_grade": top.label,
        "bottom": _share_words(bottom.cells[women]),
        "bottom_grade": bottom.label,
    }
    known = [line for line in (top, bottom) if line.cells[women].share is not None]
    if len(known) < 2:
        title = _("Women and men at each grade")
    return [
        blocks.chart(
            "pyramid",
            title,
            _("Staff at each grade by sex, %s") % day(profile.as_at),
            source=_("Source: staff release. Base: all %s staff.") % profile.headcount,
            alternative=title,
            rows=[
                {"label": line.label, "left": line.cells[women].count, "right": line.cells[men].count} for line in lines
            ],
            left=_("Women"),
            right=_("Men"),
            heading=_("Grade"),
        )
    ]


def _share_words(cell: Figure) -> str:
    return _("a hidden share") if cell.percent == HIDDEN else cell.percent


def hours(profile: Profile) -> list[Any]:
    table = crossing(profile, "sex & hours")
    if table is None or table.is_left_out:
        return []
    part_time = table.column("part time")
    rows = [
        {
            "label": _("Everybody") if line.is_total else line.label,
            "value": cell.share,
            "shown": cell.percent,
            "is_context": line.is_total,
        }
        for line, cell in part_time
    ]
    return [
        blocks.heading(_("Full time and part time")),
        blocks.chart(
            "bars",
            _part_time_title([(line.key, cell) for line, cell in part_time]),
            _("Share of staff who work part time, by sex, %s") % day(profile.as_at),
            source=_("Source: staff release. Part time: fewer than 35 contracted hours a week. Base: all %s staff.")
            % profile.headcount,
            alternative=listed(f"{row['label']}: {_said(str(row['shown']))}" for row in rows) + ".",
            rows=rows,
            unit="%",
            heading=_("Sex"),
            measure=_("Part time"),
        ),
        _part_time_by_grade(profile),
    ]


def _part_time_title(cells: Sequence[tuple[str, Figure]]) -> str:
    by_sex = dict(cells)
    women, men = by_sex.get("female"), by_sex.get("male")
    if women is None or men is None or women.share is None or men.share is None:
        return _("Who works part time")
    return _("%(women)s of women and %(men)s of men work part time") % {"women": women.percent, "men": men.percent}


def _part_time_by_grade(profile: Profile) -> dict[str, Any] | None:
    table = crossing(profile, "grade & hours & sex")
    if table is None or table.is_left_out:
        return None
    rows = [
        [
            line.label,
            line.headcount.shown,
            *(line.cells[table.keys.index(f"{sex} part time")].shown for sex in ("female", "male")),
            *(line.cells[table.keys.index(f"{sex} part time")].percent for sex in ("female", "male")),
        ]
        for line in table.lines
    ]
    return blocks.table(
        _("Part-time staff by grade and sex"),
        [
            (_("Grade"), False),
            (_("Staff"), True),
            (_("Women part time"), True),
            (_("Men part time"), True),
            (_("Share of women"), True),
            (_("Share of men"), True),
        ],
        rows[:-1],
        total=rows[-1],
        keeps_names=True,
        note=_("Shares are of the women, and of the men, in the grade."),
    )


def _said(shown: str) -> str:
    return _("hidden") if shown == HIDDEN else shown
