"""The long work: freezing a document and making its PDF."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from eqia.models import Assessment
from governance.errors import MoveRefused
from reporting.court.keeping import keep_pack
from reporting.models import Edition, Pack
from reporting.services.freezing import freeze_edition, freeze_pack
from toolkit.jobs import JobRefused, Progress, job_task
from toolkit.models import Job


@job_task
def build_edition(job: Job, progress: Progress, *, edition_id: int) -> dict[str, Any]:
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise JobRefused(_("The report no longer exists."))
    version = _refusing(lambda: freeze_edition(edition=edition, by=job.owner, report=progress))
    return _result(edition, version)


@job_task
def build_pack(job: Job, progress: Progress, *, pack_id: int) -> dict[str, Any]:
    pack = Pack.objects.filter(pk=pack_id).first()
    if pack is None:
        raise JobRefused(_("The pack no longer exists."))
    version = _refusing(lambda: freeze_pack(pack=pack, by=job.owner, report=progress))
    return _result(pack, version)


@job_task
def make_court_pack(job: Job, progress: Progress, *, reference: str) -> dict[str, Any]:
    assessment = Assessment.objects.filter(reference=reference).select_related("unit__parent").first()
    if assessment is None or not job.owner.has_perm("reporting.make_court_pack", assessment):
        raise JobRefused(_("You may no longer do this. Ask the equality lead or the committee clerk."))
    kept = keep_pack(assessment, str(job.pk), progress)
    return kept | {
        "url": reverse("reporting:court", args=[reference]),
        "words": _("Go to the court pack"),
        "sentence": _("The court pack of %s is made.") % reference,
    }


def _result(document: Edition | Pack, version: Any) -> dict[str, Any]:
    name = "edition" if isinstance(document, Edition) else "pack"
    return {
        "url": reverse(f"reporting:{name}-pdf", args=[document.pk, version.number]),
        "words": _("Download the PDF"),
        "sentence": _("Version %(number)d is frozen. The SHA-256 of the PDF is %(hash)s.")
        % {"number": version.number, "hash": version.pdf_sha256},
    }


def _refusing(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except MoveRefused as refusal:
        raise JobRefused(*refusal.sentences) from refusal
    except PermissionDenied as denied:
        raise JobRefused(_("You may no longer do this. Ask the equality lead or the committee clerk.")) from denied
