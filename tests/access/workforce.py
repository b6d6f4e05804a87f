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


ROWS = [
    Row("workforce:try", ANALYST | {"equality_lead"}),
    *(
        Row(name, ANALYST | {"equality_lead"}, only_post=True)
        for name in ("workforce:try-check", "workforce:try-answer")
    ),
    Row("workforce:try-file", ANALYST | {"equality_lead"}, arguments=lambda cast: {"kind": "csv"}, only_post=True),
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
