"""Reports and packs in every state, made through the services but without the slow work of WeasyPrint."""

import datetime
from typing import Any

from governance.models import Body, Meeting
from governance.services import freeze, move
from reporting.annual.content import annual_payload
from reporting.covering import pack_payload
from reporting.models import Edition, EditionVersion, Pack
from reporting.services.appendices import add_appendix
from reporting.services.editing import begin_edition, begin_pack, write_edition
from reporting.services.files import keep_file
from reporting.services.publishing import publish_edition
from tests.reporting.evidence import evidence
from toolkit.history import version_of

FAKE_PDF = b"%PDF-1.7 stands in for a file"


def a_draft(cast: dict[str, Any], year: str = "2025-26") -> Edition:
    lead = cast["equality_lead"]
    edition = begin_edition(year=year, by=lead)
    return write_edition(
        edition=edition, version=version_of(edition), by=lead, next_steps="Ask every leaver why they leave"
    )


def a_frozen_edition(cast: dict[str, Any], year: str = "2025-26") -> Edition:
    lead = cast["equality_lead"]
    edition = move(a_draft(cast, year), "freeze", by=lead)
    payload = annual_payload(evidence(year=year, title=edition.title))
    version = freeze(edition, payload=payload, stage="frozen", by=lead)
    keep_file(version=version, name=f"annual-{year}.pdf", content=FAKE_PDF)
    return edition


def a_published_edition(cast: dict[str, Any], year: str = "2025-26") -> Edition:
    return publish_edition(edition=a_frozen_edition(cast, year), by=cast["equality_lead"])


def a_withdrawn_edition(cast: dict[str, Any], year: str = "2025-26") -> Edition:
    edition = a_published_edition(cast, year)
    return move(edition, "withdraw", by=cast["equality_lead"], reason="A table was wrong.")


def latest(edition: Edition) -> EditionVersion:
    version = edition.versions.last()
    assert version is not None
    return version


def a_meeting(held_on: datetime.date = datetime.date(2026, 12, 9)) -> Meeting:
    body, _new = Body.objects.get_or_create(name="Equality and Inclusion Committee", kind="member")
    return Meeting.objects.get_or_create(body=body, held_on=held_on, defaults={"place": "County Hall"})[0]


def a_pack(cast: dict[str, Any], *, meeting: Meeting | None = None, **fields: Any) -> Pack:
    words = {
        "item_number": "7",
        "title": "Equality in 2025-26",
        "report_of": "Director of Corporate Resources",
        "contact": "Helen Marsh, equality@example.org",
        "summary": "The council publishes what it did for equality once a year.",
        "recommendations": "Note the report\nAgree the plans for next year",
        "background": "Regulation 4 asks for it.",
        "options": "Not publishing would break the law.",
        "equality_implications": "The report is about nothing else.",
    }
    return begin_pack(by=cast["committee_clerk"], meeting=meeting or a_meeting(), **words | fields)


def a_frozen_pack(cast: dict[str, Any], **fields: Any) -> Pack:
    clerk = cast["committee_clerk"]
    pack = a_pack(cast, **fields)
    add_appendix(pack=pack, by=clerk, edition_version=latest(a_frozen_edition(cast)))
    frozen = move(pack, "freeze", by=clerk)
    version = freeze(frozen, payload=pack_payload(frozen), stage="frozen", by=clerk)
    keep_file(version=version, name="pack.pdf", content=FAKE_PDF)
    return frozen


def a_published_pack(cast: dict[str, Any]) -> Pack:
    return move(a_frozen_pack(cast), "publish", by=cast["committee_clerk"])
