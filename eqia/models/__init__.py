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
from eqia.models.versions import STEPS, AssessmentMove, AssessmentVersion

__all__ = [
    "STEPS",
    "Assessment",
    "AssessmentMove",
    "AssessmentVersion",
    "Conclusion",
    "Consultation",
    "DecisionLink",
    "DecisionPaper",
    "Edit",
    "EvidenceItem",
    "FormEdition",
    "Impact",
    "LocalAnswer",
    "LocalQuestion",
    "Mitigation",
    "ModuleSwitch",
    "PromptReply",
    "ReferenceCounter",
    "Screening",
    "ScreeningAnswer",
    "SectionDraft",
]
