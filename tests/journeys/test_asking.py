"""An update is asked for by message and given by its link, with nothing but a browser."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, expect

from actionplans.models import Action, Plan, Update, UpdateRequest
from actionplans.services.actions import add_action
from actionplans.services.asking import ask_for_updates
from actionplans.services.reminders import send_reminders
from governance.services import move
from organisation.models import Person, Unit
from tests.actionplans.letters import last_to, links
from tests.journeys.visitor import Visitor

MONDAY = datetime.date(2026, 11, 2)


@pytest.fixture
def plan(cast: dict[str, Person]) -> Plan:
    cache.clear()
    made = Plan.objects.create(title="Equality plan", owner=cast["equality_adviser"])
    return move(made, "adopt", by=cast["equality_lead"])


def promised(plan: Plan, cast: dict[str, Person], places: Unit, *descriptions: str) -> list[Action]:
    return [
        add_action(
            plan=plan,
            by=cast["equality_lead"],
            description=description,
            deadline="30 October 2026",
            lead_person=cast["officer"],
            unit=places,
        )
        for description in descriptions
    ]


def test_an_officer_answers_by_link_and_the_lead_asks_back(
    sign_in_as: Callable[[Person], Visitor],
    open_browser: Callable[[], Visitor],
    plan: Plan,
    cast: dict[str, Person],
    places: Unit,
) -> None:
    promised(plan, cast, places, "Lower the counters in all libraries")
    lead = sign_in_as(cast["equality_lead"]).visit("/action-plans/actions/")
    lead.follow("Lower the counters in all libraries").follow("Ask for an update now")
    lead.sees("Officer leads it.").fill("Do you want to know something in particular?", "Is the joiner back?")
    lead.press("Ask now").sees("1 person was asked.", "No answer")

    officer = open_browser().visit(links(last_to(cast["officer"].email))[0])
    officer.sees("Lower the counters in all libraries", "30 October 2026", "Is the joiner back?")
    officer.press("Send your update")
    assert officer.errors == ["Enter what happened, or why you cannot answer"]
    officer.choose("Completed", within="How far has it come?").fill("What happened?", "All nine are lower.")
    officer.press("Send your update")
    assert officer.heading == "One more question"
    officer.press("Send your update")
    assert officer.errors == ["Enter the day it was completed", "Enter what shows that it is complete"]
    officer.press("Change your answers").sees("How far has it come?")
    expect(officer.field("What happened?")).to_have_value("All nine are lower.")
    officer.press("Send your update").fill("What shows that it is complete?", "We asked three people")
    for part, value in (("Day", "30"), ("Month", "10"), ("Year", "2026")):
        officer.page.get_by_role("group", name="On which day was it completed?").get_by_label(part).fill(value)
    officer.press("Send your update")
    assert officer.heading == "Thank you. Your update is saved"

    lead.page.reload()
    lead.look().sees("All nine are lower.", "by the link in a message", "Who was asked, and what they said").follow(
        re.compile("^Question this")
    )
    lead.press("Ask")
    assert lead.errors == ["Enter your question"]
    lead.fill("What do you want to know?", "What did the three people say?").press("Ask").sees("Not answered yet.")
    again = open_browser().visit(links(last_to(cast["officer"].email))[0])
    again.sees("What did the three people say?").fill("Your answer", "They can reach it now.").press("Send your update")
    with again.narrow():
        assert again.heading == "Thank you. Your update is saved"
    lead.page.reload()
    lead.look().sees("They can reach it now.")


def test_several_are_answered_one_after_another_on_a_telephone(
    open_browser: Callable[[], Visitor], plan: Plan, cast: dict[str, Person], places: Unit
) -> None:
    promised(plan, cast, places, "Lower the counters", "Fit hearing loops", "Publish the findings")
    send_reminders(on=MONDAY)
    officer = open_browser().visit(links(last_to(cast["officer"].email))[-1])
    with officer.narrow():
        officer.sees("0 of 3 answered").press("Begin").sees("Action 1 of 3, 0 answered")
        officer.choose("In progress").fill("What happened?", "Begun.").press("Send your update")
        officer.sees("Saved", "Action 2 of 3, 1 answered").choose("It is not mine to answer")
        officer.fill("What happened?", "Property services do this.").press("Send your update")
        officer.sees("Action 3 of 3, 2 answered").fill("New date, if it cannot be done in time", "spring 2027")
        officer.fill("What happened?", "The printer is late.").press("Send your update")
        officer.fill("Why is a new date needed?", "The printer broke down").press("Send your update")
        assert officer.heading == "Thank you. Everything is answered"
    assert Update.objects.count() == 2
    assert UpdateRequest.objects.filter(refusal="not_mine").count() == 1


def test_the_lead_watches_who_has_not_answered_and_sets_the_chain(
    sign_in_as: Callable[[Person], Visitor], plan: Plan, cast: dict[str, Person], places: Unit
) -> None:
    promised(plan, cast, places, "Lower the counters")
    for day in range(20):
        send_reminders(on=MONDAY + datetime.timedelta(days=day))
    lead = sign_in_as(cast["equality_lead"]).visit("/").follow("1 action has no answer yet")
    lead.sees("Escalated: Head of service", "Director").press(re.compile("^Withdraw the link"))
    lead.sees("does not work any more").follow("Change who is asked next")
    lead.fill("Working days of silence, step 1", "0").press("Save the chain")
    assert lead.errors == ["Enter at least 1 working day"]
    lead.fill("Working days of silence, step 1", "3").press("Save the chain").sees("The chain is saved.")
    with lead.narrow():
        lead.visit("/action-plans/waiting/").sees("Lower the counters")


def test_dead_and_altered_links_say_what_to_do_next(
    open_browser: Callable[[], Visitor], plan: Plan, cast: dict[str, Person], places: Unit
) -> None:
    ask_for_updates(actions=promised(plan, cast, places, "Lower the counters"), by=cast["equality_lead"])
    link = links(last_to(cast["officer"].email))[0]
    reader = open_browser().visit(link[:-3] + "/")
    assert reader.heading == "This link is not complete"
    reader.press("Ask for a new link")
    assert reader.heading == "Look at your e-mail"
    UpdateRequest.objects.update(expires_at=UpdateRequest.objects.get().asked_at)
    reader.visit(link)
    assert reader.heading == "This link has run out"
    reader.press("Ask for a new link")
    fresh = links(last_to(cast["officer"].email))[0]
    assert reader.visit(fresh).heading == "Lower the counters"


def test_the_form_works_without_scripts_and_cookies(
    browser: Browser, live_server: Any, plan: Plan, cast: dict[str, Person], places: Unit
) -> None:
    ask_for_updates(actions=promised(plan, cast, places, "Lower the counters"), by=cast["equality_lead"])
    link = links(last_to(cast["officer"].email))[0]
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    page.get_by_label("In progress").check()
    page.get_by_label("What happened?").fill("Begun.")
    page.get_by_label("New date, if it cannot be done in time").fill("spring 2027")
    page.get_by_role("button", name="Send your update").click()
    page.get_by_label("Why is a new date needed?").fill("The joiner is ill")
    page.get_by_role("button", name="Send your update").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your update is saved")
    assert context.cookies() == []
    context.close()
    assert Update.objects.get().what_happened == "Begun."
