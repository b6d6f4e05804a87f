from typing import Any, ClassVar

from crispy_forms_gds.layout import Field
from django.utils.translation import gettext_lazy

from organisation.models import Characteristic
from toolkit.editing import EditForm


class CharacteristicForm(EditForm):
    class Meta:
        model = Characteristic
        fields = ("name", "description")
        help_texts: ClassVar = {"description": gettext_lazy("In the words your readers use")}
        error_messages: ClassVar = {"name": {"required": gettext_lazy("Enter the name")}}

    def rows(self) -> list[Any]:
        return ["name", Field.textarea("description", rows=4)]


class AddCharacteristicForm(CharacteristicForm):
    button = gettext_lazy("Add")
