"""What is known, with its sources as they were when they were cited, and what is not."""

from typing import TYPE_CHECKING, Any

from eqia.content.impacts import find_out_of
from eqia.content.plain import plain
from evidence.rules import age_in_years, is_stale, stale_from

if TYPE_CHECKING:
    from eqia.models import Assessment, EvidenceGap, EvidenceItem


def evidence_of(assessment: "Assessment") -> dict[str, Any]:
    return {
        "items": [_item(item, assessment) for item in assessment.evidence.prefetch_related("characteristics")],
        "gaps_list": [_gap(gap) for gap in assessment.gaps.select_related("find_out_lead")],
        "gaps": assessment.evidence_gaps,
        "gaps_question": str(assessment.form["evidence"].question("evidence_gaps").text),
    }


def _item(item: "EvidenceItem", assessment: "Assessment") -> dict[str, Any]:
    about = list(item.characteristics.all())
    return {
        "title": item.title,
        "kind": item.get_kind_display(),
        "source": item.source,
        "dated": item.dated,
        "dated_on": plain(item.dated_on),
        "place": item.place,
        "link": item.link,
        "shows": item.shows,
        "quality": item.quality,
        "about": [str(characteristic) for characteristic in about],
        "about_keys": [characteristic.key for characteristic in about],
        "cited_on": plain(item.cited_on),
        "is_from_library": item.library_item_id is not None,
        "library_shows": item.library_shows,
        "sha256_file": item.file_sha256,
        "figure": _figure(item),
        **_age(item, assessment),
    }


def _gap(gap: "EvidenceGap") -> dict[str, Any]:
    """Something not known: how, by whom and by when it will be found out, or why it cannot be."""
    return {
        "unknown": gap.unknown,
        "find_out": None if gap.cannot_reason else find_out_of(gap),
        "cannot_reason": gap.cannot_reason,
    }


def _figure(item: "EvidenceItem") -> dict[str, str] | None:
    """A figure of this product as it stood, protected already: a hidden one is cited as hidden."""
    if not item.figure_from:
        return None
    return {"value": item.figure, "from": item.get_figure_from_display(), "note": item.figure_note}


def _age(item: "EvidenceItem", assessment: "Assessment") -> dict[str, Any]:
    """How old it will be on the day of the decision; nothing without that day or its own."""
    stale_on = stale_from(
        describes_until=item.dated_on, published_on=None, review_by=item.review_by, years=item.stale_after
    )
    decided_on = assessment.decision_expected_on
    return {
        "stale_on": plain(stale_on),
        "years_at_decision": age_in_years(item.dated_on, decided_on) if item.dated_on and decided_on else None,
        "is_stale_at_decision": bool(decided_on and is_stale(stale_on, decided_on)),
    }
