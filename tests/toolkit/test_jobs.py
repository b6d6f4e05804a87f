"""A job is an owned row: handed over at least once, done at most once, honest about how it ended."""

import datetime
import logging
import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from organisation.models import Person, Unit
from toolkit import jobs, tasks
from toolkit.history import history_of
from toolkit.jobs import JobRefused, Progress, hand_over, job_task, queue_job, take_lock
from toolkit.models import Job, JobState
from toolkit.side_connection import side_connection

LONG_AGO = datetime.timedelta(minutes=30)


@job_task
def rename(job: Job, progress: Progress, *, unit: int, name: str) -> dict[str, Any]:
    progress(1, 2, "Renaming")
    Unit.objects.filter(pk=unit).update(name=name)
    if name == "refused":
        raise JobRefused("Choose another name.", "“refused” is taken.", result={"rows": [3]})
    if name == "crashed":
        raise RuntimeError("secret detail")
    if name == "stopped":
        raise SystemExit
    return {"name": name}


def queued(owner: Person, unit: Unit, name: str) -> Job:
    return Job.objects.create(
        owner=owner, title="Rename", task="tests.toolkit.test_jobs.rename", parameters={"unit": unit.pk, "name": name}
    )


@pytest.fixture
def officer(cast: dict[str, Person]) -> Person:
    return cast["officer"]


@pytest.mark.django_db
class TestAJobInATransaction:
    def test_is_handed_over_when_its_transaction_commits_and_done(
        self, officer: Person, places: Unit, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            job = queue_job(
                owner=officer, title="Rename", task="tests.toolkit.test_jobs.rename", unit=places.pk, name="Places"
            )
            assert job.state == JobState.QUEUED
        job.refresh_from_db()
        places.refresh_from_db()
        assert (job.state, job.result, job.progress, job.step) == (JobState.DONE, {"name": "Places"}, 100, "Renaming")
        assert job.finished_at is not None
        assert places.name == "Places"
        assert (history_of(places)[0].by, history_of(places)[0].source) == ("Officer", "job: Rename")

    def test_with_an_unknown_task_is_not_even_queued(self, officer: Person) -> None:
        with pytest.raises(ImportError):
            queue_job(owner=officer, title="Rename", task="toolkit.tasks.no_such_task")
        assert not Job.objects.exists()

    def test_that_is_refused_tells_its_owner_why_and_changes_nothing(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "refused")
        rename(str(job.pk))
        job.refresh_from_db()
        places.refresh_from_db()
        assert job.state == JobState.FAILED
        assert job.problems == ["Choose another name.", "“refused” is taken."]
        assert job.result == {"rows": [3]}
        assert places.name == "Place"

    def test_that_crashes_changes_nothing_and_hides_the_traceback(
        self, officer: Person, places: Unit, caplog: pytest.LogCaptureFixture
    ) -> None:
        job = queued(officer, places, "crashed")
        with caplog.at_level(logging.ERROR):
            rename(str(job.pk))
        job.refresh_from_db()
        places.refresh_from_db()
        assert job.state == JobState.FAILED
        assert job.problems == [
            "Something went wrong on our side and nothing was changed. "
            f"Tell your administrator this job’s number: {job.pk}"
        ]
        assert "secret detail" in caplog.text
        assert places.name == "Place"

    def test_that_is_stopped_with_its_worker_says_so_and_lets_the_worker_go(
        self, officer: Person, places: Unit
    ) -> None:
        job = queued(officer, places, "stopped")
        with pytest.raises(SystemExit):
            rename(str(job.pk))
        job.refresh_from_db()
        assert job.state == JobState.FAILED

    def test_delivered_twice_is_done_once(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "Places")
        rename(str(job.pk))
        Unit.objects.filter(pk=places.pk).update(name="Renamed since")
        rename(str(job.pk))
        places.refresh_from_db()
        assert places.name == "Renamed since"

    def test_waits_for_the_broker_without_an_error_page(
        self, officer: Person, places: Unit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unreachable(*_arguments: Any) -> None:
            raise OperationalError

        monkeypatch.setattr(rename, "delay", unreachable)
        job = queued(officer, places, "Places")
        hand_over(job)
        job.refresh_from_db()
        assert job.state == JobState.QUEUED

    def test_left_running_by_a_dead_worker_is_failed_by_the_clock(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "Places")
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, touched_at=timezone.now() - LONG_AGO)
        tasks.fail_lost_jobs()
        job.refresh_from_db()
        assert job.state == JobState.FAILED
        assert job.problems == ["The work stopped before it was done and nothing was changed. Start it again."]

    def test_whose_message_was_lost_is_handed_over_again(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "Places")
        Job.objects.filter(pk=job.pk).update(touched_at=timezone.now() - LONG_AGO)
        tasks.hand_over_waiting_jobs()
        job.refresh_from_db()
        assert job.state == JobState.DONE

    def test_that_nobody_took_for_an_hour_is_given_up(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "Places")
        long_ago = timezone.now() - datetime.timedelta(hours=2)
        Job.objects.filter(pk=job.pk).update(created_at=long_ago, touched_at=long_ago)
        tasks.hand_over_waiting_jobs()
        job.refresh_from_db()
        assert job.state == JobState.FAILED
        assert job.problems[0].startswith("The work did not start within an hour")

    def test_that_was_given_up_does_not_count_when_its_work_ends_after_all(
        self, officer: Person, places: Unit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        job = queued(officer, places, "Places")
        monkeypatch.setattr(jobs, "write_progress", lambda job, *_rest: jobs.finish(job, JobState.FAILED))
        rename(str(job.pk))
        places.refresh_from_db()
        assert places.name == "Place"


def test_progress_is_written_about_a_hundred_times_however_often_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    monkeypatch.setattr(jobs, "write_progress", lambda _job, percent, _step: written.append(percent))
    progress = Progress(Job())
    for row in range(30_000):
        progress(row, 30_000, f"Row {row}")
    assert written == list(range(100))
    progress(1, 0)
    assert written[-1] == 100


@pytest.mark.django_db(transaction=True)
class TestAJobBesideItsTransaction:
    @pytest.fixture(autouse=True)
    def _as_in_a_worker(self, settings: Any) -> None:
        settings.CELERY_TASK_ALWAYS_EAGER = False

    def test_shows_its_progress_while_its_transaction_is_open(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "Places")
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
        with transaction.atomic():
            take_lock(job, wait=True)
            Unit.objects.filter(pk=places.pk).update(name="Places")
            Progress(job)(1, 4, "Reading")
            with side_connection() as somebody_else:
                somebody_else.execute("SELECT progress, step FROM toolkit_job WHERE id = %s", [job.pk])
                assert somebody_else.fetchone() == (25, "Reading")
                somebody_else.execute("SELECT name FROM organisation_unit WHERE id = %s", [places.pk])
                assert somebody_else.fetchone() == ("Place",)

    def test_is_done_by_one_of_two_workers_that_take_it_at_once(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "Places")
        barrier = threading.Barrier(2)

        def worker() -> None:
            barrier.wait(timeout=10)
            try:
                rename(str(job.pk))
            finally:
                connection.close()

        threads = [threading.Thread(target=worker) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
        job.refresh_from_db()
        assert job.state == JobState.DONE
        assert [change.kind for change in history_of(places)] == ["Changed", "Created"]

    def test_is_not_failed_while_somebody_works_on_it_however_slowly(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "Places")
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, touched_at=timezone.now() - LONG_AGO)

        def clock() -> None:
            try:
                tasks.fail_lost_jobs()
            finally:
                connection.close()

        with transaction.atomic():
            take_lock(job, wait=True)
            thread = threading.Thread(target=clock)
            thread.start()
            thread.join(timeout=20)
        job.refresh_from_db()
        assert job.state == JobState.RUNNING
        tasks.fail_lost_jobs()
        job.refresh_from_db()
        assert job.state == JobState.FAILED

    def test_that_locked_its_own_row_loses_progress_but_not_its_work(
        self, officer: Person, places: Unit, caplog: pytest.LogCaptureFixture
    ) -> None:
        job = queued(officer, places, "Places")
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
        with transaction.atomic():
            Job.objects.select_for_update().get(pk=job.pk)
            Progress(job)(1, 2)
        assert "could not be written" in caplog.text

    def test_leaves_no_connection_open(self, officer: Person, places: Unit) -> None:
        job = queued(officer, places, "Places")
        before = _connections()
        rename(str(job.pk))
        assert _connections() == before


def _connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]
