"""The actions that an address asks for: lists, the timeline and the calendar show the same ones in their own way."""

from typing import Any

from django.http import HttpRequest

from actionplans.filters import ActionFilter
from actionplans.models import Action
from actionplans.querysets import Reach, sees_all


def find_actions(request: HttpRequest) -> ActionFilter:
    """What the reader may see and the filters leave, each piece of work once."""
    asking: Any = request
    asking.reach = None if sees_all(request.user) else Reach.of(request.user, Action)
    visible = Action.objects.to_be_done().visible_to(request.user, asking.reach)
    found = ActionFilter(request.GET or None, queryset=visible, request=request)
    found.is_valid()
    return found
