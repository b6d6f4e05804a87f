"""Long work: queued on commit, done by a worker, followed on a page that works without JavaScript.

A job is handed over at least once and done at most once. Its work runs in one transaction, and that same transaction
says that it is done; so "nothing was changed" is true whenever a job says so. While it runs it holds an advisory lock,
by which `toolkit.tasks.fail_lost_jobs` can tell a slow worker from a dead one.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from celery import shared_task
from django.db import Error, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from toolkit.history import acting
from toolkit.models import Job, JobState
from toolkit.side_connection import side_connection

logger = logging.getLogger(__name__)

# Advisory locks share one space of two numbers; this is ours, so that a job's lock meets no other.
LOCKS = 7_061


class JobRefused(Exception):
    """The work cannot be done as asked; the sentences tell the owner why and how to put it right.

    `result` is kept with the job although its work is undone: a full list of what is wrong, and where to see it.
    """

    def __init__(self, *sentences: str, result: dict[str, Any] | None = None) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)
        self.result = result or {}


class JobLost(Exception):
    """The job was given up while its work went on; the work must not count."""


class Progress:
    """How far a job has come: `progress(done, total, step)`.

    Written once for each per cent, and for a new step at most once a second, so about a hundred times however often it
    is called. It goes through a connection of its own, so that it shows while the work's transaction is still open, and
    never stops the work: what cannot be written is left out.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.percent = -1
        self.step = ""
        self.written_at = 0.0

    def __call__(self, done: int, total: int, step: str = "") -> None:
        percent = 100 if total <= 0 else max(0, min(100, done * 100 // total))
        step = str(step)[:200]
        has_new_step = step != self.step and time.monotonic() - self.written_at >= 1
        if percent != self.percent or has_new_step:
            self.percent, self.step, self.written_at = percent, step, time.monotonic()
            write_progress(self.job, percent, step)


def write_progress(job: Job, percent: int, step: str) -> None:
    try:
        with side_connection() as cursor:
            cursor.execute(
                "UPDATE toolkit_job SET progress = %s, step = %s, touched_at = now() WHERE id = %s AND state = %s",
                [percent, step, job.pk, JobState.RUNNING],
            )
    except Error:
        logger.warning("The progress of job %s could not be written", job.pk, exc_info=True)


def queue_job(*, owner: Any, title: str, task: str, **parameters: Any) -> Job:
    """Make the row now and hand it to a worker once the surrounding transaction has committed.

    `task` is the dotted name of a function made with `@job_task`; the parameters must be plain JSON.
    """
    import_string(task)
    job = Job.objects.create(owner=owner, title=title[:200], task=task, parameters=parameters)
    transaction.on_commit(lambda: hand_over(job))
    return job


def hand_over(job: Job) -> None:
    """Tell a worker. Where no broker answers the job stays queued, and the clock hands it over later."""
    try:
        import_string(job.task).delay(str(job.pk))
    except (OperationalError, OSError):
        logger.exception("Job %s could not be handed to a worker yet", job.pk)


def job_task(work: Callable[..., dict[str, Any]]) -> Any:
    """A Celery task out of `work(job, progress, **parameters) -> result`, which runs in one transaction."""

    @shared_task(name=f"{work.__module__}.{work.__name__}")
    def run(job_id: str) -> None:
        is_mine = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
            state=JobState.RUNNING, touched_at=timezone.now()
        )
        if is_mine:
            _do(work, Job.objects.select_related("owner").get(pk=job_id))

    return run


def _do(work: Callable[..., dict[str, Any]], job: Job) -> None:
    try:
        with acting(job.owner, f"job: {job.title}"), transaction.atomic():
            take_lock(job, wait=True)
            result = work(job, Progress(job), **job.parameters)
            if not finish(job, JobState.DONE, result=result):
                raise JobLost
    except JobRefused as refusal:
        finish(job, JobState.FAILED, problems=refusal.sentences, result=refusal.result)
    except JobLost:
        logger.warning("Job %s had been given up before its work was done", job.pk)
    except BaseException as error:
        logger.exception("Job %s failed: %s", job.pk, job.title)
        sentence = _(
            "Something went wrong on our side and nothing was changed. Tell your administrator this job’s number: %s"
        )
        finish(job, JobState.FAILED, problems=[sentence % job.pk])
        # The worker itself is told to stop: let it.
        if isinstance(error, SystemExit | KeyboardInterrupt):
            raise


def take_lock(job: Job, *, wait: bool) -> bool:
    """The lock that says "somebody works on this job", until the surrounding transaction ends.

    Without waiting: whether nobody else holds it.
    """
    name = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}(%s, %s)", [LOCKS, job.pk.int % 2**31])
        return wait or bool(cursor.fetchone()[0])


def finish(job: Job, state: str, **fields: Any) -> bool:
    """Say how a job ended, once; False if it was over already."""
    now = timezone.now()
    if state == JobState.DONE:
        fields["progress"] = 100
    fields["problems"] = [str(sentence) for sentence in fields.get("problems", ())]
    still_going = Job.objects.filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING])
    return bool(still_going.update(state=state, finished_at=now, touched_at=now, **fields))
