import datetime
from decimal import Decimal
from typing import Any

import pytest

from objectives.models import Indicator, Objective
from organisation.models import Characteristic, Person, Unit


@pytest.fixture
def objective(cast: dict[str, Person], places: Unit, race: Characteristic) -> Objective:
    """An objective in force for four years, owned by the officer."""
    record = Objective.objects.create(
        title="More people from ethnic minorities use our libraries",
        why="Two in five residents borrow books; among ethnic minorities it is one in four.",
        owner=cast["officer"],
        unit=places,
        starts_on=datetime.date(2024, 4, 1),
        ends_on=datetime.date(2028, 3, 31),
        published_on=datetime.date(2024, 3, 20),
        state="open",
    )
    record.characteristics.add(race)
    return record


@pytest.fixture
def indicator(objective: Objective) -> Indicator:
    """From 20% on 31 March 2024 to 30% on 31 March 2028."""
    return make_indicator(objective)


def make_indicator(objective: Objective, **fields: Any) -> Indicator:
    return Indicator.objects.create(
        objective=objective,
        **{
            "name": "Residents who used a library in the last year",
            "unit": "percent",
            "direction": "increase",
            "baseline_value": Decimal(20),
            "baseline_on": datetime.date(2024, 3, 31),
            "target_value": Decimal(30),
            "target_on": datetime.date(2028, 3, 31),
            "source": "Residents’ survey",
        }
        | fields,
    )
