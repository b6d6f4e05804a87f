"""The whole annual report as plain values: what an edition freezes, and what the page and the PDF show."""

from typing import Any

from reporting import blocks
from reporting.annual.assessments import assessments_section
from reporting.annual.brief import brief_section
from reporting.annual.closing import contact_section, foreword_section, glossary_section, next_section
from reporting.annual.delivery import delivery_section
from reporting.annual.duty import duty_section
from reporting.annual.evidence import Evidence
from reporting.annual.gaps import gaps_section
from reporting.annual.objectives import objectives_section
from reporting.annual.workforce import (
    method_section,
    reference,
    released_figures,
    tables_section,
    workforce_section,
)

SCHEMA = "annual-report-2"


def annual_payload(evidence: Evidence) -> dict[str, Any]:
    """Sections in reading order, with what the cover needs; JSON-able and complete without the database."""
    sections = [
        brief_section(evidence),
        foreword_section(evidence),
        duty_section(evidence),
        objectives_section(evidence),
        assessments_section(evidence),
        delivery_section(evidence),
        workforce_section(evidence),
        gaps_section(evidence),
        next_section(evidence),
        contact_section(evidence),
        glossary_section(evidence),
        method_section(evidence),
        tables_section(evidence),
    ]
    return {
        "schema": SCHEMA,
        "body": evidence.body,
        "colour": evidence.colour,
        "contact": evidence.contact,
        "title": evidence.title,
        "year": evidence.year,
        "starts_on": evidence.starts_on.isoformat(),
        "ends_on": evidence.ends_on.isoformat(),
        "as_at": evidence.as_at.isoformat(),
        "release": reference(evidence.workforce.facts if evidence.workforce else None),
        "figures": released_figures(evidence.workforce),
        "sections": blocks.number([section for section in sections if section]),
    }
