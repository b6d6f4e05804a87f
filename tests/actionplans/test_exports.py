"""Actions as files: the same filter, order and rights as the list, every column, and nothing for a stranger."""

import csv
import datetime
import io
from collections.abc import Callable
from typing import Any

import odfdo
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from actionplans.columns import headings
from actionplans.models import Action, Plan
from actionplans.services.actions import add_action
from actionplans.services.imports import carry_out, receive_file, tables_of
from actionplans.services.preparing import prepare
from actionplans.views.exports import MOST_PRINTED
from organisation.models import Characteristic, Person, Unit
from tests.actionplans.conftest import volume_as_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["equality_lead"])


def export(client: Client, kind: str, **query: Any) -> bytes:
    answer: Any = client.get(reverse("actionplans:export", args=[kind]), query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def rows_of_xlsx(content: bytes) -> list[dict[str, Any]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    names, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def rows_of_ods(content: bytes) -> list[dict[str, Any]]:
    table = odfdo.Document(io.BytesIO(content)).body.tables[0]
    names, *rows = [[cell.value for cell in row.traverse()] for row in table.traverse()]
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


READ = {"csv": rows_of_csv, "xlsx": rows_of_xlsx, "ods": rows_of_ods}


@pytest.fixture
def written(plan: Plan, places: Unit) -> list[Action]:
    told = [
        ("Open late on Thursdays", "31 March 2027", "Library manager / Access group, supported by Finance"),
        ("=cmd|' /C calc'!A0", "Ongoing", "All Directorates"),
        ("Ask people\nwho do not come", "", ""),
        ("خطة المساواة 👩🏽‍🦽", "Spring 2027", "Policy manager"),
    ]
    race = Characteristic.objects.get(key="race")
    return [
        add_action(
            plan=plan,
            by=None,
            description=what,
            deadline=when,
            leads=who,
            outcome="Fair services",
            impact="People are heard",
            unit=places,
            characteristics=[race],
        )
        for what, when, who in told
    ]


@pytest.mark.parametrize("kind", READ)
def test_each_kind_of_file_has_every_action_with_every_column(kind: str, written: list[Action], lead: Client) -> None:
    rows = READ[kind](export(lead, kind))
    assert list(rows[0]) == headings()
    assert [row["No."] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["Who leads"] == "Library manager, Access group"
    assert rows[2]["Action"] == "Ask people\nwho do not come"
    assert rows[3]["Action"] == "خطة المساواة 👩🏽‍🦽"


def test_days_are_days_in_a_workbook(written: list[Action], lead: Client) -> None:
    [first, *_others] = rows_of_xlsx(export(lead, "xlsx"))
    assert first["Falls due on"].date() == datetime.date(2027, 3, 31)
    assert rows_of_ods(export(lead, "ods"))[0]["Falls due on"] == datetime.date(2027, 3, 31)


def test_a_file_has_the_filter_and_the_order_of_the_list(written: list[Action], lead: Client) -> None:
    rows = rows_of_csv(export(lead, "csv", words="people", sort="-plan"))
    assert [row["No."] for row in rows] == ["4", "3", "2", "1"]
    rows = rows_of_csv(export(lead, "csv", missing="deadline"))
    assert [row["No."] for row in rows] == ["3"]


def test_a_file_holds_what_its_reader_may_see_and_nothing_else(
    make_action: Any, places: Unit, elsewhere: Unit, cast: dict[str, Person], sign_in: Callable[[Person], Client]
) -> None:
    make_action(places, description="Ours")
    make_action(elsewhere, description="Theirs")
    for kind, read in READ.items():
        assert [row["Action"] for row in read(export(sign_in(cast["officer"]), kind))] == ["Ours"]


def test_an_unknown_kind_of_file_is_not_found(lead: Client) -> None:
    assert lead.get(reverse("actionplans:export", args=["docx"])).status_code == 404


@pytest.mark.parametrize("count", [1, 600])
@pytest.mark.parametrize("kind", READ)
def test_a_file_costs_the_same_however_many_actions_it_holds(
    kind: str, count: int, plan: Plan, places: Unit, lead: Client, django_assert_max_num_queries: Any
) -> None:
    Action.objects.bulk_create(
        Action(plan=plan, reference=str(number), position=number, description=f"Thing {number}", unit=places)
        for number in range(count)
    )
    export(lead, kind)
    with django_assert_max_num_queries(10):
        assert len(READ[kind](export(lead, kind))) == count


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_that_left_comes_in_again_without_a_change(
    kind: str, written: list[Action], plan: Plan, lead: Client, cast: dict[str, Person]
) -> None:
    content = io.BytesIO(export(lead, kind, plan=plan.pk))
    brought = receive_file(
        title="Copy", file=content, name=f"actions.{kind}", by=cast["equality_lead"], written_on=None
    )
    carry_out(brought=brought, by=cast["equality_lead"])
    copies = Action.objects.filter(plan__title="Copy").order_by("position")
    for copy, action in zip(copies, written, strict=True):
        for part in ("reference", "description", "impact", "deadline_text", "deadline_kind", "due_on", "leads_text"):
            assert getattr(copy, part) == getattr(action, part), part
        assert str(copy.outcome) == str(action.outcome)
        assert copy.unit == action.unit
        assert [each.key for each in copy.characteristics.all()] == ["race"]
        assert [str(lead) for lead in copy.leads.all()] == [str(lead) for lead in action.leads.all()]


def test_the_pdf_is_a_table_for_each_plan_with_its_head_repeated(
    written: list[Action], places: Unit, lead: Client, keep_pdf: Any
) -> None:
    second = Plan.objects.create(title="Workforce plan")
    for number in range(60):
        add_action(
            plan=second, by=None, description=f"Do thing {number} " * 12, deadline="March 2028", leads="Head of HR"
        )
    content = export(lead, "pdf")
    keep_pdf("actions.pdf", content)


def test_a_pdf_too_long_to_read_is_refused_with_the_way_out(plan: Plan, places: Unit, lead: Client) -> None:
    Action.objects.bulk_create(
        Action(plan=plan, reference=str(number), position=number, description=f"Thing {number}", unit=places)
        for number in range(MOST_PRINTED + 1)
    )
    answer = lead.get(reverse("actionplans:export", args=["pdf"]), {"status": "open"}, follow=True)
    assert answer.redirect_chain[0][0].endswith("?status=open")
    assert "Choose fewer with the filters, or take the workbook" in answer.content.decode()


@pytest.mark.parametrize("name", ["actions", "plan"])
def test_lists_offer_their_files(name: str, written: list[Action], plan: Plan, lead: Client) -> None:
    shown = lead.get(reverse(f"actionplans:{name}", args=[plan.pk] if name == "plan" else []), {"status": "open"})
    query = f"plan={plan.pk}" if name == "plan" else "status=open"
    assert reverse("actionplans:export", args=["xlsx"]) + f"?{query}" in shown.content.decode()


def test_a_name_of_a_file_is_the_plans_and_the_day(written: list[Action], plan: Plan, lead: Client) -> None:
    answer = lead.get(reverse("actionplans:export", args=["xlsx"]), {"plan": plan.pk})
    assert f"equality-action-plan-{timezone.localdate().isoformat()}.xlsx" in answer["Content-Disposition"]


def test_a_workbook_again_into_its_own_plan_changes_nothing(
    cast: dict[str, Person], lead: Client, places: Unit
) -> None:
    first = receive_file(
        title="Volume", file=io.BytesIO(volume_as_csv()), name="volume.csv", by=cast["equality_lead"], written_on=None
    )
    carry_out(brought=first, by=cast["equality_lead"])
    exported = io.BytesIO(export(lead, "xlsx", words=""))
    again = receive_file(title="Volume", file=exported, name="volume.xlsx", by=cast["equality_lead"], written_on=None)
    preparation = prepare(title="Volume", tables=tables_of(again), choices={}, written_on=None)
    assert not preparation.created
    assert not [change.parts for change in preparation.updated]
