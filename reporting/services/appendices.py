"""Choosing and ordering what a pack carries behind its covering report."""

from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from eqia.choices import Stage
from eqia.models import Assessment, AssessmentVersion, Redaction
from reporting.models import Edition, EditionVersion, Pack, PackAppendix
from reporting.services.editing import lock_draft
from toolkit.editing import NotPossible


@transaction.atomic
def add_appendix(*, pack: Pack, by: Any, **document: Any) -> PackAppendix:
    """Add a frozen version as the last appendix: `edition_version=…` or `assessment_version=…`."""
    draft = lock_draft(pack, by)
    if draft.appendices.filter(**document).exists():
        raise NotPossible(_("This is already an appendix of the pack."))
    last = draft.appendices.aggregate(last=models.Max("position"))["last"] or 0
    return draft.appendices.create(position=last + 1, **document)


@transaction.atomic
def remove_appendix(*, pack: Pack, position: int, by: Any) -> None:
    """Take one out; those behind it move up."""
    draft = lock_draft(pack, by)
    kept = [appendix for appendix in draft.appendices.all() if appendix.position != position]
    draft.appendices.filter(position=position).delete()
    _number(kept)


@transaction.atomic
def raise_appendix(*, pack: Pack, position: int, by: Any) -> None:
    """Change places with the one before it."""
    draft = lock_draft(pack, by)
    order = list(draft.appendices.all())
    index = next((index for index, appendix in enumerate(order) if appendix.position == position), 0)
    if index:
        order[index - 1], order[index] = order[index], order[index - 1]
    _number(order)


def _number(appendices: list[PackAppendix]) -> None:
    for position, appendix in enumerate(appendices, start=1):
        if appendix.position != position:
            appendix.position = position
            appendix.save(update_fields=["position"])


def documents_to_append(pack: Pack, person: Any) -> list[tuple[str, str]]:
    """Frozen reports and approved assessments not yet in the pack: (`edition-7`, words), the latest version of each."""
    carried = {appendix.edition_version_id for appendix in pack.appendices.all()}
    editions = (
        EditionVersion.objects.filter(record__in=Edition.objects.visible_to(person).live().exclude(state="draft"))
        .order_by("record_id", "-number")
        .distinct("record_id")
        .select_related("record")
        .defer("payload")
    )
    found = [
        (f"edition-{version.pk}", f"{version.record} ({version.record.get_state_display().lower()})")
        for version in editions
        if version.pk not in carried
    ]
    carried = {appendix.assessment_version_id for appendix in pack.appendices.all()}
    assessments = (
        AssessmentVersion.objects.filter(
            assessment__in=Assessment.objects.visible_to(person).finished(), stage=Stage.APPROVED
        )
        .order_by("assessment_id", "-number")
        .distinct("assessment_id")
        .annotate(hides=Exists(Redaction.objects.standing().filter(version=OuterRef("pk"))))
        .select_related("assessment")
        .defer("payload")
    )
    found += [
        (
            f"assessment-{version.pk}",
            # Whoever prepares a pack for an open meeting must know what members will not read in it.
            (_("EqIA %s, without the words that are hidden from the public") if version.hides else _("EqIA %s"))
            % version.assessment,
        )
        for version in assessments
        if version.pk not in carried
    ]
    return found
