from celery import shared_task
from django.utils import timezone

from oversight.services.promises import raise_flags
from oversight.services.tallies import fold_tallies
from toolkit.history import acting


@shared_task
def question_broken_promises() -> None:
    """Every morning: raise what was promised and is late, cancelled or changed."""
    with acting(None, "promises"):
        raise_flags(on=timezone.localdate())


@shared_task
def fold() -> None:
    """Every hour: add up the differences that the tallies have noted."""
    fold_tallies(by=None)
