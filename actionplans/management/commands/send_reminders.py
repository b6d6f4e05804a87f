from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from actionplans.services.reminders import send_reminders
from toolkit.history import acting


class Command(BaseCommand):
    help = "Send the reminders for actions that are due soon or overdue now, as Celery beat does every morning."

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(None, "send_reminders"):
            count = send_reminders(on=timezone.localdate())
        self.stdout.write(f"Sent {count} messages." if count != 1 else "Sent 1 message.")
