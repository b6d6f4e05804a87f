"""Answering the coach."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.coach import Asked
from eqia.content import content_of
from eqia.models import Assessment, PromptReply
from eqia.services.writing import close_section, open_section
from toolkit.editing import NotPossible


def coach_section(rule: str, card: str) -> str:
    """The name under which the revisions of a reply are counted."""
    return f"coach/{rule}/{card}"[:60]


def asked_now(assessment: Assessment, rule: str, card: str) -> Asked | None:
    """That question as the draft stands, with its reply; None if it no longer arises."""
    asked = assessment.asked_about(content_of(assessment))
    return next((each for each in asked if (each.prompt.key, each.prompt.card) == (rule, card)), None)


@transaction.atomic
def reply_to_prompt(
    *, assessment: Assessment, rule: str, card: str, reply: str, about: str, revision: int, by: Any
) -> PromptReply:
    """Answer a question in writing. The reply stands until what it is about changes.

    `about` is the hash of what was asked about when the page was opened: raises NotPossible if that has changed or the
    question no longer arises, and as `save_answers`.
    """
    section = coach_section(rule, card)
    locked = open_section(assessment, section, revision, by)
    asked = asked_now(locked, rule, card)
    if asked is None or asked.prompt.about != about:
        raise NotPossible(_("What this was about has changed. Read the question again before you answer."))
    given, _is_new = PromptReply.objects.update_or_create(
        assessment=locked,
        rule=rule,
        card=card,
        defaults={"reply": reply.strip(), "about": about, "by": by, "at": timezone.now()},
    )
    close_section(locked, section, revision, by, None)
    return given
