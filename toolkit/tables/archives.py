"""Workbooks and documents are archives of XML: what is in one, and whether it is safe to unpack.

An archive may unpack to a thousand times its size, and XML may define entities that grow without end. Neither is
needed by any Office file, so both are refused before anything is read.
"""

import zipfile
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from toolkit.tables.shapes import MEGABYTE, Unreadable, damaged

# A workbook is read row by row, a document as a whole, which takes ten times its size in memory.
MOST_UNPACKED = {"xlsx": 300 * MEGABYTE, "ods": 300 * MEGABYTE, "docx": 60 * MEGABYTE}
MOST_PARTS = 10_000
BROKEN = (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, KeyError, EOFError)


class _Declared(Exception):
    pass


class _Begun(Exception):
    pass


def kind_of_archive(file: IO[bytes]) -> str:
    """`xlsx`, `ods` or `docx`; anything else, and what must not be opened, is Unreadable."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = [entry.filename for entry in archive.infolist()]
            if len(names) > MOST_PARTS:
                raise damaged()
            if "mimetype" in names and b"opendocument" in (mime := archive.read("mimetype")[:100]):
                kind = _kind_of_opendocument(archive, set(names), mime)
            else:
                types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
                kind = _kind(set(names), types)
            _refuse_what_swells(archive, kind)
            _refuse_entities(archive)
    except BROKEN:
        raise damaged() from None
    return kind


def _kind(names: set[str], types: bytes) -> str:
    holds_macros = b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names)
    if "word/document.xml" in names:
        if holds_macros:
            raise Unreadable(
                _("This document holds macros, which we do not open. Save it as a document without macros (.docx).")
            )
        return "docx"
    if holds_macros:
        raise Unreadable(
            _("This workbook holds macros, which we do not open. Save it as a workbook without macros (.xlsx).")
        )
    if "xl/workbook.bin" in names:
        raise Unreadable(_("This is a binary workbook (.xlsb). Save it as .xlsx and choose that file."))
    if "xl/workbook.xml" not in names:
        raise Unreadable(
            _("This is not a table that we can read. Choose a Word document (.docx), a workbook (.xlsx) or a CSV file.")
        )
    return "xlsx"


def _kind_of_opendocument(archive: zipfile.ZipFile, names: set[str], mime: bytes) -> str:
    if b"spreadsheet" not in mime:
        raise Unreadable(_("This is an OpenDocument text. Save it as a Word document (.docx) and choose that file."))
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable(_("The file is protected by a password. Save a copy without a password and choose that file."))
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Unreadable(
            _("This workbook holds macros, which we do not open. Save it as a workbook without macros (.ods).")
        )
    return "ods"


def _refuse_what_swells(archive: zipfile.ZipFile, kind: str) -> None:
    """An archive never gives more than its entries declare, so that their sum may be trusted."""
    of_text = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels", ".bin"))]
    if sum(entry.file_size for entry in of_text) > MOST_UNPACKED[kind] or any(
        entry.file_size > MOST_UNPACKED["xlsx"] for entry in archive.infolist()
    ):
        raise Unreadable(
            _("The file is too large once unpacked. Save only the part with the table and choose that file.")
        )


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if _declares_entities(part):
                    raise Unreadable(
                        _(
                            "The file holds definitions that no Office program writes, and may be harmful. Open it in "
                            "the program that made it, save it again and choose that file."
                        )
                    )


def _declares_entities(part: IO[bytes]) -> bool:
    """Whether a document type stands before the first element, in whatever encoding; the rest is not read."""
    parser = expat.ParserCreate()

    def declared(*_parts: object) -> None:
        raise _Declared

    def begun(*_parts: object) -> None:
        raise _Begun

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        while piece := part.read(4096):
            parser.Parse(piece, False)
    except _Declared:
        return True
    except (_Begun, expat.ExpatError):
        return False
    return False
