from typing import Any

import pytest

from organisation.models import Organisation, Person, Unit


@pytest.fixture
def analyst(cast: dict[str, Person], council: Organisation) -> Any:
    """The HR analyst of a body whose population is known."""
    council.area = "Kent"
    council.save()
    return cast["hr_analyst"]


@pytest.fixture
def schools(council: Organisation) -> Unit:
    return Unit.objects.create(kind="employer", name="Testshire schools", code="schools")
