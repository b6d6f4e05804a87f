"""An assessment of what a proposal means for equality, and its parts.

Nothing here is ever filled in beforehand: an empty answer is an answer not given, and `missing_to_submit` names it.
Drafts may be saved half-finished, so the database ties states to dates, and completeness is judged at submission.
"""

from eqia.models.assessment import Assessment, Edit, ReferenceCounter
from eqia.models.consultation import Consultation
from eqia.models.editions import FormEdition, LocalQuestion, ModuleSwitch, SectionDraft
from eqia.models.evidence import EvidenceGap, EvidenceItem
from eqia.models.impacts import Impact, Intersection, Mitigation, ModuleAnswer, Subgroup
from eqia.models.papers import DecisionLink, DecisionPaper
from eqia.models.parts import Conclusion, LocalAnswer, PromptReply, Screening, ScreeningAnswer
from eqia.models.proposal import Alternative, TeamMember
from eqia.models.public import PublicVersion, Redaction
from eqia.models.review import Comment, Thread
from eqia.models.search import SearchDocument, SearchWord
from eqia.models.signoff import (
    Delegation,
    Lapse,
    Nudge,
    SignOff,
    SignOffChain,
    SignOffRound,
    SignOffStep,
    Turn,
)
from eqia.models.versions import STEPS, AssessmentMove, AssessmentVersion

__all__ = [
    "STEPS",
    "Alternative",
    "Assessment",
    "AssessmentMove",
    "AssessmentVersion",
    "Comment",
    "Conclusion",
    "Consultation",
    "DecisionLink",
    "DecisionPaper",
    "Delegation",
    "Edit",
    "EvidenceGap",
    "EvidenceItem",
    "FormEdition",
    "Impact",
    "Intersection",
    "Lapse",
    "LocalAnswer",
    "LocalQuestion",
    "Mitigation",
    "ModuleAnswer",
    "ModuleSwitch",
    "Nudge",
    "PromptReply",
    "PublicVersion",
    "Redaction",
    "ReferenceCounter",
    "Screening",
    "ScreeningAnswer",
    "SearchDocument",
    "SearchWord",
    "SectionDraft",
    "SignOff",
    "SignOffChain",
    "SignOffRound",
    "SignOffStep",
    "Subgroup",
    "TeamMember",
    "Thread",
    "Turn",
]
