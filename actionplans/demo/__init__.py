"""Wealdshire's three plans with 120 actions, in the state such plans really are: holes, slips, questions and successes;
and a small plan that rolled forward into the next year (`chain`).

Two are written here, one of them with what the EqIAs promised; the third was imported from the file beside this one.
"""

import datetime
import re
import tomllib
from itertools import cycle
from pathlib import Path
from typing import Any

from django.utils.formats import date_format

import objectives.demo
from actionplans.choices import Status
from actionplans.demo import edition, employer
from actionplans.demo.asking import Asking
from actionplans.demo.chain import Chain
from actionplans.demo.leading import Leading
from actionplans.demo.truth import Truth
from actionplans.models import Action, Plan
from actionplans.services.actions import add_action
from actionplans.services.imports import carry_out, receive_file
from actionplans.services.plans import add_plan, change_plan
from actionplans.services.promises import take_up_forgotten_promises
from actionplans.services.settling import settle_deadline
from actionplans.services.updates import record_update
from eqia.models import Mitigation
from governance.services import move
from objectives.models import Objective
from organisation.demo import Council
from toolkit.history import version_of

FOLDER = Path(__file__).parent
RACE = "Race equality action plan 2024 to 2027"
FROM_ASSESSMENTS = "What our EqIAs promised is done"
MITIGATIONS = 24

DONE = cycle(
    [
        "Done as promised. The service checked it on the spot and keeps the evidence.",
        "In place. We asked three of the people who raised it and they say that it works.",
        "Finished. The figures are in the assessment’s file for its review.",
    ]
)
UNDER_WAY = cycle(
    [
        "Begun. The order is placed and the people concerned know what will happen when.",
        "About half of it is done; the rest waits for staff who are on another project until next month.",
        "Agreed with the service and in its work plan. Nothing stands in the way.",
    ]
)


def load(council: Council) -> None:
    Loader(council).load()


class Loader:
    def __init__(self, council: Council) -> None:
        self.council, self.on, self.lead = council, council.on, council.people["lead"]

    def load(self) -> None:
        services = self.write("services.toml", owner="lead")
        self.carry_out_mitigations(services)
        self.take_up_promises()
        self.write("workforce.toml", owner="lead")
        self.import_race_plan()
        Truth(self.council).load()
        Chain(self).load()
        Leading(self.council, services).load()
        Asking(self.council, services).load()
        employer.load(self.council)

    def day(self, days: int) -> datetime.date:
        return self.on + datetime.timedelta(days=days)

    def words(self, text: str) -> str:
        """A deadline's words with the days and months that are counted from the day of loading."""
        text = re.sub(r"\{d:(-?\d+)\}", lambda found: date_format(self.day(int(found[1])), "j F Y"), text)
        return re.sub(r"\{m:(-?\d+)\}", lambda found: self.month(int(found[1])), text)

    def month(self, months: int) -> str:
        place = self.on.year * 12 + self.on.month - 1 + months
        return date_format(datetime.date(place // 12, place % 12 + 1, 1), "F Y")

    def write(self, file: str, *, owner: str) -> Plan:
        written = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))
        plan = add_plan(
            by=self.lead,
            title=written["title"],
            strand=written["strand"],
            starts_on=datetime.date(2026, 4, 1),
            ends_on=datetime.date(2029, 3, 31),
            owner=self.council.people[owner],
        )
        plan = move(plan, "adopt", by=self.lead)
        for outcome in written["outcome"]:
            for told in outcome["action"]:
                self.tell(self.add(plan, outcome["text"], told), told)
        return plan

    def add(self, plan: Plan, outcome: str, told: dict[str, Any]) -> Action:
        return add_action(
            plan=plan,
            by=self.lead,
            outcome=outcome,
            description=told["what"],
            impact=told.get("impact", ""),
            indicator=told.get("indicator", ""),
            later_years=told.get("later", ""),
            deadline=self.words(told["deadline"]),
            leads=told.get("leads", ""),
            lead_person=self.council.people[told["lead"]] if "lead" in told else None,
            unit=self.council.units[told["unit"]] if "unit" in told else None,
            characteristics=[self.council.characteristics[key] for key in told["for"]],
            objectives=[self.objective(told["objective"])] if "objective" in told else [],
        )

    def objective(self, key: str) -> Objective:
        return objectives.demo.objective(key)

    def tell(self, action: Action, told: dict[str, Any]) -> None:
        """The updates of an action, by its lead or else the equality lead, up to the status it has reached."""
        lead = next((lead.person for lead in action.leads.all() if lead.person), None)
        status = told.get("status", Status.NOT_STARTED)
        story = told.get("story") or ([] if status == Status.NOT_STARTED else [[-75, status, next(UNDER_WAY)]])
        moved = told.get("moved")
        for days, reached, what in story:
            new = {"new_deadline": self.words(moved[1]), "reason": moved[2]} if moved and moved[0] == days else {}
            self.update(action, lead, days, reached, what, told, **new)
        if moved and moved[0] not in {days for days, _reached, _what in story}:
            what = "We told the people concerned that it will be later."
            self.update(action, lead, moved[0], status, what, told, new_deadline=self.words(moved[1]), reason=moved[2])
        if "review" in told:
            settle_deadline(
                action=action, version=version_of(action), by=self.lead, next_review_on=self.day(told["review"])
            )

    def reporter(self, action: Action, lead: Any) -> Any:
        """Its lead, or else somebody of its directorate, so that the equality lead may verify it."""
        for person in (lead, *self.council.people.values()):
            if (
                person
                and person != self.lead
                and person.is_active
                and person.has_perm("actionplans.update_action", action)
            ):
                return person
        return self.lead

    def update(
        self, action: Action, lead: Any, days: int, reached: str, what: str, told: dict[str, Any], **new: Any
    ) -> None:
        record_update(
            action=action,
            by=self.reporter(action, lead),
            status=reached,
            what_happened=what,
            on=self.day(days),
            completed_on=self.day(told["done"]) if reached == Status.COMPLETED else None,
            evidence=told.get("evidence", what) if reached == Status.COMPLETED else "",
            **new,
        )

    def carry_out_mitigations(self, plan: Plan) -> None:
        """The mitigations of approved assessments as actions: kept, late or still to come, by their deadlines."""
        promised = Mitigation.objects.filter(assessment__approved_on__isnull=False, due_on__isnull=False)
        promised = promised.select_related("assessment__unit", "impact__characteristic", "lead_person")
        for number, mitigation in enumerate(promised.order_by("assessment__reference", "pk")[:MITIGATIONS]):
            impact, due_on = mitigation.impact, mitigation.due_on
            assert due_on is not None
            action = add_action(
                plan=plan,
                by=self.lead,
                outcome=FROM_ASSESSMENTS,
                description=mitigation.description,
                deadline=date_format(due_on, "j F Y"),
                lead_person=mitigation.lead_person,
                indicator=mitigation.indicator,
                unit=mitigation.assessment.unit,
                characteristics=[impact.characteristic] if impact else [],
                mitigation=mitigation,
            )
            days = (due_on - self.on).days
            # One in five is late; the others were done a few days before or after their deadline.
            if days < -5 and number % 5:
                done = min(days + (-6, 4, -2, 9)[number % 4], -1)
                self.tell(action, {"status": "completed", "done": done, "story": [[done, "completed", next(DONE)]]})
            elif days < 90:
                self.tell(action, {"status": "in_progress", "story": [[-21, "in_progress", next(UNDER_WAY)]]})

    def take_up_promises(self) -> None:
        """What else approved assessments promised, and what they did not know, as the product itself takes it up."""
        take_up_forgotten_promises()
        taken_up = Action.objects.filter(plan__title="Promises of our EqIAs").select_related("mitigation", "plan")
        for number, action in enumerate(taken_up.order_by("plan", "position")):
            if action.due_on and (days := (action.due_on - self.on).days) < 0 and number % 6:
                done = min(days + (-6, 4, -2, 9)[number % 4], -1)
                self.tell(action, {"status": "completed", "done": done, "story": [[done, "completed", next(DONE)]]})

    def import_race_plan(self) -> None:
        """The plan of 2024 came as a file; what became of it since was reported here."""
        path = FOLDER / "race-equality-action-plan.csv"
        with path.open("rb") as file:
            brought = receive_file(
                title=RACE, file=file, name=path.name, by=self.lead, written_on=datetime.date(2024, 11, 4)
            )
        carry_out(brought=brought, by=self.lead)
        plan = Plan.objects.get(title=RACE)
        plan = change_plan(
            plan=plan,
            version=version_of(plan),
            by=self.lead,
            starts_on=datetime.date(2024, 12, 1),
            ends_on=datetime.date(2027, 11, 30),
            owner=self.council.people["adviser"],
        )
        move(plan, "adopt", by=self.lead)
        actions = {action.reference: action for action in plan.actions.all()}
        for reference, told in tomllib.loads((FOLDER / "race.toml").read_text(encoding="utf-8")).items():
            self.tell(actions[reference], told)
        edition.load(title=RACE, first=path, by=self.lead)
