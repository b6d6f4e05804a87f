"""The words of the form: from the product's standard and a body's own to editions that never change."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from eqia.models import FormEdition
from eqia.wording import Form, form_of, payload_of
from governance.rules import content_hash


def form_today() -> Form:
    """The form as an assessment started now would ask it; writes nothing."""
    return form_of(_renewed(FormEdition.objects.first()))


def edition_today() -> FormEdition:
    """The edition under which an assessment started now is written.

    Where nothing is published yet, or the product's standard words have changed since, the words as they now are become
    an edition first, so that every assessment points at exact words.
    """
    last = FormEdition.objects.first()
    if last is not None and content_hash(_renewed(last)) == last.sha256:
        return last
    with transaction.atomic():
        last = FormEdition.objects.select_for_update().first()
        note = _("The standard words of the product changed.") if last else _("The standard words of the product.")
        return _freeze(last, _renewed(last), note, by=None)


def _renewed(last: FormEdition | None) -> dict[str, Any]:
    """The last edition's own words, laid over the standard as the product puts it today."""
    frozen: dict[str, Any] = last.payload if last else {"own": {}, "modules": None, "local": []}
    with translation.override(settings.LANGUAGE_CODE):
        return payload_of(frozen["own"], frozen["modules"], frozen["local"])


def _freeze(last: FormEdition | None, payload: dict[str, Any], note: str, *, by: Any) -> FormEdition:
    return FormEdition.objects.create(
        number=last.number + 1 if last else 1,
        payload=payload,
        sha256=content_hash(payload),
        note=note,
        published_by=by,
    )
