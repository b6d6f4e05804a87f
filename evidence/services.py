"""What can be done with the library: add a piece of evidence, change it, withdraw it and bring it back."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evidence.files import CheckedFile
from evidence.models import Evidence, EvidenceFile
from governance.errors import MoveForbidden
from organisation.models import Characteristic
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged


class FileDamaged(Exception):
    """The stored file is missing or no longer has its hash."""


@transaction.atomic
def keep_file(*, file: CheckedFile, by: Any) -> EvidenceFile:
    """Keep the file under its SHA-256; one that is here already is not kept twice."""
    known = EvidenceFile.objects.filter(sha256=file.sha256).first()
    if known is not None:
        return known
    return EvidenceFile.objects.create(
        sha256=file.sha256,
        name=file.name,
        kind=file.kind,
        size=file.size,
        content=ContentFile(file.content, name=f"{file.sha256}.{file.kind.value}"),
        brought_by=by,
    )


@transaction.atomic
def add_evidence(
    *, by: Any, characteristics: Iterable[Characteristic] = (), file: CheckedFile | None = None, **fields: Any
) -> Evidence:
    """A new piece for everybody to cite, with its file if it has one. Whoever adds it keeps it unless somebody else is named."""
    if not by.has_perm("evidence.add_evidence"):
        raise MoveForbidden
    kept = keep_file(file=file, by=by) if file else None
    evidence = Evidence(**{"keeper": by} | fields, file=kept)
    evidence.full_clean()
    evidence.save()
    evidence.characteristics.set(characteristics)
    return evidence


@transaction.atomic
def change_evidence(
    *,
    evidence: Evidence,
    version: int,
    by: Any,
    characteristics: Iterable[Characteristic],
    file: CheckedFile | None = None,
    removes_file: bool = False,
    **fields: Any,
) -> Evidence:
    """Save what was changed; assessments that cite it keep what it said. Raises ChangedMeanwhile and NotPossible."""
    evidence = lock_unchanged(evidence, version)
    if not by.has_perm("evidence.change_evidence", evidence):
        raise MoveForbidden
    if evidence.withdrawn_on:
        raise NotPossible(_("It was withdrawn. Bring it back before you change it."))
    for name, value in fields.items():
        setattr(evidence, name, value)
    if file is not None:
        evidence.file = keep_file(file=file, by=by)
    elif removes_file:
        evidence.file = None
    _refuse_a_circle(evidence)
    evidence.full_clean()
    evidence.save()
    if set(evidence.characteristics.all()) != set(characteristics):
        evidence.characteristics.set(characteristics)
    return evidence


def _refuse_a_circle(evidence: Evidence) -> None:
    """Nothing is replaced by what it replaces itself, through however many steps."""
    newer, seen = evidence.superseded_by, {evidence.pk}
    while newer is not None:
        if newer.pk in seen:
            raise NotPossible(_("Select another piece: that one is itself replaced by this one"), field="superseded_by")
        seen.add(newer.pk)
        newer = newer.superseded_by


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: Any, reason: str) -> Evidence:
    """Nobody should rely on it any more: it can no longer be cited and its file is no longer handed out."""
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if not by.has_perm("evidence.withdraw_evidence", evidence):
        raise MoveForbidden
    if not reason.strip():
        raise NotPossible(_("Say why it is withdrawn"), field="reason")
    if evidence.withdrawn_on is None:
        evidence.withdrawn_on, evidence.withdrawn_reason = timezone.localdate(), reason.strip()
        evidence.save()
    return evidence


@transaction.atomic
def bring_back_evidence(*, evidence: Evidence, by: Any) -> Evidence:
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if not by.has_perm("evidence.withdraw_evidence", evidence):
        raise MoveForbidden
    evidence.withdrawn_on, evidence.withdrawn_reason = None, ""
    evidence.save()
    return evidence


def read_file(file: EvidenceFile) -> bytes:
    """The content as it was kept. Raises FileDamaged if it is gone or another one."""
    try:
        with file.content.open("rb") as stored:
            content: bytes = stored.read()
    except OSError:
        raise FileDamaged from None
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileDamaged
    return content
