"""Finding the action that an address means."""

from typing import Any

from django.http import HttpRequest

from actionplans.models import Action
from toolkit.fetch import fetch_permitted


def fetch_action(request: HttpRequest, pk: int, permission: str) -> Any:
    """The action with its parts, if this person sees it and may do this with it."""
    visible = (
        Action.objects.visible_to(request.user)
        .with_parts()
        .select_related("plan__owner", "mitigation__assessment", "meeting__body")
    )
    return fetch_permitted(request, visible.prefetch_related("characteristics"), permission, pk=pk)
