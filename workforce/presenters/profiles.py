"""Figures in words and pictures. Everything here is made from `figures` alone, so it can say no more than they do."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure import HIDDEN
from toolkit.charts import Bar, Chart, bars
from toolkit.symbols import NOT_AVAILABLE, symbols_in
from workforce.figures import Category, CharacteristicProfile, DirectorateTable, Profile

# The answers whose share a chart's title states, and how it names the people who gave them.
_FOCUS = {
    "sex": ("female", gettext_lazy("women")),
    "age": ("16_24", gettext_lazy("aged 16 to 24")),
    "disability": ("disabled", gettext_lazy("disabled")),
    "gender_identity": ("different", gettext_lazy("of a gender different from the sex registered at birth")),
    "sexual_orientation": ("group lgb", gettext_lazy("gay, lesbian, bisexual or of another orientation")),
    "religion": ("group another", gettext_lazy("of a religion other than Christian")),
    "marital_status": ("group in_one", gettext_lazy("married or in a civil partnership")),
}
# A chart of more bars than this leaves out one above so many per cent.
LONG, CROWDING = 2, 80


@dataclass(frozen=True)
class Section:
    """One characteristic as the page shows it."""

    profile: CharacteristicProfile
    chart: Chart | None
    table: DirectorateTable | None
    symbols: list[tuple[str, str]]
    has_changes: bool
    has_groups: bool


def sections(profile: Profile, characteristics: list[CharacteristicProfile], place: str) -> list[Section]:
    tables = {table.key: table for table in profile.by_directorate}
    return [
        Section(
            profile=one,
            chart=chart(profile, one, place),
            table=tables.get(one.key),
            symbols=symbols_in(_cells(one, tables.get(one.key))),
            has_changes=any(category.change for category in one.categories),
            has_groups=any(category.level == 2 for category in one.categories),
        )
        for one in characteristics
    ]


def _cells(one: CharacteristicProfile, table: DirectorateTable | None) -> list[list[str]]:
    rows = [[c.count_shown, c.percent_shown, c.percent_of_all, c.change] for c in (*one.categories, *one.missing)]
    has_gaps = one.benchmark_source and any(c.benchmark_percent is None for c in one.categories)
    return [*rows, *(table.rows if table else []), [NOT_AVAILABLE] if has_gaps else []]


def chart(profile: Profile, one: CharacteristicProfile, place: str) -> Chart | None:
    """Shares of those who answered beside the population's; None where no share is shown at all."""
    rows = [category for category in one.categories if category.level == 1]
    if all(category.share is None for category in rows):
        return None
    day = date_format(profile.date, "j F Y")
    subtitle = _("%(name)s: share of staff who gave an answer, %(place)s, %(day)s")
    largest = max(rows, key=lambda category: category.share or 0)
    if len(rows) > LONG and (largest.share or 0) > CROWDING:
        # One long bar would leave the others too short to compare; it is in the table below.
        rows.remove(largest)
        subtitle += ". " + _("%(largest)s is left to the table")
    return bars(
        title=finding(one, profile.area),
        subtitle=subtitle % {"name": one.name, "place": place, "day": day, "largest": largest.label},
        source=source(one),
        rows=[
            Bar(
                category.label,
                None if category.share is None else round(category.share, 1),
                shown=category.percent_shown,
                benchmark=None if category.benchmark_share is None else round(category.benchmark_share, 1),
            )
            for category in rows
        ],
        unit="%",
        heading=_("Answer"),
        measure=_("Staff"),
        benchmark=_("Residents of %s") % profile.area if one.benchmark_source else "",
    )


def finding(one: CharacteristicProfile, area: str) -> str:
    """What the chart shows, in one sentence that holds true."""
    if one.key == "ethnicity":
        return _ethnicity_finding(one, area)
    key, people = _FOCUS[one.key]
    category = next(category for category in one.categories if category.key == key)
    if category.share is None:
        return _("%(name)s: %(rate)s of staff gave an answer") % {"name": one.name, "rate": one.declared_rate}
    return _compared(_("%(share)s of staff are %(people)s"), category, people, area)


def _ethnicity_finding(one: CharacteristicProfile, area: str) -> str:
    white = next(category for category in one.categories if category.key == "group white")
    if white.share is None:
        return _("%(name)s: %(rate)s of staff gave an answer") % {"name": one.name, "rate": one.declared_rate}
    other = Category(
        key="",
        label="",
        level=1,
        count_shown="",
        percent_shown=f"{100 - white.share:.1f}%",
        percent_of_all="",
        share=100 - white.share,
        benchmark_share=None if white.benchmark_share is None else 100 - white.benchmark_share,
    )
    return _compared(_("%(share)s of staff are %(people)s"), other, _("from ethnic groups other than White"), area)


def _compared(sentence: str, category: Category, people: Any, area: str) -> str:
    start = sentence % {"share": category.percent_shown, "people": people}
    if category.share is None or category.benchmark_share is None or category.percent_shown == HIDDEN:
        return start
    there = f"{category.benchmark_share:.1f}%"
    is_alike = 0.9 < category.share / category.benchmark_share < 1.1 if category.benchmark_share else False
    if is_alike:
        return _("%(start)s, much as of residents of %(area)s (%(there)s)") % {
            "start": start,
            "area": area,
            "there": there,
        }
    return _("%(start)s; of residents of %(area)s, %(there)s") % {"start": start, "area": area, "there": there}


def source(one: CharacteristicProfile) -> str:
    parts = [one.base_note]
    if one.benchmark_source:
        parts.append(_("Population: %s.") % one.benchmark_source)
    return " ".join(parts)
