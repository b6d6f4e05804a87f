"""Saving an edit form without losing or overwriting anything."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from objectives.forms import EditForm
from toolkit.drafts import kept
from toolkit.history import Change, ChangedMeanwhile

Form = TypeVar("Form", bound=EditForm)


def edited(
    request: HttpRequest, form_class: type[Form], save: Callable[[Form], Any], *, instance: Any = None, **options: Any
) -> tuple[Form, Any]:
    """The form as it is to be shown, and the saved record once there is one.

    What was typed before the session lapsed is shown again. If somebody else saved meanwhile, nothing is saved and the form
    says who and what; the next save is then made in knowledge of it.
    """
    if request.method != "POST":
        draft = kept(request)
        form = form_class(draft, request=request, instance=instance, **options)
        return form, None
    form = form_class(request.POST, request=request, instance=instance, **options)
    if not form.is_valid():
        return form, None
    try:
        return form, save(form)
    except ChangedMeanwhile as meanwhile:
        instance.refresh_from_db()
        data = request.POST.copy()
        data["version"] = str(instance.version)
        form.data = data
        form.add_error(None, told(meanwhile.changes))
        return form, None


def told(changes: list[Change]) -> str:
    """Who changed the record while this person was writing, and what it says now."""
    fields = "; ".join(
        _("%(field)s is now “%(value)s”") % {"field": label.lower(), "value": after}
        for change in changes
        for label, _before, after in change.fields
        if label != _("Version")
    )
    return _(
        "%(person)s saved this after you had opened it: %(fields)s. Your words are still below. Compare, and save again to put yours in their place."
    ) % {"person": changes[0].by, "fields": fields or _("nothing in these boxes")}
