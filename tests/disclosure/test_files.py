"""Tables in JSON: every form of number is read, and what is no table is refused in words, whatever it is."""

import copy
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.__main__ import main
from disclosure.files import case_of, read_cases
from disclosure.publication import Inconsistent, Status

CUBE = {
    "id": "cube",
    "threshold": 5,
    "dims": [
        ["D", [["Total", [0, 1, 2], None], ["A", [0, 1], "Total"], ["a0", [0], "A"], ["a1", [1], "A"], ["a2", [2], "Total"]]],
        ["E", [["Total", [0, 1], None], ["E1", [0], "Total"], ["E2", [1], "Total"]]],
    ],
    "inner": [[3, 40], [22, 7], [1, 12]],
}  # fmt: skip
FORMS = {
    "id": "forms",
    "cells": [
        {"id": "women", "value": 3, "percent": {"of": 40, "decimals": 0, "printed": 8}},
        {"id": "men", "value": 37},
        {"id": "staff", "value": 40, "rounded": {"base": 5}},
        {"id": "pay of staff", "value": 612.5, "mean": {"of": 40, "decimals": 2, "printed": "15.31"}},
        {"id": "men on maternity leave", "value": 0, "structural": True},
    ],
    "equations": [["staff", ["women", "men"]]],
}


def ran(capsys: Any, file: Path, document: Any, *arguments: str) -> tuple[int, Any, str]:
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    status = main([arguments[0], str(file), *arguments[1:]])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out else None, said.err


def test_what_is_printed_instead_of_a_number_is_known_to_within_its_form(tmp_path: Path, capsys: Any) -> None:
    status, said, _ = ran(capsys, tmp_path / "f.json", FORMS, "audit")
    assert {name: each["integer"] for name, each in said["intervals"].items()} == {
        "women": [3, 3],
        "staff": [40, 40],
        "pay of staff": [612.2, 612.6],
    }
    assert (status, [each["id"] for each in said["under_protected"]]) == (1, ["women"])
    loose = copy.deepcopy(FORMS)
    loose["cells"][0]["percent"] = {"of": 40, "decimals": 0, "per": 10}  # type: ignore[index]
    loose["cells"][1]["status"] = "secondary"  # type: ignore[index]
    _, said, _ = ran(capsys, tmp_path / "f.json", loose, "audit")
    assert said["intervals"]["women"]["integer"] == [2, 5]
    assert said["intervals"]["staff"]["integer"] == [38, 42]


def test_a_percentage_of_a_base_that_is_hidden_too_binds_both_and_is_kept_in_a_release(
    tmp_path: Path, capsys: Any
) -> None:
    document = {
        "threshold": 5,
        "cells": [
            {"id": "leavers", "value": 2, "status": "primary", "percent": {"of": "staff", "decimals": 0}},
            {"id": "staff", "value": 200, "status": "secondary", "up": 260},
        ],
    }
    release = tmp_path / "release.json"
    status, said, _ = ran(capsys, tmp_path / "f.json", document, "audit", "--out", str(release))
    assert said["intervals"]["leavers"]["integer"] == [1, 3]  # 1 % of at most 260 people, and of at least one
    assert (status, said["safe"]) == (1, False)
    again, _ = read_cases(release)
    assert again[0].publication.shares == case_of(document).publication.shares
    assert release.stat().st_mode & 0o077 == 0


def test_a_population_inside_another_implies_the_rest_of_it(tmp_path: Path, capsys: Any) -> None:
    document = {
        "threshold": 5,
        "cells": [{"id": "grade", "value": 30}, {"id": "part-time", "value": 28}],
        "inside": [["part-time", "grade"]],
    }
    status, said, _ = ran(capsys, tmp_path / "f.json", document, "audit")
    assert (status, [each["id"] for each in said["under_protected"]]) == (1, ["grade without part-time"])
    status, said, _ = ran(capsys, tmp_path / "f.json", document, "protect", "--optimal")
    assert (status, said["suppressed"], said["proven"]) == (0, ["part-time"], True)


def test_a_case_may_say_in_words_what_is_sensitive_and_what_must_stay_possible() -> None:
    up_to_seven = case_of(CUBE | {"threshold": None, "primary": "0 < value <= 7"})
    assert up_to_seven.publication.threshold == 8
    assert [each.id for each in up_to_seven.publication.unknown] == ["a0|E1", "a1|E2", "a2|E1"]
    either_way = case_of(CUBE | {"requirement": "intervals must contain value-1 and value+1"}).needs()
    assert (either_way["a0|E1"].low, either_way["a0|E1"].high) == (2, 4)
    to_ten = case_of(CUBE | {"requirement": "must contain 0 and 10"}).needs()
    assert (to_ten["a2|E1"].low, to_ten["a2|E1"].high) == (0, 10)
    listed = case_of(CUBE | {"primary": ["a1|E1"]})
    assert [each.id for each in listed.publication.unknown] == ["a1|E1"]
    cells = [{"id": "pay", "value": 50, "kind": "magnitude", "below": 5, "above": 8}, {"id": "rest", "value": 90}]
    own = case_of({"cells": cells})
    assert own.publication.by_id["pay"].status is Status.PRIMARY
    assert (own.needs()["pay"].low, own.needs()["pay"].high) == (45, 58)


def test_numbers_with_fractions_are_magnitudes_and_so_is_what_they_are_added_to() -> None:
    cells = [{"id": "a", "value": 23.9, "status": "hidden"}, {"id": "b", "value": 24, "status": "rounded", "lo": 23.5, "up": 24.5}, {"id": "t", "value": 47.9}, {"id": "n", "value": 2}]  # fmt: skip
    found = case_of({"cells": cells, "equations": [["t", ["a", "b"]]]}).publication
    assert [each.id for each in found.numbers if not each.is_count] == ["a", "b", "t"]
    with pytest.raises(Inconsistent, match="whole number"):
        case_of({"threshold": 5, "cells": cells, "equations": [["t", ["a", "b"]]]})


def test_the_pay_of_one_who_left_is_found_between_two_means_though_nobody_printed_it(
    tmp_path: Path, capsys: Any
) -> None:
    cells = [{"id": "eleven", "value": 270.5, "mean": {"of": 11}}, {"id": "ten", "value": 246.6, "mean": {"of": 10}}]
    cells = [each | {"mean": {**each["mean"], "decimals": 2}} for each in cells]  # type: ignore[dict-item]
    document = {"cells": [*cells, {"id": "leaver", "value": 23.9, "status": "hidden"}], "equations": [["eleven", ["ten", "leaver"]]]}  # fmt: skip
    status, said, _ = ran(capsys, tmp_path / "f.json", document, "audit")
    low, high = said["intervals"]["leaver"]["lp"]
    assert (low, high) == (pytest.approx(23.785), pytest.approx(23.995))
    assert (status, said["under_protected"][0]["id"]) == (1, "leaver")


def test_one_case_that_fails_takes_no_other_with_it_and_is_never_called_safe(tmp_path: Path, capsys: Any) -> None:
    hopeless = {"id": "hopeless", "threshold": 5, "cells": [{"id": "a", "value": 3}], "kept": ["a"]}
    status, said, err = ran(capsys, tmp_path / "f.json", [hopeless, CUBE], "protect")
    assert (status, [each["safe"] for each in said]) == (1, [False, True])
    assert "suppressed" not in said[0]
    assert err.startswith("Not safe. Case hopeless:")


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("", "The file is empty"),
        ("[]", "a list without a case"),
        ("[" * 100_000, "nested too deeply"),
        ('{"cells": [{"id": "a", "value": NaN}]}', "NaN is not a number"),
        ('{"cells": [{"id": "a", "value": -Infinity}]}', "-Infinity is not a number"),
        ('{"cells": [{"id": "a", "value": 1e999}]}', "is larger than"),
        ('{"cells": [{"id": "a", "value": ' + "9" * 400 + "}]}", "is larger than"),
        ('{"cells": [{"id": "a", "value": ' + "9" * 5000 + "}]}", "not JSON that we can read"),
        ('{"cells": [{"id": "a", "value": 1, "value": 2}]}', "“value” is given twice"),
        ('{"id": "\\ud800", "cells": [{"id": "a", "value": 1}]}', "not JSON that we can read"),
        ({"cells": []}, "There are no cells"),
        ({"cells": [{"id": "a", "value": 99_999_999_999}]}, "larger than 10,000,000,000 people"),
        ({"cells": [{"id": "a", "value": 9, "status": ["primary"]}]}, "It must be one of"),
        ({"cells": [{"id": "a", "value": 9, "kind": "people"}]}, "must be count or magnitude"),
        ({"cells": [{"id": "a", "value": 9, "lo": "0"}]}, "“lo” of “a”"),
        ({"cells": [{"id": "a", "value": 9, "structural": True}]}, "no structural zero"),
        ({"cells": [{"id": "a", "value": 9, "rounded": {"base": 0}}]}, "must be 1 or more"),
        ({"cells": [{"id": "a", "value": 9, "rounded": {"base": 5}, "percent": {"of": 20}}]}, "more than one form"),
        ({"cells": [{"id": "a", "value": 9, "percent": {"of": "b"}}]}, "“b”, which is not among the numbers"),
        ({"cells": [{"id": "a", "value": 9, "percent": {"of": 20, "printed": 46}}]}, "9 is not printed as 46"),
        ({"cells": [{"id": "a", "value": 9, "status": "published", "below": 4}]}, "has protection levels, but"),
        ({"cells": [{"id": "t", "value": 9}, {"id": "a", "value": 9}, {"id": "b", "value": 0}], "equations": [["t", ["a", "b"]], ["a", ["b"]]]}, "parts add up to 0"),
        ({"cells": [{"id": each, "value": 0} for each in "tab"], "equations": [["t", ["a", "b"]], ["a", ["b"]]]}, "must not overlap"),
        (CUBE | {"primary": "the small ones"}, "say which counts are sensitive in the form"),
        (CUBE | {"requirement": "be careful"}, "must say what an interval has to contain"),
        (CUBE | {"threshold": True}, "“threshold” must be a whole number"),
        (CUBE | {"dims": []}, "There are no dimensions"),
        (CUBE | {"dims": [["D", [["Total", [-1], None]]]]}, "whole numbers from 0"),
        (CUBE | {"dims": [["D", [["Total", [10**9], None]]]]}, "whole numbers from 0"),
        (CUBE | {"dims": [["D", [["Total", "01", None]]]]}, "must be whole numbers"),
        (CUBE | {"dims": [["D", [[5, [0], None]]]]}, "must be text"),
        (CUBE | {"inner": [[3, 40], [22, 10**40], [1, 12]]}, "It must be a whole number of people"),
        (CUBE | {"inside": [["A|E1", "a0|E1"]]}, "more than “a0|E1”"),
        (CUBE | {"kept": [5]}, "must be text"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(document: Any, sentence: str, tmp_path: Path, capsys: Any) -> None:
    for command in ("audit", "protect", "verify"):
        status, said, err = ran(capsys, tmp_path / "f.json", document, command)
        assert (status, said) == (2, None)
        assert sentence in err


@pytest.mark.parametrize("command", ["audit", "protect", "protect --optimal"])
def test_time_that_runs_out_is_a_failure_and_shows_nothing(command: str, tmp_path: Path, capsys: Any) -> None:
    size = 60
    shuffled = random.Random(3)
    codes = [["Total", list(range(size)), None], *([f"C{place}", [place], "Total"] for place in range(size))]
    inner = [[shuffled.randrange(40) for _ in range(size)] for _ in range(size)]
    document = {"threshold": 5, "dims": [["D", codes], ["E", codes]], "inner": inner}
    status, said, err = ran(capsys, tmp_path / "f.json", document, *command.split(), "--seconds", "0.05")
    assert status == 1
    assert set(said) == {"id", "safe", "problem"}
    assert not said["safe"]
    assert "Not safe." in err


def test_more_cells_than_can_be_worked_with_are_refused_before_anything_is_built(tmp_path: Path, capsys: Any) -> None:
    cells = [{"id": str(place), "value": 7} for place in range(250_001)]
    status, _said, err = ran(capsys, tmp_path / "f.json", {"threshold": 5, "cells": cells}, "protect")
    assert status == 2
    assert "There are 250,001 numbers" in err


JUNK = [None, True, 0, 1, -1, 2.5, 1e308, 10**40, "", "a", "Total", "\x1b[31m", [], {}, [[]], {"a": 1}, ["t", ["a"]]]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([CUBE, FORMS, [CUBE, FORMS]]), st.data())
def test_whatever_is_put_in_a_file_comes_out_as_words_or_as_a_result(document: Any, data: st.DataObject) -> None:
    document = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(list(_places(document))))
        holder[key] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
    for each in document if isinstance(document, list) else [document]:
        with suppress(Inconsistent):
            read = case_of(each)
            assert set(read.needs()) <= set(read.publication.by_id)


def _places(inside: Any) -> Any:
    for key in list(inside) if isinstance(inside, dict) else range(len(inside)):
        yield inside, key
        if isinstance(inside[key], dict | list):
            yield from _places(inside[key])
