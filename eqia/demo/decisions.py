"""The decisions that Wealdshire took and is going to take on what was assessed: in time, late, and let pass."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from eqia.choices import Kind
from eqia.models import Assessment
from eqia.services import approved_version, link_decision, put_to_decision, read_paper
from governance.choices import DecisionKind, DecisionOutcome, Urgency
from governance.models import Body, Decision, Meeting
from governance.services.decisions import (
    override_gate,
    plan_decision,
    release_decision,
    take_decision,
    withdraw_decision,
)
from organisation.demo import Council

A_YEAR = datetime.timedelta(days=340)
KINDS = {
    Kind.POLICY: DecisionKind.POLICY,
    Kind.SERVICE_CHANGE: DecisionKind.KEY,
    Kind.CLOSURE: DecisionKind.KEY,
    Kind.SAVING: DecisionKind.SAVING,
    Kind.RESTRUCTURE: DecisionKind.RESTRUCTURE,
    Kind.PROJECT: DecisionKind.KEY,
    Kind.CONTRACT: DecisionKind.TENDER,
    Kind.DIGITAL: DecisionKind.ICT,
}
# What is asked of whoever decides, where the title alone does not say it.
QUESTIONS = {
    DecisionKind.KEY: "Whether to go ahead with the proposal, in the form the EqIA describes.",
    DecisionKind.SAVING: "Whether to make this saving, from April.",
    DecisionKind.RESTRUCTURE: "Whether to put the new structure in place after consultation with staff.",
    DecisionKind.TENDER: "Whether to award the contract on the terms set out in the report.",
    DecisionKind.ICT: "Whether to start the project and release its first year’s budget.",
    DecisionKind.POLICY: "Whether to adopt the policy.",
    DecisionKind.OTHER: "Whether to go ahead as the report recommends.",
}
# Approved long before; decided this many days from the day of loading although the assessment names no day.
ALSO_DECIDED = {
    "Replacement of gritting lorries": -190,
    "Payroll system upgrade": -310,
    "Hybrid working policy": 20,
    "Annual review of the public health board": -85,
}
# Decided on the day that was planned, before its assessment was approved: let pass by the director.
LET_PASS = {
    "Street lighting switched off": (
        -30,
        "The price agreed with the energy company ran out on the last day of the month. Waiting would have cost £410,000 "
        "a year, so the lights were switched off on trial. The assessment goes on and the trial ends if it finds harm "
        "that cannot be reduced.",
    )
}
DROPPED = "The proposal was dropped before it came to be decided."
CHANGED = ("Library opening hours", "Charging policy")
SHORT_NOTICE = ("Stop smoking service",)


URGENT = {
    "is_key": True,
    "urgency": Urgency.SPECIAL_URGENCY,
    "urgency_reason": "The chair of scrutiny agreed on the day the caterer closed that it cannot wait.",
}


@dataclass(frozen=True)
class Bare:
    """A decision for which no assessment has been started."""

    kind: DecisionKind
    title: str
    question: str
    unit: str
    days: int
    director: str
    reason: str = ""


BARE = (
    Bare(
        DecisionKind.TENDER,
        "Temporary contract for school meals in Millbrook",
        "Whether to award a contract for one term without competition, so that meals go on.",
        "schools",
        15,
        "director-children",
        "The caterer of nine schools went out of business on Friday. 1,140 children have free school meals there, and a "
        "hungry term would harm them most. The full assessment follows with the tender for the next school year.",
    ),
    Bare(
        DecisionKind.CONSULTATION,
        "Start a consultation on charges at household waste sites",
        "Whether to ask residents about charges for rubble and plasterboard.",
        "waste",
        48,
        "director",
    ),
    Bare(
        DecisionKind.ICT,
        "New booking system for registrars",
        "Whether to buy a booking system together with two neighbouring councils.",
        "libraries",
        75,
        "director",
    ),
)


def load(council: Council) -> None:
    """In the order in which they were planned, so that their references follow each other."""
    plans: list[tuple[datetime.datetime, Any]] = []
    found = Assessment.objects.select_related("unit__parent", "author", "screening").order_by("started_on", "pk")
    for assessment in found:
        if (day := _day(council, assessment)) is not None and abs(day - council.on) < A_YEAR:
            planned_on = min(max(assessment.started_on, day - datetime.timedelta(days=75)), council.on)
            plans.append((_at(planned_on, 10), Told(council, assessment, day)))
    for bare in BARE:
        plans.append((_at(council.on - datetime.timedelta(days=9), 11), Untold(council, bare)))
    for at, decision in sorted(plans, key=lambda plan: plan[0]):
        decision.tell(at)


def _day(council: Council, assessment: Assessment) -> datetime.date | None:
    for beginning, days in {**ALSO_DECIDED, **{title: days for title, (days, _reason) in LET_PASS.items()}}.items():
        if assessment.title.startswith(beginning):
            day = council.on + datetime.timedelta(days=days)
            # Nobody decides at a weekend.
            return day + datetime.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
    return assessment.decision_expected_on


def _at(day: datetime.date, hour: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, 20)))


class Untold:
    """A decision without an assessment: stopped at the gate, or let pass by its director."""

    def __init__(self, council: Council, bare: Bare) -> None:
        self.council, self.bare = council, bare

    def tell(self, at: datetime.datetime) -> None:
        bare, people = self.bare, self.council.people
        day = self.council.on + datetime.timedelta(days=bare.days)
        meeting = Meeting.objects.filter(body__name="Cabinet", held_on__gte=day).order_by("held_on").first()
        decision = plan_decision(
            by=people["clerk"],
            at=at,
            kind=bare.kind,
            title=bare.title,
            question=bare.question,
            unit=self.council.units[bare.unit],
            meeting=meeting,
            body=meeting.body if meeting else Body.objects.get(name="Cabinet"),
            expected_on=day,
            **(URGENT if bare.reason else {}),
        )
        if bare.reason:
            at += datetime.timedelta(days=2)
            override_gate(decision=decision, by=people[bare.director], reason=bare.reason, at=at)
            release_decision(decision=decision, by=people["clerk"], at=at + datetime.timedelta(hours=3))


class Told:
    """The decision on one assessment, as far as it has come by the day of loading."""

    def __init__(self, council: Council, assessment: Assessment, day: datetime.date) -> None:
        self.council, self.assessment, self.day = council, assessment, day
        self.clerk = council.people["clerk"]

    def tell(self, at: datetime.datetime) -> None:
        decision = self.plan(at)
        link_decision(assessment=self.assessment, decision=decision, by=self.assessment.author)
        reason = next((why for title, (_days, why) in LET_PASS.items() if self.assessment.title.startswith(title)), "")
        if reason:
            director = self.council.people["director"]
            override_gate(decision=decision, by=director, reason=reason, at=self.before(decision, 9))
        elif not self.put(decision):
            if decision.expected_on < self.council.on:
                withdraw_decision(decision=decision, by=self.clerk, reason=DROPPED, at=self.before(decision, 6))
            return
        if decision.expected_on - self.council.on > datetime.timedelta(days=24):
            return
        released = release_decision(decision=decision, by=self.clerk, at=self.before(decision, 8))
        self.read(released)
        if released.expected_on < self.council.on:
            self.take(released)

    def plan(self, at: datetime.datetime) -> Decision:
        assessment = self.assessment
        kind = KINDS.get(Kind(assessment.kind), DecisionKind.OTHER)
        is_late = assessment.title.startswith(SHORT_NOTICE)
        is_key = is_late or kind in (DecisionKind.KEY, DecisionKind.SAVING)
        values: dict[str, Any] = {
            "kind": kind,
            "is_key": is_key,
            "title": assessment.title,
            "question": QUESTIONS[kind],
            "unit": assessment.unit,
            "expected_on": self.day,
        } | self.decider()
        day = values["meeting"].held_on if values.get("meeting") else self.day
        if is_late:
            values["notice_on"] = day - datetime.timedelta(days=19)
        elif is_key and day - datetime.timedelta(days=34) <= self.council.on:
            values["notice_on"] = day - datetime.timedelta(days=34)
        elif is_key and self.is_let_pass:
            values |= {"urgency": Urgency.GENERAL_EXCEPTION, "urgency_reason": "The offer ran out within three weeks."}
        return plan_decision(by=self.clerk, at=at, **values)

    @property
    def is_let_pass(self) -> bool:
        return self.assessment.title.startswith(tuple(LET_PASS))

    def decider(self) -> dict[str, Any]:
        """As the assessment names it: Cabinet at its next meeting, or one person under delegated powers."""
        people, words = self.council.people, self.assessment.decision_maker
        code = self.assessment.directorate.code
        if words.startswith("Director") and code in ("place", "adults", "children"):
            return {"delegate": people["director" if code == "place" else f"director-{code}"]}
        if words.startswith("Cabinet member"):
            members = {"place": "member-transport", "adults": "member-care", "children": "member-children"}
            return {"delegate": people[members.get(code, "member")]}
        coming = Meeting.objects.filter(body__name="Cabinet", held_on__gte=self.day).select_related("body")
        meeting = coming.order_by("held_on").first()
        return {"meeting": meeting, "body": meeting.body if meeting else Body.objects.get(name="Cabinet")}

    def before(self, decision: Decision, days: int) -> datetime.datetime:
        """That many days before the decision, but never later than the day of loading."""
        day = decision.expected_on - datetime.timedelta(days=days)
        return _at(min(day, self.council.on - datetime.timedelta(days=1)), 9)

    def put(self, decision: Decision) -> bool:
        """Put what is approved to it, the day after its approval at the earliest; False if nothing is."""
        version = approved_version(self.assessment)
        if version is None or timezone.localtime(version.made_at).date() >= decision.expected_on:
            return False
        if self.assessment.state == "withdrawn":
            return False
        at = max(version.made_at + datetime.timedelta(hours=20), self.before(decision, 20))
        put_to_decision(assessment=self.assessment, decision=decision, by=self.assessment.author, at=at)
        return True

    def read(self, decision: Decision) -> None:
        """Those who decide read it in the week before; of what is still to come, not everybody has yet."""
        if decision.delegate is not None:
            people = [decision.delegate]
        else:
            seats = decision.body.seats.select_related("person").order_by("pk") if decision.body else []
            people = [seat.person for seat in seats]
        if decision.expected_on >= self.council.on:
            people = [person for person in people if person.pk != self.council.people["member"].pk][:2]
        for paper in decision.papers.select_related("version__assessment", "clearance"):
            for hours, person in enumerate(people):
                at = self.before(decision, 3) + datetime.timedelta(hours=hours, minutes=17 * hours)
                read_paper(paper=paper, by=person, read_sha256=paper.version.sha256, at=at)

    def take(self, decision: Decision) -> None:
        is_changed = decision.title.startswith(CHANGED)
        number = decision.pk % 60 + 12
        minute = (
            "The EqIA had been read by those who decided. They had regard to the three aims of the public sector equality "
            f"duty. RESOLVED: that the recommendations be {'agreed with the changes minuted' if is_changed else 'agreed'}."
        )
        if self.is_let_pass:
            minute = (
                "No EqIA was before those who decided; the reason given by the director was noted. RESOLVED: agreed."
            )
        take_decision(
            decision=decision,
            by=self.clerk,
            outcome=DecisionOutcome.CHANGED if is_changed else DecisionOutcome.AGREED,
            taken_on=decision.expected_on,
            minute=minute,
            minute_reference=f"Minute {number}" if decision.meeting else "Record of the delegated decision",
            item_number=str(decision.pk % 9 + 4) if decision.meeting else "",
            pack_pages=f"{number} to {number + 26}" if decision.meeting else "",
            at=_at(min(decision.expected_on + datetime.timedelta(days=2), self.council.on), 15),
        )
