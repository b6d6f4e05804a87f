"""What waits for the equality lead about who leads: posts that nobody holds, and words about which nobody has said whom
they mean."""

import datetime

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import ngettext

from actionplans.choices import LeadKind, PlanState
from actionplans.models import Lead
from actionplans.querysets import OPEN
from organisation.models import Post
from toolkit.waiting import Waiting

MOST_PLANS = 3


def vacant_posts(on: datetime.date) -> list[Waiting]:
    """Vacant posts that lead open actions of adopted plans; one query."""
    led = Lead.objects.filter(
        post__in=Post.objects.vacant(on), action__plan__state=PlanState.CURRENT, action__status__in=OPEN
    )
    actions = led.order_by().values("action").distinct().count()
    if not actions:
        return []
    words = ngettext("%d action is led by a vacant post", "%d actions are led by vacant posts", actions) % actions
    return [Waiting(words, f"{reverse('organisation:posts')}?state=vacant")]


def unsettled_words() -> list[Waiting]:
    """The adopted plans with most wordings of leads that nobody has settled; one query."""
    unknown = Lead.objects.unsettled().filter(kind=LeadKind.WORDS, action__plan__state=PlanState.CURRENT)
    plans = (
        unknown.order_by()
        .values("action__plan", title=F("action__plan__title"), strand=F("action__plan__strand"))
        .annotate(wordings=Count("text", distinct=True))
        .order_by("-wordings", "title")[:MOST_PLANS]
    )
    return [
        Waiting(
            ngettext(
                "Say whom %(count)d lead in %(plan)s means",
                "Say whom %(count)d leads in %(plan)s mean",
                each["wordings"],
            )
            % {"count": each["wordings"], "plan": ": ".join(part for part in (each["title"], each["strand"]) if part)},
            reverse("actionplans:plan-leads", args=[each["action__plan"]]),
        )
        for each in plans
    ]
