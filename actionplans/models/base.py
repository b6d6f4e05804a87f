from collections.abc import Collection
from typing import Any

import pgtrigger
from django.db import models
from django_fsm import FSMField, FSMModelMixin

# Of what was recorded nothing is changed or taken away.
KEPT: list[Any] = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]


class StateIsProtected(FSMModelMixin, models.Model):
    """A record whose state only its transitions set: validating it must not set it either."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        states = {field.name for field in self._meta.fields if isinstance(field, FSMField)}
        super().clean_fields({*(exclude or ()), *states})
