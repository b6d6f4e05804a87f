"""Word documents as councils keep them: a table per page, rows parted by page breaks, cells merged everywhere."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from actionplans.models import Action, ActionImport, Plan, SourceRow
from actionplans.services.imports import ImportRefused, carry_out, receive_file
from organisation.models import Organisation, Person
from tests.actionplans.conftest import REAL, as_csv, as_workbook
from tests.toolkit.documents import HEADINGS, add_table, delete_in_tracked_changes, document_of, saved
from toolkit.history import acting, history_of
from toolkit.tables import Unreadable

pytestmark = pytest.mark.django_db
NUMBERED = ["", "Year 1 Actions 2007/08", "Outcome", "Deadline", "Lead officer", "Indicator", "Actions 2008/2010"]
FAIR = ["Priority outcome 1: Fair services", "", "", "", "", "", ""]
PAGES = [
    ("Organisational", [NUMBERED, FAIR, ["1.", "Train all", "Staff know", "May 2007", "HR", "", "Again"], ["2.", "Publish the list of", "All can", "June", "", "", ""]]),
    ("", [NUMBERED, ["", "Policies and practices", "see it", "2008", "", "", ""], ["3.", "Ask residents", "", "", "", "", ""]]),
    ("Race equality", [NUMBERED, ["Priority outcome 1: Fair services", "", "", "", "", "", ""], ["1.", "Review interpreting", "", "", "", "", ""]]),
    ("", [NUMBERED, ["Priority outcome 1 (continued)", "", "", "", "", "", ""], ["2.", "Meet the forum", "", "Ongoing", "", "", ""]]),
]  # fmt: skip


def bring(content: bytes, name: str = "plan.docx", *, by: Any = None) -> dict[str, Any]:
    brought = receive_file(title="Volume", file=io.BytesIO(content), name=name, by=by, written_on=None)
    return carry_out(brought=brought, by=by)


def everything() -> list[tuple[str, ...]]:
    return [
        (
            action.plan.strand,
            str(action.outcome or ""),
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


def test_a_table_on_each_page_gives_whole_actions_in_plans_of_their_own(council: Organisation) -> None:
    document = Document()
    for heading, rows in PAGES:
        if heading:
            document.add_heading(heading, 1)
        else:
            document.add_page_break()
        table = add_table(document, rows)
        for row in table.rows:
            if row.cells[0].text.startswith("Priority"):
                row.cells[0].merge(row.cells[-1])
    result = bring(saved(document))
    fair = "Priority outcome 1: Fair services"
    assert everything() == [
        ("Organisational", fair, "1", "Train all", "Staff know", "May 2007", "HR", "", "Again"),
        ("Organisational", fair, "2", "Publish the list of Policies and practices", "All can see it", "June 2008", "", "", ""),
        ("Organisational", fair, "3", "Ask residents", "", "", "", "", ""),
        ("Race equality", fair, "1", "Review interpreting", "", "", "", "", ""),
        ("Race equality", fair, "2", "Meet the forum", "", "Ongoing", "", "", ""),
    ]  # fmt: skip
    parted = SourceRow.objects.get(action__reference="2", action__plan__strand="Organisational")
    assert (parted.sheet, parted.row, parted.further) == ("Table 1", 4, [["Table 2", 2]])
    assert ["Year 1 Actions 2007/08", "Publish the list of Policies and practices"] in parted.cells
    assert any("its rest in Table 2, row 2 was put back" in flag["reason"] for flag in result["flags"])
    assert Plan.objects.get(strand="Race equality").headings["later_years"] == "Actions 2008/2010"


def test_the_real_document_gives_what_the_workbook_and_the_csv_give(council: Organisation) -> None:
    """Against the original files where they lie beside the project; their shapes are in the test above everywhere."""
    names = [f"kcc-action-plans-2007-10.{ending}" for ending in ("docx", "xlsx", "csv")]
    if not all((REAL / name).is_file() for name in names):
        return
    results = [bring((REAL / name).read_bytes(), name) for name in names]
    assert [(result["created"], result["updated"], result["unchanged"]) for result in results] == [
        (68, 0, 0),
        (0, 0, 68),
        (0, 0, 68),
    ]
    assert {plan.strand: plan.actions.count() for plan in Plan.objects.all()} == {
        "Organisational": 26,
        "Gender equality": 22,
        "Race equality": 20,
    }
    assert not any(result["gone"] for result in results)


def test_an_action_merged_over_several_rows_is_one_action(council: Organisation) -> None:
    rows = [HEADINGS, ["1", "Raise pay", "Fair pay", "May 2027", "HR"], ["", "", "", "June 2028", "Unions"]]
    document = Document()
    table = add_table(document, rows)
    for column in (0, 1, 2):
        table.cell(1, column).merge(table.cell(2, column))
    bring(saved(document))
    action = Action.objects.get()
    assert (action.description, action.deadline_text, action.leads_text) == (
        "Raise pay",
        "May 2027\nJune 2028",
        "HR\nUnions",
    )


def test_several_actions_beside_one_merged_reference_are_numbered_within_it(council: Organisation) -> None:
    def merge(workbook: Any) -> None:
        workbook["Plan"].merge_cells("A2:A4")

    rows = [["No.", "Action"], [4, "One"], ["", "Two"], ["", "Three"]]
    bring(as_workbook({"Plan": rows}, merge), "plan.xlsx")
    assert list(Action.objects.order_by("position").values_list("reference", "description")) == [
        ("4", "One"),
        ("4.2", "Two"),
        ("4.3", "Three"),
    ]


def test_two_rows_of_headings_merged_with_each_other_are_one(council: Organisation) -> None:
    document = Document()
    rows = [["No.", "Action", "Who", ""], ["", "", "Lead", "Support"], ["1", "Train all", "HR", "Unions"]]
    table = add_table(document, rows)
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    bring(saved(document))
    action = Action.objects.get()
    assert (action.reference, action.description) == ("1", "Train all")
    assert ["Support", "Unions"] in action.sources.get().cells


def test_words_deleted_in_tracked_changes_are_no_part_of_the_action(council: Organisation) -> None:
    document = Document()
    table = add_table(document, [HEADINGS, ["1", "Open late", "", "", ""]])
    delete_in_tracked_changes(table.cell(1, 1).paragraphs[0], " on Mondays")
    result = bring(saved(document))
    assert Action.objects.get().description == "Open late"
    assert any("“on Mondays”" in flag["reason"] for flag in result["flags"])


def test_a_document_after_its_csv_changes_nothing_and_the_other_way_round(council: Organisation) -> None:
    rows = [["No.", "Action", "Deadline"], ["1", "Open late", "May 2027"], ["2", "نص عربي", ""]]
    bring(as_csv(rows), "plan.csv")
    result = bring(document_of(("Volume", rows)))
    assert (result["created"], result["updated"], result["unchanged"]) == (0, 0, 2)


def test_what_an_import_writes_has_its_history_with_the_person(cast: dict[str, Person]) -> None:
    lead = cast["equality_lead"]
    with acting(lead, "/imports/"):
        bring(as_csv([["No.", "Action", "Lead"], ["1", "Open late", "HR"], ["2", "Close", ""]]), "plan.csv", by=lead)
    for action in Action.objects.order_by("position"):
        [change] = history_of(action)
        assert (change.by, change.source, change.kind) == (str(lead), "/imports/", "Created")
    from actionplans.models import Lead

    assert Lead.pgh_event_model.objects.count() == 1  # type: ignore[attr-defined]


def test_ten_thousand_rows_are_imported_in_few_statements(
    council: Organisation, django_assert_max_num_queries: Any
) -> None:
    rows = [["No.", "Action", "Deadline", "Lead"]]
    rows += [[str(number), f"Thing {number}", "May 2027", "HR / Unions"] for number in range(1, 10_001)]
    with django_assert_max_num_queries(45):
        result = bring(as_csv(rows), "plan.csv")
    assert result["created"] == Action.objects.count() == SourceRow.objects.count() == 10_000


def test_more_rows_than_we_import_at_once_are_refused(council: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actionplans.services.preparing.MOST_ACTIONS", 2)
    rows = [["No.", "Action"], *([str(number), "Do it"] for number in range(3))]
    with pytest.raises(Unreadable, match=r"The file has 3 rows\. The most we import at once is 2"):
        bring(as_csv(rows), "plan.csv")
    assert not Action.objects.exists()


def test_the_command_tries_and_imports_a_document(tmp_path: Path, council: Organisation) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(document_of(*PAGES))

    def command(*options: str) -> str:
        out = io.StringIO()
        call_command("import_actions", str(path), "--plan", "Volume", *options, stdout=out)
        return out.getvalue()

    assert "Would import plan.docx: 5 new, 0 changed, 0 unchanged." in command("--dry-run")
    assert not ActionImport.objects.exists()
    assert json.loads(command("--format", "json", "--sheet", "Race equality"))["created"] == 2
    assert "This very file was imported on" in command()
    assert (Action.objects.count(), Plan.objects.count()) == (5, 2)
    path.write_bytes(document_of(*PAGES[:1], PAGES[2]))
    assert "No longer in the file, and left as they are: Volume: Organisational: 3" in command()
    with pytest.raises(CommandError, match="There is no sheet “Nowhere”; the file has Organisational, Race equality"):
        command("--sheet", "Nowhere")


def test_one_wrong_row_on_a_later_page_is_named_by_its_table_and_changes_nothing(council: Organisation) -> None:
    pages = [*PAGES, ("Gender equality", [NUMBERED, ["1.", "", "More", "May 2007", "", "", ""]])]
    with pytest.raises(ImportRefused) as refused:
        bring(document_of(*pages))
    assert [(flag.sheet, flag.row) for flag in refused.value.flags] == [("Table 5", 2)]
    assert not Action.objects.exists()
