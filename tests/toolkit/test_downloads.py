"""Tables as files: what programs that open them find, and how they leave."""

import csv
import datetime
import io
import tracemalloc
import zipfile
from collections.abc import Iterator
from typing import Any

import odfdo
import pytest
from openpyxl import load_workbook

from toolkit.downloads import Heading, Sheet, csv_download, ods_download, xlsx_download

HARD = {
    "a formula": "=cmd|' /C calc'!A0",
    "a sum": "=1+1",
    "an at sign": "@SUM(A1)",
    "a minus": "-2+3",
    "markup": "<b>Fair & equal</b>",
    "right to left": "خطة المساواة — תוכנית",
    "emoji": "👩🏽‍🦽 at the library 🏳️‍🌈",
    "lines": "First\nSecond",
    "spaces": "  two  and   three",
    "a tab": "before\tafter",
}
DAY = datetime.date(2026, 3, 31)
HEADINGS = [Heading("Reference", 8), Heading("Action", 40), Heading("Falls due on", 18), Heading("Days", 6)]


def written(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def rows_in_xlsx(content: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def rows_in_ods(content: bytes) -> list[list[Any]]:
    table = odfdo.Document(io.BytesIO(content)).body.tables[0]
    return [[cell.value for cell in row.traverse()] for row in table.traverse()]


def sheet_of(*cells: Any, title: str = "Actions") -> Sheet:
    return Sheet(title, HEADINGS, [[str(number), cell, DAY, 3] for number, cell in enumerate(cells, start=1)])


@pytest.mark.parametrize("kind", HARD)
def test_a_workbook_gives_back_every_sign_as_text(kind: str) -> None:
    content = written(xlsx_download("actions", sheet_of(HARD[kind])))
    assert rows_in_xlsx(content)[1][1] == HARD[kind]
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["B2"]
    assert cell.data_type != "f"


@pytest.mark.parametrize("kind", HARD)
def test_an_opendocument_sheet_gives_back_every_sign_as_text(kind: str) -> None:
    content = written(ods_download("actions", sheet_of(HARD[kind])))
    assert rows_in_ods(content)[1][1] == HARD[kind]
    assert b"table:formula" not in zipfile.ZipFile(io.BytesIO(content)).read("content.xml")


def test_days_are_days_and_numbers_are_numbers_in_both() -> None:
    [_head, row] = rows_in_xlsx(written(xlsx_download("actions", sheet_of("Do it"))))
    assert row == ["1", "Do it", datetime.datetime(2026, 3, 31), 3]  # noqa: DTZ001  a workbook knows no zones
    [_head, row] = rows_in_ods(written(ods_download("actions", sheet_of("Do it"))))
    assert [row[1], row[2], int(row[3])] == ["Do it", DAY, 3]


def test_a_cell_longer_than_excel_opens_is_cut_and_says_so_but_whole_in_opendocument() -> None:
    long = "Word " * 10_000
    cut = rows_in_xlsx(written(xlsx_download("actions", sheet_of(long))))[1][1]
    assert len(cut) == 32_767
    assert cut.endswith("holds 32,767 characters]")
    assert rows_in_ods(written(ods_download("actions", sheet_of(long))))[1][1].strip() == long.strip()


def test_signs_that_no_document_may_hold_are_left_out() -> None:
    hidden = "Be\x00fore\x0b and\ufffe after"
    for rows in (
        rows_in_xlsx(written(xlsx_download("actions", sheet_of(hidden)))),
        rows_in_ods(written(ods_download("actions", sheet_of(hidden)))),
    ):
        assert rows[1][1] == "Before and after"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Race & gender: 2026/27 [draft]?", "Race & gender 2026 27 draft"),
        ("'Quoted'", "Quoted"),
        ("A plan whose title is far too long for a sheet", "A plan whose title is far too l"),
        ("///", "Sheet1"),
        ('<Plan> "one"', '<Plan> "one"'),
    ],
)
def test_a_sheet_is_called_by_a_name_that_programs_take(title: str, name: str) -> None:
    xlsx, ods = (make("actions", sheet_of("Do it", title=title)) for make in (xlsx_download, ods_download))
    assert load_workbook(io.BytesIO(written(xlsx))).sheetnames == [name]
    assert odfdo.Document(io.BytesIO(written(ods))).body.tables[0].name == name


def test_the_headings_stay_in_sight_are_repeated_in_print_and_can_be_filtered() -> None:
    sheet = load_workbook(io.BytesIO(written(xlsx_download("actions", sheet_of("Do it"))))).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == "A1:D2"
    assert sheet["A1"].font.b
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width == 40
    content = zipfile.ZipFile(io.BytesIO(written(ods_download("actions", sheet_of("Do it")))))
    assert b"table:table-header-rows" in content.read("content.xml")
    assert b"VerticalSplitPosition" in content.read("settings.xml")


def test_an_opendocument_file_begins_with_what_it_is_uncompressed() -> None:
    content = written(ods_download("actions", sheet_of("Do it")))
    assert content[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


def test_a_table_without_rows_is_a_file_with_headings() -> None:
    assert rows_in_xlsx(written(xlsx_download("actions", Sheet("None", HEADINGS, []))))[0][0] == "Reference"
    assert rows_in_ods(written(ods_download("actions", Sheet("None", HEADINGS, []))))[0][0] == "Reference"


@pytest.mark.parametrize("make", [xlsx_download, ods_download])
def test_the_same_rows_give_the_same_bytes(make: Any) -> None:
    assert written(make("actions", sheet_of("Do it"))) == written(make("actions", sheet_of("Do it")))


@pytest.mark.parametrize("make", [xlsx_download, ods_download])
def test_a_file_leaves_while_its_rows_are_still_being_read(make: Any) -> None:
    read = 0

    def rows() -> Iterator[list[Any]]:
        nonlocal read
        for read in range(1, 5001):
            yield [str(read), f"Do thing {read} " * 10, DAY, read]

    read_when_sent = [read for _piece in make("actions", Sheet("Actions", HEADINGS, rows())).streaming_content]
    assert read_when_sent[0] == 0
    assert len({number for number in read_when_sent if 0 < number < 5000}) > 2
    assert read_when_sent[-1] == 5000


@pytest.mark.parametrize("make", [xlsx_download, ods_download])
def test_many_rows_take_no_more_memory_than_few(make: Any) -> None:
    def most(count: int) -> int:
        rows: Any = ([str(number), f"Do thing {number} " * 20, DAY, number] for number in range(count))
        tracemalloc.start()
        for _piece in make("actions", Sheet("Actions", HEADINGS, rows)).streaming_content:
            pass
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert most(10_000) < 1.5 * most(1000)


def test_a_csv_defuses_what_a_spreadsheet_would_take_for_a_formula() -> None:
    answer = csv_download("actions", ["Action", "Falls due on"], [[HARD["a formula"], DAY], ["Two\nlines", None]])
    assert answer["Content-Disposition"] == 'attachment; filename="actions.csv"'
    content = written(answer).decode()
    assert content.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(content[1:]))) == [
        ["Action", "Falls due on"],
        ["'" + HARD["a formula"], "2026-03-31"],
        ["Two\nlines", ""],
    ]
