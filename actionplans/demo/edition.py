"""A newer edition of the race equality plan, uploaded and waiting: what it changes stands beside what is here."""

import csv
import datetime
import io
from pathlib import Path
from typing import Any

from actionplans.services.imports import receive_file

NAME = "race-equality-action-plan-2026.csv"
# What the new edition says instead, by reference and column; and what it leaves out.
CHANGED = {
    ("R32", "By when"): "April 2027",
    ("R32", "Lead officer"): "Corporate equality lead",
    ("R32", "How we will know"): "The three researchers are still in post a year later",
    ("R29", "How we will know"): "Every division has its page before the budget meeting",
}
LEFT_OUT = "R30"
NEW = {
    "Priority": "Learning: we know our county and learn from others",
    "Ref": "R33",
    "Action": "Train the interviewers of the residents' survey to ask about ethnicity and faith",
    "By when": "Spring 2027",
    "Protected characteristics": "Race",
}


def edition(first: Path) -> bytes:
    """The file of the new edition, made from the first."""
    with first.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Ref"] != LEFT_OUT]
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            row | {column: words for (reference, column), words in CHANGED.items() if reference == row["Ref"]}
        )
    writer.writerow(NEW)
    return text.getvalue().encode()


def load(*, title: str, first: Path, by: Any) -> None:
    receive_file(title=title, file=io.BytesIO(edition(first)), name=NAME, by=by, written_on=datetime.date(2026, 11, 2))
