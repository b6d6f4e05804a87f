from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

import actionplans.demo
import eqia.demo
import evidence.demo
import governance.demo
import objectives.demo
import organisation.demo
import oversight.demo
import reporting.demo
import workforce.demo
from organisation.models import Organisation
from toolkit.history import acting

# In this order: each room may use what the ones before it made.
ROOMS = (
    governance.demo,
    workforce.demo,
    objectives.demo,
    evidence.demo,
    eqia.demo,
    actionplans.demo,
    oversight.demo,
    reporting.demo,
)


class Command(BaseCommand):
    help = "Load the demonstration council into an empty database; leave any other database alone."

    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.exists():
            self.stdout.write("The database already holds an organisation; nothing was loaded.")
            return
        with transaction.atomic(), acting(None, "demonstration data"):
            council = organisation.demo.load(timezone.localdate())
            for room in ROOMS:
                room.load(council)
        self.stdout.write(f"Loaded {council.organisation}.")
