from typing import Any

from governance.choices import BodyKind
from governance.models import Body, Meeting, Recommendation, Seat
from tests.access import EVERYONE, Row
from tests.governance.making import clear, plan, released

READERS = EVERYONE | {"other_officer", "officer_elsewhere"}
PLANNERS = {"officer", "head_of_service", "director", "equality_lead", "committee_clerk"}
CLERK = {"committee_clerk"}
KEEPERS = {"equality_lead", "committee_clerk", "administrator"}


def body(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": Body.objects.create(name="Cabinet", kind=BodyKind.MEMBER).pk}


def meeting(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": Meeting.objects.create(body_id=body(cast)["pk"], held_on="2026-12-09").pk}


def seat(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": Seat.objects.create(body_id=body(cast)["pk"], person=cast["member"]).pk}


def planned(cast: dict[str, Any]) -> dict[str, Any]:
    return {"reference": plan(cast).reference}


def cleared(cast: dict[str, Any]) -> dict[str, Any]:
    decision = plan(cast)
    clear(decision, cast)
    return {"reference": decision.reference}


def delegated(cast: dict[str, Any]) -> dict[str, Any]:
    return {"reference": released(cast, delegate=cast["head_of_service"]).reference}


def recommendation(cast: dict[str, Any]) -> Recommendation:
    return Recommendation.objects.create(
        kind="audit",
        made_by="Internal audit",
        dated_on="2026-05-04",
        text="Count the returns",
        unit=cast["officer"].unit,
    )


def recommended(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": recommendation(cast).pk}


RECORDERS = {"equality_lead", "committee_clerk"}
ROWS = [
    Row("decisions:recommendations", READERS),
    Row("decisions:recommendation", READERS, arguments=recommended),
    Row("decisions:recommendation-history", READERS, arguments=recommended),
    Row("decisions:add-recommendation", RECORDERS),
    Row("decisions:edit-recommendation", RECORDERS, arguments=recommended),
    Row("decisions:answer-recommendation", {"equality_lead", "head_of_service", "director"}, arguments=recommended),
    Row("decisions:forward-plan", READERS),
    Row("decisions:forward-plan-csv", READERS),
    Row("decisions:taken", READERS),
    Row("decisions:overrides", READERS),
    Row("decisions:plan", PLANNERS | {"officer_elsewhere"}),
    Row("decisions:decision", READERS, arguments=cleared),
    Row("decisions:edit", PLANNERS, refused={"officer_elsewhere"}, arguments=planned),
    Row("decisions:history", PLANNERS, refused={"officer_elsewhere"}, arguments=planned),
    Row("decisions:release", CLERK, arguments=planned),
    Row("decisions:recall", CLERK, arguments=delegated),
    Row("decisions:withdraw", CLERK | {"head_of_service", "director"}, arguments=planned),
    Row("decisions:override", {"director"}, arguments=planned),
    Row("decisions:take", CLERK | {"head_of_service"}, arguments=delegated),
    Row("governance:add-seat", KEEPERS, arguments=body),
    Row("governance:edit-seat", KEEPERS, arguments=seat),
    Row("governance:meeting", READERS, arguments=meeting),
    Row("governance:bodies", KEEPERS),
    Row("governance:add-body", KEEPERS),
    *(
        Row(f"governance:{name}", KEEPERS, arguments=body)
        for name in ("body", "edit-body", "body-history", "add-meeting")
    ),
    *(Row(f"governance:{name}", KEEPERS, arguments=meeting) for name in ("edit-meeting", "meeting-history")),
    Row("governance:remove-meeting", KEEPERS, arguments=meeting, only_post=True),
]
