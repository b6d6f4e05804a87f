"""Bodies and their meetings. A body that no longer meets is dormant; what it decided stays."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from governance.models import Body, Meeting, Seat
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged
from toolkit.records import is_used


@transaction.atomic
def add_body(
    *,
    by: Any,
    name: str,
    kind: str,
    purpose: str = "",
    contact_name: str = "",
    contact_email: str = "",
    is_dormant: bool = False,
) -> Body:
    return Body.objects.create(
        name=name,
        kind=kind,
        purpose=purpose,
        contact_name=contact_name,
        contact_email=contact_email,
        is_dormant=is_dormant,
    )


@transaction.atomic
def edit_body(*, body: Body, version: int, by: Any, **values: Any) -> Body:
    body = lock_unchanged(body, version)
    for name, value in values.items():
        setattr(body, name, value)
    body.save()
    return body


@transaction.atomic
def add_meeting(*, body: Body, by: Any, held_on: datetime.date, place: str = "") -> Meeting:
    return _one_a_day(Meeting(body=body, held_on=held_on, place=place))


@transaction.atomic
def edit_meeting(*, meeting: Meeting, version: int, by: Any, held_on: datetime.date, place: str = "") -> Meeting:
    meeting = lock_unchanged(meeting, version)
    meeting.held_on, meeting.place = held_on, place
    saved = _one_a_day(meeting)
    # What is to be decided there moves with it.
    for decision in saved.decisions.open().exclude(expected_on=held_on):
        decision.expected_on = held_on
        decision.save(update_fields=["expected_on"])
    return saved


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: Any) -> None:
    """Take away a meeting entered by mistake or called off; refused once papers, minutes or anything else refers to it."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if is_used(meeting):
        raise NotPossible(_("Records refer to this meeting, so it cannot be removed."))
    meeting.delete()


def _one_a_day(meeting: Meeting) -> Meeting:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        raise NotPossible(_("This body already has a meeting on that day"), field="held_on") from None
    return meeting


@transaction.atomic
def add_seat(*, body: Body, by: Any, **values: Any) -> Seat:
    """Give somebody a place on a body: from then on they are among those who decide when it does."""
    return Seat.objects.create(body=body, **values)


@transaction.atomic
def edit_seat(*, seat: Seat, version: int, by: Any, **values: Any) -> Seat:
    seat = lock_unchanged(seat, version)
    for name, value in values.items():
        setattr(seat, name, value)
    seat.save()
    return seat
