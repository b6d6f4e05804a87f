from typing import Any

from django.utils import timezone

from tests.access import EVERYONE, SIGNED_IN, Row
from tests.workforce.making import import_rows
from toolkit.models import Job, JobState
from workforce.views import IMPORT_TASK

ANALYST = {"hr_analyst"}
EVERYBODY_WITH_A_ROLE = EVERYONE | {"other_officer", "officer_elsewhere"}


def shown(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": import_rows(by=cast["hr_analyst"]).pk}


def proposed(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": import_rows(by=cast["hr_analyst"], released=False).releases.get().pk}


def released(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": import_rows(by=cast["hr_analyst"]).releases.get().pk}


def refused(cast: dict[str, Any]) -> dict[str, Any]:
    problems = {"problems": [{"line": 2, "column": "Sex", "reason": "“X” is not an answer we know."}]}
    job = Job.objects.create(
        owner=cast["hr_analyst"],
        title="Import",
        task=IMPORT_TASK,
        state=JobState.FAILED,
        result=problems,
        problems=["No"],
        finished_at=timezone.now(),
    )
    return {"pk": job.pk}


WHO_WATCHES = {"hr_analyst", "equality_lead"}
# To whoever may not see what was only proposed it does not exist.
OUTSIDE = (SIGNED_IN | EVERYBODY_WITH_A_ROLE) - ANALYST
ACTIONS = ("prove", "verify", "ways-out", "propose-way-out", "discard")

ROWS = [
    Row("workforce:try", ANALYST | {"equality_lead"}),
    *(
        Row(name, ANALYST | {"equality_lead"}, only_post=True)
        for name in ("workforce:try-check", "workforce:try-answer")
    ),
    Row("workforce:try-file", ANALYST | {"equality_lead"}, arguments=lambda cast: {"kind": "csv"}, only_post=True),
    Row("workforce:ledger", WHO_WATCHES),
    Row("workforce:ledger-file", WHO_WATCHES),
    Row("workforce:release", WHO_WATCHES, missing=OUTSIDE - WHO_WATCHES, arguments=released),
    *(Row(f"workforce:{name}", ANALYST, missing=OUTSIDE, arguments=proposed, only_post=True) for name in ACTIONS),
    Row("workforce:let-out", ANALYST, missing=OUTSIDE, arguments=proposed),
    Row("workforce:withdraw", ANALYST, missing=OUTSIDE - WHO_WATCHES, arguments=released),
    Row("workforce:propose", ANALYST, missing={"nobody"}, arguments=shown, only_post=True),
    Row("workforce:protection", ANALYST | {"administrator"}),
    Row("workforce:protection-history", ANALYST | {"administrator"}),
    Row("workforce:profile", EVERYBODY_WITH_A_ROLE),
    Row("workforce:method", EVERYBODY_WITH_A_ROLE),
    Row("workforce:snapshots", ANALYST),
    Row("workforce:import", ANALYST),
    Row("workforce:sample", ANALYST),
    Row("workforce:snapshot", ANALYST, missing={"nobody"}, arguments=shown),
    Row("workforce:purge", ANALYST, missing={"nobody"}, arguments=shown),
    *(
        Row(name, ANALYST, missing=(SIGNED_IN | EVERYBODY_WITH_A_ROLE) - ANALYST, arguments=refused)
        for name in ("workforce:problems", "workforce:problems-file")
    ),
]
