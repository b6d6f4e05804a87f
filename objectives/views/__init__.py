"""Pages of the objectives room."""

from objectives.views.histories import indicator_history, objective_history, reading_history
from objectives.views.indicators import add_indicator, change_indicator
from objectives.views.moves import close, put_in_force, reopen
from objectives.views.objectives import add_objective, change_objective, objective_detail, objective_list
from objectives.views.readings import add_reading, correct_reading

__all__ = [
    "add_indicator",
    "add_objective",
    "add_reading",
    "change_indicator",
    "change_objective",
    "close",
    "correct_reading",
    "indicator_history",
    "objective_detail",
    "objective_history",
    "objective_list",
    "put_in_force",
    "reading_history",
    "reopen",
]
