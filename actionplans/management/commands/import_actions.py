import datetime
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from actionplans.presenters.imports import place_words
from actionplans.rules.joining import join_tables
from actionplans.rules.rows import Flag
from actionplans.services.imports import (
    ImportRefused,
    carry_out,
    choose,
    imported_before,
    readable,
    receive_file,
    tables_of,
)
from actionplans.services.preparing import Preparation, prepare
from organisation.models import Person
from toolkit.history import acting
from toolkit.tables import Table, Unreadable, read_tables


class Command(BaseCommand):
    help = (
        "Import action plans from a Word, XLSX, ODS or CSV file: all of it, or nothing where a row is wrong. TITLE names the volume. "
        "A column headed “Plan”, the sheets of a workbook with several tables, or the headings of a document tell the plans of the volume apart: they "
        "become plans called “TITLE: Race equality” and so on, each with references of its own. Importing again matches by "
        "plan and reference, changes what the file has changed, and deletes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--plan", required=True, metavar="TITLE", help="title of the plan or volume")
        parser.add_argument(
            "--sheet",
            action="append",
            metavar="NAME",
            help="only this sheet, or the tables under this heading (may be given again); otherwise every table",
        )
        parser.add_argument(
            "--written-on",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="when the plan was written: settles years of two figures and times without a year",
        )
        parser.add_argument("--by", metavar="E-MAIL", help="the person in whose name the actions are imported")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and do nothing")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = Person.objects.get(email__iexact=options["by"]) if options["by"] else None
        except Person.DoesNotExist:
            raise CommandError(f"Nobody has the e-mail address {options['by']}.") from None
        title = options["plan"].strip()
        if not 0 < len(title) <= 200:
            raise CommandError("Give the plan a title of 1 to 200 characters.")
        try:
            with options["file"].open("rb") as file:
                if options["dry_run"]:
                    preparation = self._prepare(file, title, options)
                    result = preparation.as_json()
                    self._refuse_what_is_wrong(preparation.wrong, options)
                else:
                    result = self._import(file, title, by, options)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be opened: {error.strerror}.") from None
        except Unreadable as unreadable:
            raise CommandError(unreadable.sentence) from None
        except ImportRefused as refused:
            self._refuse_what_is_wrong(refused.flags, options)
        else:
            self._tell(result, options)

    def _prepare(self, file: Any, title: str, options: dict[str, Any]) -> Preparation:
        tables = readable(read_tables(file, options["file"].name))
        self._know_the_sheets(tables, options)
        return prepare(title=title, tables=tables, choices=_choices(options), written_on=options["written_on"])

    def _import(self, file: Any, title: str, by: Person | None, options: dict[str, Any]) -> dict[str, Any]:
        with acting(by, "import_actions"), transaction.atomic():
            brought = receive_file(
                title=title, file=file, name=options["file"].name, by=by, written_on=options["written_on"]
            )
            before = imported_before(brought)
            try:
                self._know_the_sheets(tables_of(brought), options)
                choose(brought=brought, choices=_choices(options))
                result = carry_out(brought=brought, by=by)
                return result | {
                    "imported_before": before.imported_at.isoformat() if before and before.imported_at else None
                }
            except (Unreadable, ImportRefused, CommandError):
                brought.file.delete(save=False)
                raise

    def _know_the_sheets(self, tables: list[Table], options: dict[str, Any]) -> None:
        names = {table.name for table in join_tables(tables)}
        for name in options["sheet"] or []:
            if name not in names:
                raise CommandError(
                    f"There is no sheet “{name}”; the file has {', '.join(sorted(names)) or 'no sheets'}."
                )

    def _refuse_what_is_wrong(self, flags: list[Flag], options: dict[str, Any]) -> None:
        if not flags:
            return
        if options["format"] == "json":
            nothing = {"created": 0, "updated": 0, "unchanged": 0}
            self.stdout.write(json.dumps(nothing | {"flags": [flag._asdict() for flag in flags]}, ensure_ascii=False))
        raise CommandError("Nothing was imported.\n" + "\n".join(_line(flag) for flag in flags))

    def _tell(self, result: dict[str, Any], options: dict[str, Any]) -> None:
        if options["format"] == "json":
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
            return
        if moment := result.get("imported_before"):
            self.stdout.write(
                f"This very file was imported on {datetime.datetime.fromisoformat(moment):%-d %B %Y at %H:%M}."
            )
        verb = "Would import" if options["dry_run"] else "Imported"
        counts = f"{result['created']} new, {result['updated']} changed, {result['unchanged']} unchanged"
        self.stdout.write(f"{verb} {options['file'].name}: {counts}.")
        if result["gone"]:
            self.stdout.write(f"No longer in the file, and left as they are: {', '.join(result['gone'])}.")
        for flag in result["flags"]:
            if flag["level"] != "missing":
                self.stdout.write(_line(Flag(**flag)))


def _choices(options: dict[str, Any]) -> dict[str, Any]:
    return {"sheets": options["sheet"]} if options["sheet"] else {}


def _line(flag: Flag) -> str:
    return f"{place_words(flag.sheet, flag.row)}, {flag.field}: {flag.reason}"
