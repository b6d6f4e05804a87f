from eqia.forms import items
from eqia.forms.cards import ImpactForm
from eqia.forms.groups import GroupsForm
from eqia.forms.knowledge import KNOWLEDGE_FORMS
from eqia.forms.modules import ModulesForm
from eqia.forms.papers import ChooseDecisionForm
from eqia.forms.parts import PART_FORMS
from eqia.forms.review import NewThreadForm, TalkForm
from eqia.forms.sections import SECTION_FORMS, StartForm
from eqia.forms.steps import AttestForm, CheckForm, ReasonForm

# The form of one item, by the section that lists it.
ITEM_FORMS = {**PART_FORMS, **items.ITEM_FORMS, **KNOWLEDGE_FORMS}

__all__ = [
    "ITEM_FORMS",
    "SECTION_FORMS",
    "AttestForm",
    "CheckForm",
    "ChooseDecisionForm",
    "GroupsForm",
    "ImpactForm",
    "ModulesForm",
    "NewThreadForm",
    "ReasonForm",
    "StartForm",
    "TalkForm",
]
