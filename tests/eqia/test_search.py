"""Finding assessments by their words: what is found, in which order, and by whom."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eqia import services
from eqia.models import Assessment, SearchDocument, SearchWord
from eqia.search import find, public_documents, similar
from organisation.models import Characteristic, Person
from tests.eqia.conftest import fill, fresh, in_state, save, start

Cast = dict[str, Person]
REGISTER = "/eqia/"


def found(client: Client, words: str, **more: str) -> list[str]:
    page = client.get(REGISTER, {"q": words, **more})
    return [str(assessment.title) for assessment, *_more in page.context["rows"]]


def write(assessment: Assessment, cast: Cast, **values: Any) -> None:
    save(assessment, "proposal", assessment, cast["officer"], **values)


@pytest.fixture
def three(cast: Cast) -> list[Assessment]:
    """One about libraries in its title, one in its text, one in its evidence."""
    made = [start(cast, title) for title in ("Library opening hours", "Saving on buildings", "Gritting lorries")]
    write(made[1], cast, summary="Two libraries and a café close on Mondays.")
    services.add_item(assessment=made[2], section="evidence", values={"title": "Library survey"}, by=cast["officer"])
    services.index_behind()
    return made


def test_the_title_counts_most_then_the_proposal_then_the_evidence(
    cast: Cast, sign_in: Any, three: list[Assessment]
) -> None:
    Assessment.objects.filter(pk=three[2].pk).update(title="Gritting lorries")
    screening = three[2].screening
    save(three[2], "screening", screening, cast["officer"], result="full", reasons="Some.")
    services.index_working(three[2].pk)
    titles = found(sign_in(cast["officer"]), "library")
    assert titles == ["Library opening hours", "Saving on buildings", "Gritting lorries"]


def test_words_are_found_in_any_form_without_accents_and_marked(
    cast: Cast, sign_in: Any, three: list[Assessment]
) -> None:
    client = sign_in(cast["officer"])
    assert found(client, "cafe closes") == ["Saving on buildings"]
    page = client.get(REGISTER, {"q": "cafe monday"}).content.decode()
    assert '<mark class="app-found">café</mark>' in page
    assert '<mark class="app-found">Mondays</mark>' in page


@pytest.mark.parametrize(
    ("typed", "meant"), [("libary", "library"), ("grittng", "gritting"), ("opning hours", "opening")]
)
def test_misspelt_words_find_what_was_meant(
    cast: Cast, sign_in: Any, three: list[Assessment], typed: str, meant: str
) -> None:
    page = sign_in(cast["officer"]).get(REGISTER, {"q": typed})
    assert page.context["rows"]
    assert meant in page.context["corrected"]
    assert "Nothing you may read has" in page.content.decode()


def test_what_an_officer_wrote_is_escaped_in_titles_and_snippets(cast: Cast, sign_in: Any) -> None:
    made = start(cast, "<b>Bins</b> and <script>alert(1)</script>")
    write(made, cast, summary='Bins <img src=x onerror="alert(1)"> at night \ue000bins\ue001')
    services.index_working(made.pk)
    page = sign_in(cast["officer"]).get(REGISTER, {"q": "bins"}).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>Bins" not in page
    assert '<mark class="app-found">Bins</mark>' in page


def test_members_and_clerks_search_what_was_approved_not_what_is_being_written(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "published")
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="Again.")
    assessment = fresh(assessment)
    write(assessment, cast, summary="Seven bookmobiles will be sold.", title="Selling the bookmobiles")
    services.index_working(assessment.pk)
    assert found(sign_in(cast["officer"]), "bookmobiles") == ["Selling the bookmobiles"]
    for who in ("member", "committee_clerk"):
        client = sign_in(cast[who])
        page = client.get(REGISTER, {"q": "bookmobiles"}).content.decode()
        assert "Selling" not in page
        # Not even as a correction of a word that is nearly the same.
        assert client.get(REGISTER, {"q": "bookmobile s"}).context["corrected"] == ""
        assert client.get(REGISTER, {"q": "bookmobyles"}).context["corrected"] == ""
        listed = client.get(REGISTER, {"q": "libraries"}).content.decode()
        assert "New library opening hours" in re.sub(r"</?mark[^>]*>", "", listed)
        assert "Selling the bookmobiles" not in client.get(REGISTER).content.decode()


def test_nobody_finds_or_is_told_what_they_may_not_see(cast: Cast, sign_in: Any, three: list[Assessment]) -> None:
    for who in ("officer_elsewhere", "member"):
        page = sign_in(cast[who]).get(REGISTER, {"q": "libary"})
        assert page.context["rows"] == []
        assert page.context["corrected"] == ""
    client = sign_in(cast["officer_elsewhere"])
    assert client.get(reverse("eqia:similar"), {"title": "Library opening hours"}).content.decode().strip() == ""


def test_the_public_searches_the_public_version(cast: Cast) -> None:
    assessment = in_state(cast, "approved")
    services.hide_words(assessment=assessment, words="Keep Saturdays", reason="personal", by=cast["committee_clerk"])
    services.publish_assessment(assessment=assessment, by=cast["committee_clerk"])
    home = reverse("public:home")
    for words, finds in (("libraries", True), ("libary", True), ("saturdays", False), ("saturday", False)):
        page = Client().get(home, {"q": words})
        assert bool(page.context["rows"]) is finds, words
    assert "library" in Client().get(home, {"q": "libary"}).content.decode()
    assert not SearchWord.objects.filter(audience="public", word="saturdays").exists()


def test_a_word_that_no_document_has_any_more_is_forgotten(cast: Cast) -> None:
    first, second = start(cast, "Moving the beehives"), start(cast, "Moving the beehives again")
    services.index_behind()
    for assessment in (first, second):
        assert SearchWord.objects.filter(word="beehives").exists()
        write(assessment, cast, title="Moving")
        services.index_working(assessment.pk)
    assert not SearchWord.objects.filter(word="beehives").exists()


def test_saving_has_the_assessment_indexed_once_it_is_committed(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assessment = start(cast, "Bus lanes")
    with django_capture_on_commit_callbacks(execute=True):
        write(assessment, cast, summary="For cyclists")
    assert find(SearchDocument.objects.all(), "cyclist").documents.get().assessment == assessment


def test_a_saving_whose_indexing_was_lost_is_caught_up(cast: Cast) -> None:
    assessment = start(cast, "Bus lanes")
    assert services.index_behind() == 1
    assert services.index_behind() == 0
    write(assessment, cast, summary="For cyclists")
    assert services.index_behind() == 1


def test_similar_titles_are_offered_once_before_starting(cast: Cast, sign_in: Any, three: list[Assessment]) -> None:
    client = sign_in(cast["officer"])
    assert "Library opening hours" in client.get(reverse("eqia:similar"), {"title": "Opening library"}).content.decode()
    assert client.get(reverse("eqia:similar"), {"title": "Swans"}).content.decode().strip() == ""
    posted = {"title": "Shorter library opening hours", "kind": "service_change", "unit": str(three[0].unit_id)}
    page = client.post(reverse("eqia:start"), posted)
    assert "Has anyone done this?" in page.content.decode()
    assert "Library opening hours" in page.content.decode()
    assert Assessment.objects.count() == 3
    client.post(reverse("eqia:start"), posted | {"looked": "1"})
    assert Assessment.objects.count() == 4


def test_similar_goes_by_telling_words_and_spelling(cast: Cast, three: list[Assessment]) -> None:
    everything = SearchDocument.objects.all()
    assert next(each.title for each in similar(everything, "Libary opening hour")) == "Library opening hours"
    assert similar(everything, "The change of our services") == []
    assert similar(everything, "") == []


@pytest.mark.parametrize(
    "words",
    [
        "\x00",
        "'",
        "a & | ! ( :*",
        "\\",
        '"unclosed',
        "or",
        "-",
        "%",
        "x" * 5000,
        "👩🏽‍🚒",
        "\ud800".encode("utf-8", "replace").decode(),
    ],
)
def test_whatever_is_searched_for_gets_a_page(cast: Cast, sign_in: Any, three: list[Assessment], words: str) -> None:
    client = sign_in(cast["officer"])
    assert client.get(REGISTER, {"q": words}).status_code == 200
    assert client.get(reverse("eqia:similar"), {"title": words}).status_code == 200
    assert Client().get(reverse("public:home"), {"q": words}).status_code == 200
    assert list(find(public_documents(), words).documents) == []


def test_filters_for_leads_narrow_what_was_found(cast: Cast, sign_in: Any) -> None:
    made = in_state(cast, "approved")
    Assessment.objects.filter(pk=made.pk).update(places=["Brackenford"], options_formed_on="2020-01-01")
    start(cast, "Library books")
    services.index_behind()
    client = sign_in(cast["equality_lead"])
    race = Characteristic.objects.get(key="race")
    for more, finds in (
        ({}, 2),
        ({"place": "bracken"}, 1),
        ({"place": "Nowhere"}, 0),
        ({"conclusion": "adjust"}, 1),
        ({"late": "on"}, 1),
        ({"decision_from": "2027-01-14", "decision_to": "2027-01-14"}, 1),
        ({"decision_from": "2027-01-15"}, 0),
        ({"decision_from": "nonsense"}, 2),
        ({"characteristic": str(race.pk)}, 0),
    ):
        assert len(found(client, "library", **more)) == finds, more


@pytest.mark.parametrize("many", [1, 12])
@pytest.mark.parametrize("words", ["library", "libary", "zzzz zzzz zzzz zzzz"])
def test_a_search_asks_no_more_of_the_database_for_many_than_for_one(
    cast: Cast, sign_in: Any, many: int, words: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(many):
        fill(start(cast, f"Library {number}"), cast) if number == 0 else start(cast, f"Library {number}")
    services.index_behind()
    client = sign_in(cast["officer"])
    with django_assert_max_num_queries(32):
        client.get(REGISTER, {"q": words})
    with django_assert_max_num_queries(14):
        client.get(reverse("eqia:similar"), {"title": "Library hours"})
