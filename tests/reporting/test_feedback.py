"""You said, we did: what the public reads of consultations, from what is published and from nothing else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eqia import services
from eqia.models import Assessment
from organisation.models import Characteristic, Person
from tests.eqia.conftest import attest, fill, in_state, start

Cast = dict[str, Person]


def published(cast: Cast, title: str, said: str = "Keep Saturdays.", *keys: str) -> Assessment:
    assessment = fill(start(cast, title), cast)
    item = assessment.consultations.get()
    item.you_said, item.we_did = said, "Saturdays are kept." if said else ""
    item.save()
    item.characteristics.set(Characteristic.objects.filter(key__in=keys))
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    attest(assessment, cast["head_of_service"])
    services.publish_assessment(assessment=assessment, by=cast["committee_clerk"])
    return assessment


def test_what_was_said_and_done_is_read_together_and_by_whom_it_concerned(cast: Cast, client: Client) -> None:
    published(cast, "Opening hours", "Keep Saturdays.", "age", "disability")
    published(cast, "A new ramp", "Make it less steep.", "disability")
    published(cast, "Nothing to tell", "")
    url = reverse("public:you-said")
    everything = client.get(url).content.decode()
    assert "2 published EqIAs" in everything
    assert "Keep Saturdays." in everything
    assert "Nothing to tell" not in everything
    for key, titles in (("age", {"Opening hours"}), ("disability", {"Opening hours", "A new ramp"}), ("race", set())):
        page = client.get(url, {"characteristic": key}).content.decode()
        assert {title for title in ("Opening hours", "A new ramp") if title in page} == titles, key
    assert "2 published EqIAs" in client.get(url, {"characteristic": "' OR 1=1"}).content.decode()


def test_each_published_assessment_has_its_own_page_if_it_answers_anybody(cast: Cast, client: Client) -> None:
    told, silent = published(cast, "Opening hours"), published(cast, "Nothing to tell", "")
    page = client.get(reverse("public:you-said-in", args=[told.reference])).content.decode()
    assert "Saturdays are kept." in page
    assert client.get(reverse("public:you-said-in", args=[silent.reference])).status_code == 404
    link = reverse("public:you-said-in", args=[told.reference])
    assert link in client.get(reverse("public:assessment", args=[told.reference])).content.decode()


@pytest.mark.parametrize("state", ["draft", "approved", "withdrawn"])
def test_nothing_is_told_of_what_is_not_published(cast: Cast, client: Client, state: str) -> None:
    assessment = in_state(cast, state)
    assert client.get(reverse("public:you-said-in", args=[assessment.reference])).status_code == 404
    assert "0 published EqIAs" in client.get(reverse("public:you-said")).content.decode()


def test_a_later_draft_changes_nothing_on_the_public_page(cast: Cast, client: Client) -> None:
    assessment = published(cast, "Opening hours")
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="New figures")
    assessment.consultations.update(you_said="Something not yet agreed")
    page = client.get(reverse("public:you-said")).content.decode()
    assert "Keep Saturdays." in page
    assert "Something not yet agreed" not in page


@pytest.mark.parametrize("number", [1, 8])
def test_the_page_takes_the_same_number_of_queries_for_one_and_for_many(
    number: int, cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    for each in range(number):
        published(cast, f"Proposal {each}")
    client.get(reverse("public:you-said"))
    with django_assert_max_num_queries(8):
        client.get(reverse("public:you-said"))
