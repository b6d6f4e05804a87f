"""Who leads in Wealdshire: a post that changed hands and one that is vacant, a union beside the council, an action that
every directorate has its part of, and words about which nobody has said yet whom they mean."""

import datetime
from typing import Any

from actionplans.choices import LeadKind, LeadRole
from actionplans.models import Action, Lead, Plan
from actionplans.querysets import OPEN
from actionplans.services.leads import add_lead, choose_accountable, meaning_of
from actionplans.services.parts import make_parts, shares_of
from actionplans.services.updates import record_update
from governance.models import Body
from organisation.demo import Council
from organisation.models import Post

UNION = "Wealdshire Public Services Union"

# What each directorate reports about its part: how many days ago, the status, what happened, and what shows that it is done.
PROGRESS: dict[str, list[tuple[int, str, str, str]]] = {
    "place": [
        (64, "in_progress", "Highways, libraries and waste tell everybody on one page. Fire and Rescue still uses its notice board.", ""),
        (19, "completed", "Fire and Rescue has joined: everybody gets the message on the same day.", "The last three notices with their lists of recipients"),
    ],
    "adults": [(33, "in_progress", "Adult Social Care does so. Public Health still tells its own staff a week earlier.", "")],
    "children": [(12, "stopped", "Schools advertise their own posts; the directorate itself has had none for two years.", "")],
    "resources": [],
}  # fmt: skip


class Leading:
    def __init__(self, council: Council, plan: Plan) -> None:
        self.council, self.plan, self.by = council, plan, council.people["lead"]

    def load(self) -> None:
        self.give_to_posts()
        self.bring_in_the_union()
        self.change_who_is_accountable()
        self.divide()

    def actions(self) -> Any:
        return Action.objects.filter(plan=self.plan).order_by("position")

    def give_to_posts(self) -> None:
        """Library actions belong to a post that has been vacant since its holder left; road actions to one that is held."""
        for unit, title in (
            ("libraries", "Head of libraries and registration"),
            ("highways", "Access and inclusion manager"),
        ):
            post = Post.objects.get(title=title)
            for action in self.actions().filter(unit=self.council.units[unit], leads__person__isnull=False)[:2]:
                add_lead(action=action, meaning=meaning_of(post), role=LeadRole.ACCOUNTABLE, by=self.by)

    def bring_in_the_union(self) -> None:
        union = Body.objects.get(name=UNION)
        for action in Action.objects.filter(leads__text="Reward manager").distinct():
            add_lead(action=action, meaning=meaning_of(union), role=LeadRole.SUPPORT, by=self.by)
        first = self.actions().filter(leads__isnull=True).first()
        if first is not None:
            add_lead(action=first, meaning=meaning_of(union), role=LeadRole.ACCOUNTABLE, by=self.by)

    def change_who_is_accountable(self) -> None:
        """Of two that the plan names, one was chosen and later the other."""
        two = Lead.objects.filter(role=LeadRole.JOINT, kind=LeadKind.BODY, action__plan=self.plan).first()
        if two is not None:
            for lead in two.action.leads.order_by("-position"):
                choose_accountable(lead=lead, by=self.by)

    def divide(self) -> None:
        """The first action of every directorate is divided among them; the others wait for somebody to do it."""
        everybody = Lead.objects.filter(kind=LeadKind.ALL_DIRECTORATES, action__status__in=OPEN).order_by("pk")
        if (lead := everybody.first()) is None:
            return
        on = self.council.on
        leaders = {share.unit.pk: share.leader for share in shares_of(lead.action, on)}
        parts = {part.unit_id: part for part in make_parts(action=lead.action, leaders=leaders, by=self.by, on=on)}
        for key, told in PROGRESS.items():
            for days, status, what, shown in told:
                record_update(
                    action=parts[self.council.units[key].pk],
                    by=self.by,
                    status=status,
                    what_happened=what,
                    on=on - datetime.timedelta(days=days),
                    evidence=shown,
                )
