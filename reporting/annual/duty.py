"""The duty the report answers to, how it was made, and how people are protected in its figures."""

from typing import Any

from django.utils.translation import gettext as _

from organisation.choices import Jurisdiction
from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import day
from toolkit.symbols import HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE, SYMBOLS


def duty_section(evidence: Evidence) -> dict[str, Any]:
    return blocks.section(
        "duty",
        _("Our duty, and how this report was made"),
        [
            blocks.words(
                _(
                    "Section 149 of the Equality Act 2010 asks us, in everything we do, to have due regard to the need to:"
                )
            ),
            blocks.points(
                [
                    _("eliminate discrimination, harassment, victimisation and anything else the Act forbids"),
                    _(
                        "advance equality of opportunity between people who share a protected characteristic and those who do not"
                    ),
                    _("foster good relations between people who share a protected characteristic and those who do not"),
                ]
            ),
            blocks.words(
                _(
                    "The protected characteristics are age, disability, gender reassignment, marriage and civil partnership, "
                    "pregnancy and maternity, race, religion or belief, sex and sexual orientation. Marriage and civil "
                    "partnership counts for the first need only."
                )
            ),
            blocks.words(_specific_duties(evidence)),
            blocks.heading(_("Where the figures come from")),
            blocks.words(
                _(
                    "This report covers %(first)s to %(last)s. All its figures were drawn from our records on %(as_at)s and "
                    "frozen: they do not change afterwards, and the report’s fingerprint (SHA-256) proves it."
                )
                % {"first": day(evidence.starts_on), "last": day(evidence.ends_on), "as_at": day(evidence.as_at)}
            ),
            _sources(evidence),
            blocks.heading(_("How we protect people in the figures")),
            blocks.words(
                _(
                    "A count of 1 to 4 people is hidden, and so is every other figure from which it could be worked out. Signs "
                    "stand where a number cannot:"
                )
            ),
            blocks.terms([(symbol, str(SYMBOLS[symbol])) for symbol in (HIDDEN, NOT_AVAILABLE, NOT_APPLICABLE)]),
            blocks.words(
                _("Shares are worked out from exact counts and then rounded, so they may not add up to 100%.")
            ),
        ],
    )


def _specific_duties(evidence: Evidence) -> str:
    if evidence.jurisdiction != Jurisdiction.ENGLAND:
        return _("We also publish this report under the specific duties that apply to us.")
    return _(
        "The Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017 (SI 2017/353) ask us to publish, at "
        "least once a year, information that shows how we meet this duty (regulation 4), and specific and measurable objectives "
        "at least every four years (regulation 5). This report is that information."
    )


def _sources(evidence: Evidence) -> dict[str, Any]:
    as_at, last = day(evidence.as_at), day(evidence.ends_on)
    rows = [
        [_("Objectives and indicators"), _("Readings recorded for each indicator"), last],
        [_("EqIAs"), _("EqIA register: what happened within the year"), _("The year")],
        [_("Action plans"), _("Actions and their progress updates"), as_at],
    ]
    if evidence.workforce:
        rows.append(
            [
                _("Workforce"),
                _("Staff snapshot of %s people") % evidence.workforce.headcount,
                day(evidence.workforce.as_at),
            ]
        )
    return blocks.table(
        _("Sources of this report"), [(_("What"), False), (_("Source"), False), (_("As at"), False)], rows
    )
