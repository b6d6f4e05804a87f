"""What the command line is told, and what it says of itself."""

import argparse
import math
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Work = Callable[..., dict[str, Any]]

ABOUT = """\
Tables of numbers of people that do not give people away.

  audit FILE     what a reader of the published numbers can work out of the hidden ones
  protect FILE   what to hide so that nothing can be worked out, with as little lost as possible
  verify FILE    whether the proof that came with a release holds; no solver is used

FILE is a table as text (CSV, tabs, or bars), tables in JSON, or - for standard input."""

EXAMPLES = """\
examples:
  python -m disclosure audit staff.csv                        sentences: what the table gives away, and how
  python -m disclosure protect staff.csv > safe.csv           the safe table; what was done is said beside it
  python -m disclosure protect tables.json --optimal --out release.json
  python -m disclosure verify release.json
  cat staff.csv | python -m disclosure audit -                from standard input

exit status:
  0  everything is safe
  1  something is given away, or the work did not finish: nothing may be called safe
  2  the file cannot be worked with; the message says where and why

The form in JSON: docs/disclosure-files.md. In five minutes: docs/protecting-your-own-tables.md."""

ABOUT_ONE: Mapping[str, str] = {
    "protect": (
        "What to hide, at what loss, and whether anything less would do. A table as text comes back as CSV with [c] for what "
        "is hidden; tables in JSON come back as a result in JSON."
    ),
    "audit": (
        "What a reader of everything published can work out of the rest. Of a table as text it says so in sentences; signs "
        "such as *, [c], <5 and 1-4 are hidden cells. Of tables in JSON it gives every interval."
    ),
    "verify": "Whether the witnesses that came with a release prove that it is safe, by adding whole numbers.",
}


def parser(works: Mapping[str, Work]) -> argparse.ArgumentParser:
    """`works` says what carries out each command."""
    found = argparse.ArgumentParser(
        prog="python -m disclosure",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="python -m disclosure {audit,protect,verify} FILE [options]",
    )
    commands = found.add_subparsers(
        required=True,
        dest="command",
        prog="python -m disclosure",
        metavar="{audit,protect,verify}",
        help=argparse.SUPPRESS,
    )
    for name, work in works.items():
        command = commands.add_parser(name, description=ABOUT_ONE[name])
        command.add_argument(
            "file", type=given_file, metavar="FILE", help="tables as text or in JSON; - for standard input"
        )
        command.set_defaults(work=work)
        if name == "verify":
            continue
        command.add_argument("--seconds", type=_seconds, default=600.0, help="the most time for each step (600)")
        command.add_argument(
            "--out",
            type=Path,
            help="write the release with its witnesses here; it holds the true values: keep it private",
        )
        if name == "protect":
            command.add_argument(
                "--optimal", action="store_true", help="prove the least loss instead of making a quick choice"
            )
        text = command.add_argument_group("for tables as text")
        text.add_argument(
            "--threshold",
            type=_threshold,
            default=5,
            help="hide numbers below this one (5; 10 for sexual orientation, religion, …)",
        )
        text.add_argument("--hide-zeros", action="store_true", help="hide zeros too")
    return found


def given_file(name: str) -> Path:
    """The file of an argument. Standard input is held in memory, so that it can be read more than once."""
    if name != "-":
        return Path(name)
    content = sys.stdin.buffer.read()
    if hasattr(os, "memfd_create"):
        held = os.memfd_create("standard input")
        with os.fdopen(held, "wb", closefd=False) as file:
            file.write(content)
        return Path(f"/proc/self/fd/{held}")
    with tempfile.NamedTemporaryFile(delete=False) as kept:
        kept.write(content)
    return Path(kept.name)


def _seconds(said: str) -> float:
    seconds = float(said)
    if not 0 <= seconds < math.inf:
        raise ValueError
    return seconds


def _threshold(said: str) -> int:
    if not said.isdigit() or not 2 <= int(said) <= 1000:
        raise argparse.ArgumentTypeError(f"{said!r} is not a whole number from 2 to 1000")
    return int(said)
