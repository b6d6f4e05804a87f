import datetime
import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from objectives.figures import progress
from objectives.models import Indicator, Objective, Reading
from objectives.presenters import IndicatorCard, ObjectiveCard, in_unit, number
from organisation.models import Characteristic, Person
from tests.objectives.conftest import make_indicator

YEAR = (datetime.date(2025, 4, 1), datetime.date(2026, 3, 31))


def read(indicator: Indicator, on: str, value: str, by: Person, **fields: Any) -> Reading:
    return Reading.objects.create(
        indicator=indicator,
        taken_on=datetime.date.fromisoformat(on),
        value=Decimal(value),
        recorded_by=by,
        **fields,
    )


def card(indicator: Indicator, on: str = "2026-11-22") -> IndicatorCard:
    objective = Objective.objects.with_readings().get(pk=indicator.objective_id)
    return ObjectiveCard(objective, datetime.date.fromisoformat(on)).indicators[0]


def test_a_report_tells_how_each_indicator_stood_at_the_end_of_its_period(
    indicator: Indicator, cast: dict[str, Person], race: Characteristic
) -> None:
    officer = cast["officer"]
    read(indicator, "2025-03-31", "23", officer)
    read(indicator, "2026-03-31", "25.5", officer)
    read(indicator, "2026-09-30", "30", officer)  # after the period
    read(indicator, "2026-03-31", "21", officer, characteristic=race, group="Asian", numerator=42, denominator=200)
    [told] = progress(*YEAR)
    assert (told.characteristics, told.owner, told.directorate) == (["Race"], "Officer", "Place")
    [measured] = told.indicators
    assert (measured.baseline, measured.target, measured.latest, measured.latest_on) == (
        "20",
        "30",
        "25.5",
        "2026-03-31",
    )
    assert measured.status == "on_track"
    assert measured.sentence == (
        "25.5% on 31 March 2026, up from 20% on 31 March 2024. That is 55% of the way to the target of 30% by "
        "31 March 2028, with 50% of the time gone."
    )
    assert measured.readings == [("2024-03-31", "20.0"), ("2025-03-31", "23.0"), ("2026-03-31", "25.5")]
    assert measured.split == [("Race: Asian", "2026-03-31", "21")]
    assert json.loads(json.dumps(asdict(told)))["status"] == "on_track"


def test_a_report_leaves_out_drafts_and_what_was_not_in_force_in_its_period(objective: Objective) -> None:
    assert [told.title for told in progress(*YEAR)] == [objective.title]
    assert progress(datetime.date(2020, 4, 1), datetime.date(2021, 3, 31)) == []
    Objective.objects.update(state="draft")
    assert progress(*YEAR) == []


def test_a_small_group_is_hidden_from_tables_and_reports(
    indicator: Indicator, cast: dict[str, Person], race: Characteristic
) -> None:
    officer = cast["officer"]
    for group, numerator, denominator in [("White", 300, 600), ("Asian", 40, 90), ("Black", 3, 30), ("Mixed", 12, 25)]:
        value = str(round(Decimal(100 * numerator) / denominator, 1))
        read(
            indicator,
            "2026-03-31",
            value,
            officer,
            characteristic=race,
            group=group,
            numerator=numerator,
            denominator=denominator,
        )
    [split] = card(indicator).splits
    shown = {row.group: [cell.text for cell in row.cells] for row in split.rows}
    assert shown["Black"] == ["[c]"]
    assert shown["White"] == ["50.0"]
    assert list(shown.values()).count(["[c]"]) >= 2
    assert "[c]" in dict(split.symbols)
    told = {group: value for group, _on, value in progress(*YEAR)[0].indicators[0].split}
    assert told["Race: Black"] == "[c]"
    assert "10" not in told.values()


def test_a_hidden_value_does_not_show_in_the_decimals_of_the_others(
    indicator: Indicator, cast: dict[str, Person], race: Characteristic
) -> None:
    officer = cast["officer"]
    read(indicator, "2026-03-31", "22", officer)
    small = {"characteristic": race, "numerator": 3, "denominator": 29}
    read(indicator, "2026-03-31", "10.3448", officer, group="Black", **small)
    for group in ("Asian", "White", "Mixed"):
        read(indicator, "2026-03-31", "50", officer, group=group, **small | {"numerator": 45, "denominator": 90})
    found = card(indicator)
    assert [row.value for row in found.rows] == ["22"]
    assert {cell.text for row in found.splits[0].rows for cell in row.cells} == {"50", "[c]"}


def test_a_group_not_read_on_a_day_is_marked_as_not_available(
    indicator: Indicator, cast: dict[str, Person], race: Characteristic
) -> None:
    counts = {"characteristic": race, "numerator": 50, "denominator": 100}
    read(indicator, "2025-03-31", "50", cast["officer"], group="Asian", **counts)
    read(indicator, "2026-03-31", "50", cast["officer"], group="Asian", **counts)
    read(indicator, "2026-03-31", "50", cast["officer"], group="Black", **counts)
    [split] = card(indicator).splits
    assert [(row.group, [cell.text for cell in row.cells]) for row in split.rows] == [
        ("Asian", ["50", "50"]),
        ("Black", ["[x]", "50"]),
    ]


def test_a_figure_for_everybody_with_few_behind_it_is_hidden_with_all_that_gives_it_back(
    indicator: Indicator, cast: dict[str, Person]
) -> None:
    read(indicator, "2025-03-31", "21", cast["officer"], numerator=42, denominator=200)
    read(indicator, "2026-03-31", "1.5", cast["officer"], numerator=3, denominator=200)
    found = card(indicator)
    assert [(row.value, row.counts, row.way) for row in found.rows] == [("21", "42 of 200", "10%"), ("[c]",) * 3]
    assert found.finding == "[c] on 31 March 2026. The target is 30% by 31 March 2028."
    assert [value for _on, value in found.course()] == [Decimal(20), Decimal(21), None]
    [told] = progress(*YEAR)[0].indicators
    assert (told.latest, told.readings[-1]) == ("[c]", ("2026-03-31", "[c]"))
    assert "1.5" not in json.dumps(asdict(told))


def test_a_small_baseline_is_hidden_and_so_is_how_far_things_have_come_from_it(
    objective: Objective, cast: dict[str, Person]
) -> None:
    indicator = make_indicator(objective, name="People who", unit="count", baseline_value=3, target_value=20)
    read(indicator, "2025-03-31", "11", cast["officer"])
    found = card(indicator)
    assert found.baseline_row == "[c]"
    assert [(row.value, row.way) for row in found.rows] == [("11", "[c]")]
    assert "3" not in found.finding.replace("31 March", "")


def test_few_buildings_are_no_secret(objective: Objective, cast: dict[str, Person]) -> None:
    fields = {"unit": "count", "counts": "things", "baseline_value": 3, "target_value": 20}
    indicator = make_indicator(objective, name="Libraries without a step", **fields)
    read(indicator, "2025-03-31", "4", cast["officer"])
    assert [row.value for row in card(indicator).rows] == ["4"]


@pytest.mark.parametrize(
    ("fields", "values", "sentence"),
    [
        (
            {},
            ["30"],
            "30% on 31 March 2025, up from 20% on 31 March 2024. The target of 30% by 31 March 2028 is reached.",
        ),
        ({}, ["20"], "20% on 31 March 2025, the same as on 31 March 2024. That is 0% of the way"),
        ({}, ["19.5"], "19.5% on 31 March 2025, down from 20% on 31 March 2024. It is further from the target"),
        ({}, ["31", "29"], "The target of 30% was reached on 31 March 2025 and has been lost since."),
        ({}, [], "No reading since the baseline of 20% on 31 March 2024. The target is 30% by 31 March 2028."),
        ({"baseline_value": None, "baseline_on": None}, [], "No baseline and no reading yet."),
        ({"target_on": datetime.date(2026, 3, 31)}, ["21", "29"], "was missed, with 90% of the way gone"),
        ({"reading_every": 3}, ["25"], "The last reading, 25% on 31 March 2025, is too old to say how things stand."),
    ],
)
def test_the_finding_is_a_sentence(
    objective: Objective, cast: dict[str, Person], fields: dict[str, Any], values: list[str], sentence: str
) -> None:
    indicator = make_indicator(objective, **fields)
    for year, value in enumerate(values, start=2025):
        read(indicator, f"{year}-03-31", value, cast["officer"])
    assert sentence in card(indicator, "2026-04-01").finding


def test_a_value_is_written_with_its_unit() -> None:
    assert in_unit(Decimal("41.5000"), "percent") == "41.5%"
    assert in_unit(Decimal("1200.0000"), "count") == "1,200"
    assert in_unit(Decimal("2.4000"), "rate_per_1000") == "2.4 per 1,000"
    assert in_unit(Decimal("1.0000"), "days") == "1 day"
    assert in_unit(Decimal("-3"), "percentage_points") == "−3 percentage points"
    assert number(Decimal("5"), 1) == "5.0"


@pytest.mark.parametrize("copies", [1, 12])
def test_figures_take_the_same_few_queries_however_many_objectives_there_are(
    indicator: Indicator, cast: dict[str, Person], copies: int
) -> None:
    original = indicator.objective
    for index in range(copies - 1):
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
        read(make_indicator(other), "2025-03-31", "22", cast["officer"])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(progress(*YEAR)) == copies
    assert len(queries) <= 5
