"""Every figure about staff in a report comes from a release; which one is written down, and looked at again on the way out."""

import csv
import hashlib
import io
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from disclosure import HIDDEN
from disclosure.__main__ import main as disclosure
from governance.errors import MoveRefused
from governance.rules import content_hash
from governance.services import move
from organisation.models import Organisation, Person
from reporting.annual.content import annual_payload
from reporting.annual.evidence import gather
from reporting.models import Edition, EditionVersion, ReleaseUse
from reporting.services.appendices import add_appendix
from reporting.services.files import read_file
from reporting.services.freezing import freeze_edition, freeze_pack
from reporting.services.publishing import publish_edition
from reporting.tidy import as_cells, headings, plain, rows_of
from reporting.waiting import waiting_for
from tests.reporting.documents import FAKE_PDF, a_draft, a_pack, latest
from tests.workforce.making import AS_AT, COLUMNS, people, release_snapshot, staff_file
from workforce.models import Release, Snapshot
from workforce.services import import_snapshot, withdraw_release

pytestmark = pytest.mark.django_db


def staff() -> list[dict[str, str]]:
    """Two directorates and three grades, with few people in some places."""

    def some(number: int, grade: str, hours: str, **answers: str) -> list[dict[str, str]]:
        return [row | {"Grade": grade, "Hours": hours} for row in people(number, 1, **answers)]

    rows = [
        *some(60, "G1", "37"),
        *some(41, "G1", "18.5", ethnic_group="Indian"),
        *some(37, "G2", "37", sex="Male"),
        *some(3, "G2", "37", ethnic_group="Roma", sex="Male"),
        *some(31, "G10", "20", disability="Yes"),
        *some(52, "G1", "37", directorate="Adult Social Care"),
        *some(7, "G2", "18.5", directorate="Adult Social Care", religion_or_belief="Jewish"),
        *some(29, "G2", "37", directorate="Adult Social Care", sex="Male", ethnic_group="Indian"),
        *some(23, "G10", "37", directorate="Adult Social Care"),
    ]
    return [row | {"Reference": f"R{number}"} for number, row in enumerate(rows)]


@pytest.fixture
def snapshot(cast: dict[str, Person], council: Organisation) -> Snapshot:
    council.area = "Kent"
    council.save()
    content = staff_file(staff(), (*COLUMNS, "Grade", "Hours"))
    return import_snapshot(content=content, file_name="staff.csv", as_at=AS_AT, by=cast["hr_analyst"]).snapshot


@pytest.fixture
def release(snapshot: Snapshot, cast: dict[str, Person]) -> Release:
    return release_snapshot(snapshot, by=cast["hr_analyst"])


@pytest.fixture
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("edition_pdf", "pack_pdf"):
        monkeypatch.setattr(f"reporting.services.freezing.{name}", lambda payload: FAKE_PDF)


@pytest.fixture
def version(release: Release, cast: dict[str, Person], quick_pdf: None) -> EditionVersion:
    return freeze_edition(edition=a_draft(cast), by=cast["equality_lead"])


def figures_of(payload: dict[str, Any]) -> dict[tuple[str, str, str], str]:
    return {(table, row, column): count for table, row, column, count, _share in payload["figures"]}


class TestWhichReleaseIsUsed:
    def test_freezing_writes_down_the_release_and_its_hash_once(
        self, version: EditionVersion, release: Release
    ) -> None:
        use = version.releases_used.get()
        assert (use.release, use.sha256) == (release, release.sha256)
        assert version.payload["release"]["sha256"] == release.sha256 == content_hash(release.numbers)
        for change in (lambda: ReleaseUse.objects.update(sha256="0" * 64), lambda: use.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_a_pack_uses_what_its_appendices_use(
        self, version: EditionVersion, release: Release, cast: dict[str, Person]
    ) -> None:
        pack = a_pack(cast)
        add_appendix(pack=pack, by=cast["committee_clerk"], edition_version=version)
        made = freeze_pack(pack=pack, by=cast["committee_clerk"])
        assert made.releases_used.get().release == release

    def test_figures_that_were_not_released_are_not_frozen(self, snapshot: Snapshot, cast: dict[str, Person]) -> None:
        edition = a_draft(cast)
        with pytest.raises(MoveRefused, match="as at 31 March 2026 are proposed and not released yet"):
            freeze_edition(edition=edition, by=cast["equality_lead"])
        said = json.dumps(annual_payload(gather(edition, timezone.localdate())), ensure_ascii=False)
        assert "are proposed and not released yet" in said
        assert "283" not in said, "the headcount has not left either"

    def test_figures_that_were_withdrawn_are_not_frozen(
        self, release: Release, cast: dict[str, Person], sign_in: Any
    ) -> None:
        edition = a_draft(cast)
        withdraw_release(release=release, reason="A file was wrong.", by=cast["hr_analyst"])
        page = sign_in(cast["equality_lead"]).get(edition.get_absolute_url()).content.decode()
        assert "The figures of staff as at 31 March 2026 were withdrawn." in page
        with pytest.raises(MoveRefused, match="were withdrawn"):
            freeze_edition(edition=edition, by=cast["equality_lead"])

    def test_a_body_without_any_staff_file_may_still_report(self, cast: dict[str, Person], quick_pdf: None) -> None:
        made = freeze_edition(edition=a_draft(cast), by=cast["equality_lead"])
        assert made.payload["release"] is None
        assert not made.releases_used.exists()

    def test_publishing_looks_again(self, version: EditionVersion, release: Release, cast: dict[str, Person]) -> None:
        withdraw_release(release=release, reason="A file was wrong.", by=cast["hr_analyst"])
        with pytest.raises(MoveRefused, match=r"no longer released\. Reopen it as a draft"):
            publish_edition(edition=version.record, by=cast["equality_lead"])

    def test_a_pack_with_withdrawn_figures_is_not_frozen(
        self, version: EditionVersion, release: Release, cast: dict[str, Person]
    ) -> None:
        pack = a_pack(cast)
        add_appendix(pack=pack, by=cast["committee_clerk"], edition_version=version)
        withdraw_release(release=release, reason="A file was wrong.", by=cast["hr_analyst"])
        with pytest.raises(MoveRefused, match="no longer released"):
            freeze_pack(pack=pack, by=cast["committee_clerk"])

    def test_a_later_withdrawal_shows_on_the_report_and_waits_for_the_lead(
        self, version: EditionVersion, release: Release, cast: dict[str, Person], sign_in: Any
    ) -> None:
        edition = publish_edition(edition=version.record, by=cast["equality_lead"])
        withdraw_release(release=release, reason="Ann’s file was wrong.", by=cast["hr_analyst"])
        public = Client().get(reverse("public:report", args=[edition.year])).content.decode()
        assert "The figures about staff as at 31 March 2026 in this document were withdrawn" in public
        assert "Ann’s file" not in public, "the reason was written for the house"
        inside = sign_in(cast["equality_lead"]).get(edition.get_absolute_url()).content.decode()
        assert "Ann’s file was wrong." in inside
        assert any(
            "figures about staff in it were withdrawn" in each.sentence
            for each in waiting_for(cast["equality_lead"], timezone.localdate())
        )


class TestTheFigures:
    def test_every_figure_is_a_number_of_the_release(self, version: EditionVersion, release: Release) -> None:
        known = {f"{value:,}" for value in release.numbers.values() if value is not None} | {HIDDEN}
        figures = figures_of(version.payload)
        assert len(figures) > 100
        assert set(figures.values()) <= known
        labels = {"G1", "G2", "G10"}
        for grade in labels:
            for sex, code in (("Female", "female"), ("Male", "male")):
                seen = release.numbers[f"grade={grade} & sex={code}"]
                assert figures["Sex by grade", grade, sex] == (HIDDEN if seen is None else f"{seen:,}")

    def test_a_share_stands_only_beside_a_count_that_is_shown(self, version: EditionVersion) -> None:
        rows = version.payload["figures"]
        assert any(count == HIDDEN for *_where, count, _share in rows)
        assert all(share in ("", HIDDEN) for *_where, count, share in rows if count == HIDDEN)

    def test_grades_stand_in_the_order_people_count(self, version: EditionVersion) -> None:
        section = next(each for each in version.payload["sections"] if each["key"] == "tables")
        table = next(block for block in section["blocks"] if block.get("caption") == "Sex by grade")
        assert [row[0] for row in table["rows"]] == ["G1", "G2", "G10"]

    def test_a_chart_never_draws_a_hidden_number(self, version: EditionVersion, release: Release) -> None:
        charts = [
            block
            for section in version.payload["sections"]
            if section["key"] == "workforce"
            for block in section["blocks"]
            if block["kind"] == "chart"
        ]
        assert {block["shape"] for block in charts} == {"bars", "pyramid"}
        for block in charts:
            for row in block["data"]["rows"]:
                if row.get("shown") == HIDDEN:
                    assert row["value"] is None
        pyramid = next(block for block in charts if block["shape"] == "pyramid")
        drawn = {row["label"]: (row["left"], row["right"]) for row in pyramid["data"]["rows"]}
        assert drawn["G1"] == (release.numbers["grade=G1 & sex=female"], release.numbers["grade=G1 & sex=male"])

    def test_the_numbers_on_paper_are_those_of_the_release(
        self, release: Release, cast: dict[str, Person], keep_pdf: Any
    ) -> None:
        made = freeze_edition(edition=a_draft(cast), by=cast["equality_lead"])
        content = read_file(made)
        keep_pdf("annual-report-with-staff.pdf", content)
        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
        start = text.rindex("Sex by grade")
        for grade in ("G1", "G2", "G10"):
            row = next(line for line in text[start:].splitlines() if line.startswith(f"{grade} "))
            staff_here = release.numbers[f"grade={grade}"]
            assert row.split()[1] == (HIDDEN if staff_here is None else f"{staff_here:,}")
        assert release.sha256 in re.sub(r"\s", "", text)
        assert "How people are protected" in text

    def test_the_page_asks_as_little_with_a_release_as_without(
        self, version: EditionVersion, cast: dict[str, Person], sign_in: Any, django_assert_max_num_queries: Any
    ) -> None:
        client = sign_in(cast["equality_lead"])
        client.get("/")
        with django_assert_max_num_queries(14):
            client.get(version.record.get_absolute_url())
        publish_edition(edition=version.record, by=cast["equality_lead"])
        with django_assert_max_num_queries(7):
            Client().get(reverse("public:report", args=[version.record.year]))


class TestTheFiles:
    @pytest.fixture
    def year(self, version: EditionVersion, cast: dict[str, Person]) -> str:
        return publish_edition(edition=version.record, by=cast["equality_lead"]).year

    def test_the_csv_says_what_the_report_says_one_figure_a_row(self, year: str, version: EditionVersion) -> None:
        response: Any = Client().get(reverse("public:report-figures", args=[year, "csv"]))
        content = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content)))
        assert rows[0] == headings()
        assert [row[4] for row in rows[1:]] == [row[4] for row in rows_of(version.payload)]
        assert all(row[4] for row in rows), "no figure is blank"
        hidden = [row for row in rows if row[4] == HIDDEN]
        assert hidden
        assert all(row[6] == "hidden to protect people" for row in hidden)

    def test_a_spreadsheet_gets_numbers(self, year: str) -> None:
        response: Any = Client().get(reverse("public:report-figures", args=[year, "ods"]))
        with zipfile.ZipFile(BytesIO(b"".join(response.streaming_content))) as file:
            content = file.read("content.xml").decode()
        assert 'office:value-type="float" office:value="283"' in content

    def test_the_released_numbers_have_the_hash_that_stands_in_the_report(self, year: str, release: Release) -> None:
        content = Client().get(reverse("public:report-figures", args=[year, "json"])).content
        assert hashlib.sha256(content).hexdigest() == release.sha256
        assert json.loads(content) == release.numbers

    def test_no_other_kind_of_file_exists(self, year: str) -> None:
        assert Client().get(reverse("public:report-figures", args=[year, "xml"])).status_code == 404

    @pytest.mark.parametrize(
        ("shown", "value", "unit"),
        [
            ("1,204", "1204", ""),
            ("41.3%", "41.3", "%"),
            ("−0.4", "-0.4", ""),
            ("+0.4", "0.4", ""),
            ("£12", "12", "£"),
            (HIDDEN, HIDDEN, ""),
            ("3 of 6", "3 of 6", ""),
        ],
    )
    def test_printed_figures_become_plain_ones(self, shown: str, value: str, unit: str) -> None:
        assert plain(shown) == (value, unit)

    def test_a_word_is_not_taken_for_a_number(self) -> None:
        assert as_cells(["", "", "", "", "1.5", "%", ""])[4] == 1.5
        assert as_cells(["", "", "", "", HIDDEN, "", ""])[4] == HIDDEN


class TestTheMethod:
    def test_everybody_may_read_how_people_are_protected(self, release: Release) -> None:
        page = Client().get(reverse("public:method")).content.decode()
        hidden = sum(value is None for value in release.numbers.values())
        assert f"Of the {len(release.numbers):,} numbers in these tables, {hidden} are hidden" in page
        assert "Every count of 1 to 4 people." in page
        assert "religion or belief" in page
        assert "python -m disclosure verify FILE" in page
        assert "What is not proved" in page
        assert release.sha256 in page

    def test_people_who_work_here_find_it_among_the_figures(
        self, release: Release, cast: dict[str, Person], sign_in: Any, django_assert_max_num_queries: Any
    ) -> None:
        client = sign_in(cast["member"])
        client.get("/")
        with django_assert_max_num_queries(9):
            page = client.get(reverse("workforce:method")).content.decode()
        assert "How people are protected in figures about staff" in page
        assert release.sha256 in page

    def test_it_is_there_before_anything_is_released(self, council: Organisation) -> None:
        page = Client().get(reverse("public:method")).content.decode()
        assert "No figures about staff are released at the moment." in page

    def test_it_does_not_say_how_many_of_the_hidden_numbers_are_small(self, release: Release) -> None:
        page = Client().get(reverse("public:method")).content.decode()
        assert f"{release.loss:.1f}" not in page
        assert str(release.proof.witnesses) not in re.sub(r"[0-9a-f]{64}", "", page.split("<main")[1])

    def test_the_report_says_the_same(self, version: EditionVersion) -> None:
        said = next(each for each in version.payload["sections"] if each["key"] == "method")
        assert "numbers in these tables" in json.dumps(said)


class TestVerifyingFromTheCommandLine:
    def test_a_release_is_written_with_its_proof_and_checked_without_the_product(
        self, release: Release, tmp_path: Path, capsys: Any
    ) -> None:
        file = tmp_path / "release.json"
        call_command("export_release", "--current", "--output", str(file))
        assert file.stat().st_mode & 0o777 == 0o600, "it holds true counts"
        capsys.readouterr()
        assert disclosure(["verify", str(file)]) == 0
        assert json.loads(capsys.readouterr().out)["sha256"] == release.sha256

    def test_one_changed_number_is_found(self, release: Release, tmp_path: Path, capsys: Any) -> None:
        file = tmp_path / "release.json"
        call_command("export_release", str(release.pk), "--output", str(file))
        bundle = json.loads(file.read_text())
        bundle["numbers"]["everybody"] += 1
        bundle["sha256"] = content_hash(bundle["numbers"])
        file.write_text(json.dumps(bundle))
        assert disclosure(["verify", str(file)]) == 1
        assert "The proof is not of these numbers." in capsys.readouterr().out

    @pytest.mark.parametrize("broken", [{"numbers": []}, {"proof": {}}, {"policy": {"thresh": 1}}, {"seal": 3}])
    def test_what_is_no_release_is_refused_in_a_sentence(
        self, release: Release, tmp_path: Path, capsys: Any, broken: dict[str, Any]
    ) -> None:
        file = tmp_path / "release.json"
        call_command("export_release", "--current", "--output", str(file))
        file.write_text(json.dumps(json.loads(file.read_text()) | broken))
        assert disclosure(["verify", str(file)]) == 2
        assert capsys.readouterr().err.strip().endswith(".")

    def test_a_file_is_never_overwritten_and_a_missing_release_is_named(self, release: Release, tmp_path: Path) -> None:
        file = tmp_path / "release.json"
        file.write_text("mine")
        with pytest.raises(CommandError, match="there already"):
            call_command("export_release", "--current", "--output", str(file))
        with pytest.raises(CommandError, match="no release with the number"):
            call_command("export_release", str(release.pk + 1), "--output", str(tmp_path / "other.json"))


def test_the_edition_is_reopened_and_frozen_again_with_new_figures(
    version: EditionVersion, release: Release, cast: dict[str, Person]
) -> None:
    edition = version.record
    withdraw_release(release=release, reason="A file was wrong.", by=cast["hr_analyst"])
    content = staff_file([*staff(), *people(20, first=1000)], (*COLUMNS, "Grade", "Hours"))
    corrected = import_snapshot(content=content, file_name="staff.csv", as_at=AS_AT, by=cast["hr_analyst"]).snapshot
    newer = release_snapshot(corrected, by=cast["hr_analyst"])
    edition = move(Edition.objects.get(pk=edition.pk), "reopen", by=cast["equality_lead"], reason="New figures")
    again = freeze_edition(edition=edition, by=cast["equality_lead"])
    assert again.releases_used.get().release == newer
    assert latest(edition).payload["release"]["sha256"] == newer.sha256
