"""What a file really is, found by its content; what the library does not keep, with a sentence that says why.

A name proves nothing: every check reads the bytes. A file that passes is kept as it came and only ever handed out as a
download, so that no browser opens it as a page of ours.
"""

import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from evidence.choices import FileKind

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED_BYTES = 300 * MEGABYTE
MOST_ENTRIES = 10_000
LONGEST_NAME = 120
# Names under which each kind goes; the first is the one it is kept under.
ENDINGS = {
    FileKind.PDF: ("pdf",),
    FileKind.WORD: ("docx",),
    FileKind.EXCEL: ("xlsx",),
    FileKind.SLIDES: ("pptx",),
    FileKind.CSV: ("csv",),
    FileKind.TEXT: ("txt", "text", "md"),
    FileKind.PNG: ("png",),
    FileKind.JPEG: ("jpg", "jpeg"),
}
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.TEXT: "text/plain; charset=utf-8",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
MAIN_PARTS = {
    "word/document.xml": FileKind.WORD,
    "xl/workbook.xml": FileKind.EXCEL,
    "ppt/presentation.xml": FileKind.SLIDES,
}
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!", b"\xfe\xed\xfa")
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Parts of an Office file that run or hold something that may run.
ACTIVE_PARTS = re.compile(r"vbaproject\.bin|/activex/|/embeddings/[^/]*\.bin$|macrosheets/|\.(xlsm|docm|pptm)$", re.I)
PDF_ACTIVE = re.compile(rb"/(JavaScript|Launch|RichMedia|EmbeddedFile)\b")
MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php|xsl:)|\bjavascript:|\bvbscript:", re.I
)


class UnfitFile(Exception):
    """The message says what is wrong with the file and what to do about it."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its content, what it is, its hash, and a name that is safe to hand out."""

    content: bytes
    kind: FileKind
    sha256: str
    name: str

    @property
    def size(self) -> int:
        return len(self.content)


def check_file(file: BinaryIO, name: str, size: int) -> CheckedFile:
    """Read a file that somebody brings. Raises UnfitFile."""
    if size == 0:
        raise UnfitFile(_("The file is empty. Choose one that has something in it."))
    if size > MOST_BYTES:
        raise UnfitFile(
            _("The file is %(size)s MB. Choose one of %(most)s MB or less, or give its web address instead.")
            % {"size": -(-size // MEGABYTE), "most": MOST_BYTES // MEGABYTE}
        )
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnfitFile(_("Choose a file of %s MB or less.") % (MOST_BYTES // MEGABYTE))
    kind = _kind_of(content, name)
    return CheckedFile(content, kind, hashlib.sha256(content).hexdigest(), _safe_name(name, kind))


def _kind_of(content: bytes, name: str) -> FileKind:
    if content.startswith(PROGRAMS):
        raise UnfitFile(_("This file is a program, whatever its name says. Choose a document."))
    if content.startswith(OLD_OFFICE):
        raise UnfitFile(
            _(
                "This is an old Office file, or one with a password. Save it without a password as .docx, .xlsx or .pptx."
            )
        )
    if content.startswith(b"%PDF-"):
        kind = _pdf(content)
    elif content.startswith(b"PK"):
        kind = _office(content)
    elif content.startswith(PICTURES):
        kind = _picture(content)
    else:
        kind = _text(content, name)
    _refuse_a_false_name(kind, name)
    return kind


def _pdf(content: bytes) -> FileKind:
    if b"%%EOF" not in content[-2048:]:
        raise UnfitFile(_("The PDF breaks off. Save or download it again and choose that file."))
    if PDF_ACTIVE.search(content):
        raise UnfitFile(_("This PDF holds a script or another file. Print it to a new PDF and choose that one."))
    return FileKind.PDF


def _office(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            is_too_large = len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > MOST_UNPACKED_BYTES
            is_locked = any(entry.flag_bits & 1 for entry in entries)
            has_types = "[Content_Types].xml" in names and not is_too_large and not is_locked
            types = archive.read("[Content_Types].xml") if has_types else b""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise UnfitFile(_("The file is damaged. Open it in its program, save it again and choose that file.")) from None
    if is_too_large:
        raise UnfitFile(_("The file is too large once unpacked. Save only the part that matters and choose that."))
    if is_locked:
        raise UnfitFile(_("The file is protected by a password. Save a copy without one and choose that."))
    kinds = {kind for part, kind in MAIN_PARTS.items() if part in names}
    if not types or len(kinds) != 1:
        raise UnfitFile(
            _("This is an archive, not a document. Choose the document itself: PDF, .docx, .xlsx, .pptx or CSV.")
        )
    if b"macroEnabled" in types or any(ACTIVE_PARTS.search(f"/{each}") for each in names):
        raise UnfitFile(_("This file holds macros or an embedded program. Save it without them and choose that copy."))
    return kinds.pop()


def _picture(content: bytes) -> FileKind:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
                found = picture.format
                picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError):
        raise UnfitFile(_("This picture cannot be read. Save it again as PNG or JPEG and choose that file.")) from None
    return FileKind.PNG if found == "PNG" else FileKind.JPEG


def _text(content: bytes, name: str) -> FileKind:
    neither = _("We keep PDF, Word, Excel, PowerPoint, CSV, text, PNG and JPEG files. This file is none of these.")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # Older programs save text in Windows-1252, in which almost any bytes are letters: only a plain name vouches.
        if _ending(name) not in ("txt", "csv"):
            raise UnfitFile(neither) from None
        text = content.decode("windows-1252", errors="replace")
    odd = sum(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in text[:100_000])
    if odd or text.startswith("{\\rtf"):
        raise UnfitFile(neither)
    if MARKUP.search(text):
        raise UnfitFile(
            _(
                "This file holds the code of a web page or a drawing with code (HTML, SVG). Save it as PDF or PNG instead."
            )
        )
    return FileKind.CSV if _ending(name) == "csv" else FileKind.TEXT


def _refuse_a_false_name(kind: FileKind, name: str) -> None:
    ending = _ending(name)
    if ending not in ENDINGS[kind]:
        raise UnfitFile(
            _(
                "The name ends in “.%(ending)s”, but the file is of another kind: %(kind)s. Give it its right name, .%(right)s."
            )
            % {"ending": ending or "…", "kind": kind.label, "right": ENDINGS[kind][0]}
            if ending
            else _("The name has no ending. Add .%s to it and choose the file again.") % ENDINGS[kind][0]
        )


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def _safe_name(name: str, kind: FileKind) -> str:
    """The name without folders, control signs or anything that a header or a file system could misread."""
    stem = re.split(r"[\\/]", name)[-1].rpartition(".")[0]
    stem = "".join(sign for sign in unicodedata.normalize("NFC", stem) if unicodedata.category(sign)[0] != "C")
    stem = re.sub(r"[\"<>:|?*;%]+", "_", stem).strip(" .")[:LONGEST_NAME] or "file"
    return f"{stem}.{ENDINGS[kind][0]}"
