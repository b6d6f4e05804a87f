import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toolkit.models import Job, JobState
from toolkit.waiting import Waiting
from workforce.choices import ReleaseState, SnapshotState
from workforce.models import ProofCheck, Release, Snapshot
from workforce.rules import last_snapshot_day
from workforce.tasks import import_staff_file

# The snapshot of 31 March is asked for from that day, and late after so long.
DAYS_TO_IMPORT = 90
STALE_AFTER = datetime.timedelta(days=365)
LATELY = datetime.timedelta(days=30)


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    """The analyst: the yearly snapshot and an import that was refused. The equality lead: a profile that has aged."""
    found = []
    is_analyst = person.has_perm("workforce.import_snapshot")
    if not is_analyst and not person.has_perm("workforce.watch_profile"):
        return []
    newest = Snapshot.objects.of_the_body().exclude(state="replaced").order_by("-as_at").first()
    if is_analyst:
        found += [*_snapshot_due(newest, on), *_import_refused(person, on), *_to_release()]
    elif newest and newest.as_at < on - STALE_AFTER:
        sentence = _("The workforce profile is more than a year old: it shows %s. Ask HR for a new snapshot.")
        found.append(
            Waiting(
                sentence % date_format(newest.as_at, "j F Y"),
                reverse("workforce:profile"),
                newest.as_at + STALE_AFTER,
                is_overdue=True,
            )
        )
    return found


def _snapshot_due(newest: Snapshot | None, on: datetime.date) -> list[Waiting]:
    day = last_snapshot_day(on)
    if newest and newest.as_at >= day:
        return []
    due_on = day + datetime.timedelta(days=DAYS_TO_IMPORT)
    sentence = _("Import the staff snapshot as at %s.") % date_format(day, "j F Y")
    return [Waiting(sentence, reverse("workforce:import"), due_on, is_overdue=on > due_on)]


def _to_release() -> list[Waiting]:
    """Figures that wait for a proof, for their release, or for what is to be done about a refusal; and broken proofs.

    While a worker is at them, they wait for nobody.
    """
    words = {
        ReleaseState.PROPOSED: _("Staff figures as at %s are proposed: ask for the proof that they give nobody away."),
        ReleaseState.PROVEN: _("Staff figures as at %s are ready to release."),
        ReleaseState.REFUSED: _("Staff figures as at %s were refused: choose what leaves instead, or set them aside."),
    }
    newer = Release.objects.filter(snapshot=models.OuterRef("snapshot"), number__gt=models.OuterRef("number"))
    at_work = models.Q(job__state__in=[JobState.QUEUED, JobState.RUNNING])
    waiting = Release.objects.filter(
        ~models.Exists(newer), ~at_work, state__in=words, snapshot__state=SnapshotState.CURRENT
    )
    found = [
        Waiting(words[release.state] % release.name, release.get_absolute_url())
        for release in waiting.select_related("snapshot").only("state", "number", "snapshot__as_at")
    ]
    last = ProofCheck.objects.filter(release=models.OuterRef("pk")).order_by("-at", "-pk").values("flaws")[:1]
    broken = Release.objects.live().annotate(flaws=models.Subquery(last)).filter(flaws__gt=0)
    found += [
        Waiting(
            _("The proof of staff figures as at %s does not hold: withdraw them and tell your administrator.")
            % release.name,
            release.get_absolute_url(),
            is_overdue=True,
        )
        for release in broken.select_related("snapshot").only("state", "number", "snapshot__as_at")
    ]
    return found


def _import_refused(person: Any, on: datetime.date) -> list[Waiting]:
    """Only the person's last import counts: a later one that went through has settled it."""
    last = Job.objects.filter(owner=person, task=import_staff_file.name).order_by("-created_at").first()
    if last is None or last.state != JobState.FAILED or last.created_at.date() < on - LATELY:
        return []
    return [Waiting(_("Correct the staff file: %s was refused.") % last.title, last.get_absolute_url())]
