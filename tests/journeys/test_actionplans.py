from collections.abc import Callable
from pathlib import Path

from actionplans.models import Action, Plan
from actionplans.services.actions import add_action
from governance.services import move
from organisation.models import Person, Unit
from tests.actionplans.conftest import ROWS, volume_as_workbook
from tests.journeys.visitor import Visitor


def test_the_equality_lead_imports_a_workbook_as_it_is(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person], tmp_path: Path
) -> None:
    workbook = tmp_path / "plans.xlsx"
    workbook.write_bytes(volume_as_workbook())
    lead = sign_in_as(cast["equality_lead"]).visit("/action-plans/")
    lead.press("Import a plan").press("Upload and look")
    assert lead.errors == ["Enter the title of the plan", "Select a file, or paste a table below"]
    lead.fill("Title of the plan", "Equality plans 2007").give_file("File", workbook).press("Upload and look")
    assert lead.heading == "Which column is what"
    lead.press("Show what will be imported")
    lead.sees("It has no end. When will it next be reviewed?")
    lead.press("Import all of it")
    lead.sees(f"Imported: {len(ROWS)} new, 0 changed, 0 unchanged.")
    lead.follow("Equality plans 2007: Whole council").follow("Publish the findings")
    lead.sees("As written", "As we read it", "31 January 2008")
    lead.follow("Answer the question")
    for part, value in (("Day", "31"), ("Month", "1"), ("Year", "2008")):
        lead.page.get_by_role("group", name="The last day it means").get_by_label(part).fill(value)
    lead.press("Settle the deadline").sees("A person has said what the words mean")


def test_an_officer_reports_on_an_action_and_moves_its_deadline(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person], places: Unit
) -> None:
    plan = move(Plan.objects.create(title="Equality plan"), "adopt", by=cast["equality_lead"])
    add_action(
        plan=plan,
        by=cast["equality_lead"],
        description="Lower the counters in all libraries",
        deadline="31 March 2020",
        lead_person=cast["officer"],
        unit=places,
    )
    officer = sign_in_as(cast["officer"]).visit("/")
    officer.follow("Report on “Lower the counters in all libraries” (Equality plan, 1)")
    officer.press("Save the update")
    assert officer.errors == ["Enter what happened"]
    officer.choose("In progress", within="How far has it come?")
    officer.fill("What happened?", "Nine of fourteen are lowered.").fill("New deadline", "summer 2027")
    officer.press("Save the update")
    assert officer.errors == ["Enter the reason for the new deadline"]
    officer.fill("Reason for the new deadline", "The joiner was ill").press("Save the update")
    officer.sees("Nine of fourteen are lowered.", "The joiner was ill")
    assert Action.objects.get().deadline_text == "summer 2027"
    officer.visit("/action-plans/actions/?status=in_progress&sort=deadline").sees("By 31 August 2027")
    with officer.narrow():
        officer.visit("/action-plans/")


def test_the_equality_lead_writes_a_plan_by_hand(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]
) -> None:
    lead = sign_in_as(cast["equality_lead"]).visit("/action-plans/").press("Import a plan").follow("Back")
    lead.visit("/action-plans/add/").fill("Title", "Library plan").press("Save")
    lead.press("Add an action").fill("What will be done", "Open late on Thursdays")
    lead.fill("Deadline", "31 April").press("Save")
    lead.sees("April has 30 days").press("Change the action")
    lead.follow("Back").follow("Every change")
    lead.visit("/action-plans/").follow("Library plan").press("Adopt the plan")
    lead.choose("It is adopted", within="What happens to the plan?").press("Continue")
    lead.sees("The plan is now: current.")


def test_a_completion_is_reported_sent_back_reported_again_and_verified(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person], places: Unit
) -> None:
    plan = move(Plan.objects.create(title="Equality plan"), "adopt", by=cast["equality_lead"])
    action = add_action(
        plan=plan,
        by=cast["equality_lead"],
        description="Lower the counters in all libraries",
        deadline="Nine by 4 October 2020; all by 31 March 2040",
        lead_person=cast["officer"],
        unit=places,
    )
    officer = sign_in_as(cast["officer"]).visit(action.get_absolute_url())
    officer.sees("Milestone missed", "Its milestone of 4 October 2020 has passed")
    officer.follow("Tick off milestones")
    for part, value in (("Day", "3"), ("Month", "10"), ("Year", "2020")):
        officer.page.get_by_role("group", name="Nine by 4 October 2020").get_by_label(part).fill(value)
    officer.press("Save the milestones").sees("Milestone reached on 3 October 2020")
    for what in ("All are lowered", "All are lowered, and here is the list"):
        officer.visit(f"{action.get_absolute_url()}update/")
        officer.choose("Completed", within="How far has it come?").press("Save the update")
        assert officer.errors == [
            "Enter what happened",
            "Enter the date it was completed",
            "Enter what shows that it is complete",
        ]
        officer.fill("What happened?", what).fill("What shows that it is complete?", "The surveyor’s list")
        for part, value in (("Day", "1"), ("Month", "4"), ("Year", "2026")):
            officer.page.get_by_role("group", name="On which day was it completed?").get_by_label(part).fill(value)
        officer.press("Save the update").sees("Completed, not yet verified")
        lead = sign_in_as(cast["equality_lead"]).visit("/")
        lead.follow("Verify that “Lower the counters in all libraries” is complete (Equality plan, 1)")
        if what == "All are lowered":
            lead.choose("Not yet, I send it back", within="Is it complete?").press("Save")
            assert lead.errors == ["Enter the reason why it is sent back"]
            lead.fill("Your reason or remark", "Which libraries?").press("Save").sees("It is in progress again")
            officer = sign_in_as(cast["officer"]).visit(action.get_absolute_url()).sees("Which libraries?")
    lead.choose("Yes, I verify it", within="Is it complete?").press("Save")
    assert lead.errors == ["Enter the date of the next review"]
    for part, value in (("Day", "1"), ("Month", "4"), ("Year", "2040")):
        lead.page.get_by_role("group", name="when will you look at it again").get_by_label(part).fill(value)
    lead.press("Save").sees("The completion is verified.", "Completed and verified", "Blue.")
    lead.follow("How status is worked out").sees("Nobody chooses a colour.")
    with lead.narrow():
        lead.visit("/action-plans/actions/?standing=blue")


def test_how_a_deadline_is_read_is_shown_while_it_is_typed(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]
) -> None:
    plan = Plan.objects.create(title="Library plan")
    lead = sign_in_as(cast["equality_lead"]).visit(f"{plan.get_absolute_url()}add/")
    lead.fill("Deadline", "Wednesday 31 March 2027").sees("We read this as: A date, by 31 March 2027.")
    lead.fill("Deadline", "Monday 31 March 2027").sees("31 March 2027 is a Wednesday, not a Monday.")
