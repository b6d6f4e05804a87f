"""The nine protected characteristics in local words, and local ones beside them."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organisation.models import Characteristic
from organisation.rules import PROTECTED_CHARACTERISTICS
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged


@transaction.atomic
def add_characteristic(*, by: Any, name: str, description: str = "") -> Characteristic:
    """A local characteristic: considered by the body's own choice, marked as not statutory wherever it is shown."""
    key = slugify(name).replace("-", "_")[:40]
    if not key:
        raise NotPossible(_("Enter a name with at least one letter"), field="name")
    if key in PROTECTED_CHARACTERISTICS or name.strip().lower() in _legal_names():
        raise NotPossible(_("The Equality Act already names this characteristic"), field="name")
    if Characteristic.objects.filter(key=key).exists():
        raise NotPossible(_("This characteristic is already here. Bring it back if it is retired."), field="name")
    last = Characteristic.objects.filter(is_statutory=False).aggregate(last=Max("position"))["last"] or 19
    return Characteristic.objects.create(key=key, name=name, description=description, position=last + 1)


@transaction.atomic
def edit_characteristic(
    *, characteristic: Characteristic, version: int, by: Any, name: str, description: str
) -> Characteristic:
    """Local wording of the name and of who it covers. What the Act calls it stays beside it."""
    characteristic = lock_unchanged(characteristic, version)
    if not characteristic.is_statutory and name.strip().lower() in _legal_names():
        raise NotPossible(_("The Equality Act already names this characteristic"), field="name")
    characteristic.name, characteristic.description = name, description
    characteristic.save()
    return characteristic


@transaction.atomic
def retire_characteristic(*, characteristic: Characteristic, by: Any) -> Characteristic:
    """From today new records no longer offer it; those that have it keep it."""
    characteristic = Characteristic.objects.select_for_update().get(pk=characteristic.pk)
    if characteristic.is_statutory:
        raise NotPossible(_("A protected characteristic cannot be retired: the Equality Act names it"))
    if characteristic.retired_on is None:
        characteristic.retired_on = timezone.localdate()
        characteristic.save()
    return characteristic


@transaction.atomic
def bring_back_characteristic(*, characteristic: Characteristic, by: Any) -> Characteristic:
    characteristic = Characteristic.objects.select_for_update().get(pk=characteristic.pk)
    characteristic.retired_on = None
    characteristic.save()
    return characteristic


def _legal_names() -> set[str]:
    return {name.lower() for name in PROTECTED_CHARACTERISTICS.values()}
