"""The plans of a real county council, in whole: brought in three ways, their holes shown, one action followed to its end.

The three files hold other people's sentences and are not part of this project; where they are not at hand there is
nothing to walk.
"""

import datetime
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from icalendar import Calendar
from odfdo import Document
from openpyxl import load_workbook

from actionplans.models import Action, Plan
from governance.services import move
from organisation.models import Person
from tests.actionplans.conftest import REAL
from tests.actionplans.letters import last_to, links
from tests.journeys.visitor import Visitor

FILES = [REAL / f"kcc-action-plans-2007-10.{ending}" for ending in ("docx", "xlsx", "csv")]
PARTS = ("Deadline", "Lead", "Indicator of achievement", "Intended impact", "Later years’ actions")

pytestmark = pytest.mark.parametrize(
    "files", [pytest.param(FILES, id="all")] if all(path.is_file() for path in FILES) else []
)


def bring_in(lead: Visitor, path: Path, title: str) -> None:
    lead.visit("/action-plans/imports/new/").fill("Title of the plan", title).give_file("File", path)
    on(lead, "When was the plan written?", datetime.date(2007, 4, 1))
    lead.press("Upload and look")
    assert lead.heading == "Which column is what"
    lead.press("Show what will be imported").press("Import all of it")
    lead.sees("Imported: 68 new, 0 changed, 0 unchanged.")


def on(visitor: Visitor, legend: str, day: datetime.date) -> None:
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        visitor.page.get_by_role("group", name=legend).get_by_label(part).fill(str(value))


def content(title: str) -> list[tuple[str, ...]]:
    """Every action of a volume as plain words, the largest plan first."""
    plans = Plan.objects.filter(title=title, actions__isnull=False).distinct()
    rows = []
    for number, plan in enumerate(sorted(plans, key=lambda plan: -plan.actions.count())):
        for action in plan.actions.order_by("position"):
            words = (action.reference, action.description, action.impact, action.deadline_text)
            more = (action.leads_text, action.indicator, action.later_years)
            rows.append((str(number), *(" ".join(part.split()) for part in (*words, *more))))
    return rows


def test_three_files_give_the_same_68_actions_and_the_same_holes(
    files: list[Path], sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]
) -> None:
    lead = sign_in_as(cast["equality_lead"])
    for path in files:
        bring_in(lead, path, f"Plans from {path.suffix[1:]}")
    word, workbook, table = (content(f"Plans from {path.suffix[1:]}") for path in files)
    assert [sum(row[0] == number for row in word) for number in "0123"] == [26, 22, 20, 0]
    assert word == workbook == table
    assert Action.objects.filter(sources__cells__0__isnull=False).distinct().count() == 3 * 68

    missing, with_all, with_none = dict.fromkeys(PARTS, 0), 0, 0
    for plan in Plan.objects.filter(title="Plans from docx", actions__isnull=False).distinct():
        words = lead.visit(f"/action-plans/{plan.pk}/missing/").page.locator("main").inner_text()
        with_all += counted(r"(\d+) of \d+ ha(?:s|ve) a deadline, a lead and an indicator", words)
        with_none += counted(r"(\d+)\s+with none of the three", words)
        for name in PARTS:
            row = lead.page.get_by_role("row").filter(
                has=lead.page.get_by_role("rowheader", name=re.compile(f"^{name}"))
            )
            missing[name] += int(row.get_by_role("cell").first.inner_text()) if row.count() else 0
    assert list(missing.values()) == [37, 34, 51, 19, 61]
    assert (with_all, with_none) == (5, 15)


def counted(pattern: str, words: str) -> int:
    found = re.search(pattern, words)
    assert found, f"{pattern} is not in: {words}"
    return int(found[1])


def test_an_action_slips_is_answered_by_link_verified_and_leaves_in_every_form(
    files: list[Path],
    sign_in_as: Callable[[Person], Visitor],
    open_browser: Callable[[], Visitor],
    cast: dict[str, Person],
) -> None:
    lead = sign_in_as(cast["equality_lead"])
    bring_in(lead, files[0], "Equality plans")
    for plan in Plan.objects.filter(actions__isnull=False).distinct():
        move(plan, "adopt", by=cast["equality_lead"])
    action = Action.objects.get(deadline_text="21 June 2007")

    lead.visit(action.get_absolute_url()).press("Change the action")
    lead.page.get_by_label("Who is accountable").select_option(f"person-{cast['officer'].pk}")
    lead.press("Save").press("Add an update").choose("In progress", within="How far has it come?")
    lead.fill("What happened?", "Two services joined.").fill("New deadline", "end of March 2008").press(
        "Save the update"
    )
    assert lead.errors == ["Enter the reason for the new deadline"]
    lead.fill("Reason for the new deadline", "Two services came later").press("Save the update")
    lead.sees("21 June 2007", "Two services came later", re.compile("284 days later"))

    lead.follow("Ask for an update now").press("Ask now").sees("1 person was asked.")
    officer = open_browser().visit(links(last_to(cast["officer"].email))[0])
    officer.choose("Completed", within="How far has it come?").fill("What happened?", "Every service reported.")
    officer.press("Send your update").fill("What shows that it is complete?", "The minutes of the group")
    on(officer, "On which day was it completed?", timezone.localdate())
    officer.press("Send your update").sees("Thank you. Your update is saved")

    lead.visit("/").follow(re.compile("^Verify that"))
    assert lead.heading
    lead.choose("Yes, I verify it", within="Is it complete?").press("Save")
    assert lead.errors == ["Enter the date of the next review"]
    on(lead, "If it is, when will you look at it again?", timezone.localdate() + datetime.timedelta(days=365))
    lead.press("Save").sees("Verified", "The minutes of the group")

    files_of: dict[str, bytes] = {}
    for kind in ("XLSX", "ODS", "CSV", "PDF"):
        name, files_of[kind] = lead.visit("/action-plans/actions/").download(re.compile(kind))
        assert name.endswith(kind.lower())
    assert load_workbook(io.BytesIO(files_of["XLSX"])).active.max_row == 1 + 68
    assert Document(io.BytesIO(files_of["ODS"])).body.get_table(0).height == 1 + 68
    assert "Every directorate" not in files_of["CSV"].decode("utf-8-sig").splitlines()[0]
    assert files_of["PDF"].startswith(b"%PDF-1.7")

    other = Action.objects.filter(deadline_text="31 March 2008").earliest("pk")
    lead.visit(other.get_absolute_url()).press("Change the action")
    lead.page.get_by_label("Who is accountable").select_option(f"person-{cast['equality_lead'].pk}")
    lead.fill("Deadline", "30 June 2027").fill("Reason for the new deadline", "Taken up again")
    lead.press("Save").visit("/action-plans/feeds/")
    lead.select("Whose dates do you want in your calendar?", "My own actions").press("Make the address")
    address = lead.page.get_by_label("Address").first.input_value()
    feed = Calendar.from_ical(open_browser().page.request.get(address).body())
    assert [event.decoded("DTSTART") for event in feed.walk("VEVENT")] == [datetime.date(2027, 6, 30)]
