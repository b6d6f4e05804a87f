from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from reporting.court.comparing import compare_with_database
from reporting.court.verify import PackRefused, verify_pack


class Command(BaseCommand):
    help = "Check a court pack: every file against its manifest, every version against its hash and the database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the ZIP file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            checked = verify_pack(options["file"])
            try:
                checked.sentences.append(compare_with_database(checked.manifest))
            except (OperationalError, ProgrammingError):
                checked.sentences.append("No database answered, so nothing was compared with one.")
        except PackRefused as refusal:
            raise CommandError(str(refusal)) from None
        for sentence in checked.sentences:
            self.stdout.write(sentence)
        self.stdout.write(f"The court pack of {checked.manifest['reference']} is in order.")
