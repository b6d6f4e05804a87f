"""Hiding enough beside the sensitive numbers that the totals do not give them back."""

from disclosure.suppression.loss import COSTS, Cost
from disclosure.suppression.optimum import Suppression, suppress, suppress_optimally
from disclosure.suppression.problem import CannotProtect

__all__ = ["COSTS", "CannotProtect", "Cost", "Suppression", "suppress", "suppress_optimally"]
