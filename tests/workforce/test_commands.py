"""What a person finds who checks the proofs from the command line."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from organisation.models import Person
from tests.workforce.making import import_rows
from workforce.models import Proof, Release, Snapshot
from workforce.services import purge_snapshot


@pytest.fixture
def released(analyst: Person) -> Snapshot:
    return import_rows(by=analyst)


def verified(*arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command("verify_release", *arguments, stdout=out, **options)
    return out.getvalue()


def test_a_sound_proof_is_said_in_words_and_kept_in_the_ledger(released: Snapshot) -> None:
    release = Release.objects.get()
    assert "the proof holds" in verified(release.pk)
    assert release.sha256 in verified("--all")
    assert release.checks.count() == 3


def test_answers_for_machines_hold_no_true_value(released: Snapshot) -> None:
    [answer] = json.loads(verified("--all", format="json"))
    assert (answer["result"], answer["intact"], answer["flaws"]) == ("sound", True, 0)
    assert set(answer) == {
        "release", "name", "state", "sha256", "intact", "result", "witnesses", "sensitive", "flaws", "version"
    }  # fmt: skip


def test_a_flawed_proof_ends_with_status_one(released: Snapshot) -> None:
    stored = Proof.objects.get()
    Proof.objects.all().delete()
    Proof.objects.create(release=stored.release, content=b"nothing", sha256=stored.sha256, witnesses=1)
    with pytest.raises(SystemExit) as ended:
        verified("--all")
    assert ended.value.code == 1


def test_a_proof_that_was_never_made_ends_with_status_one(analyst: Person) -> None:
    release = import_rows(by=analyst, released=False).releases.get()
    with pytest.raises(SystemExit):
        verified(release.pk)


def test_a_proof_that_went_with_the_staff_records_is_no_failure(released: Snapshot, analyst: Person) -> None:
    purge_snapshot(snapshot=released, reason="Retention has ended", by=analyst)
    assert "went with the staff records. It held when it was last checked" in verified("--all")


def test_without_releases_it_says_so(db: None) -> None:
    assert verified("--all") == "No figures have left HR yet.\n"


@pytest.mark.parametrize("arguments", [(), (7, "--all"), (7,)])
def test_what_cannot_be_asked_is_refused_in_words(arguments: tuple[Any, ...], db: None) -> None:
    with pytest.raises(CommandError):
        verified(*arguments)
