import datetime

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from toolkit.jobs import finish
from toolkit.models import Job, JobState

LOST_AFTER = datetime.timedelta(minutes=10)


@shared_task
def fail_lost_jobs() -> None:
    """A worker killed half-way leaves its job running for ever; say so to the owner."""
    lost = Job.objects.filter(state__in=[JobState.RUNNING, JobState.QUEUED], touched_at__lt=timezone.now() - LOST_AFTER)
    for job in lost:
        finish(
            job,
            JobState.FAILED,
            problems=[_("The work stopped before it was done and nothing was changed. Start it again.")],
        )
