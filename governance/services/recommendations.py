"""Recommendations and the answers to them. An answer is given through `move` only, and every answer is kept."""

import datetime
from typing import Any

from django.db import transaction

from governance.choices import RecommendationKind, Response
from governance.errors import MoveForbidden
from governance.models import Recommendation
from governance.services import move
from toolkit.history import lock_unchanged

STEPS = {Response.ACCEPTED: "accept", Response.PARTLY: "accept_partly", Response.REJECTED: "reject"}


@transaction.atomic
def add_recommendation(*, by: Any, **values: Any) -> Recommendation:
    recommendation = _settled(Recommendation(), values)
    if not by.has_perm("governance.record_recommendation", recommendation):
        raise MoveForbidden
    recommendation.save()
    return recommendation


@transaction.atomic
def edit_recommendation(*, recommendation: Recommendation, version: int, by: Any, **values: Any) -> Recommendation:
    locked = lock_unchanged(recommendation, version)
    if not by.has_perm("governance.record_recommendation", locked):
        raise MoveForbidden
    locked = _settled(locked, values)
    locked.save()
    return locked


def _settled(recommendation: Recommendation, values: dict[str, Any]) -> Recommendation:
    """Who made it follows from where it comes from: a body is named as one, and a complaint names nobody."""
    for name, value in values.items():
        setattr(recommendation, name, value)
    if recommendation.kind != RecommendationKind.BODY:
        recommendation.body = None
    if recommendation.kind in (RecommendationKind.BODY, RecommendationKind.COMPLAINT):
        recommendation.made_by = ""
    return recommendation


@transaction.atomic
def answer_recommendation(
    *, recommendation: Recommendation, response: str, reason: str, by: Any, at: datetime.datetime | None = None
) -> Recommendation:
    """Accept it, in whole or in part, or not, with the reason. Raises MoveRefused and MoveForbidden like `move`."""
    return move(recommendation, STEPS[Response(response)], by=by, reason=reason, at=at)
