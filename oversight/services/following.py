"""After the decision: reasons to look again, checks of what really happened, and answers to promises in question."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.models import Assessment
from oversight.choices import Trigger
from oversight.models import EffectCheck, PromiseFlag, ReviewTrigger
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged


@transaction.atomic
def record_trigger(*, assessment: Assessment, by: Any, **values: Any) -> ReviewTrigger:
    return ReviewTrigger.objects.create(assessment=assessment, by=by, **values)


@transaction.atomic
def answer_trigger(
    *,
    trigger: ReviewTrigger,
    version: int,
    answer: str,
    reason: str,
    by: Any,
    next_review_on: datetime.date | None = None,
) -> ReviewTrigger:
    locked = lock_unchanged(trigger, version)
    if locked.answer:
        raise NotPossible(_("Somebody has answered this already."))
    locked.answer, locked.reason, locked.next_review_on = answer, reason, next_review_on
    locked.answered_by, locked.answered_on = by, timezone.localdate()
    locked.save()
    return locked


@transaction.atomic
def answer_review(
    *,
    assessment: Assessment,
    due_on: datetime.date,
    answer: str,
    reason: str,
    by: Any,
    next_review_on: datetime.date | None = None,
) -> ReviewTrigger:
    """The review that was due, with its result: recorded and answered in one."""
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if assessment.review_triggers.filter(kind=Trigger.REVIEW_DATE, noticed_on=due_on).exists():
        raise NotPossible(_("Somebody has answered this already."))
    return ReviewTrigger.objects.create(
        assessment=assessment,
        kind=Trigger.REVIEW_DATE,
        noticed_on=due_on,
        what=_("The review date that the assessment set itself."),
        by=by,
        answer=answer,
        reason=reason,
        answered_by=by,
        answered_on=timezone.localdate(),
        next_review_on=next_review_on,
    )


@transaction.atomic
def plan_check(*, by: Any, **values: Any) -> EffectCheck:
    return EffectCheck.objects.create(**values)


@transaction.atomic
def record_effect(
    *, check: EffectCheck, version: int, by: Any, on: datetime.date | None = None, **values: Any
) -> EffectCheck:
    """What happened to the group, beside what was expected; worse or not known says what follows."""
    locked = lock_unchanged(check, version)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.checked_by, locked.checked_on = by, on or timezone.localdate()
    locked.save()
    return locked


@transaction.atomic
def answer_flag(*, flag: PromiseFlag, version: int, answer: str, reason: str, by: Any) -> PromiseFlag:
    """Close the question a broken promise opened. Replacing or revising is then done in the assessment itself."""
    locked = lock_unchanged(flag, version)
    if locked.answer:
        raise NotPossible(_("Somebody has answered this already."))
    locked.answer, locked.reason = answer, reason
    locked.answered_by, locked.answered_on = by, timezone.localdate()
    locked.save()
    return locked
