"""An action of every directorate, divided: what would be made is shown before it is."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.forms.parts import ShareForm
from actionplans.services.parts import make_parts, shares_of
from actionplans.services.reading import Directory
from actionplans.views.fetching import fetch_action


def divide(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows each part with who would lead it; POST makes those that are ticked."""
    action = fetch_action(request, pk, "actionplans.edit_action")
    today = timezone.localdate()
    shares = shares_of(action, today)
    directory = Directory.today()
    data = request.POST if request.method == "POST" else None
    forms = [ShareForm(data, share=share, directory=directory) for share in shares if share.part is None]
    error = ""
    if request.method == "POST":
        if not all(form.is_valid() for form in forms):
            error = _("Select who leads each part")
        else:
            leaders = {
                form.share.unit.pk: form.cleaned_data["leader"] for form in forms if form.cleaned_data["is_wanted"]
            }
            if not leaders:
                error = _("Select at least one directorate")
            else:
                try:
                    made = make_parts(action=action, leaders=leaders, by=request.user, on=today)
                except ValidationError as refusal:
                    error = " ".join(refusal.messages)
                else:
                    words = ngettext("%d part is made.", "%d parts are made.", len(made)) % len(made)
                    messages.success(request, words)
                    return redirect(action)
    context = {"action": action, "forms": forms, "made": [each for each in shares if each.part], "error": error}
    return render(request, "actionplans/divide.html", context)
