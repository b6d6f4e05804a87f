"""The workforce by characteristic, beside the population, with small counts already hidden."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import NOT_AVAILABLE, day, listed, lowered
from workforce.figures import Category, CharacteristicProfile, DirectorateTable, Profile

# Characteristics whose shares are many enough in every directorate to be worth a table there.
BY_DIRECTORATE = ("sex", "age", "ethnicity", "disability")

# A share of staff this many percentage points below the population's is named as a gap.
NOTABLE_GAP = Decimal(2)


def workforce_section(evidence: Evidence) -> dict[str, Any]:
    title = _("Our workforce")
    profile = evidence.workforce
    if profile is None:
        return blocks.section(
            "workforce", title, [blocks.words(_("There was no staff snapshot by the end of this year."))]
        )
    content: list[Any] = [
        blocks.lead(
            _("We employed %(headcount)s people on %(on)s.")
            % {"headcount": profile.headcount, "on": day(profile.as_at)}
        ),
        blocks.words(
            _(
                "Staff tell us about themselves of their own free will, and may say that they prefer not to. Shares are of those "
                "who gave an answer. A count of 1 to 4 people is hidden, and so is any other from which it could be worked "
                "out; it is shown as [c]. The population is that of the census, which counts people who do not work as "
                "well: read the comparison with care."
            )
        ),
        _declaration_chart(profile),
        _declaration_table(profile),
    ]
    for characteristic in profile.characteristics:
        content += _characteristic(characteristic, bool(profile.compared_with))
        content += [
            _by_directorate(table)
            for table in profile.by_directorate
            if table.key == characteristic.key and table.key in BY_DIRECTORATE
        ]
    return blocks.section("workforce", title, content)


def _declaration_chart(profile: Profile) -> dict[str, Any] | None:
    rates = sorted(
        ((item.name, rate) for item in profile.characteristics if (rate := figure(item.declared_rate)) is not None),
        key=lambda entry: -entry[1],
    )
    if not rates:
        return None
    (best, high), (worst, low) = rates[0], rates[-1]
    return blocks.chart(
        "bars",
        _("We know least about %s") % lowered(worst),
        _("Share of staff whose answer we hold, by characteristic, %s") % day(profile.as_at),
        source=_("Source: staff snapshot. Base: all %s staff.") % profile.headcount,
        alternative=_("From %(high)s%% for %(best)s down to %(low)s%% for %(worst)s.")
        % {"high": high, "best": lowered(best), "low": low, "worst": lowered(worst)},
        rows=[{"label": name, "value": float(rate), "shown": f"{rate}%"} for name, rate in rates],
        unit="%",
        highest=100,
        heading=_("Characteristic"),
        measure=_("Gave an answer"),
    )


def _declaration_table(profile: Profile) -> dict[str, Any]:
    return blocks.table(
        _("How many staff told us about themselves, %s") % day(profile.as_at),
        [(_("Characteristic"), False), (_("Gave an answer"), True), (_("Answered or preferred not to say"), True)],
        [[item.name, item.declared_rate, item.response_rate] for item in profile.characteristics],
        note=_sentences([_("Source: staff snapshot. Base: all %s staff") % profile.headcount, profile.attribution]),
    )


def _characteristic(item: CharacteristicProfile, has_change: bool) -> list[Any]:
    main = [category for category in item.categories if category.level == 1]
    has_benchmark = any(category.benchmark_percent is not None for category in main)
    columns = [(item.name, False), (_("Staff"), True), (_("Share of staff"), True)]
    if has_benchmark:
        columns.append((_("Share of population"), True))
    if has_change:
        columns.append((_("Change in points"), True))
    rows = []
    for category in main:
        row = [category.label, category.count_shown, category.percent_shown]
        if has_benchmark:
            row.append(category.benchmark_percent or NOT_AVAILABLE)
        if has_change:
            row.append(category.change or NOT_AVAILABLE)
        rows.append(row)
    notes = [item.base_note, _no_answer(item), item.benchmark_source]
    if has_change:
        notes.append(_("Change: percentage points since the snapshot before"))
    return [
        blocks.heading(item.name),
        _comparison_chart(item, main) if has_benchmark else None,
        blocks.table(_("Staff by %s") % lowered(item.name), columns, rows, note=_sentences(notes)),
    ]


def _by_directorate(table: DirectorateTable) -> dict[str, Any]:
    return blocks.table(
        table.title,
        [(heading, position > 0) for position, heading in enumerate(table.columns)],
        table.rows,
        keeps_names=True,
        note=_sentences([_("Shares are of those who gave an answer in the directorate"), table.note]),
    )


def _sentences(notes: list[str]) -> str:
    return " ".join(f"{note.rstrip('.')}." for note in notes if note)


def _no_answer(item: CharacteristicProfile) -> str:
    if not item.missing:
        return ""
    return _("Without an answer: %s") % listed(
        f"{lowered(category.label)} {category.count_shown}" for category in item.missing
    )


def _comparison_chart(item: CharacteristicProfile, categories: list[Category]) -> dict[str, Any] | None:
    known = [(category, gap) for category in categories if (gap := _gap(category)) is not None]
    if len(known) < 2:
        return None
    widest, gap = max(known, key=lambda pair: pair[1])
    largest = max(abs(gap) for _category, gap in known)
    if largest < NOTABLE_GAP:
        title = _("%(name)s: no share of staff is more than %(gap)s percentage points from the population’s")
    else:
        title = _("%(group)s: a smaller share of staff than of the population")
    return blocks.chart(
        "bars",
        title % {"group": widest.label, "name": item.name, "gap": largest.quantize(Decimal("0.1"))},
        _("Share of staff who answered, with the population as a black mark, by %s") % lowered(item.name),
        source=_sentences([item.base_note, item.benchmark_source]),
        alternative=_("Widest shortfall: %(group)s, %(staff)s of staff and %(population)s of the population.")
        % {"group": widest.label, "staff": widest.percent_shown, "population": widest.benchmark_percent},
        rows=[
            {
                "label": category.label,
                "value": category.share,
                "shown": category.percent_shown,
                "benchmark": category.benchmark_share,
            }
            for category in categories
        ],
        unit="%",
        heading=item.name,
        measure=_("Share of staff"),
        benchmark=_("Share of population"),
    )


def shortfalls(profile: Profile | None, area: str) -> list[str]:
    """Groups whose share of staff is notably smaller than their share of the population, widest gap first."""
    found: list[tuple[Decimal, str]] = []
    for item in profile.characteristics if profile else []:
        widest = max(
            (gap for category in item.categories if category.level == 1 and (gap := _gap(category)) is not None),
            default=None,
        )
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
                found.append((gap, words))
    return [words for _gap_size, words in sorted(found, key=lambda entry: -entry[0])]


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
