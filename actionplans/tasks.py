from typing import Any

from celery import shared_task
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.models import ActionImport, SourceRow
from actionplans.selecting import selected
from actionplans.services.counting import fold_tallies
from actionplans.services.imports import ImportRefused, carry_out, read_file
from actionplans.services.likeness import suggest
from actionplans.services.promises import take_up_forgotten_promises
from actionplans.services.promises import take_up_promises as take_up
from actionplans.services.reminders import send_reminders as send
from actionplans.services.settling import follow_meetings
from actionplans.services.together import ChangedSince, Wanted, change_together
from eqia.models import Assessment
from toolkit.history import acting
from toolkit.jobs import JobRefused, Progress, job_task
from toolkit.models import Job
from toolkit.tables import Unreadable

# The job's page shows so many wrong rows; the page of the import shows all of them.
WRONG_ON_THE_JOB = 5


@shared_task
def send_reminders() -> None:
    """Every morning: remind those whose actions are due soon or overdue."""
    with acting(None, "reminders"):
        send(on=timezone.localdate())


@shared_task
def take_up_promises(assessment_id: int | None = None) -> None:
    """Make actions of what an assessment promised when it was approved; without one, of all that were forgotten."""
    with acting(None, "promises"):
        if assessment_id is None:
            take_up_forgotten_promises()
        else:
            take_up(assessment=Assessment.objects.get(pk=assessment_id))


@shared_task
def suggest_same_work(import_id: int | None = None) -> None:
    """Look for actions of different plans that read alike: every night all, after an import those that it brought."""
    brought = None
    if import_id is not None:
        brought = set(SourceRow.objects.filter(from_import=import_id).values_list("action", flat=True))
    with acting(None, "likeness"):
        suggest(among=brought)


@shared_task
def follow_calendars() -> None:
    """Every morning, before reminders go out: deadlines follow the meetings that they were settled to mean."""
    with acting(None, "calendars"):
        follow_meetings()


@shared_task
def fold() -> None:
    """Every hour: add up the differences that the tallies have noted."""
    fold_tallies(by=None)


@job_task
def read_plan(job: Job, progress: Progress, *, brought: int) -> dict[str, Any]:
    """Read a large file that was brought in."""
    record = _import(job, brought)
    progress(1, 3, _("Reading the file"))
    try:
        read_file(brought=record)
    except Unreadable as unreadable:
        raise JobRefused(
            unreadable.sentence, result=_elsewhere("actionplans:upload", _("Choose another file"))
        ) from None
    return {
        "sentence": _("%s rows were read.") % f"{record.row_count:,}",
        "url": reverse("actionplans:columns", args=[record.pk]),
        "words": _("Say which column is what"),
    }


@job_task
def import_plan(job: Job, progress: Progress, *, brought: int) -> dict[str, Any]:
    """Carry out an import of many rows."""
    record = _import(job, brought)
    progress(1, 3, _("Importing the actions"))
    there = {"url": record.get_absolute_url(), "words": _("See the import")}
    try:
        result = carry_out(brought=record, by=job.owner)
    except ImportRefused as refused:
        few = [flag.reason for flag in refused.flags[:WRONG_ON_THE_JOB]]
        raise JobRefused(_("Nothing was imported: some rows are wrong."), *few, result=there) from None
    except Unreadable as unreadable:
        raise JobRefused(unreadable.sentence, result=there) from None
    counts = _("%(created)d new, %(updated)d changed, %(unchanged)d unchanged.") % result
    return {"sentence": counts} | there


def _import(job: Job, pk: int) -> ActionImport:
    record = ActionImport.objects.filter(pk=pk).first()
    if record is None:
        raise JobRefused(_("The file is no longer here. Upload it again."))
    if not job.owner.has_perm("actionplans.import_actions", record):
        raise JobRefused(_("You may no longer import action plans. Ask your administrator."))
    return record


def _elsewhere(name: str, words: str) -> dict[str, Any]:
    return {"url": reverse(name), "words": words}


@job_task
def change_actions_together(
    job: Any, progress: Any, *, picked: str, query: str, wanted: dict[str, Any], seal: str
) -> dict[str, Any]:
    """What a person has looked at and confirmed, where it is too much for a page."""
    actions = selected(job.owner, picked, query)
    try:
        number = change_together(actions=actions, wanted=Wanted(**wanted), seal=seal, by=job.owner)
    except ChangedSince:
        raise JobRefused(
            _("Something changed between your look at it and your confirmation. Choose the actions again.")
        ) from None
    except ValidationError as error:
        raise JobRefused(*error.messages) from None
    sentence = ngettext("%d action is changed.", "%d actions are changed.", number) % number
    return {"sentence": sentence, "url": reverse("actionplans:actions"), "words": _("See the actions")}
