"""What the clock asks every working day: of those who lead what is due, and of the next in the chain where nobody answers."""

import datetime
from collections import defaultdict

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from actionplans.choices import AskedFor, AskedOf, MessageKind
from actionplans.models import Action, Message, UpdateRequest
from actionplans.rules.overdue import Chase, Reason
from actionplans.services.addressees import Addressee, Addressees
from actionplans.services.asking import Item, write_to
from actionplans.services.silence import next_step, silences, waiting_requests
from organisation.models import Organisation
from toolkit.working_days import is_working_day

# Days before an action falls due on which its lead hears of it; settings.ACTION_REMINDER_DAYS changes them.
DAYS = (14, 3)

Wanted = dict[Addressee, list[Item]]


def step_on(day: datetime.date, falls_due_on: datetime.date) -> AskedFor | None:
    """Which reminder is due on a day: the latest step that has been reached, None if it is too early."""
    first, last = sorted(getattr(settings, "ACTION_REMINDER_DAYS", DAYS), reverse=True)
    left = (falls_due_on - day).days
    if left < 0:
        return AskedFor.OVERDUE
    if left <= last:
        return AskedFor.LAST_CALL
    return AskedFor.DUE_SOON if left <= first else None


def send_reminders(*, on: datetime.date) -> int:
    """Ask everything that is to be asked on a day, in one message for each address; how many messages went out.

    Nothing goes out on a weekend or bank holiday. Each message is written with its requests in a transaction of its own:
    after a crash the next run goes on where it stopped, and a second run on the same day finds nobody left to write to.
    """
    if not is_working_day(on, Organisation.the().jurisdiction):
        return 0
    wanted = _due(on)
    for to, items in _unanswered(on).items():
        wanted[to] += items
    written = set(Message.objects.filter(kind=MessageKind.DAILY, on=on).values_list("email", flat=True))
    return sum(_write(to, items, on) for to, items in wanted.items() if to.email not in written)


def _write(to: Addressee, items: list[Item], on: datetime.date) -> bool:
    at = timezone.now()
    if on != timezone.localdate():
        at = datetime.datetime.combine(on, datetime.time(7), timezone.get_current_timezone())
    try:
        with transaction.atomic():
            write_to(to=to, items=items, kind=MessageKind.DAILY, by=None, at=at)
    except IntegrityError as error:
        # Another run, at this very moment, has written to this address: the database lets one message of the day pass.
        if "message_of_the_day" not in str(error):
            raise
        return False
    return True


def expected(action: Action, on: datetime.date) -> tuple[AskedFor, Chase] | None:
    """What is to be asked about an action on a day, and what it is expected to come to when; None if nothing yet.

    That it falls due comes first. Until then a milestone, a report or a review is reminded of like a deadline; that it
    should have started, or its deadline should be confirmed, is asked once the day has come.
    """
    chase, due_on = action.next_chase, action.falls_due_on
    if due_on is not None and (chase is None or chase.on != due_on) and (why := step_on(on, due_on)):
        return why, Chase(due_on, Reason.DUE)
    if chase is None:
        return None
    if chase.reason in (Reason.START, Reason.CONFIRM):
        return (AskedFor.ASKED, chase) if chase.on <= on else None
    why = step_on(on, chase.on)
    return (why, chase) if why else None


def _due(on: datetime.date) -> Wanted:
    """Of actions of adopted plans: what is due soon, overdue or expected, and their leads have not been told yet."""
    first = max(getattr(settings, "ACTION_REMINDER_DAYS", DAYS))
    until = on + datetime.timedelta(days=first)
    actions = list(
        Action.objects.in_force()
        .open()
        .to_be_done()
        .with_chase_on()
        .filter(Q(chase_on__lte=until) | Q(falls_due__lte=until))
        .select_related("plan__owner", "plan__directorate", "unit__parent", "tally")
        .prefetch_related("leads")
        .order_by("falls_due", "pk")
    )
    told = set(
        UpdateRequest.objects.filter(action__in=actions).values_list("action_id", "email", "why", "falls_due_on")
    )
    known = Addressees(actions, on)
    wanted: Wanted = defaultdict(list)
    for action in actions:
        reached = expected(action, on)
        if reached is None:
            continue
        why, chase = reached
        found = known.at(action, AskedOf.LEAD)
        for to in found.addressees:
            if (action.pk, to.email, why, chase.on) not in told:
                words = "" if chase.reason == Reason.DUE else chase.words
                wanted[to].append(Item(action, why, note=found.why, expected=words, falls_due_on=chase.on))
    return wanted


def _unanswered(on: datetime.date) -> Wanted:
    """Where nobody has answered for as many working days as the chain says: whoever stands next in it."""
    requests = list(
        waiting_requests()
        .select_related("action__plan__owner", "action__plan__directorate", "action__unit__parent", "challenge")
        .prefetch_related("action__leads")
    )
    known = Addressees({request.action_id: request.action for request in requests}.values(), on)
    wanted: Wanted = defaultdict(list)
    for silence in silences(requests, known):
        if silence.next_on is None or silence.next_on > on:
            continue
        following = next_step(silence, known)
        for to in following.found.addressees:
            item = Item(
                silence.action,
                AskedFor.SILENCE,
                step=following.step,
                asked_of=following.asks,
                note=following.note,
                question=silence.latest.question,
                challenge=silence.latest.challenge,
                falls_due_on=silence.action.falls_due_on,
                body=following.found.body,
            )
            wanted[to].append(item)
    return wanted
