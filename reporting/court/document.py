"""The court pack as a PDF, in the style of our reports."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from eqia.models import Assessment
from eqia.presenters import version_document
from eqia.presenters.timeline import timeline_of
from organisation.models import Organisation
from reporting.court.record import shown_version
from toolkit.pdf import render_pdf

MOMENTS = ("at", "first", "last", "made_at")
DAYS = frozenset(
    {
        "as_of",
        "day",
        "until",
        "started_on",
        "options_formed_on",
        "approved_on",
        "expected_on",
        "notice_on",
        "taken_on",
        "lapsed_on",
        "due_on",
    }
)


def court_pdf(assessment: Assessment, record: dict[str, Any]) -> bytes:
    """The pack of this record (`reporting.court.record.record_of`) as PDF/UA-1."""
    shown, _because = shown_version(assessment)
    as_of = datetime.date.fromisoformat(record["as_of"])
    context: dict[str, Any] = {
        "organisation": Organisation.the(),
        "record": _read(record),
        "chart": timeline_of(assessment, today=as_of, shows_names=True).chart,
        "running_title": f"{record['reference']}, {_('court pack')}",
        "full": version_document(shown, shows_names=True) if shown else None,
        "entries": _entries(shown is not None),
    }
    return render_pdf("reporting/court/pack.html", context, title=record["title"])


def _entries(has_version: bool) -> list[dict[str, str]]:
    """What the contents lead to."""
    found = [
        ("brief", _("In brief")),
        ("timeline", _("When due regard was paid")),
        ("decision", _("The decision")),
        ("signed", _("Who signed what")),
        ("changes", _("When it was written and changed")),
        ("afterwards", _("Afterwards")),
    ]
    if has_version:
        found.insert(5, ("version", _("The version in full")))
    found.append(("check", _("How to check this pack")))
    return [{"id": key, "words": words} for key, words in found]


def _read(value: Any, key: str = "") -> Any:
    """ISO texts become dates and moments again, so that the page says them in words."""
    if isinstance(value, dict):
        return {name: _read(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_read(each) for each in value]
    if value and key in MOMENTS:
        return datetime.datetime.fromisoformat(value)
    if value and key in DAYS:
        return datetime.date.fromisoformat(value)
    return value
