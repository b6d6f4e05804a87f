"""Answers that others have worked out with other solvers, and what the command line says of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from disclosure.__main__ import main
from disclosure.attack import exposures, intervals
from disclosure.files import case_of
from disclosure.suppression import suppress, suppress_optimally

CASES = Path(__file__).parent / "known"


def known(file: str) -> dict[str, dict[str, Any]]:
    return {case["id"]: case for case in json.loads((CASES / file).read_text(encoding="utf-8"))}


AUDITED = known("audit.json")
OPTIMA = known("optimum.json")


def ran(capsys: Any, *arguments: str) -> tuple[int, Any]:
    status = main(list(arguments))
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", AUDITED)
def test_every_interval_of_an_attack_is_the_known_one(name: str, tmp_path: Path, capsys: Any) -> None:
    case = AUDITED[name]
    (tmp_path / "case.json").write_text(json.dumps(case))
    status, said = ran(capsys, "audit", str(tmp_path / "case.json"))
    assert said["intervals"] == case["intervals"]
    recoverable = case["expected"].get("recoverable", {})
    assert {each["id"]: each["low"] for each in said["under_protected"] if each["exact"]} == {
        name: value for name, value in recoverable.items() if value
    }
    assert (status, said["safe"]) == ((1, False) if recoverable else (0, True))


@pytest.mark.parametrize("name", OPTIMA)
def test_the_least_loss_is_the_proven_one_and_protects(name: str) -> None:
    case = OPTIMA[name]
    read = case_of(case)
    assert len(read.publication.numbers) == case["n_cells"]
    assert len(read.publication.unknown) == case["n_primary"]
    best = suppress_optimally(read.publication, seconds=120)
    assert best.is_proven
    assert best.cost == pytest.approx(case["optimal_cost"], abs=1e-6)
    protected = read.publication.hiding(best.secondary)
    assert exposures(protected, intervals(protected)) == []
    quick = suppress(read.publication)
    assert case["optimal_cost"] - 1e-6 <= quick.cost <= 1.25 * case["optimal_cost"]
    assert quick.lower_bound <= case["optimal_cost"] + 1e-6


@pytest.mark.parametrize(
    ("below", "above", "loss"), [(5, 5, "lpl5_upl5"), (5, 8, "lpl5_upl8"), (10, 10, "lpl10_upl10")]
)
def test_a_magnitude_moves_by_its_protection_levels_at_the_known_loss(below: int, above: int, loss: str) -> None:
    case = AUDITED["fs_investment"]
    cells = [cell | {"status": "primary" if cell["status"] == "primary" else "published"} for cell in case["cells"]]
    read = case_of(case | {"cells": cells, "cost": "value"})
    best = suppress_optimally(read.publication, cost=read.cost, below=below, above=above)
    assert best.cost == case["expected"]["optimal_cost_value_secondary"][loss]


def test_a_leak_between_linked_tables_is_closed_as_is_known() -> None:
    """Total, big and small share their regions with the counties, which gives K back; hiding N closes it."""
    read = case_of(AUDITED["sdctable_linked_regions"])
    assert suppress_optimally(read.publication).secondary == set(AUDITED["sdctable_linked_regions"]["expected"]["fix"])


def test_a_release_is_verified_from_its_witnesses_alone(tmp_path: Path, capsys: Any) -> None:
    release = tmp_path / "release.json"
    status, said = ran(capsys, "protect", str(CASES / "optimum.json"), "--out", str(release))
    assert status == 0
    assert [each["safe"] for each in said] == [True, True, True]
    status, said = ran(capsys, "verify", str(release))
    assert (status, [each["flaws"] for each in said]) == (0, [[], [], []])
    assert said[0]["witnesses"] == 2 * said[0]["sensitive"] == 116

    forged = json.loads(release.read_text())
    changed = forged[0]["witnesses"][0]["changed"]
    changed[next(iter(changed))] += 1
    del forged[1]["witnesses"][0]
    release.write_text(json.dumps(forged))
    status, said = ran(capsys, "verify", str(release))
    assert (status, [each["safe"] for each in said]) == (1, [False, False, True])
    assert "do not add up" in said[0]["flaws"][0]
    assert said[1]["flaws"][0].startswith("No world is given in which")


CELLS = [{"id": "a", "value": 3}, {"id": "b", "value": 9}, {"id": "t", "value": 12}]
CUBE = {"threshold": 5, "dims": [["D", [["Total", [0, 1], None], ["D1", [0], "Total"], ["D2", [1], "Total"]]]]}


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("{", "not JSON"),
        ([[]], "must be an object"),
        ({}, "neither “cells” nor “dims”"),
        ({"cells": CELLS, "equations": [["t", ["a"]]]}, "“t” is 12, but its parts add up to 3"),
        ({"cells": CELLS, "equations": [["t", ["a", "a", "b"]]]}, "“a” is counted twice in “t”"),
        ({"cells": CELLS, "equations": [["t", ["a", "c"]]]}, "names “c”, which is not among the numbers"),
        ({"cells": CELLS, "equations": [["t", []]]}, "has no parts"),
        ({"cells": CELLS, "equations": ["t"]}, "An equation must be"),
        ({"cells": [*CELLS, {"id": "a", "value": 3}]}, "“a” is there more than once"),
        ({"cells": [{"id": "a", "value": -1}]}, "A count of people is 0 or more"),
        ({"cells": [{"id": "a", "value": 1.5}], "threshold": 5}, "A count of people is a whole number"),
        ({"cells": [{"id": "a", "value": "3"}]}, "not a number"),
        ({"cells": [{"id": "a", "value": 3, "status": "secret"}]}, "It must be one of published"),
        ({"cells": [{"id": "a", "value": 3, "status": "rounded", "lo": 4}]}, "outside what is said to be known"),
        ({"cells": CELLS, "threshold": 0}, "“threshold” must be a whole number"),
        ({"cells": CELLS, "cost": "free"}, "The cost is “free”"),
        ({"cells": CELLS, "kept": ["z"]}, "names “z”"),
        ({"cells": [{"id": "a", "value": 0}, {"id": "b", "value": 0}], "equations": [["a", ["b"]], ["b", ["a"]]]}, "loop"),
        (CUBE | {"inner": [1, 2, 3]}, "do not have the 2 entries"),
        (CUBE | {"inner": [1, -2]}, "whole number of people"),
        (CUBE | {"inner": [1, 2], "dims": [["D", [["T", [0, 1], "U"], ["U", [0, 1], "T"]]]]}, "part of itself"),
        (CUBE | {"inner": [1, 2], "dims": [["D", [["T", [0, 1], None], ["A", [0, 1], "T"], ["B", [1], "T"]]]]}, "overlap"),
        (CUBE | {"inner": [1, 2], "dims": [["D", [["T", [0, 1], None], ["A", [0], "T"]]]]}, "do not make up the whole"),
        (CUBE | {"inner": [1, 2], "dims": [["D", 5]]}, "A dimension must be"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_refused_with_the_place_and_the_reason(
    document: Any, sentence: str, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "case.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    assert main(["audit", str(file)]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_a_million_cells_are_refused_before_they_are_counted(tmp_path: Path, capsys: Any) -> None:
    codes = [["Total", list(range(1000)), None], *([f"C{place}", [place], "Total"] for place in range(1000))]
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"threshold": 5, "dims": [["D", codes], ["E", codes]], "inner": []}))
    assert main(["protect", str(file)]) == 2
    assert "use coarser lists" in capsys.readouterr().err


def test_a_count_that_nothing_can_hide_is_never_called_safe(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps({"cells": CELLS, "equations": [["t", ["a", "b"]]], "threshold": 5, "kept": ["b", "t"]}))
    assert main(["protect", str(file)]) == 1
    assert "gives these numbers away" in capsys.readouterr().err


def test_an_attack_without_time_is_a_failure(tmp_path: Path, capsys: Any) -> None:
    assert main(["audit", str(CASES / "audit.json"), "--seconds", "0"]) == 1
    assert capsys.readouterr().err.startswith("Not safe.")
