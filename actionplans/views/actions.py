"""One action: its page, writing it, changing it, and what became of it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import PlanState
from actionplans.forms import ActionForm, FromMitigationForm, FromRecommendationForm
from actionplans.models import Action, ActionCharacteristic, ActionObjective, Lead, Plan
from actionplans.presenters import ActionRow, chain_of, deadline_of, division_of, holes_of, leading_of, truth_of
from actionplans.presenters.asking import askings_of, with_questions
from actionplans.presenters.employer import marks_of
from actionplans.presenters.imports import sources_of
from actionplans.presenters.shared import with_also
from actionplans.services import actions as services
from actionplans.services.shared import completed_elsewhere
from actionplans.views.editing import edited
from actionplans.views.fetching import fetch_action
from eqia.models import Assessment, Mitigation
from governance.models import Recommendation
from toolkit.fetch import fetch_permitted
from toolkit.history import events_of, history_of


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    action = fetch_action(request, pk, "actionplans.view_actions")
    today = timezone.localdate()
    askings = askings_of(action)
    updates = list(action.updates.select_related("by", "deadline_change"))
    may_update = request.user.has_perm("actionplans.update_action", action)
    may_edit = request.user.has_perm("actionplans.edit_action", action)
    division = division_of(action, ActionRow(action, today), request.user, may_edit=may_edit)
    return render(
        request,
        "actionplans/action.html",
        {
            "action": action,
            "row": division.row,
            "division": division,
            "holes": holes_of(action, may_edit=may_edit, may_update=may_update),
            "chain": chain_of(action, request.user, today),
            "done_elsewhere": completed_elsewhere(action, seen_by=request.user) if may_update else None,
            "leading": leading_of(action, today, may_settle=may_edit),
            **deadline_of(action, today),
            **truth_of(action, request.user, today),
            "updates": with_questions(with_also(updates, request.user)),
            "deadline_changes": action.deadline_changes.select_related("by", "update__by"),
            "askings": askings,
            "is_unanswered": action.is_open and any(asking.is_unanswered for asking in askings),
            "sources": sources_of(action),
            "may_ask": request.user.has_perm("actionplans.ask_for_updates", action) and not action.is_in_parts,
            "may_question": request.user.has_perm("actionplans.question_update", action),
            "may_update": may_update,
            "may_edit": may_edit,
            "may_see_posts": request.user.has_perm("organisation.view_posts"),
            "may_see_import": request.user.has_perm("actionplans.import_actions"),
            **marks_of(action, request.user),
        },
    )


def add(request: HttpRequest, pk: int) -> HttpResponse:
    plan = fetch_permitted(request, Plan.objects.visible_to(request.user), "actionplans.edit_action", pk=pk)

    def save(form: ActionForm) -> Action:
        return services.add_action(plan=plan, by=request.user, **form.values())

    form, action = edited(request, lambda data: ActionForm(data, request=request, plan=plan), save)
    if action is not None:
        messages.success(request, _("Action %s is added.") % action.reference)
        return redirect(action)
    return render(request, "actionplans/action_form.html", {"form": form, "plan": plan, "action": None})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    action = fetch_action(request, pk, "actionplans.edit_action")

    def save(form: ActionForm) -> Action:
        return services.change_action(action=action, version=form.opened_version, by=request.user, **form.values())

    form, changed = edited(request, lambda data: ActionForm(data, request=request, record=action), save)
    if changed is not None:
        messages.success(request, _("The action is saved."))
        return redirect(changed)
    return render(request, "actionplans/action_form.html", {"form": form, "plan": action.plan, "action": action})


def history(request: HttpRequest, pk: int) -> HttpResponse:
    action = fetch_action(request, pk, "actionplans.view_actions")
    related = (events_of(model, action=action) for model in (Lead, ActionCharacteristic, ActionObjective))
    # That a lead or characteristic stands on this action goes without saying here.
    changes = [
        replace(change, fields=[field for field in change.fields if field[0] != _("Action") or field[1]])
        for change in history_of(action, *related)
    ]
    context = {"heading": str(action), "url": action.get_absolute_url(), "changes": changes}
    return render(request, "actionplans/history.html", context)


def from_mitigation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make what an EqIA promised into an action of a plan, so that somebody follows it."""
    seen = Assessment.objects.visible_to(request.user)
    visible = Mitigation.objects.filter(assessment__in=seen).select_related("assessment__unit__parent", "impact")
    mitigation = fetch_permitted(request, visible, "actionplans.carry_out_mitigation", pk=pk)
    plans = Plan.objects.exclude(state=PlanState.CLOSED)

    def save(form: FromMitigationForm) -> Action:
        plan = form.cleaned_data["plan_chosen"]
        return services.add_action(plan=plan, by=request.user, mitigation=mitigation, **form.values())

    def make_form(data: Any) -> FromMitigationForm:
        return FromMitigationForm(data, request=request, mitigation=mitigation, plans=plans)

    form, action = edited(request, make_form, save)
    if action is not None:
        messages.success(request, _("The mitigation is now action %(reference)s of %(plan)s.") % {
            "reference": action.reference, "plan": action.plan,
        })  # fmt: skip
        return redirect(action)
    context = {"form": form, "mitigation": mitigation, "assessment": mitigation.assessment, "plans": plans}
    return render(request, "actionplans/from_mitigation.html", context)


def from_recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an action of what somebody recommended, so that one sees what came of it."""
    found = Recommendation.objects.select_related("body", "unit__parent")
    recommendation = fetch_permitted(request, found, "actionplans.carry_out_recommendation", pk=pk)
    plans = Plan.objects.exclude(state=PlanState.CLOSED)

    def save(form: FromRecommendationForm) -> Action:
        plan = form.cleaned_data["plan_chosen"]
        return services.add_action(plan=plan, by=request.user, recommendation=recommendation, **form.values())

    def make_form(data: Any) -> FromRecommendationForm:
        return FromRecommendationForm(data, request=request, recommendation=recommendation, plans=plans)

    form, action = edited(request, make_form, save)
    if action is not None:
        messages.success(request, _("The recommendation is now action %(reference)s of %(plan)s.") % {
            "reference": action.reference, "plan": action.plan,
        })  # fmt: skip
        return redirect(recommendation if not action_is_seen(request, action) else action)
    context = {"form": form, "recommendation": recommendation, "plans": plans}
    return render(request, "actionplans/from_recommendation.html", context)


def action_is_seen(request: HttpRequest, action: Action) -> bool:
    """Whoever answers for a recommendation need not see the plan into which its action goes."""
    return Action.objects.visible_to(request.user).filter(pk=action.pk).exists()
