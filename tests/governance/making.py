"""Decisions for the tests, made through the services as a clerk would."""

import datetime
from typing import Any

from django.utils import timezone

from governance.choices import BodyKind
from governance.models import Body, Decision, Meeting, Seat
from governance.services import decisions
from organisation.models import Person, Unit

HASH = "a" * 64


def days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def cabinet_meeting(cast: dict[str, Person], on: datetime.date | None = None) -> Meeting:
    """A meeting of the Cabinet, on which the cast's member has a seat."""
    body, _is_new = Body.objects.get_or_create(name="Cabinet", defaults={"kind": BodyKind.MEMBER})
    Seat.objects.get_or_create(body=body, person=cast["member"], defaults={"starts_on": "2020-01-01"})
    meeting, _is_new = Meeting.objects.get_or_create(body=body, held_on=on or days(40))
    return meeting


def plan(cast: dict[str, Person], **values: Any) -> Decision:
    """A planned decision of the cast's directorate; at a meeting of the Cabinet unless `values` say otherwise."""
    fields: dict[str, Any] = {
        "kind": "saving",
        "title": "Opening hours of libraries",
        "question": "Whether to open six libraries for 24 hours a week.",
        "unit": Unit.objects.get(code="libraries"),
    }
    if "delegate" not in values:
        meeting = values.pop("meeting", None) or cabinet_meeting(cast, values.pop("on", None))
        fields |= {"meeting": meeting, "body": meeting.body}
    else:
        fields["expected_on"] = values.pop("on", None) or days(40)
    return decisions.plan_decision(by=cast["committee_clerk"], **(fields | values))


def clear(decision: Decision, cast: dict[str, Person], **values: Any) -> Any:
    version: dict[str, Any] = {
        "kind": "assessment",
        "reference": "EIA-2026-0001",
        "number": 2,
        "sha256": HASH,
        "title": "Opening hours of libraries",
        "url": "/eqia/EIA-2026-0001/version/2/",
    }
    return decisions.clear_decision(decision=decision, by=cast["officer"], **(version | values))


def released(cast: dict[str, Person], **values: Any) -> Decision:
    decision = plan(cast, **values)
    clear(decision, cast)
    return decisions.release_decision(decision=decision, by=cast["committee_clerk"])


def taken(cast: dict[str, Person], taken_on: datetime.date | None = None, **values: Any) -> Decision:
    return decisions.take_decision(
        decision=released(cast, **values),
        by=cast["committee_clerk"],
        outcome="agreed",
        taken_on=taken_on or days(0),
        minute="RESOLVED: that the new hours begin in April.",
        minute_reference="Minute 45",
        item_number="7",
        pack_pages="31 to 58",
    )
