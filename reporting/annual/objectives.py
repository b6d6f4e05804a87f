"""Progress on the objectives: what was promised, what the readings say, and for whom."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.choices import UnitOfMeasure
from objectives.figures import IndicatorProgress, ObjectiveProgress
from objectives.rules.progress import Progress
from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import SYMBOLS, day, in_unit, listed, lowered, month

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
        [(_("Objective"), False), (_("For"), False), (_("Progress"), False)],
        [[objective.title, _groups(objective), objective.status_words] for objective in objectives],
        note=_(
            "An objective stands as its slowest indicator does. Progress follows from the readings; nobody chooses it."
        ),
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
                "By progress: %s. Each objective has at least one indicator with a baseline, a target and dated readings."
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
            rows.append(
                [
                    f"{position}: {indicator.name}",
                    in_unit(indicator.baseline, indicator.unit),
                    in_unit(indicator.latest, indicator.unit),
                    in_unit(indicator.target, indicator.unit),
                    indicator.status_words,
                ]
            )
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
    if len(indicator.readings) >= 2:
        content.append(_chart(indicator))
    if indicator.readings:
        content.append(_table(indicator))
    return content


def _chart(indicator: IndicatorProgress) -> dict[str, Any]:
    first, last = indicator.readings[0], indicator.readings[-1]
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
        series=_series(indicator),
        unit="%" if indicator.unit == UnitOfMeasure.PERCENT.label else "",
        target=float(indicator.target),
        target_words=_("Target %s") % in_unit(indicator.target, indicator.unit),
    )


def _series(indicator: IndicatorProgress) -> list[dict[str, Any]]:
    """Everybody, and each group of the one characteristic it is split by, unless that would be too many lines."""
    groups: dict[str, list[list[Any]]] = {}
    for group, on, value in indicator.split:
        groups.setdefault(group, []).append([on, None if value in SYMBOLS else float(value)])
    series = [{"name": _("Everybody"), "points": [[on, float(value)] for on, value in indicator.readings]}]
    if len({characteristic_of(group) for group in groups}) == 1 and len(groups) <= MOST_LINES:
        series += [{"name": group.partition(": ")[2] or group, "points": points} for group, points in groups.items()]
    return series


def characteristic_of(group: str) -> str:
    """A group is written with its characteristic: `Race: Asian`."""
    return group.partition(": ")[0]


def _table(indicator: IndicatorProgress) -> dict[str, Any]:
    """Everybody and each group in rows, dates across; where there are many dates, dates in rows."""
    everybody = _("Everybody")
    dates = sorted({on for on, _value in indicator.readings} | {on for _group, on, _value in indicator.split})
    values = {(everybody, on): value for on, value in indicator.readings}
    values |= {(group, on): value for group, on, value in indicator.split}
    groups = list(dict.fromkeys(group for group, _on in values))
    note = _table_note(indicator)
    caption = _("%(name)s (%(unit)s; target %(target)s by %(target_on)s)") % {
        "name": indicator.name,
        "unit": lowered(indicator.unit),
        "target": in_unit(indicator.target, ""),
        "target_on": month(indicator.target_on),
    }

    def cell(group: str, on: str) -> str:
        return in_unit(values.get((group, on)), "")

    if len(dates) <= MOST_COLUMNS:
        return blocks.table(
            caption,
            [(_("Group"), False), *((month(on), True) for on in dates)],
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
    """For each indicator split by a characteristic: the groups furthest apart at the latest date, in a sentence."""
    sentences = []
    for objective in objectives:
        for indicator in objective.indicators:
            latest: dict[str, dict[str, Any]] = {}
            for group, on, value in indicator.split:
                if value in SYMBOLS:
                    continue
                entry = latest.setdefault(characteristic_of(group), {"on": on, "values": {}})
                if on > entry["on"]:
                    entry["on"], entry["values"] = on, {}
                if on == entry["on"]:
                    entry["values"][group.partition(": ")[2] or group] = value
            for entry in latest.values():
                gap = _gap(indicator, entry)
                if gap:
                    sentences.append(gap)
    return sentences


def _gap(indicator: IndicatorProgress, entry: dict[str, Any]) -> str | None:
    ordered = sorted(entry["values"].items(), key=lambda item: float(item[1]))
    if len(ordered) < 2 or float(ordered[0][1]) == float(ordered[-1][1]):
        return None
    (low_group, low), (high_group, high) = ordered[0], ordered[-1]
    return _("%(name)s: %(low)s for %(low_group)s, %(high)s for %(high_group)s (%(on)s).") % {
        "name": indicator.name,
        "low": in_unit(low, indicator.unit),
        "low_group": low_group,
        "high": in_unit(high, indicator.unit),
        "high_group": high_group,
        "on": month(entry["on"]),
    }
