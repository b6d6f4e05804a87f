"""Bodies and their meetings, decisions and what lets them pass, and the shapes that every governed record shares."""

from governance.models.bodies import Body, Meeting, Seat
from governance.models.clearances import Clearance, DecisionReading
from governance.models.decisions import Decision, DecisionCounter, DecisionMove
from governance.models.recommendations import Recommendation, RecommendationMove
from governance.models.records import FrozenVersion, Move

__all__ = [
    "Body",
    "Clearance",
    "Decision",
    "DecisionCounter",
    "DecisionMove",
    "DecisionReading",
    "FrozenVersion",
    "Meeting",
    "Move",
    "Recommendation",
    "RecommendationMove",
    "Seat",
]
