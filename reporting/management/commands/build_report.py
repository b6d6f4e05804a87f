import argparse
import datetime
import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from governance.errors import MoveRefused
from reporting.annual.content import annual_payload
from reporting.annual.evidence import gather, has_figures
from reporting.covering import pack_payload
from reporting.models import Edition, Pack
from reporting.rendering import count_pages, edition_pdf, pack_pdf
from reporting.rules.years import WrongYear, report_year
from reporting.services.files import FileDamaged, read_file
from toolkit.pdf import DocumentError

WRONG_WORDS, NOTHING_THERE, CANNOT_WRITE, DAMAGED = 2, 3, 4, 5


class Command(BaseCommand):
    help = (
        "Write the annual equality report or a committee pack as a PDF. What is frozen is written byte for byte as it was "
        "kept; what is still a draft is made from today’s figures, with “Draft” in its title. Exit status: 0 written, "
        "2 wrong words, 3 nothing to report on, 4 the file cannot be written, 5 the kept file is damaged."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="annual|pack")
        annual = kinds.add_parser("annual", help="the annual equality report of a year")
        annual.add_argument("--year", required=True, help="the report year, such as 2025-26")
        pack = kinds.add_parser("pack", help="a committee pack")
        which = pack.add_mutually_exclusive_group(required=True)
        which.add_argument("--pack", type=int, help="the pack’s number, as in its address")
        which.add_argument("--meeting", help="the date of the meeting, such as 2026-12-09")
        pack.add_argument("--item", help="the item number, where the meeting has several packs")
        for kind in (annual, pack):
            kind.add_argument("--output", required=True, type=Path, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        _check_writable(output)
        try:
            content, words = self._annual(options) if options["kind"] == "annual" else self._pack(options)
        except FileDamaged as damage:
            raise CommandError(
                "The kept file is missing or changed. Put back the file store from its backup.", returncode=DAMAGED
            ) from damage
        except DocumentError as error:
            raise CommandError(f"The PDF cannot be made: {error}", returncode=CANNOT_WRITE) from error
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.", returncode=CANNOT_WRITE) from error
        self.stdout.write(
            f"Wrote {output}: {words}, {count_pages(content)} pages, SHA-256 {hashlib.sha256(content).hexdigest()}"
        )

    def _annual(self, options: dict[str, Any]) -> tuple[bytes, str]:
        try:
            year = report_year(options["year"])
        except WrongYear as error:
            raise CommandError(str(error), returncode=WRONG_WORDS) from error
        edition = Edition.objects.live().filter(year=year.label).first()
        version = edition.versions.last() if edition and not edition.is_draft else None
        if edition and version:
            return read_file(version), f"{edition.title}, {edition.get_state_display().lower()}, as kept"
        if edition is None:
            title = f"Annual equality report {year.label}"
            edition = Edition(year=year.label, starts_on=year.starts_on, ends_on=year.ends_on, title=title)
        evidence = gather(edition, timezone.localdate())
        if not has_figures(evidence):
            raise CommandError(
                f"There is nothing to report for {year.label}: no objective, EqIA, action plan or staff snapshot falls "
                "in that year. Load the demonstration or enter records first.",
                returncode=NOTHING_THERE,
            )
        payload = annual_payload(evidence)
        payload["title"] = f"Draft: {payload['title']}"
        return edition_pdf(payload), f"{payload['title']}, from today’s figures"

    def _pack(self, options: dict[str, Any]) -> tuple[bytes, str]:
        pack = _find_pack(options)
        version = pack.versions.last() if not pack.is_draft else None
        if version:
            return read_file(version), f"{pack.title}, {pack.get_state_display().lower()}, as kept"
        try:
            payload = pack_payload(pack)
        except MoveRefused as refusal:
            raise CommandError(" ".join(refusal.sentences), returncode=WRONG_WORDS) from refusal
        payload["title"] = f"Draft: {payload['title']}"
        return pack_pdf(payload), f"{payload['title']}, not frozen yet"


def _find_pack(options: dict[str, Any]) -> Pack:
    packs = Pack.objects.live().select_related("meeting__body")
    if options["pack"] is not None:
        packs, which = packs.filter(pk=options["pack"]), f"number {options['pack']}"
    else:
        try:
            held_on = datetime.date.fromisoformat(options["meeting"])
        except ValueError as error:
            raise CommandError(
                f"“{options['meeting']}” is not a date: write it as 2026-12-09.", returncode=WRONG_WORDS
            ) from error
        packs, which = packs.filter(meeting__held_on=held_on), f"for the meeting of {held_on:%-d %B %Y}"
    if options["item"]:
        packs, which = packs.filter(item_number=options["item"]), f"{which}, item {options['item']}"
    found = list(packs)
    if not found:
        raise CommandError(f"There is no pack {which}.{_others()}", returncode=NOTHING_THERE)
    if len(found) > 1:
        items = ", ".join(f"{pack.pk} (item {pack.item_number})" for pack in found)
        raise CommandError(
            f"There are several packs {which}: {items}. Add --item or use --pack.", returncode=WRONG_WORDS
        )
    return found[0]


def _others() -> str:
    known = [
        f"{pack.pk} ({pack.meeting}, item {pack.item_number})" for pack in Pack.objects.select_related("meeting__body")
    ]
    return f" There are: {'; '.join(known)}." if known else ""


def _check_writable(output: Path) -> None:
    """Before the work, not after it."""
    if output.is_dir():
        raise CommandError(f"{output} is a directory: name a file in it.", returncode=CANNOT_WRITE)
    if not output.absolute().parent.is_dir():
        raise CommandError(
            f"There is no directory {output.absolute().parent}: create it first.", returncode=CANNOT_WRITE
        )
