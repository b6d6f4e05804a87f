from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    MEMBER = "member", _("Member body")
    OFFICER = "officer", _("Officer body")
    STAFF_NETWORK = "staff_network", _("Staff network")
    PARTNER = "partner", _("Partner body")


class DecisionKind(models.TextChoices):
    """What is decided. Key decisions have notice to be given; every kind meets the gate."""

    KEY = "key", _("Key decision")
    SAVING = "saving", _("Budget saving")
    RESTRUCTURE = "restructure", _("Restructure")
    TENDER = "tender", _("Tender or contract")
    CONSULTATION = "consultation", _("Consultation launch")
    ICT = "ict", _("ICT project")
    POLICY = "policy", _("Policy or strategy")
    OTHER = "other", _("Another decision")


class DecisionState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RELEASED = "released", _("Released")
    TAKEN = "taken", _("Taken")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DecisionOutcome(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    CHANGED = "changed", _("Agreed with changes")
    REFUSED = "refused", _("Refused")
    DEFERRED = "deferred", _("Deferred")


class Urgency(models.TextChoices):
    """Why a key decision may be taken without 28 clear days of notice: SI 2012/2089, regulations 10 and 11."""

    GENERAL_EXCEPTION = "general_exception", _("General exception")
    SPECIAL_URGENCY = "special_urgency", _("Special urgency")


class ClearanceKind(models.TextChoices):
    """What lets a decision pass the gate."""

    ASSESSMENT = "assessment", _("An approved EqIA")
    NOT_REQUIRED = "not_required", _("A signed screening: no full EqIA required")
    OVERRIDE = "override", _("Let pass without an EqIA")


class LapseKind(models.TextChoices):
    SUPERSEDED = "superseded", _("A newer version was approved")
    REOPENED = "reopened", _("The assessment was opened again")
    WITHDRAWN = "withdrawn", _("The assessment was withdrawn")
    TAKEN_OFF = "taken_off", _("It was taken off this decision")


class RecommendationKind(models.TextChoices):
    """Where a recommendation comes from."""

    BODY = "body", _("One of our bodies")
    AUDIT = "audit", _("Audit")
    INSPECTION = "inspection", _("Inspection")
    COMPLAINT = "complaint", _("Complaint")
    OTHER = "other", _("Somebody else")


class Response(models.TextChoices):
    """What the organisation answered."""

    PENDING = "pending", _("Not answered yet")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REJECTED = "rejected", _("Not accepted")
