"""Given a published table with hidden cells, when an analyst tries it, then what comes out is shown and a safe one is taken along."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from disclosure.__main__ import main
from organisation.models import Organisation, Person
from tests.journeys.visitor import Visitor
from workforce.trying_examples import TOGETHER


@pytest.fixture
def analyst(sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person], council: Organisation) -> Visitor:
    return sign_in_as(cast["hr_analyst"])


def file_behind(visitor: Visitor, button: str) -> bytes:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name=button, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def test_a_published_table_is_attacked_protected_and_taken_along_with_its_proof(
    analyst: Visitor, tmp_path: Path, capsys: Any
) -> None:
    analyst.visit("/workforce/try/").press("Read the table")
    assert analyst.errors == ["Paste a table, or choose a file"]
    analyst.follow("A table with hidden cells").sees("Three of them come out")
    analyst.picture("try-box")
    analyst.press("Read the table").sees("“Total” is made of White, Asian, Black, Mixed, Other")
    analyst.picture("try-check")
    analyst.press("Attack and protect")
    assert analyst.heading == "As it stands, this table gives 3 hidden numbers away"
    analyst.sees("Place and environment, Mixed", "No: proven to be the least that can be hidden")
    analyst.picture("try-answer")
    with analyst.narrow():
        analyst.picture("try-answer-narrow")
    proof = tmp_path / "proof.json"
    proof.write_bytes(file_behind(analyst, "Download the proof (JSON)"))
    assert main(["verify", str(proof)]) == 0
    assert json.loads(capsys.readouterr().out)["safe"]
    assert "[c]" in file_behind(analyst, "Download CSV").decode("utf-8-sig")
    analyst.press("Change how it was read").press("Change the text")
    assert analyst.field("Your table").input_value().startswith("Staff by directorate")


def test_a_slip_is_named_and_the_text_comes_back(analyst: Visitor) -> None:
    analyst.visit("/workforce/try/")
    analyst.fill("Your table", "Service\tWomen\tMen\tAll\nFire\t11\t7\t19\nPlace\t20\t30\t50\nTotal\t31\t37\t69")
    analyst.press("Read the table").press("Attack and protect")
    assert analyst.errors[0].startswith("“All” in “Fire” is 19")
    analyst.picture("try-slip")
    analyst.press("Change the text")
    text = analyst.field("Your table").input_value()
    analyst.fill("Your table", text.replace("19", "18").replace("69", "68"))
    analyst.press("Read the table").press("Attack and protect")
    assert analyst.heading == "This table gives nobody away"


def test_tables_that_are_safe_alone_are_seen_to_leak_together_by_keyboard(analyst: Visitor) -> None:
    first, second, third = TOGETHER.split("\n\n")
    analyst.visit("/workforce/try/").fill("Your table", first).press("Read the table")
    for table in (second, third):
        analyst.press("Add another table of the same people").fill("Your table", table).press("Read the table")
    analyst.page.get_by_role("button", name="Attack and protect").focus()
    analyst.page.keyboard.press("Enter")
    expect(analyst.page.get_by_role("heading", level=1)).to_contain_text("Together these tables give")
    analyst.look().picture("try-together")
    analyst.sees("Highways, Black, County Hall (which no table shows)")


def test_a_table_with_nothing_hidden_is_protected_beside_other_ways_on_a_phone(analyst: Visitor) -> None:
    analyst.visit("/workforce/try/")
    with analyst.narrow():
        analyst.follow("A table with nothing hidden").press("Read the table")
        analyst.sees("“Asian or Asian British” is made of Bangladeshi, Chinese, Indian, Pakistani")
        analyst.press("Attack and protect").sees(
            "Safe to publish", "Round every number to the nearest 5, and hide none"
        )
        analyst.picture("try-ways-narrow")
    analyst.look().picture("try-ways")
