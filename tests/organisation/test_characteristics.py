"""The nine of the Equality Act, and local ones that are never taken for statutory."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisation.choices import Aim
from organisation.models import Characteristic, Person
from organisation.rules import PROTECTED_CHARACTERISTICS, aims_for
from organisation.services import characteristics
from toolkit.history import version_of

pytestmark = pytest.mark.django_db
LIST = "/organisation/characteristics/"


@pytest.fixture
def carers(administrator: Person) -> Characteristic:
    return characteristics.add_characteristic(by=administrator, name="Unpaid carers")


def test_the_nine_are_there_from_the_first_day() -> None:
    statutory = Characteristic.objects.statutory()
    assert {each.key: each.name for each in statutory} == PROTECTED_CHARACTERISTICS
    assert len(statutory) == 9


@pytest.mark.parametrize("key", PROTECTED_CHARACTERISTICS)
def test_marriage_and_civil_partnership_counts_for_the_first_aim_only(key: str) -> None:
    expected = (Aim.ELIMINATE,) if key == "marriage_civil_partnership" else tuple(Aim)
    assert aims_for(key) == expected


def test_a_local_characteristic_says_that_it_is_not_statutory_wherever_it_is_shown(
    as_administrator: Client, carers: Characteristic
) -> None:
    assert str(carers) == "Unpaid carers (not statutory)"
    assert carers.key == "unpaid_carers"
    assert "Unpaid carers (not statutory)" in as_administrator.get(LIST).content.decode()


@pytest.mark.parametrize("name", ["Age", "sexual orientation", " Religion or Belief "])
def test_a_local_one_cannot_pass_for_one_of_the_nine(name: str, as_administrator: Client) -> None:
    page = as_administrator.post(reverse("organisation:add-characteristic"), {"name": name})
    assert "The Equality Act already names this characteristic" in page.content.decode()


def test_nor_by_being_renamed(as_administrator: Client, carers: Characteristic) -> None:
    page = as_administrator.post(
        reverse("organisation:characteristic", args=[carers.key]), {"name": "Race", "version": version_of(carers)}
    )
    assert "The Equality Act already names this characteristic" in page.content.decode()


@pytest.mark.parametrize("values", [{"is_statutory": True}, {"key": "race2", "is_statutory": True}])
def test_the_database_lets_only_the_nine_be_statutory(values: dict[str, Any], carers: Characteristic) -> None:
    with pytest.raises(IntegrityError, match="characteristic_statutory_is_one_of_the_nine"), transaction.atomic():
        Characteristic.objects.filter(pk=carers.pk).update(**values)


def test_the_nine_are_worded_locally_beside_the_acts_own_name(as_administrator: Client) -> None:
    disability = Characteristic.objects.get(key="disability")
    as_administrator.post(
        reverse("organisation:characteristic", args=["disability"]),
        {"name": "Disabled people", "description": "People with impairments", "version": version_of(disability)},
    )
    disability.refresh_from_db()
    assert str(disability) == "Disabled people"
    assert disability.legal_name == "Disability"
    assert "in the Act: Disability" in as_administrator.get(LIST).content.decode()


def test_a_statutory_one_never_retires(as_administrator: Client, race: Characteristic) -> None:
    page = as_administrator.post(reverse("organisation:retire-characteristic", args=["race"]), follow=True)
    assert "cannot be retired" in page.content.decode()
    with pytest.raises(IntegrityError, match="characteristic_statutory_never_retires"), transaction.atomic():
        Characteristic.objects.filter(key="race").update(retired_on="2026-01-01")


def test_a_retired_one_is_no_longer_offered_but_stays_and_can_come_back(
    as_administrator: Client, carers: Characteristic
) -> None:
    today = timezone.localdate()
    as_administrator.post(reverse("organisation:retire-characteristic", args=[carers.key]))
    assert carers not in Characteristic.objects.in_use(today)
    assert carers in Characteristic.objects.in_use(today - datetime.timedelta(days=1))
    assert Characteristic.objects.filter(pk=carers.pk).exists()
    as_administrator.post(reverse("organisation:bring-back-characteristic", args=[carers.key]))
    assert carers in Characteristic.objects.in_use(today)


def test_a_name_with_markup_is_shown_as_it_was_typed(as_administrator: Client, administrator: Person) -> None:
    characteristics.add_characteristic(by=administrator, name="<b>Carers</b>", description="<script>x</script>")
    page = as_administrator.get(LIST).content.decode()
    assert "&lt;b&gt;Carers" in page
    assert "<b>Carers" not in page
    assert "<script>x" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_many(
    count: int, as_administrator: Client, administrator: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        characteristics.add_characteristic(by=administrator, name=f"Local {number}")
    with django_assert_max_num_queries(9):
        as_administrator.get(LIST)
