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
    lead.sees("As written", "As we read it", "31 January 2008", "The words of the file it came from")
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
    lead.fill("Deadline", "31 April 2027").press("Save")
    lead.sees("April 2027 has 30 days.").press("Change the action")
    lead.follow("Back").follow("Every change")
    lead.visit("/action-plans/").follow("Library plan").press("Adopt the plan")
    lead.choose("It is adopted", within="What happens to the plan?").press("Continue")
    lead.sees("The plan is now: current.")
