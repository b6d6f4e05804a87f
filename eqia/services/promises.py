"""What an assessment does not know becomes something promised: to find out how, by whom and by when."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eqia.choices import Effect, MitigationKind, Relevance, ScreeningResult
from eqia.models import Assessment, Impact, Mitigation


@dataclass(frozen=True)
class Unknown:
    """One thing not known: where it stands (`source`, such as "impact/age"), and what is to be done about it."""

    source: str
    about: str
    what: str
    by: str
    lead: Any
    due_on: datetime.date | None
    impact: Impact | None = None


def unknowns_in(assessment: Assessment) -> list[Unknown]:
    """Every unknown of a full assessment: cards and their sub-groups, combinations, gaps in the evidence, and duties beside the Act."""
    cards = assessment.impacts.select_related("characteristic", "find_out_lead").prefetch_related("subgroups")
    found = []
    for card in cards:
        subgroups = [subgroup.name for subgroup in card.subgroups.all() if subgroup.effect == Effect.UNKNOWN]
        if card.effect == Effect.UNKNOWN or subgroups:
            name = str(card.characteristic)
            about = f"{name} ({', '.join(subgroups)})" if subgroups else name
            found.append(_unknown(f"impact/{card.characteristic.key}", about, card, card))
    for combination in assessment.intersections.filter(effect=Effect.UNKNOWN).select_related("find_out_lead"):
        found.append(_unknown(f"intersections/{combination.pk}", combination.who, combination))
    for gap in assessment.gaps.filter(cannot_reason="").select_related("find_out_lead"):
        found.append(replace(_unknown(f"gap/{gap.pk}", gap.unknown, gap), what=gap.unknown))
    answers = {
        answer.module: answer
        for answer in assessment.module_answers.filter(relevance=Relevance.UNKNOWN).select_related("find_out_lead")
    }
    for key in assessment.form.modules:
        if key in answers:
            found.append(_unknown(f"modules/{key}", str(assessment.form[key].heading), answers[key]))
    return found


def _unknown(source: str, about: str, record: Any, impact: Impact | None = None) -> Unknown:
    return Unknown(
        source=source,
        about=about,
        what=_("What the proposal means: %s") % about,
        by=record.finding_out,
        lead=record.find_out_lead,
        due_on=record.find_out_on,
        impact=impact,
    )


@transaction.atomic
def promise_to_find_out(*, assessment: Assessment) -> list[Mitigation]:
    """Keep a promise for each unknown of an approved assessment; made once, brought up to date after that.

    One whose action is under way keeps its words; one that is no longer unknown stays if an action carries it out and
    goes if none does. Where nobody said how it will be found out (older assessments), nothing can be promised.
    """
    if assessment.screening.result != ScreeningResult.FULL:
        return []
    kept = {
        promise.source: promise for promise in assessment.mitigations.exclude(source="").prefetch_related("actions")
    }
    unknowns = [unknown for unknown in unknowns_in(assessment) if unknown.by]
    for source in kept.keys() - {unknown.source for unknown in unknowns}:
        if not kept[source].actions.all():
            kept.pop(source).delete()
    promised = []
    for unknown in unknowns:
        promise = kept.get(unknown.source) or Mitigation(
            assessment=assessment, source=unknown.source, kind=MitigationKind.FIND_OUT
        )
        if not (promise.pk and promise.actions.all()):
            promise.impact, promise.unknown, promise.description = unknown.impact, unknown.what, unknown.by
            promise.lead_person, promise.due_on = unknown.lead, unknown.due_on
            promise.save()
        promised.append(promise)
    return promised
