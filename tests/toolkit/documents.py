"""Word documents made for tests: by python-docx, and its XML by hand where no library writes it."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

HEADINGS = ["No.", "Action", "Impact", "Deadline", "Lead officer"]


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text
    return table


def document_of(*tables: tuple[str, Sequence[Sequence[str]]], change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A document with a table under each heading; one without a heading follows a page break."""
    document = Document()
    for heading, rows in tables:
        if heading:
            document.add_heading(heading, 1)
        else:
            document.add_page_break()
        add_table(document, rows)
    change(document)
    return saved(document)


def delete_in_tracked_changes(paragraph: Any, text: str) -> None:
    deleted = parse_xml(
        f'<w:del {nsdecls("w")} w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'
    )
    paragraph._p.append(deleted)


def insert_in_tracked_changes(paragraph: Any, text: str) -> None:
    inserted = parse_xml(
        f'<w:ins {nsdecls("w")} w:id="2" w:author="A"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'
    )
    paragraph._p.append(inserted)


def delete_row_in_tracked_changes(row: Any) -> None:
    mark = OxmlElement("w:del")
    mark.set(qn("w:id"), "3")
    row._tr.get_or_add_trPr().append(mark)


def add_text_box(paragraph: Any, text: str) -> None:
    """As Word writes it: once for newer programs, once more for older ones."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    box = (
        f"<w:r {nsdecls('w', 'wp', 'a')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' xmlns:v='urn:schemas-microsoft-com:vml'>"
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData uri='x'><wps:wsp>"
        f"<wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(parse_xml(box))


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """An archive in which one part is put in the place of another, or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return file.getvalue()
