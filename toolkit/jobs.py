"""Long work: queued on commit, done by a worker, followed on a page that works without JavaScript."""

import logging
from collections.abc import Callable
from typing import Any

from celery import current_app, shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toolkit.history import acting
from toolkit.models import Job, JobState

logger = logging.getLogger(__name__)


class JobRefused(Exception):
    """The work cannot be done as asked; the sentences tell the owner why and how to put it right.

    `result` is kept with the job although its work is undone: a full list of what is wrong, and where to see it.
    """

    def __init__(self, *sentences: str, result: dict[str, Any] | None = None) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)
        self.result = result or {}


class Progress:
    """How far a job has come. Written at most about a hundred times, outside the work's own transaction."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.shown = -1

    def __call__(self, done: int, total: int, step: str = "") -> None:
        percent = 100 if total <= 0 else min(100, done * 100 // total)
        if percent != self.shown or step != self.job.step:
            self.shown, self.job.step = percent, step
            write_progress(self.job, percent, step)


def write_progress(job: Job, percent: int, step: str) -> None:
    """Through a connection of its own, so that progress shows while the work's transaction is still open."""
    from toolkit.side_connection import side_connection

    with side_connection() as cursor:
        cursor.execute(
            "UPDATE toolkit_job SET progress = %s, step = %s, touched_at = now() WHERE id = %s",
            [percent, step[:200], job.pk],
        )


def queue_job(*, owner: Any, title: str, task: str, **parameters: Any) -> Job:
    """Make the row now and hand it to a worker once the surrounding transaction has committed."""
    job = Job.objects.create(owner=owner, title=title, task=task, parameters=parameters)
    transaction.on_commit(lambda: current_app.send_task(task, args=[str(job.pk)]))
    return job


def job_task(work: Callable[..., dict[str, Any]]) -> Any:
    """A Celery task out of `work(job, progress, **parameters) -> result`, which runs in one transaction."""
    name = f"{work.__module__}.{work.__name__}"

    @shared_task(name=name)
    def run(job_id: str) -> None:
        taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
            state=JobState.RUNNING, touched_at=timezone.now()
        )
        if not taken:
            return
        job = Job.objects.select_related("owner").get(pk=job_id)
        try:
            with acting(job.owner, f"job: {job.title}"), transaction.atomic():
                result = work(job, Progress(job), **job.parameters)
        except JobRefused as refusal:
            finish(job, JobState.FAILED, problems=refusal.sentences, result=refusal.result)
        except Exception:
            logger.exception("Job %s failed: %s", job.pk, job.title)
            finish(
                job,
                JobState.FAILED,
                problems=[
                    _(
                        "Something went wrong on our side and nothing was changed. Tell your administrator this job’s number: %s"
                    )
                    % job.pk
                ],
            )
        else:
            finish(job, JobState.DONE, result=result)

    return run


def finish(job: Job, state: str, **fields: Any) -> None:
    fields |= {"state": state, "finished_at": timezone.now(), "touched_at": timezone.now()}
    if state == JobState.DONE:
        fields["progress"] = 100
    Job.objects.filter(pk=job.pk).update(**fields)
