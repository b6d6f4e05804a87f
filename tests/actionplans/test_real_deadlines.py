"""The deadlines of the real plans, read as people who know such plans sorted them; and the command that reads one."""

import csv
import datetime
import io
import json
from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.choices import DeadlineKind, Precision
from actionplans.rules.deadlines import read_deadline
from tests.actionplans.conftest import REAL

WRITTEN_ON = datetime.date(2007, 4, 1)


@pytest.fixture(scope="module")
def real() -> list[dict[str, Any]]:
    """The readings of every deadline of the volume that is not blank; none where the file is not there."""
    path = REAL / "kcc-action-plans-2007-10.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["Deadline"] for row in csv.DictReader(file)]
    return [read_deadline(text, WRITTEN_ON).as_json() for text in texts if text]


def of(real: list[dict[str, Any]], kind: str, precision: str | None = None) -> list[dict[str, Any]]:
    return [reading for reading in real if (reading["kind"], reading["precision"]) == (kind, precision)]


def test_every_deadline_of_the_real_plans_is_of_its_kind(real: list[dict[str, Any]]) -> None:
    if not real:
        return
    assert len(real) == 31
    assert Counter((reading["kind"], reading["precision"]) for reading in real) == {
        ("date", "day"): 3,
        ("date", "month"): 10,
        ("ongoing", None): 8,
        ("ongoing", "month"): 1,
        ("milestones", "day"): 1,
        ("milestones", "month"): 2,
        ("recurring", None): 1,
        ("report_to_body", "month"): 1,
        ("report_to_body", "day"): 1,
        ("period", "year"): 1,
        ("reference", None): 1,
        ("not_a_deadline", None): 1,
    }


def test_the_particulars_of_the_real_deadlines_are_as_they_were_meant(real: list[dict[str, Any]]) -> None:
    if not real:
        return
    assert sorted(reading["due_on"] for reading in of(real, "date", "day")) == [
        "2007-06-21",
        "2008-03-31",
        "2008-03-31",
    ]
    assert all(reading["question"] is None for reading in of(real, "date", "day") + of(real, "date", "month"))
    assert all("next be reviewed" in reading["question"] for reading in of(real, "ongoing"))
    started = of(real, "ongoing", "month")[0]
    assert (started["starts_on"], started["due_on"]) == ("2006-04-01", None)
    recurring = of(real, "recurring")[0]
    assert read_deadline(recurring["text"], WRITTEN_ON).months == (6, 12, 1)
    assert recurring["question"] == "Whose meetings are meant?"
    (to_come,) = of(real, "report_to_body", "month")
    assert (to_come["body"], to_come["due_on"], to_come["question"]) == ("ELOG", "2007-12-31", None)
    (told,) = of(real, "report_to_body", "day")
    assert (told["body"], told["due_on"], told["question"]) == ("ELOG", "2007-06-21", "Has this report been made?")
    (year,) = of(real, "period", "year")
    assert (year["starts_on"], year["due_on"]) == ("2007-01-01", "2007-12-31")
    assert year["text"].endswith("to be published during 2007")
    assert "Young People's Plan" in of(real, "reference")[0]["question"]
    assert "measure of success" in of(real, "not_a_deadline")[0]["question"]


def test_the_milestones_of_the_real_deadlines_keep_their_days_bodies_and_doubts(real: list[dict[str, Any]]) -> None:
    if not real:
        return
    found = [
        [
            (each["due_on"], each["precision"], each["body"], each["is_to_be_confirmed"])
            for each in reading["milestones"]
        ]
        for reading in real
        if reading["kind"] == "milestones"
    ]
    assert sorted(found) == [
        [("2007-04-30", "month", None, False), ("2008-04-30", "month", None, False)],
        [("2007-10-04", "day", "ELOG", False), ("2008-03-31", "day", None, False)],
        [("2007-12-31", "day", None, False), ("2008-01-31", "month", "ELOG", True)],
    ]


def run(*texts: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("read_deadline", *texts, stdout=out, **options)
    return out.getvalue()


def test_the_command_prints_a_reading_for_programs() -> None:
    assert json.loads(run("by Easter", written_on="2026-11-22", format="json")) == {
        "text": "by Easter",
        "kind": "date",
        "precision": "day",
        "starts_on": None,
        "due_on": "2027-03-28",
        "milestones": [],
        "body": None,
        "question": None,
    }


def test_the_command_prints_a_reading_for_people() -> None:
    shown = run("Ongoing from April 2026, review March 2027")
    assert "Kind: ongoing" in shown
    assert "Starts: 2026-04-01" in shown
    assert "Next review: 2027-03-31" in shown
    assert "Question" not in shown


def test_the_command_reads_several_texts_and_keeps_each_as_it_is() -> None:
    texts = ["  31/3/08\n\t", "by\r\nEaster", "‮2027 مارس", "\ud800"]
    found = json.loads(run(*texts, format="json"))
    assert [reading["text"] for reading in found] == texts


def test_the_command_reads_lines_that_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("31 March 2027\r\nOngoing\n"))
    assert [reading["kind"] for reading in json.loads(run(format="json"))] == ["date", "ongoing"]


@pytest.mark.parametrize("day", ["31 March 2027", "2027-02-30", "yesterday"])
def test_a_day_of_writing_that_is_none_is_refused_in_a_sentence(day: str) -> None:
    with pytest.raises(CommandError, match="Give --written-on as year, month and day"):
        run("Ongoing", written_on=day)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=80))
def test_the_command_answers_any_text_with_allowed_values(text: str) -> None:
    if text.startswith("-"):
        text = f" {text}"
    found = json.loads(run(text, format="json"))
    assert found["text"] == text
    assert found["kind"] in DeadlineKind.values
    assert found["precision"] in (None, *Precision.values)


def test_a_text_as_long_as_a_book_is_read_at_once_and_kept() -> None:
    book = "Report to the Board by 31 March 2027. " * 40_000
    reading = read_deadline(book, WRITTEN_ON)
    assert reading.text == book
    assert reading.kind in DeadlineKind.values
