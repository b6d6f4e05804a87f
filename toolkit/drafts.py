"""What a person typed is never lost: a lapsed session, a stale page or a crashed browser keeps it until they are back.

An edit form carries an `editor` field: a signed note of who opened it, and where. Three things rely on it:

- A form that arrives with no session (signed out meanwhile) or with an old CSRF token (signed in again in another tab) is
  put aside in the browser's session and shown again, unsaved, to that same person on that same page.
- A form that was sent but not saved (an answer was wrong, somebody else was quicker) is kept for its writer, and so is what
  is being typed where scripts run: `static/js/autosave.js` sends it every few seconds. Drafts lie in the database, so that
  they are there on another computer too.
- Where a draft differs from what the form holds, its page says so and offers to bring the words back or throw them away.

Saving the form removes its draft.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from toolkit.models import Draft

SALT = "toolkit.drafts.editor"
KEY = "drafts"
MOST_CHARACTERS = 1_000_000
MOST_DRAFTS = 5
# Asks a page to show the draft instead of what is stored.
BRING_BACK = "kept"
CARRIED = frozenset({"editor", "csrfmiddlewaretoken", "revision", "version"})


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
    """What this person had typed on this page and not sent since; None if nothing waits, or nobody asked for it back."""
    draft = request.session.get(KEY, {}).get(request.path)
    if draft is None or draft["person"] != request.user.pk:
        waiting = draft_of(request) if BRING_BACK in request.GET else None
        if waiting is None:
            return None
        draft = {"body": waiting.body}
    messages.warning(request, _("We kept what you had written. Check it and save it again."))
    return QueryDict(draft["body"])


def forget(request: HttpRequest) -> None:
    drafts: dict[str, Any] = request.session.get(KEY, {})
    if request.path in drafts and drafts[request.path]["person"] == request.user.pk:
        request.session[KEY] = {path: draft for path, draft in drafts.items() if path != request.path}


def draft_of(request: HttpRequest, path: str = "") -> Draft | None:
    """The draft that this person has of a page's form."""
    return Draft.objects.filter(person=request.user.pk, path=path or request.path).first()


def path_of(request: HttpRequest) -> str | None:
    """The page whose form was sent, if this very person opened it."""
    try:
        note = signing.loads(request.POST.get("editor", ""), salt=SALT)
    except signing.BadSignature:
        return None
    return str(note["path"]) if note["person"] == request.user.pk else None


def keep_draft(request: HttpRequest, path: str) -> Draft | None:
    """Keep the posted fields as this person's draft of that page's form; None where they are too long to keep."""
    fields = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "editor"):
        fields.pop(name, None)
    body = fields.urlencode()
    if len(body) > MOST_CHARACTERS or len(path) > 300:
        return None
    values = {"body": body, "kept_at": timezone.now()}
    return Draft.objects.update_or_create(person=request.user, path=path, defaults=values)[0]  # type: ignore[misc]


def throw_away(request: HttpRequest, path: str) -> None:
    Draft.objects.filter(person=request.user.pk, path=path).delete()


@dataclass(frozen=True)
class Unsaved:
    """One answer whose draft differs from what is stored."""

    question: str
    typed: str
    stored: str


def unsaved(form: Any, draft: Draft) -> list[Unsaved]:
    """Where a draft differs from what the form would show, in words; nothing where it says the same."""
    data = QueryDict(draft.body)
    found = []
    for bound in form.visible_fields():
        typed = _plain(bound.field.widget.value_from_datadict(data, {}, bound.html_name), bound)
        stored = _plain(bound.value(), bound)
        if typed != stored:
            found.append(Unsaved(str(bound.label), typed, stored))
    return found


def _plain(value: Any, bound: Any) -> str:
    """A field's value as one text; choices in their words."""
    widget = bound.field.widget
    if hasattr(widget, "decompress"):
        parts = value if isinstance(value, list | tuple) else widget.decompress(value)
        return " ".join(str(part) for part in parts or [] if part not in (None, ""))
    if isinstance(value, bool) or (value is None and hasattr(widget, "check_test")):
        return _("yes") if value else _("no")
    values = value if isinstance(value, list | tuple | set) else [value]
    texts = [str(getattr(each, "pk", each)) for each in values if each not in (None, "")]
    if choices := getattr(bound.field, "choices", None):
        words = {str(choice[0]): str(choice[1]) for choice in choices}
        return ", ".join(sorted(words.get(each, each) for each in texts))
    return "\n".join(" ".join(each.replace("\r\n", "\n").split(" ")).strip() for each in texts)


class KeepDraftsMiddleware:
    """Keeps a form that arrives after its session has lapsed, before the login page is shown; and one that was sent and
    not saved. A form that was saved, which its page answers by going on, leaves no draft."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated and "editor" in request.POST:
            path = path_of(request)
            if path == request.path and response.status_code in (301, 302, 303):
                throw_away(request, path)
            elif path == request.path and response.status_code in (200, 409, 422):
                keep_draft(request, path)
        return response

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
