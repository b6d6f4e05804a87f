"""How far the action plans were delivered."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.figures import PlanDelivery
from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import day, share, whole


def totals(evidence: Evidence) -> dict[str, int]:
    """The plans' figures added up."""
    plans = evidence.delivery.plans
    names = (
        "total",
        "completed",
        "verified",
        "in_progress",
        "not_started",
        "overdue",
        "without_deadline",
        "without_lead",
        "without_indicator",
    )
    return {name: sum(getattr(plan, name) for plan in plans) for name in names} | {
        "stopped": sum(stopped(plan) for plan in plans)
    }


def stopped(plan: PlanDelivery) -> int:
    """Actions given up: the total counts them, no status of its own does."""
    return plan.total - plan.completed - plan.in_progress - plan.not_started


def delivery_section(evidence: Evidence) -> dict[str, Any]:
    title = _("Delivery of our action plans")
    plans = evidence.delivery.plans
    if not plans:
        return blocks.section("delivery", title, [blocks.words(_("No action plan was in force in this year."))])
    total = totals(evidence)
    return blocks.section(
        "delivery",
        title,
        [
            blocks.lead(headline(evidence)),
            blocks.words(_story(evidence, total)),
            _chart(evidence),
            blocks.table(
                _("Actions by plan on %s") % day(evidence.as_at),
                [
                    (_("Plan"), False),
                    (_("Actions"), True),
                    (_("Completed and verified"), True),
                    (_("Completed, not yet verified"), True),
                    (_("In progress"), True),
                    (_("Not started"), True),
                    (_("Stopped"), True),
                    (_("Overdue"), True),
                ],
                [
                    [
                        plan.title,
                        whole(plan.total),
                        whole(plan.verified),
                        whole(plan.completed - plan.verified),
                        whole(plan.in_progress),
                        whole(plan.not_started),
                        whole(stopped(plan)),
                        whole(plan.overdue),
                    ]
                    for plan in plans
                ],
                total=[
                    _("All"),
                    whole(total["total"]),
                    whole(total["verified"]),
                    whole(total["completed"] - total["verified"]),
                    *(whole(total[name]) for name in ("in_progress", "not_started", "stopped", "overdue")),
                ],
                note=_("Source: action plans. An overdue action is counted in its own status as well."),
            ),
        ],
    )


def headline(evidence: Evidence) -> str:
    total = totals(evidence)
    sentence = _("%(done)s of %(all)s actions are complete, %(in_year)s of them in the year.") % {
        "done": whole(total["completed"]),
        "all": whole(total["total"]),
        "in_year": whole(evidence.delivery.completed_in_period),
    }
    unverified = total["completed"] - total["verified"]
    if unverified:
        sentence += " " + ngettext(
            "%s of them is not yet verified.", "%s of them are not yet verified.", unverified
        ) % whole(unverified)
    return sentence


def _story(evidence: Evidence, total: dict[str, int]) -> str:
    figures = evidence.delivery
    return " ".join(
        [
            ngettext(
                "%(overdue)s action was overdue on %(on)s.",
                "%(overdue)s actions were overdue on %(on)s.",
                figures.overdue_now,
            )
            % {"overdue": whole(figures.overdue_now), "on": day(evidence.as_at)},
            ngettext(
                "%s deadline was moved in the year; every move is kept with its reason.",
                "Deadlines were moved %s times in the year; every move is kept with its reason.",
                figures.deadlines_moved,
            )
            % whole(figures.deadlines_moved),
            *_same_work(figures.same_work),
        ]
    )


def _same_work(number: int) -> list[str]:
    if not number:
        return []
    sentence = ngettext(
        "%s action is the same work as one of another plan: it is counted in each plan, but done once.",
        "%s actions are the same work as others of another plan: they are counted in each plan, but done once.",
        number,
    )
    return [sentence % whole(number)]


def _chart(evidence: Evidence) -> dict[str, Any] | None:
    """Plans beside each other; a single one has nothing to be compared with."""
    if len(evidence.delivery.plans) < 2:
        return None
    plans = sorted(evidence.delivery.plans, key=lambda plan: -(plan.completed / plan.total if plan.total else 0))
    best, last = plans[0], plans[-1]
    title = _("%(best)s is furthest on, with %(share)s of its actions complete") % {
        "best": best.title,
        "share": share(best.completed, best.total),
    }
    return blocks.chart(
        "bars",
        title,
        _("Share of each plan’s actions that are complete, %s") % day(evidence.as_at),
        source=_("Source: action plans. Base: all actions of the plan."),
        alternative=_("From %(best)s in %(best_plan)s to %(last)s in %(last_plan)s.")
        % {
            "best": share(best.completed, best.total),
            "best_plan": best.title,
            "last": share(last.completed, last.total),
            "last_plan": last.title,
        },
        rows=[
            {
                "label": plan.title,
                "value": 100 * plan.completed / plan.total if plan.total else None,
                "shown": share(plan.completed, plan.total),
            }
            for plan in plans
        ],
        unit="%",
        highest=100,
        heading=_("Plan"),
        measure=_("Actions complete"),
    )
