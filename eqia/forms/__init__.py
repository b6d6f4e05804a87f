from eqia.forms.groups import GroupsForm
from eqia.forms.items import ITEM_FORMS
from eqia.forms.papers import ChooseDecisionForm
from eqia.forms.review import NewThreadForm, TalkForm
from eqia.forms.sections import SECTION_FORMS, ImpactForm, StartForm
from eqia.forms.steps import AttestForm, CheckForm, ReasonForm

__all__ = [
    "ITEM_FORMS",
    "SECTION_FORMS",
    "AttestForm",
    "CheckForm",
    "ChooseDecisionForm",
    "GroupsForm",
    "ImpactForm",
    "NewThreadForm",
    "ReasonForm",
    "StartForm",
    "TalkForm",
]
