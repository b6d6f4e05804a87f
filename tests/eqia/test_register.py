"""The register: who sees what, search, filters, order, and a ceiling on queries."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from eqia import services
from eqia.models import Assessment
from organisation.models import Characteristic, Person, Unit
from tests.eqia.conftest import in_state, save, start

Cast = dict[str, Person]
REGISTER = "/eqia/"


def titles(client: Any, query: str = "") -> list[str]:
    return [str(assessment.title) for assessment, *_more in client.get(REGISTER + query).context["rows"]]


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer", {"draft", "approved", "published"}),
        ("director", {"draft", "approved", "published"}),
        ("equality_lead", {"draft", "approved", "published"}),
        ("member", {"approved", "published"}),
        ("committee_clerk", {"approved", "published"}),
        ("officer_elsewhere", set()),
    ],
)
def test_each_role_sees_what_it_may(cast: Cast, sign_in: Any, who: str, sees: set[str]) -> None:
    for state in ("draft", "approved", "published"):
        in_state(cast, state, title=state)
    assert set(titles(sign_in(cast[who]))) == sees


def test_search_finds_words_in_any_form_and_references(cast: Cast, sign_in: Any) -> None:
    library = start(cast, "Opening hours of libraries")
    start(cast, "Gritting lorries")
    services.index_behind()
    client = sign_in(cast["officer"])
    assert titles(client, "?q=hour") == ["Opening hours of libraries"]
    assert titles(client, f"?q={library.reference}") == ["Opening hours of libraries"]
    assert titles(client, "?q=gritt") == ["Gritting lorries"]
    assert titles(client, "?q=nothing") == []


def test_filters_narrow_the_register(cast: Cast, sign_in: Any) -> None:
    in_state(cast, "published", "Library hours")
    start(cast, "Gritting lorries")
    client = sign_in(cast["equality_lead"])
    place, adults = Unit.objects.get(code="place"), Unit.objects.get(code="adults")
    age, race = Characteristic.objects.get(key="age"), Characteristic.objects.get(key="race")
    assert titles(client, "?state=finished") == ["Library hours"]
    assert titles(client, "?state=draft") == ["Gritting lorries"]
    assert len(titles(client, f"?directorate={place.pk}")) == 2
    assert titles(client, f"?directorate={adults.pk}") == []
    assert titles(client, f"?characteristic={age.pk}") == ["Library hours"]
    assert titles(client, f"?characteristic={race.pk}") == []
    assert titles(client, "?kind=closure") == []
    assert titles(client, "?mine=on") == []
    assert len(titles(sign_in(cast["officer"]), "?mine=on")) == 2


def test_the_register_can_be_sorted_and_ignores_an_unknown_order(cast: Cast, sign_in: Any) -> None:
    for title in ("B", "A", "C"):
        start(cast, title)
    client = sign_in(cast["officer"])
    assert titles(client, "?sort=title") == ["A", "B", "C"]
    assert titles(client, "?sort=-title") == ["C", "B", "A"]
    assert len(titles(client, "?sort=password")) == 3


def test_an_empty_register_says_how_to_begin(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast["officer"]).get(REGISTER).content.decode()
    assert "Assessments will be listed here" in page
    assert reverse("eqia:start") in page


@pytest.mark.parametrize("count", [1, 12])
def test_the_register_asks_no_more_of_the_database_for_many_than_for_one(
    cast: Cast, sign_in: Any, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        start(cast, f"Proposal {number}")
    client = sign_in(cast["officer"])
    with django_assert_max_num_queries(17):
        assert len(titles(client)) == count


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize(("page", "ceiling"), [("assessment", 36), ("submit", 46), ("history", 24)])
def test_a_page_of_one_assessment_has_a_ceiling_of_queries(
    cast: Cast, sign_in: Any, page: str, ceiling: int, count: int, django_assert_max_num_queries: Any
) -> None:
    assessment = in_state(cast, "returned")
    add_many(assessment, cast, count)
    client = sign_in(cast["officer"])
    with django_assert_max_num_queries(ceiling):
        assert client.get(reverse(f"eqia:{page}", args=[assessment.reference])).status_code == 200


def add_many(assessment: Assessment, cast: Cast, count: int) -> None:
    from eqia.services import add_item

    for number in range(count):
        add_item(assessment=assessment, section="evidence", values={"title": f"Survey {number}"}, by=cast["officer"])
        values = {"description": f"Step {number}", "lead_person": cast["officer"], "due_on": datetime.date(2027, 3, 1)}
        add_item(assessment=assessment, section="mitigation", values=values, by=cast["other_officer"])


def test_the_history_names_the_card_and_shows_what_was_there_before(cast: Cast, sign_in: Any) -> None:
    draft = start(cast)
    card = draft.impacts.get(characteristic__key="age")
    save(draft, "impact/age", card, cast["officer"], effect="negative", harm="Fewer mornings", aims=["advance"])
    save(draft, "impact/age", card, cast["officer"], harm="Fewer mornings and no Saturdays")
    url = reverse("eqia:history", args=[draft.reference])
    page = sign_in(cast["officer"]).get(url).content.decode()
    assert "impact, Age" in page
    assert "<del>Fewer mornings</del>" in page
    assert "Advance equality of opportunity" in page
    assert page.count("app-timeline__item") < 8
