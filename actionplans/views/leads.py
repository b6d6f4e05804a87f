"""Who leads: settling whom words mean, for one action and for a whole plan, and choosing who is accountable."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from actionplans.forms.leads import AddLeadForm, MeaningForm, WordingForm
from actionplans.models import Action, Lead, Plan
from actionplans.presenters.leads import leading_of
from actionplans.presenters.wordings import Wording, accountability_questions, to_be_divided, wordings_of
from actionplans.services import leads as services
from actionplans.services.leads import meaning_of
from actionplans.services.reading import Directory
from actionplans.services.suggesting import suggest
from actionplans.views.editing import edited
from actionplans.views.fetching import fetch_action
from organisation.models import Unit
from organisation.services.posts import add_post
from toolkit.fetch import fetch_permitted

EDIT = "actionplans.edit_action"


@require_safe
def of_action(request: HttpRequest, pk: int) -> HttpResponse:
    """The leads of one action, each with what can be done about it."""
    action = fetch_action(request, pk, EDIT)
    context = {
        "action": action,
        "leading": leading_of(action, timezone.localdate(), may_settle=True),
        "may_see_posts": request.user.has_perm("organisation.view_posts"),
    }
    return render(request, "actionplans/leads.html", context)


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whom the words of a lead mean: here, or wherever they stand."""
    lead = _lead(request, pk)
    directory = Directory.today()
    same = services.leads_with_words(_settled_by(request), lead.text)
    touched = {each.action_id for each in same} | {lead.action_id}
    today = timezone.localdate()

    def make_form(data: Any) -> MeaningForm:
        return MeaningForm(
            data,
            request=request,
            lead=lead,
            directory=directory,
            suggestions=suggest(directory, lead.text),
            units=Unit.objects.open(today).order_by("parent__name", "name"),
            touches=len(touched),
        )

    def save(form: MeaningForm) -> int:
        meanings = form.meanings
        if form.is_new_post:
            post = add_post(by=request.user, title=form.cleaned_data["title"], unit=form.cleaned_data["unit"])
            meanings = [meaning_of(post)]
        if form.cleaned_data["scope"] == "everywhere":
            wanted = Lead.objects.filter(pk__in=[lead.pk, *(each.pk for each in same)])
            return services.settle_words(text=lead.text, meanings=meanings, by=request.user, leads=wanted).actions
        services.settle_lead(lead=lead, meanings=meanings, by=request.user)
        return 1

    form, saved = edited(request, make_form, save)
    if saved is not None:
        messages.success(request, _told(saved))
        return redirect(_back(request, lead))
    also_in = [each.action for each in same if each.action_id != lead.action_id]
    context = {"form": form, "lead": lead, "action": lead.action, "also_in": also_in, "touches": len(touched)}
    return render(request, "actionplans/settle_lead.html", context)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes: to the one whom the words were read to mean, or to the suggestion that the button names."""
    lead = _lead(request, pk)
    if lead.target is None:
        chosen = [each for each in suggest(Directory.today(), lead.text) if each.key == request.POST.get("meaning")]
        if not chosen:
            messages.error(request, _("That suggestion is no longer there. Say whom the words mean."))
            return redirect("actionplans:settle-lead", lead.pk)
        same = services.leads_with_words(_settled_by(request), lead.text)
        wanted = Lead.objects.filter(pk__in=[lead.pk, *(each.pk for each in same)])
        done = services.settle_words(text=lead.text, meanings=chosen[0].meanings, by=request.user, leads=wanted)
    else:
        done = services.confirm_leads(leads=[lead], by=request.user)
    messages.success(request, _told(done.actions))
    return redirect(_back(request, lead))


@require_POST
def accountable(request: HttpRequest, pk: int) -> HttpResponse:
    lead = services.choose_accountable(lead=_lead(request, pk), by=request.user)
    messages.success(request, _("%s is accountable now.") % lead)
    return redirect("actionplans:leads", lead.action_id)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _lead(request, pk)
    services.remove_lead(lead=lead, by=request.user)
    messages.success(request, _("%s leads it no more. The history keeps it.") % lead)
    return redirect("actionplans:leads", lead.action_id)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    action = fetch_action(request, pk, EDIT)
    directory = Directory.today()

    def save(form: AddLeadForm) -> Lead:
        values = form.values()
        return services.add_lead(action=action, meaning=values["leader"], role=values["role"], by=request.user)

    form, lead = edited(request, lambda data: AddLeadForm(data, request=request, directory=directory), save)
    if lead is not None:
        messages.success(request, _("%s is added.") % lead)
        return redirect("actionplans:leads", action.pk)
    return render(request, "actionplans/add_lead.html", {"form": form, "action": action})


def of_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Every wording of a plan that nobody has settled, once; those read by the same name; and who is accountable."""
    visible = Plan.objects.visible_to(request.user).select_related("directorate", "owner")
    plan: Any = fetch_permitted(request, visible, EDIT, pk=pk)
    directory = Directory.today()
    wordings = wordings_of(_settled_by(request), plan)
    open_ones = [
        (wording, WordingForm(request.POST or None, prefix=wording.prefix, text=wording.text, suggestions=found))
        for wording in wordings
        if not wording.is_read
        for found in [suggest(directory, wording.text)]
    ]
    read = [wording for wording in wordings if wording.is_read]
    if request.method == "POST":
        return _save_answers(request, plan, open_ones, read)
    context = {
        "plan": plan,
        "open": open_ones,
        "read": read,
        "read_count": len({lead.action_id for wording in read for lead in wording.leads}),
        "accountability": accountability_questions(plan),
        "for_everybody": to_be_divided(plan),
    }
    return render(request, "actionplans/plan_leads.html", context)


def _save_answers(
    request: HttpRequest, plan: Plan, open_ones: list[tuple[Wording, WordingForm]], read: list[Wording]
) -> HttpResponse:
    if "confirm_read" in request.POST:
        done = services.confirm_leads(leads=[lead for wording in read for lead in wording.leads], by=request.user)
        messages.success(request, _told(done.actions))
        return redirect("actionplans:plan-leads", plan.pk)
    actions = answered = 0
    for wording, form in open_ones:
        if form.is_valid() and form.is_answered:
            wanted = Lead.objects.filter(pk__in=[lead.pk for lead in wording.leads])
            done = services.settle_words(text=wording.text, meanings=form.meanings, by=request.user, leads=wanted)
            actions, answered = actions + done.actions, answered + 1
    if answered:
        words = ngettext("%d wording is settled", "%d wordings are settled", answered) % answered
        messages.success(request, _("%(words)s, in %(actions)d actions.") % {"words": words, "actions": actions})
    else:
        messages.info(request, _("Nothing was answered, so nothing has changed."))
    return redirect("actionplans:plan-leads", plan.pk)


def _told(actions: int) -> str:
    return (
        ngettext("Saved. %d action says it now.", "Saved. %d actions say it now.", actions) % actions
        + " "
        + _("The next plan with these words will know.")
    )


def _settled_by(request: HttpRequest) -> Any:
    """The leads that this person may settle and nobody has yet."""
    return Lead.objects.unsettled().settled_by(request.user)


def _lead(request: HttpRequest, pk: int) -> Any:
    found = (
        Lead.objects.select_related("action__plan__owner", "person", "post__unit", "unit", "body").filter(pk=pk).first()
    )
    if found is None or not Action.objects.visible_to(request.user).filter(pk=found.action_id).exists():
        raise Http404
    fetch_action(request, found.action_id, EDIT)
    return found


def _back(request: HttpRequest, lead: Lead) -> str:
    if request.GET.get("from") == "plan":
        return reverse("actionplans:plan-leads", args=[lead.action.plan_id])
    return reverse("actionplans:leads", args=[lead.action_id])
