"""Forms for plans, actions, updates and imports."""

from actionplans.forms.actions import ActionForm, FromMitigationForm, FromRecommendationForm
from actionplans.forms.answering import AnswerForm
from actionplans.forms.asking import AskForm, AskSelectedForm, QuestionForm
from actionplans.forms.deadlines import MilestonesForm, SettleForm
from actionplans.forms.employer import AboutForm, EntryForm, MarkForm, StepForm
from actionplans.forms.escalation import ChainForm
from actionplans.forms.feeds import FeedForm
from actionplans.forms.imports import ColumnsForm, UploadForm
from actionplans.forms.links import LinkForm
from actionplans.forms.missing import MendForm
from actionplans.forms.plans import PlanForm, PlanStateForm
from actionplans.forms.rolling import NextPlanForm, RollForm
from actionplans.forms.together import TogetherForm
from actionplans.forms.updates import UpdateForm
from actionplans.forms.verification import JudgeForm

__all__ = [
    "AboutForm",
    "ActionForm",
    "AnswerForm",
    "AskForm",
    "AskSelectedForm",
    "ChainForm",
    "ColumnsForm",
    "EntryForm",
    "FeedForm",
    "FromMitigationForm",
    "FromRecommendationForm",
    "JudgeForm",
    "LinkForm",
    "MarkForm",
    "MendForm",
    "MilestonesForm",
    "NextPlanForm",
    "PlanForm",
    "PlanStateForm",
    "QuestionForm",
    "RollForm",
    "SettleForm",
    "StepForm",
    "TogetherForm",
    "UpdateForm",
    "UploadForm",
]
