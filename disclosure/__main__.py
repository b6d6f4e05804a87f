"""python -m disclosure protect FILE | audit FILE | verify FILE: for statisticians, on tables as text or in JSON.

Exit status: 0 safe; 1 something is under-protected, or the work did not finish; 2 the file cannot be worked with.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from disclosure.attack import Exposure, exposures, intervals
from disclosure.bundle import Bundle, read_bundle
from disclosure.explaining import explain
from disclosure.files import Case, as_exposure, as_intervals, as_release, read_cases
from disclosure.files.fields import shortly
from disclosure.linear import Unfinished
from disclosure.options import parser
from disclosure.printed.command import answer, is_text
from disclosure.printed.troubles import CannotRead
from disclosure.publication import Inconsistent, Publication, Status
from disclosure.standards import threshold_of
from disclosure.suppression import COSTS, CannotProtect, suppress, suppress_optimally
from disclosure.witnesses import flaws, witnesses

SAFE, UNSAFE, UNREADABLE = 0, 1, 2
SECONDS_FOR_WORDS = 20.0


def main(arguments: list[str] | None = None) -> int:
    options = parser({"audit": audit, "protect": protect, "verify": verify}).parse_args(arguments)
    try:
        if is_text(options.file):
            return _on_text(options)
        if options.work is verify and (bundle := read_bundle(options.file)):
            is_list, results = False, [verify_bundle(bundle)]
        else:
            cases, is_list = read_cases(options.file)
            results = [_worked(case, options) for case in cases]
        if getattr(options, "out", None):
            releases = [result.pop("release", None) for result in results]
            _write_privately(options.out, releases if is_list else releases[0])
    except OSError as error:
        print(f"{error.filename or options.file}: {error.strerror}.", file=sys.stderr)
        return UNREADABLE
    except (Inconsistent, CannotRead) as error:
        print(_plain(str(error)), file=sys.stderr)
        return UNREADABLE
    except (CannotProtect, Unfinished) as error:
        print(_plain(f"Not safe. {error}"), file=sys.stderr)
        return UNSAFE
    except MemoryError:
        print("Not safe. The tables need more memory than there is: use coarser lists.", file=sys.stderr)
        return UNSAFE
    except KeyboardInterrupt:
        print("Not safe. The work was stopped before it was done.", file=sys.stderr)
        return UNSAFE
    is_plain = "utf" not in (sys.stdout.encoding or "").lower()
    _say(json.dumps(results if is_list else results[0], ensure_ascii=is_plain, indent=1) + "\n")
    return SAFE if all(result["safe"] for result in results) else UNSAFE


def _on_text(options: argparse.Namespace) -> int:
    """A table as text: what is asked for goes to standard output, what is said of it beside."""
    found = answer(options)
    print(_plain_lines(found.aside), end="", file=sys.stderr)
    if options.out and found.safe:
        case = Case(found.safe.publication, COSTS["log2"], levels=found.levels)
        _write_privately(options.out, as_release(case, found.safe.proof(seconds=options.seconds)))
    _say(found.out)
    return SAFE if found.is_safe else UNSAFE


def _worked(case: Case, options: argparse.Namespace) -> dict[str, Any]:
    """What the command finds for one case. What could not be found out is not safe; no part of it is shown."""
    try:
        return options.work(case, options)
    except (CannotProtect, Unfinished) as error:
        name = f"Case {shortly(case.publication.name)}: " if case.publication.name else ""
        print(_plain(f"Not safe. {name}{error}"), file=sys.stderr)
        return {"id": case.publication.name, "safe": False, "problem": str(error)}


def audit(case: Case, options: argparse.Namespace) -> dict[str, Any]:
    """What a reader of everything published can work out of the rest."""
    publication, needs = case.publication, case.needs()
    found = intervals(publication, seconds=options.seconds)
    exposed = exposures(publication, found, needs)
    result = {
        "id": publication.name,
        "safe": not exposed,
        "threshold": threshold_of(publication),
        "under_protected": _in_words(publication, exposed),
        "intervals": as_intervals(found),
    }
    if options.out:
        proof = [] if exposed else witnesses(publication, needs=needs, seconds=options.seconds)
        result["release"] = as_release(case, proof)
    return result


def protect(case: Case, options: argparse.Namespace) -> dict[str, Any]:
    """What to hide, at what loss, and whether anything less would do."""
    publication = case.publication
    choice = (suppress_optimally if options.optimal else suppress)(
        publication,
        cost=case.cost,
        kept=case.kept,
        needs=case.needs(),
        seconds=options.seconds if options.optimal else min(options.seconds, 5.0),
        at_most=options.seconds,
    )
    protected = publication.hiding(choice.secondary)
    needs = case.needs(protected)
    found = intervals(protected, seconds=options.seconds)
    exposed = exposures(protected, found, needs)
    unseen = (Status.PRIMARY, Status.SECONDARY)
    result = {
        "id": publication.name,
        "safe": not exposed,
        "suppressed": [each.id for each in protected.unknown if each.status in unseen and each.id not in case.implied],
        "secondary": [each.id for each in protected.unknown if each.id in choice.secondary],
        "cost": round(choice.cost, 6),
        "lower_bound": round(choice.lower_bound, 6),
        "proven": choice.is_proven,
        "gap": round(choice.gap, 6),
    }
    if exposed:
        result["under_protected"] = _in_words(protected, exposed)
    if options.out:
        proof = [] if exposed else witnesses(protected, needs=needs, seconds=options.seconds)
        result["release"] = as_release(replace(case, publication=protected), proof)
    return result


def _in_words(publication: Publication, exposed: Sequence[Exposure]) -> list[dict[str, Any]]:
    """Each under-protected number with the arithmetic behind it, for as long as there is time for words."""
    until = time.monotonic() + SECONDS_FOR_WORDS
    return [
        as_exposure(each, explain(publication, each, seconds=left) if (left := until - time.monotonic()) > 0 else None)
        for each in exposed
    ]


def verify(case: Case, options: argparse.Namespace) -> dict[str, Any]:
    """Whether the witnesses that came with a release prove that it is safe; no solver is used."""
    needs = case.needs()
    said = flaws(case.publication, list(case.witnesses), needs=needs)
    return {
        "id": case.publication.name,
        "safe": not said,
        "witnesses": len(case.witnesses),
        "sensitive": len(needs),
        "flaws": said,
    }


def verify_bundle(bundle: Bundle) -> dict[str, Any]:
    """Whether the proof of a release holds of its very numbers, under the rules they were promised under."""
    said = bundle.flaws()
    return {
        "release": bundle.name,
        "sha256": bundle.sha256,
        "safe": not said,
        "numbers": len(bundle.numbers),
        "hidden": sum(value is None for value in bundle.numbers.values()),
        "witnesses": bundle.proof.witnesses,
        "sensitive": len(bundle.proof.sensitive),
        "flaws": said,
    }


def _write_privately(path: Path, releases: Any) -> None:
    """True values are for their owner's eyes: the file is readable by nobody else, and appears whole or not at all."""
    beside = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(releases, file, indent=1)
    beside.replace(path)


def _say(text: str) -> None:
    """To standard output; whoever stops reading it is not told so with a traceback."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _plain_lines(text: str) -> str:
    return "".join(f"{_plain(line)}\n" for line in text.splitlines())


def _plain(sentence: str) -> str:
    """Without anything that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "?" for letter in sentence)


if __name__ == "__main__":
    raise SystemExit(main())
