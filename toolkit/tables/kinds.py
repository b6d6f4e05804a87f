"""What kind of file a person has brought, judged by its content and not only by its name."""

import codecs
import io
from typing import IO

from django.utils.translation import gettext as _

from toolkit.tables.archives import kind_of_archive
from toolkit.tables.shapes import MEGABYTE, MOST_BYTES, Unreadable, nothing_in_it

MARKED_UP = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<body", b"<style", b"<!--startfragment")
OTHER_MARKED_UP = (b"<!doctype", b"<?xml", b"{\\rtf", b"<mso-application")
ENDINGS = {
    "xlsx": {"xlsx", "xlsm", "xls"},
    "ods": {"ods"},
    "docx": {"docx", "docm", "doc"},
    "csv": {"csv", "tsv", "txt"},
    "html": {"html", "htm"},
}


def kind_of(file: IO[bytes], name: str, *, most_bytes: int = MOST_BYTES) -> str:
    """`xlsx`, `ods`, `docx`, `html` or `csv`, from the content; anything else, and a name that says otherwise, is Unreadable."""
    _refuse_the_wrong_size(file, most_bytes)
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if start.startswith(b"PK\x03\x04"):
        kind = kind_of_archive(file)
        file.seek(0)
    else:
        kind = _kind_of_text(file, start, ending)
    _refuse_another_name(kind, ending)
    return kind


def _kind_of_text(file: IO[bytes], start: bytes, ending: str) -> str:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise Unreadable(_old_or_locked(file))
    if text.startswith(b"%pdf"):
        raise Unreadable(
            _("This is a PDF. Save the table as a Word document, a workbook (.xlsx) or CSV and choose that file.")
        )
    if text.startswith(MARKED_UP) and ending in ENDINGS["html"]:
        return "html"
    if text.startswith((*MARKED_UP, *OTHER_MARKED_UP)):
        raise Unreadable(
            _(
                "This is a web page or a document under another name. Open it, save it as .xlsx, .docx or CSV and choose that file."
            )
        )
    if b"\x00" in start and not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(
            _("This is not a table that we can read. Choose a Word document (.docx), a workbook (.xlsx) or a CSV file.")
        )
    return "csv"


def _refuse_another_name(kind: str, ending: str) -> None:
    claimed = next((claim for claim, endings in ENDINGS.items() if ending in endings), kind)
    if claimed == kind or (kind == "csv" and claimed == "html"):
        return
    words = {"ending": ending}
    if kind == "xlsx":
        raise Unreadable(
            _("The name ends in .%(ending)s but the file is a workbook. Let its name end in .xlsx.") % words
        )
    if kind == "ods":
        raise Unreadable(
            _("The name ends in .%(ending)s but the file is a LibreOffice workbook. Let its name end in .ods.") % words
        )
    if kind == "docx":
        raise Unreadable(
            _("The name ends in .%(ending)s but the file is a Word document. Let its name end in .docx.") % words
        )
    raise Unreadable(
        _("The name ends in .%(ending)s but the file holds plain text. If it is CSV, let its name end in .csv.") % words
    )


def _refuse_the_wrong_size(file: IO[bytes], most_bytes: int) -> None:
    size = file.seek(0, io.SEEK_END)
    if size == 0:
        raise nothing_in_it()
    if size > most_bytes:
        raise Unreadable(
            _("The file is %(size)s MB. The most we read is %(most)s MB: take out what is not the table, or split it.")
            % {"size": -(-size // MEGABYTE), "most": most_bytes // MEGABYTE}
        )


def _old_or_locked(file: IO[bytes]) -> str:
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("The file is protected by a password. Save a copy without a password and choose that file.")
    if "WordDocument".encode("utf-16-le") in content:
        return _("This is an old Word document (.doc). Open it, save it as .docx and choose that file.")
    if "Workbook".encode("utf-16-le") in content:
        return _("This is an old workbook (.xls). Open it, save it as .xlsx and choose that file.")
    return _("This is an old Office file (.xls or .doc). Open it, save it as .xlsx or .docx and choose that file.")
