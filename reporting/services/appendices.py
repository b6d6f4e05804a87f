"""Choosing and ordering what a pack carries behind its covering report."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from reporting.models import Pack, PackAppendix
from reporting.services.editing import EditRefused, lock_draft


@transaction.atomic
def add_appendix(*, pack: Pack, by: Any, **document: Any) -> PackAppendix:
    """Add a frozen version as the last appendix: `edition_version=…` or `assessment_version=…`."""
    draft = lock_draft(pack, by)
    if draft.appendices.filter(**document).exists():
        raise EditRefused(_("This is already an appendix of the pack."))
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
