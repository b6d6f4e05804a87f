from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eqia.models import Assessment
from reporting.court.archive import build_pack


class Command(BaseCommand):
    help = "Write the court pack of one assessment as a ZIP file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", help="of the assessment, such as EIA-2026-0012")
        parser.add_argument("--output", type=Path, required=True, help="the ZIP file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        assessment = Assessment.objects.filter(reference=options["reference"]).first()
        if assessment is None:
            raise CommandError(f"There is no assessment {options['reference']}.")
        output: Path = options["output"]
        try:
            output.write_bytes(build_pack(assessment))
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"Wrote {output}.")
