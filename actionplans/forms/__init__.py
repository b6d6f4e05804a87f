"""Forms for plans, actions, updates and imports."""

from actionplans.forms.actions import ActionForm, FromMitigationForm, SettleForm
from actionplans.forms.feeds import FeedForm
from actionplans.forms.imports import ColumnsForm, UploadForm
from actionplans.forms.plans import PlanForm, PlanStateForm
from actionplans.forms.updates import UpdateForm

__all__ = [
    "ActionForm",
    "ColumnsForm",
    "FeedForm",
    "FromMitigationForm",
    "PlanForm",
    "PlanStateForm",
    "SettleForm",
    "UpdateForm",
    "UploadForm",
]
