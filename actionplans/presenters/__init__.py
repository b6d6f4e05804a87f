"""Words, colours and shapes for the pages of action plans."""

from actionplans.presenters.actions import ActionRow, rows_of
from actionplans.presenters.chain import chain_of
from actionplans.presenters.deadlines import deadline_of
from actionplans.presenters.imports import IMPORT_TAGS, import_summary
from actionplans.presenters.leads import leading_of
from actionplans.presenters.missing import holes_of
from actionplans.presenters.parts import division_of
from actionplans.presenters.plans import PLAN_TAGS, period_of, plan_summary
from actionplans.presenters.standing import ShownStanding, stated_rules
from actionplans.presenters.truth import truth_of
from actionplans.presenters.words import PARTS

__all__ = [
    "IMPORT_TAGS",
    "PARTS",
    "PLAN_TAGS",
    "ActionRow",
    "ShownStanding",
    "chain_of",
    "deadline_of",
    "division_of",
    "holes_of",
    "import_summary",
    "leading_of",
    "period_of",
    "plan_summary",
    "rows_of",
    "stated_rules",
    "truth_of",
]
