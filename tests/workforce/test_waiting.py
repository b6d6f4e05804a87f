import datetime
from typing import Any

from django.utils import timezone

from organisation.models import Person
from tests.workforce.making import import_rows
from toolkit.models import Job, JobState
from workforce.models import ProofCheck
from workforce.services import ask_for_proof, prove_release, release_figures
from workforce.tasks import import_staff_file
from workforce.waiting import waiting_for

NOVEMBER = datetime.date(2026, 11, 22)


def sentences(person: Person, on: datetime.date = NOVEMBER) -> list[str]:
    return [waiting.sentence for waiting in waiting_for(person, on)]


def test_the_analyst_is_asked_for_the_yearly_snapshot_until_it_is_there(analyst: Person) -> None:
    (due,) = waiting_for(analyst, NOVEMBER)
    assert due.sentence == "Import the staff snapshot as at 31 March 2026."
    assert (due.is_overdue, due.due_on) == (True, datetime.date(2026, 6, 29))
    assert not waiting_for(analyst, datetime.date(2026, 4, 2))[0].is_overdue
    import_rows(by=analyst)
    assert sentences(analyst) == []


def test_the_analyst_is_reminded_of_a_refused_file_until_one_goes_through(analyst: Person) -> None:
    import_rows(by=analyst)
    kind = {"owner": analyst, "title": "Import of staff as at 31 March 2026", "task": import_staff_file.name}
    Job.objects.create(**kind, state=JobState.FAILED, problems=["No"], finished_at=timezone.now())
    today = timezone.localdate()
    assert sentences(analyst, today) == ["Correct the staff file: Import of staff as at 31 March 2026 was refused."]
    assert sentences(analyst, today + datetime.timedelta(days=40)) == []
    Job.objects.create(**kind, state=JobState.DONE, finished_at=timezone.now())
    assert sentences(analyst, today) == []


def test_the_lead_is_told_when_the_profile_has_aged(analyst: Person, cast: dict[str, Person]) -> None:
    lead = cast["equality_lead"]
    assert sentences(lead) == []
    import_rows(by=analyst, as_at=datetime.date(2025, 3, 31))
    assert sentences(lead) == [
        "The workforce profile is more than a year old: it shows 31 March 2025. Ask HR for a new snapshot."
    ]
    import_rows(by=analyst)
    assert sentences(lead) == []


def test_nobody_else_waits_for_workforce_figures(analyst: Person, cast: dict[str, Person]) -> None:
    for role in ("officer", "director", "member", "administrator", "nobody"):
        assert sentences(cast[role]) == []


def test_the_analyst_is_told_when_figures_are_ready_refused_or_no_longer_proven(analyst: Person) -> None:
    release = import_rows(by=analyst, released=False).releases.get()
    page = release.get_absolute_url()
    [waiting] = waiting_for(analyst, NOVEMBER)
    assert (waiting.sentence.split(":")[0], waiting.url) == ("Staff figures as at 31 March 2026 are proposed", page)
    proven = prove_release(release=release, by=analyst)
    assert sentences(analyst) == ["Staff figures as at 31 March 2026 are ready to release."]
    release_figures(release=proven, by=analyst)
    assert sentences(analyst) == []
    ProofCheck.objects.create(release=release, version="1", witnesses=3, flaws=1)
    assert "does not hold" in sentences(analyst)[0]


def test_figures_wait_for_nobody_while_a_worker_is_at_them(
    analyst: Person, django_capture_on_commit_callbacks: Any
) -> None:
    release = import_rows(by=analyst, released=False).releases.get()
    with django_capture_on_commit_callbacks(execute=False):
        ask_for_proof(release=release, by=analyst)
    assert sentences(analyst) == []
