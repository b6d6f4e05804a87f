"""The one door: whatever the file is, its tables."""

from typing import IO

from toolkit.tables.documents import document_tables
from toolkit.tables.kinds import kind_of
from toolkit.tables.opendocument import opendocument_tables
from toolkit.tables.pages import page_tables
from toolkit.tables.separated import text_table
from toolkit.tables.shapes import MOST_BYTES, Table, nothing_in_it
from toolkit.tables.workbooks import workbook_tables


def read_tables(file: IO[bytes], name: str, *, most_bytes: int = MOST_BYTES) -> list[Table]:
    """Every table of a document, workbook, web page or CSV, at most `most_bytes` long. Raises Unreadable."""
    kind = kind_of(file, name, most_bytes=most_bytes)
    if kind == "csv":
        tables = [text_table(file, name, most_bytes=most_bytes)]
    else:
        readers = {
            "docx": document_tables,
            "xlsx": workbook_tables,
            "ods": opendocument_tables,
            "html": page_tables,
        }
        tables = readers[kind](file)
    if all(table.is_blank for table in tables):
        raise nothing_in_it()
    return tables
