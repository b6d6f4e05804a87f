"""Whom an action is for, and which objectives it serves."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplans.models.actions import Action
from objectives.models import Objective
from organisation.models import Characteristic
from toolkit.history import BY_STATEMENT, tracked


@tracked(level=BY_STATEMENT)
class ActionCharacteristic(models.Model):
    """An action is for people who share a characteristic."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name=_("action"))
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, related_name="+", verbose_name=_("characteristic")
    )

    class Meta:
        verbose_name = _("characteristic")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "characteristic"], name="action_names_a_characteristic_once"),
        ]

    def __str__(self) -> str:
        return str(self.characteristic)


@tracked()
class ActionObjective(models.Model):
    """An action serves an equality objective."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="+", verbose_name=_("action"))
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="+", verbose_name=_("objective"))

    class Meta:
        verbose_name = _("objective")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "objective"], name="action_serves_an_objective_once"),
        ]

    def __str__(self) -> str:
        return str(self.objective)
