"""Given a staff file with three bad rows, when the analyst corrects it, then the profile shows; others see it protected."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from organisation.models import Organisation, Person
from tests.journeys.visitor import Visitor
from tests.workforce.making import import_rows, people, staff_file
from workforce.models import Snapshot

GOOD = [
    *people(60),
    *people(40, first=61, sex="Male", ethnic_group="Indian"),
    *people(3, first=101, ethnic_group="Roma"),
    *people(50, first=201, directorate="Adult Social Care", disability="Yes", ethnic_group="African"),
]


@pytest.fixture
def analyst(sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person], council: Organisation) -> Visitor:
    Organisation.objects.filter(pk=council.pk).update(area="Kent")
    return sign_in_as(cast["hr_analyst"])


def let_leave(analyst: Visitor) -> None:
    """What was proposed for the latest day is proved and released."""
    analyst.visit("/workforce/releases/").follow(re.compile("^31 March 2026")).sees("Nothing of this has left HR")
    analyst.press("Ask for the proof").sees("The proof was found and checked")
    analyst.press("Release the figures").sees("whoever has read them will still know them")
    analyst.press("Release the figures").sees("What has left", "The proof", "Holds")


def upload(visitor: Visitor, path: Path) -> None:
    visitor.give_file("Staff file", path).fill("Day", "31").fill("Month", "3").fill("Year", "2026")
    visitor.press("Import the file")


def test_a_file_with_three_bad_rows_is_refused_corrected_and_shown(
    analyst: Visitor, sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person], tmp_path: Path
) -> None:
    bad = tmp_path / "staff.csv"
    bad.write_bytes(
        staff_file(
            [
                *GOOD,
                *people(1, first=301, ethnic_group="Martian"),
                *people(1, first=302, directorate="Nowhere"),
                *people(1, first=303, age="7"),
            ]
        )
    )
    analyst.visit("/").follow("Workforce")
    analyst.press("Import a staff file").press("Import the file")
    assert len(analyst.errors) == 2
    upload(analyst, bad)
    analyst.sees("Not done", "3 of 156 rows need correcting")
    assert not Snapshot.objects.exists()
    analyst.follow("See every row that needs correcting").sees("“Nowhere” is not a directorate", "Enter an age from 14")
    name, content = analyst.download("Download the whole list (CSV)")
    assert name == "rows-to-correct.csv"
    assert content.decode("utf-8-sig").count("\n") == 4

    good = tmp_path / "corrected.csv"
    good.write_bytes(staff_file(GOOD))
    analyst.press("Import the corrected file")
    upload(analyst, good)
    analyst.sees("Finished", "153 staff records were imported").press("See the snapshot and what may leave")
    analyst.sees("In use", "SHA-256").follow("See the profile of this day").sees("Exact figures, for HR only")
    analyst.follow("See what everybody else sees").sees("It is not released")
    let_leave(analyst)

    lead = sign_in_as(cast["equality_lead"]).visit("/").follow("Workforce")
    lead.sees("153 people were employed on 31 March 2026", "hidden to protect people")
    row = lead.page.get_by_role("row", name=re.compile("^Roma"))
    assert "[c]" in row.first.inner_text()
    lead.select("Directorate", "Adult Social Care").press("Show").sees("50 people were employed")
    with lead.narrow():
        lead.picture("workforce-narrow")


def test_the_analyst_removes_staff_records_and_the_profile_stays(analyst: Visitor, tmp_path: Path) -> None:
    good = tmp_path / "staff.csv"
    good.write_bytes(staff_file(GOOD))
    upload(analyst.visit("/workforce/import/"), good)
    let_leave(analyst)
    analyst.visit("/workforce/snapshots/").follow("31 March 2026")
    analyst.press("Remove the staff records").press("Remove the staff records")
    assert analyst.errors == ["Enter the reason"]
    analyst.fill(re.compile("Why are the staff records"), "Retention has ended").press("Remove the staff records")
    analyst.sees("Staff records removed", "Retention has ended")
    analyst.follow("See the profile of this day").sees("153 people were employed")


def test_figures_are_proposed_refused_changed_released_and_withdrawn(
    analyst: Visitor, sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]
) -> None:
    """Six months after the yearly figures somebody new is refused, one way out is taken, and at last withdrawn."""
    import_rows(GOOD, by=cast["hr_analyst"], as_at=datetime.date(2025, 9, 30))
    import_rows(
        [*GOOD, *people(1, first=301, directorate="Adult Social Care", ethnic_group="African")],
        by=cast["hr_analyst"],
        released=False,
    )
    analyst.visit("/").sees("Staff figures as at 31 March 2026 are proposed")
    analyst.visit("/workforce/releases/").follow("31 March 2026").sees("What would leave", "Beside the figures before")
    analyst.press("Ask for the proof").sees("Refused: a reader could learn something", "What you can do")
    analyst.sees("people new there between 30 September 2025 and 31 March 2026")
    analyst.picture("release-refused")
    with analyst.narrow():
        analyst.picture("release-refused-narrow")
    analyst.press("Propose the whole body only").sees("instead of")
    analyst.press("Ask for the proof")
    analyst.press("Release the figures").press("Release the figures").sees("What has left")
    lead = sign_in_as(cast["equality_lead"]).visit("/workforce/releases/").sees("Released", "Holds")
    lead.picture("ledger")
    with lead.narrow():
        lead.picture("ledger-narrow")
    analyst.press("Withdraw the figures").press("Withdraw the figures")
    assert analyst.errors == ["Enter the reason"]
    analyst.fill(re.compile("Why are the figures"), "Counted agency staff").press("Withdraw the figures")
    analyst.sees("These figures are shown no longer", "Counted agency staff")
