"""What a person typed is never lost: a lapsed session or a stale page keeps it until they are back.

An edit form carries an `editor` field: a signed note of who opened it. When such a form arrives with no session
(signed out meanwhile) or with an old CSRF token (signed in again in another tab), its fields are put aside in the
browser's session and shown again, unsaved, to that same person on that same page, until they send it again.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

SALT = "toolkit.drafts.editor"
KEY = "drafts"
MOST_CHARACTERS = 400_000
MOST_DRAFTS = 5


def editor_token(request: HttpRequest) -> str:
    """The signed note for a form's hidden `editor` field."""
    return signing.dumps({"person": request.user.pk, "path": request.path}, salt=SALT)


def keep(request: HttpRequest) -> int | None:
    """Put the posted fields aside if the form was opened on this page by somebody we know; whose they are, or None."""
    try:
        note = signing.loads(request.POST.get("editor", ""), salt=SALT)
    except signing.BadSignature:
        return None
    body = request.POST.urlencode()
    if note["path"] != request.path or len(body) > MOST_CHARACTERS:
        return None
    drafts = {path: draft for path, draft in request.session.get(KEY, {}).items() if path != request.path}
    drafts[request.path] = {"person": note["person"], "body": body}
    request.session[KEY] = dict(list(drafts.items())[-MOST_DRAFTS:])
    return int(note["person"])


def kept(request: HttpRequest) -> QueryDict | None:
    """What this person had typed on this page and not sent since; None if nothing waits."""
    draft = request.session.get(KEY, {}).get(request.path)
    if draft is None or draft["person"] != request.user.pk:
        return None
    messages.warning(request, _("We kept what you had written. Check it and save it again."))
    return QueryDict(draft["body"])


def forget(request: HttpRequest) -> None:
    drafts: dict[str, Any] = request.session.get(KEY, {})
    if request.path in drafts and drafts[request.path]["person"] == request.user.pk:
        request.session[KEY] = {path: draft for path, draft in drafts.items() if path != request.path}


class KeepDraftsMiddleware:
    """Keeps a form that arrives after its session has lapsed, before the login page is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method != "POST":
            return
        if request.user.is_authenticated:
            forget(request)
        elif "editor" in request.POST:
            keep(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale page: its own writer gets it back with what they wrote, after signing in if need be."""
    writer = keep(request)
    if writer is not None and (not request.user.is_authenticated or request.user.pk == writer):
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)
