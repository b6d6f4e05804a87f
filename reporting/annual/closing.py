"""What comes at the ends of the report: foreword, plans for next year, contact, words explained."""

from typing import Any

from django.utils.translation import gettext as _

from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import lines


def foreword_section(evidence: Evidence) -> dict[str, Any] | None:
    if not evidence.foreword.strip():
        return None
    return blocks.section(
        "foreword", _("Foreword"), [blocks.words(evidence.foreword), blocks.words(evidence.foreword_by)]
    )


def next_section(evidence: Evidence) -> dict[str, Any]:
    return blocks.section(
        "next",
        _("What we will do next"),
        [
            blocks.points(lines(evidence.next_steps), is_numbered=True)
            or blocks.words(_("The plans for next year are not written yet."))
        ],
    )


def contact_section(evidence: Evidence) -> dict[str, Any]:
    return blocks.section(
        "contact",
        _("Contact and other formats"),
        [
            blocks.words(
                _(
                    "You can have this report in large print, easy read, audio, braille or another language, and as a web page. "
                    "Tell us what you need and we will agree with you when you get it."
                )
            ),
            blocks.words(evidence.contact),
        ],
    )


def glossary_section(evidence: Evidence) -> dict[str, Any]:
    return blocks.section(
        "glossary",
        _("Words we use"),
        [
            blocks.terms(
                [
                    (_("Baseline"), _("where an indicator stood when the objective was set")),
                    (
                        _("Due regard"),
                        _("thinking properly about equality before and while a decision is made, not after it"),
                    ),
                    (
                        _("EqIA"),
                        _(
                            "equality impact assessment: a record of what a proposal means for people with each characteristic"
                        ),
                    ),
                    (_("Indicator"), _("a measure that tells whether an objective is being met")),
                    (_("Mitigation"), _("something done to remove or reduce a harm")),
                    (
                        _("Protected characteristic"),
                        _("one of the nine grounds on which the Equality Act protects people"),
                    ),
                    (_("Reading"), _("the value of an indicator on a day")),
                    (_("Screening"), _("a first look at whether a proposal needs a full EqIA")),
                ]
            )
        ],
    )
