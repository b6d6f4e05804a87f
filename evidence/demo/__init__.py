"""The demonstration council's evidence library: written in the TOML file beside this module.

Days are counted from the day of loading, so that a fresh demonstration is always about now.
"""

import datetime
import io
import tomllib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from evidence.files import CheckedFile, check_file
from evidence.models import Evidence, EvidenceCharacteristic
from evidence.services import keep_file, withdraw_evidence
from organisation.demo import Council

# A PDF of one page, as small as one can be: the library shows files without a document being set for each.
PDF = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length {length}>>stream
{text}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def load(council: Council) -> None:
    written = tomllib.loads((Path(__file__).parent / "library.toml").read_text(encoding="utf-8"))["piece"]
    pieces = {each["key"]: _piece(council, each) for each in written}
    Evidence.objects.bulk_create(pieces.values())
    EvidenceCharacteristic.objects.bulk_create(
        EvidenceCharacteristic(evidence=pieces[each["key"]], characteristic=council.characteristics[key])
        for each in written
        for key in each.get("about", [])
    )
    for each in written:
        piece = pieces[each["key"]]
        if "replaced_by" in each:
            piece.superseded_by = pieces[each["replaced_by"]]
            piece.save()
        if "withdrawn" in each:
            withdraw_evidence(evidence=piece, by=council.people["lead"], reason=each["withdrawn"])


def move_on(council: Council) -> None:
    """What happens in the library after assessments have cited it: a newer count comes in."""
    badges = piece("Blue badges in force by postcode")
    badges.shows = "39,150 badges are in force, 6.3% of residents. One in eight is for a condition that cannot be seen."
    badges.dated_to = council.on - datetime.timedelta(days=8)
    badges.save()


def piece(title: str) -> Evidence:
    """A piece of the demonstration's library, for the rooms above."""
    return Evidence.objects.select_related("file", "superseded_by").get(title=title)


def _piece(council: Council, written: dict[str, Any]) -> Evidence:
    keeper = council.people[written["keeper"]]
    made = Evidence(
        title=written["title"],
        source=written["source"],
        kind=written["kind"],
        dated_from=_day(council, written.get("from")),
        dated_to=_day(council, written.get("to")),
        precision=written.get("precision", "month"),
        dated=written.get("dated", ""),
        published_on=_day(council, written.get("published")),
        place=written.get("place", ""),
        shows=written["shows"],
        quality=written.get("quality", ""),
        link=written.get("link", ""),
        keeper=keeper,
        review_by=_day(council, written.get("review")),
        stale_after=written.get("years", 5),
    )
    made.stale_on = made.worked_out_stale_on
    if "file" in written:
        made.file = keep_file(file=_file(written["file"], written), by=keeper)
    return made


def _day(council: Council, value: Any) -> datetime.date | None:
    """A date as it is written, or so many days from the day of loading."""
    if isinstance(value, int):
        return council.on + datetime.timedelta(days=value)
    return value if isinstance(value, datetime.date) else None


def _file(name: str, written: dict[str, Any]) -> CheckedFile:
    """A small file of the kind its name says, with the piece's own words or table in it."""
    ending = name.rpartition(".")[2]
    makers = {"pdf": _pdf, "csv": _table, "txt": _text, "png": _picture}
    content = makers[ending](written)
    return check_file(io.BytesIO(content), name, len(content))


def _pdf(written: dict[str, Any]) -> bytes:
    words = written["title"].encode("ascii", "ignore").decode()
    text = f"BT /F 18 Tf 60 760 Td ({words}) Tj ET"
    return PDF.format(length=len(text), text=text).encode()


def _table(written: dict[str, Any]) -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in written["table"]).encode() + b"\n"


def _text(written: dict[str, Any]) -> bytes:
    return f"{written['title']}\n\n{written['shows']}\n".encode()


def _picture(written: dict[str, Any]) -> bytes:
    """A plan of a street with its bays, as somebody might sketch it."""
    picture = Image.new("RGB", (480, 200), "#ffffff")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 80, 480, 120), fill="#b1b4b6")
    for left in range(40, 440, 60):
        pen.rectangle((left, 60, left + 40, 78), outline="#12436d", width=3)
    made = io.BytesIO()
    picture.save(made, format="PNG")
    return made.getvalue()
