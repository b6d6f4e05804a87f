"""Tables as text on the command line: CSV, tabs or bars in; the protected table, or what it gives away in words, out."""

import argparse
import csv
import io
from dataclasses import dataclass
from pathlib import Path

from disclosure.files.wishes import Levels
from disclosure.printed.adding import Part
from disclosure.printed.grid import read_grid
from disclosure.printed.text import grids_of
from disclosure.printed.together import Brought, Together, confirmed_by_nobody, together
from disclosure.printed.trial import Leak, Rule, Safe, attack, levels_of, protect
from disclosure.printed.troubles import CannotRead, Trouble
from disclosure.suppression import CannotProtect
from disclosure.tables import HIDDEN

TEXT = frozenset({".csv", ".tsv", ".txt"})
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What is printed (`out`), what is said beside it (`aside`), and whether the tables are safe as they are printed."""

    out: str
    aside: str
    is_safe: bool
    safe: Safe | None = None

    @property
    def levels(self) -> dict[str, Levels]:
        return levels_of(self.safe) if self.safe else {}


def is_text(file: Path) -> bool:
    """Whether a file is a table as text: by its name, and where that says nothing by how it begins. Raises OSError."""
    if file.suffix.lower() in TEXT:
        return True
    if file.suffix.lower() == ".json":
        return False
    with file.open("rb") as opened:
        start = opened.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(start) and start[:1] not in b"{["


def answer(options: argparse.Namespace) -> Answer:
    """Carry out `audit` or `protect` on a table as text. Raises CannotRead, CannotProtect, Unfinished and OSError."""
    if options.command == "verify":
        raise CannotRead(Trouble.NO_PROOF)
    rule = Rule(options.threshold, shows_zeros=not options.hide_zeros)
    text = _text(options.file)
    if options.command == "audit":
        return audit_text(text, rule, seconds=options.seconds)
    return protect_text(text, rule, seconds=options.seconds, is_optimal=options.optimal)


def audit_text(text: str, rule: Rule, *, seconds: float = 600.0) -> Answer:
    """What the tables give away, in sentences. Raises CannotRead and Unfinished."""
    tables = [confirmed_by_nobody(read_grid(grid)) for grid in grids_of(text)]
    found = attack(together(tables, seconds=seconds), rule, seconds=seconds)
    lines = [_sentence(leak) for leak in found.leaks] or ["Nobody is given away."]
    return Answer("\n".join(lines) + "\n", _reading(tables), not found.leaks)


def protect_text(text: str, rule: Rule, *, seconds: float = 600.0, is_optimal: bool = False) -> Answer:
    """The protected tables as CSV. Raises CannotRead, CannotProtect and Unfinished."""
    tables = [confirmed_by_nobody(read_grid(grid)) for grid in grids_of(text)]
    world = together(tables, seconds=seconds)
    found = attack(world, rule, seconds=seconds)
    try:
        safe = protect(world, rule, found, seconds=seconds, best=seconds if is_optimal else min(4.0, seconds))
    except CannotProtect as refused:
        raise CannotProtect([_plainly(name) for name in refused.ids]) from None
    helpers = len(safe.hidden) - sum(rule.is_sensitive(low) for low, high in world.spans.values() if low == high)
    least = "nothing less would do" if safe.is_proven_least else "a little less might do"
    said = f"{len(safe.hidden)} of {len(world.spans)} cells are hidden"
    said += f", {helpers} of them to protect others or hidden before: {least}.\n" if helpers else ".\n"
    return Answer(_printed(tables, world, safe), _reading(tables) + said, True, safe)


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise CannotRead(Trouble.TOO_LONG, most=f"{MOST_BYTES // 1024 // 1024}")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CannotRead(Trouble.WORKBOOK)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(Trouble.NOT_A_TABLE)


def _printed(tables: list[Brought], world: Together, safe: Safe) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for at, (table, places) in enumerate(zip(tables, world.places, strict=True)):
        if at:
            writer.writerow([])
        printed = table.printed
        if printed.title:
            writer.writerow([printed.title])
        writer.writerow([next(filter(None, printed.levels), ""), *(label.text for label in printed.columns)])
        for label, line, entries in zip(printed.rows, places, printed.cells, strict=True):
            cells = [
                HIDDEN if name in safe.hidden else f"{world.publication.by_id[name].value:.0f}" if name else entry.text
                for name, entry in zip(line, entries, strict=True)
            ]
            writer.writerow([f"{' ' * label.indent}{label.text}", *cells])
    return file.getvalue()


def _sentence(leak: Leak) -> str:
    name = _plainly(leak.name)
    if leak.is_open:
        return f"{name}: {leak.low:.0f} stands in the table."
    learnt = f"{leak.low:.0f}" if leak.is_exact else f"{leak.low:.0f} to {leak.high:.0f}"
    shown = "" if leak.is_printed else " (which no table shows)"
    how = f" {leak.attack.sentence}" if leak.attack else ""
    return f"{name}{shown}: {learnt}.{how}"


def _plainly(name: str) -> str:
    return ", ".join(item.split("=", 1)[-1] for item in name.split(" & "))


def _reading(tables: list[Brought]) -> str:
    """How the lines were taken, for a person to see: nobody confirms it here."""
    said = []
    for table in tables:
        for kind, labels, roles in (
            ("rows", table.printed.rows, table.rows),
            ("columns", table.printed.columns, table.columns),
        ):
            total = next((at for at, role in enumerate(roles) if role.part is Part.TOTAL), None)
            groups = dict.fromkeys(labels[role.of].text for role in roles if role.of is not None)
            words = f"{kind} without a total" if total is None else f"{kind} with the total “{labels[total].text}”"
            said.append(f"{words} and the groups {', '.join(groups)}" if groups else words)
    return f"Read as {'; '.join(said)}.\n"
