from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is being assessed."""

    POLICY = "policy", _("Policy or strategy")
    SERVICE_CHANGE = "service_change", _("Change to a service")
    CLOSURE = "closure", _("Closing a service or building")
    SAVING = "saving", _("Budget saving or charge")
    RESTRUCTURE = "restructure", _("Restructure or staffing")
    PROJECT = "project", _("Project or scheme")
    CONTRACT = "contract", _("Buying or commissioning")
    DIGITAL = "digital", _("Digital service, system or AI tool")
    EVENT = "event", _("Event")
    OPERATIONAL = "operational", _("Operational order or plan")
    DECISION = "decision", _("Another decision")
    PROGRAMME = "programme", _("Programme of several proposals")
    EXISTING = "existing", _("Something we already do")


class Standing(models.TextChoices):
    """How the proposal stands to what is done today."""

    NEW = "new", _("Something new")
    CHANGED = "changed", _("A change to something we do")
    EXISTING = "existing", _("Something we do already, unchanged")
    ENDED = "ended", _("The end of something we do")


class Confidentiality(models.TextChoices):
    OPEN = "open", _("No: all of it may be published")
    PARTS = "parts", _("Yes: some parts must be taken out before it is published")


class Population(models.TextChoices):
    """Who is touched, whatever they share."""

    RESIDENTS = "residents", _("Residents")
    USERS = "users", _("People who use the service")
    STAFF = "staff", _("Staff")
    CARERS = "carers", _("Carers and families")
    VISITORS = "visitors", _("Visitors")
    BUSINESSES = "businesses", _("Businesses")


class Coverage(models.TextChoices):
    WHOLE = "whole", _("The whole area")
    PLACES = "places", _("Some places more than others")


# Kinds of proposal that are part of a year's budget.
BUDGETED = frozenset({Kind.SAVING, Kind.CLOSURE, Kind.RESTRUCTURE, Kind.SERVICE_CHANGE})


class State(models.TextChoices):
    """Where the working copy of an assessment stands. What the public sees is a frozen version, kept apart."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for the equality adviser")
    RETURNED = "returned", _("Returned")
    CHECKED = "checked", _("Waiting for the head of service")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


EDITABLE = frozenset({State.DRAFT, State.RETURNED})
IN_PROGRESS = frozenset({State.DRAFT, State.RETURNED, State.SUBMITTED, State.CHECKED})
FINISHED = frozenset({State.APPROVED, State.PUBLISHED})


class Relevance(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("I don’t know")


class Likely(models.TextChoices):
    """Screening: what the proposal could do to people who share a characteristic."""

    WORSE = "worse", _("Could be worse")
    BETTER = "better", _("Could be better")
    BOTH = "both", _("Could be either")
    NOT_RELEVANT = "not_relevant", _("Not relevant")
    UNKNOWN = "unknown", _("I don’t know")


class ScreeningResult(models.TextChoices):
    FULL = "full", _("A full assessment is needed")
    NOT_REQUIRED = "not_required", _("A full assessment is not required")


class Effect(models.TextChoices):
    """The impact on one group. Unknown is an answer of its own and never counts as none."""

    POSITIVE = "positive", _("Positive")
    NEGATIVE = "negative", _("Negative")
    BOTH = "both", _("Both positive and negative")
    UNKNOWN = "unknown", _("Unknown")
    NONE = "none", _("No impact")


HARMS = frozenset({Effect.NEGATIVE, Effect.BOTH})
HELPS = frozenset({Effect.POSITIVE, Effect.BOTH})


class Likelihood(models.TextChoices):
    UNLIKELY = "unlikely", _("Unlikely")
    POSSIBLE = "possible", _("Possible")
    LIKELY = "likely", _("Likely")


class Severity(models.TextChoices):
    MINOR = "minor", _("Minor: an inconvenience")
    MODERATE = "moderate", _("Moderate: daily life is harder")
    SERIOUS = "serious", _("Serious: people lose something they rely on")


class FigureSource(models.TextChoices):
    """Where a cited figure is from."""

    WORKFORCE = "workforce", _("Our workforce profile")
    READING = "reading", _("A reading of an equality objective’s indicator")
    CENSUS = "census", _("The census")


class ConsultationStage(models.TextChoices):
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Under way or done")


class Voice(models.TextChoices):
    """Whether people were asked themselves, or others spoke about them."""

    WITH = "with", _("People in these groups themselves")
    ABOUT = "about", _("Others who work with them or speak for them")
    BOTH = "both", _("Both")


class YesNo(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Met(models.TextChoices):
    """Whether a test was met."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Reach(models.TextChoices):
    """Whether members of the public, staff or both feel the effect."""

    PUBLIC = "public", _("Members of the public")
    STAFF = "staff", _("Staff")
    BOTH = "both", _("Both")


class Duration(models.TextChoices):
    SHORT = "short", _("Weeks or months, such as during works")
    LONG = "long", _("A year or more")
    LASTING = "lasting", _("For good")


class Reversibility(models.TextChoices):
    EASY = "easy", _("Yes, quickly")
    HARD = "hard", _("Only with effort or money")
    NEVER = "never", _("No")


class Residual(models.TextChoices):
    """The harm that is left when everything promised has been done."""

    NONE = "none", _("None")
    MINOR = "minor", _("A little: an inconvenience")
    MODERATE = "moderate", _("Some: daily life is harder")
    SERIOUS = "serious", _("Much: people lose something they rely on")
    UNKNOWN = "unknown", _("I don’t know yet")


class MitigationKind(models.TextChoices):
    """What a promise is for."""

    MITIGATE = "mitigate", _("Remove or reduce a harm")
    ENHANCE = "enhance", _("Do more good")
    FIND_OUT = "find_out", _("Find out something we do not know")


class Module(models.TextChoices):
    """Duties and commitments beside the Equality Act, which an organisation may have its assessments ask about."""

    HUMAN_RIGHTS = "human_rights", _("Human rights")
    CHILDRENS_RIGHTS = "childrens_rights", _("Children’s rights")
    SOCIO_ECONOMIC = "socio_economic", _("Low income and poverty")
    RURAL = "rural", _("Rural areas")
    ARMED_FORCES = "armed_forces", _("Armed forces community")
    WELSH_LANGUAGE = "welsh_language", _("Welsh language")
    ENVIRONMENT = "environment", _("Environment")


class Finding(models.TextChoices):
    """The answer to a check against what the Equality Act prohibits."""

    NO = "no", _("No")
    YES = "yes", _("Yes, or it could be")
    UNKNOWN = "unknown", _("I don’t know")


class ReviewTrigger(models.TextChoices):
    """What brings an assessment back onto the table before its date."""

    COMPLAINTS = "complaints", _("Complaints or incidents show something we did not expect")
    FIGURES = "figures", _("The figures of a group move away from what we expected")
    CHANGE = "change", _("The proposal changes")
    PROMISE = "promise", _("A mitigation is late, dropped or changed")
    LAW = "law", _("The law, guidance or a court ruling changes")
    EVIDENCE = "evidence", _("An unknown is answered or new evidence comes in")


class Outcome(models.TextChoices):
    """The ways to end an assessment."""

    NO_CHANGE = "no_change", _("No major change")
    ADJUST = "adjust", _("Adjust the proposal")
    CONTINUE = "continue", _("Continue with justification")
    STOP = "stop", _("Stop and rethink")
    DEFER = "defer", _("Wait for evidence before deciding")


class Stage(models.TextChoices):
    """Why a version was frozen."""

    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")


class LocalKind(models.TextChoices):
    """How a body's own question is answered."""

    TEXT = "text", _("Text")
    YES_NO = "yes_no", _("Yes or no")
    OPTION = "option", _("One of a list")


class SignTask(models.TextChoices):
    """What somebody signs for in a chain of sign-off."""

    QUALITY = "quality", _("Quality check")
    LEGAL = "legal", _("Legal advice")
    ATTESTATION = "attestation", _("Attestation")


class Settled(models.TextChoices):
    """How a thread of comments ended; empty while it is open."""

    RESOLVED = "resolved", _("Resolved")
    ANSWERED = "answered", _("Answered by a change")


class CommentKind(models.TextChoices):
    """What somebody did in a thread: say something, settle it or open it again."""

    SAID = "said", _("Comment")
    RESOLVED = "resolved", _("Marked as resolved")
    ANSWERED = "answered", _("Answered by a change")
    REOPENED = "reopened", _("Opened again")


class NudgeKind(models.TextChoices):
    """Why somebody was written to about a sign-off that waits."""

    REMINDER = "reminder", _("Reminder")
    ESCALATION = "escalation", _("Escalation")


class RedactionReason(models.TextChoices):
    """Why the public does not read some words. Paragraphs: Local Government Act 1972, Schedule 12A, Part 1."""

    PERSONAL = "personal", _("Personal data")
    SMALL = "small", _("Small numbers that could point to a person")
    LEGAL = "legal", _("Legal advice")
    PARA_1 = "para-1", _("Schedule 12A paragraph 1: about an individual")
    PARA_2 = "para-2", _("Schedule 12A paragraph 2: likely to reveal who an individual is")
    PARA_3 = "para-3", _("Schedule 12A paragraph 3: financial or business affairs (commercial)")
    PARA_4 = "para-4", _("Schedule 12A paragraph 4: consultations or negotiations about labour relations")
    PARA_5 = "para-5", _("Schedule 12A paragraph 5: legal professional privilege")
    PARA_6 = "para-6", _("Schedule 12A paragraph 6: a notice, order or direction the authority proposes")
    PARA_7 = "para-7", _("Schedule 12A paragraph 7: preventing, investigating or prosecuting crime")


# What stands in place of hidden words.
REDACTION_MARKS = {
    RedactionReason.PERSONAL: _("personal data"),
    RedactionReason.SMALL: _("small numbers"),
    RedactionReason.LEGAL: _("legal advice"),
    RedactionReason.PARA_1: _("Schedule 12A, paragraph 1"),
    RedactionReason.PARA_2: _("Schedule 12A, paragraph 2"),
    RedactionReason.PARA_3: _("Schedule 12A, paragraph 3"),
    RedactionReason.PARA_4: _("Schedule 12A, paragraph 4"),
    RedactionReason.PARA_5: _("Schedule 12A, paragraph 5"),
    RedactionReason.PARA_6: _("Schedule 12A, paragraph 6"),
    RedactionReason.PARA_7: _("Schedule 12A, paragraph 7"),
}


class Audience(models.TextChoices):
    """Who reads what of an assessment."""

    WORKING = "working", _("Those who work on it read the working copy")
    APPROVED = "approved", _("Members and clerks read the last approved version")
    PUBLIC = "public", _("Everybody reads the public version")
