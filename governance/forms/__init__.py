from governance.forms.bodies import BodyForm, MeetingForm, SeatForm
from governance.forms.decisions import DecisionForm, OverrideForm, ReasonForm, TakeForm

__all__ = ["BodyForm", "DecisionForm", "MeetingForm", "OverrideForm", "ReasonForm", "SeatForm", "TakeForm"]
