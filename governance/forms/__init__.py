from governance.forms.bodies import BodyForm, MeetingForm, SeatForm
from governance.forms.decisions import DecisionForm, OverrideForm, ReasonForm, TakeForm
from governance.forms.recommendations import AnswerForm, RecommendationForm

__all__ = [
    "AnswerForm",
    "BodyForm",
    "DecisionForm",
    "MeetingForm",
    "OverrideForm",
    "ReasonForm",
    "RecommendationForm",
    "SeatForm",
    "TakeForm",
]
