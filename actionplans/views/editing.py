"""Saving an edit form without losing or overwriting anything."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from actionplans.forms.base import CHECK, EditForm
from governance.errors import MoveRefused
from toolkit.drafts import kept
from toolkit.history import Change, ChangedMeanwhile, version_of


def edited(request: HttpRequest, make_form: Callable[..., Any], save: Callable[[Any], Any]) -> tuple[Any, Any]:
    """The form to be shown, and what was saved once there is something.

    What was typed before the session lapsed is shown again. If somebody else saved meanwhile nothing is saved, and the
    form says who and what; saving again is then done in knowledge of it.
    """
    if request.method != "POST":
        return make_form(kept(request)), None
    form: EditForm = make_form(request.POST)
    if CHECK in request.POST:
        form.only_read()
        return form, None
    if not form.is_valid():
        return form, None
    try:
        return form, save(form)
    except ChangedMeanwhile as meanwhile:
        data = request.POST.copy()
        data["version"] = str(version_of(form.record))
        form.data = data
        form.add_error(None, told(meanwhile.changes))
    except MoveRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, sentence)
    except ValidationError as error:
        form.refuse(error)
    return form, None


def told(changes: list[Change]) -> str:
    """Who changed the record while this person was writing, and what it says now."""
    fields = "; ".join(
        _("%(field)s is now “%(value)s”") % {"field": label, "value": after}
        for change in changes
        for label, _before, after in change.fields
    )
    return _(
        "%(person)s saved this after you had opened it: %(fields)s. Your words are still below. Compare, and save again to put yours in their place."
    ) % {"person": changes[0].by if changes else "", "fields": fields}
