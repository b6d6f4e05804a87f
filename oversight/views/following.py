"""What follows a decision: the page of one assessment, its steps, and the overview."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.choices import Effect
from eqia.models import Assessment
from eqia.presenters import tag_for
from eqia.presenters.states import EFFECTS
from oversight.choices import Breach, Differs, FlagAnswer, TriggerAnswer
from oversight.forms import AnswerTriggerForm, EffectForm, FlagForm, PlanCheckForm, TriggerForm
from oversight.models import EffectCheck, PromiseFlag, ReviewTrigger
from oversight.presenters.states import BREACHES, DIFFERS
from oversight.reviews import SOON, reviews_due
from oversight.services import following as services
from oversight.services.promises import broken_promises
from toolkit.editing import EditForm, answer, edit_page
from toolkit.fetch import demand, fetch_permitted

MOST = 50


def _fetch(request: HttpRequest, reference: str, permission: str = "oversight.view_follow_through") -> Assessment:
    visible = Assessment.objects.visible_to(request.user).select_related(
        "unit__parent", "author", "owner", "conclusion"
    )
    return fetch_permitted(request, visible, permission, reference=reference)


def page(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that follows the decision of one assessment, and its place in a programme."""
    found = _fetch(request, reference)
    today = timezone.localdate()
    flags = found.promise_flags.select_related("answered_by")
    raised = {flag.cause for flag in flags}
    answers = request.user.has_perm("oversight.answer_for", found)
    checks = EffectCheck.objects.filter(impact__assessment=found).with_card().select_related("action")
    return render(
        request,
        "oversight/follow_through.html",
        {
            "assessment": found,
            "flags": [(flag, BREACHES[Breach(flag.breach)]) for flag in flags],
            "to_be_raised": [each for each in broken_promises(today, [found.pk]) if each.broken.cause not in raised],
            "review": next(iter(reviews_due(Assessment.objects.filter(pk=found.pk))), None),
            "today": today,
            "triggers": found.review_triggers.select_related("by", "answered_by"),
            "checks": [_check_row(request, each) for each in checks],
            "answers": answers,
            "may_record": request.user.has_perm("oversight.record_trigger", found),
            "children": _children(request, found),
            "entry": getattr(found, "programme_entry", None),
        },
    )


def _check_row(request: HttpRequest, check: EffectCheck) -> dict[str, Any]:
    return {
        "check": check,
        "expected": EFFECTS[Effect(check.impact.effect)] if check.impact.effect else None,
        "tag": DIFFERS[Differs(check.differs)] if check.differs else None,
        "may_record": not check.is_made and request.user.has_perm("oversight.record_effect", check),
    }


def _children(request: HttpRequest, found: Assessment) -> dict[str, Any] | None:
    """The proposals of a programme beside each other: what each does to each group, where they differ, what is unknown."""
    children = list(
        Assessment.objects.visible_to(request.user)
        .filter(parent=found)
        .select_related("unit")
        .prefetch_related("impacts__characteristic")
        .order_by("reference")
    )
    if not children:
        return None
    groups: dict[str, dict[int, str]] = {}
    for child in children:
        for card in child.impacts.all():
            groups.setdefault(str(card.characteristic), {})[child.pk] = card.effect
    rows = [
        {
            "group": group,
            "cells": [EFFECTS[Effect(effects[child.pk])] if effects.get(child.pk) else None for child in children],
            "differs": len({effects.get(child.pk, "") for child in children} - {""}) > 1,
            "unknown": sum(effects.get(child.pk, "") == "unknown" for child in children),
            "unanswered": sum(not effects.get(child.pk, "") for child in children),
        }
        for group, effects in groups.items()
    ]
    return {
        "assessments": [(child, tag_for(child.state)) for child in children],
        "rows": rows,
        "unknown": sum(row["unknown"] for row in rows),
        "unanswered": sum(row["unanswered"] for row in rows),
    }


def overview(request: HttpRequest) -> HttpResponse:
    """Across all assessments that a person follows: what is in question, due, noticed and found."""
    demand(request, "oversight.view_checks")
    today = timezone.localdate()
    checks = EffectCheck.objects.visible_to(request.user)
    flags = PromiseFlag.objects.visible_to(request.user).unanswered().select_related("assessment__unit")
    triggers = ReviewTrigger.objects.visible_to(request.user).unanswered().select_related("assessment__unit")
    made = checks.exclude(differs="").with_card().order_by("-checked_on", "-pk")
    counts = checks.found()
    reviews = reviews_due(Assessment.objects.visible_to(request.user), until=today + SOON)
    return render(
        request,
        "oversight/overview.html",
        {
            "today": today,
            "flags": [(flag, BREACHES[Breach(flag.breach)]) for flag in flags[:MOST]],
            "triggers": triggers[:MOST],
            "due": checks.due_by(today + SOON).with_card()[:MOST],
            "made": [
                (
                    each,
                    DIFFERS[Differs(each.differs)],
                    EFFECTS[Effect(each.impact.effect)] if each.impact.effect else None,
                )
                for each in made[:MOST]
            ],
            "counts": [(DIFFERS[differs], counts.get(differs, 0)) for differs in Differs],
            "made_in_all": sum(counts.values()),
            "reviews": reviews[:MOST],
        },
    )


def add_trigger(request: HttpRequest, reference: str) -> HttpResponse:
    found = _fetch(request, reference, "oversight.record_trigger")
    return edit_page(
        request,
        form=TriggerForm,
        template="oversight/edit.html",
        save=lambda form: services.record_trigger(assessment=found, by=request.user, **form.values()),
        done=_back_to(request, found, _("Recorded. Those who answer for the assessment see it.")),
        title=_("Record a reason to look again"),
        explanation=str(found),
        back=_url(found),
    )


def answer_trigger(request: HttpRequest, pk: int) -> HttpResponse:
    visible = ReviewTrigger.objects.visible_to(request.user).select_related("assessment__unit")
    trigger = fetch_permitted(request, visible, pk=pk)
    demand(request, "oversight.answer_for", trigger.assessment)
    if trigger.answer:
        return _elsewhere(request, trigger.assessment)

    def save(form: EditForm) -> Any:
        return services.answer_trigger(trigger=trigger, version=form.opened_version, by=request.user, **form.values())

    return edit_page(
        request,
        form=AnswerTriggerForm,
        instance=trigger,
        template="oversight/edit.html",
        save=save,
        done=_done(request, trigger.assessment, TriggerAnswer.REVISE),
        title=_("Answer: %s") % trigger.get_kind_display(),
        explanation=trigger.what,
        back=_url(trigger.assessment),
    )


def review(request: HttpRequest, reference: str) -> HttpResponse:
    """The review date has come: look at the assessment again and say what follows."""
    found = _fetch(request, reference, "oversight.answer_for")
    due = next(iter(reviews_due(Assessment.objects.filter(pk=found.pk))), None)
    if due is None or not due.is_near:
        messages.info(request, _("No review is due yet."))
        return redirect(_url(found))

    def save(form: EditForm) -> Any:
        return services.answer_review(assessment=found, due_on=due.on, by=request.user, **form.values())

    return edit_page(
        request,
        form=AnswerTriggerForm,
        template="oversight/edit.html",
        save=save,
        done=_done(request, found, TriggerAnswer.REVISE),
        title=_("Review: does the assessment still hold?"),
        explanation=str(found),
        back=_url(found),
    )


def plan_check(request: HttpRequest, reference: str) -> HttpResponse:
    found = _fetch(request, reference, "oversight.answer_for")
    return edit_page(
        request,
        form=lambda *args, **options: PlanCheckForm(*args, assessment=found, **options),
        template="oversight/edit.html",
        save=lambda form: services.plan_check(by=request.user, **form.values()),
        done=_back_to(request, found, _("Planned. It will wait for its owner.")),
        title=_("Plan a check of the effect"),
        explanation=_("After the decision, somebody finds out what really happened to the group."),
        back=_url(found),
    )


def record_effect(request: HttpRequest, pk: int) -> HttpResponse:
    visible = EffectCheck.objects.visible_to(request.user).with_card()
    check = fetch_permitted(request, visible, "oversight.record_effect", pk=pk)
    assessment = check.impact.assessment
    if check.is_made:
        return _elsewhere(request, assessment)

    def save(form: EditForm) -> Any:
        return services.record_effect(check=check, version=form.opened_version, by=request.user, **form.values())

    return edit_page(
        request,
        form=EffectForm,
        instance=check,
        template="oversight/edit.html",
        save=save,
        done=_back_to(request, assessment, _("What happened is recorded.")),
        title=_("What happened: %s") % check.impact.characteristic,
        explanation=assessment.title,
        back=_url(assessment),
        expected=check.impact,
    )


def answer_flag(request: HttpRequest, pk: int) -> HttpResponse:
    visible = PromiseFlag.objects.visible_to(request.user).select_related("assessment__unit")
    flag = fetch_permitted(request, visible, pk=pk)
    demand(request, "oversight.answer_for", flag.assessment)
    if flag.answer:
        return _elsewhere(request, flag.assessment)

    def save(form: EditForm) -> Any:
        return services.answer_flag(flag=flag, version=form.opened_version, by=request.user, **form.values())

    return edit_page(
        request,
        form=FlagForm,
        instance=flag,
        template="oversight/edit.html",
        save=save,
        done=_done(request, flag.assessment, FlagAnswer.REVISE, FlagAnswer.REPLACE),
        title=_("Does the assessment still hold?"),
        explanation=_("Promised: %(promise)s %(what)s") % {"promise": flag.promise, "what": flag.what},
        back=_url(flag.assessment),
    )


def _url(assessment: Assessment) -> str:
    return reverse("oversight:follow-through", args=[assessment.reference])


def _back_to(request: HttpRequest, assessment: Assessment, words: str) -> Any:
    return answer(request, _url(assessment), words)


def _done(request: HttpRequest, assessment: Assessment, *leads_to_revision: str) -> Any:
    """After an answer: where it asks for a new version, straight to writing one, if the person may."""

    def done(saved: Any) -> HttpResponse:
        if saved.answer in leads_to_revision and request.user.has_perm("eqia.revise_assessment", assessment):
            messages.success(request, _("Answered. Now open the next version."))
            return redirect("eqia:revise", assessment.reference)
        messages.success(request, _("Answered."))
        return redirect(_url(assessment))

    return done


def _elsewhere(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    messages.info(request, _("This has been answered already."))
    return redirect(_url(assessment))
