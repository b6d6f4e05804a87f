from typing import Any

from django.utils import timezone

from reporting.court.keeping import keep_pack
from tests.access import SIGNED_IN, Row
from tests.access.eqia import HEADS, READERS, record
from tests.eqia.conftest import in_state
from toolkit.models import Job

MAKERS = HEADS | {"equality_lead", "committee_clerk"}


def made_by_the_clerk(cast: dict[str, Any]) -> dict[str, Any]:
    assessment = in_state(cast, "approved")
    job = Job.objects.create(
        owner=cast["committee_clerk"],
        title="Court pack",
        task="reporting.tasks.make_court_pack",
        parameters={"reference": assessment.reference},
        state="done",
        finished_at=timezone.now(),
    )
    job.result = keep_pack(assessment, str(job.pk), None)
    job.save()
    return {"reference": assessment.reference, "job": job.pk, "kind": "zip"}


ROWS = [
    Row(
        "reporting:court",
        MAKERS,
        missing=SIGNED_IN - READERS,
        refused=READERS - MAKERS,
        arguments=record("approved"),
    ),
    # The pack that somebody made is theirs alone: for another maker it does not exist.
    Row(
        "reporting:court-file",
        {"committee_clerk"},
        missing=(SIGNED_IN - READERS) | (MAKERS - {"committee_clerk"}),
        refused=READERS - MAKERS,
        arguments=made_by_the_clerk,
    ),
]
