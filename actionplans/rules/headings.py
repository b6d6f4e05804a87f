"""Which column of somebody's table is which part of an action.

Nobody heads these columns alike: "Impact", "Outcome", "Intended impact or outcome"; "No.", "Ref"; "Years 2 & 3 Actions
2010". A heading is matched by its words, the surest first; a column that fits nothing is left for a person to place,
and is kept with the action in any case.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

FIELDS = (
    "plan",
    "outcome",
    "reference",
    "action",
    "impact",
    "deadline",
    "lead",
    "indicator",
    "later_years",
    "status",
    "directorate",
    "characteristics",
)

# The surest patterns first: an exact heading (1.0), a clear one (0.8), a hint (0.5). Matched against plain words.
_PATTERNS: tuple[tuple[str, float, str], ...] = (
    ("plan", 1.0, r"(?:action )?plan(?: name| title)?|strand|scheme|equality strand"),
    ("outcome", 1.0, r"(?:priority|strategic|corporate|key) (?:outcome|objective|theme|area|aim|goal)s?|theme|priority(?: area)?"),
    ("outcome", 0.8, r"(?:equality )?objectives?|goals?|aims?"),
    ("reference", 1.0, r"no|number|num|ref(?:erence)?(?: no| number)?|id|action (?:no|number|ref|reference|id)|item(?: no)?|nr|s no|sr no"),
    ("action", 1.0, r"(?:key |specific |agreed |planned |proposed )?actions?(?: required| needed| point| to be taken| description)?|what(?: will we do| we will do| are we going to do)?|tasks?|activit(?:y|ies)|measures?|commitments?"),
    ("action", 1.0, r"(?:year (?:1|one)|first year) (?:key )?actions?(?: \d+)*"),
    ("impact", 1.0, r"(?:intended |expected |anticipated |desired )?(?:impacts?|outcomes?|results?|benefits?)(?: (?:or|and) (?:impacts?|outcomes?))?"),
    ("impact", 0.8, r"(?:impact|outcome)\b.*|why|what difference.*|success looks like"),
    ("deadline", 1.0, r"deadlines?|(?:due|target|completion|end|finish)(?: date)?|dates?|timescales?|time ?frames?|timelines?|when|by when|timing|milestones?(?: and deadlines?)?|target completion date|date due|complete by"),
    ("lead", 1.0, r"(?:lead|responsible|accountable|action)(?: (?:officers?|persons?|directorates?|services?|manager|owner|body|team|department))?s?|leads?|owners?|who|by whom|responsib(?:ility|le)|action owner|owned by|assigned to|officer"),
    ("lead", 0.8, r"(?:lead|responsib)\b.*"),
    ("indicator", 1.0, r"(?:performance |success )?(?:indicators?|measures?)(?: of (?:achievement|success|progress))?|success (?:criteria|measures?)|kpis?|how (?:will we|we will) (?:know|measure).*|measures? of success|evidence(?: of (?:achievement|success))?|targets?|monitoring"),
    ("later_years", 1.0, r"later years? actions?|future (?:years? )?actions?|(?:years? \d+(?: and \d+)*) actions?(?: \d+)*|actions? \d{4} \d{2,4}|next steps?|years? \d+(?: and \d+)*"),
    ("later_years", 0.8, r".*\blater years?\b.*|.*\byears? \d (?:and|to) \d\b.*"),
    ("status", 1.0, r"status|rag(?: (?:status|rating))?|state|progress status|current status"),
    ("directorate", 1.0, r"directorates?(?: or services?)?|departments?|services?(?: area)?|division|business unit"),
    ("characteristics", 1.0, r"(?:protected )?characteristics?|equality groups?|protected groups?|strands|groups?"),
)  # fmt: skip
_REFERENCE = re.compile(r"(?:[A-Za-z]{1,6}[ ./-]?)?\d{1,4}(?:[./-]\d{1,3}){0,3}[a-z]?[.)]?")
_COMPILED = [(field, sureness, re.compile(rf"(?:{pattern})")) for field, sureness, pattern in _PATTERNS]


class Guess(NamedTuple):
    """The field a heading most likely names, and how sure that is (0 to 1)."""

    field: str
    sureness: float


def plain(heading: str) -> str:
    """A heading as plain words: lower case, without signs; "&" is "and"."""
    text = heading.casefold().replace("&", " and ").replace("’", "").replace("'", "")
    return " ".join(re.sub(r"[^\w\s]|_", " ", text).split())


def guess(heading: str) -> Guess | None:
    words = plain(heading)
    if not words:
        return None
    for field, sureness, pattern in _COMPILED:
        if pattern.fullmatch(words):
            return Guess(field, sureness)
    return None


def guess_columns(headings: Sequence[str]) -> dict[int, str]:
    """Column (from 0) → field; each field at most once, the surest heading first, then the one further left."""
    found = sorted(
        (-match.sureness, column, match.field)
        for column, heading in enumerate(headings)
        if (match := guess(heading)) is not None
    )
    columns: dict[int, str] = {}
    for _sureness, column, field in found:
        if field not in columns.values():
            columns[column] = field
    # "Actions 2007/08" beside "Actions 2008/2010": the first of them are the actions.
    if "action" not in columns.values():
        for column in sorted(columns):
            if columns[column] == "later_years" and "action" in plain(headings[column]):
                columns[column] = "action"
                columns |= _another(headings, column, "later_years")
                break
    # "Outcome" beside "Impact" is the priority that several actions share; alone it is the impact of each.
    if "impact" in columns.values() and "outcome" not in columns.values():
        for column, heading in enumerate(headings):
            if column not in columns and plain(heading) in ("outcome", "outcomes", "priority outcome"):
                columns[column] = "outcome"
                break
    return columns


def _another(headings: Sequence[str], after: int, field: str) -> dict[int, str]:
    """The next column whose heading names this field."""
    for column in range(after + 1, len(headings)):
        match = guess(headings[column])
        if match is not None and match.field == field:
            return {column: field}
    return {}


def looks_like_references(cells: Sequence[str]) -> bool:
    """Whether a column without a heading holds references: "1.", "4.2", "R7"."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(bool(_REFERENCE.fullmatch(cell)) for cell in filled) >= 0.8 * len(filled)


def find_headings(rows: Sequence[Sequence[str]], *, look_at: int = 15) -> tuple[int, int] | None:
    """Where the headings stand: (first row, number of rows: 1 or 2), counted from 0; None if no row is like headings.

    The row that names the most fields wins. If the next row, read together with it, names more, the headings take two
    rows.
    """
    best: tuple[int, int] | None = None
    most = 1
    for index in range(min(look_at, len(rows))):
        alone = _named(rows[index])
        if alone > most:
            best, most = (index, 1), alone
        if index + 1 < len(rows):
            below = rows[index + 1]
            together = _named(surest(rows[index], below))
            looks_like_headings = _named(below) > 0 or not any(len(cell) > 40 for cell in below)
            # A heading merged over both rows stands in both, so that the second cannot be an action.
            is_merged = any(cell and cell == above for cell, above in zip(below, rows[index], strict=False))
            is_better = together > most or (is_merged and together == most and (best or (index,))[0] == index)
            if is_better and looks_like_headings and (is_merged or _named(below) < together):
                best, most = (index, 2), together
    return best


def surest(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of headings as one by which columns are guessed: both rows' words, or those of one where only they tell."""
    width = max(len(upper), len(lower))
    columns = zip(
        joined(upper, lower),
        [*lower, *[""] * (width - len(lower))],
        [*upper, *[""] * (width - len(upper))],
        strict=True,
    )
    return [next((words for words in candidates if guess(words)), candidates[0]) for candidates in columns]


def joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of headings as one: each column's words from above and below."""
    width = max(len(upper), len(lower))
    pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
    # A heading merged over both rows stands in both.
    return [" ".join(dict.fromkeys(part for part in pair if part)) for pair in pairs]


def _named(row: Sequence[str]) -> int:
    fields = set(guess_columns(row).values())
    return len(fields) if "action" in fields else 0
