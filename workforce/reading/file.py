"""From the bytes of a file to its rows."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Protocol

from django.utils.translation import gettext as _

from workforce.reading.columns import find_columns
from workforce.reading.rows import RowReader
from workforce.reading.shapes import Body, Problem, Reading, privacy_sentence

MOST_BYTES = 50 * 1024 * 1024
SAMPLE = 2000  # rows in which a column is looked through for names
_NAME = re.compile(r"[A-Z][\w'’-]+,? (?:[A-Z][\w'’.-]*,? ?){1,3}")


class Lines(Protocol):
    """What csv.reader gives: rows of cells, and the line it has come to."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def read_staff(
    content: bytes,
    body: Body,
    *,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Reading:
    """Read a whole file; `report` is told how many of how many lines are done."""
    reading = Reading()
    text = _text(content, reading)
    if text is None:
        return reading
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        _read_table(lines, text.count("\n"), reading, body, report)
    except csv.Error:
        reading.problems.append(
            Problem(lines.line_num, "", _("The file stops being a table here. Save it again as CSV and upload it."))
        )
    return reading


def _text(content: bytes, reading: Reading) -> str | None:
    sentence = ""
    if not content.strip():
        sentence = _("The file is empty. Choose a CSV file with one row for each post-holder.")
    elif content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        sentence = _("This is a spreadsheet file, not CSV. In your spreadsheet choose “Save as”, then “CSV UTF-8”.")
    else:
        encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            sentence = _(
                "Line %(line)s holds letters we cannot read. Save the file again as “CSV UTF-8” and upload it."
            ) % {"line": content[: error.start].count(b"\n") + 1}
        else:
            if "\x00" not in text:
                return text
            sentence = _("This does not look like a CSV file. Save your table as “CSV UTF-8” and upload it.")
    reading.problems.append(Problem(0, "", sentence))
    return None


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _read_table(
    lines: Lines,
    total: int,
    reading: Reading,
    body: Body,
    report: Callable[[int, int], None],
) -> None:
    header: list[str] = next((cells for cells in lines if any(cell.strip() for cell in cells)), [])
    places = find_columns(header, reading)
    if reading.problems:
        return
    reader = RowReader(places, len(header), body, reading)
    unread = {place: header[place] for place in range(len(header)) if place not in places.values()}
    samples: dict[int, set[str]] = {
        place: set() for place in (*unread, *([places["grade"]] if "grade" in places else []))
    }
    for number, cells in enumerate(lines):
        if number % 500 == 0:
            report(number, total)
        if not any(map(str.strip, cells)):
            continue
        reading.row_count += 1
        reader.read(lines.line_num, cells)
        if reading.row_count <= SAMPLE:
            for place, seen in samples.items():
                if place < len(cells):
                    seen.add(cells[place].strip())
    for place, seen in samples.items():
        is_varied = len(seen) >= 5 and len(seen) > 0.5 * min(SAMPLE, reading.row_count)
        if is_varied and sum(map(bool, map(_NAME.fullmatch, seen))) > 0.6 * len(seen):
            reading.problems.insert(
                0, Problem(0, header[place], _("This column looks like names.") + " " + privacy_sentence())
            )
    if reading.row_count == 0:
        reading.problems.append(Problem(0, "", _("The file has headings but no staff records.")))
