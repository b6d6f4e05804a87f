"""The ways through one assessment: `{% assessment_tabs "versions" %}` at the top of each of its pages."""

from collections.abc import Callable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eqia.presenters import lateness

register = template.Library()

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
