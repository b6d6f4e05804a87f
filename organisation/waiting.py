"""What waits for the administrator: posts that nobody holds."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.choices import Role
from organisation.models import Post
from toolkit.waiting import Waiting

# More than these become one sentence, so that nobody's home page is a wall.
MOST_SHOWN = 5


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    if not person.is_authenticated or not person.holds(Role.ADMINISTRATOR):
        return []
    vacant = list(Post.objects.vacant(on)[: MOST_SHOWN + 1])
    if len(vacant) > MOST_SHOWN:
        count = Post.objects.vacant(on).count()
        words = ngettext("%d post is vacant", "%d posts are vacant", count) % count
        return [Waiting(words, f"{reverse('organisation:posts')}?state=vacant")]
    return [
        Waiting(_("Appoint somebody: the post “%s” is vacant") % post, reverse("organisation:appoint", args=[post.pk]))
        for post in vacant
    ]
