from typing import Any

from actionplans.choices import LeadKind, LeadRole
from actionplans.models import (
    Action,
    ActionDependency,
    ActionImport,
    EmployerPlan,
    Feed,
    Lead,
    Likeness,
    Plan,
    UpdateRequest,
)
from actionplans.services.asking import ask_for_updates
from actionplans.services.employer import payload_of
from actionplans.services.feeds import address_of
from actionplans.services.updates import record_update
from eqia.models import Assessment, Mitigation
from governance.models import Body
from governance.services import freeze
from tests.access import PUBLIC, SIGNED_IN, Row
from tests.access.governance import recommendation
from tests.actionplans.letters import links

# Roles that read every action, and those that see their directorate's.
READ_ALL = {"equality_lead", "equality_adviser", "member", "committee_clerk"}
OF_THE_DIRECTORATE = {"officer", "other_officer", "head_of_service", "director"}
# Without a role of their own here they see an action only if they lead it.
STRANGERS = {"nobody", "hr_analyst", "administrator"}
LEAD = {"equality_lead"}
EMPLOYER = READ_ALL | {"director"}
ALL_BUT_THE_OFFICER = SIGNED_IN - {"officer"}


def plan(cast: dict[str, Any]) -> Plan:
    return Plan.objects.create(title=f"Plan {Plan.objects.count()}", directorate=cast["officer"].unit)


def action(cast: dict[str, Any], led_by: str = "officer") -> Action:
    made = Action.objects.create(plan=plan(cast), reference="1", description="Do it", unit=cast["officer"].unit)
    person = cast[led_by]
    Lead.objects.create(
        action=made, role=LeadRole.ACCOUNTABLE, kind=LeadKind.PERSON, person=person, text=person.full_name
    )
    return made


def lead(cast: dict[str, Any]) -> Lead:
    return action(cast).leads.get()


def body(cast: dict[str, Any]) -> Body:
    return Body.objects.create(name=f"Board {Body.objects.count()}", kind="board")


def mitigation(cast: dict[str, Any]) -> Mitigation:
    assessment = Assessment.objects.create(
        reference=f"EqIA-{Assessment.objects.count()}",
        title="Opening hours",
        kind="service_change",
        unit=cast["officer"].unit,
        author=cast["officer"],
    )
    return Mitigation.objects.create(assessment=assessment, description="Open late on Thursdays")


def brought(cast: dict[str, Any]) -> ActionImport:
    import io

    from actionplans.services.imports import receive_file

    content = io.BytesIO(b"No.,Action\n1,Do it\n")
    return receive_file(title="Plan", file=content, name="plan.csv", by=cast["equality_lead"], written_on=None)


def feed(cast: dict[str, Any]) -> Feed:
    return Feed.objects.create(owner=cast["officer"], kind="mine")


def signed(cast: dict[str, Any]) -> dict[str, Any]:
    """The address of a feed carries its own permission."""
    made = feed(cast)
    return {"pk": made.pk, "signature": address_of(made).rsplit("/", 2)[1]}


def asked(cast: dict[str, Any]) -> UpdateRequest:
    """The officer was asked about an action of their own."""
    about = action(cast)
    Plan.objects.filter(pk=about.plan_id).update(state="current")
    ask_for_updates(actions=[about], by=cast["equality_lead"])
    return UpdateRequest.objects.select_related("message__outbox").get(action=about)


def update(cast: dict[str, Any]) -> dict[str, Any]:
    about = action(cast)
    told = record_update(action=about, by=cast["officer"], status="in_progress", what_happened="Begun")
    return {"pk": about.pk, "update": told.pk}


def token(cast: dict[str, Any]) -> dict[str, Any]:
    return {"token": links(asked(cast).message.outbox)[0].split("/")[2]}


def of_several(cast: dict[str, Any]) -> dict[str, Any]:
    several = [action(cast), action(cast)]
    ask_for_updates(actions=several, by=cast["equality_lead"])
    message = UpdateRequest.objects.filter(action=several[0]).get().message
    assert message is not None
    return {"token": links(message.outbox)[-1].split("/")[2], "number": 1}


def likeness(cast: dict[str, Any]) -> Likeness:
    return Likeness.objects.create(first=action(cast), second=action(cast), score=90)


def waiting(cast: dict[str, Any]) -> dict[str, Any]:
    one, other = action(cast), action(cast)
    ActionDependency.objects.create(action=one, depends_on=other)
    return {"pk": one.pk, "other": other.pk}


def rolling(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": plan(cast).pk, "to": plan(cast).pk}


def employer_plan(cast: dict[str, Any], **arguments: Any) -> dict[str, Any]:
    """A draft of the year with a version as it was once published."""
    plan, _is_new = EmployerPlan.objects.get_or_create(year=2026)
    payload = payload_of(2026, plan.content)
    if not plan.versions.exists():
        freeze(plan, payload=payload, stage="published", by=cast["equality_lead"])
    return {"year": plan.year, **arguments}


def marked(cast: dict[str, Any]) -> dict[str, Any]:
    employer_plan(cast)
    return {"pk": action(cast).pk}


def of(make: Any, **fields: Any) -> Any:
    return lambda cast: {"pk": make(cast, **fields).pk}


SEES = READ_ALL | OF_THE_DIRECTORATE
HIDDEN = STRANGERS | {"officer_elsewhere"}
ROWS = [
    Row("actionplans:list", SEES | {"officer_elsewhere"}),
    Row("actionplans:add-plan", LEAD),
    Row("actionplans:plan", SEES, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:change-plan", LEAD, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:plan-state", LEAD, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:plan-history", SEES, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:add-action", LEAD, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:actions", SEES | {"officer_elsewhere"}),
    Row("actionplans:export", SEES | {"officer_elsewhere"}, arguments=lambda cast: {"kind": "xlsx"}),
    Row("actionplans:action", SEES, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:change-action", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:update", LEAD | OF_THE_DIRECTORATE, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:settle", LEAD | OF_THE_DIRECTORATE, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:leads", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:add-lead", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:divide", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:settle-lead", LEAD, missing=HIDDEN, arguments=of(lead)),
    Row("actionplans:confirm-lead", LEAD, missing=HIDDEN, arguments=of(lead), only_post=True),
    Row("actionplans:accountable", LEAD, missing=HIDDEN, arguments=of(lead), only_post=True),
    Row("actionplans:remove-lead", LEAD, missing=HIDDEN, arguments=of(lead), only_post=True),
    Row("actionplans:plan-leads", LEAD, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:milestones", LEAD | OF_THE_DIRECTORATE, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:verify", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:read-deadline", SEES | {"officer_elsewhere"}),
    Row("actionplans:standings", SEES | {"officer_elsewhere"}),
    Row("actionplans:history", SEES, missing=HIDDEN, arguments=of(action)),
    Row(
        "actionplans:from-mitigation",
        LEAD | OF_THE_DIRECTORATE | {"equality_adviser"},
        missing=STRANGERS | {"officer_elsewhere", "member", "committee_clerk"},
        arguments=of(mitigation),
    ),
    Row("actionplans:employer-plans", EMPLOYER),
    Row("actionplans:start-employer-plan", LEAD, only_post=True),
    Row("actionplans:employer-plan", EMPLOYER, arguments=employer_plan),
    Row("actionplans:employer-about", LEAD, arguments=employer_plan),
    Row(
        "actionplans:employer-action",
        LEAD,
        arguments=lambda cast: employer_plan(cast, key="make-job-descriptions-inclusive"),
    ),
    Row("actionplans:employer-step", EMPLOYER, arguments=employer_plan),
    Row("actionplans:employer-copy", EMPLOYER, arguments=employer_plan),
    Row("actionplans:employer-file", EMPLOYER, arguments=lambda cast: employer_plan(cast, kind="json")),
    Row("actionplans:employer-version", EMPLOYER, arguments=lambda cast: employer_plan(cast, number=1)),
    Row("actionplans:mark-for-employer-plan", LEAD, arguments=marked),
    Row("actionplans:feeds", SEES | {"officer_elsewhere"}),
    # A feed is its owner's own: nobody else learns that there is one.
    Row("actionplans:renew-feed", {"officer"}, missing=ALL_BUT_THE_OFFICER, arguments=of(feed), only_post=True),
    Row("actionplans:revoke-feed", {"officer"}, missing=ALL_BUT_THE_OFFICER, arguments=of(feed), only_post=True),
    Row("actionplans:feed", PUBLIC, arguments=signed),
    Row("actionplans:ask", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:ask-selected", LEAD, query="?pick=1"),
    Row("actionplans:ask-plan", LEAD, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:question", LEAD | {"equality_adviser"}, missing=HIDDEN, arguments=update),
    Row("actionplans:waiting", LEAD | {"equality_adviser"}),
    Row("actionplans:escalation", LEAD),
    Row("actionplans:plan-escalation", LEAD, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:revoke-request", LEAD, missing=HIDDEN, arguments=of(asked), only_post=True),
    Row("actionplans:ask-again", LEAD, missing=HIDDEN, arguments=of(asked), only_post=True),
    Row("answer:one", PUBLIC, arguments=token),
    Row("answer:each", PUBLIC, arguments=of_several),
    Row("answer:new-link", PUBLIC, arguments=token, only_post=True),
    Row("actionplans:missing", SEES | {"officer_elsewhere"}),
    Row("actionplans:next-missing", SEES | {"officer_elsewhere"}),
    Row("actionplans:plan-missing", SEES, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:mend", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:skip-missing", LEAD, missing=HIDDEN, arguments=of(action), only_post=True),
    Row("actionplans:needed-after-all", LEAD, missing=HIDDEN, arguments=of(action), only_post=True),
    Row("actionplans:alike", SEES | {"officer_elsewhere"}),
    Row("actionplans:judge-alike", LEAD, missing=HIDDEN, arguments=of(likeness), only_post=True),
    Row("actionplans:same-work", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:unlink", LEAD, missing=HIDDEN, arguments=of(action), only_post=True),
    Row("actionplans:complete-too", LEAD | OF_THE_DIRECTORATE, missing=HIDDEN, arguments=of(action), only_post=True),
    Row("actionplans:waits-for", LEAD, missing=HIDDEN, arguments=of(action)),
    Row("actionplans:stop-waiting", LEAD, missing=HIDDEN, arguments=waiting, only_post=True),
    Row("actionplans:roll-forward", LEAD, missing=HIDDEN, arguments=of(plan)),
    Row("actionplans:roll", LEAD, missing=HIDDEN, arguments=rolling),
    Row(
        "actionplans:from-recommendation",
        {"equality_lead", "head_of_service", "director"},
        arguments=lambda cast: {"pk": recommendation(cast).pk},
    ),
    Row("actionplans:together", LEAD | OF_THE_DIRECTORATE | {"officer_elsewhere"}, query="?pick=1"),
    Row("actionplans:mine", SEES | {"officer_elsewhere"}),
    Row("actionplans:timeline", SEES | {"officer_elsewhere"}),
    Row("actionplans:calendar", SEES | {"officer_elsewhere"}),
    Row("actionplans:coverage", SEES | {"officer_elsewhere"}),
    Row("actionplans:bodies", SEES | {"officer_elsewhere"}),
    Row("actionplans:body", SEES | {"officer_elsewhere"}, arguments=of(body)),
    Row("actionplans:extract", SEES | {"officer_elsewhere"}, arguments=of(body)),
    Row("actionplans:extract-pdf", SEES | {"officer_elsewhere"}, arguments=of(body)),
    Row("actionplans:imports", LEAD),
    Row("actionplans:upload", LEAD),
    Row("actionplans:import", LEAD, arguments=of(brought)),
    Row("actionplans:columns", LEAD, arguments=of(brought)),
    Row("actionplans:confirm-import", LEAD, arguments=of(brought), only_post=True),
    Row("actionplans:discard-import", LEAD, arguments=of(brought), only_post=True),
    Row("actionplans:import-file", LEAD, arguments=of(brought)),
]
