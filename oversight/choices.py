from django.db import models
from django.utils.translation import gettext_lazy as _


class Face(models.TextChoices):
    """What one tally counts by, besides directorate and standing."""

    PROPOSAL = "proposal", _("Proposals by the quarter of their decision")
    GROUP = "group", _("Groups")
    PLACE = "place", _("Places and the groups in them")
    COMBINATION = "combination", _("Combinations of characteristics")


class Standing(models.TextChoices):
    """How far a live proposal is: what is finished everybody may count, what is being written only those who see it."""

    IN_PROGRESS = "in_progress", _("In progress")
    FINISHED = "finished", _("Approved or published")


class Stand(models.TextChoices):
    """Where one entry of a yearly programme stands. Derived by `oversight.rules.programme`, never chosen."""

    PLANNED = "planned", _("Planned")
    STARTED = "started", _("Started")
    SCREENED = "screened", _("Screened")
    ASSESSED = "assessed", _("Assessed")
    LATE = "late", _("Late")
    DROPPED = "dropped", _("Dropped")


class Trigger(models.TextChoices):
    """Why an assessment may have to be looked at again."""

    REVIEW_DATE = "review_date", _("The review date has come")
    COMPLAINTS = "complaints", _("Complaints")
    DATA = "data", _("New or changed figures")
    PROPOSAL = "proposal", _("The proposal changed")
    LAW = "law", _("New law or guidance")
    OTHER = "other", _("Something else")


class TriggerAnswer(models.TextChoices):
    NO_CHANGE = "no_change", _("No change is needed")
    REVISE = "revise", _("The EqIA will be revised")


class Differs(models.TextChoices):
    """What happened to a group, held against what was expected."""

    BETTER = "better", _("Better than expected")
    AS_EXPECTED = "as_expected", _("As expected")
    WORSE = "worse", _("Worse than expected")
    NOT_KNOWN = "not_known", _("We do not know")


# After these somebody has to do something: an action of a plan, or the next version of the assessment.
ASKS_FOR_MORE = frozenset({Differs.WORSE, Differs.NOT_KNOWN})


class FollowUp(models.TextChoices):
    """What is done when an effect was worse, or is not known."""

    ACTION = "action", _("An action")
    REVISE = "revise", _("A new version of the EqIA")


class Breach(models.TextChoices):
    """What became of a promise that others relied on."""

    LATE = "late", _("Late")
    CANCELLED = "cancelled", _("Cancelled")
    CHANGED = "changed", _("Changed")


class FlagAnswer(models.TextChoices):
    ACCEPT = "accept", _("Accept it: the conclusion still holds")
    REPLACE = "replace", _("Replace the mitigation")
    REVISE = "revise", _("Revise the EqIA")
