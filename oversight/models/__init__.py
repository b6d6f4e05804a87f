"""Across all assessments: what is counted, what was planned for the year, and what became of what was promised."""

from oversight.models.follow_through import EffectCheck, PromiseFlag, ReviewTrigger
from oversight.models.programme import Programme, ProgrammeEntry, ProgrammeVersion
from oversight.models.tallies import Counted, Tally

__all__ = [
    "Counted",
    "EffectCheck",
    "Programme",
    "ProgrammeEntry",
    "ProgrammeVersion",
    "PromiseFlag",
    "ReviewTrigger",
    "Tally",
]
