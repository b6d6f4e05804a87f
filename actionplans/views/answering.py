"""The pages behind a personal link: they know nobody but its reader, and show nothing but what they were asked about.

No form here carries a CSRF token: another site cannot send one, because it would have to know the link, and readers
without cookies can answer. Nothing is ever used up by opening a page, which mail scanners do.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from actionplans.forms import AnswerForm
from actionplans.models import UpdateRequest
from actionplans.presenters import ActionRow
from actionplans.presenters.answering import Dead, Progress, dead_link
from actionplans.rules.personal_links import LinkState
from actionplans.services import by_link
from governance.errors import MoveRefused
from toolkit.pace import within_pace

# In ten minutes one address of the network, which many colleagues may share, may send so many answers, and try so many
# links that do not exist.
MOST = {"sent": 100, "unknown": 20}

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Nothing of these pages is kept, indexed or told to the next site."""

    @wraps(view)
    def shown(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        if request.method == "POST" and not _within(request, "sent"):
            response = render(request, "actionplans/answer/too_often.html", status=429)
        else:
            response = view(request, **arguments)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(csrf_exempt(shown))


@private
def one(request: HttpRequest, token: str) -> HttpResponse:
    """The three questions about an action; for the link to all actions of a message, how many are answered."""
    asked = by_link.request_of(token)
    if asked is not None:
        return _answer(request, asked, token)
    if of_message := by_link.requests_of_all(token):
        progress = Progress(of_message, token, after=request.GET.get("after", ""))
        return render(request, "actionplans/answer/all.html", {"progress": progress})
    return _unknown(request)


@private
def each(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One of the actions of a message, reached by the link to all of them."""
    of_message = by_link.requests_of_all(token)
    if not 1 <= number <= len(of_message):
        return _unknown(request)
    progress = Progress(of_message, token, number=number, after=request.GET.get("after", ""))
    return _answer(request, of_message[number - 1], token, progress)


@require_POST
def _ask_again(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a message went out is not said: only whoever reads that address learns it."""
    asked = by_link.request_of(token)
    if asked is not None:
        by_link.ask_for_new_link(asked)
    elif not _within(request, "unknown"):
        return render(request, "actionplans/answer/too_often.html", status=429)
    return render(request, "actionplans/answer/asked_again.html")


new_link = private(_ask_again)


def _answer(request: HttpRequest, asked: UpdateRequest, token: str, progress: Progress | None = None) -> HttpResponse:
    action = asked.action
    state = by_link.state_of(asked)
    data = request.POST if request.method == "POST" else None
    is_answer = asked.challenge is not None
    initial = {"status": action.status} | asked.draft
    form = AnswerForm(data, action=action, is_answer=is_answer, initial=initial)
    if state != LinkState.OPEN:
        return _dead(request, asked, token, state, form, progress)
    if data is not None and form.is_valid() and "back" not in data:
        if form.refusal or not form.asks or form.is_second:
            try:
                return _saved(asked, form, token, progress)
            except by_link.DeadLink as dead:
                return _dead(request, asked, token, dead.which, form, progress)
            except ValidationError as error:
                _show(form, error)
            except MoveRefused as refusal:
                form.add_error(None, " ".join(refusal.sentences))
        elif not form.is_second:
            return _page(request, asked, form, progress, is_second=True)
    is_second = form.is_second and "back" not in request.POST and bool(form.asks)
    if "back" in request.POST:
        form = AnswerForm(initial=form.typed(), action=action, is_answer=is_answer)
    return _page(request, asked, form, progress, is_second=is_second)


def _saved(asked: UpdateRequest, form: AnswerForm, token: str, progress: Progress | None) -> HttpResponse:
    """To the page that says so, which is safe to load again; among several, to the next one."""
    if form.refusal:
        words = form.cleaned_data["what_happened"]
        by_link.refuse_by_link(request=asked, by=asked.person, refusal=form.refusal, words=words)
    else:
        by_link.answer_by_link(request=asked, by=asked.person, **form.values())
    if progress is None:
        return redirect("answer:one", token=token)
    following = progress.following
    address = (
        redirect("answer:each", token=token, number=following) if following else redirect("answer:one", token=token)
    )
    address["Location"] += f"?after={progress.number}"
    return address


def _page(
    request: HttpRequest, asked: UpdateRequest, form: AnswerForm, progress: Progress | None, *, is_second: bool
) -> HttpResponse:
    action = asked.action
    own = action.updates.filter(by=asked.person) if asked.person else action.updates.filter(by_email=asked.email)
    context = {
        "asked": asked,
        "action": action,
        "row": ActionRow(action, timezone.localdate()),
        "own": own.first(),
        "form": form,
        "helper": form.second_helper() if is_second else form.first_helper,
        "is_second": is_second,
        "progress": progress,
    }
    return render(request, "actionplans/answer/answer.html", context)


def _dead(
    request: HttpRequest,
    asked: UpdateRequest,
    token: str,
    state: LinkState,
    form: AnswerForm,
    progress: Progress | None,
) -> HttpResponse:
    """Why the link does not work, what to do next, and every word that was typed."""
    typed = form.typed() if form.is_bound else {}
    if typed.get("what_happened"):
        by_link.keep_typed(request=asked, typed=typed)
    told: Dead = dead_link(asked, state)
    context = {"told": told, "asked": asked, "token": token, "typed": typed, "progress": progress}
    return render(request, "actionplans/answer/dead.html", context, status=200 if state == LinkState.USED else 410)


def _unknown(request: HttpRequest) -> HttpResponse:
    if not _within(request, "unknown"):
        return render(request, "actionplans/answer/too_often.html", status=429)
    return render(request, "actionplans/answer/unknown.html", status=404)


def _show(form: AnswerForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _within(request: HttpRequest, what: str) -> bool:
    return within_pace(request, f"answer-{what}", most=MOST[what], seconds=600)
