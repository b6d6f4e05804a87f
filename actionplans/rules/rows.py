"""The rows of somebody's table as drafts of actions, with everything that is doubtful, missing or wrong about them.

- Headings may take two rows and may be repeated further down (a table per page); above them stands a title.
- A row with one cell filled is a heading for the rows below it: their priority outcome.
- A cell of the plan or outcome column that is empty goes on from the row above, and is doubtful.
- An action needs words. A reference stands once in a plan.

Every cell of a row is kept with its heading, whether or not its column was understood.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from actionplans.rules.deadlines import Reading, read_deadline
from actionplans.rules.headings import find_headings, guess_columns, joined
from actionplans.rules.leads import LeadReading, question_about, read_leads
from actionplans.rules.statuses import read_status

WRONG, DOUBTFUL, MISSING, NOTED = "wrong", "doubtful", "missing", "noted"
LONGEST_REFERENCE = 40
LONGEST_NAME = 200

IS_MISSING = {
    "impact": "No intended impact is given.",
    "deadline": "No deadline is given.",
    "lead": "No lead is given.",
    "indicator": "No indicator is given: how will we know that it worked?",
}


class SheetRow(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def cells(self) -> list[str]: ...


class Flag(NamedTuple):
    """Something about a row that a person should know. `level`: wrong stops the import, the others do not."""

    sheet: str
    row: int
    field: str
    reason: str
    level: str


@dataclass(frozen=True)
class Layout:
    """How a table is laid out: its headings, one for each column, and the row in which they end."""

    sheet: str
    headings: list[str]
    first_row: int
    last_row: int
    columns: dict[int, str]
    heading_rows: list[list[str]]

    def repeats_headings(self, cells: list[str]) -> bool:
        """Whether a row further down gives headings again, as tables do at the top of each page."""
        filled = [index for index, cell in enumerate(cells) if cell]
        return len(filled) > 1 and any(
            all(index < len(row) and cells[index].casefold() == row[index].casefold() for index in filled)
            for row in self.heading_rows
        )


@dataclass
class Draft:
    """An action as a row of a table gives it. Empty text is an empty cell."""

    sheet: str
    row: int
    cells: list[list[str]]
    plan: str = ""
    outcome: str = ""
    reference: str = ""
    action: str = ""
    impact: str = ""
    deadline: str = ""
    lead: str = ""
    indicator: str = ""
    later_years: str = ""
    status: str = ""
    directorate: str = ""
    characteristics: str = ""
    reading: Reading | None = None
    leads: list[LeadReading] = field(default_factory=list)
    read_status: str | None = None
    flags: list[Flag] = field(default_factory=list)

    def flag(self, field_name: str, reason: str, level: str) -> None:
        self.flags.append(Flag(self.sheet, self.row, field_name, reason, level))

    @property
    def is_wrong(self) -> bool:
        return any(flag.level == WRONG for flag in self.flags)


def lay_out(sheet: str, rows: Sequence[SheetRow]) -> Layout | None:
    """Where the headings of a table stand and what its columns are; None where nothing looks like a table."""
    filled = [row for row in rows if sum(bool(cell) for cell in row.cells) > 1]
    found = find_headings([row.cells for row in filled])
    if found is None:
        if not filled:
            return None
        first, count = max(range(min(5, len(filled))), key=lambda place: (_width(filled[place]), -place)), 1
    else:
        first, count = found
    heading_rows = [row.cells for row in filled[first : first + count]]
    cells = heading_rows[0] if count == 1 else joined(*heading_rows)
    width = max(len(row.cells) for row in rows)
    headings = _named_apart([*cells, *[""] * (width - len(cells))])
    last_row = filled[first + count - 1].number
    return Layout(sheet, headings, filled[first].number, last_row, guess_columns(headings), heading_rows)


def read_rows(
    layout: Layout, rows: Sequence[SheetRow], *, written_on: datetime.date | None = None, strand: str = ""
) -> list[Draft]:
    """The drafts of a table's rows, each with its flags. `strand` is the plan of rows that name none."""
    drafts: list[Draft] = []
    outcome, plan = "", strand
    for row in rows:
        if row.number <= layout.last_row or not any(row.cells):
            continue
        cells = [*row.cells, *[""] * (len(layout.headings) - len(row.cells))]
        if layout.repeats_headings(cells):
            continue
        if heading := _section_heading(layout, cells):
            outcome = heading
            continue
        draft = Draft(
            layout.sheet, row.number, [[name, cell] for name, cell in zip(layout.headings, cells, strict=True) if cell]
        )
        for column, name in layout.columns.items():
            setattr(draft, name, cells[column])
        draft.reference = draft.reference.strip(" .)")
        plan = _goes_on(draft, layout, "plan", plan)
        outcome = _goes_on(draft, layout, "outcome", outcome)
        understand(draft, written_on)
        drafts.append(draft)
    return drafts


def understand(draft: Draft, written_on: datetime.date | None) -> None:
    """Read the deadline, leads and status of a draft, and flag what is doubtful, missing or wrong."""
    if not draft.action:
        draft.flag("action", "The row has no action. Write what will be done, or delete the row.", WRONG)
    if len(draft.reference) > LONGEST_REFERENCE:
        draft.flag("reference", f"The reference is longer than {LONGEST_REFERENCE} characters. Shorten it.", WRONG)
    if len(draft.plan) > LONGEST_NAME:
        draft.flag("plan", f"The plan’s name is longer than {LONGEST_NAME} characters. Shorten it.", WRONG)
    for name, sentence in IS_MISSING.items():
        if not getattr(draft, name):
            draft.flag(name, sentence, MISSING)
    if draft.deadline:
        draft.reading = read_deadline(draft.deadline, written_on)
        if draft.reading.question:
            draft.flag("deadline", draft.reading.question, DOUBTFUL)
    draft.leads = read_leads(draft.lead)
    if question := question_about(draft.leads):
        draft.flag("lead", question, DOUBTFUL)
    draft.read_status, question = read_status(draft.status)
    if question:
        draft.flag("status", question, DOUBTFUL)


def flag_columns_kept_aside(layout: Layout, rows: Iterable[SheetRow]) -> list[Flag]:
    """A note for each column that holds something and was not placed: its text is kept with each action."""
    used = {index for row in rows if row.number > layout.last_row for index, cell in enumerate(row.cells) if cell}
    return [
        Flag(
            layout.sheet, layout.first_row, heading, f"Column “{heading}” is kept with each action as it stands.", NOTED
        )
        for index, heading in enumerate(layout.headings)
        if index in used and index not in layout.columns
    ]


def _goes_on(draft: Draft, layout: Layout, name: str, above: str) -> str:
    """The draft's own plan or outcome, or else the one above it, which it then takes."""
    own = str(getattr(draft, name))
    if own or not above:
        return own
    setattr(draft, name, above)
    if name in layout.columns.values():
        draft.flag(name, "The cell is empty; what stands above it was taken.", NOTED)
    return above


def _section_heading(layout: Layout, cells: list[str]) -> str | None:
    filled = [index for index, cell in enumerate(cells) if cell]
    if len(filled) != 1:
        return None
    name, text = layout.columns.get(filled[0]), cells[filled[0]]
    if name == "outcome":
        return text
    if re.match(r"(?:priority|strategic|key)?\s*(?:outcome|objective|theme|aim|goal)\b", text, re.IGNORECASE):
        return text
    if name == "action" or filled[0] > 0 or (name == "reference" and len(text) <= LONGEST_REFERENCE):
        return None
    return text


def flag_references_used_twice(drafts: Iterable[Draft]) -> None:
    """Over all tables of a file: a reference stands once in a plan."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for draft in drafts:
        if draft.reference:
            same = rows[draft.plan.casefold(), draft.reference.casefold()]
            if same:
                draft.flag(
                    "reference",
                    f"Reference {draft.reference} already stands in row {same[0]}. Give each action its own.",
                    WRONG,
                )
            same.append(draft.row)


def _width(row: SheetRow) -> int:
    return sum(bool(cell) for cell in row.cells)


def _named_apart(headings: list[str]) -> list[str]:
    """A name for each column, none twice: empty ones are called by their place, repeated ones get it added."""
    names: list[str] = []
    for index, heading in enumerate(headings):
        name = " ".join(heading.split()) or f"Column {index + 1}"
        names.append(f"{name} (column {index + 1})" if name in names else name)
    return names
