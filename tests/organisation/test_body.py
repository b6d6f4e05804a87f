"""The body: its name, its colour that must be readable, its logo that is really a picture."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from organisation.logos import MOST_BYTES, UnreadableLogo, read_logo
from organisation.models import Organisation
from toolkit.history import history_of, version_of

pytestmark = pytest.mark.django_db
URL = "/organisation/body/"


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "#1d5c4d").save(made, format=kind)
    return made.getvalue()


def fields(council: Organisation, **changes: Any) -> dict[str, Any]:
    return {
        "name": council.name,
        "jurisdiction": "england",
        "colour": "#12436d",
        "contact": "Equality team",
        "area": "",
        "version": version_of(council),
    } | changes


def test_the_body_is_edited(as_administrator: Client, council: Organisation) -> None:
    assert as_administrator.post(URL, fields(council, name="Newshire", jurisdiction="wales")).status_code == 302
    council.refresh_from_db()
    assert (council.name, council.get_jurisdiction_display()) == ("Newshire", "Wales")
    assert ("Name", "Testshire County Council", "Newshire") in history_of(council)[0].fields


def test_there_is_one_body_only(council: Organisation) -> None:
    with pytest.raises(Exception, match="organisation_is_the_only_one"):
        Organisation.objects.create(pk=2, name="Another")


def test_the_body_is_set_up_by_the_first_administrator(as_administrator: Client, council: Organisation) -> None:
    Organisation.objects.all().delete()
    assert as_administrator.post(URL, fields(council, version="0", name="Newshire")).status_code == 302
    assert Organisation.the().name == "Newshire"


def test_a_colour_on_which_white_cannot_be_read_is_refused_with_one_that_can(
    as_administrator: Client, council: Organisation
) -> None:
    page = as_administrator.post(URL, fields(council, colour="#ffcc00")).content.decode()
    advice = re.search(r"contrast of ([\d.]+) to 1 and needs 4.5 to 1. (#[0-9a-f]{6}) is dark enough", page)
    assert advice is not None
    assert as_administrator.post(URL, fields(council, colour=advice[2])).status_code == 302


@pytest.mark.parametrize("colour", ["red", "#12", "#12436g"])
def test_a_colour_is_written_as_six_digits(colour: str, as_administrator: Client, council: Organisation) -> None:
    page = as_administrator.post(URL, fields(council, colour=colour)).content.decode()
    assert "Enter a colour as # and six digits" in page


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_written_again_as_png_within_its_box(
    kind: str, as_administrator: Client, council: Organisation
) -> None:
    upload = SimpleUploadedFile("evil.html", picture(kind, (2400, 900)) + b"<script>alert(1)</script>")
    assert as_administrator.post(URL, fields(council, new_logo=upload)).status_code == 302
    council.refresh_from_db()
    content = Path(council.logo.path).read_bytes()
    assert re.fullmatch(r"organisation/logo-[0-9a-f]{12}\.png", council.logo.name)
    assert b"<script>" not in content
    with Image.open(io.BytesIO(content)) as stored:
        assert (stored.format, stored.size) == ("PNG", (800, 300))


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + bytes(100),
        b"",
        picture()[:60],
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"%PDF-1.7",
    ],
)
def test_what_is_no_picture_is_refused_in_words(
    content: bytes, as_administrator: Client, council: Organisation
) -> None:
    page = as_administrator.post(URL, fields(council, new_logo=SimpleUploadedFile("logo.png", content)))
    text = page.content.decode()
    assert "PNG or JPEG picture" in text or "The submitted file is empty" in text
    council.refresh_from_db()
    assert not council.logo


def test_a_picture_too_big_is_refused() -> None:
    with pytest.raises(UnreadableLogo, match="1 MB"):
        read_logo(io.BytesIO(picture()), MOST_BYTES + 1)
    with pytest.raises(UnreadableLogo, match="4,000 pixels"):
        read_logo(io.BytesIO(picture(size=(5000, 10))), 1000)


def test_a_logo_can_be_removed(as_administrator: Client, council: Organisation) -> None:
    as_administrator.post(URL, fields(council, new_logo=SimpleUploadedFile("a.png", picture())))
    council.refresh_from_db()
    as_administrator.post(URL, fields(council, removes_logo="on"))
    council.refresh_from_db()
    assert not council.logo


def test_a_second_editor_of_the_body_is_told(as_administrator: Client, council: Organisation) -> None:
    opened = fields(council, name="Mine")
    Organisation.objects.update(name="Theirs")
    page = as_administrator.post(reverse("organisation:edit-body"), opened).content.decode()
    assert "Somebody else changed this while you had it open" in page
    assert Organisation.the().name == "Theirs"
