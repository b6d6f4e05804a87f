"""A printed table out of rows of text: its headings, the labels of its rows, its counts, and what stands around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from disclosure.printed.cells import Entry, Kind, read_cell
from disclosure.printed.troubles import CannotRead, Trouble

OF_WHICH = re.compile(r"^\W*(?:of which|of whom|including|incl\.|of these)\b[\s:,-]*", re.IGNORECASE)
BULLET = re.compile(r"^(?:[-–—•·◦▪>]|o(?=\s{2}))\s+")
YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?")
PEOPLE = "People"
TOTAL = re.compile(
    r"(?:(?:grand|overall|all|staff)[\s-]*)?totals?"
    r"|all|everyone|everybody|headcount|overall|sum|whole (?:body|organisation|council|workforce)"
    r"|all (?:staff|employees|people|persons|grades|groups|directorates|departments|services|ages|sexes|workforce|respondents)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Label:
    """The label of a row or column: its words, one for each level; how far it is set in; whether it says “of which”."""

    words: tuple[str, ...]
    indent: int = 0
    is_of_which: bool = False
    section: str = ""

    @property
    def text(self) -> str:
        return ", ".join(word for word in self.words if word)


@dataclass(frozen=True)
class Printed:
    """A table as it is printed: `cells[row][column]`. Every cell is a count, hidden or empty.

    `left_out`: headings of columns that hold percentages only. `levels`: what the columns of labels are headed.
    """

    title: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[Entry, ...], ...]
    levels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = field(default=())

    @property
    def size(self) -> int:
        return len(self.rows) * len(self.columns)

    @property
    def marks(self) -> tuple[str, ...]:
        """The signs that stand for hidden counts, in the order of the table; "" for empty cells."""
        return tuple(dict.fromkeys(entry.text for row in self.cells for entry in row if not entry.is_count))


def read_grid(grid: Sequence[Sequence[str]]) -> Printed:
    """Raises CannotRead, which says in which row and column."""
    raw = [list(row) for row in grid if any(cell.strip() for cell in row)]
    width = max((len(row) for row in raw), default=0)
    raw = [row + [""] * (width - len(row)) for row in raw]
    kept = [column for column in range(width) if any(row[column].strip() for row in raw)]
    raw = [[row[column] for column in kept] for row in raw]
    if not raw or len(kept) < 2:
        raise CannotRead(Trouble.NOT_A_TABLE)
    title, raw = _title(raw)
    entries = [[read_cell(cell) for cell in row] for row in raw]
    depth = _depth_of_headings(entries)
    labels = _columns_of_labels(raw[depth:], entries[depth:])
    headings = _headings(raw[:depth], labels, len(kept))
    rows, cells, notes = _body(raw[depth:], entries[depth:], labels)
    columns, cells, left_out = _without_percentages(headings, cells)
    if not any(entry.is_figure for row in cells for entry in row):
        raise CannotRead(Trouble.NO_COUNTS)
    _refuse_what_is_no_count(rows, columns, cells)
    levels = tuple(raw[depth - 1][place].strip() if depth else "" for place in range(labels))
    return Printed(title, rows, columns, tuple(map(tuple, cells)), levels, notes, left_out)


def _title(raw: list[list[str]]) -> tuple[str, list[list[str]]]:
    """Lines above the headings that fill one cell only."""
    above = []
    while len(raw) > 1 and sum(1 for cell in raw[0] if cell.strip()) == 1:
        above.append(" ".join("".join(raw[0]).split()))
        raw = raw[1:]
    return " ".join(above), raw


def _depth_of_headings(entries: list[list[Entry]]) -> int:
    """How many rows of headings there are: the first, unless it holds counts; and those below it without any figure."""
    first = entries[0][1:]
    figures = [entry for entry in first if entry.is_figure and not YEAR.fullmatch(entry.text)]
    if figures and len(figures) >= sum(1 for entry in first if entry.kind is not Kind.EMPTY):
        return 0
    depth = 1
    while depth < len(entries) - 1:
        row = entries[depth]
        filled = [entry for entry in row[1:] if entry.kind is not Kind.EMPTY]
        if len(filled) < 2 or any(entry.is_figure for entry in filled):
            break
        depth += 1
    return depth


def _columns_of_labels(raw: list[list[str]], entries: list[list[Entry]]) -> int:
    """The first column, and those after it that mostly hold words."""
    labels = 1
    while labels < len(raw[0]) - 1:
        filled = [row[labels] for row in entries if row[labels].kind is not Kind.EMPTY]
        if not filled or sum(entry.kind is Kind.TEXT for entry in filled) <= len(filled) / 2:
            break
        labels += 1
    return labels


def _headings(raw: list[list[str]], labels: int, width: int) -> list[Label]:
    """The columns' headings; one that reaches over several columns stands in the first of them and holds for all."""
    if not raw:
        count = width - labels
        return [Label((PEOPLE if count == 1 else f"Column {place + 1}",)) for place in range(count)]
    levels = []
    for depth, row in enumerate(raw):
        words, last = [], ""
        for place in range(labels, width):
            text = " ".join(row[place].split())
            if text or depth == len(raw) - 1:
                last = text
            words.append(last)
        levels.append(words)
    found = []
    for place in range(width - labels):
        every = [word for word in dict.fromkeys(level[place] for level in levels) if word]
        said = tuple(word for word in every if not TOTAL.fullmatch(word)) or tuple(every[:1])
        if not said:
            found.append(Label((f"Column {place + 1}",)))
            continue
        plain = (*said[:-1], OF_WHICH.sub("", said[-1]))
        found.append(Label(plain, is_of_which=bool(OF_WHICH.match(said[-1]))))
    return found


def _body(
    raw: list[list[str]], entries: list[list[Entry]], labels: int
) -> tuple[tuple[Label, ...], list[list[Entry]], tuple[str, ...]]:
    rows: list[Label] = []
    cells: list[list[Entry]] = []
    notes: list[str] = []
    section, above = "", [""] * labels
    last = max((at for at, row in enumerate(entries) if _has_counts(row, labels)), default=-1)
    for at, (texts, row) in enumerate(zip(raw, entries, strict=True)):
        if not _has_counts(row, labels):
            words = " ".join(" ".join(texts).split())
            if at > last:
                notes.append(words)
                continue
            if all(entry.kind is Kind.EMPTY for entry in row[labels:]):
                section = words
                continue
        words_of = [" ".join(texts[place].split()) for place in range(labels)]
        for place in range(labels - 1):
            if not words_of[place] and any(words_of[place + 1 :]):
                words_of[place] = above[place]
        above = words_of
        label = _row_label(words_of, texts[0], section)
        rows.append(label if label.text else replace(label, words=(f"Row {len(rows) + 1}",)))
        cells.append(row[labels:])
    return tuple(rows), cells, tuple(notes)


def _has_counts(row: list[Entry], labels: int) -> bool:
    return any(entry.is_figure for entry in row[labels:])


def _row_label(words: list[str], raw: str, section: str) -> Label:
    indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip(" \u00a0\u2003"))
    # “Place, Total” is Place; “Total, Women” is the women.
    words = [word for word in words if word and not TOTAL.fullmatch(word)] or words[:1]
    first = words[0]
    is_of_which = bool(OF_WHICH.match(first)) and OF_WHICH.sub("", first) != ""
    if is_of_which:
        first = OF_WHICH.sub("", first)
    elif BULLET.match(first):
        first, indent = BULLET.sub("", first), indent + 2
    return Label((first, *words[1:]), indent, is_of_which, section)


def _without_percentages(
    columns: list[Label], cells: list[list[Entry]]
) -> tuple[tuple[Label, ...], list[list[Entry]], tuple[str, ...]]:
    """Columns of percentages beside counts are not counts; they are left out, and the reader is told so."""
    left_out = []
    for place in range(len(columns)):
        filled = [row[place] for row in cells if row[place].kind is not Kind.EMPTY]
        is_headed = "%" in columns[place].text or "per cent" in columns[place].text.lower()
        percent = (Kind.PERCENT, Kind.FRACTION) if is_headed else (Kind.PERCENT,)
        shown = [entry for entry in filled if not entry.is_hidden]
        if is_headed or (shown and all(entry.kind in percent for entry in shown)):
            left_out.append(place)
    if len(left_out) == len(columns):
        left_out = []
    kept = [place for place in range(len(columns)) if place not in left_out]
    return (
        tuple(columns[place] for place in kept),
        [[row[place] for place in kept] for row in cells],
        tuple(columns[place].text for place in left_out),
    )


def _refuse_what_is_no_count(rows: Sequence[Label], columns: Sequence[Label], cells: Sequence[Sequence[Entry]]) -> None:
    for row, line in zip(rows, cells, strict=True):
        for column, entry in zip(columns, line, strict=True):
            if not entry.is_of_people:
                kind = Trouble[entry.kind.name]
                raise CannotRead(kind, row=row.text or "(no label)", column=column.text, text=entry.text)
