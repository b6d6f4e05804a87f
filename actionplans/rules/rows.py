"""The rows of somebody's table as drafts of actions, with everything that is doubtful, missing or wrong about them.

- Headings may take two rows and may be repeated further down (a table per page); above them stands a title.
- A row with one cell filled is a heading for the rows below it: their priority outcome.
- A cell of the plan or outcome column that is empty goes on from the row above.
- A row that begins a page without a reference, in a table of numbered actions, is the rest of the action above it; so is
  a row whose action is merged with the row above.
- An action needs words. A reference stands once in a plan.

Every cell of a row is kept with its heading, whether or not its column was understood.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from actionplans.rules.deadlines import Reading, read_deadline
from actionplans.rules.headings import find_headings, guess_columns, joined, looks_like_references, surest
from actionplans.rules.joining import JoinedRow, names_outcome
from actionplans.rules.leads import LeadReading, question_about, read_leads
from actionplans.rules.statuses import read_status

WRONG, DOUBTFUL, MISSING, NOTED = "wrong", "doubtful", "missing", "noted"
LONGEST_REFERENCE = 40
LONGEST_NAME = 200
_CONTINUED = re.compile(r"[\s–(,-]*\b(?:continued|cont[’']?d?\.?)\s*\)?\.?$", re.IGNORECASE)


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
        first = next((cell for cell in cells if cell), "").casefold()
        if not any(first == cell.casefold() for row in self.heading_rows for cell in row):
            return False
        filled = [index for index, cell in enumerate(cells) if cell]
        return len(filled) > 1 and any(
            all(index < len(row) and cells[index].casefold() == row[index].casefold() for index in filled)
            for row in self.heading_rows
        )

    def place_of(self, name: str) -> int | None:
        return next((place for place, field_name in self.columns.items() if field_name == name), None)


@dataclass(slots=True)
class Draft:
    """An action as a row of a table gives it. Empty text is an empty cell.

    `sheet` and `row` say where it begins in the file, `further` where its further pieces stand.
    """

    sheet: str
    row: int
    cells: list[list[str]]
    numbers: list[int] = field(default_factory=list)
    further: list[list[str | int]] = field(default_factory=list)
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
        return self.has(WRONG)

    def has(self, level: str) -> bool:
        return any(flag.level == level for flag in self.flags)


def lay_out(sheet: str, rows: Sequence[JoinedRow]) -> Layout | None:
    """Where the headings of a table stand and what its columns are; None where nothing looks like a table."""
    filled = [row for row in rows[:200] if _width(row) > 1]
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
    cells = [*cells, *[""] * (width - len(cells))]
    last_row = filled[first + count - 1].number
    columns = guess_columns(cells if count == 1 else surest(*heading_rows))
    if "reference" not in columns.values():
        below = [row.cells for row in filled if row.number > last_row]
        for place, heading in enumerate(cells):
            if not heading and looks_like_references([row[place] for row in below if place < len(row)]):
                columns[place] = "reference"
                break
    return Layout(sheet, _named_apart(cells), filled[first].number, last_row, columns, heading_rows)


def read_rows(
    layout: Layout,
    rows: Sequence[JoinedRow],
    *,
    written_on: datetime.date | None = None,
    strand: str = "",
    outcome: str = "",
) -> list[Draft]:
    """The drafts of a table's rows, each with its flags.

    `strand` is the plan of rows that name none, `outcome` the one that a heading above the table names.
    """
    drafts: list[Draft] = []
    plan, is_below_headings = strand, False
    for row in rows:
        if row.number <= layout.last_row or not any(row.cells):
            continue
        cells = [*row.cells, *[""] * (len(layout.headings) - len(row.cells))]
        if layout.repeats_headings(cells):
            is_below_headings = True
            continue
        begins_page = is_below_headings or row.opens_table
        is_below_headings = False
        if drafts and _goes_on_from(drafts[-1], layout, row, cells, begins_page=begins_page):
            continue
        if heading := _section_heading(layout, cells):
            outcome = _without_continued(heading, drafts)
            continue
        draft = _drafted(layout, row, cells)
        plan = _filled_down(draft, "plan", plan)
        outcome = _filled_down(draft, "outcome", outcome)
        _number_apart(draft, drafts, layout, row)
        drafts.append(draft)
    understanding = Understanding(written_on)
    for draft in drafts:
        understanding.understand(draft)
    return drafts


class Understanding:
    """Reads the deadline, leads and status of drafts, each wording once, and flags what is doubtful, missing or wrong."""

    def __init__(self, written_on: datetime.date | None) -> None:
        self.written_on = written_on
        self.deadlines: dict[str, Reading] = {}
        self.leads: dict[str, tuple[list[LeadReading], str | None]] = {}
        self.missing = (
            ("impact", _("No intended impact is given.")),
            ("deadline", _("No deadline is given.")),
            ("lead", _("No lead is given.")),
            ("indicator", _("No indicator is given: how will we know that it worked?")),
        )

    def understand(self, draft: Draft) -> None:
        self._find_wrong(draft)
        for name, sentence in self.missing:
            if not getattr(draft, name):
                draft.flag(name, sentence, MISSING)
        if text := draft.deadline:
            if text not in self.deadlines:
                self.deadlines[text] = read_deadline(text, self.written_on)
            draft.reading = self.deadlines[text]
            if draft.reading.question:
                draft.flag("deadline", draft.reading.question, DOUBTFUL)
        if text := draft.lead:
            if text not in self.leads:
                leads = read_leads(text)
                self.leads[text] = leads, question_about(leads)
            draft.leads, question = self.leads[text]
            if question:
                draft.flag("lead", question, DOUBTFUL)
        if draft.status:
            draft.read_status, question = read_status(draft.status)
            if question:
                draft.flag("status", question, DOUBTFUL)

    def _find_wrong(self, draft: Draft) -> None:
        if not draft.action:
            draft.flag("action", _("The row has no action. Write what will be done, or delete the row."), WRONG)
        if len(draft.reference) > LONGEST_REFERENCE:
            sentence = _("The reference is longer than %s characters. Shorten it.") % LONGEST_REFERENCE
            draft.flag("reference", sentence, WRONG)
        if len(draft.plan) > LONGEST_NAME:
            draft.flag("plan", _("The plan’s name is longer than %s characters. Shorten it.") % LONGEST_NAME, WRONG)


def flag_columns_kept_aside(layout: Layout, rows: Iterable[JoinedRow]) -> list[Flag]:
    """A note for each column that holds something and was not placed: its text is kept with each action."""
    aside = [place for place in range(len(layout.headings)) if place not in layout.columns]
    used = {
        place
        for row in rows
        if aside and row.number > layout.last_row and not layout.repeats_headings(row.cells)
        for place in aside
        if place < len(row.cells) and row.cells[place]
    }
    return [
        Flag(
            layout.sheet,
            layout.first_row,
            layout.headings[place],
            _("Column “%s” is kept with each action as it stands.") % layout.headings[place],
            NOTED,
        )
        for place in sorted(used)
    ]


def flag_references_used_twice(drafts: Iterable[Draft]) -> None:
    """Over all tables of a file: a reference stands once in a plan."""
    first: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        if not draft.reference:
            continue
        other = first.setdefault((draft.plan.casefold(), draft.reference.casefold()), draft)
        if other is not draft:
            where = _("row %s") % other.row
            draft.flag(
                "reference",
                _("Reference %(reference)s already stands in %(where)s. Give each action its own.")
                % {
                    "reference": draft.reference,
                    "where": where if other.sheet == draft.sheet else f"{other.sheet}, {where}",
                },
                WRONG,
            )


def _drafted(layout: Layout, row: JoinedRow, cells: list[str]) -> Draft:
    kept = [[name, cell] for name, cell in zip(layout.headings, cells, strict=True) if cell]
    draft = Draft(row.table, row.row, kept, [row.number])
    for column, name in layout.columns.items():
        setattr(draft, name, cells[column])
    draft.reference = draft.reference.strip(" .)(")
    return draft


def _goes_on_from(draft: Draft, layout: Layout, row: JoinedRow, cells: list[str], *, begins_page: bool) -> bool:
    """Whether the row is a further piece of the action above it, which then takes its words."""
    if not row.merged and not begins_page:
        return False
    reference, action = layout.place_of("reference"), layout.place_of("action")
    if action is None:
        return False
    own_reference = "" if reference is None or reference in row.merged else cells[reference]
    if action in row.merged and not own_reference:
        _take(draft, layout, row, cells, between="\n")
        draft.flag("action", _("Its cell is merged over several rows, which were read as one action."), NOTED)
        return True
    if not begins_page or own_reference or any(names_outcome(cell) for cell in cells if cell):
        return False
    words = {"place": _piece_words(draft, row)}
    if reference is not None and draft.reference:
        sentence, level = _("A page break parted the action; its rest in %(place)s was put back."), NOTED
    elif reference is None and (not cells[action] or cells[action][0].islower()):
        sentence = _("%(place)s looks like the rest of this action after a page break, and was put back. Is it?")
        level = DOUBTFUL
    else:
        return False
    _take(draft, layout, row, cells, between=" ")
    draft.flag("action", sentence % words, level)
    return True


def _piece_words(draft: Draft, row: JoinedRow) -> str:
    return f"{row.table}, {_('row %s') % row.row}" if row.table != draft.sheet else _("row %s") % row.row


def _take(draft: Draft, layout: Layout, row: JoinedRow, cells: list[str], *, between: str) -> None:
    """Add a further row's own words to those of the draft, part by part."""
    kept = dict(draft.cells)
    for place, cell in enumerate(cells):
        if not cell or place in row.merged:
            continue
        heading = layout.headings[place]
        kept[heading] = f"{kept[heading]}{between}{cell}" if kept.get(heading) else cell
        if (name := layout.columns.get(place)) is not None and name != "reference":
            words = getattr(draft, name)
            setattr(draft, name, f"{words}{between}{cell}" if words else cell)
    draft.cells = [[heading, kept[heading]] for heading in layout.headings if heading in kept]
    draft.numbers.append(row.number)
    draft.further.append([row.table, row.row])


def _number_apart(draft: Draft, drafts: list[Draft], layout: Layout, row: JoinedRow) -> None:
    """Several actions beside one merged reference are numbered within it: 4, 4.2, 4.3."""
    if not row.merged or not drafts or not draft.reference or layout.place_of("reference") not in row.merged:
        return
    whole = draft.reference
    same = [
        other.reference for other in drafts if other.reference.split(".")[: whole.count(".") + 1] == whole.split(".")
    ]
    draft.reference = f"{whole}.{len(same) + 1}"
    draft.flag(
        "reference",
        _("The reference is merged over several actions; this one becomes %s.") % draft.reference,
        NOTED,
    )


def _filled_down(draft: Draft, name: str, above: str) -> str:
    """The draft's own plan or outcome, or else the one above it, which it then takes."""
    own = str(getattr(draft, name))
    if own or not above:
        return own
    setattr(draft, name, above)
    return above


def _without_continued(heading: str, drafts: list[Draft]) -> str:
    """ "Priority outcome 2 (continued)" at the top of a page is the outcome that stood there before."""
    plain = _CONTINUED.sub("", heading)
    is_further = plain != heading and drafts and drafts[-1].outcome.startswith(plain)
    return drafts[-1].outcome if is_further else heading


def _section_heading(layout: Layout, cells: list[str]) -> str | None:
    if len(cells) - cells.count("") != 1:
        return None
    filled = [index for index, cell in enumerate(cells) if cell]
    name, text = layout.columns.get(filled[0]), cells[filled[0]]
    if name == "outcome" or names_outcome(text):
        return text
    if name == "action" or filled[0] > 0 or (name == "reference" and len(text) <= LONGEST_REFERENCE):
        return None
    return text


def _width(row: JoinedRow) -> int:
    return sum(bool(cell) for cell in row.cells)


def _named_apart(headings: list[str]) -> list[str]:
    """A name for each column, none twice: empty ones are called by their place, repeated ones get it added."""
    names: list[str] = []
    for index, heading in enumerate(headings):
        name = " ".join(heading.split()) or _("Column %s") % (index + 1)
        names.append(_("%(name)s (column %(number)s)") % {"name": name, "number": index + 1} if name in names else name)
    return names
