"""The PDFs of frozen payloads. The same payload always gives the same content."""

import re
import zlib
from typing import Any

from django.utils.translation import gettext as _

from eqia.models import AssessmentVersion, PublicVersion
from eqia.presenters import version_document
from governance.rules import content_hash
from reporting.models import EditionVersion
from reporting.wording import day
from toolkit.pdf import render_pdf

# Sections whose headings the contents list as well.
DETAILED = ("objectives", "workforce")


class AppendixChanged(Exception):
    """A frozen appendix no longer has the hash it was chosen under."""


def edition_pdf(payload: dict[str, Any]) -> bytes:
    """The annual report."""
    context = {
        "organisation": {"name": payload["body"], "colour": payload["colour"]},
        "report": payload,
        "period": period(payload),
        "entries": entries(payload["sections"]),
    }
    return render_pdf("reporting/documents/annual.html", context, title=payload["title"])


def pack_pdf(payload: dict[str, Any]) -> bytes:
    """A committee pack: cover sheet, contents, covering report and every appendix, in one document."""
    parts = [_appendix(number, entry) for number, entry in enumerate(payload["appendices"], start=1)]
    covering = _("Covering report")
    context = {
        "organisation": {"name": payload["body"], "colour": payload["colour"]},
        "pack": payload,
        "covering": covering,
        "held_on": day(payload["meeting"]["held_on"]),
        "publish_by": day(payload["publish_by"]) if payload["publish_by"] else "",
        "parts": parts,
        "running_title": _("%(body)s, %(day)s")
        % {"body": payload["meeting"]["body"], "day": day(payload["meeting"]["held_on"])},
        "entries": [
            {"id": "report", "words": covering, "level": 2},
            *({**entry, "level": 3} for entry in entries(payload["sections"], "report-", is_detailed=False)),
            *(line for part in parts for line in part["entries"]),
        ],
    }
    return render_pdf("reporting/documents/pack.html", context, title=payload["title"])


def _appendix(number: int, entry: dict[str, Any]) -> dict[str, Any]:
    """One appendix as its template needs it: a frozen report, or an assessment as the public reads it."""
    is_edition = entry["kind"] == "edition"
    frozen = _frozen_edition(entry) if is_edition else _public_assessment(entry)
    prefix = f"appendix-{number}"
    heading = f"{entry['label']}: {entry['title']}"
    part = {
        "id": prefix,
        "prefix": f"{prefix}-",
        "label": entry["label"],
        "heading": heading,
        "is_edition": is_edition,
        "entries": [{"id": prefix, "words": heading, "level": 2}],
    }
    if isinstance(frozen, EditionVersion):
        sections = frozen.payload["sections"]
        part |= {"version": frozen, "sections": sections, "period": period(frozen.payload)}
        part["entries"] += [{**line, "level": 3} for line in entries(sections, part["prefix"], is_detailed=False)]
    else:
        part |= version_document(frozen)
    return part


def _frozen_edition(entry: dict[str, Any]) -> EditionVersion:
    version = EditionVersion.objects.get(pk=entry["version"])
    if version.sha256 != entry["sha256"] or not version.is_intact:
        raise AppendixChanged(entry["title"])
    return version


def _public_assessment(entry: dict[str, Any]) -> PublicVersion:
    """The public content that the pack has frozen, of an approved version that is unchanged."""
    approved = AssessmentVersion.objects.get(pk=entry["version"])
    if not approved.is_intact or content_hash(entry["content"]) != entry["sha256"]:
        raise AppendixChanged(entry["title"])
    return PublicVersion(source=approved, number=0, payload=entry["content"], sha256=entry["sha256"])


def period(payload: dict[str, Any]) -> str:
    return _("%(first)s to %(last)s") % {"first": day(payload["starts_on"]), "last": day(payload["ends_on"])}


def entries(sections: list[dict[str, Any]], prefix: str = "", *, is_detailed: bool = True) -> list[dict[str, Any]]:
    """The lines of the contents: every section, and with details the headings within the longest two."""
    lines = []
    for section in sections:
        anchor = f"{prefix}{section['key']}"
        lines.append({"id": anchor, "words": f"{section['number']}. {section['title']}", "level": 2})
        if is_detailed and section["key"] in DETAILED:
            lines += [
                {"id": f"{anchor}-{position}", "words": block["text"], "level": 3}
                for position, block in enumerate(section["blocks"], start=1)
                if block["kind"] == "heading"
            ]
    return lines


def count_pages(content: bytes) -> int:
    """How many pages a PDF made here has: its page objects stand in compressed streams."""
    return sum(
        len(re.findall(rb"/Type /Page\b", zlib.decompressobj().decompress(stream)))
        for stream in re.findall(rb"/ObjStm.*?stream\r?\n(.*?)endstream", content, re.DOTALL)
    )
