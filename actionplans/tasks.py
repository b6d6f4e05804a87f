from celery import shared_task
from django.utils import timezone

from actionplans.services.counting import fold_tallies
from actionplans.services.promises import take_up_forgotten_promises
from actionplans.services.promises import take_up_promises as take_up
from actionplans.services.reminders import send_reminders as send
from eqia.models import Assessment
from toolkit.history import acting


@shared_task
def send_reminders() -> None:
    """Every morning: remind those whose actions are due soon or overdue."""
    with acting(None, "reminders"):
        send(on=timezone.localdate())


@shared_task
def take_up_promises(assessment_id: int | None = None) -> None:
    """Make actions of what an assessment promised when it was approved; without one, of all that were forgotten."""
    with acting(None, "promises"):
        if assessment_id is None:
            take_up_forgotten_promises()
        else:
            take_up(assessment=Assessment.objects.get(pk=assessment_id))


@shared_task
def fold() -> None:
    """Every hour: add up the differences that the tallies have noted."""
    fold_tallies(by=None)
