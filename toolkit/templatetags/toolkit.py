"""What the shared components need: addresses that keep their parameters, page numbers, hidden values, labels."""

import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.template.base import NodeList, Parser, Token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from toolkit import drafts, presence
from toolkit.symbols import HIDDEN, NOT_AVAILABLE, SYMBOLS
from toolkit.templatetags.words import day

register = template.Library()

# The class of every hidden number on a page; the layouts explain such numbers where there are any.
HIDDEN_VALUE = "app-hidden-value"


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


@register.simple_tag(takes_context=True)
def applied(context: template.Context, filter_set: Any) -> list[dict[str, str]]:
    """What a django-filter set filters by just now: label, words, and the address without it."""
    form = filter_set.form
    if not form.is_bound:
        return []
    in_force = []
    for name, field in form.fields.items():
        sent = context["request"].GET.getlist(name)
        if name == "sort" or name in form.errors or not any(sent):
            continue
        value = form.cleaned_data.get(name)
        several = value if isinstance(value, list | tuple | QuerySet) else [value]
        for each in several:
            if each not in (None, "", False):
                key = getattr(each, "pk", each)
                url = address_without(context, name, key if len(several) > 1 else None)
                in_force.append({"label": str(field.label), "words": _in_words(field, each), "url": url})
    return in_force


def _in_words(field: Any, value: Any) -> str:
    if value is True:
        return gettext("yes")
    if isinstance(value, datetime.date):
        return day(value)
    if isinstance(value, Model):
        return str(field.label_from_instance(value)) if hasattr(field, "label_from_instance") else str(value)
    choices = {str(key): str(words) for key, words in getattr(field, "choices", [])}
    return choices.get(str(value), str(value))


@register.filter
def figure(value: Any) -> SafeString:
    """A number as it may be shown: where it is hidden, the symbol for the eye and its meaning for the ear.

    None is a number that is not available.
    """
    shown: str = conditional_escape(NOT_AVAILABLE if value is None else value)
    return mark_safe(shown.replace(HIDDEN, _hidden())) if HIDDEN in shown else mark_safe(shown)  # noqa: S308 -- escaped


@register.filter
def figure_told(value: str) -> str:
    """A number, or a sentence with one, on paper and outside a table: `[c] (hidden to protect people)`."""
    return value.replace(HIDDEN, f"{HIDDEN} ({SYMBOLS[HIDDEN]})") if value else value


def _hidden() -> SafeString:
    meaning = SYMBOLS[HIDDEN]
    return format_html(
        '<span class="{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="govuk-visually-hidden">{}</span></span>',
        HIDDEN_VALUE,
        meaning,
        HIDDEN,
        meaning,
    )


class ExplainedNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        content = self.nodelist.render(context)
        if f'class="{HIDDEN_VALUE}"' in content:
            content += render_to_string("components/hidden_explained.html", {"method": _method_page(context)})
        return mark_safe(content)  # noqa: S308 -- both were rendered as templates


def _method_page(context: template.Context) -> str:
    """The page that tells how people are protected; what the public reads leads to the public one, whoever reads it."""
    request: Any = context.get("request")
    place = request.resolver_match if request else None
    is_inside = place is not None and place.namespace != "public" and request.user.is_authenticated
    return reverse("workforce:method" if is_inside else "public:method")


@register.tag
def explained(parser: Parser, token: Token) -> ExplainedNode:
    """`{% explained %} … {% endexplained %}`: after the content, once, what its hidden numbers mean and how people are
    protected. Layouts use it; pages need not think of it."""
    nodelist = parser.parse(("endexplained",))
    parser.delete_first_token()
    return ExplainedNode(nodelist)


@register.inclusion_tag("components/kept_words.html", takes_context=True)
def kept_words(context: template.Context) -> dict[str, Any]:
    """What the reader typed here and did not save, and who else has the page open; nothing on pages without such a form.

    A view that notes who enters (`toolkit.presence.enter`) gives `others`.
    """
    form: Any = context.get("form")
    request: Any = context.get("request")
    if request is None or not request.user.is_authenticated or "editor" not in getattr(form, "fields", {}):
        return {"form": None}
    draft = drafts.draft_of(request) if request.method == "GET" and not form.is_bound else None
    return {
        "form": form,
        "draft": draft,
        "differences": drafts.unsaved(form, draft) if draft else [],
        "editor": drafts.editor_token(request),
        "others": presence.sentence(context.get("others") or []),
        "csrf_token": context.get("csrf_token"),
    }
