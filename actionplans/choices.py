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
    POST = "post", _("Post")
    UNIT = "unit", _("Directorate or service")
    BODY = "body", _("Body")
    ALL_DIRECTORATES = "all_directorates", _("All directorates")
    WORDS = "words", _("As written")


class LeadRole(models.TextChoices):
    ACCOUNTABLE = "accountable", _("Accountable")
    JOINT = "joint", _("Joint lead")
    SUPPORT = "support", _("Support")


class LeadMatch(models.TextChoices):
    """Why a lead's words are taken to mean somebody."""

    SAME_NAME = "same_name", _("Same name")
    ANSWERED_BEFORE = "answered_before", _("These words were answered before")
    FORMER_TITLE = "former_title", _("A former title")
    SIMILAR = "similar", _("A similar name")
    CHOSEN = "chosen", _("Chosen by a person")


class Finding(models.TextChoices):
    """What an equality lead found of a completion: first when it is verified, later whenever it is reviewed."""

    VERIFIED = "verified", _("Verified")
    SENT_BACK = "sent_back", _("Sent back")


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Waiting for your answer")
    IMPORTED = "imported", _("Imported")
    DISCARDED = "discarded", _("Not imported")


class Part(models.TextChoices):
    """A part that an action may lack. The database counts by these (`actionplans_facts`, docs/decisions/0058)."""

    DEADLINE = "deadline", _("Deadline")
    QUESTION = "question", _("Answer about the deadline")
    REVIEW = "review", _("Next review")
    LEAD = "lead", _("Lead")
    ACCOUNTABLE = "accountable", _("Who is accountable")
    INDICATOR = "indicator", _("Indicator of achievement")
    IMPACT = "impact", _("Intended impact")
    CHARACTERISTICS = "characteristics", _("Characteristics")
    LATER_YEARS = "later_years", _("Later years’ actions")


class Lack(models.TextChoices):
    """What an action lacks altogether: counted beside each `Part`."""

    ANY = "any", _("Anything that is needed")
    INCOMPLETE = "incomplete", _("A deadline, a lead or an indicator")
    NOTHING = "nothing", _("Deadline, lead and indicator, all three")


class Verdict(models.TextChoices):
    """What a person says of two actions that read alike."""

    OPEN = "open", _("Not judged yet")
    SAME = "same", _("The same work")
    DIFFERENT = "different", _("Not the same")


class Via(models.TextChoices):
    """The way by which an update came."""

    PAGE = "page", _("On the action’s page")
    LINK = "link", _("By the link in a message")
    IMPORT = "import", _("From a file")


class AskedFor(models.TextChoices):
    """Why somebody is asked about an action."""

    DUE_SOON = "due_soon", _("Due soon")
    LAST_CALL = "last_call", _("Due in a few days")
    OVERDUE = "overdue", _("Overdue")
    SILENCE = "silence", _("Nobody has answered")
    REFUSED = "refused", _("Somebody cannot answer")
    CHALLENGE = "challenge", _("A question about an update")
    ASKED = "asked", _("Asked for an update")


class AskedOf(models.TextChoices):
    """As what somebody is asked: the steps of an escalation chain."""

    LEAD = "lead", _("Ask those who lead again")
    HEAD_OF_SERVICE = "head_of_service", _("Head of service")
    DIRECTOR = "director", _("Director")
    PLAN_OWNER = "plan_owner", _("Owner of the plan, or the equality lead")
    BODY = "body", _("Body: “no answer” in its agenda")


class Refusal(models.TextChoices):
    NOT_MINE = "not_mine", _("It is not mine to answer")
    WILL_NOT = "will_not", _("We will not do it")


class MessageKind(models.TextChoices):
    """A daily message gathers what the clock asks of one address; the others go out when a person acts."""

    DAILY = "daily", _("Message of the day")
    ASKED = "asked", _("Asked for an update")
    CHALLENGE = "challenge", _("Question about an update")
    REFUSED = "refused", _("Refusal passed on")
    NEW_LINK = "new_link", _("New link")


class FeedKind(models.TextChoices):
    """Whose dates a calendar holds."""

    MINE = "mine", _("My actions")
    UNIT = "unit", _("A directorate or service")
    BODY = "body", _("A body")


class EmployerPlanState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class EmployerStatus(models.TextChoices):
    """How far an action of the government's catalogue has come, in the words of its service."""

    NEW = "new", _("New or in progress")
    EMBEDDED = "embedded", _("Embedded")
