from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CURRENT = "current", _("Current")
    CLOSED = "closed", _("Closed")


class Status(models.TextChoices):
    """How far an action has come. Overdue is not a status: it follows from the deadline and today."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    STOPPED = "stopped", _("Stopped")


class DeadlineKind(models.TextChoices):
    """What sort of deadline the words are, as `actionplans.rules.deadlines` reads them."""

    DATE = "date", _("A date")
    PERIOD = "period", _("Within a period")
    ONGOING = "ongoing", _("Ongoing, with no end")
    RECURRING = "recurring", _("Comes round again")
    MILESTONES = "milestones", _("Several dates")
    REPORT_TO_BODY = "report_to_body", _("A report to a body")
    TO_BE_CONFIRMED = "to_be_confirmed", _("To be confirmed")
    REFERENCE = "reference", _("Set in another document")
    RELATIVE = "relative", _("Counted from an event")
    NOT_A_DEADLINE = "not_a_deadline", _("Does not say when")


class Precision(models.TextChoices):
    """How exact a deadline is."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    SEASON = "season", _("Season")
    HALF_YEAR = "half_year", _("Half-year")
    YEAR = "year", _("Calendar year")
    FINANCIAL_YEAR = "financial_year", _("Financial year")


class LeadKind(models.TextChoices):
    PERSON = "person", _("Person")
    UNIT = "unit", _("Directorate or service")
    BODY = "body", _("Body")
    ALL_DIRECTORATES = "all_directorates", _("All directorates")
    WORDS = "words", _("As written")


class LeadRole(models.TextChoices):
    ACCOUNTABLE = "accountable", _("Accountable")
    JOINT = "joint", _("Joint lead")
    SUPPORT = "support", _("Support")


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Waiting for your answer")
    IMPORTED = "imported", _("Imported")
    DISCARDED = "discarded", _("Not imported")


class ReminderStep(models.TextChoices):
    DUE_SOON = "due_soon", _("Due soon")
    LAST_CALL = "last_call", _("Due in a few days")
    OVERDUE = "overdue", _("Overdue")


class Part(models.TextChoices):
    """A part that an action may lack."""

    DEADLINE = "deadline", _("Deadline")
    QUESTION = "question", _("Answer about the deadline")
    REVIEW = "review", _("Next review")
    LEAD = "lead", _("Lead")
    INDICATOR = "indicator", _("Indicator of achievement")
    IMPACT = "impact", _("Intended impact")
    CHARACTERISTICS = "characteristics", _("Characteristics")
    LATER_YEARS = "later_years", _("Later years’ actions")


class Verdict(models.TextChoices):
    """What a person says of two actions that read alike."""

    OPEN = "open", _("Not judged yet")
    SAME = "same", _("The same work")
    DIFFERENT = "different", _("Not the same")
