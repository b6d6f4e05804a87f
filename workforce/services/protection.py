"""Changing the body's rules for hiding."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from toolkit.history import lock_unchanged
from workforce.models import Protection


@transaction.atomic
def change_protection(*, version: int, by: Any, **values: Any) -> Protection:
    """Set the rules for what is proposed from now on; releases keep theirs. Raises ChangedMeanwhile and ValidationError."""
    if not by.has_perm("workforce.change_protection"):
        raise PermissionDenied
    rules, is_new = Protection.objects.get_or_create(pk=1)
    rules = rules if is_new else lock_unchanged(rules, version)
    for name, value in values.items():
        setattr(rules, name, value)
    rules.full_clean()
    rules.save()
    return rules
