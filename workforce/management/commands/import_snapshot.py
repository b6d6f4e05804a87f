import datetime
import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organisation.choices import Role
from organisation.models import Person, RoleHolding, Unit
from toolkit.history import acting
from workforce.services import SnapshotRefused, import_snapshot


class Command(BaseCommand):
    help = "Import a staff snapshot from a CSV file, all or nothing. Ends with status 1 if the file is refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as-at", required=True, metavar="YYYY-MM-DD", help="the day the file describes")
        parser.add_argument("--employer", metavar="CODE", help="short code of a separate employer; the body without it")
        parser.add_argument("--by", metavar="EMAIL", help="the HR analyst who imports; the only one without it")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            as_at = datetime.date.fromisoformat(options["as_at"])
        except ValueError:
            raise CommandError("Enter --as-at as a real date, such as 2026-03-31.") from None
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}. Check its name.") from None
        person, employer = self._person(options["by"]), self._employer(options["employer"])
        try:
            with acting(person, "command: import_snapshot"):
                imported = import_snapshot(
                    content=content, file_name=options["file"].name, as_at=as_at, by=person, employer=employer
                )
        except PermissionDenied:
            raise CommandError(f"{person.email} may not import staff files: that is for HR analysts.") from None
        except SnapshotRefused as refusal:
            problems = [{"line": one.line, "column": one.column, "reason": one.reason} for one in refusal.problems]
            answer: dict[str, Any] = {"state": "refused", "sentence": refusal.sentence, "problems": problems}
            self._say(options["format"], answer, [refusal.sentence, *map(str, refusal.problems)])
            raise SystemExit(1) from None
        snapshot = imported.snapshot
        seconds = round(time.monotonic() - started, 2)
        state = "imported" if imported.is_new else "unchanged"
        answer = {
            "state": state,
            "snapshot": snapshot.pk,
            "as_at": as_at.isoformat(),
            "rows": snapshot.row_count,
            "sha256": snapshot.sha256,
            "ignored_columns": snapshot.ignored_columns,
            "not_asked": imported.not_asked,
            "problems": [],
            "seconds": seconds,
        }
        self._say(
            options["format"],
            answer,
            [f"{state}: {snapshot.row_count:,} staff records as at {as_at}, {seconds} seconds"],
        )

    def _say(self, form: str, answer: dict[str, Any], lines: list[str]) -> None:
        self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False) if form == "json" else "\n".join(lines))

    def _person(self, email: str | None) -> Person:
        if email:
            person = Person.objects.filter(email__iexact=email).first()
            if person is None:
                raise CommandError(f"Nobody here has the email address {email}.")
            return person
        holdings = RoleHolding.objects.current(timezone.localdate()).filter(role=Role.HR_ANALYST)
        people = list(Person.objects.filter(holdings__in=holdings).distinct()[:2])
        if len(people) != 1:
            raise CommandError("Name the HR analyst who imports with --by EMAIL.")
        return people[0]

    def _employer(self, code: str | None) -> Unit | None:
        if not code:
            return None
        employer = Unit.objects.filter(code=code, parent=None).first()
        if employer is None:
            raise CommandError(f"There is no employer with the short code {code}.")
        return employer
