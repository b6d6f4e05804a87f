import hashlib
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.reporting.documents import FAKE_PDF, a_draft, a_frozen_edition, a_frozen_pack, a_meeting, a_pack, latest
from tests.reporting.evidence import evidence

pytestmark = pytest.mark.django_db


def build(*arguments: str) -> str:
    told = StringIO()
    call_command("build_report", *arguments, stdout=told)
    return told.getvalue()


def refused(*arguments: str) -> tuple[str, int]:
    with pytest.raises(CommandError) as refusal:
        build(*arguments)
    return str(refusal.value), refusal.value.returncode


def test_a_frozen_report_is_written_byte_for_byte(cast: dict[str, Any], tmp_path: Path) -> None:
    a_frozen_edition(cast)
    output = tmp_path / "report.pdf"
    told = build("annual", "--year", "2025-26", "--output", str(output))
    assert output.read_bytes() == FAKE_PDF
    assert "frozen, as kept" in told
    assert hashlib.sha256(FAKE_PDF).hexdigest() in told


def test_a_draft_is_marked_as_one(
    cast: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep_pdf: Any
) -> None:
    a_draft(cast)
    monkeypatch.setattr("reporting.management.commands.build_report.gather", lambda edition, on: evidence())
    output = tmp_path / "report.pdf"
    told = build("annual", "--year", "2025-26", "--output", str(output))
    assert "Draft: Annual equality report 2025-26, from today’s figures" in told
    assert " pages, SHA-256 " in told
    keep_pdf("annual-report-draft.pdf", output.read_bytes())


def test_a_pack_is_found_by_its_number_or_its_meeting(cast: dict[str, Any], tmp_path: Path) -> None:
    pack = a_frozen_pack(cast)
    for which in (["--pack", str(pack.pk)], ["--meeting", "2026-12-09"], ["--meeting", "2026-12-09", "--item", "7"]):
        output = tmp_path / "pack.pdf"
        build("pack", *which, "--output", str(output))
        assert output.read_bytes() == FAKE_PDF
        output.unlink()


def test_wrong_words_are_told_with_what_to_write_instead(cast: dict[str, Any], tmp_path: Path) -> None:
    output = str(tmp_path / "report.pdf")
    assert refused("annual", "--year", "2025", "--output", output) == (
        "“2025” is not a report year: write it as 2025-26, two years that follow each other.",
        2,
    )
    assert refused("pack", "--meeting", "9 December", "--output", output) == (
        "“9 December” is not a date: write it as 2026-12-09.",
        2,
    )
    a_pack(cast)
    a_pack(cast, item_number="8", meeting=a_meeting())
    words, status = refused("pack", "--meeting", "2026-12-09", "--output", output)
    assert "There are several packs" in words
    assert status == 2


def test_a_year_without_records_and_a_pack_that_is_not_there_are_told(cast: dict[str, Any], tmp_path: Path) -> None:
    output = str(tmp_path / "report.pdf")
    words, status = refused("annual", "--year", "2001-02", "--output", output)
    assert "nothing to report for 2001-02" in words
    assert status == 3
    pack = a_pack(cast)
    words, status = refused("pack", "--pack", "999999", "--output", output)
    assert f"There is no pack number 999999. There are: {pack.pk}" in words
    assert status == 3


def test_a_place_that_cannot_be_written_is_told_before_the_work(council: Any, tmp_path: Path) -> None:
    words, status = refused("annual", "--year", "2025-26", "--output", str(tmp_path))
    assert "is a directory" in words
    assert status == 4
    words, status = refused("annual", "--year", "2025-26", "--output", str(tmp_path / "nowhere" / "report.pdf"))
    assert "create it first" in words
    assert status == 4


def test_a_damaged_file_is_not_written(cast: dict[str, Any], tmp_path: Path) -> None:
    edition = a_frozen_edition(cast)
    latest(edition).pdf.storage.delete(latest(edition).pdf.name)
    words, status = refused("annual", "--year", "2025-26", "--output", str(tmp_path / "report.pdf"))
    assert "Put back the file store from its backup" in words
    assert status == 5
