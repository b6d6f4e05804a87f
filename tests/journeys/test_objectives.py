import datetime
import re
from collections.abc import Callable

from django.utils import timezone

from organisation.models import Characteristic, Person
from tests.journeys.visitor import Visitor


def date(visitor: Visitor, group: str, day: datetime.date) -> None:
    boxes = visitor.group(group)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(number))


def test_an_objective_is_written_measured_and_read(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person], race: Characteristic
) -> None:
    today = timezone.localdate()
    lead = sign_in_as(cast["equality_lead"]).visit("/objectives/")
    lead.press("Add an objective").press("Save")
    assert "Enter what will change" in lead.errors

    lead.fill("What will change", "Deaf people have an interpreter in time")
    lead.fill("Why it matters", "They wait twice as long as anybody else.").choose("Disability")
    lead.select("Who answers for it", "Officer")
    date(lead, "First day", today - datetime.timedelta(days=700))
    date(lead, "Last day", today + datetime.timedelta(days=700))
    date(lead, "Published on (can wait)", today - datetime.timedelta(days=710))
    lead.press("Save").sees("Add an indicator with a target, so that the objective can be measured")

    lead.press("Add an indicator").press("Save")
    assert "Enter what is measured" in lead.errors
    lead.fill("What is measured", "Appointments with an interpreter").fill("Where it stood (baseline)", "71")
    date(lead, "Date of the baseline", today - datetime.timedelta(days=700))
    lead.fill("Where it is to stand (target)", "90")
    date(lead, "Date of the target", today + datetime.timedelta(days=700))
    lead.fill("Where the figures come from", "Bookings").press("Save").press("Put in force")
    lead.press("Put in force").sees("The objective is in force.", "No reading since the baseline of 71%")

    officer = sign_in_as(cast["officer"]).visit("/")
    officer.follow("Add a reading: Appointments with an interpreter")
    date(officer, "Date of the reading", today - datetime.timedelta(days=20))
    officer.fill("How many", "134").fill("Out of", "147").fill("Value, per cent", "85").press("Continue")
    assert officer.errors == ["134 out of 147 gives 91.2, not 85. Correct one of them"]
    officer.fill("Value, per cent", "").press("Continue")
    assert officer.heading == "Check the reading"
    officer.sees("91.2%", "Target reached").press("Change it")
    officer.fill("Value, per cent", "91.2").press("Continue").press("Save the reading")
    officer.sees("The reading is saved.", re.compile(r"91\.2% on .*, up from 71%")).picture("objective")

    officer.press(re.compile("^Add a reading"))
    date(officer, "Date of the reading", today - datetime.timedelta(days=20))
    officer.select("Characteristic", "Disability").fill("Group", "Deaf people")
    officer.fill("How many", "3").fill("Out of", "29").press("Continue").press("Save the reading")
    officer.sees("[c]").does_not_see("10.3")
    officer.follow("Every change to this objective").sees("Created: objective")

    member = sign_in_as(cast["member"]).visit("/objectives/")
    member.sees("1 objective", re.compile("Last read")).follow("Deaf people have an interpreter in time")
    member.does_not_see("Add a reading")
    with member.narrow():
        member.picture("objective-narrow")
