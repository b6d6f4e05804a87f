"""Comments where they belong: beside the section while it is written, and at its heading while it is read."""

from collections import Counter
from typing import Any

from django import template
from django.urls import reverse

from eqia.presenters.threads import talks
from eqia.services.review import WHOLE

register = template.Library()


@register.inclusion_tag("eqia/_section_threads.html", takes_context=True)
def section_threads(context: dict[str, Any]) -> dict[str, Any]:
    """The threads about the section, card or item whose page this is, those of items within it included."""
    assessment, person = context["assessment"], context["request"].user
    if (item := context.get("item")) is not None:
        key = f"{context['parent']}/{item.pk}"
    elif (card := context.get("card")) is not None:
        key = f"impact/{card.characteristic.key}"
    else:
        key = context.get("parent") or context["section"].key
    found = talks(assessment, assessment.threads.about(key).open_first())
    return {
        "assessment": assessment,
        "key": key,
        "open": [talk for talk in found if talk.thread.is_open],
        "settled": [talk for talk in found if not talk.thread.is_open],
        "may_comment": person.has_perm("eqia.comment_assessment", assessment),
    }


@register.inclusion_tag("eqia/_comments_on.html", takes_context=True)
def comments_on(context: dict[str, Any], section: str, words: str = "") -> dict[str, Any]:
    """At a heading: how many comments on that section are open, and the way to say something. Nothing for the public."""
    request, assessment = context.get("request"), context.get("assessment")
    if request is None or assessment is None or not getattr(request, "user", None):
        return {}
    counts = _open_counts(request, assessment)
    if counts is None:
        return {}
    count = sum(number for key, number in counts.items() if key == section or key.startswith(f"{section}/"))
    return {"count": count, "section": section, "words": words, "assessment": assessment}


def _open_counts(request: Any, assessment: Any) -> Counter[str] | None:
    """Open threads by section, read once for each page; None for those who may not comment."""
    kept: dict[Any, Counter[str] | None] = request.__dict__.setdefault("open_threads", {})
    if assessment.pk not in kept:
        may = request.user.is_authenticated and request.user.has_perm("eqia.comment_assessment", assessment)
        kept[assessment.pk] = (
            Counter(assessment.threads.open().order_by().values_list("section", flat=True)) if may else None
        )
    return kept[assessment.pk]


@register.simple_tag
def open_threads(assessment: Any) -> list[Any]:
    """The open threads of an assessment, for those who check or sign it."""
    return talks(assessment, assessment.threads.open().open_first())


@register.simple_tag
def comment_url(assessment: Any, section: str = WHOLE) -> str:
    return f"{reverse('eqia:comment-add', args=[assessment.reference])}?about={section}"
