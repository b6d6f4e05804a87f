"""An assessment of what a proposal means for equality, and its parts.

Nothing here is ever filled in beforehand: an empty answer is an answer not given, and `missing_to_submit` names it.
Drafts may be saved half-finished, so the database ties states to dates, and completeness is judged at submission.
"""

from eqia.models.assessment import Assessment, Edit, ReferenceCounter
from eqia.models.consultation import Consultation
from eqia.models.editions import FormEdition, LocalQuestion, ModuleSwitch, SectionDraft
from eqia.models.evidence import EvidenceItem
from eqia.models.papers import DecisionLink, DecisionPaper
from eqia.models.parts import (
    Conclusion,
    Impact,
    LocalAnswer,
    Mitigation,
    PromptReply,
    Screening,
    ScreeningAnswer,
)
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
    "EvidenceItem",
    "FormEdition",
    "Impact",
    "Lapse",
    "LocalAnswer",
    "LocalQuestion",
    "Mitigation",
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
    "Thread",
    "Turn",
]
