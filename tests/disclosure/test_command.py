"""The command line as somebody meets it who has never seen it: text in, help, standard input, refusals."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from disclosure.__main__ import main
from disclosure.files import case_of
from tests.disclosure.test_known_answers import AUDITED, OPTIMA

ROOT = Path(__file__).parents[2]
TABLE = "Directorate,White,Asian,Total\nAdults,412,38,450\nPlace,295,3,298\nTotal,707,41,748\n"
SAFE = "Directorate,White,Asian,Total\nAdults,[c],[c],450\nPlace,[c],[c],298\nTotal,707,41,748\n"
HIDDEN = TABLE.replace("295,3", "295,*")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "staff.csv").write_text(TABLE)
    return tmp_path / "staff.csv"


def test_a_table_as_text_comes_back_protected_with_a_proof_that_verifies(table: Path, capsys: Any) -> None:
    proof = table.with_name("proof.json")
    assert main(["protect", str(table), "--out", str(proof)]) == 0
    said = capsys.readouterr()
    assert said.out == SAFE
    assert "4 of 9 cells are hidden, 3 of them to protect others or hidden before: nothing less would do." in said.err
    assert main(["verify", str(proof)]) == 0
    assert json.loads(capsys.readouterr().out)["witnesses"] == 2


def test_a_table_with_hidden_cells_is_attacked_in_sentences_and_protected(table: Path, capsys: Any) -> None:
    table.write_text(HIDDEN)
    assert main(["audit", str(table)]) == 1
    assert capsys.readouterr().out == "Place, Asian: 3. Asian (41) minus Adults, Asian (38) gives exactly 3.\n"
    proof = table.with_name("proof.json")
    assert main(["protect", str(table), "--out", str(proof)]) == 0
    assert capsys.readouterr().out == SAFE
    assert main(["verify", str(proof)]) == 0
    capsys.readouterr()
    table.write_text(SAFE)
    assert main(["audit", str(table)]) == 0
    assert capsys.readouterr().out == "Nobody is given away.\n"


def test_several_tables_with_a_blank_line_between_are_attacked_together(table: Path, capsys: Any) -> None:
    a = "S,A,B,W,All\nL,13,9,30,52\nH,8,15,41,64\nF,11,6,62,79\nAll,32,30,133,195"
    b = "S,C,D,All\nL,46,6,52\nH,44,20,64\nF,25,54,79\nAll,115,80,195"
    c = "E,C,D,All\nA,7,25,32\nB,12,18,30\nW,96,37,133\nAll,115,80,195"
    table.write_text(f"{a}\n\n{b}\n\n{c}\n")
    assert main(["audit", str(table)]) == 1
    assert capsys.readouterr().out.startswith("H, B, C (which no table shows): 3.")
    proof = table.with_name("proof.json")
    assert main(["protect", str(table), "--out", str(proof)]) == 0
    assert main(["verify", str(proof)]) == 0


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("x,a,b\nP,1,-2\n", "t.csv", "Row “P”, column “b” holds -2."),
        (
            "x,a,b,All\nP,1,2,3\nQ,4,5,10\nAll,5,7,13\n",
            "t.csv",
            "“All” in “Q” is 10, but what it is made of comes to 9.",
        ),
        ("just words", "t.txt", "This does not look like a table."),
        ("", "t.csv", "There is no table here."),
        ("", "t.json", "The file is empty."),
        ("{", "t", "The file is not JSON that we can read"),
        ("[1]", "t.json", "A case must be an object"),
    ],
)
def test_what_cannot_be_worked_with_is_said_with_its_place(
    tmp_path: Path, capsys: Any, content: str, name: str, said: str
) -> None:
    (tmp_path / name).write_text(content)
    for command in ("audit", "protect"):
        assert main([command, str(tmp_path / name)]) == 2
        answer = capsys.readouterr()
        assert said in answer.err
        assert answer.out == ""


def test_a_workbook_and_a_table_to_verify_are_refused_with_the_way_out(
    tmp_path: Path, table: Path, capsys: Any
) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 50)
    assert main(["audit", str(tmp_path / "t.xlsx")]) == 2
    assert "Save the table as CSV" in capsys.readouterr().err
    assert main(["verify", str(table)]) == 2
    assert "brings no proof" in capsys.readouterr().err


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "disclosure", *arguments],
        input=given,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


def test_a_dash_is_standard_input_for_text_and_for_json() -> None:
    assert run("protect", "-", given=TABLE).stdout == SAFE
    case = json.dumps(AUDITED["tauargus_manual_audit"])
    assert json.loads(run("audit", "-", given=case).stdout)["id"] == "tauargus_manual_audit"
    assert run("verify", "-", given="[]").returncode == 2


def test_help_tells_everything_that_is_needed_to_begin() -> None:
    said = run("--help")
    assert said.returncode == 0
    for words in ("audit FILE", "exit status", "examples:", "docs/disclosure-files.md", "- for standard input"):
        assert words in said.stdout
    wrong = run("protect", "x", "--threshold", "many")
    assert wrong.returncode == 2
    assert "'many' is not a whole number from 2 to 1000" in wrong.stderr


# The schema, held against the reader and the known cases by a small validator of what it uses


SCHEMA = json.loads((ROOT / "docs" / "disclosure-files.schema.json").read_text(encoding="utf-8"))
TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": int | float, "boolean": bool, "null": type(None),
}  # fmt: skip


def wrong(value: Any, schema: Any, at: str = "") -> list[str]:
    """What a value has that the schema does not allow."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" in schema or "oneOf" in schema:
        found = [wrong(value, each, at) for each in schema.get("anyOf") or schema["oneOf"]]
        return min(found, key=len)
    said = []
    if "type" in schema:
        kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        fits = any(
            isinstance(value, TYPES[kind]) and not (isinstance(value, bool) and kind != "boolean") for kind in kinds
        )
        if not fits:
            return [f"{at} is no {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        said.append(f"{at} is none of {schema['enum']}")
    if isinstance(value, int | float) and value < schema.get("minimum", value):
        said.append(f"{at} is too small")
    if isinstance(value, dict):
        said += [f"{at} lacks {name}" for name in schema.get("required", []) if name not in value]
        for name, inner in value.items():
            known = schema.get("properties", {}).get(name, schema.get("additionalProperties", True))
            if known is False:
                said.append(f"{at}/{name} is not known")
            elif known is not True:
                said += wrong(inner, known, f"{at}/{name}")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            said.append(f"{at} has {len(value)} entries")
        for place, inner in enumerate(value):
            first = schema.get("prefixItems", [])
            said += wrong(inner, first[place] if place < len(first) else schema.get("items", {}), f"{at}/{place}")
    return said


@pytest.mark.parametrize("case", [*AUDITED.values(), *OPTIMA.values()], ids=lambda case: case["id"])
def test_known_cases_and_what_protect_writes_fit_the_schema(case: dict[str, Any], tmp_path: Path, capsys: Any) -> None:
    assert wrong(case, SCHEMA) == []
    if case["id"] in OPTIMA:
        return
    (tmp_path / "case.json").write_text(json.dumps(case))
    main(["protect", str(tmp_path / "case.json"), "--out", str(tmp_path / "out.json")])
    capsys.readouterr()
    if (tmp_path / "out.json").exists() and (written := json.loads((tmp_path / "out.json").read_text())):
        assert wrong(written, SCHEMA) == []


@pytest.mark.parametrize("example", SCHEMA["examples"], ids=lambda example: example["id"])
def test_the_examples_of_the_schema_are_read(example: dict[str, Any]) -> None:
    assert wrong(example, SCHEMA) == []
    assert case_of(example).publication.numbers


@pytest.mark.parametrize(
    "case",
    [
        {"cells": [{"id": "a"}]},
        {"cells": [{"id": 3, "value": 3}]},
        {"cells": [{"id": "a", "value": "3"}]},
        {"cells": [{"id": "a", "value": 3, "status": "secret"}]},
        {"cells": [{"id": "a", "value": 3}], "equations": [["a"]]},
        {"cells": [{"id": "a", "value": 3}], "threshold": 0},
        {"dims": [["D", [["x"]]]], "inner": [3], "threshold": 5},
        {"cells": [{"id": "a", "value": 3, "rounded": {"base": 0}}]},
    ],
    ids=str,
)
def test_what_the_schema_refuses_the_reader_refuses_too(case: dict[str, Any], tmp_path: Path, capsys: Any) -> None:
    assert wrong(case, SCHEMA)
    (tmp_path / "case.json").write_text(json.dumps(case))
    assert main(["audit", str(tmp_path / "case.json")]) == 2
    assert capsys.readouterr().err
