"""The employer action plan that the government's gender pay gap service takes, and what it asks of one.

Law: Equality Act 2010, section 78A (inserted by the Employment Rights Act 2025): plans on the gender pay gap and on support
for employees going through the menopause. Voluntary for the reporting year 2026 to 2027; to be required from spring 2027.

- At least two actions are new or in progress: at least one that addresses the gender pay gap and at least one that supports
  employees experiencing menopause. An embedded action does not count.
- "Advertise flexible working arrangements in job adverts" is tagged for both and satisfies either, but is one action.
- Each action that is new or in progress has a supporting text: why it was chosen and how its effect is tracked. For an
  embedded one it is optional. It has at most 100 words and no links; the narrative of the whole has at most 200.
- A link to the employer's own website begins with http:// or https://.
- A public authority need not name a responsible person; if it does, it gives first name, last name and job title.
- Words are counted as the service counts them: what stands between spaces, tabs and line ends.

Source: the service's code (ukgov-equality-hub/gender-pay-gap, ActionsHelper.cs, ActionPlan.cs and the views of the plan) and
https://www.gov.uk/government/publications/creating-an-action-plan-guidance-for-employers, read in November 2026.
"""

import datetime
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

PAY_GAP, MENOPAUSE = "pay_gap", "menopause"
NEW, EMBEDDED = "new", "embedded"
MOST_WORDS, MOST_WORDS_OF_NARRATIVE, FEWEST_NEW = 100, 200, 2
GUIDANCE = "https://www.gov.uk/government/publications/creating-an-action-plan-guidance-for-employers"
SERVICE = "https://gender-pay-gap.service.gov.uk"

CATEGORIES = {
    "recruiting": gettext_lazy("Recruiting staff"),
    "developing": gettext_lazy("Developing and promoting staff"),
    "diversity": gettext_lazy("Building diversity into your organisation"),
    "transparency": gettext_lazy("Increasing transparency"),
    "menopause": gettext_lazy("Supporting employees experiencing menopause"),
}


@dataclass(frozen=True)
class CatalogueAction:
    """An action of the published catalogue under the name it has there. `identifier` is the service's own."""

    key: str
    category: str
    name: str
    identifier: str
    tags: tuple[str, ...]

    @property
    def looks_for(self) -> tuple[str, ...]:
        """Words by which an action of our own may be known to carry it out."""
        return _WORDS[self.category] if self.category == "menopause" else _WORDS.get(self.key, _WORDS[self.category])

    @property
    def guidance(self) -> str:
        slug = _SLUGS.get(self.key, self.key)
        return f"https://www.gov.uk/government/publications/{slug}/{slug}"


# Words in actions of our own that come near to a category, or to one action of it.
_WORDS: dict[str, tuple[str, ...]] = {
    "recruiting": ("recruit", "job descr", "job advert", "interview", "applicant", "shortlist"),
    "developing": ("promotion", "mentor", "career", "progression", "sponsor"),
    "diversity": ("gender represent", "women in senior", "target"),
    "transparency": ("pay gap", "pay transparen", "flexible work", "parental leave", "promotion"),
    "menopause": ("menopaus",),
    "advertise-flexible-working-arrangements-in-job-adverts": ("flexible work", "job advert"),
}

# Where the guidance is published under another name than the action's own.
_SLUGS = {
    "offer-occupational-health-advice-to-employees-experiencing-menopause": "offer-occupational-health-advice-for-employees-experiencing-menopause",
    "offer-workplace-adjustments-to-employees-experiencing-menopause": "offer-workplace-adjustments-for-employees-experiencing-menopause",
}


def _of(category: str, *tags: str, **named: str) -> list[CatalogueAction]:
    return [
        CatalogueAction(re.sub(r"[^a-z]+", "-", name.lower()), category, name, identifier, tags)
        for identifier, name in named.items()
    ]


CATALOGUE: tuple[CatalogueAction, ...] = (
    *_of(
        "recruiting",
        PAY_GAP,
        MakeJobDescriptionsInclusive="Make job descriptions inclusive",
        EncourageApplicationsFromARangeOfCandidates="Encourage applications from a range of candidates",
        ReduceUnconsciousBiasInCvScreening="Reduce unconscious bias in CV screening",
        UseFairAndStructuredInterviewTechniques="Use fair and structured interview techniques",
        AdvertiseLeavePoliciesInJobAdverts="Advertise leave policies in job adverts",
    ),
    *_of(
        "recruiting",
        PAY_GAP,
        MENOPAUSE,
        AdvertiseFlexibleWorkingArrangementsInJobAdverts="Advertise flexible working arrangements in job adverts",
    ),
    *_of(
        "developing",
        PAY_GAP,
        AutomaticallyConsiderEligibleEmployeesForPromotion="Automatically consider eligible employees for promotion",
        EncourageEmployeeDevelopmentThroughActionableSteps="Encourage employee development through actionable steps",
        OfferMentoringSponsorshipAndOtherDevelopmentProgrammes="Offer mentoring, sponsorship and other development programmes",
    ),
    *_of(
        "diversity",
        PAY_GAP,
        SetTargetsToImproveGenderRepresentation="Set targets to improve gender representation",
    ),
    *_of(
        "transparency",
        PAY_GAP,
        IncreaseTransparencyForPayPromotionAndRewards="Increase transparency for pay, promotion and rewards",
        EnhanceAndPromoteFlexibleWorkingAndLeavePolicies="Enhance and promote flexible working and leave policies",
    ),
    *_of(
        "menopause",
        MENOPAUSE,
        TrainManagersToSupportEmployeesExperiencingMenopause="Train managers to support employees experiencing menopause",
        OfferOccupationalHealthAdviceForMenopause="Offer occupational health advice to employees experiencing menopause",
        SetUpMenopauseSupportGroupsAndNetworks="Set up menopause support groups and networks",
        OfferWorkplaceAdjustmentsForMenopause="Offer workplace adjustments to employees experiencing menopause",
        ConductMenopauseRiskAssessmentForWorkplace="Conduct a menopause risk assessment for your workplace",
        ReviewPoliciesProceduresMenopause="Review policies and procedures to meet the needs of employees experiencing menopause",
    ),
)
BY_KEY = {action.key: action for action in CATALOGUE}


@dataclass(frozen=True)
class Entry:
    """An action of the catalogue in a plan: its key, NEW or EMBEDDED, and its supporting text."""

    key: str
    status: str
    support: str


@dataclass(frozen=True)
class PlanContent:
    """A plan as it is submitted. `responsible` is first name, last name and job title."""

    entries: list[Entry]
    narrative: str = ""
    link: str = ""
    responsible: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class Problem:
    """A rule that a plan breaks, with what to do about it; `key` names the action of the catalogue it is about, and
    `is_about_the_whole` says that it is about the narrative, the link or the person."""

    sentence: str
    key: str = ""
    is_about_the_whole: bool = False


def count_words(text: str) -> int:
    """As the service counts: the pieces between spaces, tabs and line ends. A dash on its own is a word."""
    return len([piece for piece in re.split(r"[ \r\n\t]+", text) if piece])


def what_is_wrong(plan: PlanContent) -> list[Problem]:
    """Every rule the plan breaks, as what to do; none for a plan that the service takes."""
    return [*_too_few(plan.entries), *_texts(plan.entries), *_around(plan)]


def _too_few(entries: list[Entry]) -> list[Problem]:
    new = [BY_KEY[entry.key] for entry in entries if entry.status == NEW]
    problems = []
    if not any(PAY_GAP in action.tags for action in new):
        problems.append(Problem(_("Choose at least one action for the gender pay gap that is new or in progress.")))
    if not any(MENOPAUSE in action.tags for action in new):
        problems.append(Problem(_("Choose at least one action on menopause that is new or in progress.")))
    if len(new) == 1 and len(new[0].tags) > 1:
        words = _("“%s” counts for the pay gap or for menopause, but only once. Choose one more action that is new or in progress.")  # fmt: skip
        problems.append(Problem(words % new[0].name, new[0].key))
    elif len(new) < FEWEST_NEW and not problems:
        problems.append(Problem(_("Choose at least two actions that are new or in progress.")))
    return problems


def _texts(entries: list[Entry]) -> list[Problem]:
    problems = []
    for entry in entries:
        name, over = BY_KEY[entry.key].name, count_words(entry.support) - MOST_WORDS
        if entry.status == NEW and not entry.support.strip():
            words = _("Write why you chose “%s” and how you will track what it changes.")
            problems.append(Problem(words % name, entry.key))
        if over > 0:
            words = ngettext(
                "Take %(over)d word out of the text of “%(name)s”: it may have 100.",
                "Take %(over)d words out of the text of “%(name)s”: it may have 100.",
                over,
            )
            problems.append(Problem(words % {"over": over, "name": name}, entry.key))
        if has_link(entry.support):
            words = _("Take the link out of the text of “%s”: the service takes none there.")
            problems.append(Problem(words % name, entry.key))
    return problems


def _around(plan: PlanContent) -> list[Problem]:
    problems = []
    if (over := count_words(plan.narrative) - MOST_WORDS_OF_NARRATIVE) > 0:
        words = ngettext(
            "Take %d word out of the narrative: it may have 200.",
            "Take %d words out of the narrative: it may have 200.",
            over,
        )
        problems.append(Problem(words % over, is_about_the_whole=True))
    if not plan.link:
        problems.append(
            Problem(
                _("Enter a link to your equality policies or strategy on your own website."), is_about_the_whole=True
            )
        )
    elif not plan.link.startswith(("http://", "https://")):
        problems.append(Problem(_("Begin the link to your website with https://."), is_about_the_whole=True))
    if any(plan.responsible) and not all(plan.responsible):
        problems.append(
            Problem(
                _("Give the first name, last name and job title of the responsible person, or leave all three empty."),
                is_about_the_whole=True,
            )
        )
    return problems


def has_link(text: str) -> bool:
    return re.search(r"https?://|\bwww\.", text, re.IGNORECASE) is not None


def reporting_year(year: int) -> str:
    """A reporting year is called by the year of its snapshot date and the next: 2026 to 2027."""
    return _("%(first)d to %(last)d") % {"first": year, "last": year + 1}


def publish_by(year: int) -> datetime.date:
    """The last day of the reporting year of most public authorities, whose snapshot date is 31 March.

    Source: SI 2017/353, schedule 1, paragraphs 1 and 2.
    """
    return datetime.date(year + 1, 3, 30)
