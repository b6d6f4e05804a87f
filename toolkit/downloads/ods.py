"""A sheet as an OpenDocument spreadsheet (OASIS OpenDocument 1.3), written row by row.

odfdo holds the whole document as a tree and writes it at the end; this sends as it goes.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from django.http import StreamingHttpResponse

from toolkit.downloads.archives import archive
from toolkit.downloads.sheet import Cell, Sheet, attached, escaped

KIND = "application/vnd.oasis.opendocument.spreadsheet"
# About the width of a character of 11 points.
CENTIMETRES = 0.2

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAME = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{name}="{_NAME}:{path}:1.0"'
    for name, path in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("config", "config"),
    )
)
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_NAME}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
# Landscape A4, British English.
_STYLES = (
    f'{_HEAD}<office:document-styles {_NAMES} office:version="1.3"><office:styles>'
    '<style:default-style style:family="table-cell"><style:text-properties fo:language="en" fo:country="GB"/>'
    "</style:default-style></office:styles><office:automatic-styles>"
    '<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm"'
    ' style:print-orientation="landscape"/></style:page-layout>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Default"'
    ' style:page-layout-name="page"/></office:master-styles></office:document-styles>'
)
_TEXT = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
_CELL_STYLES = (
    '<number:date-style style:name="d" number:language="en" number:country="GB"><number:day/><number:text> </number:text>'
    '<number:month number:style="long" number:textual="true"/><number:text> </number:text>'
    '<number:year number:style="long"/></number:date-style>'
    f'<style:style style:name="text" style:family="table-cell">{_TEXT}</style:style>'
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"'
    ' style:vertical-align="top" fo:background-color="#e8edf3"/><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="d">'
    '<style:table-cell-properties style:vertical-align="top"/><style:paragraph-properties fo:text-align="start"/>'
    "</style:style>"
    '<style:style style:name="row" style:family="table-row"><style:table-row-properties'
    ' style:use-optimal-row-height="true"/></style:style>'
    '<style:style style:name="table" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true"/></style:style>'
)


def ods_download(name: str, sheet: Sheet) -> StreamingHttpResponse:
    return attached(document(sheet), name=name, ending="ods", kind=KIND)


def document(sheet: Sheet) -> Iterator[bytes]:
    return archive(
        [
            ("mimetype", [KIND]),
            ("META-INF/manifest.xml", [_MANIFEST]),
            ("styles.xml", [_STYLES]),
            ("settings.xml", [_settings(sheet)]),
            ("content.xml", _content(sheet)),
        ],
        first_plain=True,
    )


def _settings(sheet: Sheet) -> str:
    """The row of headings stays in sight."""
    name = quoteattr(sheet.name)
    frozen = "".join(
        f'<config:config-item config:name="{item}" config:type="{kind}">{value}</config:config-item>'
        for item, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionBottom", "int", 1),
        )
    )
    return (
        f'{_HEAD}<office:document-settings {_NAMES} xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3">'
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name={name}>{frozen}'
        "</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
    )


def _content(sheet: Sheet) -> Iterator[str]:
    widths = sorted({heading.width for heading in sheet.headings})
    styles = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * CENTIMETRES:.1f}cm"/></style:style>'
        for width in widths
    )
    columns = "".join(f'<table:table-column table:style-name="w{heading.width}"/>' for heading in sheet.headings)
    yield (
        f'{_HEAD}<office:document-content {_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles}{_CELL_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name={quoteattr(sheet.name)} table:style-name="table">{columns}'
        f"<table:table-header-rows>{_row([heading.words for heading in sheet.headings], 'head')}</table:table-header-rows>"
    )
    for cells in sheet.rows:
        yield _row(cells, "text")
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _row(cells: Sequence[Cell], style: str) -> str:
    return f'<table:table-row table:style-name="row">{"".join(_cell(cell, style) for cell in cells)}</table:table-row>'


def _cell(cell: Cell, style: str) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, datetime.date):
        words = f"{cell.day} {cell:%B %Y}"
        return (
            f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{cell.isoformat()}">'
            f"<text:p>{words}</text:p></table:table-cell>"
        )
    if isinstance(cell, int | float):
        return (
            f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{_spaced(escaped(line))}</text:p>" for line in re.split(r"\r\n|\r|\n", cell))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _spaced(text: str) -> str:
    """OpenDocument takes several spaces for one, and a tab for a space, unless they are spelt out."""
    if "\t" in text:
        text = text.replace("\t", "<text:tab/>")
    if "  " in text or text[:1] == " ":
        text = re.sub(r"^ +|(?<= ) +", lambda run: f'<text:s text:c="{len(run[0])}"/>', text)
    return text
