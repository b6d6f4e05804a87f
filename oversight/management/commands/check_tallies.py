from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from oversight.services.tallies import differences, rebuild_tallies


class Command(BaseCommand):
    help = "Count all assessments anew and compare with the tallies kept; with --rebuild, put them right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="throw the tallies away and count again")

    def handle(self, *args: Any, **options: Any) -> None:
        found = differences()
        if options["rebuild"]:
            rebuild_tallies(by=None)
            self.stdout.write(f"Counted anew. Before: {self._words(found)}")
        elif found:
            raise CommandError(f"{self._words(found)} Put them right with: manage.py check_tallies --rebuild")
        else:
            self.stdout.write(self._words(found))

    @staticmethod
    def _words(found: Any) -> str:
        if not found:
            return "The tallies agree with the assessments."
        return f"{found.counted} rows are counted wrongly and {found.sums} sums are wrong."
