"""Reading the tables of Word documents, and refusing what must not be opened."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.toolkit.documents import (
    HEADINGS,
    add_table,
    add_text_box,
    delete_in_tracked_changes,
    delete_row_in_tracked_changes,
    document_of,
    insert_in_tracked_changes,
    saved,
    with_part,
)
from toolkit.tables import Table, Unreadable, pack, read_pasted, read_tables, unpack

ROW = ["1", "Open late", "More people come", "May 2027", "Library manager"]


def read(content: bytes, name: str = "plan.docx") -> list[Table]:
    return read_tables(io.BytesIO(content), name)


def refusal(content: bytes, name: str = "plan.docx") -> str:
    with pytest.raises(Unreadable) as refused:
        read(content, name)
    return refused.value.sentence


def first_cells(table: Table) -> list[list[str]]:
    return [row.cells for row in table.rows]


def changed(change: Any, rows: Any = (HEADINGS, ROW)) -> Table:
    document = Document()
    table = add_table(document, rows)
    change(table)
    return read(saved(document))[0]


def test_each_table_comes_with_the_headings_above_it() -> None:
    document = Document()
    document.add_heading("Equality plans", 0)
    document.add_heading("Race equality", 1)
    document.add_heading("Priority outcome 1", 2)
    add_table(document, [HEADINGS, ROW])
    document.add_heading("Disability equality", 1)
    document.add_paragraph("To be included.")
    document.add_heading("Gender equality", 1)
    add_table(document, [HEADINGS, ROW])
    first, second = read(saved(document))
    assert (first.name, first.above) == ("Table 1", ("Race equality", "Priority outcome 1"))
    assert (second.name, second.above) == ("Table 2", ("Gender equality",))
    assert first_cells(second) == [HEADINGS, ROW]
    assert "Under the heading “Disability equality” stands no table." in [note.sentence for note in first.notes]


def test_a_bold_line_is_a_heading_where_the_document_has_none() -> None:
    document = Document()
    document.add_paragraph("Some words about our council.")
    document.add_paragraph().add_run("Gender equality").bold = True
    add_table(document, [HEADINGS, ROW])
    assert read(saved(document))[0].above == ("Gender equality",)


def test_cells_merged_over_rows_and_columns_keep_their_places() -> None:
    def merge(table: Any) -> None:
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(3, 0).merge(table.cell(3, 4))

    rows = [HEADINGS, ["1", "One", "", "", ""], ["", "Two", "", "", "Ann"], ["Priority outcome 2", "", "", "", ""]]
    table = changed(merge, rows)
    assert [row.cells for row in table.rows[1:]] == [
        ["1", "One", "", "", ""],
        ["1", "Two", "", "", "Ann"],
        ["Priority outcome 2", "", "", "", ""],
    ]
    assert table.rows[2].merged == (0,)
    assert "merged with row 2" in table.notes[0].sentence


def test_deleted_words_are_left_out_with_a_note_and_inserted_ones_are_read() -> None:
    def change(table: Any) -> None:
        paragraph = table.cell(1, 1).paragraphs[0]
        delete_in_tracked_changes(paragraph, " on Mondays")
        insert_in_tracked_changes(paragraph, " on Thursdays")

    table = changed(change)
    assert table.rows[1].cells[1] == "Open late on Thursdays"
    assert [(note.row, note.column) for note in table.notes] == [(2, 1)]
    assert "left out: “on Mondays”" in table.notes[0].sentence


def test_a_deleted_row_is_left_out_and_said() -> None:
    table = changed(lambda table: delete_row_in_tracked_changes(table.rows[1]), [HEADINGS, ROW, ["2", *ROW[1:]]])
    assert [row.cells[0] for row in table.rows] == ["No.", "2"]
    assert "deleted in tracked changes" in table.notes[0].sentence


def test_a_text_box_in_a_cell_is_read_once_and_one_outside_is_said() -> None:
    document = Document()
    add_text_box(document.add_paragraph(), "Draft for members")
    table = add_table(document, [HEADINGS, ROW])
    add_text_box(table.cell(1, 1).paragraphs[0], "from October")
    read_table = read(saved(document))[0]
    assert read_table.rows[1].cells[1] == "Open late\nfrom October"
    sentences = [note.sentence for note in read_table.notes]
    assert any("“Draft for members”" in sentence for sentence in sentences)
    assert any("A text box stands in this cell" in sentence for sentence in sentences)


def test_a_table_within_a_cell_is_read_as_its_text() -> None:
    def nest(table: Any) -> None:
        inner = table.cell(1, 2).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "Visits", "500"

    table = changed(nest)
    assert table.rows[1].cells[2] == "More people come\nVisits | 500"
    assert any("A table stands within this cell" in note.sentence for note in table.notes)


def test_a_table_that_only_places_others_gives_those() -> None:
    document = Document()
    frame = document.add_table(rows=1, cols=1)
    inner = frame.cell(0, 0).add_table(rows=2, cols=5)
    for place, row in enumerate((HEADINGS, ROW)):
        for column, text in enumerate(row):
            inner.cell(place, column).text = text
    assert first_cells(read(saved(document))[0]) == [HEADINGS, ROW]


def test_numbers_that_word_counts_by_itself_are_counted_here() -> None:
    def number(table: Any) -> None:
        for row in table.rows[1:]:
            row.cells[0].paragraphs[0].style = "List Number"

    table = changed(number, [HEADINGS, ["", *ROW[1:]], ["", *ROW[1:]]])
    assert [row.cells[0] for row in table.rows] == ["No.", "1.", "2."]


def test_lines_links_and_content_controls_are_followed() -> None:
    def change(table: Any) -> None:
        paragraph = table.cell(1, 1).paragraphs[0]
        link = f"<w:hyperlink {nsdecls('w')}><w:r><w:t xml:space='preserve'> in all</w:t><w:br/><w:t>libraries</w:t></w:r></w:hyperlink>"
        paragraph._p.append(parse_xml(link))
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>2028</w:t></w:r></w:sdtContent></w:sdt>"
        table.cell(1, 3).paragraphs[0]._p.append(parse_xml(control))

    cells = changed(change).rows[1].cells
    assert cells[1] == "Open late in all\nlibraries"
    assert cells[3] == "May 20272028"


def test_a_reading_is_packed_and_unpacked_as_it_was() -> None:
    tables = read(document_of(("Race equality", [HEADINGS, ROW]), ("Gender equality", [HEADINGS, ROW])))
    assert unpack(pack(tables)) == tables


def test_a_document_without_a_table_is_answered_with_what_to_do() -> None:
    document = Document()
    document.add_paragraph("We will do better.")
    assert "The document has no table. Put the actions into a table" in refusal(saved(document))


def macros(name: str) -> bytes:
    return with_part(document_of(("", [HEADINGS, ROW])), name, b"code")


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body></w:document>"""


def bomb(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(name, b"<x>" + b" " * (310 * 1024 * 1024) + b"</x>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (lambda: macros("word/vbaProject.bin"), "plan.docm", "This document holds macros"),
        (lambda: with_part(document_of(("", [HEADINGS, ROW])), "word/document.xml", LAUGHS), "plan.docx", "may be harmful"),
        (lambda: with_part(document_of(("", [HEADINGS, ROW])), "word/document.xml", LAUGHS.decode().encode("utf-16")), "plan.docx", "may be harmful"),
        (lambda: bomb("word/document.xml"), "plan.docx", "too large once unpacked"),
        (lambda: bomb("xl/workbook.xml"), "plan.xlsx", "too large once unpacked"),
        (lambda: b"%PDF-1.7 renamed", "plan.docx", "This is a PDF"),
        (lambda: document_of(("", [HEADINGS, ROW])), "plan.xlsx", "is a Word document"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "plan.doc", "old Word document"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "plan.xls", "old workbook"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "protected by a password"),
        (lambda: with_part(document_of(("", [HEADINGS, ROW])), "word/document.xml", b"<broken"), "plan.docx", "damaged"),
        (lambda: b"", "plan.docx", "The file is empty"),
    ],
)  # fmt: skip
def test_what_must_not_or_cannot_be_opened_is_answered_with_a_sentence(make: Any, name: str, words: str) -> None:
    assert words in refusal(make(), name)


def test_words_from_right_to_left_are_kept_as_they_are() -> None:
    words = "خطة المساواة 2027"
    assert read(document_of(("", [HEADINGS, ["1", words, "", "", ""]])))[0].rows[1].cells[1] == words


def test_a_pasted_table_gives_its_cells_however_it_was_copied() -> None:
    cells = [["No.", "Action", "By when"], ["1", "Open\nlate", "May"], ["2", "Close", ""]]
    from_excel = 'No.\tAction\tBy when\n1\t"Open\nlate"\tMay\n2\tClose\t\n'
    from_word = "No.\tAction\tBy when\n1\tOpen\nlate\tMay\n2\tClose\t\n"
    page = (
        "<h2>Race</h2><table><tr><th>No.</th><th>Action</th><th>By when</th></tr>"
        "<tr><td>1</td><td><p>Open</p><p>late</p></td><td>May</td></tr><tr><td>2<td>Close<td></tr></table>"
    )
    for text, ending in ((from_excel, "txt"), (from_word, "txt"), (page, "html")):
        tables, kind = read_pasted(text)
        assert (first_cells(tables[0]), kind) == (cells, ending)
    assert read_pasted(page)[0][0].above == ("Race",)
    assert first_cells(read_pasted("No.,Action\n1,Do\n")[0][0]) == [["No.", "Action"], ["1", "Do"]]


def test_cells_of_a_web_page_that_reach_over_rows_hold_for_each() -> None:
    page = "<table><tr><th>Outcome<th>Action<tr><td rowspan=2>Fair<td>One<tr><td>Two<tr><td colspan=2>End</table>"
    tables, _ending = read_pasted(page)
    assert first_cells(tables[0]) == [["Outcome", "Action"], ["Fair", "One"], ["Fair", "Two"], ["End", ""]]
    assert tables[0].rows[2].merged == (0,)
