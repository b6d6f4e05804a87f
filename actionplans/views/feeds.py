"""Calendar feeds: a person's own page of them, and the feed itself, which calendar programs fetch without signing in."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionplans.forms import FeedForm
from actionplans.models import Feed
from actionplans.presenters.feeds import REFRESH, calendar_of, rows_of_feeds
from actionplans.services import feeds as services
from actionplans.views.editing import edited
from toolkit.fetch import demand, fetch_permitted


def feed_list(request: HttpRequest) -> HttpResponse:
    """The reader's own feeds, and a form for one more."""
    demand(request, "actionplans.view_actions")

    def save(form: FeedForm) -> Feed:
        return services.subscribe(by=request.user, **form.values())

    form, made = edited(request, lambda data: FeedForm(data, request=request), save)
    if made is not None:
        messages.success(request, _("The address is made. Copy it into your calendar program."))
        return redirect("actionplans:feeds")
    feeds = list(_own(request).select_related("unit", "body"))
    addresses = {feed.pk: services.address_of(feed) for feed in feeds}
    rows = rows_of_feeds(feeds, addresses, services.last_used(feeds))
    return render(request, "actionplans/feeds.html", {"form": form, "rows": rows})


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    feed = fetch_permitted(request, _own(request), "actionplans.view_actions", pk=pk)
    services.renew(feed=feed, by=request.user)
    messages.success(request, _("There is a new address. The old one does not work any more."))
    return redirect("actionplans:feeds")


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed = fetch_permitted(request, _own(request), "actionplans.view_actions", pk=pk)
    services.revoke(feed=feed, by=request.user)
    messages.success(request, _("The address does not work any more."))
    return redirect("actionplans:feeds")


@login_not_required
@require_safe
def feed(request: HttpRequest, pk: int, signature: str) -> HttpResponse:
    """The calendar as its owner may see it today. Whatever is wrong with the address, it is not found."""
    opened = services.opened_by(pk, signature)
    if opened is None:
        raise Http404
    today = timezone.localdate()
    content = calendar_of(opened, services.actions_in(opened, today), services.meetings_in(opened, today))
    services.note_use(opened)
    answer: Any = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="actions.ics"',
            "ETag": quote_etag(hashlib.sha256(content).hexdigest()),
            "X-Robots-Tag": "noindex",
        },
    )
    patch_cache_control(answer, private=True, max_age=int(REFRESH.total_seconds() / 4))
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def _own(request: HttpRequest) -> Any:
    owner: Any = request.user
    return Feed.objects.filter(owner=owner, revoked_at__isnull=True)
