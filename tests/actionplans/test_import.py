"""Importing what people have: everything arrives, nothing is lost, and nothing at all where a row is wrong."""

import hashlib
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from actionplans.models import Action, ActionImport, DeadlineChange, Lead, Plan, PriorityOutcome, SourceRow
from actionplans.services.imports import ImportRefused, carry_out, choose, receive_file
from organisation.models import Organisation, Person, Unit
from tests.actionplans.conftest import HEADINGS, REAL, ROWS, as_csv, as_workbook, volume_as_csv, volume_as_workbook
from toolkit.tables import Unreadable

pytestmark = pytest.mark.django_db


def bring(content: bytes, name: str = "plan.csv", *, by: Any = None, **choices: Any) -> dict[str, Any]:
    brought = receive_file(title="Volume", file=io.BytesIO(content), name=name, by=by, written_on=None)
    choose(brought=brought, choices=choices)
    return carry_out(brought=brought, by=by)


def command(path: Path, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_actions", str(path), "--plan", "Volume", "--format", "json", *options, stdout=out)
    return dict(json.loads(out.getvalue()))


def saved(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def everything() -> list[tuple[str, ...]]:
    return [
        (
            action.plan.strand,
            action.outcome.text if action.outcome else "",
            action.reference,
            action.description,
            action.impact,
            action.deadline_text,
            action.leads_text,
            action.indicator,
            action.later_years,
        )
        for action in Action.objects.select_related("plan", "outcome").order_by("position")
    ]


@pytest.mark.parametrize(("name", "make"), [("plan.csv", volume_as_csv), ("plan.xlsx", volume_as_workbook)])
def test_a_volume_arrives_whole_through_either_kind_of_file(name: str, make: Any, council: Organisation) -> None:
    result = bring(make(), name)
    assert (result["created"], result["updated"], result["unchanged"]) == (len(ROWS), 0, 0)
    assert everything() == [tuple(row) for row in ROWS]
    assert [str(plan) for plan in Plan.objects.all()] == [
        "Volume: Gender equality",
        "Volume: Race equality",
        "Volume: Whole council",
    ]
    assert PriorityOutcome.objects.count() == 6


def test_a_workbook_after_its_csv_changes_nothing(council: Organisation) -> None:
    bring(volume_as_csv())
    result = bring(volume_as_workbook(), "plan.xlsx")
    assert (result["created"], result["updated"], result["unchanged"]) == (0, 0, len(ROWS))
    assert SourceRow.objects.count() == len(ROWS)


def test_the_source_of_each_action_is_kept_word_for_word(council: Organisation) -> None:
    bring(volume_as_workbook(), "plan.xlsx")
    source = Action.objects.get(plan__strand="Race equality", reference="4").sources.get()
    assert (source.sheet, source.row) == ("Race equality", 5)
    assert source.cells == [
        ["Priority outcome", "Priority outcome 2: People are heard"],
        ["Ref", "4"],
        ["Action", "Audit pay"],
        ["By when", "Commenced April 2006 - ongoing"],
        ["Lead", "Reward manager"],
    ]
    plan = Plan.objects.get(strand="Race equality")
    assert plan.headings["later_years"] == "Years 2 & 3 Actions 2010"


def test_the_file_is_kept_privately_with_its_hash_and_person(cast: dict[str, Person]) -> None:
    bring(volume_as_csv(), by=cast["equality_lead"])
    brought = ActionImport.objects.get()
    assert brought.file_sha256 == hashlib.sha256(volume_as_csv()).hexdigest()
    with brought.file.open() as file:
        assert file.read() == volume_as_csv()
    assert (brought.by, brought.state) == (cast["equality_lead"], "imported")


def test_each_hole_and_doubt_is_flagged_with_row_field_and_reason(council: Organisation) -> None:
    flags = bring(volume_as_csv())["flags"]
    assert all(flag["row"] and flag["field"] and flag["reason"] for flag in flags)
    missing = Counter(flag["field"] for flag in flags if flag["level"] == "missing")
    blanks = {
        name: sum(not row[place] for row in ROWS)
        for name, place in {"impact": 4, "deadline": 5, "lead": 6, "indicator": 7}.items()
    }
    assert missing == blanks
    wrong_column = [flag for flag in flags if flag["row"] == 11 and flag["field"] == "deadline"]
    assert "wrong column" in wrong_column[0]["reason"]
    assert any("accountable" in flag["reason"] for flag in flags if flag["row"] == 12)


def test_leads_are_matched_with_people_units_and_bodies_of_that_very_name(cast: dict[str, Person]) -> None:
    from governance.models import Body

    Body.objects.create(name="Equality Steering Group", kind="officer")
    Person.objects.filter(pk=cast["officer"].pk).update(job_title="Policy Manager")
    bring(volume_as_csv())
    policy = Action.objects.get(plan__strand="Race equality", reference="1").leads.all()
    assert [(lead.role, lead.kind, str(lead)) for lead in policy] == [
        ("joint", "person", str(cast["officer"])),
        ("joint", "words", "Race champions"),
        ("joint", "words", "UNION"),
    ]
    supported = Action.objects.get(plan__strand="Whole council", reference="3").leads.last()
    assert supported is not None
    assert (supported.role, supported.kind) == ("support", "body")
    assert Action.objects.get(plan__strand="Whole council", reference="2").leads.get().kind == "all_directorates"


def test_two_people_of_one_post_are_not_told_apart_by_guessing(cast: dict[str, Person]) -> None:
    Person.objects.filter(pk__in=[cast["officer"].pk, cast["member"].pk]).update(job_title="Policy manager")
    bring(volume_as_csv())
    assert not Lead.objects.filter(kind="person").exists()


def test_a_newer_edition_changes_what_it_changes_and_deletes_nothing(cast: dict[str, Person]) -> None:
    bring(volume_as_csv())
    newer = [list(row) for row in ROWS[1:]]
    newer[2][5] = "30 September 2008"
    newer[5][7] = ""
    newer.append(["Race equality", "", "9", "A new action", "", "", "", "", ""])
    result = bring(as_csv([HEADINGS, *newer]), by=cast["equality_lead"])
    assert (result["created"], result["updated"], result["unchanged"]) == (1, 2, len(ROWS) - 3)
    assert Action.objects.count() == len(ROWS) + 1
    changed = Action.objects.get(plan__strand="Whole council", reference="4")
    assert changed.deadline_text == "30 September 2008"
    assert str(changed.due_on) == "2008-09-30"
    change = DeadlineChange.objects.get()
    assert (change.old_text, str(change.old_falls_due_on), change.days_later) == ("21 June 2007", "2007-06-21", 467)
    assert change.reason == "Changed in the file plan.csv"
    assert changed.sources.count() == 2


def test_what_was_changed_here_and_not_in_the_file_stays(council: Organisation) -> None:
    bring(volume_as_csv())
    Action.objects.filter(plan__strand="Race equality", reference="2").update(impact="Written here")
    assert bring(volume_as_csv())["updated"] == 0
    newer = [list(row) for row in ROWS]
    newer[11][4] = "Written in the file"
    result = bring(as_csv([HEADINGS, *newer]))
    assert result["updated"] == 1
    assert any("also changed here" in flag["reason"] for flag in result["flags"])
    assert Action.objects.get(plan__strand="Race equality", reference="2").impact == "Written in the file"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([HEADINGS, *ROWS, ["Race equality", "", "9", "", "", "May 2007", "", "", ""]], "has no action"),
        ([HEADINGS, *ROWS, ["Race equality", "", "4", "Again", "", "", "", "", ""]], "Reference 4 already stands in row 15"),
        ([HEADINGS, *ROWS, ["Race equality", "", "9" * 41, "Long", "", "", "", "", ""]], "longer than 40"),
    ],
)  # fmt: skip
def test_one_wrong_row_stops_everything(rows: list[list[str]], reason: str, council: Organisation) -> None:
    with pytest.raises(ImportRefused, match=reason) as refused:
        bring(as_csv(rows))
    assert refused.value.flags[0].row == len(rows)
    assert not Plan.objects.exists()
    assert not Action.objects.exists()


def test_every_wrong_row_is_listed(council: Organisation) -> None:
    bad = ["Race equality", "", "", "", "", "May 2007", "x", "", ""]
    with pytest.raises(ImportRefused) as refused:
        bring(as_csv([HEADINGS, bad, *ROWS, bad]))
    assert [flag.row for flag in refused.value.flags] == [2, len(ROWS) + 3]


def test_headings_over_two_rows_a_title_and_repeated_headings_are_no_obstacle(council: Organisation) -> None:
    rows = [
        ["Our equality plan 2026", "", "", "", ""],
        ["", "", "Lead", "", "Success"],
        ["Ref", "Action", "officer", "Deadline", "measure"],
        ["Objective 1: Fair pay", "", "", "", ""],
        ["1", "Audit pay", "HR", "March 2027", "Gap"],
        ["", "", "Lead", "", "Success"],
        ["2", "Publish it", "HR", "April 2027", ""],
    ]
    bring(as_csv(rows))
    assert [(action.reference, str(action.outcome), action.leads_text) for action in Action.objects.all()] == [
        ("1", "Objective 1: Fair pay", "HR"),
        ("2", "Objective 1: Fair pay", "HR"),
    ]


def test_rows_without_references_are_numbered_and_found_again_by_their_words(council: Organisation) -> None:
    rows = [["Action", "Deadline"], ["First thing", "May 2027"], ["Second thing", ""]]
    assert bring(as_csv(rows))["created"] == 2
    rows[2][1] = "June 2027"
    result = bring(as_csv([rows[0], rows[2], ["Third thing", ""], rows[1]]))
    assert (result["created"], result["updated"], result["unchanged"]) == (1, 1, 1)
    assert sorted(Action.objects.values_list("reference", "description")) == [
        ("1", "First thing"),
        ("2", "Second thing"),
        ("3", "Third thing"),
    ]


def test_columns_that_fit_nothing_are_kept_and_said(council: Organisation) -> None:
    result = bring(as_csv([["No.", "Action", "Budget code"], ["1", "Do it", "X-99"]]))
    assert ["Budget code", "X-99"] in Action.objects.get().sources.get().cells
    assert any(flag["field"] == "Budget code" and "kept" in flag["reason"] for flag in result["flags"])


def test_directorate_status_and_characteristics_are_taken_where_they_are_known(places: Unit) -> None:
    rows = [
        ["No.", "Action", "Directorate", "Status", "Protected characteristics"],
        ["1", "One", "place", "In progress", "Race, Sexuality"],
        ["2", "Two", "Elsewhere", "Green", "Shoe size"],
        ["3", "Three", "Libraries", "Completed", ""],
        ["4", "Four", "", "Cancelled", ""],
    ]
    flags = bring(as_csv(rows))["flags"]
    one, two, three, four = Action.objects.order_by("position")
    assert (one.unit, one.status) == (places, "in_progress")
    assert [characteristic.key for characteristic in one.characteristics.all()] == ["race", "sexual_orientation"]
    assert (two.unit, two.status) == (None, "not_started")
    assert (three.status, four.status) == ("in_progress", "stopped")
    doubts = {(flag["row"], flag["field"]) for flag in flags if flag["level"] == "doubtful"}
    assert doubts == {(3, "directorate"), (3, "status"), (3, "characteristics"), (4, "status")}


def test_merged_cells_and_formulas_are_used_and_said(council: Organisation) -> None:
    def merge(workbook: Any) -> None:
        workbook["Plan"].merge_cells("A2:A3")

    rows = [["Priority outcome", "No.", "Action"], ["Fair pay", 1, "One"], ["", 2, "Two"]]
    result = bring(as_workbook({"Plan": rows}, merge), "plan.xlsx")
    assert [str(action.outcome) for action in Action.objects.all()] == ["Fair pay", "Fair pay"]
    assert any("merged" in flag["reason"] for flag in result["flags"])


def test_a_file_without_a_column_of_actions_is_refused_with_what_to_do(council: Organisation) -> None:
    with pytest.raises(Unreadable, match="Head the column that says what will be done “Action”"):
        bring(as_csv([["Name", "Age"], ["Ann", "30"]]))
    with pytest.raises(Unreadable, match="no action below the headings"):
        bring(as_csv([["No.", "Action"]]))


def test_the_command_prints_counts_and_flags_and_can_be_tried_first(tmp_path: Path, council: Organisation) -> None:
    path = saved(tmp_path, "plan.csv", volume_as_csv())
    tried = command(path, "--dry-run")
    assert tried["created"] == len(ROWS)
    assert not Action.objects.exists()
    done = command(path)
    assert (done["created"], done["updated"], done["unchanged"]) == (len(ROWS), 0, 0)
    assert {"row", "field", "reason"} <= set(done["flags"][0])
    again = command(path)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, len(ROWS))


def test_the_command_takes_one_sheet_and_keeps_its_name(tmp_path: Path, council: Organisation) -> None:
    path = saved(tmp_path, "plan.xlsx", volume_as_workbook())
    assert command(path, "--sheet", "Race equality")["created"] == 4
    assert command(path)["created"] == 10
    with pytest.raises(CommandError, match="There is no sheet “Nowhere”"):
        command(path, "--sheet", "Nowhere")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.csv", None, "cannot be opened"),
        ("empty.csv", b"", "The file is empty"),
        ("plan.pdf", b"%PDF-1.4", "This is a PDF"),
        ("wrong.csv", as_csv([["No.", "Action"], ["1", ""]]), "Row 2, action: The row has no action"),
    ],
)
def test_the_command_answers_a_bad_file_with_a_sentence(
    name: str, content: bytes | None, sentence: str, tmp_path: Path, council: Organisation
) -> None:
    if content is not None:
        saved(tmp_path, name, content)
    with pytest.raises(CommandError, match=sentence):
        command(tmp_path / name)
    assert not ActionImport.objects.exists()


def test_the_real_plans_arrive_with_nothing_lost_through_both_files(council: Organisation) -> None:
    """Against the original files where they lie beside the project; their shapes are in our own fixture everywhere."""
    names = ["kcc-action-plans-2007-10.csv", "kcc-action-plans-2007-10.xlsx"]
    if not all((REAL / name).is_file() for name in names):
        return
    results = [bring((REAL / name).read_bytes(), name) for name in names]
    assert [(result["created"], result["updated"], result["unchanged"]) for result in results] == [
        (68, 0, 0),
        (0, 0, 68),
    ]
    missing = Counter(flag["field"] for flag in results[0]["flags"] if flag["level"] == "missing")
    assert missing == {"deadline": 37, "lead": 34, "indicator": 51, "impact": 19}
    assert Action.objects.filter(later_years="").count() == 61
    kinds = Counter(Action.objects.exclude(deadline_text="").values_list("deadline_kind", flat=True))
    assert kinds == {
        "date": 13,
        "ongoing": 9,
        "milestones": 3,
        "recurring": 1,
        "report_to_body": 2,
        "period": 1,
        "reference": 1,
        "not_a_deadline": 1,
    }
