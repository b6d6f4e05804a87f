import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from governance.errors import MoveForbidden, MoveRefused
from governance.services import move
from objectives.models import Indicator, Objective, Reading
from organisation.models import Characteristic, Person
from tests.objectives.conftest import make_indicator


def test_an_objective_ends_after_it_starts(objective: Objective) -> None:
    with pytest.raises(IntegrityError, match="objective_ends_after_it_starts"):
        Objective.objects.filter(pk=objective.pk).update(ends_on=objective.starts_on)


def test_an_objective_in_force_has_been_published(objective: Objective) -> None:
    with pytest.raises(IntegrityError, match="objective_in_force_is_published"):
        Objective.objects.filter(pk=objective.pk).update(published_on=None)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"baseline_on": None}, "indicator_baseline_has_a_value_and_a_date"),
        ({"target_on": datetime.date(2024, 3, 31)}, "indicator_target_is_later_than_the_baseline"),
        ({"target_value": Decimal(10)}, "indicator_target_lies_in_its_direction"),
        ({"direction": "decrease"}, "indicator_target_lies_in_its_direction"),
    ],
)
def test_an_indicator_makes_sense(objective: Objective, fields: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        make_indicator(objective, **fields)


def test_an_indicator_has_one_reading_for_a_day_and_group(
    indicator: Indicator, cast: dict[str, Person], race: Characteristic
) -> None:
    same = {
        "indicator": indicator,
        "taken_on": datetime.date(2025, 3, 31),
        "value": Decimal(21),
        "recorded_by": cast["officer"],
    }
    Reading.objects.create(**same)
    Reading.objects.create(**same, characteristic=race, group="Asian")
    Reading.objects.create(**same, characteristic=race, group="Black")
    for split in ({}, {"characteristic": race, "group": "Asian"}):
        with transaction.atomic(), pytest.raises(IntegrityError, match="reading_is_the_only_one_of_its_day_and_group"):
            Reading.objects.create(**same, **split)


def test_a_group_belongs_to_a_characteristic(indicator: Indicator, cast: dict[str, Person]) -> None:
    with pytest.raises(IntegrityError, match="reading_group_belongs_to_a_characteristic"):
        Reading.objects.create(
            indicator=indicator, taken_on="2025-03-31", value=1, group="Asian", recorded_by=cast["officer"]
        )


def test_an_objective_comes_into_force_only_when_it_is_specific_measurable_and_published(
    objective: Objective, cast: dict[str, Person], race: Characteristic
) -> None:
    Objective.objects.filter(pk=objective.pk).update(state="draft", published_on=None)
    objective.characteristics.clear()
    lead = cast["equality_lead"]
    with pytest.raises(MoveRefused) as refused:
        move(objective, "put_in_force", by=lead)
    assert [sentence.split(",")[0] for sentence in refused.value.sentences] == [
        "Choose at least one characteristic",
        "Add an indicator with a target",
        "Enter the date the objective was published",
    ]
    objective.characteristics.add(race)
    make_indicator(objective)
    Objective.objects.filter(pk=objective.pk).update(published_on="2024-03-20")
    assert move(objective, "put_in_force", by=lead).state == "open"


def test_only_a_lead_closes_an_objective_and_says_why(objective: Objective, cast: dict[str, Person]) -> None:
    with pytest.raises(MoveForbidden):
        move(objective, "close", by=cast["officer"], reason="Done")
    with pytest.raises(MoveRefused, match="reason"):
        move(objective, "close", by=cast["equality_lead"])
    closed = move(objective, "close", by=cast["equality_lead"], reason="The new strategy takes over")
    assert closed.moves.get().reason == "The new strategy takes over"
