"""The first page: what did we promise, what happened, for whom is it still unequal, what next."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting import blocks
from reporting.annual import assessments, delivery
from reporting.annual.evidence import Evidence
from reporting.annual.objectives import count_going_well, how_they_stand, summary_table, widest_gaps
from reporting.annual.workforce import shortfalls
from reporting.wording import lines, lowered, share, whole


def brief_section(evidence: Evidence) -> dict[str, Any]:
    return blocks.section(
        "brief",
        _("The year in brief"),
        [
            blocks.key_figures(key_figures(evidence)),
            blocks.heading(_("What we promised")),
            blocks.words(_promised(evidence)),
            summary_table(evidence.objectives) if evidence.objectives else None,
            blocks.heading(_("What happened")),
            blocks.points(happened(evidence)),
            blocks.heading(_("For whom it is still unequal")),
            *_unequal(evidence),
            blocks.heading(_("What we will do next")),
            blocks.points(lines(evidence.next_steps))
            or blocks.words(_("The plans for next year are not written yet.")),
        ],
    )


def key_figures(evidence: Evidence) -> list[tuple[str, str]]:
    total = delivery.totals(evidence)
    figures = []
    if evidence.objectives:
        figures.append(
            (
                _("%(well)d of %(all)d")
                % {"well": count_going_well(evidence.objectives), "all": len(evidence.objectives)},
                _("objectives reached or on track"),
            )
        )
    figures.append(
        (
            whole(evidence.eqia.completed),
            ngettext("EqIA completed", "EqIAs completed", evidence.eqia.completed),
        )
    )
    if total["total"]:
        figures.append(
            (
                share(total["completed"], total["total"]),
                _("of %s actions complete") % whole(total["total"]),
            )
        )
    if evidence.workforce:
        figures.append((evidence.workforce.headcount, _("people employed")))
    return figures


def _promised(evidence: Evidence) -> str:
    total = delivery.totals(evidence)
    sentences = []
    if evidence.objectives:
        sentences.append(
            ngettext(
                "%d equality objective, with a target and a date.",
                "%d equality objectives, each with targets and dates.",
                len(evidence.objectives),
            )
            % len(evidence.objectives)
        )
    else:
        sentences.append(_("No equality objective was in force."))
    if total["total"]:
        plans = len(evidence.delivery.plans)
        sentences.append(
            ngettext(
                "%(plans)d action plan with %(actions)s actions.",
                "%(plans)d action plans with %(actions)s actions.",
                plans,
            )
            % {"plans": plans, "actions": whole(total["total"])}
        )
    return " ".join(sentences)


def happened(evidence: Evidence) -> list[str]:
    sentences = []
    if evidence.objectives:
        sentences.append(_("Objectives: %s.") % how_they_stand(evidence.objectives))
    sentences.append(assessments.headline(evidence))
    if evidence.delivery.plans:
        sentences.append(
            delivery.headline(evidence)
            + " "
            + ngettext("%(overdue)s is overdue.", "%(overdue)s are overdue.", evidence.delivery.overdue_now)
            % {"overdue": whole(evidence.delivery.overdue_now)}
        )
    return sentences


def _unequal(evidence: Evidence) -> list[Any]:
    found = widest_gaps(evidence.objectives)[:4] + shortfalls(evidence.workforce, evidence.area)[:2]
    harmed = assessments.harms(evidence)
    if harmed:
        name, count = harmed[0]
        found.append(
            ngettext(
                "EqIAs found a negative effect most often for %(name)s: %(count)d of %(all)d full EqIAs.",
                "EqIAs found a negative effect most often for %(name)s: %(count)d of %(all)d full EqIAs.",
                count,
            )
            % {"name": lowered(name), "count": count, "all": assessments.full(evidence)}
        )
    if not found:
        return [
            blocks.words(
                _("The figures we hold are not split by characteristic, so we cannot say. That is a gap we must close.")
            )
        ]
    return [blocks.points(found)]
