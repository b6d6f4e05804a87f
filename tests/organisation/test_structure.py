"""Directorates, services and employers: a tree of two floors from which nothing that is used disappears."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisation.choices import Role, UnitKind
from organisation.models import Person, Unit
from organisation.services import structure
from toolkit.editing import NotPossible
from toolkit.history import version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(places: Unit) -> Unit:
    return places.children.get()


def test_a_service_is_added_to_a_directorate(as_administrator: Client, places: Unit) -> None:
    url = reverse("organisation:add-unit")
    as_administrator.post(url, {"kind": "service", "name": "Parks", "parent": places.pk, "code": "parks"})
    assert Unit.objects.get(code="parks").parent == places


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"kind": "service", "parent": ""}, "Select the directorate or employer the service stands in"),
        ({"kind": "directorate", "parent": "places"}, "only a service stands in something else"),
        ({"code": "place"}, "this one is taken"),
        ({"code": "two words"}, "Enter a short code of letters, figures, hyphens and underscores only"),
        ({"name": ""}, "Enter the name"),
        ({"kind": ""}, "Select what it is"),
    ],
)
def test_a_wrong_unit_is_refused_in_words_and_nothing_typed_is_lost(
    fields: dict[str, str], error: str, as_administrator: Client, places: Unit
) -> None:
    sent = {"kind": "service", "name": "Parks & <b>gardens</b>", "parent": "places", "code": "parks"} | fields
    sent["parent"] = str(places.pk) if sent["parent"] == "places" else ""
    page = as_administrator.post(reverse("organisation:add-unit"), sent).content.decode()
    assert error in page
    assert "<b>gardens" not in page
    if sent["name"]:
        assert "Parks &amp; &lt;b&gt;gardens" in page
    assert Unit.objects.count() == 3


def test_the_database_keeps_the_tree_at_two_floors(places: Unit, library: Unit, elsewhere: Unit) -> None:
    with pytest.raises(DatabaseError, match="unit_tree_has_two_floors"), transaction.atomic():
        Unit.objects.create(kind=UnitKind.SERVICE, parent=library, name="Branch", code="branch")
    with pytest.raises(DatabaseError, match="unit_tree_has_two_floors"), transaction.atomic():
        Unit.objects.filter(pk=places.pk).update(kind=UnitKind.SERVICE, parent=elsewhere)
    with pytest.raises(IntegrityError, match="unit_service_stands_in_a_directorate"), transaction.atomic():
        Unit.objects.filter(pk=library.pk).update(parent=None)


def test_a_moved_service_is_seen_by_its_new_directorate(
    as_administrator: Client, cast: dict[str, Person], library: Unit, elsewhere: Unit
) -> None:
    as_administrator.post(
        reverse("organisation:move-unit", args=[library.pk]),
        {"parent": elsewhere.pk, "version": version_of(library)},
    )
    library.refresh_from_db()
    assert library.parent == elsewhere
    assert cast["officer_elsewhere"].holds(Role.OFFICER, unit=library)
    assert not cast["officer"].holds(Role.OFFICER, unit=library)


def test_a_renamed_unit_keeps_its_code(as_administrator: Client, library: Unit) -> None:
    url = reverse("organisation:rename-unit", args=[library.pk])
    as_administrator.post(url, {"name": "Libraries and archives", "version": version_of(library)})
    library.refresh_from_db()
    assert (library.name, library.code) == ("Libraries and archives", "libraries")


def test_what_stands_in_the_way_of_closing_is_said_in_sentences(
    as_administrator: Client, cast: dict[str, Person], places: Unit
) -> None:
    sentences = structure.obstacles_to_closing(places, timezone.localdate())
    assert "Close “Libraries” first, or move it to another directorate" in sentences
    assert any(sentence.startswith("End the role of Officer as officer") for sentence in sentences)
    assert sentences[-1] == "Move the 4 people who belong here to another service"
    day = timezone.localdate()
    page = as_administrator.post(
        reverse("organisation:close-unit", args=[places.pk]),
        {
            "closed_on_0": day.day,
            "closed_on_1": day.month,
            "closed_on_2": day.year,
            "version": version_of(places),
        },
    )
    assert "Close “Libraries” first" in page.content.decode()
    places.refresh_from_db()
    assert places.closed_on is None


def test_a_closed_service_offers_nothing_new_and_can_open_again(
    as_administrator: Client, administrator: Person, library: Unit
) -> None:
    today = timezone.localdate()
    structure.close_unit(unit=library, version=version_of(library), by=administrator, closed_on=today)
    assert not Unit.objects.open(today).filter(pk=library.pk).exists()
    assert Unit.objects.open(today - datetime.timedelta(days=1)).filter(pk=library.pk).exists()
    as_administrator.post(reverse("organisation:reopen-unit", args=[library.pk]))
    assert Unit.objects.open(today).filter(pk=library.pk).exists()


def test_a_service_does_not_open_in_a_closed_directorate(administrator: Person, places: Unit, library: Unit) -> None:
    Unit.objects.update(closed_on="2026-01-01")
    with pytest.raises(NotPossible, match="Open “Place” first"):
        structure.reopen_unit(unit=library, by=administrator)


def test_what_records_use_is_never_removed(as_administrator: Client, cast: dict[str, Person], places: Unit) -> None:
    page = as_administrator.post(reverse("organisation:remove-unit", args=[places.pk]), follow=True)
    assert "Records use “Place”, so it cannot be removed. Close it instead." in page.content.decode()
    assert Unit.objects.filter(pk=places.pk).exists()


def test_a_unit_added_by_mistake_can_be_removed(as_administrator: Client, library: Unit) -> None:
    as_administrator.post(reverse("organisation:remove-unit", args=[library.pk]))
    assert not Unit.objects.filter(pk=library.pk).exists()


@pytest.mark.parametrize("count", [1, 30])
def test_structure_and_unit_pages_cost_the_same_however_many(
    count: int, as_administrator: Client, places: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        Unit.objects.create(kind=UnitKind.SERVICE, parent=places, name=f"Service {number}", code=f"s{number}")
        Person.objects.create_user(f"p{number}@example.org", None, full_name=f"P {number}", unit=places)
    with django_assert_max_num_queries(9):
        as_administrator.get(reverse("organisation:structure"))
    # One for each room that could use the unit, until one does.
    with django_assert_max_num_queries(12):
        as_administrator.get(reverse("organisation:unit", args=[places.pk]))
    with django_assert_max_num_queries(12):
        as_administrator.get(reverse("organisation:overview"))
