"""Talking about an assessment: all threads on one page, one thread on a page of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eqia import services
from eqia.choices import Settled
from eqia.forms import NewThreadForm, TalkForm
from eqia.models import Assessment, Comment, Thread
from eqia.presenters.threads import place_url, places_of, talks
from eqia.views.writing import person_of
from toolkit.drafts import kept
from toolkit.editing import NotPossible
from toolkit.fetch import demand, fetch_permitted

COMMENT = "eqia.comment_assessment"


def _fetch(request: HttpRequest, reference: str) -> Assessment:
    visible = Assessment.objects.visible_to(request.user).select_related(
        "unit__parent", "screening", "conclusion", "author"
    )
    return fetch_permitted(request, visible, "eqia.follow_assessment", reference=reference)


def _may_write(request: HttpRequest, assessment: Assessment) -> bool:
    return assessment.is_editable and request.user.has_perm("eqia.change_assessment", assessment)


def comments(request: HttpRequest, reference: str) -> HttpResponse:
    """Every thread, the open ones first, whole or only those about one section (`?about=`)."""
    assessment = _fetch(request, reference)
    threads = assessment.threads.open_first()
    about = request.GET.get("about", "")
    if about:
        threads = threads.about(about)
    found = talks(assessment, threads, writes=_may_write(request, assessment))
    context = {
        "assessment": assessment,
        "open": [talk for talk in found if talk.thread.is_open],
        "settled": [talk for talk in found if not talk.thread.is_open],
        "about": dict(places_of(assessment)).get(about, "") if about else "",
        "about_key": about,
        "may_comment": request.user.has_perm(COMMENT, assessment),
    }
    return render(request, "eqia/comments.html", context)


def add_comment(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a thread; `?about=` says which section, card or item it is about."""
    assessment = _fetch(request, reference)
    demand(request, COMMENT, assessment)
    places = places_of(assessment)
    sent = request.POST if request.method == "POST" else kept(request)
    form = NewThreadForm(sent, request=request, places=places, initial={"about": request.GET.get("about", "")})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        services.open_thread(
            assessment=assessment,
            section=values["about"],
            place=dict(places)[values["about"]],
            words=values["words"],
            by=person_of(request),
        )
        messages.success(request, _("Your comment is posted."))
        return redirect(_onward(request, assessment, values["about"]))
    return render(request, "eqia/comment_add.html", {"assessment": assessment, "form": form})


def _onward(request: HttpRequest, assessment: Assessment, section: str) -> str:
    """Back to the section for those who are writing it, else to the comments."""
    if request.GET.get("from") == "section" and _may_write(request, assessment):
        return place_url(assessment, section)
    return f"{assessment.get_absolute_url()}comments/"


def thread(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One thread, to reply to, settle or open again."""
    assessment = _fetch(request, reference)
    found = fetch_permitted(request, assessment.threads.all(), pk=pk)
    found.assessment = assessment
    if request.method == "POST":
        demand(request, COMMENT, assessment)
    form = TalkForm(request.POST if request.method == "POST" else kept(request), request=request)
    if request.method == "POST" and form.is_valid():
        try:
            success = _act(request, found, form.cleaned_data["words"])
        except NotPossible as refusal:
            for sentence in refusal.sentences:
                form.add_error(refusal.field, sentence)
            found.refresh_from_db(fields=["settled"])
        else:
            messages.success(request, success)
            return redirect(found)
    writes = _may_write(request, assessment)
    context = {
        "assessment": assessment,
        "talk": talks(assessment, assessment.threads.filter(pk=pk), writes=writes)[0],
        "form": form,
        "may_comment": request.user.has_perm(COMMENT, assessment),
        "answering": services.answering_edit(found) if found.is_open else None,
    }
    return render(request, "eqia/thread.html", context)


def _act(request: HttpRequest, found: Thread, words: str) -> str:
    """What the button that was pressed does, and the sentence that says it was done."""
    person, then = person_of(request), request.POST.get("then")
    if then == "resolve":
        services.settle_thread(thread=found, how=Settled.RESOLVED, words=words, by=person)
        return _("Marked as resolved.")
    if then == "answer":
        services.settle_thread(thread=found, how=Settled.ANSWERED, words=words, by=person)
        return _("Marked as answered by a change.")
    if then == "reopen":
        services.reopen_thread(thread=found, words=words, by=person)
        return _("Opened again.")
    services.reply_to_thread(thread=found, words=words, by=person)
    return _("Your reply is posted.")


def withdraw_comment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Strike through one's own words, once asked whether one means it."""
    assessment = _fetch(request, reference)
    mine = Comment.objects.filter(thread__assessment=assessment).select_related("thread")
    comment = fetch_permitted(request, mine, "eqia.withdraw_comment", pk=pk)
    if request.method == "POST":
        try:
            services.withdraw_comment(comment=comment, by=person_of(request))
            messages.success(request, _("Your words are struck through."))
        except NotPossible as refusal:
            messages.error(request, " ".join(refusal.sentences))
        return redirect(comment.thread)
    context: dict[str, Any] = {"assessment": assessment, "comment": comment}
    return render(request, "eqia/comment_withdraw.html", context)
