"""What bodies, auditors, inspectors and complaints recommended, what was answered and what is done about it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from governance.errors import MoveRefused
from governance.filters import RecommendationFilter
from governance.forms import AnswerForm, RecommendationForm
from governance.models import Recommendation
from governance.presenters import response_tag
from governance.services import recommendations as services
from toolkit.drafts import kept
from toolkit.editing import answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of
from toolkit.pages import history_page

PAGE = 25
VIEW = "governance.view_recommendations"
RECORD = "governance.record_recommendation"
ANSWER = "governance.answer_recommendation"


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The latest first; filters find those of one body, and those that nobody has answered or acted on."""
    demand(request, VIEW)
    found = RecommendationFilter(request.GET, queryset=Recommendation.objects.all(), request=request)
    page = Paginator(found.qs.for_lists(request.user), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "filter": found,
        "page": page,
        "rows": [(each, response_tag(each), each.is_late(today)) for each in page],
        "count": page.paginator.count,
        "total": Recommendation.objects.count(),
        "unanswered": Recommendation.objects.unanswered().count(),
        "may_record": request.user.has_perm(RECORD),
    }
    return render(request, "governance/recommendations.html", context)


@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation with every answer given to it and the actions that came of it."""
    record = _fetch(request, pk, VIEW)
    actions: Any = record.actions  # type: ignore[attr-defined]  # of a room above, met by its reverse accessor
    rows: list[dict[str, Any]] = [
        {"key": _("Where it comes from"), "value": record.get_kind_display()},
        {"key": _("Who made it"), "value": "" if record.kind == "complaint" else record.maker},
        {"key": _("Reference"), "value": record.reference},
        {"key": _("Date"), "value": record.dated_on},
        {"key": _("Who answers it"), "value": str(record.unit or _("The equality lead, for the whole body"))},
        {"key": _("Answer due"), "value": record.answer_by},
    ]
    context = {
        "recommendation": record,
        "rows": [row for row in rows if row["value"]],
        "tag": response_tag(record),
        "is_late": record.is_late(timezone.localdate()),
        "answers": [(move, record.words_of(move)) for move in record.moves.select_related("by").order_by("-at", "-pk")],
        "actions": actions.visible_to(request.user).select_related("plan").order_by("plan", "position"),
        "may_record": request.user.has_perm(RECORD, record),
        "may_answer": request.user.has_perm(ANSWER, record),
        "may_act": request.user.has_perm("actionplans.carry_out_recommendation", record),
    }
    return render(request, "governance/recommendation.html", context)


def add(request: HttpRequest) -> HttpResponse:
    demand(request, RECORD)

    def done(saved: Recommendation) -> HttpResponse:
        messages.success(request, _("The recommendation is taken down. Now it can be answered."))
        return redirect(saved)

    return edit_page(
        request,
        form=RecommendationForm,
        template="governance/recommendation_form.html",
        save=lambda form: services.add_recommendation(by=request.user, **form.values()),
        done=done,
        title=_("Take down a recommendation"),
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    record = _fetch(request, pk, RECORD)
    return edit_page(
        request,
        form=RecommendationForm,
        template="governance/recommendation_form.html",
        instance=record,
        save=lambda form: services.edit_recommendation(
            recommendation=record, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, record, _("The recommendation is saved.")),
        title=_("Change the recommendation"),
        back=record.get_absolute_url(),
    )


def respond(request: HttpRequest, pk: int) -> HttpResponse:
    record = _fetch(request, pk, ANSWER)
    posted = request.POST if request.method == "POST" else kept(request)
    form = AnswerForm(posted, request=request, present=record.response)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_recommendation(
                recommendation=record,
                response=form.cleaned_data["response"],
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except MoveRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
        else:
            messages.success(request, _("The answer is given."))
            return redirect(record)
    return render(request, "governance/recommendation_answer.html", {"form": form, "recommendation": record})


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    record = _fetch(request, pk, VIEW)
    return history_page(request, record, history_of(record))


def _fetch(request: HttpRequest, pk: int, permission: str) -> Recommendation:
    found = Recommendation.objects.select_related("body", "unit__parent")
    return fetch_permitted(request, found, permission, pk=pk)
