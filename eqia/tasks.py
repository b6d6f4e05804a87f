from celery import shared_task
from django.utils import timezone

from eqia import services
from eqia.documents import keep_pdf
from eqia.models import AssessmentVersion, PublicVersion
from eqia.services import signers
from toolkit.history import acting


@shared_task
def keep_version_pdf(version_id: int) -> None:
    """Make and keep the PDF of a version that was just frozen."""
    keep_pdf(AssessmentVersion, version_id)


@shared_task
def keep_public_pdf(version_id: int) -> None:
    """Make and keep the PDF of a public version."""
    keep_pdf(PublicVersion, version_id)


@shared_task
def index_working(assessment_id: int) -> None:
    """Index the working copy of an assessment that was just saved."""
    services.index_working(assessment_id)


@shared_task
def index_behind() -> None:
    """Index assessments that no search finds as they are, such as those that were here before an upgrade."""
    services.index_behind()


@shared_task
def remind_signers() -> None:
    """Every morning: remind those who must sign, and bring what is late to those above them."""
    with acting(None, "sign-off reminders"):
        signers.remind_signers(on=timezone.localdate())
