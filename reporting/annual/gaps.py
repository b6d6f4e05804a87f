"""What is not known, said plainly: a duty to have regard is also a duty to find out."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.rules.progress import Progress
from reporting import blocks
from reporting.annual.delivery import totals
from reporting.annual.evidence import Evidence
from reporting.annual.workforce import figure
from reporting.wording import listed, lowered, share, whole

# Where fewer than this share of staff have answered, the workforce figures say little.
LOW_DECLARATION = 80


def gaps_section(evidence: Evidence) -> dict[str, Any]:
    found = gap_sentences(evidence)
    opening = (
        _("What is not known is not the same as no difference. These are the gaps in this report.")
        if found
        else _("We found no gap in the figures of this report. That is rare: ask us if you miss something.")
    )
    return blocks.section(
        "gaps", _("What we do not know"), [blocks.words(opening), blocks.points(found), _holes(evidence)]
    )


def gap_sentences(evidence: Evidence) -> list[str]:
    return [
        sentence
        for sentence in (_staff(evidence), _unknown_effects(evidence), _readings(evidence), _no_split(evidence))
        if sentence
    ]


def _staff(evidence: Evidence) -> str:
    if evidence.workforce is None:
        return evidence.no_workforce or _(
            "There is no staff snapshot for this year, so nothing can be said about the workforce."
        )
    low = [
        (item.name, rate)
        for item in evidence.workforce.characteristics
        if (rate := figure(item.declared_rate)) is not None and rate < LOW_DECLARATION
    ]
    if not low:
        return ""
    return _("Staff: fewer than %(limit)s%% have told us about %(list)s. Read those shares with care.") % {
        "limit": LOW_DECLARATION,
        "list": listed(f"{lowered(name)} ({rate}%)" for name, rate in low),
    }


def _unknown_effects(evidence: Evidence) -> str:
    unknown = [(name, count) for name, _p, _n, _b, count, _none in evidence.eqia.by_characteristic if count]
    if not unknown:
        return ""
    unknown.sort(key=lambda entry: -entry[1])
    return _("EqIAs: the effect was unknown most often for %s.") % listed(
        f"{lowered(name)} ({count})" for name, count in unknown[:3]
    )


def _readings(evidence: Evidence) -> str:
    names = [
        indicator.name
        for objective in evidence.objectives
        for indicator in objective.indicators
        if indicator.status in (Progress.NO_READING, Progress.TOO_OLD)
    ]
    if not names:
        return ""
    return ngettext(
        "Objectives: %(count)d indicator has no recent reading: %(list)s.",
        "Objectives: %(count)d indicators have no recent reading: %(list)s.",
        len(names),
    ) % {"count": len(names), "list": listed(names)}


def _no_split(evidence: Evidence) -> str:
    indicators = [indicator for objective in evidence.objectives for indicator in objective.indicators]
    without = [indicator for indicator in indicators if not indicator.split]
    if not without:
        return ""
    return ngettext(
        "Objectives: %(count)d of %(all)d indicators is not split by any characteristic, so it hides differences between groups.",
        "Objectives: %(count)d of %(all)d indicators are not split by any characteristic, so they hide differences between groups.",
        len(without),
    ) % {"count": len(without), "all": len(indicators)}


def _holes(evidence: Evidence) -> dict[str, Any] | None:
    plans = evidence.delivery.plans
    if not plans:
        return None
    total = totals(evidence)
    return blocks.table(
        _("Actions that lack what would make them measurable"),
        [
            (_("Plan"), False),
            (_("Actions"), True),
            (_("No deadline"), True),
            (_("No lead"), True),
            (_("No indicator"), True),
        ],
        [
            [
                plan.title,
                whole(plan.total),
                whole(plan.without_deadline),
                whole(plan.without_lead),
                whole(plan.without_indicator),
            ]
            for plan in plans
        ],
        total=[
            _("All"),
            *(whole(total[name]) for name in ("total", "without_deadline", "without_lead", "without_indicator")),
        ],
        note=_(
            "Source: action plans. %(share)s of all actions have no indicator. Of %(open)s that are open, %(whole)s have a "
            "deadline, a lead and an indicator, and %(nothing)s have none of the three."
        )
        % {
            "share": share(total["without_indicator"], total["total"]),
            "open": whole(evidence.delivery.open_now),
            "whole": whole(evidence.delivery.whole),
            "nothing": whole(evidence.delivery.nothing),
        },
    )
