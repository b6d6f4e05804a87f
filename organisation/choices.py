from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do here. A role is held from one day to another, for one directorate or the whole body."""

    OFFICER = "officer", _("Officer")
    EQUALITY_ADVISER = "equality_adviser", _("Equality adviser")
    EQUALITY_LEAD = "equality_lead", _("Equality lead")
    HEAD_OF_SERVICE = "head_of_service", _("Head of service")
    DIRECTOR = "director", _("Director")
    HR_ANALYST = "hr_analyst", _("HR analyst")
    COMMITTEE_CLERK = "committee_clerk", _("Committee clerk")
    MEMBER = "member", _("Member")
    ADMINISTRATOR = "administrator", _("Administrator")


# What each role means in practice, for those who give it.
ROLE_MEANS = {
    Role.OFFICER: _("Starts and writes EqIAs, reports progress on actions"),
    Role.EQUALITY_ADVISER: _("Checks EqIAs and returns them with advice"),
    Role.EQUALITY_LEAD: _("Answers for plans, objectives and reports; publishes"),
    Role.HEAD_OF_SERVICE: _("Reads and attests the EqIAs of their directorate"),
    Role.DIRECTOR: _("Sees and answers for everything in their directorate"),
    Role.HR_ANALYST: _("Imports staff snapshots and reads the workforce profile"),
    Role.COMMITTEE_CLERK: _("Keeps bodies and meetings, builds reports and committee packs"),
    Role.MEMBER: _("An elected member: reads what is laid before them"),
    Role.ADMINISTRATOR: _("Keeps the body, its structure, people, roles and characteristics; has no say in content"),
}


class Jurisdiction(models.TextChoices):
    ENGLAND = "england", _("England")
    WALES = "wales", _("Wales")
    SCOTLAND = "scotland", _("Scotland")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")


class UnitKind(models.TextChoices):
    DIRECTORATE = "directorate", _("Directorate")
    SERVICE = "service", _("Service")
    EMPLOYER = "employer", _("Separate employer")


class Aim(models.TextChoices):
    """The three aims of the general duty: Equality Act 2010, section 149(1)(a) to (c)."""

    ELIMINATE = "eliminate", _("Eliminate discrimination, harassment and victimisation")
    ADVANCE = "advance", _("Advance equality of opportunity")
    FOSTER = "foster", _("Foster good relations")
