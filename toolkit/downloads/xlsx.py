"""A sheet as an Office Open XML workbook (ECMA-376, SpreadsheetML), written row by row.

openpyxl's write-only mode keeps the sheet in a file until the last row is there, and sends nothing before; this sends as it
goes. Text stands in the cells themselves (`inlineStr`), where no program takes it for a formula.
"""

import datetime
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from django.http import StreamingHttpResponse

from toolkit.downloads.archives import archive
from toolkit.downloads.sheet import Cell, Sheet, attached, escaped

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel opens; a longer text makes it call the file damaged.
MOST_CHARACTERS = 32_767
CUT = " … [cut: a cell of a workbook holds 32,767 characters]"
DAY_0 = datetime.date(1899, 12, 30).toordinal()
TEXT, HEAD, DAY = 1, 2, 3

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="d\\ mmmm\\ yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf/>'
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def xlsx_download(name: str, sheet: Sheet) -> StreamingHttpResponse:
    return attached(workbook(sheet), name=name, ending="xlsx", kind=KIND)


def workbook(sheet: Sheet) -> Iterator[bytes]:
    return archive(
        [
            ("[Content_Types].xml", [_TYPES]),
            ("_rels/.rels", [_RELATIONS]),
            ("xl/workbook.xml", [_book(sheet)]),
            ("xl/_rels/workbook.xml.rels", [_BOOK_RELATIONS]),
            ("xl/styles.xml", [_STYLES]),
            ("xl/worksheets/sheet1.xml", _sheet(sheet)),
        ]
    )


def _book(sheet: Sheet) -> str:
    # The headings are printed at the top of each page.
    titles = escaped(f"'{sheet.name}'!$1:$1")
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={quoteattr(sheet.name)} sheetId="1" r:id="rId1"/></sheets>'
        f'<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">{titles}</definedName></definedNames>'
        "</workbook>"
    )


def _sheet(sheet: Sheet) -> Iterator[str]:
    letters = [_letters(place) for place in range(len(sheet.headings))]
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{heading.width}" customWidth="1"/>'
        for place, heading in enumerate(sheet.headings, start=1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    yield _row(1, letters, [heading.words for heading in sheet.headings], HEAD)
    number = 1
    for number, cells in enumerate(sheet.rows, start=2):
        yield _row(number, letters, cells, TEXT)
    yield (
        f'</sheetData><autoFilter ref="A1:{letters[-1]}{number}"/>'
        '<pageSetup paperSize="9" orientation="landscape"/></worksheet>'
    )


def _row(number: int, letters: list[str], cells: Sequence[Cell], style: int) -> str:
    filled = "".join(_cell(f"{letter}{number}", cell, style) for letter, cell in zip(letters, cells, strict=True))
    return f'<row r="{number}">{filled}</row>'


def _cell(place: str, cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, datetime.date):
        return f'<c r="{place}" s="{DAY}"><v>{cell.toordinal() - DAY_0}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}" s="{style}"><v>{cell}</v></c>'
    if len(cell) > MOST_CHARACTERS:
        cell = cell[: MOST_CHARACTERS - len(CUT)] + CUT
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(cell)}</t></is></c>'


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
