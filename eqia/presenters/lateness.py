"""Why an assessment is called retrospective, in sentences a member understands."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eqia.models import AssessmentVersion
from eqia.rules import Retrospect, retrospects
from toolkit.templatetags.words import day


def days_between(first: datetime.date, last: datetime.date) -> str:
    count = (last - first).days
    return ngettext("%s day", "%s days", count) % count


def retrospective_sentences(assessment: Any) -> list[str]:
    """One sentence for each reason; `assessment` has the dates that `eqia.rules.retrospects` judges."""
    return [_sentence(reason, assessment) for reason in assessment.retrospective_because]


def _sentence(reason: Retrospect, assessment: Any) -> str:
    if reason == Retrospect.STARTED_AFTER_OPTIONS:
        days = days_between(assessment.options_formed_on, assessment.started_on)
        return _("Options were drawn up %s before equality was first considered.") % days
    if reason == Retrospect.STARTED_AFTER_DECISION:
        days = days_between(assessment.decided_on, assessment.started_on)
        return _("The decision was taken %s before this assessment was started.") % days
    if assessment.first_approved_on is None:
        return _("The decision was taken on %s, and no version is approved yet.") % day(assessment.decided_on)
    days = days_between(assessment.decided_on, assessment.first_approved_on)
    return _("The decision was taken %s before a version was first approved.") % days


@dataclass(frozen=True)
class Dates:
    """The dates that decide whether an assessment looks back, as one of its versions knew them."""

    started_on: datetime.date
    options_formed_on: datetime.date | None
    first_approved_on: datetime.date | None
    decided_on: datetime.date | None

    @property
    def retrospective_because(self) -> list[Retrospect]:
        return retrospects(
            started_on=self.started_on,
            options_formed_on=self.options_formed_on,
            approved_on=self.first_approved_on,
            decided_on=self.decided_on,
        )


def retrospective_version(payload: dict[str, Any]) -> list[str]:
    """The same sentences out of a frozen payload, whatever its schema: for documents and public pages."""
    if not payload.get("started_on"):
        return []
    decisions = [each["taken_on"] for each in payload.get("after_decisions", [])]
    return retrospective_sentences(
        Dates(
            started_on=datetime.date.fromisoformat(payload["started_on"]),
            options_formed_on=_day(payload.get("options_formed_on")),
            first_approved_on=_day(payload.get("first_approved_on")),
            decided_on=_day(min(decisions, default=None)),
        )
    )


def _day(text: str | None) -> datetime.date | None:
    return datetime.datetime.fromisoformat(text).date() if text else None


def made_after(version: AssessmentVersion, decided_on: datetime.date | None) -> bool:
    """Whether a version came after the decision: it says so itself, or was frozen on a later day."""
    if version.payload.get("after_decisions"):
        return True
    return decided_on is not None and timezone.localtime(version.made_at).date() > decided_on
