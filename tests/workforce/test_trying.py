"""A table that somebody tries: read, looked over, attacked, protected, taken along, and kept nowhere."""

import io
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from disclosure.__main__ import main
from organisation.models import Person
from workforce.trying_examples import EXAMPLES, PUBLISHED

TRY, ANSWER = "workforce:try", "workforce:try-answer"


@pytest.fixture
def analyst(client: Client, cast: dict[str, Person], council: Any) -> Client:
    client.force_login(cast["hr_analyst"])
    return client


def fields(response: Any) -> dict[str, Any]:
    """What the form of the second step would send as it stands."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value} | {"kept": response.context["kept"]}


def pasted(client: Client, text: str, **others: Any) -> Any:
    return client.post(reverse(TRY), {"table": text, **others})


def answered(client: Client, text: str, **changes: Any) -> Any:
    looked_over = pasted(client, text)
    assert "form" in looked_over.context, looked_over.content.decode()
    return client.post(reverse(ANSWER), fields(looked_over) | changes)


def errors(response: Any) -> list[str]:
    form = response.context["form"]
    return [sentence for found in form.errors.values() for sentence in found]


def test_hidden_cells_that_come_out_are_named_with_the_sum_that_shows_them(analyst: Client) -> None:
    page = answered(analyst, PUBLISHED)
    outcome = page.context["outcome"]
    assert outcome.headline == "As it stands, this table gives 3 hidden numbers away"
    found = {leak.cell: (leak.learnt, leak.how[0]) for leak in outcome.leaks}
    assert found["Place and environment, Mixed"] == (
        "is exactly 3",
        "Total, Mixed (25) − Adult social care, Mixed (9) − Children and schools, Mixed (7) − Resources, Mixed (6): so it is 3.",
    )
    [after] = outcome.after
    hidden = [cell for row in after.rows for cell in row.cells if cell.kind == "hidden"]
    assert len(hidden) == 9
    assert {cell.text for cell in hidden} == {"[c]"}
    assert "No: proven to be the least that can be hidden" in dict(outcome.facts).values()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_every_example_has_something_to_find_and_is_protected(analyst: Client, example: Any) -> None:
    filled = analyst.get(reverse(TRY), {"example": example.key})
    assert example.text.splitlines()[0] in filled.content.decode()
    outcome = answered(analyst, example.text).context["outcome"]
    assert outcome.leaks or outcome.open_count
    assert outcome.after
    assert not outcome.problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste a table, or choose a file"),
        ("just some words", "does not look like a table"),
        ("x\ta\tb\np\t1\t-2\nq\t3\t4", "Row “p”, column “b” holds -2"),
        ("x\ta\tb\np\t1\tmany\nq\t3\t4", "Row “p”, column “b” holds “many”"),
        ("x\ta\tb\np\t12\t4.5%\nq\t13\t4", "Row “p”, column “b” holds the percentage 4.5%"),
        ("x\ta\tb\np\t12\t4.5\nq\t13\t4", "Row “p”, column “b” holds 4.5"),
        ("x\ta\tb\np\t1\t£2,000\nq\t3\t4", "which is money"),
        ("x\ta\n" + "\n".join(f"row {at}\t{'1' * 30}" for at in range(3)), "more people than there are"),
        ("x" + "\ta" * 600 + "\n" + ("p" + "\t1" * 600 + "\n") * 500, "250,000 can be read"),
        ("p\n" * 40, "does not look like a table"),
    ],
)
def test_a_table_that_cannot_be_read_comes_back_in_the_box_with_the_place(
    analyst: Client, text: str, said: str
) -> None:
    page = pasted(analyst, text)
    assert any(said in each for each in errors(page)), errors(page)
    assert page.context["form"]["table"].value() == text


def test_a_table_that_does_not_add_up_says_where_and_its_text_can_be_changed(analyst: Client) -> None:
    wrong = "x\tWomen\tMen\tAll\nPlace\t10\t20\t30\nFire\t11\t7\t19\nTotal\t21\t27\t49"
    page = answered(analyst, wrong)
    assert errors(page) == [
        "“All” in “Fire” is 19, but what it is made of comes to 18. Correct the table, or say that some are not shown."
    ]
    again = analyst.post(reverse(TRY), {"kept": page.context["kept"], "again": "1"})
    assert again.context["form"]["table"].value() == wrong


def test_lines_can_be_put_right_by_hand(analyst: Client) -> None:
    text = "x\tWomen\tMen\tAll\nPlace\t10\t20\t34\nFire\t11\t9\t20\nTotal\t21\t29\t54"
    page = answered(analyst, text)
    assert errors(page)
    mended = answered(analyst, text, **{"column-0-0": "some", "column-0-1": "of"})
    leaks = {leak.cell: leak.learnt for leak in mended.context["outcome"].leaks}
    assert leaks["Place, not Women or Men (which no table shows)"] == "is exactly 4"


def test_signs_mean_what_the_person_says(analyst: Client) -> None:
    text = "x\tWomen\tMen\tAll\nPlace\t10\t-\t10\nFire\t11\t9\t20\nTotal\t21\t9\t30"
    assert pasted(analyst, text).context["form"].signs == ["-"]
    shown = answered(analyst, text, **{"sign-0": "zero"}).context["outcome"]
    assert shown.headline == "This table gives nobody away"


def test_three_tables_that_are_safe_alone_give_people_away_together(analyst: Client) -> None:
    together = next(example for example in EXAMPLES if example.key == "together").text
    singles = together.split("\n\n")
    for single in singles:
        assert answered(analyst, single).context["outcome"].headline == "This table gives nobody away"
    first = pasted(analyst, singles[0])
    page = analyst.post(reverse(TRY), {"kept": first.context["kept"], "add": "1"})
    page = analyst.post(reverse(TRY), {"kept": page.context["kept"], "table": singles[1]})
    page = analyst.post(reverse(TRY), {"kept": page.context["kept"], "table": singles[2]})
    outcome = analyst.post(reverse(ANSWER), fields(page)).context["outcome"]
    assert outcome.headline.startswith("Together these tables give")
    assert "(which no table shows)" in outcome.leaks[0].cell
    assert len(outcome.after) == 3
    assert not outcome.problem


def test_tables_that_contradict_each_other_are_named(analyst: Client) -> None:
    page = answered(analyst, "x\ta\tb\nPlace\t10\t20\nFire\t11\t9\n\nx\tc\td\nPlace\t5\t20\nFire\t11\t9")
    assert any("Place" in each for each in errors(page)), errors(page)


def test_downloads_hold_the_protected_table_and_the_proof_is_verified_by_the_command_line(
    analyst: Client, tmp_path: Path, capsys: Any
) -> None:
    sent = fields(pasted(analyst, EXAMPLES[1].text))
    as_csv = b"".join(analyst.post(reverse("workforce:try-file", args=["csv"]), sent)).decode("utf-8-sig")
    assert as_csv.count("[c]") == as_csv.count("c]") > 5
    book = b"".join(analyst.post(reverse("workforce:try-file", args=["xlsx"]), sent))
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(book)).active.iter_rows()]
    assert rows[-1] == ["Total", 907, 480, 1387]
    proof = tmp_path / "proof.json"
    for example in EXAMPLES:
        sent = fields(pasted(analyst, example.text))
        proof.write_bytes(analyst.post(reverse("workforce:try-file", args=["json"]), sent).content)
        assert main(["verify", str(proof)]) == 0
        assert json.loads(capsys.readouterr().out)["witnesses"]


def test_what_is_not_protected_here_can_be_taken_to_the_command_line(
    analyst: Client, tmp_path: Path, capsys: Any
) -> None:
    rows = [[5 * (row + column) % 97 for column in range(60)] for row in range(60)]
    lines = ["\t".join(["x", *(f"c{at}" for at in range(60))])]
    lines += ["\t".join([f"r{at}", *map(str, row)]) for at, row in enumerate(rows)]
    page = answered(analyst, "\n".join(lines))
    assert "too much to work on while you wait" in page.context["outcome"].headline
    sent = fields(pasted(analyst, "x\tWomen\tMen\tAll\nPlace\t10\t3\t13\nFire\t11\t9\t20\nTotal\t21\t12\t33"))
    table = tmp_path / "table.json"
    table.write_bytes(analyst.post(reverse("workforce:try-file", args=["unprotected"]), sent).content)
    assert main(["protect", str(table)]) == 0
    assert len(json.loads(capsys.readouterr().out)["suppressed"]) == 4


def test_workbooks_and_our_own_json_can_be_brought_too(analyst: Client) -> None:
    book = Workbook()
    for row in ([None, "Women", "Men", "All"], ["Place", 10, 3, 13], ["Fire", 11, 9, 20], ["Total", 21, 12, 33]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    page = analyst.post(reverse(TRY), {"file": SimpleUploadedFile("table.xlsx", file.getvalue())})
    assert analyst.post(reverse(ANSWER), fields(page)).context["outcome"].open_count == 1
    case = {
        "threshold": 5,
        "cells": [{"id": "a", "value": 3, "status": "primary"}, {"id": "b", "value": 9}, {"id": "all", "value": 12}],
        "equations": [["all", ["a", "b"]]],
    }
    page = analyst.post(reverse(TRY), {"file": SimpleUploadedFile("case.json", json.dumps(case).encode())})
    assert page.context["outcome"].leaks[0].learnt == "is exactly 3"
    for content in (b"{", b"[]", b'{"cells": 3}', b'{"dims": []}', b"[" * 100_000):
        page = analyst.post(reverse(TRY), {"file": SimpleUploadedFile("case.json", content)})
        assert errors(page)


def test_nothing_of_a_table_stays(analyst: Client, caplog: Any) -> None:
    marked = PUBLISHED.replace("Place and environment", "Zanzibarquarter")
    with caplog.at_level(logging.DEBUG):
        page = answered(analyst, marked)
    assert "Zanzibarquarter" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "Zanzibarquarter" not in caplog.text
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert "Zanzibarquarter" not in json.dumps(sessions)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}" AS each WHERE each::text LIKE %s', ["%Zanzibarquarter%"])
            assert cursor.fetchone()[0] == 0, name


def test_what_is_typed_is_never_taken_for_markup(analyst: Client) -> None:
    page = answered(analyst, "<b>x</b>\tWomen\tMen\tAll\n<i>P</i>\t10\t3\t13\nFire\t11\t9\t20\nTotal\t21\t12\t33")
    assert "<i>P</i>" not in page.content.decode()
    assert "&lt;i&gt;P" in page.content.decode()
