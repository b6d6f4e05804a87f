"""Writing: start one, the sections, the impact cards and the items within sections."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia import questions, services
from eqia.content.consultation import tests_of
from eqia.errors import EditedMeanwhile, ItemInUse, NotEditable
from eqia.forms import ITEM_FORMS, SECTION_FORMS, GroupsForm, ImpactForm, ModulesForm, StartForm
from eqia.forms.base import takes, with_theirs
from eqia.models import Assessment, Impact
from eqia.presenters import (
    cited_items,
    linked_with,
    next_after,
    people_asked,
    section_url,
    together_with,
    unknowns_of,
)
from eqia.presenters.coach import beside
from eqia.views.register import alike
from organisation.models import Person
from toolkit import presence
from toolkit.drafts import kept
from toolkit.fetch import demand, fetch_permitted

RECORDS: dict[str, Callable[[Assessment], Any]] = {
    "aims": lambda assessment: assessment.screening,
    "screening": lambda assessment: assessment.screening,
    "law": lambda assessment: assessment.conclusion,
    "outcome": lambda assessment: assessment.conclusion,
    "review": lambda assessment: assessment.conclusion,
}
OWN_TEMPLATES = {"screening", "cumulative", "links", *ITEM_FORMS}
REMOVED = gettext_lazy("Somebody removed this after you opened it. What you wrote is below: save it to add it again.")


def person_of(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)
    return person


def start(request: HttpRequest) -> HttpResponse:
    demand(request, "eqia.start_assessment")
    form = StartForm(request.POST or kept(request), request=request)
    if request.method == "POST" and form.is_valid():
        # Asked once: who has seen what is similar and goes on starts a new one.
        similar = [] if request.POST.get("looked") else alike(request, form.cleaned_data["title"])
        if similar:
            return render(request, "eqia/start.html", {"form": form, "similar": similar})
        values = {name: value for name, value in form.cleaned_data.items() if name != "editor"}
        assessment = services.start_assessment(**values, by=person_of(request))
        return redirect(assessment)
    return render(request, "eqia/start.html", {"form": form, "similar": []})


def for_writing(request: HttpRequest, reference: str) -> Assessment:
    visible = Assessment.objects.visible_to(request.user).select_related("unit__parent", "screening", "conclusion")
    return fetch_permitted(request, visible, "eqia.change_assessment", reference=reference)


def _closed(request: HttpRequest, assessment: Assessment) -> HttpResponseRedirect:
    words = _("You cannot change this now: it is “%s”.") % assessment.get_state_display()
    messages.info(request, words)
    return redirect(assessment)


def edit(
    request: HttpRequest,
    assessment: Assessment,
    *,
    section: str,
    make_form: Callable[..., Any],
    save: Callable[[Any], Any],
    stored: Callable[[], Any],
    template: str,
    context: dict[str, Any],
    onward: Callable[[], str],
    elsewhere: dict[str, str] | None = None,
) -> HttpResponse:
    """One page that edits one section: nothing typed is lost and nothing is overwritten without a choice.

    `save(form)` stores it; `stored()` reads what stands there now; `onward()` is the page that follows, `elsewhere` the
    pages that follow for further buttons, by their value.
    """
    if request.method != "POST":
        if not assessment.is_editable:
            return _closed(request, assessment)
        form = make_form(kept(request), revision=services.revision_of(assessment, section))
        return render(
            request, template, context | beside(assessment, section, form) | {"others": presence.enter(request)}
        )
    data: QueryDict = request.POST
    if takes(data):
        data = with_theirs(data, make_form(None, revision=0).fields, stored())
    form = make_form(data, revision=0)
    if not form.is_valid():
        return render(request, template, context | beside(assessment, section, form))
    try:
        save(form)
    except EditedMeanwhile as conflict:
        differences = form.differences(stored())
        form.reopen(conflict.last.revision)
        if differences:
            context = context | {"conflict": conflict.last, "differences": differences}
            return render(request, template, context | {"form": form}, status=409)
        # Both wrote the same: there is nothing to choose.
    except NotEditable:
        context = context | {"is_closed": True}
        return render(request, template, context | {"form": form}, status=409)
    presence.leave(request)
    if request.POST.get("then") == "list":
        messages.success(request, _("Saved. You can come back at any time."))
        return redirect(assessment)
    return redirect((elsewhere or {}).get(request.POST.get("then", "")) or onward())


def template_of(section: str) -> str:
    return f"eqia/{section}.html" if section in OWN_TEMPLATES else "eqia/section.html"


def section(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    if section not in questions.SECTIONS:
        raise Http404
    assessment = for_writing(request, reference)
    person = person_of(request)

    def current() -> Assessment:
        return Assessment.objects.select_related("unit__parent", "screening", "conclusion").get(pk=assessment.pk)

    context = {"assessment": assessment, "section": assessment.form[section]} | _around(request, assessment, section)
    if section == "groups":

        def make_groups(data: QueryDict | None, revision: int) -> GroupsForm:
            return GroupsForm(data, request=request, revision=revision, assessment=assessment)

        def save_groups(form: GroupsForm) -> None:
            services.save_screening_answers(
                assessment=assessment, revision=form.opened_revision, answers=form.values, by=person
            )

        return edit(
            request,
            assessment,
            section=section,
            make_form=make_groups,
            save=save_groups,
            stored=lambda: GroupsForm.stored_of(assessment),
            template="eqia/groups.html",
            context=context,
            onward=lambda: next_after(current(), section),
        )
    record = RECORDS.get(section, lambda each: each)
    form_class = SECTION_FORMS[section]
    if section == "modules":

        def save_modules(form: ModulesForm) -> None:
            services.save_module_answers(
                assessment=assessment, revision=form.opened_revision, answers=form.answers, by=person
            )

        return edit(
            request,
            assessment,
            section=section,
            make_form=lambda data, revision: ModulesForm(
                data, request=request, words=assessment.form, revision=revision, instance=current()
            ),
            save=save_modules,
            stored=lambda: ModulesForm.stored_of(assessment),
            template="eqia/section.html",
            context=context,
            onward=lambda: next_after(current(), section),
        )

    def save(form: Any) -> None:
        services.save_answers(
            assessment=assessment,
            section=section,
            revision=form.opened_revision,
            record=record(assessment),
            values=form.values,
            local=form.local_values,
            by=person,
        )

    return edit(
        request,
        assessment,
        section=section,
        make_form=lambda data, revision: form_class(
            data, request=request, words=assessment.form, revision=revision, instance=record(current())
        ),
        save=save,
        stored=lambda: record(current()),
        template=template_of(section),
        context=context,
        onward=lambda: next_after(current(), section),
    )


def _around(request: HttpRequest, assessment: Assessment, section: str) -> dict[str, Any]:
    """What a section's page shows beside its questions."""
    if section in ("alternatives", "team"):
        return {"items": services.items_of(assessment, section)}
    if section == "intersections":
        return {"items": assessment.intersections.prefetch_related("characteristics")}
    if section == "cumulative":
        return {"together": together_with(assessment, request.user)}
    if section == "links":
        return {"linked": linked_with(assessment, request.user)}
    if section == "evidence":
        return {"items": cited_items(assessment), "gaps": assessment.gaps.select_related("find_out_lead")}
    if section == "consultation":
        return {"items": people_asked(assessment)}
    if section == "mitigation":
        impacts = assessment.impacts.select_related("characteristic").prefetch_related("mitigations")
        return {
            "items": assessment.mitigations.filter(source="").select_related("impact__characteristic", "lead_person"),
            "unknowns": unknowns_of(assessment),
            "unanswered": [
                impact
                for impact in impacts
                if impact.harms and not impact.mitigations.all() and not impact.no_mitigation_reason
            ],
        }
    if section == "screening":
        answers = assessment.screening_answers.select_related("characteristic")
        return {"doubts": [answer for answer in answers if answer.answer in ("worse", "both", "unknown")]}
    return {}


def impact(request: HttpRequest, reference: str, characteristic: str) -> HttpResponse:
    assessment = for_writing(request, reference)
    cards = assessment.impacts.select_related("characteristic")
    card = fetch_permitted(request, cards, characteristic__key=characteristic)
    name = f"impact/{characteristic}"

    def save(form: ImpactForm) -> None:
        services.save_answers(
            assessment=assessment,
            section=name,
            revision=form.opened_revision,
            record=card,
            values=form.values,
            by=person_of(request),
        )

    return edit(
        request,
        assessment,
        section=name,
        make_form=lambda data, revision: ImpactForm(
            data, request=request, words=assessment.form, revision=revision, instance=cards.get(pk=card.pk)
        ),
        save=save,
        stored=lambda: cards.get(pk=card.pk),
        template="eqia/impact.html",
        context={
            "assessment": assessment,
            "section": assessment.form["impact"],
            "card": card,
            "card_mitigations": card.mitigations.filter(source="").select_related("lead_person"),
            "card_subgroups": card.subgroups.all(),
            "about": assessment.evidence.filter(characteristics=card.characteristic),
            "comments_key": name,
        },
        onward=lambda: next_after(assessment, "impact", characteristic),
        elsewhere={
            key: f"{reverse('eqia:item-add', args=[reference, key])}?for={characteristic}&from=card"
            for key in ("mitigation", "subgroup")
        },
    )


def _items_of(assessment: Assessment, section: str) -> Any:
    items = services.items_of(assessment, section)
    if items is None:
        raise Http404
    return items


def _back(request: HttpRequest, assessment: Assessment, section: str, card: Impact | None = None) -> str:
    """The page that lists the items: a card for its sub-groups, and for a mitigation that was added from there."""
    if card and (section == "subgroup" or request.GET.get("from") == "card"):
        return section_url(assessment, "impact", card.characteristic.key)
    return section_url(assessment, section)


def _card_asked_for(request: HttpRequest, assessment: Assessment, section: str) -> Impact | None:
    """The card that a new sub-group or mitigation is for; a sub-group cannot be without one."""
    cards = assessment.impacts.select_related("characteristic")
    card = cards.filter(characteristic__key=request.GET.get("for", "")).first()
    if card is None and section == "subgroup":
        raise Http404
    return card


def add_item(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    assessment = for_writing(request, reference)
    _items_of(assessment, section)
    if not assessment.is_editable and request.method != "POST":
        return _closed(request, assessment)
    card = _card_asked_for(request, assessment, section)
    form = _new_item_form(
        request, assessment, section, card, request.POST if request.method == "POST" else kept(request)
    )
    back = _back(request, assessment, section, card)
    context = _item_context(assessment, section, form, back)
    if request.method == "POST" and form.is_valid():
        values = form.values | ({"impact": card} if section == "subgroup" else {})
        try:
            added = services.add_item(assessment=assessment, section=section, values=values, by=person_of(request))
            if getattr(form, "keeps_in_library", False):
                services.keep_in_library(item=added, by=person_of(request))
        except NotEditable:
            return render(request, "eqia/item.html", context | {"is_closed": True}, status=409)
        if request.POST.get("then") == "another":
            messages.success(request, _("Saved. Add another."))
            return redirect(request.get_full_path())
        return redirect(back)
    return render(request, "eqia/item.html", context)


def _new_item_form(
    request: HttpRequest, assessment: Assessment, section: str, card: Impact | None, data: QueryDict | None
) -> Any:
    options: dict[str, Any] = {"request": request, "assessment": assessment}
    if section == "subgroup":
        options["card"] = card
    elif section == "mitigation":
        options["initial"] = {"impact": card}
    return ITEM_FORMS[section](data, **options)


def _item_context(assessment: Assessment, section: str, form: Any, back: str) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "section": assessment.form.item(section),
        "parent": questions.PAGE_OF.get(section, section),
        "items_of": section,
        "form": form,
        "back": back,
    }


def item(request: HttpRequest, reference: str, section: str, pk: int) -> HttpResponse:
    assessment = for_writing(request, reference)
    items = _items_of(assessment, section)
    if request.method == "POST" and not items.filter(pk=pk).exists():
        return _removed_meanwhile(request, assessment, section)
    record = fetch_permitted(request, items, pk=pk)
    name = services.item_section(section, record)
    form_class = ITEM_FORMS[section]
    card = record.impact if section in ("subgroup", "mitigation") else None
    back = _back(request, assessment, section, card)

    def save(form: Any) -> None:
        services.save_answers(
            assessment=assessment,
            section=name,
            revision=form.opened_revision,
            record=record,
            values=form.values,
            by=person_of(request),
        )

    return edit(
        request,
        assessment,
        section=name,
        make_form=lambda data, revision: form_class(
            data, request=request, revision=revision, instance=items.get(pk=pk), assessment=assessment
        ),
        save=save,
        stored=lambda: items.get(pk=pk),
        template="eqia/item.html",
        context=_item_context(assessment, section, None, back)
        | {"item": record, "card": card}
        | _beside(assessment, section, record),
        onward=lambda: back,
    )


def _beside(assessment: Assessment, section: str, record: Any) -> dict[str, Any]:
    """What an item's page shows beside its questions."""
    return {"tests": tests_of(record, assessment)} if section == "consultation" else {}


def _removed_meanwhile(request: HttpRequest, assessment: Assessment, section: str) -> HttpResponse:
    """Somebody removed the item while it was being edited: what was typed comes back as a new one."""
    card = _card_asked_for(request, assessment, section)
    messages.warning(request, str(REMOVED))
    form = _new_item_form(request, assessment, section, card, request.POST)
    context = _item_context(assessment, section, form, _back(request, assessment, section, card))
    return render(request, "eqia/item.html", context | {"adds_again": True, "card": card}, status=409)


def remove_item(request: HttpRequest, reference: str, section: str, pk: int) -> HttpResponse:
    assessment = for_writing(request, reference)
    record = fetch_permitted(request, _items_of(assessment, section), pk=pk)
    if not assessment.is_editable:
        return _closed(request, assessment)
    name = services.item_section(section, record)
    back = _back(request, assessment, section, record.impact if section == "subgroup" else None)
    if request.method == "POST":
        try:
            services.remove_item(
                assessment=assessment,
                section=section,
                item=record,
                revision=int(request.POST.get("revision") or 0),
                by=person_of(request),
            )
        except EditedMeanwhile as conflict:
            words = _("%s changed this after you opened it. Look at it again before you remove it.") % conflict.last.by
            messages.error(request, words)
            return redirect("eqia:item", reference, section, pk)
        except ItemInUse:
            messages.error(request, _("An action of an action plan carries this out, so it cannot be removed."))
            return redirect(back)
        messages.success(request, _("Removed"))
        return redirect(back)
    context = _item_context(assessment, section, None, back) | {
        "item": record,
        "revision": services.revision_of(assessment, name),
    }
    return render(request, "eqia/remove.html", context)
