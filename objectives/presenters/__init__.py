"""Words, shapes and tables for the pages, the charts and the reports of this room. What must be hidden is hidden here."""

from objectives.presenters.cards import IndicatorCard, ObjectiveCard
from objectives.presenters.pictures import PicturedIndicator
from objectives.presenters.words import PROGRESS_CHOICES, Tag, day, finding, in_unit, number, plain, progress_tag

__all__ = [
    "PROGRESS_CHOICES",
    "IndicatorCard",
    "ObjectiveCard",
    "PicturedIndicator",
    "Tag",
    "day",
    "finding",
    "in_unit",
    "number",
    "plain",
    "progress_tag",
]
