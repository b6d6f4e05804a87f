"""Staff beside the people of the area: whose share of staff is smaller than of the population."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from reporting import blocks
from reporting.annual.workforce.lookup import main_of, sentences
from reporting.wording import NOT_AVAILABLE, day, listed
from workforce.figures import Category, Profile

# A share of staff this many percentage points below the population's is named as a gap.
NOTABLE_GAP = Decimal(2)
# Closer than this the bar and the mark of the population can hardly be told apart.
WORTH_A_BAR = Decimal(1)


def beside_the_population(profile: Profile) -> list[Any]:
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
        source=sentences(
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
