"""Action plans: what was promised, by whom and by when, and what has become of it."""

from actionplans.models.actions import Action
from actionplans.models.bonds import ActionCharacteristic, ActionObjective
from actionplans.models.chain import ActionDependency, Likeness, NotNeeded
from actionplans.models.counting import Counted, PlanTally
from actionplans.models.employer import (
    EmployerAction,
    EmployerActionLink,
    EmployerPlan,
    EmployerPlanMove,
    EmployerPlanVersion,
)
from actionplans.models.feeds import Feed
from actionplans.models.imports import ActionImport, SourceRow
from actionplans.models.leads import Lead, LeadAnswer
from actionplans.models.links import SharedWork
from actionplans.models.plans import Plan, PlanMove, PriorityOutcome
from actionplans.models.records import ActionMove, Challenge, DeadlineChange, Update
from actionplans.models.requests import EscalationStep, Message, UpdateRequest
from actionplans.models.tallies import ActionTally
from actionplans.models.verification import Verification

__all__ = [
    "Action",
    "ActionCharacteristic",
    "ActionDependency",
    "ActionImport",
    "ActionMove",
    "ActionObjective",
    "ActionTally",
    "Challenge",
    "Counted",
    "DeadlineChange",
    "EmployerAction",
    "EmployerActionLink",
    "EmployerPlan",
    "EmployerPlanMove",
    "EmployerPlanVersion",
    "EscalationStep",
    "Feed",
    "Lead",
    "LeadAnswer",
    "Likeness",
    "Message",
    "NotNeeded",
    "Plan",
    "PlanMove",
    "PlanTally",
    "PriorityOutcome",
    "SharedWork",
    "SourceRow",
    "Update",
    "UpdateRequest",
    "Verification",
]
