from eqia.forms import items
from eqia.forms.groups import GroupsForm
from eqia.forms.knowledge import KNOWLEDGE_FORMS
from eqia.forms.papers import ChooseDecisionForm
from eqia.forms.review import NewThreadForm, TalkForm
from eqia.forms.sections import SECTION_FORMS, ImpactForm, StartForm
from eqia.forms.steps import AttestForm, CheckForm, ReasonForm

ITEM_FORMS = items.ITEM_FORMS | KNOWLEDGE_FORMS

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
