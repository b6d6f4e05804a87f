from typing import Any

from governance.choices import BodyKind
from governance.models import Body, Meeting
from tests.access import Row

KEEPERS = {"equality_lead", "committee_clerk", "administrator"}


def body(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": Body.objects.create(name="Cabinet", kind=BodyKind.MEMBER).pk}


def meeting(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": Meeting.objects.create(body_id=body(cast)["pk"], held_on="2026-12-09").pk}


ROWS = [
    Row("governance:bodies", KEEPERS),
    Row("governance:add-body", KEEPERS),
    *(
        Row(f"governance:{name}", KEEPERS, arguments=body)
        for name in ("body", "edit-body", "body-history", "add-meeting")
    ),
    *(Row(f"governance:{name}", KEEPERS, arguments=meeting) for name in ("meeting", "edit-meeting", "meeting-history")),
    Row("governance:remove-meeting", KEEPERS, arguments=meeting, only_post=True),
]
