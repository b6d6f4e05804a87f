import dataclasses
import datetime
from typing import Any

from celery import shared_task
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.models import Unit
from toolkit.jobs import JobRefused, Progress, job_task
from toolkit.models import Job
from workforce.services import Imported, SnapshotRefused, already_imported, import_snapshot
from workforce.uploads import remove_forgotten, take_upload

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
        "words": _("See the snapshot"),
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


@shared_task
def remove_forgotten_uploads() -> None:
    """A staff file whose job was lost must not stay on disk."""
    remove_forgotten()
