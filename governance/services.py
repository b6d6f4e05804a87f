"""The one door through which states change, and the freezing of versions."""

import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.errors import MoveForbidden, MoveRefused
from governance.rules import content_hash

Record = TypeVar("Record", bound=models.Model)


@transaction.atomic
def move(record: Record, transition: str, *, by: Any, reason: str = "", at: datetime.datetime | None = None) -> Record:
    """Change a record's state by the named transition of its workflow, and keep who did it, when and why.

    Locks the row, then checks in this order: the state it is in, the person's permission, the reason where the
    transition demands one (`custom={"reason": True}`), and completeness (`custom={"missing": "method_name"}`, a
    method that returns sentences). `at` is the moment it happened, for records brought in from elsewhere; without it,
    now. Raises MoveForbidden or MoveRefused; returns the locked, changed record.
    """
    locked = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    method = getattr(locked, transition)
    meta = method._django_fsm
    state_field = meta.field if isinstance(meta.field, str) else meta.field.name
    from_state = getattr(locked, state_field)
    step = meta.get_transition(from_state)
    if step is None:
        raise MoveRefused(
            _("This has changed since you opened it: it is now “%s”. Look at it again before you go on.")
            % getattr(locked, f"get_{state_field}_display")()
        )
    if not _may(step.permission, locked, by):
        raise MoveForbidden
    reason = reason.strip()
    if step.custom.get("reason") and not reason:
        raise MoveRefused(_("Enter the reason"))
    if (missing_method := step.custom.get("missing")) and (missing := getattr(locked, missing_method)()):
        raise MoveRefused(*missing)
    method()
    locked.save()
    locked.moves.create(
        transition=transition,
        from_state=from_state,
        to_state=getattr(locked, state_field),
        by=by,
        reason=reason,
        at=at or timezone.now(),
    )
    return locked


def _may(permission: Any, record: Any, person: Any) -> bool:
    """Asks for this very record. django_fsm's own check falls back to the permission without the record, which would
    let through somebody who holds it elsewhere."""
    if permission is None:
        return True
    if callable(permission):
        return bool(permission(record, person))
    return bool(person.has_perm(permission, record))


def freeze(record: Any, *, payload: dict[str, Any], stage: str, by: Any, at: datetime.datetime | None = None) -> Any:
    """Add the next frozen version to a record whose row the caller has locked; `at` as for `move`."""
    last = record.versions.aggregate(last=models.Max("number"))["last"] or 0
    return record.versions.create(
        number=last + 1,
        stage=stage,
        payload=payload,
        sha256=content_hash(payload),
        made_by=by,
        made_at=at or timezone.now(),
    )
