"""A library with a few pieces in it, and files of every sort that people bring."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook
from PIL import Image

from evidence import services
from evidence.files import CheckedFile, check_file
from evidence.models import Evidence
from organisation.models import Person

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
CSV = b"year,visits\n2024,1200\n2025,1350\n"


def workbook() -> bytes:
    made = io.BytesIO()
    book = Workbook()
    book.active.append(["year", "visits"])
    book.save(made)
    return made.getvalue()


def office(*parts: str, types: str = "document") -> bytes:
    """An Office file as far as its parts tell: `parts` are the names of the files within it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        for part in parts:
            archive.writestr(part, "<x/>")
    return made.getvalue()


def checked(name: str, content: bytes) -> CheckedFile:
    return check_file(io.BytesIO(content), name, len(content))


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (3, 3), "#28a197").save(made, format=kind)
    return made.getvalue()


def piece(by: Person, title: str = "Bus passenger survey 2025", **fields: Any) -> Evidence:
    return services.add_evidence(
        by=by,
        **{
            "title": title,
            "source": "Highways and Transport",
            "kind": "data",
            "shows": "Two in five passengers have a disability.",
            "dated_to": datetime.date(2025, 10, 31),
            **fields,
        },
    )


@pytest.fixture
def survey(cast: dict[str, Person]) -> Evidence:
    return piece(cast["officer"])
