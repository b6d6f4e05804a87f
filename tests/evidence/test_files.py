"""What the library keeps and what it refuses: every file is judged by its content, and the refusal says what to do."""

import hashlib
import io

import pytest

from evidence.choices import FileKind
from evidence.files import MOST_BYTES, CheckedFile, UnfitFile, check_file
from tests.evidence.conftest import CSV, PDF, office, picture, workbook

WORD = office("word/document.xml")


def check(content: bytes, name: str, size: int | None = None) -> CheckedFile:
    return check_file(io.BytesIO(content), name, len(content) if size is None else size)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "report.pdf", FileKind.PDF),
        (WORD, "notes.docx", FileKind.WORD),
        (workbook(), "figures.XLSX", FileKind.EXCEL),
        (office("ppt/presentation.xml"), "slides.pptx", FileKind.SLIDES),
        (CSV, "visits.csv", FileKind.CSV),
        ("naïve café".encode("windows-1252"), "old.txt", FileKind.TEXT),
        ("Besuche;Jahr".encode("utf-16"), "wide.csv", FileKind.CSV),
        (b"What people told us: the ramp is < 1 metre wide.", "heard.txt", FileKind.TEXT),
        (picture(), "photo.png", FileKind.PNG),
        (picture("JPEG"), "photo.jpeg", FileKind.JPEG),
    ],
)
def test_documents_tables_and_pictures_are_kept_as_they_came(content: bytes, name: str, kind: FileKind) -> None:
    checked = check(content, name)
    assert (checked.kind, checked.content) == (kind, content)
    assert checked.sha256 == hashlib.sha256(content).hexdigest()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.pdf", "The file is empty"),
        (b"MZ\x90\x00" + PDF, "report.pdf", "This file is a program"),
        (b"\x7fELF\x02", "report.docx", "This file is a program"),
        (b"#!/bin/sh\nrm -rf /\n", "notes.txt", "This file is a program"),
        (HTML, "page.html", "code of a web page"),
        (HTML, "visits.csv", "code of a web page"),
        (b"Dear all,\n<ScRiPt src=x></ScRiPt>", "heard.txt", "code of a web page"),
        (SVG, "map.svg", "code of a web page or a drawing"),
        (SVG, "map.png", "code of a web page or a drawing"),
        (office("word/document.xml", "word/vbaProject.bin"), "notes.docx", "holds macros"),
        (office("xl/workbook.xml", types="macroEnabled"), "figures.xlsx", "holds macros"),
        (office("word/document.xml", "word/embeddings/oleObject1.bin"), "notes.docx", "embedded program"),
        (office("word/document.xml", "word/activeX/activeX1.xml"), "notes.docx", "holds macros"),
        (office("evil.exe"), "notes.docx", "This is an archive"),
        (office("word/document.xml")[:200], "notes.docx", "damaged"),
        (b"PK\x03\x04nothing", "notes.docx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "notes.doc", "old Office file"),
        (b"%PDF-1.4\n/OpenAction<</S/JavaScript/JS(app.alert(1))>>\n%%EOF", "report.pdf", "holds a script"),
        (b"%PDF-1.4\n/S/Launch/F(cmd.exe)\n%%EOF", "report.pdf", "holds a script"),
        (PDF[:20], "report.pdf", "breaks off"),
        (picture()[:40], "photo.png", "cannot be read"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "photo.png", "cannot be read"),
        (b"GIF89a\x01\x00\x01\x00", "photo.gif", "none of these"),
        (b"{\\rtf1\\ansi hello}", "notes.txt", "none of these"),
        (bytes(range(256)), "data.bin", "none of these"),
        (WORD, "report.pdf", "of another kind: Word document. Give it its right name, .docx"),
        (PDF, "photo.png", "of another kind: PDF"),
        (CSV, "visits.exe", "of another kind: Text"),
        (PDF, "report", "no ending"),
    ],
)
def test_disguised_active_and_broken_files_are_refused_with_a_sentence(
    content: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(UnfitFile, match=sentence):
        check(content, name)


def test_a_file_that_is_too_large_is_refused_before_it_is_read_and_whatever_size_it_claims() -> None:
    with pytest.raises(UnfitFile, match=r"The file is 21 MB. Choose one of 20 MB or less"):
        check(PDF, "report.pdf", size=MOST_BYTES + 1)
    with pytest.raises(UnfitFile, match="20 MB or less"):
        check(PDF + b" " * MOST_BYTES, "report.pdf", size=10)


def test_an_archive_that_grows_when_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.files.MOST_UNPACKED_BYTES", 5)
    with pytest.raises(UnfitFile, match="too large once unpacked"):
        check(WORD, "notes.docx")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\survey.PDF", "survey.pdf"),
        ('a"b\r\nSet-Cookie: x=1.pdf', "a_bSet-Cookie_ x=1.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_the_name_is_kept_without_what_a_header_or_a_folder_could_misread(name: str, kept: str) -> None:
    assert check(PDF, name).name == kept
