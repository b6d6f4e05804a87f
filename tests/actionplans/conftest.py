"""A volume of three plans in the shapes real ones have: blanks, fuzzy deadlines, posts and groups as leads."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from actionplans.models import Action, Plan
from organisation.models import Unit

HEADINGS = [
    "Plan",
    "Priority outcome",
    "No.",
    "Action",
    "Impact or outcome",
    "Deadline",
    "Lead officer",
    "Indicator of achievement",
    "Later years' actions",
]
FAIR = "Priority outcome 1: Fair services for everybody"
HEARD = "Priority outcome 2: People are heard"
ROWS = [
    ["Whole council", FAIR, "1", "Work with residents on the strategy", "Local needs are understood", "September 2007", "Policy manager", "", ""],
    ["Whole council", FAIR, "2", "Assess every new policy", "• Better use of money\n• Everybody’s needs are considered", "Ongoing", "All Directorates", "", ""],
    ["Whole council", FAIR, "3", "Complete the self-assessment", "Reach the third level", "Progress reported to EQG meetings: • 4 October 07 Final deadline: 31 March 2008", "Chairs of the equality groups, supported by Equality Steering Group", "", "Begin with level four"],
    ["Whole council", FAIR, "4", "Complete the screenings", "Services know their users", "21 June 2007", "Chairs of the equality groups", "Number of screenings", ""],
    ["Whole council", HEARD, "5", "Publish the findings", "", "31 December 2007 Directorates to report findings to EQG January 2008 (date TBC)", "", "", ""],
    ["Whole council", HEARD, "6", "Report on the workforce twice a year", "", "June and December/January meetings each years", "", "", ""],
    ["Gender equality", FAIR, "1", "Open days in workshops", "Girls choose trades", "", "Training manager", "Number of visitors", ""],
    ["Gender equality", FAIR, "2", "Show unusual careers", "", "Progress reported to EQG December 2007", "", "", ""],
    ["Gender equality", HEARD, "3", "Raise results of boys", "", "Refer to targets in the Young People’s Plan", "", "Average points", ""],
    ["Gender equality", HEARD, "4", "Train staff", "", "All courses and events include a part on equality", "", "", ""],
    ["Race equality", FAIR, "1", "Celebrate history month", "", "October 2007", "Policy manager/ Race champions / UNION", "", ""],
    ["Race equality", FAIR, "2", "Review interpreting", "", "", "", "", ""],
    ["Race equality", HEARD, "3", "Report on incidents", "", "Reported to EQG 21 June 2007", "Policy manager", "", ""],
    ["Race equality", HEARD, "4", "Audit pay", "", "Commenced April 2006 - ongoing", "Reward manager", "", ""],
]  # fmt: skip
REAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "cases"


def as_csv(rows: list[list[Any]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def as_workbook(sheets: dict[str, list[list[Any]]], change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append([cell if cell != "" else None for cell in row])
    change(workbook)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def volume_as_csv() -> bytes:
    return as_csv([HEADINGS, *ROWS])


def volume_as_workbook() -> bytes:
    """A sheet for each plan, each with headings of its own, as the plans of one volume really have."""
    sheets: dict[str, list[list[Any]]] = {}
    for plan, outcome, number, *rest in ROWS:
        headings = HEADINGS[1:]
        if plan == "Race equality":
            headings = [
                "Priority outcome",
                "Ref",
                "Action",
                "Outcome",
                "By when",
                "Lead",
                "Indicator",
                "Years 2 & 3 Actions 2010",
            ]
        sheets.setdefault(plan, [headings]).append([outcome, int(number), *rest])
    return as_workbook(sheets)


@pytest.fixture
def plan(council: Any) -> Plan:
    return Plan.objects.create(title="Equality action plan", starts_on="2026-04-01", ends_on="2029-03-31")


@pytest.fixture
def make_action(plan: Plan) -> Callable[..., Action]:
    """`make_action(unit, deadline="31 March 2027", led_by=person, …)` gives an action as the services make it."""
    from actionplans.choices import LeadKind, LeadRole
    from actionplans.models import Lead
    from actionplans.services.reading import set_deadline

    def made(unit: Unit | None = None, *, deadline: str = "", led_by: Any = None, **fields: Any) -> Action:
        number = str(Action.objects.count() + 1)
        fields = {"plan": plan, "reference": number, "description": f"Do thing {number}", "unit": unit} | fields
        action = Action(**fields)
        set_deadline(action, deadline, None)
        action.save()
        if led_by:
            Lead.objects.create(
                action=action, role=LeadRole.ACCOUNTABLE, kind=LeadKind.PERSON, person=led_by, text=led_by.full_name
            )
        return action

    return made
