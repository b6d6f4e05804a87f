"""The pages of action plans: what they show, what they ask, and what they cost."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action, ActionImport, DeadlineChange, Plan
from actionplans.services.actions import add_action
from eqia.models import Assessment, Mitigation
from governance.services import move
from objectives.models import Objective
from organisation.models import Characteristic, Person, Unit
from tests.actionplans.conftest import HEADINGS, REAL, ROWS, as_csv, volume_as_csv, volume_as_workbook
from toolkit.history import version_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def lead(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["equality_lead"])


def page(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    response = client.get(reverse(f"actionplans:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, name: str, *arguments: Any, follow: bool = True, **data: Any) -> str:
    response = client.post(reverse(f"actionplans:{name}", args=arguments), data, follow=follow)
    return response.content.decode()


def many(plan: Plan, unit: Unit, count: int) -> None:
    race = Characteristic.objects.get(key="race")
    for number in range(count):
        add_action(
            plan=plan,
            by=None,
            description=f"Thing {number}",
            deadline="31 March 2027",
            leads=f"Manager {number} / Group {number}, supported by {unit.name}",
            outcome=f"Outcome {number % 3}",
            unit=unit,
            characteristics=[race],
        )


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("name", ["list", "actions", "plan"])
def test_a_list_costs_the_same_for_one_row_and_for_many(
    name: str, count: int, plan: Plan, places: Unit, lead: Client, django_assert_max_num_queries: Any
) -> None:
    many(plan, places, count)
    page(lead, "list")
    with django_assert_max_num_queries(12):
        page(lead, name, *([plan.pk] if name == "plan" else []))


@pytest.mark.parametrize("count", [1, 20])
def test_an_actions_page_costs_the_same_however_much_there_is_to_say(
    count: int, plan: Plan, places: Unit, cast: dict[str, Person], lead: Client, django_assert_max_num_queries: Any
) -> None:
    from actionplans.services.updates import record_update

    many(plan, places, 1)
    action = Action.objects.get()
    for number in range(count):
        record_update(
            action=action,
            by=cast["equality_lead"],
            status="not_started",
            what_happened="A step",
            new_deadline=f"{number + 1} May 2028",
            reason="Late",
        )
    page(lead, "list")
    with django_assert_max_num_queries(28):
        page(lead, "action", action.pk)
    with django_assert_max_num_queries(20):
        page(lead, "history", action.pk)


def test_the_list_of_plans_says_how_far_each_has_come_and_what_it_lacks(
    make_action: Any, places: Unit, lead: Client
) -> None:
    make_action(places, deadline="31 March 2020", indicator="Count")
    make_action(places)
    shown = page(lead, "list")
    assert "1 without a deadline" in shown
    assert "2 without a lead" in shown
    assert "1 overdue" in shown


def test_an_empty_plan_says_that_it_is_not_yet_written(plan: Plan, lead: Client) -> None:
    assert "Not yet written" in page(lead, "list")
    assert "This plan is not written yet" in page(lead, "plan", plan.pk)


def test_lists_are_filtered_by_plan_directorate_lead_characteristic_status_and_overdue(
    make_action: Any, places: Unit, elsewhere: Unit, cast: dict[str, Person], race: Characteristic, lead: Client
) -> None:
    late = make_action(places, deadline="31 March 2020", led_by=cast["officer"], description="Late thing")
    other = make_action(elsewhere, description="Other thing", plan=Plan.objects.create(title="Second"))
    other.characteristics.add(race)
    move(other, "start", by=cast["equality_lead"])
    found = {
        "plan": ({"plan": late.plan.pk}, "Late thing"),
        "directorate": ({"directorate": elsewhere.pk}, "Other thing"),
        "lead": ({"lead": cast["officer"].full_name}, "Late thing"),
        "characteristic": ({"characteristic": race.pk}, "Other thing"),
        "status": ({"status": "in_progress"}, "Other thing"),
        "overdue": ({"overdue": "on"}, "Late thing"),
        "missing": ({"missing": "lead"}, "Other thing"),
        "words": ({"words": "late THING"}, "Late thing"),
    }
    for name, (query, expected) in found.items():
        shown = page(lead, "actions", **query)
        assert expected in shown, name
        assert ({"Late thing", "Other thing"} - {expected}).pop() not in shown.split("<tbody")[1], name


def test_actions_are_sorted_by_deadline_with_those_without_a_day_at_the_end(make_action: Any, lead: Client) -> None:
    make_action(deadline="31 March 2028", description="Second")
    make_action(deadline="Ongoing", description="Third")
    make_action(deadline="31 March 2027", description="First")
    for sort, order in (("deadline", ["First", "Second", "Third"]), ("-deadline", ["Second", "First", "Third"])):
        body = page(lead, "actions", sort=sort).split("<tbody")[1]
        assert sorted(order, key=body.index) == order


def test_an_officer_sees_their_directorates_actions_and_those_they_lead(
    make_action: Any, places: Unit, elsewhere: Unit, cast: dict[str, Person], sign_in: Any
) -> None:
    make_action(places, description="Near")
    make_action(elsewhere, description="Far")
    make_action(elsewhere, description="Far but mine", led_by=cast["officer"])
    shown = page(sign_in(cast["officer"]), "actions")
    assert "Near" in shown
    assert "Far but mine" in shown
    assert "Far</a>" not in shown


def test_an_action_shows_its_words_beside_their_reading_and_what_is_missing(make_action: Any, lead: Client) -> None:
    action = make_action(
        deadline="31 December 2007 Services to report to EQG January 2008 (date TBC)", leads_text="Reward manager"
    )
    shown = page(lead, "action", action.pk)
    assert "31 January 2008" in shown
    assert "Confirm the date January 2008." in shown
    assert "It has no indicator" in shown
    assert "Answer the question" in shown


def test_the_question_of_a_deadline_is_answered_by_a_person(make_action: Any, lead: Client) -> None:
    action = make_action(deadline="by Easter")
    assert "Enter the last day it means" in post(lead, "settle", action.pk, version=version_of(action))
    post(
        lead,
        "settle",
        action.pk,
        version=version_of(action),
        due_on_0="28",
        due_on_1="3",
        due_on_2="2027",
    )
    action.refresh_from_db()
    assert (action.deadline_text, action.due_on, action.deadline_question) == (
        "by Easter",
        datetime.date(2027, 3, 28),
        "",
    )


def test_an_action_is_added_with_its_deadline_and_leads_read(plan: Plan, cast: dict[str, Person], lead: Client) -> None:
    shown = post(
        lead,
        "add-action",
        plan.pk,
        description="Open late on Thursdays",
        deadline="end of 2026/27",
        lead_person=f"person-{cast['officer'].pk}",
        leads="Library manager, supported by Friends of the library",
        outcome="Fair access",
    )
    assert "Action 1 is added." in shown
    action = Action.objects.get()
    assert (action.reference, str(action.outcome), action.due_on) == ("1", "Fair access", datetime.date(2027, 3, 31))
    assert [(lead.role, lead.person) for lead in action.leads.all()] == [
        ("accountable", cast["officer"]),
        ("support", None),
    ]


def test_an_action_needs_words_and_a_reference_of_its_own(plan: Plan, make_action: Any, lead: Client) -> None:
    make_action(reference="7")
    shown = post(lead, "add-action", plan.pk, reference="7")
    assert "Enter what will be done" in shown
    assert "Enter a reference that no other action of this plan has" in shown
    assert Action.objects.count() == 1


def whole(action: Action, **changes: Any) -> dict[str, Any]:
    return {
        "reference": action.reference,
        "description": action.description,
        "known_outcome": action.outcome.text if action.outcome else "",
        "deadline": action.deadline_text,
        "leads": action.leads_text,
        "version": version_of(action),
    } | changes


def test_a_changed_deadline_needs_a_reason_and_leaves_the_old_one_in_sight(make_action: Any, lead: Client) -> None:
    action = make_action(deadline="31 March 2027")
    assert "Enter the reason for the new deadline" in post(
        lead, "change-action", action.pk, **whole(action, deadline="30 June 2027")
    )
    shown = post(lead, "change-action", action.pk, **whole(action, deadline="30 June 2027", reason="Staff left"))
    assert "<del>31 March 2027</del>" in shown
    assert "91 days later" in shown
    assert "Staff left" in shown


def test_a_priority_outcome_is_chosen_or_newly_written(make_action: Any, lead: Client, plan: Plan) -> None:
    from actionplans.services.plans import outcome_of

    fair = outcome_of(plan=plan, text="Fair access")
    action = make_action(outcome=fair)
    assert str(Action.objects.get().outcome) == "Fair access"
    post(lead, "change-action", action.pk, **whole(action, outcome="Everybody is heard"))
    action.refresh_from_db()
    assert str(action.outcome) == "Everybody is heard"
    post(lead, "change-action", action.pk, **whole(action, known_outcome="Fair access"))
    action.refresh_from_db()
    assert action.outcome == fair
    post(lead, "change-action", action.pk, **whole(action, known_outcome=""))
    action.refresh_from_db()
    assert action.outcome is None


def test_a_second_editor_overwrites_nothing_silently(make_action: Any, cast: dict[str, Person], lead: Client) -> None:
    action = make_action()
    stale = whole(action)
    post(lead, "change-action", action.pk, **whole(action, indicator="Count of visits"))
    shown = post(lead, "change-action", action.pk, **stale | {"indicator": "Survey"})
    assert "saved this after you had opened it" in shown
    assert "Count of visits" in shown
    assert "Survey" in shown
    action.refresh_from_db()
    assert action.indicator == "Count of visits"


def test_what_was_typed_survives_a_lapsed_session(make_action: Any, cast: dict[str, Person], lead: Client) -> None:
    action = make_action()
    form = lead.get(reverse("actionplans:update", args=[action.pk])).context["form"]
    token = form.initial["editor"]
    lead.logout()
    url = reverse("actionplans:update", args=[action.pk])
    lead.post(url, {"editor": token, "status": "in_progress", "what_happened": "Half of it is done"})
    lead.force_login(cast["equality_lead"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Half of it is done" in page(lead, "update", action.pk)


def test_an_update_moves_the_status_and_the_deadline(
    make_action: Any, cast: dict[str, Person], sign_in: Any, places: Unit
) -> None:
    action = make_action(places, deadline="31 March 2027")
    officer = sign_in(cast["officer"])
    assert "Enter what happened" in post(officer, "update", action.pk, status="in_progress")
    post(
        officer,
        "update",
        action.pk,
        status="in_progress",
        what_happened="Half of the counters are lowered",
        new_deadline="summer 2027",
        reason="The builder is late",
    )
    action.refresh_from_db()
    assert (action.status, action.due_on) == ("in_progress", datetime.date(2027, 8, 31))
    change = DeadlineChange.objects.get()
    assert (change.old_text, change.by, change.update.what_happened) == (
        "31 March 2027",
        cast["officer"],
        "Half of the counters are lowered",
    )
    assert action.moves.get().transition == "start"


def test_a_completed_action_has_its_day_and_is_never_overdue(make_action: Any, lead: Client) -> None:
    action = make_action(deadline="31 March 2020")
    data = {"status": "completed", "what_happened": "All done", "evidence": "The minutes say so"}
    tomorrow = TODAY + datetime.timedelta(days=1)
    late = {"completed_on_0": tomorrow.day, "completed_on_1": tomorrow.month, "completed_on_2": tomorrow.year}
    assert "not in the future" in post(lead, "update", action.pk, **data | late)
    post(lead, "update", action.pk, **data, completed_on_0="1", completed_on_1="4", completed_on_2="2020")
    action.refresh_from_db()
    assert (action.status, action.completed_on) == ("completed", datetime.date(2020, 4, 1))
    assert "Completed 1 April 2020" in page(lead, "action", action.pk)
    assert not Action.objects.overdue(TODAY).exists()


def test_a_plan_is_added_changed_adopted_closed_and_taken_up_again(cast: dict[str, Person], lead: Client) -> None:
    assert "Enter the title of the plan" in post(lead, "add-plan")
    post(lead, "add-plan", title="Equality plan")
    plan = Plan.objects.get()
    assert "already a plan with this title" in post(lead, "add-plan", title="Equality plan")
    post(lead, "change-plan", plan.pk, title="Equality plan", owner=cast["officer"].pk, version=version_of(plan))
    for step in ("adopt", "close"):
        post(lead, "plan-state", plan.pk, step=step)
    assert "Enter the reason" in post(lead, "plan-state", plan.pk, step="reopen")
    post(lead, "plan-state", plan.pk, step="reopen", reason="One more year")
    plan.refresh_from_db()
    assert (plan.owner, plan.state) == (cast["officer"], "current")
    assert [made.transition for made in plan.moves.all()] == ["adopt", "close", "reopen"]
    assert "Every change" in page(lead, "plan-history", plan.pk)


def test_an_eqias_mitigation_becomes_an_action_that_says_where_it_came_from(
    plan: Plan, places: Unit, race: Characteristic, cast: dict[str, Person], sign_in: Any
) -> None:
    assessment = Assessment.objects.create(
        reference="EqIA-1", title="Opening hours", kind="service_change", unit=places, author=cast["officer"]
    )
    mitigation = Mitigation.objects.create(
        assessment=assessment,
        description="Open late on Thursdays",
        lead_person=cast["officer"],
        due_on="2027-03-31",
        indicator="Visits after six",
    )
    officer = sign_in(cast["officer"])
    form = officer.get(reverse("actionplans:from-mitigation", args=[mitigation.pk])).context["form"]
    assert form["deadline"].value() == "31 March 2027"
    shown = post(
        officer,
        "from-mitigation",
        mitigation.pk,
        plan_chosen=plan.pk,
        description=form["description"].value(),
        deadline=form["deadline"].value(),
        lead_person=f"person-{cast['officer'].pk}",
        indicator=form["indicator"].value(),
        unit=places.pk,
    )
    action = Action.objects.get()
    assert (action.mitigation, action.due_on) == (mitigation, datetime.date(2027, 3, 31))
    assert list(mitigation.actions.all()) == [action]
    assert "EqIA-1" in shown


def test_an_action_names_the_objective_it_serves(
    plan: Plan, make_action: Any, cast: dict[str, Person], lead: Client
) -> None:
    objective = Objective.objects.create(
        title="More people use our libraries",
        why="Too few",
        owner=cast["officer"],
        starts_on="2026-04-01",
        ends_on="2029-03-31",
        published_on="2026-04-01",
        state="open",
    )
    action = make_action()
    shown = post(lead, "change-action", action.pk, **whole(action, objectives=[objective.pk]))
    assert "More people use our libraries" in shown
    assert list(objective.actions.all()) == [action]


def upload(client: Client, content: bytes, name: str = "plan.csv", title: str = "Volume") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("actionplans:upload"), {"title": title, "file": file}, follow=True)


def confirm_columns(client: Client, response: Any) -> str:
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return client.post(response.request["PATH_INFO"], data, follow=True).content.decode()


@pytest.mark.parametrize(("name", "make"), [("plan.csv", volume_as_csv), ("plan.xlsx", volume_as_workbook)])
def test_a_plan_is_imported_in_the_browser(name: str, make: Any, lead: Client) -> None:
    content = make()
    response = upload(lead, content, name)
    assert "Which column is what" in response.content.decode()
    shown = confirm_columns(lead, response)
    assert f"{len(ROWS)}</strong> actions, in 3 plans" in shown
    assert "Doubtful" in shown
    assert "Missing" in shown
    assert not Action.objects.exists()
    brought = ActionImport.objects.get()
    shown = post(lead, "confirm-import", brought.pk)
    assert f"Imported: {len(ROWS)} new, 0 changed, 0 unchanged." in shown
    assert Action.objects.count() == len(ROWS)
    assert "Volume: Race equality" in shown
    downloaded = lead.get(reverse("actionplans:import-file", args=[brought.pk]))
    assert downloaded.content == content
    assert downloaded["Content-Disposition"] == f'attachment; filename="{name}"'
    # Confirming twice, as a second click does, imports once.
    post(lead, "confirm-import", brought.pk)
    assert Action.objects.count() == len(ROWS)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv"])
def test_the_real_plans_arrive_whole_through_the_browser(ending: str, lead: Client) -> None:
    path = REAL / f"kcc-action-plans-2007-10.{ending}"
    if not path.is_file():
        return
    confirm_columns(lead, upload(lead, path.read_bytes(), path.name))
    assert "Imported: 68 new" in post(lead, "confirm-import", ActionImport.objects.get().pk)


def test_a_column_is_placed_by_hand_where_its_heading_says_nothing(lead: Client) -> None:
    response = upload(lead, as_csv([["Nr", "Vorhaben", "Wann"], ["1", "Do it", "May 2027"]]))
    assert "Select which column holds the action" in confirm_columns(lead, response)
    url = response.request["PATH_INFO"]
    shown = lead.post(url, {"column_0": "reference", "column_1": "action", "column_2": "action"}, follow=True)
    assert "Select another part" in shown.content.decode()
    lead.post(url, {"column_0": "reference", "column_1": "action", "column_2": "deadline"})
    post(lead, "confirm-import", ActionImport.objects.get().pk)
    assert Action.objects.get().due_on == datetime.date(2027, 5, 31)


def test_a_heading_cannot_bring_markup_into_the_page(lead: Client) -> None:
    response = upload(lead, as_csv([["Action", "<b>Bold</b>"], ["<i>Do it</i>", "<script>x</script>"]]))
    shown = response.content.decode() + confirm_columns(lead, response)
    assert "<b>Bold" not in shown
    assert "<script>x" not in shown
    assert "<i>Do it" not in shown


def test_wrong_rows_are_listed_and_nothing_is_imported(lead: Client) -> None:
    response = upload(lead, as_csv([HEADINGS, *ROWS, ["Race equality", "", "9", "", "", "May 2007", "", "", ""]]))
    shown = confirm_columns(lead, response)
    assert "Nothing can be imported yet" in shown
    assert "Row 16, Action: The row has no action." in shown
    assert "Import all of it" not in shown
    assert "Nothing was imported" in post(lead, "confirm-import", ActionImport.objects.get().pk)
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "plan.csv", "The file is empty"),
        (b"0" * (21 * 1024 * 1024), "plan.csv", "The most we read is 20.0\xa0MB"),
        (b"%PDF-1.4", "plan.pdf", "This is a PDF"),
        (b"No.,Action\n1,Do\n", "plan.xlsx", "plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "p.xlsx", "password"),
    ],
)
def test_a_bad_file_is_answered_with_a_sentence_beside_the_field(
    content: bytes, name: str, sentence: str, lead: Client
) -> None:
    response = upload(lead, content, name)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not ActionImport.objects.exists()


def test_an_import_can_be_left_undone(lead: Client) -> None:
    upload(lead, volume_as_csv())
    brought = ActionImport.objects.get()
    assert "Nothing has changed" in post(lead, "discard-import", brought.pk)
    post(lead, "confirm-import", brought.pk)
    assert not Action.objects.exists()
    assert "plan.csv" in page(lead, "imports")


def test_a_large_file_is_read_by_a_worker_and_imported_by_one(
    lead: Client, django_capture_on_commit_callbacks: Any
) -> None:
    long = [["Race equality", "", str(number), "word " * 15_000, "", "", "", "", ""] for number in range(50, 90)]
    many = [["Race equality", "", str(number), f"Thing {number}", "", "", "", "", ""] for number in range(100, 600)]
    content = as_csv([HEADINGS, *ROWS, *long, *many])
    assert len(content) > 2_621_440
    with django_capture_on_commit_callbacks(execute=True):
        followed = upload(lead, content).content.decode()
    brought = ActionImport.objects.get()
    assert "Reading plan.csv" in followed
    assert "555 rows were read." in lead.get(brought.job.get_absolute_url()).content.decode()
    columns = lead.get(reverse("actionplans:columns", args=[brought.pk]))
    assert "554</strong> actions" in confirm_columns(lead, columns)
    with django_capture_on_commit_callbacks(execute=True):
        post(lead, "confirm-import", brought.pk)
    brought.refresh_from_db()
    assert "554 new, 0 changed, 0 unchanged." in lead.get(brought.job.get_absolute_url()).content.decode()
    assert Action.objects.count() == 554


def test_while_a_worker_reads_the_import_waits(lead: Client) -> None:
    upload(lead, b"No.,Action,Deadline\n" + b"1,Do it,May 2027\n" * 70_000)
    brought = ActionImport.objects.get()
    assert "See how far it has come" in page(lead, "import", brought.pk)
    assert (
        "See how far it has come"
        in lead.get(reverse("actionplans:columns", args=[brought.pk]), follow=True).content.decode()
    )
    post(lead, "discard-import", brought.pk)
    brought.refresh_from_db()
    assert brought.state == "uploaded"


def test_a_table_is_pasted_as_text_or_as_a_web_page(lead: Client) -> None:
    url = reverse("actionplans:upload")
    for pasted in (
        'No.\tAction\tDeadline\r\n1\tOpen late\tMay 2027\r\n2\t"Lower the\ncounters"\t\r\n',
        "<table><tr><th>No.<th>Action<th>Deadline<tr><td>1<td>Open late<td>May 2027<tr><td>2<td>Lower the<br>counters<td></table>",
    ):
        response = lead.post(url, {"title": "Pasted", "pasted": pasted}, follow=True)
        assert "Which column is what" in response.content.decode()
    confirm_columns(lead, response)
    brought = ActionImport.objects.order_by("pk").last()
    assert "Imported: 2 new" in post(lead, "confirm-import", brought.pk)
    assert Action.objects.get(reference="2").description == "Lower the\ncounters"
    assert "Select a file, or paste a table below" in lead.post(url, {"title": "Pasted"}).content.decode()
    both = {"title": "Pasted", "pasted": "x", "file": SimpleUploadedFile("plan.csv", volume_as_csv())}
    assert "Choose one: the file, or the pasted table" in lead.post(url, both).content.decode()
    assert "has no table" in lead.post(url, {"title": "Pasted", "pasted": "<html>None"}).content.decode()


def test_the_very_same_file_is_said_to_have_been_imported_when_and_by_whom(
    lead: Client, cast: dict[str, Person]
) -> None:
    confirm_columns(lead, upload(lead, volume_as_csv()))
    post(lead, "confirm-import", ActionImport.objects.get().pk)
    again = upload(lead, volume_as_csv())
    for shown in (again.content.decode(), confirm_columns(lead, again)):
        assert "This very file was imported on" in shown
        assert str(cast["equality_lead"]) in shown
    assert "There is nothing to import" in shown
    assert "Import all of it" not in shown
    assert f"{len(ROWS)} actions stay as they are here" in shown


def test_a_newer_edition_shows_old_beside_new_and_what_is_no_longer_in_it(lead: Client) -> None:
    confirm_columns(lead, upload(lead, volume_as_csv()))
    post(lead, "confirm-import", ActionImport.objects.get().pk)
    newer = [list(row) for row in ROWS[:-1]]
    newer[3][5] = "30 September 2008"
    shown = confirm_columns(lead, upload(lead, as_csv([HEADINGS, *newer])))
    assert '<del class="app-changes__old">21 June 2007</del>' in shown
    assert '<ins class="app-changes__new">30 September 2008</ins>' in shown
    assert "No longer in the file" in shown
    assert "Race equality 4: Audit pay" in shown
    brought = ActionImport.objects.order_by("pk").last()
    assert "Race equality 4: Audit pay" in post(lead, "confirm-import", brought.pk)
    assert Action.objects.count() == len(ROWS)
    changed = Action.objects.get(plan__strand="Whole council", reference="4")
    shown = page(lead, "action", changed.pk)
    assert shown.count("The row, word for word") == 2


def test_the_preview_is_filtered_by_what_is_to_be_settled(lead: Client) -> None:
    confirm_columns(lead, upload(lead, volume_as_csv()))
    brought = ActionImport.objects.get()
    shown = page(lead, "import", brought.pk, show="doubtful")
    assert "Report on the workforce twice a year" in shown
    assert "Review interpreting" not in shown
    assert "Missing: intended impact, deadline, lead, indicator" in page(lead, "import", brought.pk, show="missing")


@pytest.mark.parametrize("count", [1, 40])
def test_a_preview_costs_the_same_for_one_action_and_for_many(
    count: int, lead: Client, django_assert_max_num_queries: Any
) -> None:
    rows = [["Plan", "", str(number), f"Thing {number}", "", "May 2027", "Manager", "", ""] for number in range(count)]
    for deadline in ("May 2027", "June 2027"):
        for row in rows:
            row[5] = deadline
        confirm_columns(lead, upload(lead, as_csv([HEADINGS, *rows])))
        brought = ActionImport.objects.order_by("pk").last()
        assert brought is not None
        with django_assert_max_num_queries(16):
            page(lead, "import", brought.pk)
        with django_assert_max_num_queries(16):
            page(lead, "columns", brought.pk)
        post(lead, "confirm-import", brought.pk)
        with django_assert_max_num_queries(14):
            page(lead, "import", brought.pk)
