"""What an assessment asks, section by section: the one source of its wording.

The forms, the page that reads an assessment back, the frozen versions and their PDFs all take the words from here, so
that a version shows the question as it was put. Changing a question changes no version that is already frozen.
"""

from eqia.questions.base import Question, Section
from eqia.questions.conclusion import LAW, OUTCOME, OUTCOME_MEANINGS, REVIEW
from eqia.questions.duty import ATTESTATION_FULL, ATTESTATION_NOT_REQUIRED, DUTY, READING
from eqia.questions.impact import (
    CUMULATIVE,
    EFFECT_MEANINGS,
    IMPACT,
    IMPACT_ANSWERS,
    INTERSECTION_ITEM,
    INTERSECTIONS,
    MITIGATION,
    MITIGATION_ITEM,
    SUBGROUP,
    SUBGROUP_NAMES,
)
from eqia.questions.knowledge import CONSULTATION, CONSULTATION_ITEM, EVIDENCE, EVIDENCE_ITEM, GAP_ITEM
from eqia.questions.modules import MODULE_SECTIONS, MODULES, MODULES_ON, MODULES_PAGE, modules_for
from eqia.questions.proposal import (
    ALTERNATIVE_ITEM,
    ALTERNATIVES,
    LINKS,
    PEOPLE,
    PROPOSAL,
    TEAM,
    TEAM_ITEM,
)
from eqia.questions.screening import AIMS, GROUPS, SCREENING

__all__ = [
    "AIMS",
    "ALTERNATIVES",
    "ALTERNATIVE_ITEM",
    "ATTESTATION_FULL",
    "ATTESTATION_NOT_REQUIRED",
    "CONSULTATION",
    "CONSULTATION_ITEM",
    "CUMULATIVE",
    "DUTY",
    "EFFECT_MEANINGS",
    "EVIDENCE",
    "EVIDENCE_ITEM",
    "GAP_ITEM",
    "GROUPS",
    "IMPACT",
    "IMPACT_ANSWERS",
    "INTERSECTIONS",
    "INTERSECTION_ITEM",
    "LAW",
    "LINKS",
    "MITIGATION",
    "MITIGATION_ITEM",
    "MODULES",
    "MODULES_ON",
    "MODULES_PAGE",
    "MODULE_SECTIONS",
    "OUTCOME",
    "OUTCOME_MEANINGS",
    "PEOPLE",
    "PROPOSAL",
    "READING",
    "REVIEW",
    "SCREENING",
    "SUBGROUP",
    "SUBGROUP_NAMES",
    "TEAM",
    "TEAM_ITEM",
    "Question",
    "Section",
    "modules_for",
]

BEFORE_RESULT = (PROPOSAL, PEOPLE, AIMS, GROUPS, SCREENING)
AFTER_RESULT = (
    ALTERNATIVES,
    TEAM,
    LINKS,
    EVIDENCE,
    CONSULTATION,
    INTERSECTIONS,
    CUMULATIVE,
    MODULES_PAGE,
    MITIGATION,
    LAW,
    OUTCOME,
    REVIEW,
)
SECTIONS = {section.key: section for section in (*BEFORE_RESULT, *AFTER_RESULT)}
ITEM_SECTIONS = {
    "alternatives": ALTERNATIVE_ITEM,
    "team": TEAM_ITEM,
    "evidence": EVIDENCE_ITEM,
    "gap": GAP_ITEM,
    "consultation": CONSULTATION_ITEM,
    "intersections": INTERSECTION_ITEM,
    "subgroup": SUBGROUP,
    "mitigation": MITIGATION_ITEM,
}

# The page on which the items of a list stand, where it is called otherwise than the list.
PAGE_OF = {"gap": "evidence"}

# Every section that has words, by its key; what a body may put in their place is laid over this.
STANDARD = {
    section.key: section
    for section in (
        *SECTIONS.values(),
        IMPACT,
        *ITEM_SECTIONS.values(),
        *MODULE_SECTIONS.values(),
    )
}
