"""The page that compares two versions."""

import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eqia import services
from eqia.models import Assessment
from organisation.models import Person
from tests.eqia.conftest import attest, fresh, in_state, save

Cast = dict[str, Person]


def revised(cast: Cast) -> Assessment:
    """Approved, opened again, changed and approved a second time."""
    assessment = in_state(cast, "approved")
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="One library was added.")
    assessment = fresh(assessment)
    save(assessment, "proposal", assessment, cast["officer"], summary="Seven libraries will open for 24 hours a week.")
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    attest(assessment, cast["head_of_service"])
    return fresh(assessment)


def words(page: str, tag: str) -> list[str]:
    found = re.findall(rf"<{tag}><span class=\"govuk-visually-hidden\">(\w+:) </span>(.*?)</{tag}>", page, re.DOTALL)
    return [f"{said} {text}" for said, text in found]


def test_what_changed_since_the_one_before_is_marked_and_said(cast: Cast, sign_in: Any) -> None:
    assessment = revised(cast)
    page = sign_in(cast["member"]).get(reverse("eqia:compare", args=[assessment.reference])).content.decode()
    assert "removed: Six" in words(page, "del")
    assert "added: Seven" in words(page, "ins")
    assert "Version 2, approved on" in page
    assert "Unchanged sections" in page


def test_members_compare_only_what_was_approved_and_see_posts(cast: Cast, sign_in: Any) -> None:
    cast["officer"].job_title = "Library development manager"
    cast["officer"].save()
    assessment = revised(cast)
    url = reverse("eqia:compare", args=[assessment.reference])
    client = sign_in(cast["member"])
    for query in ("?after=now", "?before=1", "?before=3&after=4", "?before=2&after=x", "?after="):
        assert client.get(url + query).status_code == (200 if query == "?after=" else 404), query
    page = client.get(url).content.decode()
    body = page[page.index("<main") : page.index("</main>")]
    assert "working copy" not in body
    assert "Library development manager" in body
    assert cast["officer"].full_name not in body.replace("Library development manager", "")


def test_the_working_copy_can_be_compared_with_any_version(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "returned")
    save(assessment, "proposal", assessment, cast["officer"], affected="About 9,400 borrowers and 30 staff.")
    page = sign_in(cast["officer"]).get(reverse("eqia:compare", args=[assessment.reference])).content.decode()
    assert words(page, "del")[-1:] == ["removed: 31"]
    assert "added: 30" in words(page, "ins")


def test_what_is_not_being_written_has_no_working_copy_to_compare(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "approved")
    url = reverse("eqia:compare", args=[assessment.reference])
    assert sign_in(cast["officer"]).get(url + "?after=now").status_code == 404


def test_a_draft_without_versions_shows_that_nothing_differs(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    page = sign_in(cast["officer"]).get(reverse("eqia:compare", args=[draft.reference])).content.decode()
    assert "No word differs between the two" in page


def test_the_versions_page_leads_to_each_comparison(cast: Cast, sign_in: Any) -> None:
    assessment = revised(cast)
    page = sign_in(cast["officer"]).get(reverse("eqia:versions", args=[assessment.reference])).content.decode()
    url = reverse("eqia:compare", args=[assessment.reference])
    assert [number for number in range(1, 5) if f"{url}?after={number}" in page] == [2, 3, 4]


def test_comparing_costs_the_same_however_many_versions_there_are(cast: Cast, sign_in: Any) -> None:
    few, many = in_state(cast, "approved"), revised(cast)
    client = sign_in(cast["officer"])
    for assessment in (few, many):
        url = reverse("eqia:compare", args=[assessment.reference]) + "?before=1&after=2"
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= 14
