"""Duties and commitments beside the Equality Act: one optional section each, asked only where the body switched it on."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from eqia.questions.base import Question, Section
from organisation.choices import Jurisdiction


def _module(key: str, heading: Any, asks: Any, think: Any, help: tuple[Any, ...], example: Any) -> Section:
    return Section(
        key,
        heading,
        (
            Question("relevance", asks, think),
            Question("what", _("What does it mean?"), _("Who is touched, and how?"), example),
            Question(
                "response", _("What will you do about it?"), _("Leave it empty if it does good and needs nothing")
            ),
            Question("finding_out", _("How will you find out?"), _("Whom will you ask, or where will you look?")),
            Question("find_out_lead", _("Who will find out?")),
            Question("find_out_on", _("By when?"), _("For example, 31 3 2027")),
        ),
        help,
        example,
    )


HUMAN_RIGHTS = _module(
    "human_rights",
    _("Human rights"),
    _("Could it touch anybody’s human rights?"),
    _("Such as home and family life, privacy, dignity in care, belief, speech, a fair hearing, education"),
    (_("Public authorities must act in keeping with the rights in the Human Rights Act 1998."),),
    _("“Article 8, privacy: the cameras record who visits the clinic. Records are deleted after 7 days.”"),
)
CHILDRENS_RIGHTS = _module(
    "childrens_rights",
    _("Children’s rights"),
    _("Could it touch children’s rights or interests?"),
    _("Such as play, safety, being heard, growing up with their family, learning"),
    (
        _(
            "The United Nations Convention on the Rights of the Child asks that children’s interests come first and that they are heard."
        ),
    ),
    _("“Article 31, play: the pitch is lost for a year. Pupils of both schools chose where the temporary one goes.”"),
)
SOCIO_ECONOMIC = _module(
    "socio_economic",
    _("Low income and poverty"),
    _("Could it make life harder or better for people on a low income?"),
    _("Such as charges, fares, time off work, the need for a car, a phone or a deposit"),
    (
        _(
            "In Wales and Scotland a duty asks strategic decisions to reduce the inequality that poverty brings. Elsewhere it is good practice."
        ),
    ),
    _(
        "“A deposit of £50 is a week’s food for about 300 households. It is waived for everybody on a means-tested benefit.”"
    ),
)
RURAL = _module(
    "rural",
    _("Rural areas"),
    _("Does it work for people in villages and the countryside?"),
    _("Such as distance, buses, broadband, few users in one place"),
    (_("What works in a town may not reach a village with two buses a day."),),
    _("“The nearest centre is 14 miles from Upper Stour. The van calls there on the first Tuesday.”"),
)
ARMED_FORCES = _module(
    "armed_forces",
    _("Armed forces community"),
    _("Could it put people who serve or served, or their families, at a disadvantage?"),
    _("Such as waiting lists, school places in mid-year, proof of residence"),
    (
        _(
            "The Armed Forces Act 2021 asks councils to have due regard to the Covenant in health, education and housing."
        ),
    ),
    _("“The two-year residence rule would shut out families who are posted here. They are exempt.”"),
)
WELSH_LANGUAGE = _module(
    "welsh_language",
    _("Welsh language"),
    _("Could it touch chances to use Welsh, or treat it less favourably than English?"),
    _("Such as signs, forms, staff, schools, Welsh-speaking communities"),
    (_("The Welsh language standards ask for the effect of each policy decision on the language to be considered."),),
    _("“Both posts at the counter ask for Welsh; the form opens in the language of the visitor’s choice.”"),
)
ENVIRONMENT = _module(
    "environment",
    _("Environment"),
    _("Could it change air, noise, green space or heat for some people more than for others?"),
    _("Such as traffic moved from one street to another, trees, flood water"),
    (_("Pollution and heat weigh most on those who are young, old or ill, and on those who cannot move away."),),
    _("“200 more lorries a day pass the Elm Road primary school. Deliveries are kept to outside school hours.”"),
)

# The key of each is a value of `eqia.choices.Module`, in the order in which they are asked.
MODULE_SECTIONS = {
    section.key: section
    for section in (
        HUMAN_RIGHTS,
        CHILDRENS_RIGHTS,
        SOCIO_ECONOMIC,
        RURAL,
        ARMED_FORCES,
        WELSH_LANGUAGE,
        ENVIRONMENT,
    )
}
MODULES = tuple(MODULE_SECTIONS)


def modules_for(jurisdiction: str) -> tuple[str, ...]:
    """Which of them are asked until a body switches others on: what the law of the place asks for, and no more."""
    asked = {"human_rights", "childrens_rights", "armed_forces"}
    if jurisdiction in (Jurisdiction.WALES, Jurisdiction.SCOTLAND):
        asked |= {"socio_economic"}
    if jurisdiction == Jurisdiction.WALES:
        asked |= {"welsh_language"}
    if jurisdiction in (Jurisdiction.ENGLAND, Jurisdiction.NORTHERN_IRELAND):
        asked |= {"rural"}
    return tuple(key for key in MODULES if key in asked)


MODULES_ON = modules_for(Jurisdiction.ENGLAND)

# The page on which those that are switched on are asked together.
MODULES_PAGE = Section(
    "modules",
    _("Other duties"),
    (),
    (
        _("Each takes one answer. Only where the answer is “yes” or “I don’t know” is more asked."),
        _("“No” is a finding: choose it when you have thought about it, not to get on."),
    ),
)
