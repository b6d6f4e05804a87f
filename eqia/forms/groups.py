from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import HttpRequest

from eqia.choices import Likely
from eqia.forms.base import Difference, OpenedForm, words_of
from eqia.models import Assessment, ScreeningAnswer


class GroupsForm(OpenedForm):
    """Screening: one answer for each characteristic of the assessment, none of them chosen beforehand."""

    def __init__(
        self,
        *args: Any,
        request: HttpRequest,
        revision: int,
        assessment: Assessment,
        answers: list[ScreeningAnswer] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.carry(request, revision)
        self.answers = answers or list(assessment.screening_answers.select_related("characteristic"))
        for answer in self.answers:
            self.fields[answer.characteristic.key] = forms.ChoiceField(
                label=answer.characteristic.name,
                choices=Likely.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=answer.answer,
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each characteristic with its bound field."""
        return [(answer.characteristic, self[answer.characteristic.key]) for answer in self.answers]

    @staticmethod
    def stored_of(assessment: Assessment) -> SimpleNamespace:
        """What is answered, by the names of the fields."""
        answers = assessment.screening_answers.values_list("characteristic__key", "answer")
        return SimpleNamespace(**dict(answers))

    def differences(self, stored: SimpleNamespace) -> list[Difference]:
        return [
            Difference(key, str(self.fields[key].label), mine, theirs)
            for key, value in self.values.items()
            if (mine := words_of(self.fields[key], value))
            != (theirs := words_of(self.fields[key], getattr(stored, key)))
        ]
