"""The one door through which states change, and the freezing of versions."""

import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from governance.errors import MoveForbidden, MoveRefused
from governance.rules import content_hash

Record = TypeVar("Record", bound=models.Model)


@transaction.atomic
def move(
    record: Record,
    transition: str,
    *,
    by: Any,
    reason: str = "",
    at: datetime.datetime | None = None,
    let_in: str = "",
) -> Record:
    """Change a record's state by the named transition of its workflow, and keep who did it, when and why.

    Locks the row, then checks in this order: the state it is in, the person's permission, the reason where the
    transition demands one (`custom={"reason": True}`), completeness (`custom={"missing": "method_name"}`, a method that
    returns sentences), the transition's own conditions, and the record's constraints. `at` is the moment it happened,
    for records brought in from elsewhere; without it, now. `let_in` says in words by what somebody may do this whom no
    permission covers, such as a link sent to a partner: the caller has checked it, and only a record whose moves keep
    these words takes them. `by` may then be None. Raises MoveForbidden or MoveRefused; returns the locked,
    changed record, and leaves the one it was given as it was.
    """
    locked: Any = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    meta = _meta_of(locked, transition)
    from_state = getattr(locked, meta.field.name)
    if not meta.has_transition(from_state):
        raise MoveRefused(
            _("This has changed since you opened it: it is now “%s”. Look at it again before you go on.")
            % _state_words(locked, meta.field.name)
        )
    step = meta.get_transition(from_state)
    kept_words = {"let_in": let_in} if let_in else {}
    if kept_words and not hasattr(locked.moves.model, "let_in"):
        raise MoveForbidden
    if not kept_words and not _may(step.permission, locked, by):
        raise MoveForbidden
    reason = reason.strip()
    if step.custom.get("reason") and not reason:
        raise MoveRefused(_("Enter the reason"))
    if (missing_method := step.custom.get("missing")) and (missing := getattr(locked, missing_method)()):
        raise MoveRefused(*missing)
    try:
        getattr(locked, transition)()
        _save(locked)
    except TransitionNotAllowed:
        raise MoveRefused(_("This cannot be done at the moment. Look at it again before you go on.")) from None
    except ValidationError as error:
        raise MoveRefused(*error.messages) from None
    locked.moves.create(
        transition=transition,
        from_state=from_state,
        to_state=getattr(locked, meta.field.name),
        by=by,
        reason=reason,
        at=at or timezone.now(),
        **kept_words,
    )
    return locked


def may_move(record: models.Model, transition: str, person: Any) -> bool:
    """Whether the record's state and the person's permission allow the move; for showing a button or not."""
    meta = _meta_of(record, transition)
    state = getattr(record, meta.field.name)
    return meta.has_transition(state) and _may(meta.get_transition(state).permission, record, person)


def _meta_of(record: Any, transition: str) -> Any:
    return getattr(record, transition)._django_fsm


def _state_words(record: Any, field: str) -> str:
    words = getattr(record, f"get_{field}_display", None)
    return str(words() if words else getattr(record, field))


def _may(permission: Any, record: Any, person: Any) -> bool:
    """Asks for this very record. django_fsm's own check falls back to the permission without the record, which would
    let through somebody who holds it elsewhere. A transition that names no permission is open to nobody."""
    if permission is None:
        return False
    if callable(permission):
        return bool(person.is_active and permission(record, person))
    return bool(person.has_perm(permission, record))


def _save(record: models.Model) -> None:
    """Save it. The database checks every constraint anyway, so they are gone through one by one only where one is broken,
    for its words: raises ValidationError with them."""
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        record.validate_constraints()
        raise


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
