"""What leaves HR: proposed, proved beside everything that left before, refused or released, withdrawn, and always known."""

import datetime
import json
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from disclosure import HIDDEN
from governance.errors import MoveForbidden, MoveRefused
from organisation.models import Person, Unit
from tests.workforce.making import import_rows, people, release_snapshot
from toolkit.jobs import hand_over
from toolkit.models import Job, JobState
from workforce import services, tasks
from workforce.choices import ReleaseState, SnapshotState
from workforce.figures import profile
from workforce.models import Proof, ProofCheck, Protection, Release, Snapshot
from workforce.proving import unpack
from workforce.services import (
    NoProof,
    ask_for_proof,
    change_protection,
    discard_release,
    propose_instead,
    propose_release,
    prove_release,
    purge_snapshot,
    release_figures,
    verify_release,
    withdraw_release,
)

MARCH, SEPTEMBER, NEXT_MARCH = (
    datetime.date(2025, 3, 31),
    datetime.date(2025, 9, 30),
    datetime.date(2026, 3, 31),
)
ELSEWHERE = {"directorate": "Adult Social Care"}


def spring() -> list[dict[str, str]]:
    """160 people in two directorates; 12 of another belief in one of them, and none in the other."""
    return [
        *people(68, religion_or_belief="Christian"),
        *people(12, first=101, religion_or_belief="Muslim"),
        *people(80, first=201, religion_or_belief="No religion", **ELSEWHERE),
    ]


def autumn() -> list[dict[str, str]]:
    """The same people and one more, of the belief that few share."""
    return [*spring(), *people(1, first=301, religion_or_belief="Muslim")]


@pytest.fixture
def march(analyst: Person) -> Snapshot:
    return import_rows(spring(), by=analyst, as_at=MARCH)


@pytest.fixture
def september(march: Snapshot, analyst: Person) -> Release:
    snapshot = import_rows(autumn(), by=analyst, as_at=SEPTEMBER, released=False)
    return prove_release(release=snapshot.releases.get(), by=analyst)


class TestARefusal:
    def test_figures_that_tell_who_joined_within_the_year_are_refused(self, september: Release) -> None:
        assert september.state == ReleaseState.REFUSED
        [leak] = [
            leak for leak in september.verdict["leaks"] if (leak["number"], leak["kind"]) == ("religion=muslim", "came")
        ]
        assert (leak["since"], leak["edition"]) == ("31 March 2025", "30 September 2025")
        assert not Proof.objects.filter(release=september).exists()

    def test_a_refused_release_cannot_leave(self, september: Release, analyst: Person) -> None:
        with pytest.raises(MoveRefused):
            release_figures(release=september, by=analyst)
        assert list(Snapshot.objects.shown().values_list("as_at", flat=True)) == [MARCH]

    def test_the_page_says_the_attack_in_words_and_offers_ways_out(
        self, september: Release, sign_in: Any, analyst: Person
    ) -> None:
        page = sign_in(analyst).get(september.get_absolute_url()).content.decode()
        assert "Religion or belief: Muslim: people new there between 31 March 2025" in page
        assert "minus Religion or belief: Muslim" in page
        assert "What you can do" in page
        assert "Propose with these hidden" in page

    def test_a_way_out_is_proposed_proved_and_released(self, september: Release, analyst: Person, sign_in: Any) -> None:
        for place, way in enumerate(september.ways_out):
            if way["way"] == "wait":
                continue
            proposed = propose_instead(release=september, way=place, by=analyst)
            assert (proposed.instead_of, proposed.origin) == (september, way["way"])
            judged = prove_release(release=proposed, by=analyst)
            assert judged.state == ReleaseState.PROVEN, way["way"]
            assert sign_in(analyst).get(judged.get_absolute_url()).status_code == 200
        assert release_figures(release=judged, by=analyst).is_live

    def test_rounded_figures_are_shown_as_what_they_can_be(self, september: Release, analyst: Person) -> None:
        [place] = [place for place, way in enumerate(september.ways_out) if way["way"] == "round"]
        rounded = prove_release(release=propose_instead(release=september, way=place, by=analyst), by=analyst)
        release_figures(release=rounded, by=analyst)
        shown = profile(rounded.snapshot)
        assert (rounded.rounded_to, shown.headcount) == (10, "155 to 164")
        religion = next(one for one in shown.characteristics if one.key == "religion")
        muslim = next(one for one in religion.categories if one.key == "muslim")
        assert (muslim.count_shown, muslim.percent_of_all) == ("5 to 14", "3.0% to 9.0%")
        assert muslim.share is None

    def test_what_is_kept_of_a_refusal_holds_no_value_that_was_not_shown(self, september: Release) -> None:
        for leak in september.verdict["leaks"]:
            assert set(leak) == {"kind", "edition", "number", "since", "learnt", "terms"}
            for times, name in leak["terms"]:
                assert isinstance(times, float), name

    def test_a_way_out_that_is_not_there_is_refused_in_words(self, september: Release, analyst: Person) -> None:
        with pytest.raises(MoveRefused, match="no longer offered"):
            propose_instead(release=september, way=99, by=analyst)


@pytest.mark.parametrize("origin", ["again", "least loss", "whole body"])
def test_working_out_again_what_may_leave_is_a_job(
    origin: str, september: Release, analyst: Person, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = sign_in(analyst)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("workforce:propose", args=[september.snapshot_id]), {"origin": origin})
    job = Job.objects.latest("pk")
    assert answer.url == job.get_absolute_url()
    made = september.snapshot.releases.open().get()
    assert (job.state, job.result["url"]) == (JobState.DONE, made.get_absolute_url())
    assert made.origin == origin


def test_a_year_later_the_same_change_may_be_told(march: Snapshot, analyst: Person) -> None:
    snapshot = import_rows([*spring(), *people(30, first=401)], by=analyst, as_at=NEXT_MARCH, released=False)
    assert prove_release(release=snapshot.releases.get(), by=analyst).state == ReleaseState.PROVEN


def test_withdrawn_figures_are_no_longer_shown_and_stay_known(march: Snapshot, analyst: Person) -> None:
    with pytest.raises(MoveRefused, match="Enter the reason"):
        withdraw_release(release=march.releases.get(), reason="", by=analyst)
    withdraw_release(release=march.releases.get(), reason="Counted agency staff", by=analyst)
    assert not Snapshot.objects.shown().exists()
    snapshot = import_rows(autumn(), by=analyst, as_at=SEPTEMBER, released=False)
    assert prove_release(release=snapshot.releases.get(), by=analyst).state == ReleaseState.REFUSED


def test_a_correction_of_the_same_day_is_judged_beside_what_it_corrects(march: Snapshot, analyst: Person) -> None:
    corrected = import_rows(autumn(), by=analyst, as_at=MARCH, released=False)
    judged = prove_release(release=corrected.releases.get(), by=analyst)
    assert (judged.state, judged.number) == (ReleaseState.REFUSED, 2)
    assert judged.verdict["unlinked"] == ["31 March 2025"]


def test_a_correction_that_changes_nothing_in_sight_takes_the_place_of_the_first(
    march: Snapshot, analyst: Person
) -> None:
    rows = [row | {"Reference": f"{row['Reference']}x"} for row in spring()]
    corrected = import_rows(rows, by=analyst, as_at=MARCH)
    first = march.releases.get()
    assert first.state == ReleaseState.WITHDRAWN
    assert first.moves.last().reason == "Newer figures of the same day took their place"
    assert list(Snapshot.objects.shown()) == [corrected]


def test_a_release_is_judged_anew_when_others_left_since_its_proof(march: Snapshot, analyst: Person) -> None:
    later = import_rows([*spring(), *people(30, first=401)], by=analyst, as_at=NEXT_MARCH, released=False)
    proven = prove_release(release=later.releases.get(), by=analyst)
    release_snapshot(import_rows(spring(), by=analyst, as_at=datetime.date(2023, 3, 31), released=False), by=analyst)
    with pytest.raises(MoveRefused, match="Other figures have left"):
        release_figures(release=proven, by=analyst)
    assert release_figures(release=prove_release(release=proven, by=analyst), by=analyst).is_live


class TestTheProof:
    def test_it_is_stored_checked_and_checked_again(self, march: Snapshot, analyst: Person) -> None:
        release = march.releases.get()
        tasks.verify_proofs()
        first, nightly = release.checks.all()
        assert (first.by, nightly.by) == (analyst, None)
        assert first.is_sound
        assert nightly.is_sound
        assert nightly.version

    def test_a_tampered_proof_does_not_hold(self, march: Snapshot, analyst: Person) -> None:
        stored = Proof.objects.get(release__snapshot=march)
        Proof.objects.filter(pk=stored.pk).delete()
        content = bytes(stored.content)
        Proof.objects.create(
            release=stored.release, content=content[:-9], sha256=stored.sha256, witnesses=stored.witnesses
        )
        assert not verify_release(release=stored.release, by=analyst).is_sound

    def test_it_is_of_the_numbers_that_left_and_of_no_others(self, march: Snapshot, analyst: Person) -> None:
        release = march.releases.get()
        proof = Proof.objects.get(release=release)
        numbers = dict(release.numbers) | {"everybody": 161}
        other = Release.objects.create(
            snapshot=march, number=9, numbers=numbers, sha256=release.sha256, proposed_by=analyst
        )
        Proof.objects.create(release=other, content=proof.content, sha256=proof.sha256, witnesses=proof.witnesses)
        assert verify_release(release=other, by=analyst).flaws >= 2

    def test_it_goes_with_the_staff_records_and_its_checks_stay(self, march: Snapshot, analyst: Person) -> None:
        purge_snapshot(snapshot=march, reason="Retention has ended", by=analyst)
        release = march.releases.get()
        assert not Proof.objects.exists()
        assert release.is_live
        assert profile(Snapshot.objects.get(pk=march.pk)).headcount == "160"
        assert release.checks.get().is_sound
        with pytest.raises(NoProof):
            verify_release(release=release, by=analyst)

    def test_it_covers_what_left_before_and_keeps_nothing_of_it_after_a_purge(
        self, march: Snapshot, analyst: Person
    ) -> None:
        later = import_rows([*spring(), *people(30, first=401)], by=analyst, as_at=NEXT_MARCH).releases.get()
        stored = Proof.objects.get(release=later)
        whole = unpack(stored.content, stored.sha256)
        assert whole is not None
        assert "31 March 2025" in whole.releases
        purge_snapshot(snapshot=march, reason="Retention has ended", by=analyst)
        kept = Proof.objects.get(release=later)
        left = unpack(kept.content, kept.sha256)
        assert left is not None
        assert "31 March 2025" not in str(left.as_json())
        assert verify_release(release=later, by=analyst).is_sound

    def test_after_a_purge_changes_are_judged_as_if_each_could_be_one_person(
        self, march: Snapshot, analyst: Person
    ) -> None:
        purge_snapshot(snapshot=march, reason="Retention has ended", by=analyst)
        snapshot = import_rows(autumn(), by=analyst, as_at=SEPTEMBER, released=False)
        judged = prove_release(release=snapshot.releases.get(), by=analyst)
        assert (judged.state, judged.verdict["unlinked"]) == (ReleaseState.REFUSED, ["31 March 2025"])

    def test_its_true_values_are_on_no_page_and_in_no_record(
        self, september: Release, march: Snapshot, analyst: Person, sign_in: Any
    ) -> None:
        release = march.releases.get()
        hidden = [name for name, seen in release.numbers.items() if seen is None]
        fields = [field for field in Release._meta.get_fields() if field.concrete and field.name != "numbers"]
        kept = json.dumps([str(getattr(release, field.name)) for field in fields])
        assert "witnesses" not in kept
        assert HIDDEN not in release.numbers.values()
        assert all(release.numbers[name] is None for name in hidden)


class TestKeptForEver:
    @pytest.mark.parametrize("field", ["numbers", "sha256", "policy", "layouts", "number", "loss", "shown"])
    def test_what_was_proposed_is_written_once(self, march: Snapshot, field: str) -> None:
        release = march.releases.get()
        changed = {"numbers": {}, "sha256": "0" * 64, "policy": {}, "layouts": [], "number": 7, "loss": 9.5, "shown": 1}
        with pytest.raises(ProgrammingError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(**{field: changed[field]})

    def test_nothing_takes_a_release_out_of_the_ledger(self, march: Snapshot) -> None:
        with pytest.raises(ProgrammingError), transaction.atomic():
            Release.objects.all()._raw_delete("default")

    def test_a_proof_is_not_changed_and_a_check_neither_changed_nor_removed(self, march: Snapshot) -> None:
        with pytest.raises(ProgrammingError), transaction.atomic():
            Proof.objects.update(witnesses=0)
        with pytest.raises(ProgrammingError), transaction.atomic():
            ProofCheck.objects.update(flaws=3)
        with pytest.raises(ProgrammingError), transaction.atomic():
            ProofCheck.objects.all()._raw_delete("default")


class TestBadLuck:
    @pytest.fixture
    def proposed(self, analyst: Person) -> Release:
        return import_rows(spring(), by=analyst, as_at=MARCH, released=False).releases.get()

    def test_two_analysts_who_ask_at_once_share_one_job(self, proposed: Release, analyst: Person) -> None:
        first = ask_for_proof(release=proposed, by=analyst)
        assert ask_for_proof(release=proposed, by=analyst) == first
        assert Job.objects.count() == 1

    def test_a_worker_that_dies_leaves_a_proposal_to_ask_for_again(
        self, proposed: Release, analyst: Person, sign_in: Any
    ) -> None:
        job = ask_for_proof(release=proposed, by=analyst)
        Job.objects.filter(pk=job.pk).update(
            state=JobState.FAILED, problems=["The work stopped before it was done."], finished_at=job.created_at
        )
        page = sign_in(analyst).get(proposed.get_absolute_url()).content.decode()
        assert "The work stopped before it was done." in page
        assert "Ask for the proof" in page
        assert ask_for_proof(release=proposed, by=analyst) != job

    def test_without_enough_time_nothing_is_known_and_nothing_leaves(
        self, proposed: Release, analyst: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Protection, "in_force", lambda: Protection(seconds_to_prove=0))
        job = ask_for_proof(release=proposed, by=analyst)
        hand_over(job)
        job.refresh_from_db()
        assert job.state == JobState.FAILED
        assert "nothing is known and nothing may leave" in job.problems[0]
        assert Release.objects.get().state == ReleaseState.PROPOSED
        assert not Proof.objects.exists()

    @pytest.mark.parametrize("meanwhile", ["replaced", "purged"])
    def test_staff_records_that_go_while_the_proof_is_worked_out_leave_nothing_behind(
        self, proposed: Release, analyst: Person, monkeypatch: pytest.MonkeyPatch, meanwhile: str
    ) -> None:
        judge = services.releasing.judge_release

        def slowly(release: Release, people: Any, **options: Any) -> Any:
            if meanwhile == "replaced":
                import_rows(autumn(), by=analyst, as_at=MARCH, released=False)
            else:
                purge_snapshot(snapshot=release.snapshot, reason="Retention has ended", by=analyst)
            return judge(release, people, **options)

        job = ask_for_proof(release=proposed, by=analyst)
        monkeypatch.setattr(services.releasing, "judge_release", slowly)
        with pytest.raises(MoveRefused, match="This has changed since you opened it"):
            prove_release(release=proposed, by=job.owner)
        assert not Proof.objects.exists()

    def test_a_service_that_moved_since_the_proposal_is_noticed(
        self, analyst: Person, places: Unit, elsewhere: Unit
    ) -> None:
        rows = [*people(80), *people(40, first=101, directorate="libraries"), *people(80, first=201, **ELSEWHERE)]
        proposed = import_rows(rows, by=analyst, as_at=MARCH, released=False).releases.get()
        Unit.objects.filter(code="libraries").update(parent=elsewhere)
        with pytest.raises(MoveRefused, match="no longer give the numbers"):
            prove_release(release=proposed, by=analyst)

    def test_without_staff_records_nothing_is_proposed_or_proved(self, proposed: Release, analyst: Person) -> None:
        snapshot = purge_snapshot(snapshot=proposed.snapshot, reason="Retention has ended", by=analyst)
        assert snapshot.state == SnapshotState.PURGED
        with pytest.raises(MoveRefused, match="no longer here"):
            propose_release(snapshot=snapshot, by=analyst)
        with pytest.raises(MoveRefused, match="no longer here"):
            prove_release(release=proposed, by=analyst)


@pytest.mark.parametrize("role", ["equality_lead", "administrator", "director"])
def test_only_an_hr_analyst_decides_what_leaves(
    role: str, march: Snapshot, cast: dict[str, Person], analyst: Person
) -> None:
    other, release = cast[role], march.releases.get()
    proposed = import_rows(spring(), by=analyst, as_at=NEXT_MARCH, released=False).releases.get()
    for verb in (
        lambda: propose_release(snapshot=march, by=other),
        lambda: ask_for_proof(release=release, by=other),
        lambda: prove_release(release=proposed, by=other),
        lambda: withdraw_release(release=release, reason="Because", by=other),
        lambda: discard_release(release=proposed, by=other),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    proven = prove_release(release=proposed, by=analyst)
    with pytest.raises(MoveForbidden):
        release_figures(release=proven, by=other)


def test_the_lead_sees_what_was_decided_and_not_why_numbers_are_hidden(
    september: Release, march: Snapshot, analyst: Person, cast: dict[str, Person], sign_in: Any
) -> None:
    waiting = import_rows(spring(), by=analyst, as_at=NEXT_MARCH, released=False).releases.get()
    lead = sign_in(cast["equality_lead"])
    assert lead.get(waiting.get_absolute_url()).status_code == 404
    page = lead.get(september.get_absolute_url()).content.decode()
    assert re.search(r"could learn something about \d+ small group", page)
    assert "for HR alone" in page
    for words in ("What a reader could learn", "Muslim", "people new there", "Beside the figures before"):
        assert words not in page
    for words in ("What is hidden and why", "Set aside", "What you can do", "Propose something else"):
        assert words not in page
    ledger = lead.get(reverse("workforce:ledger")).content.decode()
    assert "31 March 2025" in ledger
    assert "31 March 2026" not in ledger


def test_the_ledger_as_a_file_tells_the_same_and_counts_nobody(
    march: Snapshot, september: Release, analyst: Person, sign_in: Any
) -> None:
    response = sign_in(analyst).get(reverse("workforce:ledger-file"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.count("\n") == 3
    assert "2025-09-30,1," in text
    assert "Refused" in text
    assert march.releases.get().sha256 in text


class TestTheRules:
    def test_they_hold_for_what_is_proposed_from_then_on(self, march: Snapshot, analyst: Person) -> None:
        change_protection(
            version=0, by=analyst, threshold=15, sensitive_threshold=15, shows_zeros=True, seconds_to_prove=60
        )
        proposed = import_rows(spring(), by=analyst, as_at=NEXT_MARCH, released=False).releases.get()
        assert march.releases.get().numbers["religion=muslim"] == 12
        assert proposed.numbers["religion=muslim"] is None

    def test_they_are_changed_on_a_page_and_every_change_is_kept(self, analyst: Person, sign_in: Any) -> None:
        client, url = sign_in(analyst), reverse("workforce:protection")
        values = {"threshold": 10, "sensitive_threshold": 5, "seconds_to_prove": 60, "seconds_for_least_loss": 20}
        page = client.post(url, values | {"version": 0}).content.decode()
        assert "must be at least as high as the other one" in page
        assert client.post(url, values | {"sensitive_threshold": 10, "version": 0}).status_code == 302
        rules = Protection.in_force()
        assert (rules.threshold, rules.shows_zeros) == (10, False)
        assert "smallest count shown" in client.get(reverse("workforce:protection-history")).content.decode().lower()

    def test_zeros_are_hidden_where_the_body_says_so(self, analyst: Person) -> None:
        change_protection(version=0, by=analyst, shows_zeros=False)
        proposed = import_rows(spring(), by=analyst, as_at=MARCH, released=False).releases.get()
        assert 0 not in proposed.numbers.values()
        assert prove_release(release=proposed, by=analyst).state == ReleaseState.PROVEN


@pytest.mark.parametrize("role", ["equality_lead", "hr_analyst"])
def test_the_ledger_asks_as_much_of_the_database_with_many_releases_as_with_one(
    role: str, analyst: Person, cast: dict[str, Person], django_assert_max_num_queries: Any
) -> None:
    client = Client()
    client.force_login(cast[role], backend="allauth.account.auth_backends.AuthenticationBackend")
    for year in (2020, 2022, 2024, 2026):
        latest = import_rows(spring(), by=analyst, as_at=datetime.date(year, 3, 31))
        client.get("/")
        with django_assert_max_num_queries(12):
            client.get(reverse("workforce:ledger"))
        with django_assert_max_num_queries(14):
            client.get(latest.releases.get().get_absolute_url())
