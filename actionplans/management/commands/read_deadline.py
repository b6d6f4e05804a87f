"""Say on the command line how a deadline is read: `manage.py read_deadline "by Easter" --written-on 2026-11-22`."""

import datetime
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from actionplans.rules.deadlines import Reading, read_deadline


class Command(BaseCommand):
    help = "Read deadlines as people write them. Without a text, each line that comes in is read as one."
    requires_system_checks: list[str] = []  # noqa: RUF012

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("texts", nargs="*", metavar="TEXT", help="a deadline; several are read one by one")
        parser.add_argument(
            "--written-on", metavar="DATE", help="when it was written, as 2026-11-22: settles 07 and “by Easter”"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="for people, or for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        written_on = self._day(options["written_on"])
        texts = options["texts"] or [line.rstrip("\r\n") for line in sys.stdin]
        readings = [read_deadline(text, written_on) for text in texts]
        if options["format"] == "json":
            found = [reading.as_json() for reading in readings]
            # One text gives one object; several give a list.
            self._write(json.dumps(found[0] if len(options["texts"]) == 1 else found, ensure_ascii=False, indent=2))
        else:
            self._write("\n\n".join(in_lines(reading) for reading in readings))

    def _write(self, text: str) -> None:
        # A text may hold signs that the terminal cannot write: they are shown by number, and nothing breaks off.
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        self.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))

    def _day(self, text: str | None) -> datetime.date | None:
        if not text:
            return None
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise CommandError(f"Give --written-on as year, month and day, such as 2026-11-22, not “{text}”.") from None


def in_lines(reading: Reading) -> str:
    """The reading for people: the words, then what is known, a line each."""
    lines = [f"“{reading.text}”", f"  Kind: {reading.kind.replace('_', ' ')}"]
    known = (
        ("As exact as", reading.precision and reading.precision.replace("_", " ")),
        ("Starts", reading.starts_on),
        ("Due, at the latest", reading.due_on),
        ("Next review", reading.review_on),
        ("Body", reading.body),
    )
    lines += [f"  {name}: {value}" for name, value in known if value]
    lines += [
        f"  Milestone {milestone.due_on or 'without a day'}: {milestone.text}"
        for milestone in reading.milestones
        if len(reading.milestones) > 1
    ]
    lines += [f"  Question: {reading.question}"] if reading.question else []
    return "\n".join(lines)
