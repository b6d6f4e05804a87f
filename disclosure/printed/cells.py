"""What stands in a cell of a printed table: a count of people, a sign that one is hidden, or something else."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum

# Signs that bodies print instead of a count. What each of them means in a table is asked, not guessed: “-” is often nobody.
HIDING = frozenset(
    [
        "*",
        "**",
        "***",
        "c",
        "x",
        "s",
        "#",
        "^",
        "~",
        "-",
        "–",
        "—",
        ".",
        "..",
        ":",
        "!",
        "[c]",
        "[x]",
        "[s]",
        "(c)",
        "(*)",
        "[*]",
        "n/a",
        "n/s",
        "suppressed",
        "hidden",
        "redacted",
        "withheld",
        "disclosive",
    ]
)
COUNT = re.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+")
WHOLE = re.compile(r"(\d+)\.0+")
BELOW = re.compile(r"(?:<|less than|fewer than|under|below)\s*(\d+)", re.IGNORECASE)
AT_MOST = re.compile(r"(?:(?:<=|≤|up to)\s*(\d+)|(\d+) or (?:fewer|less))", re.IGNORECASE)
RANGE = re.compile(r"(\d+)\s*(?:-|–|—|to)\s*(\d+)", re.IGNORECASE)
PERCENT = re.compile(r"[<>≤≥~]?\s*-?\d[\d,. ]*\s*(?:%|per cent)", re.IGNORECASE)
NEGATIVE = re.compile(r"[-–−]\s*\d[\d,]*|\(\d[\d,]*\)")
FRACTION = re.compile(r"\d[\d,]*\.\d+")
MONEY = re.compile(r"[£€$]\s*\d[\d,.]*[kKmM]?")
BOTH = re.compile(r"\d[\d,]*\s*[(\[]\s*\d[\d.]*\s*%?\s*[)\]]")
MOST_DIGITS = 9


class Kind(StrEnum):
    """What a cell holds."""

    COUNT = "count"
    HIDDEN = "hidden"
    EMPTY = "empty"
    PERCENT = "percent"
    NEGATIVE = "negative"
    FRACTION = "fraction"
    MONEY = "money"
    COUNT_AND_PERCENT = "count and percent"
    TOO_LARGE = "too large"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell: its text, what it holds and, of a count, between which numbers of people a reader knows it to lie."""

    text: str
    kind: Kind
    low: float = 0.0
    high: float = math.inf

    @property
    def is_count(self) -> bool:
        return self.kind is Kind.COUNT

    @property
    def is_hidden(self) -> bool:
        return self.kind is Kind.HIDDEN

    @property
    def is_of_people(self) -> bool:
        """Whether the cell can stand among counts."""
        return self.kind in (Kind.COUNT, Kind.HIDDEN, Kind.EMPTY)

    @property
    def is_figure(self) -> bool:
        """Whether the cell is one of a table's figures, even one that we cannot work with."""
        return self.kind not in (Kind.TEXT, Kind.EMPTY)


def read_cell(text: str) -> Entry:
    text = " ".join(text.replace("\u00a0", " ").split())
    if not text:
        return Entry(text, Kind.EMPTY)
    if text.casefold() in HIDING:
        return Entry(text, Kind.HIDDEN)
    if COUNT.fullmatch(text) or WHOLE.fullmatch(text):
        digits = re.sub(r"\D", "", WHOLE.sub(r"\1", text))
        if len(digits.lstrip("0")) > MOST_DIGITS:
            return Entry(text, Kind.TOO_LARGE)
        return Entry(text, Kind.COUNT, float(digits), float(digits))
    if (span := _span(text)) is not None:
        return Entry(text, Kind.HIDDEN, *span)
    for kind, shape in (
        (Kind.PERCENT, PERCENT),
        (Kind.NEGATIVE, NEGATIVE),
        (Kind.FRACTION, FRACTION),
        (Kind.MONEY, MONEY),
        (Kind.COUNT_AND_PERCENT, BOTH),
    ):
        if shape.fullmatch(text):
            return Entry(text, kind)
    return Entry(text, Kind.TEXT)


def _span(text: str) -> tuple[float, float] | None:
    """What “<5”, “5 or fewer” and “1-4” say. Whether “<5” may also be nobody, they leave open."""
    if found := BELOW.fullmatch(text):
        return 0.0, max(0.0, float(found[1][:MOST_DIGITS]) - 1)
    if found := AT_MOST.fullmatch(text):
        return 0.0, float((found[1] or found[2])[:MOST_DIGITS])
    if found := RANGE.fullmatch(text):
        low, high = float(found[1][:MOST_DIGITS]), float(found[2][:MOST_DIGITS])
        return (low, high) if low <= high else None
    return None
