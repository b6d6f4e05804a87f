"""What a person typed is never lost: a lapsed session or a stale page keeps it until they are back.

An edit form carries an `editor` field: a signed note of who opened it. When such a form arrives with no session
(signed out meanwhile) or with an old CSRF token (signed in again in another tab), its fields are put aside in the
browser's session and shown again, unsaved, to that same person on that same page.
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


def editor_token(request: HttpRequest) -> str:
    """The signed note for a form's hidden `editor` field."""
    return signing.dumps({"person": request.user.pk, "path": request.path}, salt=SALT)


def keep(request: HttpRequest) -> bool:
    """Put the posted fields aside if the form was opened here by somebody we know; True if kept."""
    try:
        note = signing.loads(request.POST.get("editor", ""), salt=SALT)
    except signing.BadSignature:
        return False
    body = request.POST.urlencode()
    if note["path"] != request.path or len(body) > MOST_CHARACTERS:
        return False
    request.session[KEY] = {**request.session.get(KEY, {}), request.path: {"person": note["person"], "body": body}}
    return True


def kept(request: HttpRequest) -> QueryDict | None:
    """What this person had typed on this page, once; None if nothing waits."""
    drafts: dict[str, Any] = request.session.get(KEY, {})
    draft = drafts.get(request.path)
    if draft is None or draft["person"] != request.user.pk:
        return None
    del drafts[request.path]
    request.session[KEY] = drafts
    messages.warning(request, _("We kept what you had written. Check it and save it again."))
    return QueryDict(draft["body"])


class KeepDraftsMiddleware:
    """Keeps a form that arrives after its session has lapsed, before the login page is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method == "POST" and not request.user.is_authenticated and "editor" in request.POST:
            keep(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.user.is_authenticated and keep(request):
        return redirect(request.path)
    return render(request, "403_csrf.html", status=403)
