"""The door itself: nobody but the workforce reads rows of staff, and no page outside HR is given what could be counted."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from config.environment import ROOT
from tests.test_house import ROOMS, templates

# Rows of staff and proofs hold the truth; their tables are read by the workforce alone.
TRUTH = {"StaffRow", "Proof"}
TABLES = ("workforce_staffrow", "workforce_proof")
# Pages that only HR opens, on which the size of a file may stand.
FOR_HR = re.compile(r"workforce/templates/workforce/(snapshots?|purge|import|problems)\.html$")
RAW = re.compile(r"\b(row_count\w*|staffrow\w*|proof\.content|staff_set|\.staff)\b")


def modules(*, of_the_workforce: bool) -> Iterator[tuple[Path, ast.Module]]:
    for room in ROOMS:
        if (room == "workforce") != of_the_workforce:
            continue
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def test_nobody_outside_the_workforce_reads_its_rows_or_its_proofs() -> None:
    found = []
    for path, tree in modules(of_the_workforce=False):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("workforce"):
                found += [f"{path}: {alias.name}" for alias in node.names if alias.name in TRUTH]
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found += [f"{path}: {table}" for table in TABLES if table in node.value]
    assert found == []


def test_the_workforce_itself_names_what_nobody_else_may() -> None:
    """So that the test above cannot pass because something was given another name."""
    names = {
        node.id
        for _path, tree in modules(of_the_workforce=True)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
    }
    assert names >= TRUTH


def test_no_page_outside_hr_is_given_what_could_be_counted() -> None:
    found = [
        f"{name}: {match[0]}" for name, text in templates() if not FOR_HR.search(name) for match in RAW.finditer(text)
    ]
    assert found == []
    assert any(FOR_HR.search(name) and RAW.search(text) for name, text in templates())


def test_the_symbol_of_a_hidden_number_is_written_in_one_place() -> None:
    at_home = ("disclosure", "toolkit/symbols.py")
    found = [
        f"{path}: {node.value}"
        for path, tree in modules(of_the_workforce=False)
        if not str(path.relative_to(ROOT)).startswith(at_home)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in ("[c]", "[x]", "[z]", "[low]", "[u]")
    ]
    assert found == []
