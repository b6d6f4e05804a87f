"""The yearly programme: agreed once and frozen, late by its dates, begun without any judgement."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oversight.choices import Stand
from oversight.models import ProgrammeEntry
from oversight.presenters.programme import programme_rows, totals
from oversight.services.programme import add_entry, agree_programme, drop_entry, start_from_entry
from tests.oversight.making import entry, programme
from toolkit.editing import NotPossible
from toolkit.history import version_of

TODAY = datetime.date(2026, 11, 22)


def rows(made: Any) -> Any:
    return programme_rows([made], ProgrammeEntry.objects.filter(programme=made).with_progress(), TODAY)


def test_what_was_agreed_stays_counted_whatever_comes_or_goes_later(cast: Any) -> None:
    made = programme()
    first, _second = entry(made), entry(made, "Archive by appointment")
    agreed = agree_programme(programme=made, by=cast["director"])
    add_entry(
        programme=agreed,
        by=cast["officer"],
        unit=agreed.unit,
        title="An afterthought",
        kind="policy",
        relevance="It came up.",
        starts_on=TODAY,
        screened_by=TODAY,
        assessed_by=TODAY,
    )
    drop_entry(
        entry=first,
        version=version_of(ProgrammeEntry.objects.get(pk=first.pk)),
        reason="Done by the district",
        by=cast["officer"],
    )
    counts = totals(rows(agreed))
    assert (counts["agreed"], counts["added"], counts["dropped"]) == (2, 1, 1)
    frozen = agreed.versions.get()
    assert frozen.is_intact
    assert [each["title"] for each in frozen.payload["entries"]] == [first.title, "Archive by appointment"]


def test_a_programme_is_agreed_once_and_not_empty(cast: Any) -> None:
    made = programme()
    with pytest.raises(NotPossible, match="Add what is to be assessed"):
        agree_programme(programme=made, by=cast["director"])
    entry(made)
    agree_programme(programme=made, by=cast["director"])
    with pytest.raises(NotPossible, match="already"):
        agree_programme(programme=made, by=cast["director"])


def test_an_assessment_begun_from_an_entry_takes_over_title_kind_and_service_only(cast: Any) -> None:
    made = entry(programme())
    assessment = start_from_entry(entry=made, by=cast["officer"])
    assert (assessment.title, assessment.kind, assessment.unit) == (made.title, made.kind, made.unit)
    assert (assessment.aims, assessment.summary, assessment.screening.result) == ("", "", "")
    assert set(assessment.impacts.values_list("effect", flat=True)) == {""}
    with pytest.raises(NotPossible, match="started already"):
        start_from_entry(entry=made, by=cast["officer"])


def test_nobody_begins_an_assessment_who_may_not_write_it(cast: Any) -> None:
    with pytest.raises(NotPossible, match="officer"):
        start_from_entry(entry=entry(programme()), by=cast["officer_elsewhere"])


def test_an_entry_moves_from_late_to_screened_to_assessed_with_its_assessment(cast: Any) -> None:
    made = programme()
    begun = start_from_entry(entry=entry(made), by=cast["officer"])
    [row] = rows(made)
    assert row.entries[0].stand == Stand.LATE
    assert row.entries[0].days_late == (TODAY - datetime.date(2026, 7, 1)).days
    begun.screening.result = "full"
    begun.screening.save()
    assert rows(made)[0].entries[0].stand == Stand.SCREENED
    type(begun)._base_manager.filter(pk=begun.pk).update(approved_on=TODAY)
    assert rows(made)[0].entries[0].stand == Stand.ASSESSED


def test_a_member_sees_the_agreed_programme_but_not_which_draft_stands_behind_it(cast: Any, sign_in: Any) -> None:
    made = programme()
    begun = start_from_entry(entry=entry(made), by=cast["officer"])
    client = sign_in(cast["member"])
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "Fees for parking" not in client.get("/oversight/programme/?year=2026").content.decode()
    agree_programme(programme=made, by=cast["director"])
    for address in (
        made.get_absolute_url(),
        "/oversight/programme/?year=2026",
        "/oversight/programme/table.csv?year=2026",
    ):
        shown = client.get(address).getvalue().decode()
        assert "Fees for parking near schools" in shown
        assert begun.reference not in shown


def test_dates_out_of_order_are_refused_beside_the_date_and_nothing_is_lost(cast: Any, sign_in: Any) -> None:
    made = programme()
    sent = {
        "title": "Meals at home",
        "kind": "contract",
        "unit": made.unit.pk,
        "relevance": "Halal and kosher food",
        "starts_on_0": "1", "starts_on_1": "9", "starts_on_2": "2026",
        "screened_by_0": "1", "screened_by_1": "8", "screened_by_2": "2026",
        "assessed_by_0": "1", "assessed_by_1": "7", "assessed_by_2": "2026",
    }  # fmt: skip
    shown = sign_in(cast["officer"]).post(f"/oversight/programme/{made.pk}/add/", sent).content.decode()
    assert "Screening must be on or after the day work starts" in shown
    assert "Halal and kosher food" in shown
    assert not made.entries.exists()


@pytest.mark.parametrize("year", ["abc", "0", "99999999999999999999", "-1", "²"])
def test_a_year_that_is_none_shows_this_one(cast: Any, sign_in: Any, year: str) -> None:
    assert sign_in(cast["member"]).get("/oversight/programme/", {"year": year}).status_code == 200


def test_the_pages_ask_as_little_of_many_entries_as_of_one(cast: Any, sign_in: Any) -> None:
    made = programme()
    client = sign_in(cast["equality_lead"])
    for number in range(5):
        start_from_entry(entry=entry(made, f"Entry {number}"), by=cast["officer"])
        for address in (made.get_absolute_url(), "/oversight/programme/?year=2026"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            assert len(queries) <= 16, [each["sql"] for each in queries]


def test_the_extract_for_a_body_is_an_accessible_paper(cast: Any, sign_in: Any, keep_pdf: Any) -> None:
    made = programme()
    entry(made)
    agree_programme(programme=made, by=cast["director"])
    keep_pdf("eqia-programme.pdf", sign_in(cast["member"]).get("/oversight/programme/extract.pdf?year=2026").content)
