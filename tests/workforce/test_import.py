"""A staff file comes in whole or not at all, once, and leaves nothing behind but codes."""

import datetime
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from governance.errors import MoveForbidden, MoveRefused
from organisation.models import Person, Unit
from tests.workforce.making import AS_AT, import_rows, people, staff_file
from toolkit.models import Job, JobState
from workforce import uploads
from workforce.choices import SnapshotState
from workforce.figures import profile
from workforce.models import Snapshot, StaffRow
from workforce.services import SnapshotRefused, import_snapshot, purge_snapshot
from workforce.tasks import remove_forgotten_uploads


def test_a_file_becomes_a_snapshot_with_its_hash_and_its_rows(analyst: Person) -> None:
    snapshot = import_rows(people(30), by=analyst)
    assert (snapshot.row_count, snapshot.staff.count()) == (30, 30)
    assert snapshot.imported_by == analyst
    assert len(snapshot.sha256) == 64


def test_references_are_made_unreadable_and_stay_the_same_from_year_to_year(analyst: Person) -> None:
    import_rows(people(30), by=analyst)
    import_rows(people(30), by=analyst, as_at=datetime.date(2025, 3, 31))
    references = set(StaffRow.objects.values_list("reference", flat=True))
    assert len(references) == 30
    assert not any("R1" in str(reference) for reference in references)


def test_one_bad_row_keeps_the_whole_file_out(analyst: Person) -> None:
    with pytest.raises(SnapshotRefused) as refused:
        import_rows([*people(30), *people(1, first=31, sex="X")], by=analyst)
    assert refused.value.sentence == "The file was refused and nothing was changed: 1 of 31 rows needs correcting."
    assert [problem.line for problem in refused.value.problems] == [32]
    assert not Snapshot.objects.exists()
    assert not StaffRow.objects.exists()


def test_the_same_file_twice_changes_nothing(analyst: Person) -> None:
    first = import_rows(by=analyst)
    again = import_snapshot(content=staff_file(people(30)), file_name="again.csv", as_at=AS_AT, by=analyst)
    assert (again.snapshot.pk, again.is_new) == (first.pk, False)
    assert Snapshot.objects.count() == 1


def test_a_corrected_file_replaces_the_one_of_its_day_and_its_staff_records_go(analyst: Person) -> None:
    first = import_rows(people(30), by=analyst)
    second = import_rows(people(31), by=analyst, released=False)
    first = Snapshot.objects.get(pk=first.pk)
    assert (first.state, first.staff.count()) == (SnapshotState.REPLACED, 0)
    assert (second.replaces, second.staff.count()) == (first, 31)
    assert first.moves.get().by == analyst
    assert list(Snapshot.objects.shown()) == [first]  # until corrected figures are released


def test_a_separate_employer_has_snapshots_of_its_own(analyst: Person, schools: Unit) -> None:
    import_rows(by=analyst)
    own = import_rows(people(30, directorate="schools"), by=analyst, employer=schools)
    assert own.employer == schools
    assert Snapshot.objects.in_use().count() == 2
    with pytest.raises(SnapshotRefused) as refused:
        import_rows(people(30, directorate="Testshire schools"), by=analyst, as_at=datetime.date(2024, 3, 31))
    assert "separate employer" in refused.value.problems[0].reason


def test_a_day_in_the_future_is_refused(analyst: Person) -> None:
    with pytest.raises(SnapshotRefused, match="in the future"):
        import_rows(by=analyst, as_at=timezone.localdate() + datetime.timedelta(days=1))


def test_only_an_hr_analyst_imports_and_removes(cast: dict[str, Person], analyst: Person) -> None:
    snapshot = import_rows(by=analyst)
    for role in ("equality_lead", "administrator", "director"):
        with pytest.raises(PermissionDenied):
            import_rows(people(31), by=cast[role])
        with pytest.raises(MoveForbidden):
            purge_snapshot(snapshot=snapshot, reason="Because", by=cast[role])
    assert snapshot.staff.count() == 30


def test_removing_staff_records_needs_a_reason_and_keeps_the_record_and_the_figures(analyst: Person) -> None:
    snapshot = import_rows(by=analyst)
    with pytest.raises(MoveRefused, match="Enter the reason"):
        purge_snapshot(snapshot=snapshot, reason=" ", by=analyst)
    purged = purge_snapshot(snapshot=snapshot, reason="Retention has ended", by=analyst)
    assert (purged.state, purged.staff.count()) == (SnapshotState.PURGED, 0)
    assert (purged.moves.get().reason, profile(purged).headcount) == ("Retention has ended", "30")


class TestInTheBrowser:
    @pytest.fixture
    def upload(self, sign_in: Any, analyst: Person, django_capture_on_commit_callbacks: Any) -> Any:
        def uploaded(content: bytes, **data: str) -> Any:
            client = sign_in(analyst)
            file = SimpleUploadedFile("staff.csv", content, content_type="text/csv")
            day = {"as_at_0": "31", "as_at_1": "3", "as_at_2": "2026"}
            with django_capture_on_commit_callbacks(execute=True):
                return client.post(reverse("workforce:import"), {"file": file, **day, **data})

        return uploaded

    def test_an_upload_becomes_a_job_and_the_file_does_not_stay(self, upload: Any) -> None:
        response = upload(staff_file(people(30)))
        job = Job.objects.get()
        assert response["Location"] == job.get_absolute_url()
        assert (job.state, job.result["rows"]) == (JobState.DONE, 30)
        assert job.result["sentence"] == "30 staff records were imported. The file has been deleted."
        assert job.result["url"] == Snapshot.objects.get().get_absolute_url()
        assert default_storage.listdir(uploads.FOLDER)[1] == []

    def test_every_bad_row_is_listed_page_by_page_and_as_a_file(self, upload: Any, client: Any) -> None:
        upload(staff_file([*people(10), *people(150, first=11, sex="<b>X</b>")]))
        job = Job.objects.get()
        assert job.state == JobState.FAILED
        assert job.problems[0] == "The file was refused and nothing was changed: 150 of 160 rows need correcting."
        assert len(job.problems) == 6
        assert not Snapshot.objects.exists()
        assert default_storage.listdir(uploads.FOLDER)[1] == []
        page = client.get(job.result["url"], {"page": 2}).content.decode()
        assert "101 to 150 of 150" in page
        assert "&lt;b&gt;X" in page
        lines = client.get(reverse("workforce:problems-file", args=[job.pk])).content.decode("utf-8-sig").splitlines()
        assert len(lines) == 151
        assert lines[1].startswith("12,Sex,")

    def test_the_same_file_again_says_so(self, upload: Any) -> None:
        upload(staff_file(people(30)))
        upload(staff_file(people(30)))
        assert Job.objects.first().result["sentence"].startswith("This file is here already")

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"as_at_1": "13"}, "Enter the day the file describes as a real date"),
            ({"as_at_0": "", "as_at_1": "", "as_at_2": ""}, "Enter the day the file describes"),
        ],
    )
    def test_a_wrong_day_is_explained(self, upload: Any, data: dict[str, str], words: str) -> None:
        assert words in upload(staff_file(people(30)), **data).content.decode()

    def test_no_file_and_an_empty_file_are_explained(self, upload: Any, client: Any) -> None:
        assert "The file is empty" in upload(b"").content.decode()
        assert "Choose the staff file" in client.post(reverse("workforce:import"), {}).content.decode()

    def test_a_file_that_is_too_large_is_refused_before_it_is_kept(self, upload: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr("workforce.forms.imports.MOST_BYTES", 100)
        assert "larger than 50 MB" in upload(staff_file(people(30))).content.decode()
        assert not Job.objects.exists()

    def test_an_employers_name_cannot_carry_markup(self, sign_in: Any, analyst: Person, schools: Unit) -> None:
        Unit.objects.filter(pk=schools.pk).update(name="<b>Schools</b>")
        assert "<b>Schools" not in sign_in(analyst).get(reverse("workforce:import")).content.decode()

    def test_the_sample_file_can_be_imported_as_it_is(self, upload: Any, sign_in: Any, analyst: Person) -> None:
        sample = sign_in(analyst).get(reverse("workforce:sample")).content
        upload(sample)
        assert Snapshot.objects.get().row_count == 12

    def test_a_file_whose_job_never_came_is_removed_after_an_hour(self, analyst: Person, monkeypatch: Any) -> None:
        kept = uploads.keep_upload(SimpleUploadedFile("staff.csv", b"x"))
        remove_forgotten_uploads()
        assert default_storage.exists(kept)
        monkeypatch.setattr(uploads, "FORGOTTEN_AFTER", datetime.timedelta(0))
        remove_forgotten_uploads()
        assert not default_storage.exists(kept)


class TestFromTheCommandLine:
    def run(self, file: Path, **options: Any) -> dict[str, Any]:
        out = StringIO()
        call_command("import_snapshot", str(file), as_at="2026-03-31", format="json", stdout=out, **options)
        return dict(json.loads(out.getvalue()))

    def test_a_made_up_file_is_imported_and_the_second_time_unchanged(self, analyst: Person, tmp_path: Path) -> None:
        file = tmp_path / "staff.csv"
        call_command("make_snapshot", str(file), rows=500, as_at="2026-03-31", stdout=StringIO())
        first = self.run(file)
        assert (first["state"], first["rows"], first["problems"]) == ("imported", 500, [])
        assert self.run(file)["state"] == "unchanged"

    def test_a_refused_file_lists_every_row_and_ends_with_an_error(self, analyst: Person, tmp_path: Path) -> None:
        file = tmp_path / "staff.csv"
        file.write_bytes(staff_file([*people(3), *people(3, first=4, sex="X")]))
        out = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("import_snapshot", str(file), as_at="2026-03-31", format="json", stdout=out)
        assert ended.value.code == 1
        answer = json.loads(out.getvalue())
        assert answer["state"] == "refused"
        assert [problem["line"] for problem in answer["problems"]] == [5, 6, 7]

    def test_wrong_arguments_are_explained(self, analyst: Person, tmp_path: Path) -> None:
        file = tmp_path / "staff.csv"
        file.write_bytes(staff_file(people(30)))
        for options, words in (
            ({"as_at": "31/3/2026"}, "real date"),
            ({"as_at": "2026-03-31", "employer": "nowhere"}, "no employer"),
            ({"as_at": "2026-03-31", "by": "ghost@example.org"}, "Nobody here"),
            ({"as_at": "2026-03-31", "by": "officer@example.org"}, "for HR analysts"),
        ):
            with pytest.raises(CommandError, match=words):
                call_command("import_snapshot", str(file), stdout=StringIO(), **options)
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_snapshot", str(tmp_path / "none.csv"), as_at="2026-03-31")
