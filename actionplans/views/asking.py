"""Asking for updates, questioning them, and watching who has not answered."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from actionplans.choices import AskedOf
from actionplans.forms import AskForm, AskSelectedForm, QuestionForm
from actionplans.models import Action, Plan, Update, UpdateRequest
from actionplans.presenters.asking import waiting_rows
from actionplans.selecting import selected
from actionplans.services import asking, by_link
from actionplans.services.addressees import Addressees
from actionplans.services.silence import waiting_requests
from actionplans.views.editing import edited
from actionplans.views.fetching import fetch_action
from toolkit.fetch import demand, fetch_permitted

A_PAGE = 50
MOST_AT_ONCE = 200


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask those who answer for one action how far it is."""
    action = fetch_action(request, pk, "actionplans.ask_for_updates")
    return _ask(request, [action], action.get_absolute_url(), action=action)


def ask_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask about everything in a plan that is overdue."""
    visible = Plan.objects.visible_to(request.user).select_related("directorate", "owner")
    plan = fetch_permitted(request, visible, "actionplans.ask_for_updates", pk=pk)
    overdue = plan.actions.to_be_done().overdue(timezone.localdate()).with_parts().select_related("plan__owner")
    return _ask(request, list(overdue), plan.get_absolute_url(), plan=plan)


def ask_selected(request: HttpRequest) -> HttpResponse:
    """Ask about the open ones of the actions chosen in a list, as far as the reader may ask about them."""
    demand(request, "actionplans.ask_selected")
    chosen = request.POST if request.method == "POST" else _chosen(request)
    found = selected(request.user, str(chosen.get("picked", "")), str(chosen.get("query", "")))
    back = reverse("actionplans:actions")
    if found is None:
        messages.error(request, _("Tick the actions that you want to ask about"))
        return redirect(back)
    theirs = found.open()
    if not request.user.has_perm("actionplans.manage_plans"):
        theirs = theirs.filter(plan__owner=request.user.pk)
    actions = list(theirs.with_parts().select_related("plan__owner").order_by("pk")[: MOST_AT_ONCE + 1])
    if len(actions) > MOST_AT_ONCE:
        told = _("You can ask about at most %d actions at once. Choose fewer with the filters.")
        messages.error(request, told % MOST_AT_ONCE)
        return redirect(back)
    return _ask(request, actions, back, form_of=AskSelectedForm, initial=_chosen(request), is_selection=True)


def _chosen(request: HttpRequest) -> dict[str, str]:
    if request.GET.get("all"):
        return {"picked": "", "query": request.GET.get("query", "") or "all"}
    return {"picked": ",".join(request.GET.getlist("pick")), "query": ""}


def _ask(
    request: HttpRequest,
    actions: list[Action],
    back: str,
    form_of: type[AskForm] = AskForm,
    initial: dict[str, str] | None = None,
    **context: Any,
) -> HttpResponse:
    def save(form: AskForm) -> int:
        return asking.ask_for_updates(actions=actions, by=request.user, question=form.cleaned_data["question"])

    form, sent = edited(request, lambda data: form_of(data, request=request, initial=initial), save)
    if sent is not None:
        told = ngettext("%d person was asked.", "%d people were asked.", sent) % sent
        messages.success(request, told)
        return redirect(back)
    known = Addressees(actions, timezone.localdate())
    asked = [{"action": action, "found": known.at(action, AskedOf.LEAD)} for action in actions if action.is_open]
    return render(request, "actionplans/ask.html", {"form": form, "asked": asked, "back": back} | context)


def question(request: HttpRequest, pk: int, update: int) -> HttpResponse:
    """Question an update and ask for more."""
    action = fetch_action(request, pk, "actionplans.question_update")
    questioned = fetch_permitted(
        request,
        Update.objects.filter(action=action).select_related("by", "action"),
        "actionplans.view_actions",
        pk=update,
    )

    def save(form: QuestionForm) -> Any:
        return asking.challenge_update(update=questioned, by=request.user, question=form.cleaned_data["question"])

    form, put = edited(request, lambda data: QuestionForm(data, request=request), save)
    if put is not None:
        messages.success(request, _("Your question is on its way, and stands beneath the update."))
        return redirect(action)
    return render(request, "actionplans/question.html", {"form": form, "action": action, "update": questioned})


def waiting_list(request: HttpRequest) -> HttpResponse:
    """Who was asked and has not answered: since when, and who is asked next on which day."""
    demand(request, "actionplans.watch_answers")
    visible = Action.objects.visible_to(request.user).order_by()
    waiting = waiting_requests().filter(action__in=visible.values("pk"))
    # The actions that wait longest come first; a page of them costs as much as all of one page, however many wait.
    order = waiting.order_by("action_id", "on", "pk").distinct("action_id").values("action_id", "on")
    pairs = sorted((row["on"], row["action_id"]) for row in order)
    page = Paginator(pairs, A_PAGE).get_page(request.GET.get("page"))
    rows = waiting_rows(waiting.filter(action__in=[action for _on, action in page.object_list]))
    context = {
        "page": page,
        "rows": rows,
        "count": len(pairs),
        "may_ask": request.user.has_perm("actionplans.edit_escalation"),
        "may_edit_chain": request.user.has_perm("actionplans.edit_escalation"),
    }
    return render(request, "actionplans/waiting_for_answers.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _request(request, pk)
    asking.revoke_request(request=asked, by=request.user)
    messages.success(
        request, _("The link of %s does not work any more, and nobody waits for this answer.") % asked.name
    )
    return redirect(_back(request, asked))


@require_POST
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _request(request, pk)
    if by_link.ask_for_new_link(asked, by=request.user):
        messages.success(request, _("%s has been asked again.") % asked.name)
    else:
        messages.warning(request, _("%s cannot be asked again with this link: ask those who answer for the action now.") % asked.name)  # fmt: skip
    return redirect(_back(request, asked))


def _request(request: HttpRequest, pk: int) -> Any:
    actions = Action.objects.visible_to(request.user).order_by().values("pk")
    visible = UpdateRequest.objects.filter(action__in=actions).select_related(
        "action__plan__owner", "action__plan__directorate", "action__unit__parent", "person", "challenge__update", "body"
    )  # fmt: skip
    return fetch_permitted(request, visible.prefetch_related("action__leads"), "actionplans.ask_again", pk=pk)


def _back(request: HttpRequest, asked: UpdateRequest) -> str:
    return reverse("actionplans:waiting") if request.POST.get("from") == "list" else asked.action.get_absolute_url()
