import datetime

import pytest

from reporting.rules.clear_days import bank_holidays, clear_days_between, publish_by
from reporting.rules.duties import next_publication_by
from reporting.rules.years import WrongYear, last_complete_year, report_year, year_of

D = datetime.date

# As published by the Government for England and Wales.
BANK_HOLIDAYS = {
    2022: ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"],
    2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_bank_holidays_are_those_the_government_lists(year: int) -> None:
    listed = {D(year, int(day[:2]), int(day[3:])) for day in BANK_HOLIDAYS[year]}
    assert bank_holidays(year) == listed


@pytest.mark.parametrize(
    ("meeting_on", "jurisdiction", "latest"),
    [
        (D(2026, 12, 9), "england", D(2026, 12, 1)),
        (D(2026, 12, 9), "wales", D(2026, 12, 3)),
        (D(2026, 12, 14), "england", D(2026, 12, 4)),  # a Monday: two weekends lie between
        (D(2027, 1, 6), "england", D(2026, 12, 24)),  # Christmas, its substitute and New Year's Day do not count
        (D(2026, 4, 9), "england", D(2026, 3, 30)),  # Good Friday and Easter Monday do not count
        (D(2026, 12, 9), "scotland", None),
    ],
)
def test_papers_are_published_enough_clear_working_days_before(
    meeting_on: D, jurisdiction: str, latest: D | None
) -> None:
    assert publish_by(meeting_on, jurisdiction) == latest


def test_a_day_later_leaves_one_clear_day_fewer() -> None:
    assert clear_days_between(D(2026, 12, 1), D(2026, 12, 9)) == 5
    assert clear_days_between(D(2026, 12, 2), D(2026, 12, 9)) == 4
    assert clear_days_between(D(2026, 12, 9), D(2026, 12, 9)) == 0


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [("2025-26", D(2025, 4, 1), D(2026, 3, 31)), ("2099-00", D(2099, 4, 1), D(2100, 3, 31))],
)
def test_a_report_year_runs_from_april_to_march(label: str, first: D, last: D) -> None:
    year = report_year(label)
    assert (year.starts_on, year.ends_on) == (first, last)


@pytest.mark.parametrize("label", ["2025", "2025-27", "2025/26", "25-26", "", "abcd-ef", "1025-26"])
def test_a_wrong_year_says_how_to_write_one(label: str) -> None:
    with pytest.raises(WrongYear, match="write it as 2025-26"):
        report_year(label)


def test_the_last_complete_year_is_over() -> None:
    assert last_complete_year(D(2026, 11, 22)).label == "2025-26"
    assert last_complete_year(D(2026, 3, 31)).label == "2024-25"
    assert last_complete_year(D(2026, 4, 1)).label == "2025-26"
    assert year_of(D(2026, 3, 31)).label == "2025-26"


def test_the_next_report_is_due_within_a_year_of_the_last() -> None:
    assert next_publication_by(D(2026, 3, 31)) == D(2027, 3, 30)
    assert next_publication_by(D(2024, 2, 29)) == D(2025, 2, 28)
