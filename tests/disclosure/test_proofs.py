"""Proofs as they are stored: what anybody can check without our software, and every way of tampering with one."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from disclosure.linked import protect_linked, prove
from disclosure.policy import Policy
from disclosure.population import Population
from disclosure.proofs import COVERED, NOT_COVERED, Proof
from disclosure.proofs.seen import Seen, items_in, numbers_sha256
from disclosure.publication import Inconsistent, Status
from tests.disclosure.test_joint import attribute

POLICY = Policy(hides_group_disclosure=False)
SIZES = {"dir": 4, "sex": 3, "age": 3}
WEIGHTS = {"dir": [60, 25, 12, 3], "sex": [60, 36, 4], "age": [2, 5, 1]}
TABLES = [("dir", "sex"), ("dir", "age")]


@pytest.fixture(scope="module")
def made() -> tuple[Proof, dict[str, Seen]]:
    rng = np.random.default_rng(3)
    codes = np.stack(
        [rng.choice(size, 400, p=np.array(WEIGHTS[name]) / sum(WEIGHTS[name])) for name, size in SIZES.items()], axis=1
    )
    staff = Population(tuple(attribute(name, size) for name, size in SIZES.items()), codes)
    safe = protect_linked(staff, TABLES, policy=POLICY).publication
    numbers: dict[str, Seen] = {
        number.id: int(number.value) if number.status is Status.PUBLISHED else None
        for number in safe.numbers
        if number.status is not Status.HIDDEN
    }
    return prove(safe, staff, TABLES, policy=POLICY), numbers


def as_stored(proof: Proof) -> Any:
    return json.loads(json.dumps(proof.as_json()))


def objections(document: Any, numbers: dict[str, Seen], **more: Any) -> list[str]:
    """What is said against a stored proof, whether it cannot be read or does not hold."""
    try:
        return Proof.from_json(document).flaws(numbers, policy=POLICY, **more)
    except Inconsistent as refusal:
        return [str(refusal)]


def test_a_proof_comes_back_as_it_was_stored(made: tuple[Proof, dict[str, Seen]]) -> None:
    proof, numbers = made
    again = Proof.from_json(as_stored(proof))
    assert again == proof or again.as_json() == proof.as_json()
    assert again.witnesses >= len(again.sensitive) > 3
    assert again.flaws(numbers, policy=POLICY) == []
    assert again.flaws(dict(reversed(list(numbers.items()))), policy=POLICY) == [], "whatever the order of the numbers"


def test_a_proof_is_of_its_numbers_and_of_no_others(made: tuple[Proof, dict[str, Seen]]) -> None:
    proof, numbers = made
    shown = next(name for name, seen in numbers.items() if isinstance(seen, int) and seen > 5)
    hidden = next(name for name, seen in numbers.items() if seen is None)
    for altered in (
        {**numbers, shown: numbers[shown] + 1},  # type: ignore[operator]
        {**numbers, hidden: 3},
        {**numbers, shown: None},
        {**numbers, shown: (numbers[shown] - 1, numbers[shown] + 1)},  # type: ignore[operator]
        {name: seen for name, seen in numbers.items() if name != shown},
        {**numbers, "dir=dir9": 12},
    ):
        assert "The proof is not of these numbers." in proof.flaws(altered)


def first_with_worlds(document: Any) -> Any:
    return next(each for each in document["models"] if each["worlds"])


def move_somebody(document: Any) -> None:
    changed = first_with_worlds(document)["worlds"][0][2]
    changed[0][1] += 1


def take_a_world_away(document: Any) -> None:
    del first_with_worlds(document)["worlds"][0]


def say_more_than_a_world_shows(document: Any) -> None:
    first_with_worlds(document)["worlds"][0][1] += 1


def change_what_was_published(document: Any) -> None:
    model = first_with_worlds(document)
    model["worlds"][0][2].append([model["statuses"].index("p"), 10_000])


def send_somebody_below_nothing(document: Any) -> None:
    world = first_with_worlds(document)["worlds"][0]
    world[2][0][1] = -1


def alter_a_true_value(document: Any) -> None:
    model = first_with_worlds(document)
    model["values"][model["statuses"].index("h") if "h" in model["statuses"] else 0] += 1


def take_a_shown_number_for_hidden(document: Any) -> None:
    for model in document["models"]:
        model["statuses"] = model["statuses"].replace("p", "s")


def ask_for_less(document: Any) -> None:
    for model in document["models"]:
        model["needs"] = [[place, low + 1, high] for place, low, high in model["needs"]]


def ask_for_nothing(document: Any) -> None:
    for model in document["models"]:
        model["needs"], model["insiders"], model["against"], model["worlds"] = [], [], [], []


def leave_a_model_out(document: Any) -> None:
    document["models"] = document["models"][1:]


def leave_everything_out(document: Any) -> None:
    document["models"] = []


def take_another_release(document: Any) -> None:
    document["releases"] = {"": "0" * 64}


def forget_those_alone_in_a_cell(document: Any) -> None:
    model = next(each for each in document["models"] if each["insiders"])
    model["against"] = model["against"][:-1]


def point_an_insider_to_another_world(document: Any) -> None:
    for model in document["models"]:
        for told in model["against"]:
            for row in told:
                row[1:] = [None if end is None else len(model["worlds"]) for end in row[1:]]


@pytest.mark.parametrize(
    "tamper",
    [
        move_somebody,
        take_a_world_away,
        say_more_than_a_world_shows,
        change_what_was_published,
        send_somebody_below_nothing,
        alter_a_true_value,
        take_a_shown_number_for_hidden,
        ask_for_less,
        ask_for_nothing,
        leave_a_model_out,
        leave_everything_out,
        take_another_release,
        forget_those_alone_in_a_cell,
        point_an_insider_to_another_world,
    ],
    ids=lambda each: each.__name__.replace("_", " "),
)
def test_whoever_tampers_with_a_proof_is_found_out(
    tamper: Callable[[Any], None], made: tuple[Proof, dict[str, Seen]]
) -> None:
    proof, numbers = made
    document = as_stored(proof)
    tamper(document)
    assert objections(document, numbers) != []
    assert all(each.endswith(".") for each in objections(document, numbers))


def test_what_arithmetic_cannot_see_breaks_the_seal(made: tuple[Proof, dict[str, Seen]]) -> None:
    """Whoever leaves out a sum, or an insider, asks for less; the seal, kept apart from the proof, tells."""
    proof, numbers = made
    assert objections(as_stored(proof), numbers, sealed=proof.seal) == []
    for key in ("sums", "insiders"):
        document = as_stored(proof)
        model = next(each for each in document["models"] if each[key])
        del model[key][-1]
        if key == "insiders":
            del model["against"][-1]
        assert "The proof is not the one that was kept." in objections(document, numbers, sealed=proof.seal)


@pytest.mark.parametrize(
    "path",
    [["version"], ["releases"], ["models"], ["name"], *(["models", 0, key] for key in ("names", "values", "statuses", "limits", "sums", "shares", "needs", "insiders", "worlds", "against"))],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize(
    "junk",
    [None, 7, "x", [["x"]], [[-1, 1, 2]], {"x": 1}, [[10**6, 0, 1]], [[0, "x", None]], [[0, [[0, 1, 2]]]], [True]],
    ids=str,
)
def test_what_is_no_proof_is_refused_or_found_to_be_none(
    path: list[Any], junk: Any, made: tuple[Proof, dict[str, Seen]]
) -> None:
    proof, numbers = made
    document = as_stored(proof)
    inside = document
    for step in path[:-1]:
        inside = inside[step]
    if inside[path[-1]] == junk:
        return
    inside[path[-1]] = copy.deepcopy(junk)
    said = objections(document, numbers, sealed=proof.seal)
    assert said != []
    assert all("Traceback" not in each for each in said)


def test_a_proof_of_a_later_version_is_refused(made: tuple[Proof, dict[str, Seen]]) -> None:
    with pytest.raises(Inconsistent, match=r"of version 2\. This software reads version 1"):
        Proof.from_json(as_stored(made[0]) | {"version": 2})


def test_a_proof_is_checked_where_there_is_neither_solver_nor_numpy(
    made: tuple[Proof, dict[str, Seen]], tmp_path: Path
) -> None:
    proof, numbers = made
    (tmp_path / "proof.json").write_text(json.dumps(proof.as_json()))
    (tmp_path / "numbers.json").write_text(json.dumps(numbers))
    script = """
import json, sys
for name in ("numpy", "highspy", "scipy", "django"):
    sys.modules[name] = None
from disclosure.proofs import Proof
proof = Proof.from_json(json.load(open(sys.argv[1])))
print(proof.flaws(json.load(open(sys.argv[2]))))
"""
    here = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "proof.json"), str(tmp_path / "numbers.json")],
        capture_output=True,
        text=True,
        cwd=here,
        check=False,
    )
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")


def test_names_and_fingerprints_are_those_of_what_was_seen() -> None:
    assert numbers_sha256({"a": 1, "b": None}) == numbers_sha256({"b": None, "a": 1})
    assert numbers_sha256({"a": 1}) != numbers_sha256({"a": None})
    assert items_in("everybody") == ()
    assert items_in("directorate=Adults & Health & sex=Women") == (("directorate", "Adults & Health"), ("sex", "Women"))
    with pytest.raises(Inconsistent, match="does not say what it counts"):
        items_in("Women")


def test_what_a_proof_covers_and_what_not_is_said_in_sentences() -> None:
    for sentence in (*COVERED, *NOT_COVERED):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
