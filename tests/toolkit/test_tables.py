"""Reading the tables that people really have."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from toolkit.tables import (
    MEGABYTE,
    Table,
    Unreadable,
    clean,
    column_letter,
    open_csv,
    read_tables,
    value_as_text,
)


def saved(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def sheet_of(*rows: list[Any]) -> Workbook:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook


def read(content: bytes, name: str) -> list[Table]:
    return read_tables(io.BytesIO(content), name)


def cells(table: Table) -> list[list[str]]:
    return [row.cells for row in table.rows]


def refusal(content: bytes, name: str, **options: Any) -> str:
    with pytest.raises(Unreadable) as refused:
        read_tables(io.BytesIO(content), name, **options)
    return refused.value.sentence


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_csv_is_read_in_any_usual_encoding_and_separator(delimiter: str, encoding: str) -> None:
    text = f'No.{delimiter}Action{delimiter}Lead\r\n1{delimiter}"Café{delimiter} “open day”\nfor all"{delimiter}Zoë\r\n'
    assert cells(read(text.encode(encoding), "plan.csv")[0]) == [
        ["No.", "Action", "Lead"],
        ["1", f"Café{delimiter} “open day”\nfor all", "Zoë"],
    ]


def test_commas_within_text_do_not_pass_for_separators() -> None:
    text = "No.;Action\n1;Plan, do, check, act\n2;Plan, do\n"
    assert cells(read(text.encode(), "plan.csv")[0])[1] == ["1", "Plan, do, check, act"]


def test_rows_carry_the_numbers_that_a_spreadsheet_program_shows() -> None:
    text = 'No.,Action\n\n1,"two\nlines"\n2,three\n'
    assert [row.number for row in read(text.encode(), "plan.csv")[0].rows] == [1, 3, 4]


def test_text_from_right_to_left_is_kept_as_it_is() -> None:
    words = "خطة المساواة"
    assert cells(read(f"No.,Action\n1,{words}\n".encode(), "plan.csv")[0])[1] == ["1", words]
    assert cells(read(saved(sheet_of(["No.", "Action"], [1, words])), "plan.xlsx")[0])[1] == ["1", words]


def test_a_workbook_gives_what_a_person_saw_in_its_cells() -> None:
    workbook = sheet_of(["Deadline"], [datetime.date(2007, 6, 21)], [datetime.date(2007, 4, 1)], [0.05], [12.0], [True])
    workbook.active["A3"].number_format = "mmm-yy"
    workbook.active["A4"].number_format = "0%"
    assert cells(read(saved(workbook), "plan.xlsx")[0]) == [
        ["Deadline"],
        ["21 June 2007"],
        ["April 2007"],
        ["5%"],
        ["12"],
        ["TRUE"],
    ]


def test_every_sheet_is_read_and_hidden_ones_are_marked() -> None:
    workbook = sheet_of(["No."], [1])
    workbook.active.title = "Race"
    workbook.create_sheet("Notes").append(["About"])
    workbook["Notes"].sheet_state = "hidden"
    assert [(table.name, table.is_hidden) for table in read(saved(workbook), "plan.xlsx")] == [
        ("Race", False),
        ("Notes", True),
    ]


def test_a_cell_merged_over_rows_holds_for_each_of_them_with_a_note() -> None:
    workbook = sheet_of(["Outcome", "Action"], ["Fair access", "One"], [None, "Two"], [None, "Three"])
    workbook.active.merge_cells("A2:A4")
    table = read(saved(workbook), "plan.xlsx")[0]
    assert [row.cells[0] for row in table.rows] == ["Outcome", "Fair access", "Fair access", "Fair access"]
    assert [(note.row, note.column) for note in table.notes] == [(3, 0), (4, 0)]


def test_a_cell_merged_over_columns_stays_in_its_first() -> None:
    workbook = sheet_of(["Priority outcome 1", None, None], ["1", "Act", "now"])
    workbook.active.merge_cells("A1:C1")
    table = read(saved(workbook), "plan.xlsx")[0]
    assert cells(table) == [["Priority outcome 1"], ["1", "Act", "now"]]
    assert table.notes == []


def test_a_formula_gives_its_saved_value_and_a_note() -> None:
    content = saved(sheet_of(["No.", "Sum"], [1, "=1+1"]))
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>")
    parts["xl/worksheets/sheet1.xml"] = sheet
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    table = read(file.getvalue(), "plan.xlsx")[0]
    assert cells(table)[1] == ["1", "2"]
    assert [(note.row, note.column) for note in table.notes] == [(2, 1)]
    without_value = read(content, "plan.xlsx")[0]
    assert "without a saved value" in without_value.notes[0].sentence


def test_an_error_in_a_cell_is_noted() -> None:
    assert "#REF!" in read(saved(sheet_of(["No."], ["#REF!"])), "plan.xlsx")[0].notes[0].sentence


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "plan.csv", "is empty"),
        (b"\n \n,,\n", "plan.csv", "is empty"),
        (b"\xef\xbb\xbf", "plan.csv", "is empty"),
        (b"%PDF-1.7 ...", "plan.pdf", "This is a PDF"),
        (b"%PDF-1.7 ...", "plan.csv", "This is a PDF"),
        (b"<html><table></table></html>", "plan.xls", "web page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "plan.csv", "not a table"),
        (b"PK\x03\x04 broken", "plan.xlsx", "damaged"),
        (b"No.,Action\n1,Act\n", "plan.xlsx", "plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "plan.xls", "old Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "p.xlsx", "password"),
        (b"No.,Action\n1,Act\x81\n", "plan.csv", "cannot be read"),
        (b'No.,Action\n1,"' + b"x" * 200_000, "plan.csv", "quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(content: bytes, name: str, words: str) -> None:
    assert words in refusal(content, name)


SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, part in parts.items():
            new.writestr(name.replace("__", "/"), part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (archive(word__document=b"x"), "Word document"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument text"),
        (archive(mimetype=SPREADSHEET, **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "password"),
        (archive(mimetype=SPREADSHEET, **{"META-INF/manifest.xml": b"<m/>", "Basic/script-lc.xml": b""}), "macros"),
        (archive(mimetype=SPREADSHEET), "damaged"),
        (archive(**{"xl/workbook.xml": b"x", "xl/vbaProject.bin": b"x"}), "macros"),
        (archive(**{"xl/workbook.bin": b"x"}), "binary workbook"),
        (archive(**{"photo.jpg": b"x"}), "not a table"),
        (archive(**{"xl/workbook.xml": b"x"}), "damaged"),
    ],
)
def test_an_archive_that_is_no_plain_workbook_is_named_for_what_it_is(content: bytes, words: str) -> None:
    assert words in refusal(content, "plan.xlsx")


def opendocument(sheets: str) -> bytes:
    """A workbook as LibreOffice writes one, with two styles of dates; `sheets` is what stands in its spreadsheet."""
    spaces = {"office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle"}
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"' for name, path in spaces.items()
    )
    styles = (
        '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
        '<style:style style:name="month" style:data-style-name="N1"/>'
        '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>'
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = {"META-INF/manifest.xml": b"<m/>"}
    empty = f"<office:document-styles {names}/>".encode()
    return archive(mimetype=SPREADSHEET, **manifest, **{"styles.xml": empty, "content.xml": content.encode()})


def test_a_workbook_of_libreoffice_is_read_as_a_person_sees_it() -> None:
    content = opendocument(
        '<table:table table:name="Plan"><table:table-column/><table:table-column table:default-cell-style-name="month"/>'
        "<table:table-header-rows><table:table-row><table:table-cell><text:p>Action</text:p></table:table-cell>"
        "<table:table-cell><text:p>When</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><office:annotation><text:p>A remark</text:p>'
        '</office:annotation><text:p>Mend<text:s text:c="2"/>the <text:span>door</text:span></text:p><text:p>at once</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2027-04-01"><text:p>04/27</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="percentage" office:value="0.05"'
        ' table:formula="of:=1/20"><text:p>5.00%</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"'
        ' office:value-type="float" office:value="7"><text:p>7.00</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
        '<table:table table:name="Old" table:style-name="gone"><table:table-row><table:table-cell><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    plan, old = read(content, "plan.ods")
    assert cells(plan) == [
        ["Action", "When"],
        ["Mend  the door\nat once", "April 2027"],
        ["Mend  the door\nat once", "5%"],
        ["7", "7"],
        ["7", "7"],
    ]
    assert [row.number for row in plan.rows] == [1, 2, 3, 7, 8]
    assert plan.rows[2].merged == (0,)
    assert "formula" in plan.notes[0].sentence
    assert (plan.is_hidden, old.is_hidden) == (False, True)


def test_a_sheet_that_repeats_a_full_row_for_ever_is_refused() -> None:
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16"><text:p>x</text:p></table:table-cell></table:table-row>'
    assert "more than 2,000,000 cells" in refusal(opendocument(f"<table:table>{row}</table:table>"), "plan.ods")
    assert "Let its name end in .ods" in refusal(opendocument(""), "plan.xlsx")


def test_a_workbook_under_the_name_of_a_csv_is_refused() -> None:
    assert "is a workbook" in refusal(saved(sheet_of(["No."], [1])), "plan.csv")
    with pytest.raises(Unreadable, match="is not CSV"):
        open_csv(io.BytesIO(saved(sheet_of(["No."], [1]))), "staff.xlsx")


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    class Large(io.BytesIO):
        def read(self, *args: Any) -> bytes:
            raise AssertionError("read")

    with pytest.raises(Unreadable, match=r"The file is 50 MB\. The most we read is 20 MB"):
        read_tables(Large(b"0" * (50 * MEGABYTE)), "plan.csv")


def test_a_long_csv_is_streamed() -> None:
    content = b"a;b\n" + b"1;x\xe9\n" * 20_000
    reading = open_csv(io.BytesIO(content), "staff.csv")
    assert (reading.encoding, reading.delimiter) == ("windows-1252", ";")
    assert sum(1 for _row in reading.rows) == 20_001


def test_values_and_columns_are_written_as_people_see_them() -> None:
    a_moment = datetime.datetime.fromisoformat("2007-06-21T14:30")
    assert value_as_text(a_moment, "d/m/yyyy h:mm") == "21 June 2007 14:30"
    assert value_as_text(datetime.date(2007, 1, 1), "yyyy") == "2007"
    assert value_as_text(datetime.time(9, 5), "") == "09:05"
    assert value_as_text(0.1 + 0.2, "") == "0.3"
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert clean("  a\x00b\r\nc\u00a0 ") == "ab\nc"
