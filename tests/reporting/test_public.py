"""What the public may read, and that it is nothing else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eqia.models import Assessment
from governance.models import FrozenVersion
from organisation.models import Person
from tests.eqia.conftest import in_state
from tests.reporting.documents import (
    FAKE_PDF,
    a_draft,
    a_frozen_edition,
    a_frozen_pack,
    a_published_edition,
    a_withdrawn_edition,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    """Somebody without a cookie."""
    return Client()


@pytest.fixture
def assessments(cast: dict[str, Person]) -> list[Assessment]:
    """Two published assessments; the first is being revised under another title."""
    found = [in_state(cast, "published", title) for title in ("Closing the mobile library", "New bus stops")]
    Assessment.objects.filter(pk=found[0].pk).update(title="Retaining it after all")
    return found


def titles(page: Any) -> list[str]:
    return [public.payload["title"] for public in page.context["page"]]


def test_the_register_finds_by_words_directorate_and_characteristic(
    reader: Client, assessments: list[Assessment]
) -> None:
    home = reverse("public:home")
    assert len(titles(reader.get(home))) == 2
    assert titles(reader.get(home, {"q": "library MOBILE"})) == ["Closing the mobile library"]
    assert titles(reader.get(home, {"q": assessments[1].reference})) == ["New bus stops"]
    assert titles(reader.get(home, {"q": "retaining after"})) == []
    assert len(titles(reader.get(home, {"directorate": "Place"}))) == 2
    # Both answer “both” for age, “unknown” for gender reassignment and “none” for everybody else.
    for characteristic, count in (("age", 2), ("gender_reassignment", 2), ("race", 0)):
        assert len(titles(reader.get(home, {"characteristic": characteristic}))) == count


@pytest.mark.parametrize(
    "query",
    [
        {"page": "99"},
        {"page": "x"},
        {"q": "\x00"},
        {"q": "%' OR 1=1"},
        {"directorate": "Nowhere"},
        {"characteristic": "zz"},
    ],
)
def test_whatever_is_asked_gets_a_page(reader: Client, assessments: list[Assessment], query: dict[str, str]) -> None:
    assert reader.get(reverse("public:home"), query).status_code == 200


def test_the_public_reads_what_was_published_not_the_working_copy(
    reader: Client, assessments: list[Assessment]
) -> None:
    for url in (reverse("public:home"), reverse("public:assessment", args=[assessments[0].reference])):
        page = reader.get(url).content.decode()
        assert "Closing the mobile library" in page
        assert "Retaining it after all" not in page


def test_an_assessment_shows_the_hash_it_was_frozen_under(reader: Client, assessments: list[Assessment]) -> None:
    version = assessments[0].public_versions.get()
    assert isinstance(version, FrozenVersion)
    page = reader.get(reverse("public:assessment", args=[assessments[0].reference])).content.decode()
    assert version.sha256 in page


def test_a_withdrawn_assessment_says_only_that(reader: Client, cast: dict[str, Person]) -> None:
    reference = in_state(cast, "withdrawn").reference
    page = reader.get(reverse("public:assessment", args=[reference])).content.decode()
    assert "The plan was dropped." in page
    assert "Adjust the proposal" not in page
    assert reader.get(reverse("public:assessment-pdf", args=[reference])).status_code == 404
    assert titles(reader.get(reverse("public:home"))) == []


def test_an_assessment_is_downloaded_as_it_was_published(
    reader: Client, assessments: list[Assessment], keep_pdf: Any
) -> None:
    response = reader.get(reverse("public:assessment-pdf", args=[assessments[0].reference]))
    assert "attachment" in response["Content-Disposition"]
    keep_pdf("public-assessment.pdf", response.content)


@pytest.mark.parametrize("state", ["draft", "returned", "checked", "approved"])
def test_an_unpublished_assessment_does_not_exist_for_the_public(
    reader: Client, cast: dict[str, Person], state: str
) -> None:
    reference = in_state(cast, state).reference
    for name in ("public:assessment", "public:assessment-pdf"):
        assert reader.get(reverse(name, args=[reference])).status_code == 404
    assert titles(reader.get(reverse("public:home"))) == []


@pytest.mark.parametrize("make", [a_draft, a_frozen_edition, a_frozen_pack])
def test_nothing_unpublished_exists_for_the_public(reader: Client, cast: dict[str, Person], make: Any) -> None:
    make(cast)
    assert "2025-26" not in reader.get(reverse("public:home")).content.decode()
    for name in ("public:report", "public:report-pdf"):
        assert reader.get(reverse(name, args=["2025-26"])).status_code == 404


def test_the_published_report_is_the_same_on_the_page_and_in_the_file(reader: Client, cast: dict[str, Person]) -> None:
    edition = a_published_edition(cast)
    page = reader.get(reverse("public:report", args=["2025-26"])).content.decode()
    assert "The year in brief" in page
    assert "1 of 2" in page
    version = edition.versions.get()
    assert version.sha256 in page
    assert version.pdf_sha256 in page
    assert reader.get(reverse("public:report-pdf", args=["2025-26"])).content == FAKE_PDF


def test_a_withdrawn_report_says_so_until_its_successor_is_out(reader: Client, cast: dict[str, Person]) -> None:
    a_withdrawn_edition(cast)
    url = reverse("public:report", args=["2025-26"])
    page = reader.get(url).content.decode()
    assert "A table was wrong." in page
    assert "The year in brief" not in page
    assert reader.get(reverse("public:report-pdf", args=["2025-26"])).status_code == 404
    a_published_edition(cast)
    assert "The year in brief" in reader.get(url).content.decode()


def test_public_pages_are_the_same_for_everybody_and_may_be_kept_by_caches(
    cast: dict[str, Person], assessments: list[Assessment], sign_in: Any
) -> None:
    a_published_edition(cast)
    signed_in = sign_in(cast["equality_lead"])
    for url in (
        reverse("public:home"),
        reverse("public:report", args=["2025-26"]),
        reverse("public:assessment", args=[assessments[0].reference]),
    ):
        response = Client().get(url)
        assert response["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
        assert signed_in.get(url).content == response.content


@pytest.mark.parametrize("many", [1, 3])
def test_the_register_asks_the_database_as_little_for_many_as_for_one(
    reader: Client, cast: dict[str, Person], django_assert_max_num_queries: Any, many: int
) -> None:
    for _number in range(many):
        in_state(cast, "published")
    with django_assert_max_num_queries(7):
        reader.get(reverse("public:home"))
