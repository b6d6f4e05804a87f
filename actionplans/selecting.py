"""Which actions were chosen in a list: those that were ticked, or all that its filter leaves."""

from typing import Any

from django.http import QueryDict

from actionplans.filters import ActionFilter
from actionplans.models import Action


def selected(person: Any, picked: str, query: str) -> Any:
    """The ones that are meant, as far as the person sees them; None where none is."""
    visible = Action.objects.to_be_done().visible_to(person)
    if query:
        asking: Any = _Asking(person)
        found = ActionFilter(QueryDict(query) if query != "all" else None, queryset=visible, request=asking)
        # An invalid filter must not come to mean everything.
        return found.qs if query == "all" or found.is_valid() else None
    numbers = {int(each) for each in picked.split(",") if each.isascii() and each.isdigit() and len(each) < 18}
    return visible.filter(pk__in=numbers) if numbers else None


class _Asking:
    """Who asks, where there is no request: in a worker."""

    def __init__(self, user: Any) -> None:
        self.user = user
