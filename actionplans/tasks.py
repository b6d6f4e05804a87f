from celery import shared_task
from django.utils import timezone

from actionplans.services.reminders import send_reminders as send
from toolkit.history import acting


@shared_task
def send_reminders() -> None:
    """Every morning: remind those whose actions are due soon or overdue."""
    with acting(None, "reminders"):
        send(on=timezone.localdate())
