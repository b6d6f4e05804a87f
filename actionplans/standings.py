"""The rules of standing as the database applies them, for filters, counts and orders over many actions.

`rules.standing` states the rules; a test holds both against each other.
"""

import datetime
from typing import Any

from django.db.models import Case, CharField, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from actionplans.choices import Status
from actionplans.querysets import OPEN, falls_due_before, overdue
from actionplans.rules.overdue import REVIEWED
from actionplans.rules.standing import OFTEN, RULES, SILENT, SOON, UNVERIFIED_FOR

DAY = datetime.timedelta(days=1)


def conditions(on: datetime.date) -> dict[str, Q]:
    """Under each rule's key when it holds, given that none before it does."""
    completed, verified = Q(status=Status.COMPLETED), Q(status=Status.COMPLETED, verified_on__isnull=False)
    # The earlier of end and review has passed, and it is the review.
    review_comes_first = Q(due_on__isnull=True) | Q(due_on__gte=F("next_review_on"))
    return {
        "stopped": Q(status=Status.STOPPED),
        "verified_unreviewed": verified & Q(next_review_on__lt=on),
        "verified": verified,
        "long_unverified": completed & Q(completed_on__lt=on - UNVERIFIED_FOR),
        "unverified": completed,
        "review_missed": overdue(on) & Q(deadline_kind__in=REVIEWED, next_review_on__lt=on) & review_comes_first,
        "overdue": overdue(on),
        "milestone_missed": Q(status__in=OPEN, next_milestone_on__lt=on),
        "start_missed": Q(status=Status.NOT_STARTED, deadline_kind="period", starts_on__lt=on),
        "due_soon": Q(status=Status.NOT_STARTED) & falls_due_before(on + SOON + DAY),
        "slipped": Q(status__in=OPEN, tally__times_moved__gte=OFTEN),
        "question": Q(status__in=OPEN) & ~Q(deadline_question=""),
        "silent": Q(status=Status.IN_PROGRESS, heard_on__lt=on - SILENT),
        "no_deadline": Q(deadline_text=""),
        "on_track": Q(pk__isnull=False),
    }


def with_standing(actions: Any, on: datetime.date) -> Any:
    """Annotates `rule`, the key of the rule that decides how the action stands, and `rag`, the colour it gives."""
    when = conditions(on)
    heard_on = Coalesce("tally__last_update_on", TruncDate("created_at"), output_field=DateField())
    actions = actions.annotate(heard_on=heard_on)
    return actions.annotate(
        rule=Case(*(When(when[rule.key], then=Value(rule.key)) for rule in RULES), output_field=CharField()),
        rag=Case(*(When(when[rule.key], then=Value(str(rule.rag))) for rule in RULES), output_field=CharField()),
    )


def standing_as(actions: QuerySet, rag: str, on: datetime.date) -> Any:
    """Those that stand in this colour."""
    return with_standing(actions, on).filter(rag=rag)
