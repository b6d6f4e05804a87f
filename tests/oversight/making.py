"""What the tests of this room start from."""

import datetime
from typing import Any

from eqia.models import Assessment, Mitigation
from organisation.models import Unit
from oversight.models import Programme, ProgrammeEntry
from tests.eqia.conftest import fresh, start

PROMISED_BY = datetime.date(2027, 3, 31)


def proposal(cast: dict[str, Any], title: str = "New library opening hours", **effects: str) -> Assessment:
    """A draft in the cast's directorate with these effects; what is not named is not yet assessed."""
    assessment = start(cast, title)
    for key, effect in effects.items():
        card = assessment.impacts.get(characteristic__key=key)
        card.effect = effect
        card.save()
    return assessment


def place(assessment: Assessment, *places: str, round_: str = "") -> Assessment:
    assessment.places, assessment.budget_round = list(places), round_
    assessment.save()
    return assessment


def promise(cast: dict[str, Any], assessment: Assessment, key: str = "age", **more: Any) -> Mitigation:
    values = {"lead_person": cast["head_of_service"], "due_on": PROMISED_BY} | more
    return Mitigation.objects.create(
        assessment=assessment,
        impact=assessment.impacts.get(characteristic__key=key),
        description="Keep two mornings a week at every library",
        **values,
    )


def finished(assessment: Assessment) -> Assessment:
    """As if it had been signed, without the words that signing would ask for."""
    Assessment._base_manager.filter(pk=assessment.pk).update(state="approved", approved_on=datetime.date(2026, 10, 1))
    return fresh(assessment)


def programme(code: str = "place") -> Programme:
    return Programme.objects.create(unit=Unit.objects.get(code=code), year=2026)


def entry(of: Programme, title: str = "Fees for parking near schools", **more: Any) -> ProgrammeEntry:
    values: dict[str, Any] = {
        "unit": of.unit,
        "kind": "policy",
        "relevance": "Parents with small children stop there.",
        "starts_on": datetime.date(2026, 5, 1),
        "screened_by": datetime.date(2026, 7, 1),
        "assessed_by": datetime.date(2027, 1, 15),
    }
    return ProgrammeEntry.objects.create(programme=of, title=title, **(values | more))
