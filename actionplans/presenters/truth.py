"""How an action stands and what its completion rests on, for its page."""

import datetime
from typing import Any

from actionplans.models import Action, Update
from actionplans.services.verification import completion_of, is_own_completion
from evidence.models import Evidence


def truth_of(action: Action, person: Any, on: datetime.date) -> dict[str, Any]:
    """What the panel about status, completion and verification shows to this person."""
    completion = completion_of(action)
    may_verify = action.status == "completed" and person.has_perm("actionplans.verify_action", action)
    return {
        "completion": completion,
        "cited": cited(completion, person),
        "verifications": list(action.verifications.select_related("by")),
        "may_verify": may_verify,
        "is_own_completion": may_verify and is_own_completion(completion, person),
        "review_is_due": action.verified_on is not None
        and action.next_review_on is not None
        and action.next_review_on <= on,
    }


def cited(completion: Update | None, person: Any) -> Evidence | None:
    """The piece of evidence a completion cites, if this person may read it."""
    if completion is None or completion.cites_id is None:
        return None
    return Evidence.objects.visible_to(person).filter(pk=completion.cites_id).first()
