import csv
import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organisation.models import Unit
from workforce.synthetic import SERVICES, labelled, workforce


class Command(BaseCommand):
    help = "Write a made-up staff file to try the import with: the same people for the same seed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--rows", type=int, default=30_000)
        parser.add_argument("--as-at", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            as_at = datetime.date.fromisoformat(options["as_at"])
        except ValueError:
            raise CommandError("Enter --as-at as a real date, such as 2026-03-31.") from None
        if not 1 <= options["rows"] <= 2_000_000:
            raise CommandError("Enter --rows as a number from 1 to 2000000.")
        here = dict(Unit.objects.filter(kind="directorate").values_list("code", "name"))
        here |= dict(Unit.objects.filter(kind="service").values_list("code", "name"))
        if not here:
            raise CommandError("There are no directorates yet. Load the demonstration or add them first.")
        others = [here[code] for code in sorted(here) if code not in SERVICES] or list(here.values())
        names = {code: here.get(code, others[index % len(others)]) for index, code in enumerate(SERVICES)}
        posts = workforce(options["rows"], as_at, seed=options["seed"])
        with options["file"].open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(labelled(posts, names))
        self.stdout.write(f"Wrote {len(posts):,} made-up people to {options['file']}.")
