"""From the bytes of a file to its rows."""

import io
import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from toolkit.tables import Row as Line
from toolkit.tables import Unreadable, open_csv
from workforce.reading.columns import find_columns
from workforce.reading.rows import RowReader
from workforce.reading.shapes import Body, Problem, Reading, privacy_sentence

MOST_BYTES = 50 * 1024 * 1024
SAMPLE = 2000  # rows in which a column is looked through for names
REPORT_EVERY = 1500
_NAME = re.compile(r"[A-Z][\w'’-]+,? (?:[A-Z][\w'’.-]*,? ?){1,3}")


def read_staff(
    content: bytes, body: Body, *, name: str = "", report: Callable[[int, int], None] = lambda done, total: None
) -> Reading:
    """Read a whole file; `report` is told how many of how many lines are done."""
    reading = Reading()
    try:
        lines = open_csv(io.BytesIO(content), name, most_bytes=MOST_BYTES).rows
        _read_table(lines, content.count(b"\n"), reading, body, report)
    except Unreadable as unreadable:
        reading.problems.append(Problem(0, "", unreadable.sentence))
    return reading


def _read_table(
    lines: Iterator[Line], total: int, reading: Reading, body: Body, report: Callable[[int, int], None]
) -> None:
    header = next((line.cells for line in lines if not line.is_blank), None)
    if header is None:
        empty = _("The file is empty. Choose a file with one row for each post-holder.")
        reading.problems.append(Problem(0, "", empty))
        return
    places = find_columns(header, reading)
    if reading.problems:
        return
    reader = RowReader(places, len(header), body, reading)
    looked_through = [
        place for place in range(len(header)) if place == places.get("grade") or place not in places.values()
    ]
    seen: dict[int, set[str]] = {place: set() for place in looked_through}
    for line in lines:
        if line.number % REPORT_EVERY == 0:
            report(line.number, total)
        if line.is_blank:
            continue
        reading.row_count += 1
        reader.read(line.number, line.cells)
        if reading.row_count <= SAMPLE:
            for place, values in seen.items():
                if place < len(line.cells):
                    values.add(line.cells[place])
    for place, values in seen.items():
        if _are_names(values, min(SAMPLE, reading.row_count)):
            sentence = _("This column looks like names.") + " " + privacy_sentence()
            reading.problems.insert(0, Problem(0, header[place][:40], sentence))
    if reading.row_count == 0:
        reading.problems.append(Problem(0, "", _("The file has headings but no staff records.")))


def _are_names(values: set[str], rows: int) -> bool:
    """Nearly every value different, and most of them two or three capitalised words."""
    is_varied = len(values) >= 5 and len(values) > 0.5 * rows
    return is_varied and sum(map(bool, map(_NAME.fullmatch, values))) > 0.6 * len(values)
