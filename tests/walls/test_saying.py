"""What the walk hears: a secret is found wherever a file can hold words."""

import base64
import io
import zipfile

import pytest
from django.http import HttpResponse
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text

from tests.walls.saying import body_of, said_in
from toolkit.catalogue import sample_document
from toolkit.charts import Bar, bars
from toolkit.downloads import Heading, Sheet, csv_download, ods_download, xlsx_download
from toolkit.pdf import render_pdf

SECRET = "Roma women in Highways: 3"


def heard(content: bytes, kind: str = "") -> list[str]:
    """The places at which the secret is heard."""
    return [place for place, words in said_in(content, kind) if SECRET in words]


def a_pdf(alt: str = "A chart") -> bytes:
    chart = bars(title="Few", subtitle="Staff", source="HR", rows=[Bar("Place", 12)], alt=alt)
    return render_pdf("toolkit/sample_document.html", sample_document() | {"charts": [chart]}, title="Sample")


@pytest.fixture(scope="module")
def plain_pdf() -> bytes:
    return a_pdf()


def test_a_plain_pdf_does_not_tell_it(plain_pdf: bytes) -> None:
    assert heard(plain_pdf) == []
    assert any("Place" in words for _place, words in said_in(plain_pdf))


def test_it_is_heard_in_the_alternative_text_of_a_picture_in_a_pdf() -> None:
    assert heard(a_pdf(alt=SECRET)) == ["body: /Alt"]


@pytest.mark.parametrize("hide", ["metadata", "bookmark", "note", "attachment"])
def test_it_is_heard_in_every_corner_of_a_pdf(plain_pdf: bytes, hide: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain_pdf)))
    if hide == "metadata":
        writer.add_metadata({"/Keywords": SECRET})
    elif hide == "bookmark":
        writer.add_outline_item(title=SECRET, page_number=0)
    elif hide == "note":
        writer.add_annotation(page_number=0, annotation=Text(rect=(0, 0, 9, 9), text=SECRET))
    else:
        writer.add_attachment("counts.csv", f"group\n{SECRET}\n".encode())
    made = io.BytesIO()
    writer.write(made)
    assert heard(made.getvalue())


def test_it_is_heard_in_workbooks_and_separated_values() -> None:
    assert heard(body_of(csv_download("staff", ["Group"], [[SECRET]])))
    for download in (xlsx_download, ods_download):
        assert heard(body_of(download("staff", Sheet("Staff", [Heading("Group")], [[SECRET]])))), download


@pytest.mark.parametrize(
    "page",
    [
        f'<p title="{SECRET}">Few</p>',
        f"<svg><title>{SECRET}</title></svg>",
        f"<svg><desc>{SECRET}</desc></svg>",
        f'<svg aria-label="{SECRET}"></svg>',
        f'<td data-value="{SECRET}">[c]</td>',
        f"<!-- {SECRET} -->",
        f"<p>{SECRET.replace('R', '&#82;')}</p>",
        f'{{"ethnicity": "{SECRET}"}}',
        f"BEGIN:VCALENDAR\r\nDESCRIPTION:{SECRET}\r\n",
    ],
)
def test_it_is_heard_in_attributes_drawings_comments_and_data(page: str) -> None:
    assert heard(page.encode(), "text/html")


def test_it_is_heard_in_a_file_within_a_file() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("record.json", SECRET)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("pack.zip", inner.getvalue())
    assert heard(outer.getvalue()) == ["body: pack.zip: record.json: line 1"]


def test_a_picture_is_told_apart_by_its_bytes() -> None:
    pixel = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    assert [place for place, _words in said_in(pixel)] == ["body: picture"]


def test_what_changes_with_every_request_is_not_taken_for_a_difference() -> None:
    one, other = (
        list(said_in(f'<input name="csrfmiddlewaretoken" value="{token}">'.encode(), "text/html"))
        for token in ("a", "b")
    )
    assert one == other


def test_streamed_answers_are_read_whole() -> None:
    assert body_of(HttpResponse(b"all of it")) == b"all of it"
