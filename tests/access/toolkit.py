from tests.access import SIGNED_IN, Row
from toolkit.models import Job

ROWS = [
    Row("toolkit:components", SIGNED_IN),
    Row("toolkit:sample-document", SIGNED_IN),
    Row("toolkit:outbox", {"equality_lead", "administrator"}),
    Row("toolkit:keep-draft", SIGNED_IN, only_post=True),
    Row("toolkit:throw-draft-away", SIGNED_IN, only_post=True),
    *(
        Row(
            name,
            {"officer"},
            missing=SIGNED_IN - {"officer"} | {"other_officer", "officer_elsewhere"},
            arguments=lambda cast: {"pk": Job.objects.create(owner=cast["officer"], title="A job", task="none").pk},
        )
        for name in ("toolkit:job", "toolkit:job-state")
    ),
]
