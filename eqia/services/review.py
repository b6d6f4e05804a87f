"""Talking about sections of an assessment: threads of comments that are answered, settled and opened again."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.choices import CommentKind, Settled
from eqia.models import Assessment, AssessmentMove, Comment, Edit, Thread
from governance.errors import MoveForbidden
from toolkit.editing import NotPossible


@transaction.atomic
def open_thread(
    *,
    assessment: Assessment,
    section: str,
    place: str,
    words: str,
    by: Any,
    at: datetime.datetime | None = None,
    returned_with: AssessmentMove | None = None,
) -> Thread:
    """Say something about a section (`section` is its key, `place` what it is called) and write to the author."""
    _demand(by, assessment)
    is_live, at = at is None, at or timezone.now()
    thread = Thread.objects.create(
        assessment=assessment,
        section=section,
        place=place[:250],
        opened_by=by,
        opened_at=at,
        returned_with=returned_with,
    )
    comment = _say(thread, CommentKind.SAID, words, by, at)
    if is_live and returned_with is None:
        _tell(thread, comment)
    return thread


@transaction.atomic
def reply_to_thread(*, thread: Thread, words: str, by: Any, at: datetime.datetime | None = None) -> Comment:
    """Add to a thread; one that was settled stays so until somebody opens it again."""
    _demand(by, thread.assessment)
    comment = _say(thread, CommentKind.SAID, words, by, at or timezone.now())
    if at is None:
        _tell(thread, comment)
    return comment


@transaction.atomic
def settle_thread(
    *, thread: Thread, how: str, by: Any, words: str = "", at: datetime.datetime | None = None
) -> Comment:
    """Mark an open thread as resolved, or as answered by the last saving of its section.

    Raises NotPossible if it is settled already, or if nothing in the section was saved since the thread was opened.
    """
    _demand(by, thread.assessment)
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    if not locked.is_open:
        raise NotPossible(_("Somebody settled this meanwhile. Open it again if you do not agree."))
    edit = None
    if how == Settled.ANSWERED:
        edit = answering_edit(locked)
        if edit is None:
            raise NotPossible(
                _(
                    "Nothing in this section was saved after the comment. Change the section first, or mark it as resolved."
                )
            )
    locked.settled = how
    locked.save(update_fields=["settled"])
    comment = _say(locked, CommentKind(how), words, by, at or timezone.now(), edit)
    if at is None:
        _tell(thread, comment)
    return comment


@transaction.atomic
def reopen_thread(*, thread: Thread, words: str, by: Any, at: datetime.datetime | None = None) -> Comment:
    """Open a settled thread again, with the reason."""
    _demand(by, thread.assessment)
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    if locked.is_open:
        raise NotPossible(_("Somebody opened this again meanwhile. Reply to it instead."))
    if not words.strip():
        raise NotPossible(_("Enter why you open it again"), field="words")
    locked.settled = ""
    locked.save(update_fields=["settled"])
    comment = _say(locked, CommentKind.REOPENED, words, by, at or timezone.now())
    if at is None:
        _tell(thread, comment)
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: Any, at: datetime.datetime | None = None) -> None:
    """Strike through one's own words. They stay readable, with the day on which they were withdrawn."""
    if comment.by_id != by.pk:
        raise MoveForbidden
    _demand(by, comment.thread.assessment)
    if not comment.words:
        raise NotPossible(_("There are no words to withdraw here."))
    if not Comment.objects.filter(pk=comment.pk, withdrawn_at__isnull=True).update(withdrawn_at=at or timezone.now()):
        raise NotPossible(_("You have withdrawn this already."))


def answering_edit(thread: Thread) -> Edit | None:
    """The last saving of the thread's section, or of an item in it, since the thread was opened."""
    about = Q(section=thread.section) | Q(section__startswith=f"{thread.section}/")
    if thread.section == WHOLE:
        about = Q()
    saved = thread.assessment.edits.filter(about, at__gte=thread.opened_at).select_related("by")
    return saved.order_by("-at", "-pk").first()


# The key under which the assessment as a whole is talked about.
WHOLE = "whole"


def _demand(by: Any, assessment: Assessment) -> None:
    if not by.has_perm("eqia.comment_assessment", assessment):
        raise MoveForbidden


def _say(
    thread: Thread, kind: CommentKind, words: str, by: Any, at: datetime.datetime, edit: Edit | None = None
) -> Comment:
    words = words.strip()
    if kind == CommentKind.SAID and not words:
        raise NotPossible(_("Enter your comment"), field="words")
    return Comment.objects.create(thread=thread, kind=kind, words=words, by=by, at=at, edit=edit)


def _tell(thread: Thread, comment: Comment) -> None:
    """Write to the assessment's author and to everybody in the thread but the one who spoke."""
    people = {thread.assessment.author, thread.opened_by, *(each.by for each in thread.comments.select_related("by"))}
    _mail(
        [
            person
            for person in people
            if person != comment.by and person.has_perm("eqia.follow_assessment", thread.assessment)
        ],
        _("%(reference)s: a comment on %(place)s") % {"reference": thread.assessment.reference, "place": thread.place},
        "eqia/mail/comment.txt",
        {"thread": thread, "comment": comment, "assessment": thread.assessment},
    )


def tell_returned(assessment: Assessment, by: Any, reason: str, asks: Iterable[tuple[str, str, str]]) -> None:
    """Write to the author of what was returned."""
    _mail(
        [assessment.author] if assessment.author_id != by.pk else [],
        _("%s was returned to you") % assessment.reference,
        "eqia/mail/returned.txt",
        {"assessment": assessment, "by": by, "reason": reason, "asks": [(place, words) for _key, place, words in asks]},
    )


def _mail(people: Iterable[Any], subject: str, template: str, context: dict[str, Any]) -> None:
    for person in sorted(people, key=lambda person: person.email):
        if person.is_active:
            body = render_to_string(template, context | {"person": person, "site": settings.SITE_URL})
            EmailMessage(subject=" ".join(subject.split()), body=body, to=[person.email]).send()
