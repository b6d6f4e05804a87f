"""Wealdshire's employer action plan: published once, and taken up again to add what the staff survey showed."""

import tomllib
from pathlib import Path

from actionplans.models import Action, EmployerPlan
from actionplans.services.employer import describe_plan, set_entry, start_plan, take_step
from actionplans.services.feeds import subscribe
from governance.models import Body
from organisation.demo import Council
from toolkit.history import version_of

FILE = Path(__file__).with_suffix(".toml")
SURVEY = "The staff survey shows that managers need training on menopause before anything else"


def load(council: Council) -> None:
    lead, director = council.people["lead"], council.people["director"]
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    year = council.on.year if council.on.month >= 4 else council.on.year - 1
    plan = start_plan(year=year, by=lead)
    plan = describe_plan(
        plan=plan, version=version_of(plan), by=lead, narrative=written["narrative"], link=written["link"]
    )
    for told in written["action"]:
        near = list(Action.objects.in_force().filter(description__icontains=told["near"]).order_by("pk")[:2])
        set_entry(plan=plan, key=told["key"], status=told["status"], support=told["support"], actions=near, by=lead)
    plan = take_step(plan=EmployerPlan.objects.get(pk=plan.pk), step="approve", by=director)
    plan = take_step(plan=plan, step="publish", by=lead)
    plan = take_step(plan=plan, step="revise", by=lead, reason=SURVEY)
    set_entry(
        plan=plan,
        key="set-up-menopause-support-groups-and-networks",
        status="new",
        support="The women’s network asked for a group that meets in working hours on three sites. We count who comes and ask twice a year whether it helps.",
        by=lead,
    )
    subscribe(by=council.people["officer"], kind="mine")
    if body := Body.objects.active().filter(meetings__isnull=False).order_by("pk").first():
        subscribe(by=lead, kind="body", body=body)
