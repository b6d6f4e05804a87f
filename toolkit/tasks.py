"""What the clock does for the toolkit: jobs that nobody works on any more, messages that have not gone out."""

import datetime

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toolkit.jobs import finish, hand_over, take_lock
from toolkit.mail import deliver
from toolkit.models import Job, JobState, SentMessage

QUIET = datetime.timedelta(minutes=1)
HAND_OVER_AGAIN_AFTER = datetime.timedelta(minutes=5)
GIVE_UP_AFTER = datetime.timedelta(hours=1)
SEND_FOR = datetime.timedelta(days=1)


@shared_task
def fail_lost_jobs() -> None:
    """A worker killed half-way leaves its job running for ever; say so to the owner."""
    for job in Job.objects.filter(state=JobState.RUNNING, touched_at__lt=timezone.now() - QUIET):
        with transaction.atomic():
            if take_lock(job, wait=False):
                sentence = _("The work stopped before it was done and nothing was changed. Start it again.")
                finish(job, JobState.FAILED, problems=[sentence])


@shared_task
def hand_over_waiting_jobs() -> None:
    """A job whose message the broker lost is handed over again; one that nobody took for an hour is given up."""
    now = timezone.now()
    for job in Job.objects.filter(state=JobState.QUEUED, touched_at__lt=now - HAND_OVER_AGAIN_AFTER):
        if job.created_at < now - GIVE_UP_AFTER:
            sentence = _(
                "The work did not start within an hour and nothing was changed. Start it again; if that does not help, "
                "tell your administrator that no worker answers."
            )
            finish(job, JobState.FAILED, problems=[sentence])
        else:
            Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(touched_at=now)
            hand_over(job)


@shared_task
def send_kept_messages() -> None:
    """Messages of the last day that the mail server did not take are tried again."""
    if settings.EMAIL_HOST:
        now = timezone.now()
        waiting = SentMessage.objects.filter(delivered_at__isnull=True, sent_at__range=(now - SEND_FOR, now - QUIET))
        deliver(waiting.order_by("sent_at", "pk")[:500])
