"""The record of one assessment as plain values: no ids, dates as ISO texts, people by name and post."""

import datetime
from typing import Any

from django.utils import timezone

from eqia.models import Assessment, AssessmentVersion, SignOff
from eqia.presenters.timeline import facts_of, local
from eqia.timeline import LANES, in_order, wrong_with
from governance.models import Decision
from organisation.models import Organisation

SCHEMA = "court-1"


def shown_version(assessment: Assessment) -> tuple[AssessmentVersion | None, str]:
    """The version the pack shows in full, and why that one: as decided, else as approved, else as last handed in."""
    papers = [
        paper
        for version in assessment.versions.prefetch_related("papers__decision", "papers__clearance")
        for paper in version.papers.all()
        if paper.clearance.is_valid
    ]
    taken = sorted((paper for paper in papers if paper.decision.is_taken), key=lambda paper: paper.decision.decided_on)
    if taken:
        return taken[-1].version, "decided"
    if approved := assessment.versions.filter(stage="approved").order_by("-number").first():
        return approved, "approved"
    return assessment.versions.order_by("-number").first(), "submitted"


def record_of(assessment: Assessment) -> dict[str, Any]:
    """Everything on record; the same record always gives the same values, whenever it is asked for."""
    versions = list(assessment.versions.select_related("made_by").order_by("number"))
    moves = list(assessment.moves.select_related("by"))
    decisions = [_decision(each) for each in _decisions(assessment)]
    edits = list(assessment.edits.order_by("at", "pk").values_list("section", "at"))
    sign_offs = (
        SignOff.objects.filter(round__assessment=assessment).select_related("version", "by").order_by("at", "pk")
    )
    as_of = _last_entry(assessment, versions, moves, edits, decisions)
    facts = facts_of(assessment, today=as_of, shows_names=True)
    shown, because = shown_version(assessment)
    return {
        "schema": SCHEMA,
        "organisation": str(Organisation.the()),
        "reference": assessment.reference,
        "title": assessment.title,
        "as_of": as_of.isoformat(),
        "state": assessment.get_state_display(),
        "directorate": str(assessment.directorate),
        "started_on": _plain(assessment.started_on),
        "options_formed_on": _plain(assessment.options_formed_on),
        "approved_on": _plain(assessment.first_approved_on),
        "shown": {"version": shown.number if shown else None, "because": because},
        "versions": [_version(each) for each in versions],
        "moves": [_move(each) for each in moves],
        "edits": _edits(edits),
        "sign_offs": [_sign_off(each) for each in sign_offs],
        "decisions": decisions,
        "timeline": [
            {
                "day": event.day.isoformat(),
                "until": _plain(event.ends_on),
                "part": str(LANES[event.lane]),
                "words": str(event.words),
                "detail": str(event.detail),
                "sha256": event.sha256,
                "is_late": event.is_late,
            }
            for event in in_order(facts)
        ],
        "findings": [str(sentence) for sentence in wrong_with(facts)],
        "promises": _promises(assessment),
    }


def _decisions(assessment: Assessment) -> Any:
    found = assessment.decisions.select_related("body", "meeting__body", "delegate", "unit__parent", "planned_by")
    return found.prefetch_related(
        "moves__by", "clearances__given_by", "readings__person", "readings__clearance"
    ).order_by("expected_on", "reference")


def _last_entry(
    assessment: Assessment, versions: list[Any], moves: list[Any], edits: list[Any], decisions: list[dict[str, Any]]
) -> datetime.date:
    days = [assessment.started_on, *(local(each.made_at) for each in versions), *(local(each.at) for each in moves)]
    days += [local(at) for _section, at in edits]
    for decision in decisions:
        kept = [*decision["moves"], *decision["clearances"], *decision["readings"]]
        days += [datetime.datetime.fromisoformat(each["at"]).date() for each in kept]
        days += [datetime.date.fromisoformat(decision["taken_on"])] if decision["taken_on"] else []
    return max(days)


def _version(version: AssessmentVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "stage": version.get_stage_display(),
        "made_at": _plain(version.made_at),
        "made_by": _person(version.made_by),
        "sha256": version.sha256,
        "pdf_sha256": version.pdf_sha256,
        "after_decisions": [each["reference"] for each in version.payload.get("after_decisions", [])],
        "file": payload_name(version),
    }


def payload_name(version: AssessmentVersion) -> str:
    return f"versions/{version.payload['reference']}-version-{version.number}.json"


def _move(move: Any) -> dict[str, Any]:
    return {"at": _plain(move.at), "words": str(move.words), "by": _person(move.by), "reason": move.reason}


def _edits(edits: list[Any]) -> list[dict[str, Any]]:
    """How often each section was saved, and between which moments."""
    sections: dict[str, list[datetime.datetime]] = {}
    for section, at in edits:
        sections.setdefault(section.split("/")[0], []).append(at)
    return [
        {"section": section, "times": len(moments), "first": _plain(moments[0]), "last": _plain(moments[-1])}
        for section, moments in sorted(sections.items())
    ]


def _sign_off(sign_off: SignOff) -> dict[str, Any]:
    return {
        "at": _plain(sign_off.at),
        "task": str(sign_off.get_task_display()),
        "name": sign_off.name,
        "post": sign_off.post,
        "on_behalf_of": sign_off.on_behalf_of_words,
        "words": sign_off.words,
        "version": sign_off.version.number,
        "sha256": sign_off.sha256,
        "has_lapsed": sign_off.has_lapsed,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "reference": decision.reference,
        "title": decision.title,
        "kind": str(decision.get_kind_display()),
        "is_key": decision.is_key,
        "question": decision.question,
        "decider": decision.decider,
        "meeting": str(decision.meeting) if decision.meeting else "",
        "expected_on": _plain(decision.expected_on),
        "notice_on": _plain(decision.notice_on),
        "urgency": " ".join(filter(None, [str(decision.get_urgency_display()), decision.urgency_reason])),
        "state": str(decision.get_state_display()),
        "outcome": str(decision.get_outcome_display()),
        "taken_on": _plain(decision.taken_on),
        "item": decision.item_number,
        "pages": decision.pack_pages,
        "minute_reference": decision.minute_reference,
        "minute": decision.minute,
        "moves": [_move(each) for each in decision.moves.all()],
        "clearances": [
            {
                "at": _plain(each.given_at),
                "kind": str(each.get_kind_display()),
                "reference": each.reference,
                "version": each.number,
                "sha256": each.sha256,
                "by": _person(each.given_by),
                "reason": each.reason,
                "lapsed_on": _plain(each.lapsed_on),
                "lapse_reason": each.lapse_reason,
            }
            for each in decision.clearances.all()
        ],
        "readings": [
            {
                "at": _plain(each.at),
                "by": _person(each.person),
                "reference": each.clearance.reference,
                "version": each.clearance.number,
                "sha256": each.sha256,
                "words": each.words,
                "duty": each.duty,
            }
            for each in decision.readings.all()
        ],
    }


def _promises(assessment: Assessment) -> list[dict[str, Any]]:
    """What was promised, and what became of it in the action plans."""
    found = assessment.mitigations.select_related("impact__characteristic").prefetch_related("actions__plan")
    return [
        {
            "promise": each.description,
            "for": str(each.impact.characteristic) if each.impact else "",
            "due_on": _plain(each.due_on),
            "actions": [
                {"plan": str(action.plan), "action": str(action), "status": str(action.get_status_display())}
                for action in each.actions.all()
            ],
        }
        for each in found
    ]


def _person(person: Any) -> dict[str, str]:
    return {"name": person.full_name, "post": person.job_title or person.full_name}


def _plain(value: Any) -> str | None:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if value is not None else None
