from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from objectives import services
from objectives.choices import ObjectiveState
from objectives.filters import ObjectiveFilter
from objectives.forms import ObjectiveForm
from objectives.models import Objective
from objectives.presenters import ObjectiveCard, PicturedIndicator
from objectives.rules.clock import publication_due_by
from objectives.rules.progress import WORST_FIRST
from objectives.views.editing import edited
from organisation.models import Characteristic
from toolkit.fetch import demand, fetch_permitted

SORTS: dict[str, Any] = {
    "title": lambda card: card.objective.title.lower(),
    "directorate": lambda card: card.directorate.lower(),
    "ends": lambda card: card.objective.ends_on,
    # What is over stands below what is in force.
    "progress": lambda card: (card.objective.state == ObjectiveState.CLOSED, WORST_FIRST.index(card.progress)),
}


def objective_list(request: HttpRequest) -> HttpResponse:
    demand(request, "objectives.view_objectives")
    visible = Objective.objects.visible_to(request.user)
    found = ObjectiveFilter(request.GET, queryset=visible.with_readings().distinct())
    cards = found.cards()
    sort = request.GET.get("sort", "progress")
    if sort.removeprefix("-") not in SORTS:
        sort = "progress"
    cards.sort(key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    in_force = visible.in_force()
    served = in_force.values("characteristics")
    return render(
        request,
        "objectives/list.html",
        {
            "filter": found,
            "page": Paginator(cards, 25).get_page(request.GET.get("page")),
            "sort": sort,
            "has_any": visible.exists(),
            "unserved": Characteristic.objects.in_use(timezone.localdate()).exclude(pk__in=served),
            "publication_due_on": publication_due_by(list(in_force.values_list("published_on", flat=True))),
            "today": timezone.localdate(),
            "may_manage": request.user.has_perm("objectives.manage_objective"),
        },
    )


def objective_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Objective.objects.visible_to(request.user).with_readings().select_related("supersedes")
    objective = fetch_permitted(request, visible, "objectives.view_objectives", pk=pk)
    may_manage = request.user.has_perm("objectives.manage_objective", objective)
    card = ObjectiveCard(objective, timezone.localdate())
    return render(
        request,
        "objectives/detail.html",
        {
            "objective": objective,
            "card": card,
            "indicators": [PicturedIndicator(indicator) for indicator in card.indicators],
            "moves": objective.moves.select_related("by"),
            "successors": Objective.objects.visible_to(request.user).filter(supersedes=objective),
            "actions": linked(objective, "actions", request.user),
            "assessments": linked(objective, "assessments", request.user),
            "may_manage": may_manage,
            "may_read": request.user.has_perm("objectives.record_reading", objective),
            "missing": objective.missing_to_come_into_force() if may_manage and objective.state == "draft" else [],
        },
    )


def linked(objective: Objective, accessor: str, person: Any) -> list[Any]:
    """A higher room's records that serve the objective, as far as the person may see them; none without that room's link."""
    visible_to = getattr(getattr(objective, accessor, None), "visible_to", None)
    return list(visible_to(person)) if visible_to is not None else []


def add_objective(request: HttpRequest) -> HttpResponse:
    demand(request, "objectives.manage_objective")

    def save(form: ObjectiveForm) -> Objective:
        return services.add_objective(by=request.user, **form.values())

    form, objective = edited(request, ObjectiveForm, save)
    if objective is not None:
        messages.success(request, _("The objective is saved. Now add what measures it."))
        return redirect(objective)
    return render(request, "objectives/objective_form.html", {"form": form, "objective": None})


def change_objective(request: HttpRequest, pk: int) -> HttpResponse:
    objective = fetch_permitted(
        request, Objective.objects.visible_to(request.user), "objectives.manage_objective", pk=pk
    )

    def save(form: ObjectiveForm) -> Objective:
        return services.change_objective(
            objective=objective, version=form.opened_version, by=request.user, **form.values()
        )

    form, changed = edited(request, ObjectiveForm, save, instance=objective)
    if changed is not None:
        messages.success(request, _("The objective is saved."))
        return redirect(changed)
    return render(request, "objectives/objective_form.html", {"form": form, "objective": objective})
