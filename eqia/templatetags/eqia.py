"""The ways through one assessment: `{% assessment_tabs "versions" %}` at the top of each of its pages."""

from collections.abc import Callable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from eqia.models import Consultation
from eqia.presenters import lateness
from organisation.few_people import is_few, kind_words

register = template.Library()


@register.filter
def took_part(number: int | str) -> str:
    """How many took part, as a sentence; few are hidden already."""
    if isinstance(number, int):
        return ngettext("%s person took part.", "%s people took part.", number) % number
    return gettext("%s people took part.") % number


@register.filter
def few_words(item: Consultation) -> str:
    """What those who recorded few people are told about them; nothing where they were many."""
    keys = [characteristic.key for characteristic in item.characteristics.all()]
    return kind_words(item.took_part or 0, keys) if is_few(item.took_part, keys) else ""


FOLLOW = "eqia.follow_assessment"

# Key, words, name of the address (its one argument is the reference), and the permission for this very assessment.
TABS: tuple[tuple[str, Any, str, str | None], ...] = (
    ("assessment", _("Assessment"), "eqia:assessment", None),
    ("comments", _("Comments"), "eqia:comments", FOLLOW),
    ("timeline", _("Timeline"), "eqia:timeline", FOLLOW),
    ("decisions", _("Decisions"), "eqia:decisions", None),
    ("follow-through", _("Follow-through"), "oversight:follow-through", FOLLOW),
    ("public", _("Public version"), "eqia:public", "eqia.publish_assessment"),
    ("versions", _("Versions"), "eqia:versions", None),
    ("history", _("Every change"), "eqia:history", FOLLOW),
)

# What a tab counts beside its words: only what still asks for somebody's work.
COUNTED: dict[str, Callable[[Any], int]] = {
    "comments": lambda assessment: assessment.threads.open().count(),
    "follow-through": lambda assessment: assessment.promise_flags.unanswered().count(),
}


@register.inclusion_tag("eqia/_tabs.html", takes_context=True)
def assessment_tabs(context: dict[str, Any], here: str) -> dict[str, Any]:
    """The pages of the assessment in the context that its reader may open; `here` is the key of this one."""
    assessment, person = context["assessment"], context["request"].user
    return {
        "tabs": [
            {
                "words": words,
                "url": reverse(name, args=[assessment.reference]),
                "is_here": key == here,
                "count": COUNTED[key](assessment) if key in COUNTED else 0,
            }
            for key, words, name, permission in TABS
            if permission is None or person.has_perm(permission, assessment)
        ]
    }


@register.filter
def retrospective_sentences(assessment: Any) -> list[str]:
    """Why it came too late to help to decide."""
    return lateness.retrospective_sentences(assessment)
