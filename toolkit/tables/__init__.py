"""Tables out of the files that people really have: Word documents, workbooks, CSV, and what they copy and paste.

`read_tables` gives small files whole, cell by cell as text, with a note wherever a cell was not simply its text.
`open_csv` streams a CSV of any length. Both look at the content, not only at the name, and answer a file they cannot
read with `Unreadable`: one sentence that says what the file is and what to do.
"""

from toolkit.tables.kinds import kind_of
from toolkit.tables.packing import pack, unpack
from toolkit.tables.pasted import read_pasted
from toolkit.tables.reading import read_tables
from toolkit.tables.separated import open_csv
from toolkit.tables.shapes import (
    MEGABYTE,
    MOST_BYTES,
    CsvReading,
    Note,
    Row,
    Table,
    Unreadable,
    clean,
    column_letter,
)
from toolkit.tables.values import value_as_text

__all__ = [
    "MEGABYTE",
    "MOST_BYTES",
    "CsvReading",
    "Note",
    "Row",
    "Table",
    "Unreadable",
    "clean",
    "column_letter",
    "kind_of",
    "open_csv",
    "pack",
    "read_pasted",
    "read_tables",
    "unpack",
    "value_as_text",
]
