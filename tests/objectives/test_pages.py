import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import Action, Plan
from objectives.models import Indicator, Objective, Reading
from organisation.models import Characteristic, Person, Unit
from tests.eqia.conftest import start
from tests.objectives.conftest import make_indicator

READING = {"taken_on_0": "31", "taken_on_1": "3", "taken_on_2": "2026", "characteristic": "", "group": "", "note": ""}
OBJECTIVE = {
    "title": "Deaf people have an interpreter in time",
    "why": "They wait longest.",
    "starts_on_0": "1",
    "starts_on_1": "4",
    "starts_on_2": "2026",
    "ends_on_0": "31",
    "ends_on_1": "3",
    "ends_on_2": "2030",
    "published_on_0": "",
    "published_on_1": "",
    "published_on_2": "",
    "unit": "",
    "supersedes": "",
}


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def read(indicator: Indicator, on: str, value: str, by: Person, **fields: Any) -> Reading:
    return Reading.objects.create(indicator=indicator, taken_on=on, value=Decimal(value), recorded_by=by, **fields)


def page(sign_in: Any, person: Person, name: str, *arguments: Any, **query: str) -> str:
    response = sign_in(person).get(reverse(f"objectives:{name}", args=arguments), query)
    assert response.status_code == 200
    return words(response)


# The list


def test_the_list_finds_by_characteristic_directorate_progress_and_words(
    indicator: Indicator, cast: dict[str, Person], sign_in: Any, race: Characteristic, places: Unit, elsewhere: Unit
) -> None:
    read(indicator, "2026-03-31", "31", cast["officer"])
    member, title = cast["member"], indicator.objective.title
    found = {"characteristic": str(race.pk), "directorate": str(places.pk), "progress": "reached", "words": "libraries"}
    assert title in page(sign_in, member, "list", **found)
    disability = Characteristic.objects.get(key="disability")
    for other in (
        {"characteristic": str(disability.pk)},
        {"directorate": str(elsewhere.pk)},
        {"progress": "behind"},
        {"words": "motorway"},
    ):
        assert title not in page(sign_in, member, "list", **found | other)


def test_the_list_says_when_new_objectives_are_due_and_whom_none_serves(
    objective: Objective, cast: dict[str, Person], sign_in: Any
) -> None:
    text = page(sign_in, cast["member"], "list")
    assert "New objectives must be published by 19 March 2028" in text
    assert "Age, Disability, Gender reassignment" in text


def test_an_empty_list_says_what_will_be_here_and_how_to_begin(cast: dict[str, Person], sign_in: Any) -> None:
    assert "Regulation 5 asks for at least one" in page(sign_in, cast["equality_lead"], "list")
    assert "The equality lead adds them" in page(sign_in, cast["member"], "list")


@pytest.mark.parametrize("copies", [1, 12])
def test_list_and_objective_take_the_same_queries_however_much_there_is(
    indicator: Indicator, cast: dict[str, Person], sign_in: Any, race: Characteristic, copies: int
) -> None:
    original = indicator.objective
    for index in range(copies):
        other = Objective.objects.create(
            title=f"Another objective {index}",
            why="Because",
            owner=cast["officer"],
            unit=original.unit,
            starts_on=original.starts_on,
            ends_on=original.ends_on,
            published_on=original.published_on,
            state="open",
        )
        other.characteristics.add(race)
        more = make_indicator(original, name=f"Another {index}")
        for made in (make_indicator(other), more):
            read(made, "2025-03-31", "22", cast["officer"])
            for group in ("Asian", "Black"):
                read(
                    made, "2025-03-31", "22", cast["officer"], characteristic=race, group=group, denominator=90 + index
                )
    client: Client = sign_in(cast["equality_lead"])
    for url, ceiling in ((reverse("objectives:list"), 22), (original.get_absolute_url(), 24)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= ceiling, [query["sql"][:90] for query in queries]


# One objective


def test_the_objective_tells_how_each_indicator_stands_with_a_chart_and_its_table(
    indicator: Indicator, cast: dict[str, Person], sign_in: Any
) -> None:
    read(indicator, "2025-03-31", "23", cast["officer"], numerator=230, denominator=1000)
    read(indicator, "2026-03-31", "25.5", cast["officer"], note="A new question.")
    text = page(sign_in, cast["member"], "detail", indicator.objective.pk)
    assert "25.5% on 31 March 2026, up from 20% on 31 March 2024. That is 55% of the way" in text
    assert "230 of 1,000" in text
    assert "A new question." in text
    assert "<svg" in text
    assert "Add a reading" not in text


def test_a_hidden_figure_stands_on_no_page(
    indicator: Indicator, cast: dict[str, Person], sign_in: Any, race: Characteristic
) -> None:
    officer = cast["officer"]
    small = read(
        indicator, "2026-03-31", "13.7931", officer, characteristic=race, group="Black", numerator=4, denominator=29
    )
    read(indicator, "2026-03-31", "50", officer, characteristic=race, group="Asian", numerator=45, denominator=90)
    read(indicator, "2026-03-31", "48", officer, characteristic=race, group="White", numerator=480, denominator=1000)
    Reading.objects.filter(pk=small.pk).update(note="Checked")
    Reading.objects.filter(pk=small.pk).update(numerator=3, value="10.3448")
    for person in (officer, cast["equality_lead"], cast["hr_analyst"]):
        for name, pk in (
            ("detail", indicator.objective.pk),
            ("correct-reading", small.pk),
            ("reading-history", small.pk),
        ):
            if name == "correct-reading" and person == cast["hr_analyst"]:
                continue
            text = page(sign_in, person, name, pk)
            assert "13.79" not in text
            assert "10.34" not in text
            assert (
                "hidden to protect people" in text
                or "hidden because few people" in text
                or "are hidden throughout" in text
            )


def test_a_draft_is_only_for_those_who_write_it(objective: Objective, cast: dict[str, Person], sign_in: Any) -> None:
    Objective.objects.filter(pk=objective.pk).update(state="draft")
    assert "being written" in page(sign_in, cast["officer"], "detail", objective.pk)
    assert sign_in(cast["member"]).get(objective.get_absolute_url()).status_code == 404


# Writing


def test_a_lead_writes_an_objective_measures_it_and_puts_it_in_force(
    cast: dict[str, Person], sign_in: Any, race: Characteristic
) -> None:
    client = sign_in(cast["equality_lead"])
    answer = client.post(
        reverse("objectives:add"), OBJECTIVE | {"owner": cast["officer"].pk, "characteristics": [race.pk]}
    )
    written = Objective.objects.get()
    assert answer["Location"] == written.get_absolute_url()
    text = words(client.get(written.get_absolute_url()))
    assert "Add an indicator with a target" in text
    assert "Enter the date the objective was published" in text
    client.post(
        reverse("objectives:add-indicator", args=[written.pk]),
        {
            "name": "Days from asking to the appointment",
            "unit": "days",
            "counts": "people",
            "direction": "decrease",
            "baseline_value": "9.4",
            "baseline_on_0": "31",
            "baseline_on_1": "3",
            "baseline_on_2": "2026",
            "target_value": "5",
            "target_on_0": "31",
            "target_on_1": "March",
            "target_on_2": "2030",
            "reading_every": "12",
            "source": "Bookings",
            "definition": "",
        },
    )
    assert written.indicators.get().target_value == 5
    client.post(
        reverse("objectives:change", args=[written.pk]),
        OBJECTIVE
        | {"published_on_0": "1", "published_on_1": "4", "published_on_2": "2026"}
        | {"owner": cast["officer"].pk, "characteristics": [race.pk], "version": "1"},
    )
    client.post(reverse("objectives:put-in-force", args=[written.pk]))
    assert Objective.objects.get().state == "open"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "Short"}, "Enter what will change in at least ten characters"),
        ({"why": ""}, "Enter why it matters"),
        ({"owner": ""}, "Select who answers for the objective"),
        ({"ends_on_2": "2026", "ends_on_1": "3"}, "Enter a last day after the first day"),
        ({"starts_on_1": "13"}, "Enter the first day as a real date"),
    ],
)
def test_a_wrong_objective_is_told_how_to_be_put_right(
    cast: dict[str, Person], sign_in: Any, fields: dict[str, str], sentence: str
) -> None:
    client = sign_in(cast["equality_lead"])
    response = client.post(reverse("objectives:add"), OBJECTIVE | {"owner": cast["officer"].pk} | fields)
    assert sentence in words(response)
    assert not Objective.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"baseline_value": "4o"}, "Enter the baseline as a number, such as 41.5 or 1,200"),
        ({"baseline_value": ""}, "Enter the baseline, or leave its date empty as well"),
        ({"target_value": ""}, "Enter the target"),
        ({"target_value": "140"}, "Enter a percentage from 0 to 100"),
        ({"target_value": "10"}, "Enter a target above the baseline, or choose another direction"),
        ({"direction": "decrease"}, "Enter a target below the baseline, or choose another direction"),
        ({"target_on_2": "2020"}, "Enter a date for the target after the date of the baseline"),
        ({"name": "Residents who used a library in the last year"}, "already has an indicator of that name"),
    ],
)
def test_a_wrong_indicator_is_told_how_to_be_put_right(
    indicator: Indicator, cast: dict[str, Person], sign_in: Any, fields: dict[str, str], sentence: str
) -> None:
    posted = {
        "name": "Loans",
        "unit": "percent",
        "counts": "people",
        "direction": "increase",
        "baseline_value": "20",
        "baseline_on_0": "31",
        "baseline_on_1": "3",
        "baseline_on_2": "2024",
        "target_value": "30",
        "target_on_0": "31",
        "target_on_1": "3",
        "target_on_2": "2028",
        "reading_every": "12",
        "source": "Survey",
        "definition": "",
    }
    url = reverse("objectives:add-indicator", args=[indicator.objective.pk])
    assert sentence in words(sign_in(cast["equality_lead"]).post(url, posted | fields))
    assert Indicator.objects.count() == 1


def test_a_second_editor_overwrites_nothing_silently(
    objective: Objective, cast: dict[str, Person], sign_in: Any, race: Characteristic
) -> None:
    client = sign_in(cast["equality_lead"])
    url = reverse("objectives:change", args=[objective.pk])
    posted = OBJECTIVE | {"owner": cast["officer"].pk, "characteristics": [race.pk], "version": "1"}
    posted |= {"published_on_0": "1", "published_on_1": "4", "published_on_2": "2026"}
    client.post(url, posted | {"why": "The first editor’s reason"})
    answer = client.post(url, posted | {"why": "The second editor’s reason"})
    text = words(answer)
    assert "Equality Lead saved this after you had opened it" in text
    assert "why it matters is now “The first editor’s reason”" in text
    assert "The second editor’s reason</textarea>" in text
    objective.refresh_from_db()
    assert objective.why == "The first editor’s reason"
    assert 'name="version" value="2"' in text
    client.post(url, posted | {"why": "The second editor’s reason", "version": "2"})
    objective.refresh_from_db()
    assert objective.why == "The second editor’s reason"


def test_names_that_people_configure_are_escaped(
    objective: Objective, cast: dict[str, Person], sign_in: Any, places: Unit
) -> None:
    Characteristic.objects.create(key="bold", name="<b>Bold</b>", position=50)
    Unit.objects.filter(pk=places.pk).update(name="<b>Place</b>")
    Person.objects.filter(pk=cast["officer"].pk).update(job_title="<b>Chief</b>")
    make_indicator(objective, name="<b>Loans</b>", source="<b>Us</b>")
    indicator = objective.indicators.get()
    for name, pk in (
        ("change", objective.pk),
        ("detail", objective.pk),
        ("change-indicator", indicator.pk),
        ("add-reading", indicator.pk),
    ):
        assert "<b>" not in page(sign_in, cast["equality_lead"], name, pk)


# Readings


def test_a_reading_shows_what_it_changes_before_it_is_saved(
    indicator: Indicator, cast: dict[str, Person], sign_in: Any
) -> None:
    client, url = sign_in(cast["officer"]), reverse("objectives:add-reading", args=[indicator.pk])
    text = words(client.post(url, READING | {"numerator": "305", "denominator": "1,000", "value": ""}))
    assert "Check the reading" in text
    assert "<strong>30.5%</strong>" in text
    assert "No reading yet" in text
    assert "Target reached" in text
    assert not Reading.objects.exists()
    again = words(
        client.post(url, READING | {"numerator": "305", "denominator": "1,000", "value": "", "step": "change"})
    )
    assert 'value="305"' in again
    saved = client.post(url, READING | {"numerator": "305", "denominator": "1,000", "value": "", "step": "confirm"})
    assert saved["Location"] == indicator.get_absolute_url()
    reading = Reading.objects.get()
    assert (reading.value, reading.numerator, reading.denominator, reading.recorded_by) == (
        Decimal("30.5"),
        305,
        1000,
        cast["officer"],
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"value": ""}, "Enter the value or both counts"),
        ({"value": "about 30"}, "Enter the value as a number, such as 41.5 or 1,200"),
        ({"value": "130"}, "Enter a percentage from 0 to 100"),
        ({"value": "62", "numerator": "52", "denominator": "96"}, "52 out of 96 gives 54.2, not 62"),
        ({"numerator": "52", "denominator": "0"}, "Enter out of how many: at least 1"),
        ({"numerator": "52"}, "Enter out of how many, or leave both counts empty"),
        ({"numerator": "97", "denominator": "96", "value": ""}, "it cannot be more than the number it is out of"),
        ({"numerator": "2.5", "denominator": "96"}, "Enter how many as a whole number, 0 or more"),
        ({"taken_on_2": "2126"}, "Enter a date that has passed"),
        ({"group": "Asian"}, "Select the characteristic the group belongs to"),
        ({"characteristic": "race"}, "Enter the group the figure is for"),
        ({"characteristic": "race", "group": "Asian"}, "Enter the counts behind a group"),
        ({"taken_on_2": "2025"}, "there is already a reading for that day and group"),
    ],
)
def test_a_wrong_reading_is_told_how_to_be_put_right(
    indicator: Indicator,
    cast: dict[str, Person],
    sign_in: Any,
    race: Characteristic,
    fields: dict[str, str],
    sentence: str,
) -> None:
    read(indicator, "2025-03-31", "23", cast["officer"])
    if fields.get("characteristic"):
        fields = fields | {"characteristic": str(race.pk)}
    url = reverse("objectives:add-reading", args=[indicator.pk])
    posted = READING | {"value": "30", "numerator": "", "denominator": "", "step": "confirm"} | fields
    response = sign_in(cast["officer"]).post(url, posted)
    assert sentence in words(response)
    assert Reading.objects.count() == 1


def test_a_number_of_things_asks_for_no_counts(objective: Objective, cast: dict[str, Person], sign_in: Any) -> None:
    loans = make_indicator(objective, unit="count", baseline_value=None, baseline_on=None, target_value=5000)
    text = page(sign_in, cast["officer"], "add-reading", loans.pk)
    assert 'name="numerator"' not in text
    assert 'name="denominator"' not in text
    url = reverse("objectives:add-reading", args=[loans.pk])
    sign_in(cast["officer"]).post(url, READING | {"value": "4,120", "step": "confirm"})
    assert Reading.objects.get().value == 4120


def test_a_correction_keeps_what_was_said_before(indicator: Indicator, cast: dict[str, Person], sign_in: Any) -> None:
    reading = read(indicator, "2026-03-31", "25", cast["officer"])
    client = sign_in(cast["officer"])
    posted = READING | {"value": "26", "numerator": "", "denominator": "", "version": "1", "step": "confirm"}
    client.post(reverse("objectives:correct-reading", args=[reading.pk]), posted)
    reading.refresh_from_db()
    assert reading.value == 26
    text = words(client.get(reverse("objectives:reading-history", args=[reading.pk])))
    assert "25.0000" in text
    assert "26.0000" in text
    assert "Officer" in text


def test_an_owner_who_lost_their_role_reads_and_records_nothing(
    indicator: Indicator, cast: dict[str, Person], sign_in: Any
) -> None:
    cast["officer"].holdings.update(ends_on=datetime.date(2020, 2, 1))
    url = reverse("objectives:add-reading", args=[indicator.pk])
    assert sign_in(cast["officer"]).get(url).status_code == 404


# Closing


def test_closing_asks_for_the_reason_and_keeps_it(objective: Objective, cast: dict[str, Person], sign_in: Any) -> None:
    client, url = sign_in(cast["equality_lead"]), reverse("objectives:close", args=[objective.pk])
    assert "Enter the reason" in words(client.post(url, {"reason": " "}))
    client.post(url, {"reason": "The new strategy takes over"})
    text = words(client.get(objective.get_absolute_url()))
    assert "The new strategy takes over" in text
    assert "Put it back in force" in text


def test_the_history_of_an_objective_tells_its_characteristics_too(
    objective: Objective, cast: dict[str, Person], sign_in: Any
) -> None:
    text = page(sign_in, cast["member"], "history", objective.pk)
    assert "characteristic it serves" in text
    assert "Race" in text


@pytest.mark.parametrize("copies", [1, 8])
def test_an_objective_shows_what_serves_it_as_far_as_the_reader_may_see_it(
    objective: Objective, cast: dict[str, Person], sign_in: Any, elsewhere: Unit, copies: int
) -> None:
    plan = Plan.objects.create(title="Equality action plan", starts_on="2026-04-01", ends_on="2029-03-31")
    for number in range(copies):
        for unit, title in ((objective.unit, "Open on Sundays"), (elsewhere, "Teach care staff")):
            action = Action.objects.create(plan=plan, reference=f"{number} {title}", description=title, unit=unit)
            action.objectives.add(objective)
        start(cast, f"Proposal {number}").objectives.add(objective)
    client: Client = sign_in(cast["officer"])
    with CaptureQueriesContext(connection) as queries:
        text = words(client.get(objective.get_absolute_url()))
    assert "Open on Sundays" in text
    assert "Teach care staff" not in text
    assert f"Proposal {copies - 1}" in text
    assert len(queries) <= 24, [query["sql"][:90] for query in queries]
