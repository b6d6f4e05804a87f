"""A committee pack as plain values: the covering report's words, and its appendices by their hashes.

A pack is open to the public before the meeting, so an EqIA stands in it as the public reads it.
"""

from typing import Any

from django.utils.translation import gettext as _

from eqia.services import public_wording
from governance.figures import overrides_at
from organisation.models import Organisation
from reporting import blocks
from reporting.models import Pack, PackAppendix
from reporting.rules.clear_days import CLEAR_DAYS, publish_by
from reporting.wording import day, lines

SCHEMA = "committee-pack-2"


def pack_payload(pack: Pack) -> dict[str, Any]:
    """What a pack freezes. Reports are frozen already: the payload names them and their SHA-256. Of an EqIA it has the
    content as the public reads it, under the hash of that and without the hash of what was approved.

    Raises MoveRefused where hidden words cannot be taken out of an EqIA.
    """
    organisation = Organisation.the()
    latest = publish_by(pack.meeting.held_on, organisation.jurisdiction)
    appendices = pack.appendices.select_related("edition_version__record", "assessment_version")
    return {
        "schema": SCHEMA,
        "body": organisation.name,
        "colour": organisation.colour,
        "title": pack.title,
        "meeting": {
            "body": str(pack.meeting.body),
            "held_on": pack.meeting.held_on.isoformat(),
            "place": pack.meeting.place,
        },
        "item": pack.item_number,
        "purpose": pack.get_purpose_display(),
        "publish_by": latest.isoformat() if latest else None,
        "clear_days": CLEAR_DAYS.get(organisation.jurisdiction),
        "report_of": pack.report_of,
        "contact": pack.contact,
        "sections": covering_sections(pack),
        "appendices": [
            {"label": _("Appendix %d") % number, **_appendix(appendix)}
            for number, appendix in enumerate(appendices, start=1)
        ],
    }


def _appendix(appendix: PackAppendix) -> dict[str, Any]:
    if edition := appendix.edition_version:
        return {"kind": "edition", "title": edition.record.title, "version": edition.pk, "sha256": edition.sha256}
    approved: Any = appendix.assessment_version
    public = public_wording(approved)
    return {
        "kind": "assessment",
        "title": public_title(public.payload),
        "version": approved.pk,
        "sha256": public.sha256,
        "content": public.payload,
    }


def public_title(content: dict[str, Any]) -> str:
    """How an EqIA is called where everybody may read it, from its public content."""
    return f"{content['reference']} {content['title']}"


def covering_sections(pack: Pack) -> list[dict[str, Any]]:
    """The covering report under the standard headings; those without words are left out."""
    found = [
        blocks.section("summary", _("Summary"), [blocks.words(pack.summary)]),
        blocks.section(
            "recommendations",
            _("Recommendations"),
            [
                blocks.words(_("The committee is asked to:")),
                blocks.points(lines(pack.recommendations), is_numbered=True),
            ],
        ),
        blocks.section("background", _("Background"), [blocks.words(pack.background)]),
        blocks.section("options", _("Options considered"), [blocks.words(pack.options)]),
        blocks.section("consultation", _("Consultation"), [blocks.words(pack.consultation)]),
        blocks.section(
            "equality", _("Equality implications"), [blocks.words(pack.equality_implications), *_overrides(pack)]
        ),
        blocks.section("financial", _("Financial implications"), [blocks.words(pack.financial_implications)]),
        blocks.section("legal", _("Legal implications"), [blocks.words(pack.legal_implications)]),
        blocks.section("next-steps", _("Next steps"), [blocks.words(pack.next_steps)]),
        blocks.section("papers", _("Background papers"), [blocks.points(lines(pack.background_papers))]),
    ]
    return blocks.number([section for section in found if section["blocks"]])


def _overrides(pack: Pack) -> list[Any]:
    """What is decided at the same meeting without an EqIA: those who decide are told so in every pack of the meeting."""
    found = overrides_at(pack.meeting)
    if not found:
        return []
    return [
        blocks.words(_("These decisions of the same meeting were let pass without an equality impact assessment:")),
        blocks.points(
            _("%(reference)s, %(title)s. %(by)s, %(day)s: %(reason)s")
            % {
                "reference": each.reference,
                "title": each.title,
                "by": each.by,
                "day": day(each.given_on),
                "reason": each.reason,
            }
            for each in found
        ),
    ]
