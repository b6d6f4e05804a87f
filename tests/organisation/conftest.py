from typing import Any

import pytest
from django.test import Client

from organisation.models import Person


@pytest.fixture
def administrator(cast: dict[str, Person]) -> Person:
    return cast["administrator"]


@pytest.fixture
def as_administrator(administrator: Person, sign_in: Any) -> Client:
    return sign_in(administrator)
