"""python -m disclosure protect FILE | audit FILE | verify FILE: for statisticians, on tables in JSON.

Exit status: 0 safe; 1 something is under-protected, or the work did not finish; 2 the file cannot be worked with.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from disclosure.attack import exposures, intervals
from disclosure.files import Case, as_exposure, as_intervals, as_release, read_cases
from disclosure.linear import Unfinished
from disclosure.publication import Inconsistent
from disclosure.standards import demands, threshold_of
from disclosure.suppression import CannotProtect, suppress, suppress_optimally
from disclosure.witnesses import flaws, witnesses

SAFE, UNSAFE, UNREADABLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        cases, is_list = read_cases(options.file)
        results = [options.work(case, options) for case in cases]
        if getattr(options, "out", None):
            releases = [result.pop("release") for result in results]
            options.out.write_text(json.dumps(releases if is_list else releases[0], indent=1), encoding="utf-8")
    except OSError as error:
        print(f"{error.filename or options.file}: {error.strerror}.", file=sys.stderr)
        return UNREADABLE
    except Inconsistent as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    except (CannotProtect, Unfinished) as error:
        print(f"Not safe. {error}", file=sys.stderr)
        return UNSAFE
    print(json.dumps(results if is_list else results[0], ensure_ascii=False, indent=1))
    return SAFE if all(result["safe"] for result in results) else UNSAFE


def audit(case: Case, options: argparse.Namespace) -> dict[str, Any]:
    """What a reader of everything published can work out of the rest."""
    publication = case.publication
    found = intervals(publication, seconds=options.seconds)
    exposed = exposures(publication, found, demands(publication, below=case.below, above=case.above))
    result = {
        "id": publication.name,
        "safe": not exposed,
        "threshold": threshold_of(publication),
        "under_protected": [as_exposure(each) for each in exposed],
        "intervals": as_intervals(found),
    }
    if options.out:
        result["release"] = as_release(case, [] if exposed else witnesses(publication, seconds=options.seconds))
    return result


def protect(case: Case, options: argparse.Namespace) -> dict[str, Any]:
    """What to hide, at what loss, and whether anything less would do."""
    publication = case.publication
    choice = (suppress_optimally if options.optimal else suppress)(
        publication, cost=case.cost, kept=case.kept, below=case.below, above=case.above, seconds=options.seconds
    )
    protected = publication.hiding(choice.secondary)
    found = intervals(protected, seconds=options.seconds)
    exposed = exposures(protected, found, demands(protected, below=case.below, above=case.above))
    result = {
        "id": publication.name,
        "safe": not exposed,
        "suppressed": [number.id for number in protected.unknown],
        "secondary": [number.id for number in protected.unknown if number.id in choice.secondary],
        "cost": round(choice.cost, 6),
        "lower_bound": round(choice.lower_bound, 6),
        "proven": choice.is_proven,
        "gap": round(choice.gap, 6),
    }
    if options.out:
        proof = [] if exposed else witnesses(protected, seconds=options.seconds)
        result["release"] = as_release(Case(protected, case.cost), proof)
    return result


def verify(case: Case, options: argparse.Namespace) -> dict[str, Any]:
    """Whether the witnesses that came with a release prove that it is safe; no solver is used."""
    said = flaws(case.publication, list(case.witnesses))
    return {
        "id": case.publication.name,
        "safe": not said,
        "witnesses": len(case.witnesses),
        "sensitive": len(demands(case.publication)),
        "flaws": said,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m disclosure", description="Tables that do not give people away.")
    commands = parser.add_subparsers(required=True)
    for name, work in (("protect", protect), ("audit", audit), ("verify", verify)):
        command = commands.add_parser(name, help=(work.__doc__ or "").strip(), description=work.__doc__)
        command.add_argument("file", type=Path, help="tables in JSON")
        command.set_defaults(work=work)
        if name == "verify":
            continue
        command.add_argument("--seconds", type=float, default=600.0, help="the most time for each step (600)")
        command.add_argument("--out", type=Path, help="write the release with its witnesses here; it holds true values")
        if name == "protect":
            command.add_argument(
                "--optimal", action="store_true", help="prove the least loss instead of a quick choice"
            )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
