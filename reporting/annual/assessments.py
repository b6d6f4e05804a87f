"""EqIA activity in the year: how many, where, with what outcome, and for whom effects were found."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import day, listed, lowered, whole


def assessments_section(evidence: Evidence) -> dict[str, Any]:
    activity = evidence.eqia
    title = _("Equality impact assessments")
    if not (activity.started or activity.completed or activity.published or activity.screened_out):
        return blocks.section(
            "assessments", title, [blocks.words(_("No assessment was started, completed or published in this year."))]
        )
    return blocks.section(
        "assessments",
        title,
        [
            blocks.lead(headline(evidence)),
            blocks.words(_story(evidence)),
            blocks.table(
                _("EqIAs by directorate, %s") % evidence.year,
                [
                    (_("Directorate"), False),
                    (_("Started"), True),
                    (_("Completed"), True),
                    (_("Published"), True),
                ],
                [
                    [name, whole(started), whole(completed), whole(published)]
                    for name, started, completed, published in activity.by_directorate
                ],
                total=[_("All"), whole(activity.started), whole(activity.completed), whole(activity.published)],
                note=_("Source: EqIA register. An EqIA may be started in one year and completed in another."),
            ),
            _outcomes(evidence),
            _harm_chart(evidence),
            _characteristics(evidence),
            *_decisions(evidence),
        ],
    )


def _decisions(evidence: Evidence) -> list[Any]:
    """Whether equality was considered before the decisions of the year, and every one that was let pass without."""
    found = evidence.decisions
    if not found.taken and not found.overrides:
        return []
    sentence = ngettext(
        "%(taken)s decision on record was taken in the year: %(eqia)s on an approved EqIA, %(none)s on a signed screening "
        "that none was required. For %(read)s of them those who decided are on record as having read the version before "
        "them.",
        "%(taken)s decisions on record were taken in the year: %(eqia)s on an approved EqIA, %(none)s on a signed "
        "screening that none was required. For %(read)s of them those who decided are on record as having read the "
        "version before them.",
        found.taken,
    ) % {
        "taken": whole(found.taken),
        "eqia": whole(found.with_eqia),
        "none": whole(found.not_required),
        "read": whole(found.read),
    }
    without = ngettext(
        "A director let %s decision pass without an EqIA.",
        "Directors let %s decisions pass without an EqIA.",
        len(found.overrides),
    ) % whole(len(found.overrides))
    table = found.overrides and blocks.table(
        _("Decisions let pass without an EqIA, %s") % evidence.year,
        [(_("Decision"), False), (_("Let pass by"), False), (_("Reason"), False)],
        [
            [f"{each.reference} {each.title}", f"{each.by}, {day(each.given_on)}", each.reason]
            for each in found.overrides
        ],
        note=_("Source: register of decisions."),
    )
    return [
        blocks.heading(_("Decisions")),
        blocks.words(f"{sentence} {without}" if found.overrides else sentence),
        table or None,
    ]


def headline(evidence: Evidence) -> str:
    activity, before = evidence.eqia, evidence.before
    sentence = ngettext(
        "We completed %(completed)s EqIA and published %(published)s.",
        "We completed %(completed)s EqIAs and published %(published)s.",
        activity.completed,
    ) % {"completed": whole(activity.completed), "published": whole(activity.published)}
    if before.completed:
        sentence += " " + _("The year before we completed %(completed)s and published %(published)s.") % {
            "completed": whole(before.completed),
            "published": whole(before.published),
        }
    return sentence


def _story(evidence: Evidence) -> str:
    activity = evidence.eqia
    sentences = [
        ngettext("%s was started in the year.", "%s were started in the year.", activity.started)
        % whole(activity.started),
        ngettext(
            "Of those completed, %s ended at screening: it needed no full assessment, and the signed reasons are kept.",
            "Of those completed, %s ended at screening: they needed no full assessment, and the signed reasons are kept.",
            activity.screened_out,
        )
        % whole(activity.screened_out),
        _returned(activity.returned),
        ngettext("%(open)s was in progress on %(on)s.", "%(open)s were in progress on %(on)s.", activity.open_now)
        % {"on": day(evidence.as_at), "open": whole(activity.open_now)},
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _returned(times: int) -> str:
    if not times:
        return ""
    return ngettext(
        "An EqIA was given back to its author %s time, with questions to answer before it could go on.",
        "EqIAs were given back to their authors %s times, with questions to answer before they could go on.",
        times,
    ) % whole(times)


def _outcomes(evidence: Evidence) -> dict[str, Any] | None:
    rows = evidence.eqia.by_outcome
    if not any(count for _label, count in rows):
        return None
    return blocks.table(
        _("Outcomes of the EqIAs completed, %s") % evidence.year,
        [(_("Outcome"), False), (_("EqIAs"), True)],
        [[label, whole(count)] for label, count in rows],
        total=[_("All"), whole(sum(count for _label, count in rows))],
        note=_("Source: EqIA register."),
    )


def full(evidence: Evidence) -> int:
    """Completed EqIAs that did not end at screening."""
    return evidence.eqia.completed - evidence.eqia.screened_out


def harms(evidence: Evidence) -> list[tuple[str, int]]:
    """Characteristics with the number of assessments that found a negative effect, alone or beside a positive one."""
    found = [(name, negative + both) for name, _p, negative, both, _u, _n in evidence.eqia.by_characteristic]
    return sorted((entry for entry in found if entry[1]), key=lambda entry: (-entry[1], entry[0]))


def _harm_chart(evidence: Evidence) -> dict[str, Any] | None:
    found = harms(evidence)
    if not found:
        return None
    most = [name for name, count in found if count == found[0][1]]
    return blocks.chart(
        "bars",
        _("A negative effect was found most often for %s") % listed(lowered(name) for name in most),
        _("Full EqIAs completed in %s that found a negative effect, alone or beside a positive one") % evidence.year,
        source=_(
            "Source: EqIA register. Base: %s full EqIAs completed in the year. One EqIA can count for several groups."
        )
        % full(evidence),
        alternative=_("The three highest: %s.") % listed(f"{lowered(name)} {count}" for name, count in found[:3]),
        rows=[{"label": name, "value": count} for name, count in found],
        heading=_("Characteristic"),
        measure=_("EqIAs"),
    )


def _characteristics(evidence: Evidence) -> dict[str, Any] | None:
    rows = evidence.eqia.by_characteristic
    if not rows:
        return None
    return blocks.table(
        _("Effects found for each characteristic, full EqIAs completed in %s") % evidence.year,
        [
            (_("Characteristic"), False),
            (_("Positive"), True),
            (_("Negative"), True),
            (_("Both"), True),
            (_("Unknown"), True),
            (_("None"), True),
        ],
        [[name, *(whole(count) for count in counts)] for name, *counts in rows],
        note=_("Source: EqIA register. “Unknown” is an answer of its own: it never counts as no effect."),
    )
