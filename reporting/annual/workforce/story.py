"""Who works here, as a story: beside the population, by directorate and grade, full time and part time.

Every figure is one of the release that `evidence.workforce` was made from. The tables behind the story stand at the end of
the report (`tables`), and how people are protected in them before those (`method`).
"""

from typing import Any

from django.utils.translation import gettext as _

from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.annual.workforce.lookup import figure, sentences
from reporting.annual.workforce.places import across, hours
from reporting.annual.workforce.population import beside_the_population
from reporting.wording import day, lowered
from workforce.figures import Profile


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
            *beside_the_population(profile),
            *across(profile),
            *hours(profile),
            *_answers(profile),
        ],
    )


def _none(evidence: Evidence) -> str:
    return evidence.no_workforce or _("There was no staff snapshot by the end of this year.")


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
            note=sentences([_("Source: staff release. Base: all %s staff") % profile.headcount]),
        ),
    ]
