"""Who works here, as a story: beside the population, by directorate and grade, full time and part time.

Every figure is one of the release that `evidence.workforce` was made from. The tables behind the story stand at the end of
the report (`tables`), and how people are protected in them before those (`method`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from disclosure import HIDDEN
from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import NOT_AVAILABLE, day, listed, lowered
from workforce.figures import Category, CharacteristicProfile, Crossing, Figure, Profile
from workforce.figures import figure as shown_figure

# A share of staff this many percentage points below the population's is named as a gap.
NOTABLE_GAP = Decimal(2)
# Closer than this the bar and the mark of the population can hardly be told apart.
WORTH_A_BAR = Decimal(1)
# What the overview of directorates and grades tells of a question: the answer whose share it shows.
FOCUS = {"sex": "female", "age": "16_24", "ethnicity": "group white", "disability": "disabled"}
# Fewer than this are not told by the difference of two numbers either.
FEWEST = 5


def workforce_section(evidence: Evidence) -> dict[str, Any]:
    title = _("Our workforce")
    profile = evidence.workforce
    if profile is None:
        return blocks.section("workforce", title, [blocks.words(_none(evidence))])
    return blocks.section(
        "workforce",
        title,
        [
            blocks.lead(
                _("We employed %(headcount)s people on %(on)s.")
                % {"headcount": profile.headcount, "on": day(profile.as_at)}
            ),
            blocks.words(
                _(
                    "Staff tell us about themselves of their own free will, and may say that they prefer not to. Shares are of "
                    "those who gave an answer. A number shown as [c] is hidden to protect people; “How people are protected” "
                    "near the end of this report says why."
                )
            ),
            *_beside_the_population(profile),
            *_across(profile),
            *_hours(profile),
            *_answers(profile),
        ],
    )


def _none(evidence: Evidence) -> str:
    return evidence.no_workforce or _("There was no staff snapshot by the end of this year.")


# Beside the population


def _beside_the_population(profile: Profile) -> list[Any]:
    return [
        blocks.heading(_("Staff and the people of the area") if profile.area else _("Who works here")),
        _gaps_chart(profile),
        _staff_table(profile),
        blocks.words(_care(profile)) if profile.area else None,
    ]


def _care(profile: Profile) -> str:
    words = _(
        "The population is that of the census. It counts people who do not work as well, so read the comparison with care."
    )
    if profile.compared_with:
        words += " " + _("Changes are in percentage points since the figures of %s.") % day(profile.compared_with)
    return words


def _gaps_chart(profile: Profile) -> dict[str, Any] | None:
    """Of each question the answer whose share is furthest below the population's, the widest gap first."""
    found = []
    for item in profile.characteristics:
        known = [(gap, category) for category in main_of(item) if (gap := _gap(category)) is not None]
        if len(known) > 1:
            gap, category = max(known, key=lambda pair: pair[0])
            found.append((gap, item, category))
    if not found:
        return None
    found.sort(key=lambda entry: -entry[0])
    found = [entry for entry in found if entry[0] >= WORTH_A_BAR] or found[:1]
    gap, item, widest = found[0]
    if gap < NOTABLE_GAP:
        title = _("No share of staff is more than %(gap)s percentage points below the population’s") % {
            "gap": max(gap, Decimal(0)).quantize(Decimal("0.1"))
        }
    else:
        title = _("%(name)s, “%(group)s”: %(staff)s of staff, %(population)s of the population") % {
            "name": item.name,
            "group": widest.label,
            "staff": widest.percent_shown,
            "population": widest.benchmark_percent,
        }
    return blocks.chart(
        "bars",
        title,
        _("For each question the answer with the widest shortfall: share of staff who answered, %s")
        % day(profile.as_at),
        source=_sentences(
            [_("Source: staff release and Census 2021. Bases stand in the tables below"), profile.attribution]
        ),
        alternative=_("Widest shortfall: %(list)s.")
        % {
            "list": listed(
                _("%(group)s, %(staff)s of staff and %(population)s of the population")
                % {
                    "group": category.label,
                    "staff": category.percent_shown,
                    "population": category.benchmark_percent,
                }
                for _gap_size, _item, category in found[:2]
            )
        },
        rows=[
            {
                "label": f"{item.name}: {category.label}",
                "value": category.share,
                "shown": category.percent_shown,
                "benchmark": category.benchmark_share,
            }
            for _gap_size, item, category in found
        ],
        unit="%",
        heading=_("Answer"),
        measure=_("Share of staff"),
        benchmark=_("Share of population"),
    )


def _staff_table(profile: Profile) -> dict[str, Any]:
    """Every question with its main answers, one under the other."""
    has_benchmark = any(category.benchmark_percent for item in profile.characteristics for category in main_of(item))
    has_change = bool(profile.compared_with)
    columns = [(_("Answer"), False), (_("Staff"), True), (_("Share of staff"), True)]
    if has_benchmark:
        columns.append((_("Share of population"), True))
    if has_change:
        columns.append((_("Change in points"), True))
    rows = []
    for item in profile.characteristics:
        for category in main_of(item):
            row = [category.label, category.count_shown, category.percent_shown]
            if has_benchmark:
                row.append(category.benchmark_percent or NOT_AVAILABLE)
            if has_change:
                row.append(category.change or NOT_AVAILABLE)
            rows.append(row)
    return blocks.table(
        _("Staff by what they told us, %s") % day(profile.as_at),
        columns,
        rows,
        groups=[
            (
                _("%(name)s (%(declared)s gave an answer)") % {"name": item.name, "declared": item.declared_shown},
                len(main_of(item)),
            )
            for item in profile.characteristics
        ],
        note=_("Source: staff release. Shares are of those who gave an answer."),
    )


# Across directorates and grades


def _across(profile: Profile) -> list[Any]:
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
    return Figure(HIDDEN, HIDDEN) if 0 < others < FEWEST else shown_figure(others, base.count)


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


# Grades


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


# Full time and part time


def _hours(profile: Profile) -> list[Any]:
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


# Who has told us


def _answers(profile: Profile) -> list[Any]:
    rates = sorted(
        ((item.name, rate) for item in profile.characteristics if (rate := figure(item.declared_rate)) is not None),
        key=lambda entry: -entry[1],
    )
    chart = None
    if rates:
        (best, high), (worst, low) = rates[0], rates[-1]
        chart = blocks.chart(
            "bars",
            _("We know least about %s") % lowered(worst),
            _("Share of staff whose answer we hold, by characteristic, %s") % day(profile.as_at),
            source=_("Source: staff release. Base: all %s staff.") % profile.headcount,
            alternative=_("From %(high)s%% for %(best)s down to %(low)s%% for %(worst)s.")
            % {"high": high, "best": lowered(best), "low": low, "worst": lowered(worst)},
            rows=[{"label": name, "value": float(rate), "shown": f"{rate}%"} for name, rate in rates],
            unit="%",
            highest=100,
            heading=_("Characteristic"),
            measure=_("Gave an answer"),
        )
    return [
        blocks.heading(_("How many have told us")),
        chart,
        blocks.table(
            _("How many staff told us about themselves, %s") % day(profile.as_at),
            [(_("Characteristic"), False), (_("Gave an answer"), True), (_("Answered or preferred not to say"), True)],
            [[item.name, item.declared_rate, item.response_rate] for item in profile.characteristics],
            note=_sentences([_("Source: staff release. Base: all %s staff") % profile.headcount]),
        ),
    ]


# What the chapters share


def crossing(profile: Profile, key: str) -> Crossing | None:
    """One of the release's linked tables, or None where it is not published."""
    return next((table for table in profile.tables if table.key == key), None)


def main_of(item: CharacteristicProfile) -> list[Category]:
    return [category for category in item.categories if category.level == 1]


def _sentences(notes: list[str]) -> str:
    return " ".join(f"{note.rstrip('.')}." for note in notes if note)


@dataclass(frozen=True)
class Shortfall:
    """A group whose share of staff is notably smaller than its share of the population."""

    gap: Decimal
    words: str


def shortfalls(profile: Profile | None, area: str) -> list[str]:
    """Groups whose share of staff is notably smaller than their share of the population, widest gap first."""
    found: list[Shortfall] = []
    for item in profile.characteristics if profile else []:
        widest = max((gap for category in main_of(item) if (gap := _gap(category)) is not None), default=None)
        for category in item.categories:
            gap = _gap(category) if category.level == 1 else None
            if gap is not None and gap == widest and gap >= NOTABLE_GAP:
                words = _(
                    "%(characteristic)s, “%(group)s”: %(staff)s of staff, %(population)s of the population%(area)s."
                ) % {
                    "characteristic": item.name,
                    "group": category.label,
                    "staff": category.percent_shown,
                    "population": category.benchmark_percent,
                    "area": _(" of %s") % area if area else "",
                }
                found.append(Shortfall(gap, words))
    return [each.words for each in sorted(found, key=lambda each: -each.gap)]


def _gap(category: Category) -> Decimal | None:
    """Percentage points by which the share of staff is smaller than that of the population."""
    if category.share is None or category.benchmark_share is None:
        return None
    return Decimal(str(category.benchmark_share)) - Decimal(str(category.share))


def figure(shown: str) -> Decimal | None:
    """The number in what is shown, such as `12.3%`; None where it is hidden or not there."""
    try:
        return Decimal(shown.rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None
