"""The coach: what it looks for, and answering it in writing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eqia import services
from eqia.coach import RULES
from eqia.forms.coach import ReplyForm
from eqia.models import PromptReply
from eqia.presenters.coach import rules_by_section
from eqia.presenters.tasks import prompt_url
from eqia.services.coaching import asked_now, coach_section
from eqia.views.writing import edit, for_writing, person_of
from toolkit.editing import NotPossible
from toolkit.fetch import demand


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its reason and its source, for whoever wants to judge the method."""
    demand(request, "eqia.view_register")
    return render(request, "eqia/coach.html", {"sections": rules_by_section(), "number": len(RULES)})


def reply(request: HttpRequest, reference: str, rule: str, card: str = "") -> HttpResponse:
    """One question, why it is asked, and the writer's answer."""
    assessment = for_writing(request, reference)
    if rule not in {each.key for each in RULES}:
        raise Http404
    asked = asked_now(assessment, rule, card)
    if asked is None:
        messages.info(request, _("This question does not arise any more."))
        return redirect(assessment)
    page = prompt_url(assessment, asked.prompt)
    known = asked.reply or asked.earlier

    def stored() -> PromptReply | None:
        return assessment.prompt_replies.filter(rule=rule, card=card).first()

    def make_form(data: QueryDict | None, revision: int) -> ReplyForm:
        initial = {"reply": known.reply if known else "", "about": asked.prompt.about}
        return ReplyForm(data, request=request, revision=revision, initial=initial)

    def save(form: Any) -> None:
        services.reply_to_prompt(
            assessment=assessment,
            rule=rule,
            card=card,
            revision=form.opened_revision,
            by=person_of(request),
            **form.values,
        )

    context = {"assessment": assessment, "asked": asked, "page": page, "place": assessment.form[asked.prompt.section]}
    try:
        return edit(
            request,
            assessment,
            section=coach_section(rule, card),
            make_form=make_form,
            save=save,
            stored=stored,
            template="eqia/coach_reply.html",
            context=context,
            onward=lambda: page,
        )
    except NotPossible as refusal:
        form = make_form(None, services.revision_of(assessment, coach_section(rule, card)))
        form.initial["reply"] = request.POST.get("reply", "")
        messages.warning(request, " ".join(refusal.sentences))
        return render(request, "eqia/coach_reply.html", context | {"form": form}, status=409)
