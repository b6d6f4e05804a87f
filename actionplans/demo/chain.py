"""How actions hang together in Wealdshire: work that stands in two plans, what waits for what, recommendations and their
answers, and a small plan that rolled forward into the next year."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

from django.utils import timezone

from actionplans.choices import PlanState, Status, Verdict
from actionplans.models import Action, Likeness, Plan
from actionplans.services.actions import add_action
from actionplans.services.completeness import say_not_needed
from actionplans.services.likeness import judge, suggest
from actionplans.services.links import depend, link_shared
from actionplans.services.plans import add_plan
from actionplans.services.successors import Chosen, offers_of, roll_forward
from actionplans.services.updates import record_update
from governance.models import Body
from governance.services import move
from governance.services.recommendations import add_recommendation, answer_recommendation

PAY_GAPS = "Publish the ethnicity and disability pay gaps beside the gender pay gap"
ANSWERS = "Let depot and school staff answer monitoring questions on paper or a shared tablet"


class Chain:
    """`loader` is the one of all plans: it knows the council, the day and who acts."""

    def __init__(self, loader: Any) -> None:
        self.loader, self.council, self.lead = loader, loader.council, loader.lead
        self.told = tomllib.loads((Path(__file__).parent / "chain.toml").read_text(encoding="utf-8"))

    def load(self) -> None:
        plan = self.write()
        self.roll(plan)
        depend(
            action=self.action(PAY_GAPS),
            on=self.action(ANSWERS),
            by=self.lead,
            why="Below 70% of answers the gaps would say more about who answers than about pay",
        )
        for told in self.told["recommendation"]:
            self.recommend(told)
        suggest()
        self.judge_some()

    def write(self) -> Plan:
        plan = add_plan(
            by=self.lead,
            title=self.told["title"],
            starts_on=datetime.date(2025, 4, 1),
            ends_on=datetime.date(2026, 3, 31),
            owner=self.council.people["adviser"],
        )
        plan = move(plan, "adopt", by=self.lead)
        for told in self.told["action"]:
            action = add_action(
                plan=plan,
                by=self.lead,
                description=told["what"],
                impact=told.get("impact", ""),
                indicator=told.get("indicator", ""),
                later_years=told.get("later", ""),
                deadline=told.get("deadline", ""),
                leads=told.get("leads", ""),
                characteristics=[self.council.characteristics["disability"]],
            )
            if reason := told.get("no_indicator"):
                say_not_needed(action=action, part="indicator", reason=reason, by=self.lead)
            if done := told.get("done"):
                self.complete(action, done)
            if same := told.get("same"):
                self.share(action, self.action(same))
        return plan

    def complete(self, action: Action, what: str) -> None:
        record_update(
            action=action,
            by=self.lead,
            status=Status.COMPLETED,
            what_happened=what,
            on=self.loader.day(-230),
            completed_on=self.loader.day(-236),
            evidence=what,
        )

    def share(self, action: Action, other: Action) -> None:
        """Linked, and then reported on once for both."""
        link_shared(actions=[action, other], by=self.lead)
        other.refresh_from_db()
        status = Status.IN_PROGRESS if other.status == Status.NOT_STARTED else other.status
        record_update(
            action=Action.objects.get(pk=action.pk),
            by=self.lead,
            status=Status.IN_PROGRESS if status == Status.COMPLETED else status,
            what_happened="The hoist for the bus station is ordered; the library waits for the builder’s second quotation.",
            on=self.loader.day(-12),
        )

    def roll(self, plan: Plan) -> None:
        """What comes in later years goes on in the plan of the next year, and one action that was not finished."""
        following = add_plan(
            by=self.lead,
            title=self.told["following"],
            starts_on=datetime.date(2026, 4, 1),
            ends_on=datetime.date(2027, 3, 31),
            owner=self.council.people["adviser"],
        )
        offers = [offer for offer in offers_of(plan) if offer.is_from_later_years]
        chosen = [Chosen(offer.action, offer.description, "31 March 2027") for offer in offers]
        roll_forward(plan=plan, to=following, chosen=chosen, by=self.lead)
        move(following, "adopt", by=self.lead)

    def recommend(self, told: dict[str, Any]) -> None:
        recommendation = add_recommendation(
            by=self.lead,
            kind=told["kind"],
            body=Body.objects.get(name=told["body"]) if "body" in told else None,
            made_by=told.get("made_by", ""),
            reference=told.get("reference", ""),
            dated_on=self.loader.day(told["days"]),
            text=told["text"],
            unit=self.council.units[told["unit"]] if "unit" in told else None,
            answer_by=self.loader.day(told["answer_by"]) if "answer_by" in told else None,
        )
        if "answer" in told:
            at = datetime.datetime.combine(
                self.loader.day(told["answered"]), datetime.time(11), timezone.get_current_timezone()
            )
            recommendation = answer_recommendation(
                recommendation=recommendation, response=told["answer"], reason=told["reason"], by=self.lead, at=at
            )
        if "action" in told:
            action = self.action(told["action"])
            action.recommendation = recommendation
            action.save()

    def judge_some(self) -> None:
        """All but the likeliest pair have been looked at already."""
        for likeness in Likeness.objects.filter(verdict=Verdict.OPEN).order_by("-score", "pk")[1:]:
            judge(likeness=likeness, verdict=Verdict.DIFFERENT, by=self.council.people["lead"])

    def action(self, words: str) -> Action:
        return Action.objects.exclude(plan__state=PlanState.CLOSED).get(description=words)
