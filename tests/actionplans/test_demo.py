"""The demonstration's plans hold together without loading them."""

import csv
import tomllib
from typing import Any

from actionplans.choices import Status
from actionplans.demo import FOLDER, MITIGATIONS
from actionplans.demo.edition import CHANGED, LEFT_OUT, NEW, edition
from actionplans.rules.headings import guess_columns
from objectives.demo.promises import PROMISES
from organisation.demo import LOCAL_CHARACTERISTICS, PEOPLE, UNITS
from organisation.rules import PROTECTED_CHARACTERISTICS


def written(name: str) -> list[dict[str, Any]]:
    plan = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    return [action for outcome in plan["outcome"] for action in outcome["action"]]


def imported() -> list[list[str]]:
    with (FOLDER / "race-equality-action-plan.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_there_are_120_actions_and_about_a_third_have_no_indicator() -> None:
    own = [*written("services.toml"), *written("workforce.toml")]
    headings, *rows = imported()
    assert len(own) + len(rows) + MITIGATIONS == 120
    place = {field: column for column, field in guess_columns(headings).items()}
    without = sum("indicator" not in action for action in own) + sum(not row[place["indicator"]] for row in rows)
    assert 30 <= without <= 50


def test_every_key_names_somebody_or_something_of_the_council() -> None:
    units = set(UNITS) | {code for _name, services in UNITS.values() for code in services}
    for action in [*written("services.toml"), *written("workforce.toml")]:
        assert action.get("lead", "lead") in PEOPLE, action["what"]
        assert action.get("unit", "people") in units, action["what"]
        assert set(action["for"]) <= {*PROTECTED_CHARACTERISTICS, *LOCAL_CHARACTERISTICS}, action["what"]
        assert action.get("objective", "buses") in PROMISES, action["what"]


def test_what_is_told_of_an_action_leads_to_its_status() -> None:
    told = tomllib.loads((FOLDER / "race.toml").read_text(encoding="utf-8"))
    references = {row[1] for row in imported()[1:]}
    assert set(told) <= references
    for action in [*written("services.toml"), *written("workforce.toml"), *told.values()]:
        status = action.get("status", Status.NOT_STARTED)
        assert status in Status.values
        assert ("done" in action) == (status == Status.COMPLETED), action
        if story := action.get("story"):
            assert story[-1][1] == status, action


def test_the_newer_edition_changes_a_little_and_leaves_one_action_out() -> None:
    headings, *first = imported()
    new = {
        row["Ref"]: row
        for row in csv.DictReader(edition(FOLDER / "race-equality-action-plan.csv").decode().splitlines())
    }
    assert set(new) == {row[1] for row in first} - {LEFT_OUT} | {NEW["Ref"]}
    old = {row[1]: dict(zip(headings, row, strict=True)) for row in first}
    differing = {
        (ref, name) for ref, row in new.items() if ref in old for name in headings if row[name] != old[ref][name]
    }
    assert differing == set(CHANGED)
