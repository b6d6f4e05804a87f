"""Citing: a piece of the library, a figure of this product, or one's own words kept in the library for others."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.citable import Figure
from eqia.models import Assessment, EvidenceItem
from eqia.services.writing import add_item
from evidence.models import Evidence
from evidence.services import add_evidence
from organisation.models import Characteristic
from toolkit.editing import NotPossible


@transaction.atomic
def cite_from_library(*, assessment: Assessment, evidence: Evidence, by: Any, at: Any = None) -> EvidenceItem:
    """Cite a piece as it is now. Raises NotPossible where it is cited already or nobody should rely on it any more."""
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("file").get(pk=evidence.pk)
    if not evidence.is_current:
        raise NotPossible(_("It was withdrawn or replaced. Choose another piece."))
    if assessment.evidence.filter(library_item=evidence).exists():
        raise NotPossible(_("This EqIA cites it already."))
    return _cite(assessment, copy_of(evidence), evidence.characteristics.all(), by, at)


def copy_of(evidence: Evidence) -> dict[str, Any]:
    """What a citation keeps of a piece; what it shows for the proposal is written by whoever cites it."""
    return {
        "library_item": evidence,
        "title": evidence.title,
        "source": evidence.source,
        "kind": evidence.kind,
        "dated": evidence.period,
        "dated_on": evidence.speaks_of,
        "place": evidence.place,
        "link": evidence.link,
        "quality": evidence.quality,
        "library_shows": evidence.shows,
        "file_sha256": evidence.file.sha256 if evidence.file else "",
        "stale_after": evidence.stale_after,
        "review_by": evidence.review_by,
    }


@transaction.atomic
def cite_figure(*, assessment: Assessment, figure: Figure, by: Any, at: Any = None) -> EvidenceItem:
    """Cite a figure with the value it has now."""
    return _cite(assessment, figure_copy(figure), Characteristic.objects.filter(key=figure.characteristic), by, at)


def figure_copy(figure: Figure) -> dict[str, Any]:
    """What a citation keeps of a figure."""
    return {
        "kind": "data",
        "title": figure.title[:300],
        "source": figure.source[:300],
        "dated": figure.dated,
        "dated_on": figure.dated_on,
        "place": figure.place,
        "figure_from": figure.came_from,
        "figure": figure.value,
        "figure_note": figure.note[:500],
        "stale_after": figure.stale_after,
    }


def _cite(assessment: Assessment, copy: dict[str, Any], about: Any, by: Any, at: Any) -> EvidenceItem:
    on = timezone.localtime(at).date() if at else timezone.localdate()
    cards = assessment.impacts.values("characteristic")
    values = copy | {"cited_on": on, "characteristics": list(about.filter(pk__in=cards))}
    item: EvidenceItem = add_item(assessment=assessment, section="evidence", values=values, by=by, at=at)
    return item


@transaction.atomic
def keep_in_library(*, item: EvidenceItem, by: Any) -> Evidence:
    """Put evidence written on the spot into the library for others; this EqIA then cites that piece."""
    if item.is_copy:
        raise NotPossible(_("It is in the library already, or is a figure of this product."))
    evidence = add_evidence(
        by=by,
        title=item.title[:200],
        source=item.source[:200],
        kind=item.kind,
        dated=item.dated[:60],
        dated_to=item.dated_on,
        place=item.place,
        shows=item.shows,
        quality=item.quality,
        link=item.link,
        characteristics=item.characteristics.all(),
    )
    item.library_item, item.library_shows, item.cited_on = evidence, evidence.shows, timezone.localdate()
    item.save(update_fields=["library_item", "library_shows", "cited_on"])
    return evidence
