from django.db import models
from django.utils.translation import gettext_lazy as _


class ObjectiveState(models.TextChoices):
    """Where an objective stands as a document. How well it goes is never a state: that follows from its readings."""

    DRAFT = "draft", _("Being written")
    OPEN = "open", _("In force")
    CLOSED = "closed", _("Closed")


class UnitOfMeasure(models.TextChoices):
    PERCENT = "percent", _("Per cent")
    PERCENTAGE_POINTS = "percentage_points", _("Percentage points")
    COUNT = "count", _("Number")
    RATE_PER_1000 = "rate_per_1000", _("Rate per 1,000")
    RATIO = "ratio", _("Ratio")
    DAYS = "days", _("Days")


class Counts(models.TextChoices):
    """What stands behind an indicator's figures: few people are hidden, few things are not."""

    PEOPLE = "people", _("People")
    THINGS = "things", _("Something else, such as buildings, events or pounds")


class Direction(models.TextChoices):
    """Which way the indicator has to go to reach its target."""

    INCREASE = "increase", _("Increase to at least the target")
    DECREASE = "decrease", _("Decrease to at most the target")
    REACH = "reach", _("Come to exactly the target")


class ReadingInterval(models.IntegerChoices):
    """How many months may pass from one reading to the next."""

    QUARTERLY = 3, _("Every three months")
    HALF_YEARLY = 6, _("Every six months")
    YEARLY = 12, _("Every year")
    TWO_YEARLY = 24, _("Every two years")
