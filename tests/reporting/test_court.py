"""The court pack: what it holds, that it is the same every time, and that nothing altered goes unnoticed."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from eqia import services
from eqia.models import Assessment
from governance.models import Decision
from organisation.models import Person
from reporting.court.archive import build_pack
from reporting.court.record import record_of
from tests.eqia.conftest import in_state
from tests.eqia.test_papers import next_version, put, take
from tests.governance.making import plan
from toolkit.models import Job

pytestmark = pytest.mark.django_db
Cast = dict[str, Person]
Files = dict[str, bytes]


@pytest.fixture
def decided(cast: Cast) -> Assessment:
    """Put to a decision, read by the member who decides, decided, and approved once more afterwards."""
    assessment, decision = in_state(cast, "approved"), plan(cast)
    paper = put(assessment, decision, cast)
    services.read_paper(paper=paper, by=cast["member"], read_sha256=paper.version.sha256)
    take(
        decision, cast, minute="RESOLVED: agreed.", minute_reference="Minute 45", item_number="7", pack_pages="31 to 58"
    )
    return next_version(assessment, cast)


@pytest.fixture
def pack(decided: Assessment, tmp_path: Path) -> Path:
    path = tmp_path / "pack.zip"
    path.write_bytes(build_pack(decided))
    return path


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, change: Callable[[Files], Any]) -> Path:
    """The pack with its files changed, and its manifest left as it was unless `change` changes that too."""
    files = files_of(path)
    change(files)
    changed = path.with_name("changed.zip")
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return changed


def verdict(path: Path) -> str:
    """What the command says; a refusal is its sentence."""
    said = io.StringIO()
    try:
        call_command("verify_pack", path, stdout=said)
    except CommandError as refusal:
        return f"REFUSED {refusal}"
    return said.getvalue()


def version_file(files: Files, number: int) -> str:
    return next(name for name in files if name.endswith(f"-version-{number}.json"))


def test_the_pack_shows_the_version_that_was_decided_on_and_not_a_later_one(decided: Assessment) -> None:
    record = record_of(decided)
    assert record["shown"] == {"version": 2, "because": "decided"}
    assert [each["after_decisions"] != [] for each in record["versions"]] == [False, False, True, True]


def test_the_record_holds_the_meeting_the_minute_the_duty_and_who_read_which_hash(decided: Assessment) -> None:
    decision = record_of(decided)["decisions"][0]
    assert (decision["item"], decision["pages"], decision["minute"]) == ("7", "31 to 58", "RESOLVED: agreed.")
    reading = decision["readings"][0]
    assert reading["sha256"] == decided.versions.get(number=2).sha256
    assert "section 149 of the Equality Act 2010" in reading["duty"]
    assert reading["by"]["name"] == "Member"


def test_the_same_record_gives_the_same_bytes(decided: Assessment) -> None:
    assert build_pack(decided) == build_pack(decided)


def test_each_version_in_the_pack_is_the_very_text_that_was_hashed(decided: Assessment, pack: Path) -> None:
    files = files_of(pack)
    for version in decided.versions.all():
        content = files[version_file(files, version.number)]
        assert hashlib.sha256(content).hexdigest() == version.sha256


def test_the_pdf_of_the_pack_is_kept_for_validation(pack: Path, keep_pdf: Any) -> None:
    files = files_of(pack)
    keep_pdf("court-pack.pdf", next(content for name, content in files.items() if name.endswith(".pdf")))


def test_a_pack_in_order_says_what_was_checked(pack: Path) -> None:
    said = verdict(pack)
    assert "7 files have the SHA-256 that the manifest gives them." in said
    assert "4 versions are the same in the database of this installation." in said
    assert "is in order" in said


def test_a_pack_of_another_installation_is_checked_by_itself(pack: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE eqia_assessment SET reference = 'EIA-1999-0001'")
    assert "nothing was compared with its database" in verdict(pack)


def flip(name: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[name] = files[name][:-2] + b"!" + files[name][-1:]

    return change


@pytest.mark.parametrize("name", ["README.txt", "record.json"])
def test_an_altered_file_is_named(name: str, pack: Path) -> None:
    assert verdict(repacked(pack, flip(name))).startswith(f"REFUSED {name} was altered")


def manifest_of(files: Files) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(files["manifest.json"])
    return manifest


def listed_anew(files: Files, name: str, content: bytes) -> None:
    """Alter a file and its line in the manifest, as somebody would who knows how the pack is made."""
    manifest = manifest_of(files)
    files[name] = content
    for each in manifest["files"]:
        if each["name"] == name:
            each |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    files["manifest.json"] = json.dumps(manifest).encode()


def test_an_altered_version_is_named_even_if_the_list_of_files_was_altered_with_it(pack: Path) -> None:
    def change(files: Files) -> None:
        name = version_file(files, 2)
        listed_anew(files, name, files[name].replace(b"Fewer weekday mornings", b"More weekday mornings"))

    assert "was altered: version 2 was frozen under another SHA-256" in verdict(repacked(pack, change))


def test_a_forged_version_with_every_hash_in_the_manifest_forged_too_differs_from_the_record(pack: Path) -> None:
    def change(files: Files) -> None:
        name = version_file(files, 2)
        content = files[name].replace(b"Fewer weekday mornings", b"More weekday mornings")
        listed_anew(files, name, content)
        manifest = manifest_of(files)
        for each in manifest["payloads"]:
            if each["number"] == 2:
                each["sha256"] = hashlib.sha256(content).hexdigest()
        files["manifest.json"] = json.dumps(manifest).encode()

    assert "record.json names another SHA-256 for version 2" in verdict(repacked(pack, change))


def test_a_forgery_of_manifest_and_record_alike_differs_from_the_database(pack: Path, decided: Assessment) -> None:
    sha256 = decided.versions.get(number=2).sha256.encode()

    def change(files: Files) -> None:
        name = version_file(files, 2)
        content = files[name].replace(b"Fewer weekday mornings", b"More weekday mornings")
        forged = hashlib.sha256(content).hexdigest().encode()
        listed_anew(files, name, content)
        listed_anew(files, "record.json", files["record.json"].replace(sha256, forged))
        files["manifest.json"] = files["manifest.json"].replace(sha256, forged)

    assert "the database holds version 2 under another SHA-256" in verdict(repacked(pack, change))


def test_a_version_not_written_canonically_proves_nothing(pack: Path) -> None:
    def change(files: Files) -> None:
        name = version_file(files, 1)
        content = json.dumps(json.loads(files[name])).encode()
        listed_anew(files, name, content)
        manifest = manifest_of(files)
        for each in manifest["payloads"]:
            if each["number"] == 1:
                each["sha256"] = hashlib.sha256(content).hexdigest()
        files["manifest.json"] = json.dumps(manifest).encode()

    assert "is not written as canonical JSON" in verdict(repacked(pack, change))


def renamed(to: str) -> Callable[[Files], None]:
    return lambda files: files.update({to: files.pop("README.txt")})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda files: files.pop("README.txt"), "README.txt is missing"),
        (lambda files: files.update({"note.txt": b"hello"}), "note.txt does not belong here"),
        (lambda files: files.pop("manifest.json"), "manifest.json is missing"),
        (lambda files: files.update({"manifest.json": b"{"}), "manifest.json is not JSON"),
        (lambda files: files.update({"manifest.json": b"[]"}), "manifest.json does not say"),
        (
            lambda files: files.update(
                {"manifest.json": files["manifest.json"].replace(b'"version":1', b'"version":9')}
            ),
            "manifest.json has version 9",
        ),
        (renamed("../README.txt"), "leads out of the pack"),
        (renamed("/etc/README.txt"), "leads out of the pack"),
        (renamed("..\\README.txt"), "leads out of the pack"),
        (renamed("C:README.txt"), "leads out of the pack"),
        (lambda files: files.update({"bomb.txt": b"0" * 30_000_000}), "unpacks to far more than it should"),
    ],
)
def test_a_pack_that_is_not_one_is_refused_with_the_name_of_the_file(
    change: Callable[[Files], Any], sentence: str, pack: Path
) -> None:
    said = verdict(repacked(pack, change))
    assert said.startswith("REFUSED")
    assert sentence in said


def test_what_is_no_zip_a_folder_or_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("Dear court")
    assert "letter.zip is not a ZIP file" in verdict(tmp_path / "letter.zip")
    assert "is a folder" in verdict(tmp_path)
    assert "does not exist" in verdict(tmp_path / "missing.zip")


def test_the_command_writes_a_pack_and_says_what_it_cannot(decided: Assessment, tmp_path: Path) -> None:
    call_command("build_court_pack", decided.reference, "--output", str(tmp_path / "p.zip"), stdout=io.StringIO())
    assert "is in order" in verdict(tmp_path / "p.zip")
    with pytest.raises(CommandError, match="There is no assessment EIA-1999-0001"):
        call_command("build_court_pack", "EIA-1999-0001", "--output", str(tmp_path / "q.zip"))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("build_court_pack", decided.reference, "--output", str(tmp_path))


def test_one_click_makes_the_pack_in_the_background_for_the_person_who_asked(
    decided: Assessment, cast: Cast, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(cast["committee_clerk"])
    url = reverse("reporting:court", args=[decided.reference])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
    job = Job.objects.get()
    assert "Download the ZIP" in client.get(url).content.decode()
    arguments = [decided.reference, job.pk]
    assert client.get(reverse("reporting:court-file", args=[*arguments, "pdf"])).content.startswith(b"%PDF-")
    made = client.get(reverse("reporting:court-file", args=[*arguments, "zip"])).content
    assert hashlib.sha256(made).hexdigest() == job.result["sha256"]
    stranger = sign_in(cast["equality_lead"])
    assert stranger.get(reverse("reporting:court-file", args=[*arguments, "zip"])).status_code == 404


def test_an_assessment_without_version_or_decision_has_a_pack_too(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "draft.zip"
    path.write_bytes(build_pack(in_state(cast, "draft")))
    assert "0 frozen versions" in verdict(path)
    assert not Decision.objects.exists()
