"""Words, colours and shapes for the pages of action plans."""

from actionplans.presenters.actions import ActionRow, rows_of
from actionplans.presenters.chain import chain_of
from actionplans.presenters.deadlines import milestones_of, reading_rows
from actionplans.presenters.imports import IMPORT_TAGS, import_summary
from actionplans.presenters.leads import leading_of
from actionplans.presenters.missing import holes_of
from actionplans.presenters.parts import division_of
from actionplans.presenters.plans import PLAN_TAGS, period_of, plan_summary
from actionplans.presenters.standing import ShownStanding, stated_rules
from actionplans.presenters.words import PARTS

__all__ = [
    "IMPORT_TAGS",
    "PARTS",
    "PLAN_TAGS",
    "ActionRow",
    "ShownStanding",
    "chain_of",
    "division_of",
    "holes_of",
    "import_summary",
    "leading_of",
    "milestones_of",
    "period_of",
    "plan_summary",
    "reading_rows",
    "rows_of",
    "stated_rules",
]
