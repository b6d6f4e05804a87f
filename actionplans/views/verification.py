"""An equality lead looks at what was reported complete."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import Finding, Status
from actionplans.forms import JudgeForm
from actionplans.presenters import ActionRow
from actionplans.presenters.truth import cited
from actionplans.services.verification import completion_of, is_own_completion, judge_completion
from actionplans.views.editing import edited
from actionplans.views.fetching import fetch_action


def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Verify a completion or send it back; or review one that was verified before."""
    action = fetch_action(request, pk, "actionplans.verify_action")
    completion = completion_of(action)

    def save(form: JudgeForm) -> Any:
        return judge_completion(action=action, by=request.user, **form.values())

    form, judged = edited(request, lambda data: JudgeForm(data, request=request, record=action), save)
    if judged is not None:
        if judged.verdict == Finding.SENT_BACK:
            messages.success(request, _("It is in progress again. Those who answer for it have been told why."))
        elif judged.is_review:
            messages.success(request, _("Your review is saved."))
        else:
            messages.success(request, _("The completion is verified."))
        return redirect(action)
    context = {
        "form": form,
        "action": action,
        "row": ActionRow(action, timezone.localdate()),
        "completion": completion,
        "cited": cited(completion, request.user),
        "is_completed": action.status == Status.COMPLETED,
        "is_own": is_own_completion(completion, request.user),
        "verifications": action.verifications.select_related("by"),
    }
    return render(request, "actionplans/verify.html", context)
