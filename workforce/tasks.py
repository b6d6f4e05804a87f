import dataclasses
import datetime
import logging
from collections.abc import Callable
from typing import Any

from celery import shared_task
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosure.linear import Unfinished
from governance.errors import MoveRefused
from organisation.models import Unit
from toolkit.jobs import JobRefused, Progress, job_task
from toolkit.models import Job
from workforce import services
from workforce.choices import ReleaseState
from workforce.models import Release, Snapshot
from workforce.services import (
    Imported,
    SnapshotRefused,
    already_imported,
    import_snapshot,
    propose_release,
    prove_release,
    verify_release,
)
from workforce.uploads import remove_forgotten, take_upload

logger = logging.getLogger(__name__)

# The job's page shows so many problems; the page of all of them is one link away.
PROBLEMS_ON_THE_JOB = 5


@job_task
def import_staff_file(
    job: Job, progress: Progress, *, upload: str, file_name: str, as_at: str, employer: int | None = None
) -> dict[str, Any]:
    content = take_upload(upload)
    if content is None:
        raise JobRefused(_("The uploaded file is no longer here. Upload it again."))
    try:
        imported = import_snapshot(
            content=content,
            file_name=file_name,
            as_at=datetime.date.fromisoformat(as_at),
            employer=Unit.objects.get(pk=employer) if employer else None,
            by=job.owner,
            report=progress,
        )
    except PermissionDenied as denied:
        raise JobRefused(_("You may no longer import staff files. Ask your administrator.")) from denied
    except SnapshotRefused as refusal:
        few = refusal.problems[:PROBLEMS_ON_THE_JOB]
        result = {
            "url": reverse("workforce:problems", args=[job.pk]),
            "words": _("See every row that needs correcting"),
            "problems": [dataclasses.asdict(problem) for problem in refusal.problems],
        }
        raise JobRefused(
            refusal.sentence, *(str(problem) for problem in few), result=result if refusal.problems else {}
        ) from refusal
    snapshot = imported.snapshot
    return {
        "url": snapshot.get_absolute_url(),
        "words": _("See the snapshot and what may leave"),
        "is_new": imported.is_new,
        "rows": snapshot.row_count,
        "sentence": _imported(imported) if imported.is_new else already_imported(snapshot),
    }


def _imported(imported: Imported) -> str:
    """What came in, and what did not."""
    snapshot = imported.snapshot
    sentences = [
        ngettext("%s staff record was imported.", "%s staff records were imported.", snapshot.row_count)
        % f"{snapshot.row_count:,}",
        _("The file has been deleted."),
    ]
    if imported.not_asked:
        sentences.append(_("Without a column, and so recorded as not asked: %s.") % ", ".join(imported.not_asked))
    if snapshot.ignored_columns:
        sentences.append(_("Columns that were not read: %s.") % ", ".join(snapshot.ignored_columns))
    return " ".join(sentences)


@job_task
def propose(job: Job, progress: Progress, *, snapshot: int, origin: str) -> dict[str, Any]:
    """Work out again what of a snapshot may leave."""
    progress(0, 100, _("Working out what may leave"))
    try:
        made = propose_release(snapshot=Snapshot.objects.get(pk=snapshot), by=job.owner, origin=origin)
    except PermissionDenied as denied:
        raise JobRefused(_("You may no longer release figures. Ask your administrator.")) from denied
    except MoveRefused as refusal:
        raise JobRefused(*refusal.sentences) from refusal
    sentence = _("It was worked out what may leave. Next it needs a proof.")
    return {"url": made.get_absolute_url(), "words": _("See the figures"), "sentence": sentence}


@job_task
def prove(job: Job, progress: Progress, *, release: int) -> dict[str, Any]:
    """Work out whether figures may leave, and the proof that they may."""

    def work(found: Release) -> Release:
        return prove_release(release=found, by=job.owner, report=progress)

    found = _about(release, work)
    if found.state == ReleaseState.REFUSED:
        sentence = _(
            "The figures were refused: they would reveal something about people. See what, and what you can do."
        )
    else:
        sentence = _("The proof was found and checked. You can release the figures.")
    return {"url": found.get_absolute_url(), "words": _("See the figures"), "sentence": sentence}


@job_task
def look_for_ways_out(job: Job, progress: Progress, *, release: int) -> dict[str, Any]:
    """Find what could leave instead of refused figures."""

    def work(found: Release) -> Release:
        return services.look_for_ways_out(release=found, by=job.owner, report=progress)

    found = _about(release, work)
    sentence = ngettext("%s way out was found.", "%s ways out were found.", len(found.ways_out)) % len(found.ways_out)
    return {"url": found.get_absolute_url(), "words": _("See the refusal"), "sentence": sentence}


def _about(pk: int, work: Callable[[Release], Release]) -> Release:
    """Do the work on a release; what stands in the way is said in sentences, and nothing is kept."""
    found = Release.objects.filter(pk=pk).first()
    if found is None:
        raise JobRefused(_("These figures are no longer here."))
    link = {"url": found.get_absolute_url(), "words": _("See the figures")}
    try:
        return work(found)
    except PermissionDenied as denied:
        raise JobRefused(_("You may no longer release figures. Ask your administrator.")) from denied
    except MoveRefused as refusal:
        raise JobRefused(*refusal.sentences, result=link) from refusal
    except Unfinished as unfinished:
        raise JobRefused(
            _("The proof was not found in its time, so nothing is known and nothing may leave."),
            _("Allow it more time in the rules for hiding, or propose fewer tables."),
            result=link,
        ) from unfinished


@shared_task
def verify_proofs() -> None:
    """Every stored proof of figures that left is checked again; what is found is kept, and flaws wait for the analysts."""
    for release in Release.objects.known().filter(proof__isnull=False):
        check = verify_release(release=release, by=None)
        if not check.is_sound:
            logger.error("The proof of release %s has %s flaws", release.pk, check.flaws)


@shared_task
def remove_forgotten_uploads() -> None:
    """A staff file whose job was lost must not stay on disk."""
    remove_forgotten()
