"""Who was asked in Wealdshire and what came of it: an answer by link, a silence, a refusal, and questions about updates."""

import datetime

from django.utils import timezone

from actionplans.choices import AskedFor, AskedOf, MessageKind, Refusal, Status
from actionplans.models import Action, Plan, UpdateRequest
from actionplans.rules.escalation import Step
from actionplans.services.addressees import Addressees
from actionplans.services.asking import Item, challenge_update, write_to
from actionplans.services.by_link import answer_by_link, refuse_by_link
from actionplans.services.escalation import set_chain
from actionplans.services.reminders import send_reminders
from governance.models import Body
from organisation.demo import Council
from toolkit.working_days import last_working_day

WEBSITE = "Bring the twelve busiest pages"
EXCLUSIONS = "Ask about unmet needs before any permanent exclusion"
GUIDE = "Translate the guide to special educational needs"
LOOPS = "Fit hearing loops at every reception desk"
KERBS = "Raise kerbs at 300 bus stops"
WATCHES = "Corporate Equality Group"


class Asking:
    def __init__(self, council: Council, plan: Plan) -> None:
        self.council, self.on, self.plan = council, council.on, plan
        self.lead, self.adviser = council.people["lead"], council.people["adviser"]

    def load(self) -> None:
        self.set_chain()
        self.answered()
        self.silent()
        self.refused()
        self.questioned()
        send_reminders(on=last_working_day(self.on))

    def set_chain(self) -> None:
        """Quicker than the usual one, and it ends with the group that watches over the plan."""
        body = Body.objects.filter(name=WATCHES).first()
        steps = [Step("head_of_service", 5), Step("director", 5), Step("plan_owner", 5)]
        set_chain(plan=self.plan, steps=[*steps, Step("body", 5, body.pk if body else None)], by=self.lead)

    def answered(self) -> None:
        request = self.ask(WEBSITE, 9, AskedFor.OVERDUE)
        answer_by_link(
            request=request,
            by=request.person,
            status=Status.IN_PROGRESS,
            what_happened="140 of 148 faults are put right. The supplier of the booking pages has promised the last eight.",
            new_deadline="31 January 2027",
            reason="The supplier’s release of October was put off to January",
            on=self.on - datetime.timedelta(days=8),
        )
        self.used(request, 8)

    def silent(self) -> None:
        """Asked, and asked of two others since; the owner of the plan comes next."""
        self.ask(EXCLUSIONS, 20, AskedFor.OVERDUE)
        self.ask(EXCLUSIONS, 12, AskedFor.SILENCE, step=1, asked_of=AskedOf.HEAD_OF_SERVICE)
        self.ask(EXCLUSIONS, 4, AskedFor.SILENCE, step=2, asked_of=AskedOf.DIRECTOR)

    def refused(self) -> None:
        request = self.ask(GUIDE, 6, AskedFor.OVERDUE)
        words = "The guide is now written by the four health trusts together. They translate it; we only link to it."
        refuse_by_link(request=request, by=request.person, refusal=Refusal.NOT_MINE, words=words)
        self.used(request, 5)

    def questioned(self) -> None:
        """One question is answered, another is still open."""
        loops, kerbs = self.action(LOOPS), self.action(KERBS)
        update = loops.updates.latest("on", "pk")
        challenge_update(
            update=update, by=self.adviser, question="What did the people say who tried the loops with their own hearing aids?", at=self.at(3)
        )  # fmt: skip
        request = loops.requests.latest("pk")
        answer_by_link(
            request=request,
            by=request.person,
            status=Status.COMPLETED,
            what_happened="Five people tried eleven desks. Nine worked at once, two hummed: the amplifiers were changed the same week and both were tried again.",
            on=self.on - datetime.timedelta(days=2),
        )
        self.used(request, 2)
        challenge_update(
            update=kerbs.updates.latest("on", "pk"), by=self.lead, question="How many of the 187 are near a surgery?", at=self.at(2)
        )  # fmt: skip

    def ask(self, words: str, days: int, why: str, step: int = 0, asked_of: str = AskedOf.LEAD) -> UpdateRequest:
        action = self.action(words)
        found = Addressees([action], self.on).at(action, asked_of)
        item = Item(action, why, step=step, asked_of=asked_of, note=found.why, falls_due_on=action.falls_due_on)
        kind = MessageKind.DAILY if step == 0 else MessageKind.ASKED
        for to in found.addressees:
            write_to(to=to, items=[item], kind=kind, by=None, at=self.at(days))
        return action.requests.latest("pk")

    def action(self, words: str) -> Action:
        found = self.plan.actions.select_related("plan__owner", "plan__directorate", "unit__parent")
        return found.prefetch_related("leads").get(description__startswith=words)

    def at(self, days: int) -> datetime.datetime:
        """At seven on the last working day at least so many days ago."""
        day = last_working_day(self.on - datetime.timedelta(days=days))
        return datetime.datetime.combine(day, datetime.time(7), timezone.get_current_timezone())

    def used(self, request: UpdateRequest, days: int) -> None:
        """Those who answered did so some days ago."""
        UpdateRequest.objects.filter(pk=request.pk).update(
            used_at=self.at(days) + datetime.timedelta(hours=3, minutes=20)
        )
