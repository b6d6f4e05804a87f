"""Progress on the objectives: what was promised, what the readings say, and for whom."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.choices import UnitOfMeasure
from objectives.figures import IndicatorProgress, ObjectiveProgress
from objectives.rules.progress import Progress
from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import SYMBOLS, day, in_unit, listed, lowered, month, places_of, short_month

GOING_WELL = (Progress.REACHED, Progress.ON_TRACK)
MOST_COLUMNS = 6
MOST_LINES = 4


def count_going_well(objectives: list[ObjectiveProgress]) -> int:
    return sum(objective.status in GOING_WELL for objective in objectives)


def how_they_stand(objectives: list[ObjectiveProgress]) -> str:
    """`1 target reached, 2 on track and 1 behind`"""
    counts = Counter(objective.status_words for objective in objectives)
    return listed(f"{number} {lowered(words)}" for words, number in counts.most_common())


def summary_table(objectives: list[ObjectiveProgress]) -> dict[str, Any]:
    return blocks.table(
        _("Our equality objectives and how they stand"),
        [(_("Objective"), False), (_("Progress"), False)],
        [[objective.title, objective.status_words] for objective in objectives],
    )


def objectives_section(evidence: Evidence) -> dict[str, Any]:
    objectives = evidence.objectives
    if not objectives:
        return blocks.section(
            "objectives",
            _("Progress on our objectives"),
            [
                blocks.words(
                    _(
                        "No equality objective was in force in this year. Regulation 5 asks for at least one, set every four years."
                    )
                )
            ],
        )
    content: list[Any] = [
        blocks.lead(
            ngettext(
                "%(well)d of %(all)d objective was reached or on track on %(on)s.",
                "%(well)d of %(all)d objectives were reached or on track on %(on)s.",
                len(objectives),
            )
            % {"well": count_going_well(objectives), "all": len(objectives), "on": day(evidence.ends_on)}
        ),
        blocks.words(
            _(
                "By progress: %s. An objective stands as its slowest indicator does. Progress follows from the dated "
                "readings; nobody chooses it."
            )
            % how_they_stand(objectives)
        ),
        indicator_table(objectives, evidence),
    ]
    for position, objective in enumerate(objectives, start=1):
        content += _objective(position, objective)
    return blocks.section("objectives", _("Progress on our objectives"), content)


def indicator_table(objectives: list[ObjectiveProgress], evidence: Evidence) -> dict[str, Any]:
    rows = []
    for position, objective in enumerate(objectives, start=1):
        for indicator in objective.indicators:
            values = [indicator.baseline, indicator.latest, indicator.target]
            places = places_of(values)
            shown = [in_unit(value, indicator.unit, places) for value in values]
            rows.append([f"{position}: {indicator.name}", *shown, indicator.status_words])
    return blocks.table(
        _("Every indicator on %s") % day(evidence.ends_on),
        [
            (_("Objective number and indicator"), False),
            (_("Baseline"), True),
            (_("Latest"), True),
            (_("Target"), True),
            (_("Progress"), False),
        ],
        rows,
    )


def _objective(position: int, objective: ObjectiveProgress) -> list[Any]:
    content: list[Any] = [
        blocks.heading(_("Objective %(number)d: %(title)s") % {"number": position, "title": objective.title}),
        blocks.facts(
            [
                (_("Progress"), objective.status_words),
                (_("For"), _groups(objective)),
                (_("Answers for it"), listed_owner(objective)),
                (_("Period"), objective.period),
            ]
        ),
        blocks.words(objective.why),
    ]
    for indicator in objective.indicators:
        content += _indicator(indicator)
    return content


def listed_owner(objective: ObjectiveProgress) -> str:
    return ", ".join(part for part in (objective.owner, objective.directorate) if part)


def _groups(objective: ObjectiveProgress) -> str:
    return listed([name if index == 0 else lowered(name) for index, name in enumerate(objective.characteristics)])


def _indicator(indicator: IndicatorProgress) -> list[Any]:
    content: list[Any] = [blocks.finding(indicator.name, indicator.sentence)]
    readings = with_baseline(indicator)
    if sum(value not in SYMBOLS for _on, value in readings) >= 2:
        content.append(_chart(indicator, readings))
    if readings:
        content.append(_table(indicator, readings))
    return content


def with_baseline(indicator: IndicatorProgress) -> list[tuple[str, str]]:
    """The readings for everybody, beginning with the baseline they are measured from."""
    readings = list(indicator.readings)
    if indicator.baseline is not None and indicator.baseline_on and indicator.baseline_on not in dict(readings):
        readings.append((indicator.baseline_on, indicator.baseline))
    return sorted(readings)


def _chart(indicator: IndicatorProgress, readings: list[tuple[str, str]]) -> dict[str, Any]:
    first, last = readings[0], readings[-1]
    return blocks.chart(
        "lines",
        f"{indicator.name}: {lowered(indicator.status_words)}",
        _("%(unit)s, %(first)s to %(last)s, with the target for %(target_on)s")
        % {
            "unit": indicator.unit,
            "first": month(first[0]),
            "last": month(last[0]),
            "target_on": month(indicator.target_on),
        },
        source=_("Source: %s.") % indicator.source.rstrip(".") if indicator.source else "",
        alternative=f"{indicator.name}: {indicator.sentence}",
        series=_series(indicator, readings),
        unit="%" if indicator.unit == UnitOfMeasure.PERCENT.label else "",
        target=float(indicator.target),
        target_words=_("Target %s") % in_unit(indicator.target, indicator.unit),
    )


def _series(indicator: IndicatorProgress, readings: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Everybody, and each group of the one characteristic it is split by, unless that would be too many lines."""
    groups: dict[str, list[list[Any]]] = {}
    for group, on, value in indicator.split:
        groups.setdefault(group, []).append([on, None if value in SYMBOLS else float(value)])
    series = [
        {"name": _("Everybody"), "points": [[on, None if value in SYMBOLS else float(value)] for on, value in readings]}
    ]
    if len({characteristic_of(group) for group in groups}) == 1 and len(groups) <= MOST_LINES:
        series += [{"name": group.partition(": ")[2] or group, "points": points} for group, points in groups.items()]
    return series


def characteristic_of(group: str) -> str:
    """A group is written with its characteristic: `Race: Asian`."""
    return group.partition(": ")[0]


def _table(indicator: IndicatorProgress, readings: list[tuple[str, str]]) -> dict[str, Any]:
    """Everybody and each group in rows, dates across; where there are many dates, dates in rows."""
    everybody = _("Everybody")
    dates = sorted({on for on, _value in readings} | {on for _group, on, _value in indicator.split})
    values = {(everybody, on): value for on, value in readings}
    values |= {(group, on): value for group, on, value in indicator.split}
    groups = list(dict.fromkeys(group for group, _on in values))
    note = _table_note(indicator)
    caption = _("%(name)s (%(unit)s; target %(target)s by %(target_on)s)") % {
        "name": indicator.name,
        "unit": lowered(indicator.unit),
        "target": in_unit(indicator.target, ""),
        "target_on": month(indicator.target_on),
    }

    places = places_of(values.values())

    def cell(group: str, on: str) -> str:
        return in_unit(values.get((group, on)), "", places)

    if len(dates) <= MOST_COLUMNS:
        return blocks.table(
            caption,
            [(_("Group"), False), *((short_month(on), True) for on in dates)],
            [[group, *(cell(group, on) for on in dates)] for group in groups],
            note=note,
        )
    return blocks.table(
        caption,
        [(_("Date"), False), *((group, True) for group in groups)],
        [[day(on), *(cell(group, on) for group in groups)] for on in dates],
        note=note,
    )


def _table_note(indicator: IndicatorProgress) -> str:
    return _("Source: %s.") % indicator.source.rstrip(".") if indicator.source else ""


def widest_gaps(objectives: list[ObjectiveProgress]) -> list[str]:
    """For each indicator split by characteristics: the two groups furthest apart at the latest date, widest gap first.

    Plain numbers are left out: a smaller group has smaller numbers, which says nothing about equality.
    """
    found = [
        gap
        for objective in objectives
        for indicator in objective.indicators
        if indicator.unit != UnitOfMeasure.COUNT.label
        if (gap := _widest(indicator)) is not None
    ]
    return [gap.sentence for gap in sorted(found, key=lambda gap: -gap.size)]


@dataclass(frozen=True)
class Gap:
    """How far two groups are apart, as a share of the higher value, and a sentence that tells it."""

    size: float
    sentence: str


def _widest(indicator: IndicatorProgress) -> Gap | None:
    by_characteristic: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for group, on, value in indicator.split:
        if value not in SYMBOLS and not _is_no_group(group):
            by_characteristic.setdefault(characteristic_of(group), {}).setdefault(on, []).append((group, value))
    gaps = [gap for dates in by_characteristic.values() if (gap := _gap(indicator, *max(dates.items()))) is not None]
    return max(gaps, key=lambda gap: gap.size, default=None)


def _is_no_group(group: str) -> bool:
    """People who did not answer are no group that shares a characteristic."""
    return any(words in group.lower() for words in ("prefer not", "not known", "not stated", "unknown"))


def _gap(indicator: IndicatorProgress, on: str, values: list[tuple[str, str]]) -> Gap | None:
    ordered = sorted(values, key=lambda item: float(item[1]))
    (low_group, low), (high_group, high) = ordered[0], ordered[-1]
    if float(low) == float(high):
        return None
    sentence = _("%(name)s: %(low)s for “%(low_group)s”, %(high)s for “%(high_group)s” (%(on)s).") % {
        "name": indicator.name,
        "low": in_unit(low, indicator.unit),
        "low_group": low_group.partition(": ")[2] or low_group,
        "high": in_unit(high, indicator.unit),
        "high_group": high_group.partition(": ")[2] or high_group,
        "on": month(on),
    }
    return Gap(abs(float(high) - float(low)) / max(abs(float(high)), abs(float(low))), sentence)
