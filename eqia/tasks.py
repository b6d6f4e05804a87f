from celery import shared_task

from eqia.documents import keep_pdf


@shared_task
def keep_version_pdf(version_id: int) -> None:
    """Make and keep the PDF of a version that was just frozen."""
    keep_pdf(version_id)
