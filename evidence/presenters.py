"""Words and colours for the library's pages."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.models import Evidence
from evidence.rules import age_in_years
from toolkit.tags import Tag


def tag_for(evidence: Evidence, on: datetime.date) -> Tag:
    """How far a piece can be relied on that day."""
    if evidence.withdrawn_on:
        return Tag(_("Withdrawn"), "red", "bar")
    if evidence.superseded_by_id:
        return Tag(_("Replaced"), "grey", "bar")
    if evidence.is_stale(on):
        return Tag(_("Out of date"), "orange", "triangle")
    if evidence.stale_on is None:
        return Tag(_("Age not known"), "yellow", "ring")
    return Tag(_("In date"), "green", "tick")


def age_words(evidence: Evidence, on: datetime.date) -> str:
    """How old it is that day: "7 years old"; empty where nothing tells its age."""
    if evidence.speaks_of is None:
        return ""
    years = age_in_years(evidence.speaks_of, on)
    if years == 0:
        return _("Less than a year old")
    return ngettext("%s year old", "%s years old", years) % years


def row_for(evidence: Evidence, on: datetime.date) -> dict[str, Any]:
    return {
        "evidence": evidence,
        "tag": tag_for(evidence, on),
        "age": age_words(evidence, on),
        "about": "; ".join(str(each) for each in evidence.characteristics.all()),
    }
