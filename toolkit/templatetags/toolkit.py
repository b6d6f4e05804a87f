"""What the shared components need: addresses that keep their parameters, page numbers, hidden values, labels."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: template.Context, **changes: Any) -> str:
    """This page's query string with some parameters changed; None takes one away. Always starts with `?`."""
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def address_without(context: template.Context, name: str, value: Any = None) -> str:
    """This page's query string without one value of a parameter (or without all of them), from the first page."""
    query = context["request"].GET.copy()
    rest = [] if value is None else [kept for kept in query.getlist(name) if kept != str(value)]
    query.setlist(name, rest)
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.filter
def numbers(page: Page) -> list[int | None]:
    """The page numbers to show: first, last, this one and its neighbours; None stands for a gap."""
    last = page.paginator.num_pages
    wanted = sorted({1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)})
    shown: list[int | None] = []
    for number in wanted:
        if shown and shown[-1] is not None and number - shown[-1] > 1:
            shown.append(number - 1 if number - shown[-1] == 2 else None)
        shown.append(number)
    return shown
