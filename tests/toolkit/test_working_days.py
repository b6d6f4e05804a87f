"""Working days and bank holidays of the four nations."""

import datetime

import pytest

from toolkit.working_days import (
    bank_holidays,
    easter_sunday,
    is_working_day,
    last_working_day,
    why_not_a_working_day,
    working_day_before,
    working_days_after,
    working_days_between,
)

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
    assert {day for day in bank_holidays(year) if day.weekday() < 5} == listed


def test_each_nation_has_holidays_of_its_own() -> None:
    assert is_working_day(D(2026, 11, 30), "england")
    assert not is_working_day(D(2026, 11, 30), "scotland")  # St Andrew’s Day
    assert is_working_day(D(2027, 3, 29), "scotland")  # Easter Monday is none in Scotland
    assert not is_working_day(D(2027, 7, 12), "northern_ireland")
    assert is_working_day(D(2027, 7, 12), "a nation we do not know")


def test_clear_days_lie_wholly_between() -> None:
    assert working_days_between(D(2026, 12, 1), D(2026, 12, 9)) == 5
    assert working_days_between(D(2026, 12, 2), D(2026, 12, 9)) == 4
    assert working_days_between(D(2026, 12, 9), D(2026, 12, 9)) == 0


def test_working_days_are_counted_over_christmas() -> None:
    assert working_days_after(D(2026, 12, 23), 3) == D(2026, 12, 30)  # 24, 29 and 30 December
    assert working_day_before(D(2026, 12, 29)) == D(2026, 12, 24)
    assert last_working_day(D(2026, 12, 24)) == D(2026, 12, 24)
    assert last_working_day(D(2027, 1, 31)) == D(2027, 1, 29)


def test_a_day_says_why_nobody_works() -> None:
    assert why_not_a_working_day(D(2026, 12, 25)) == "Christmas Day"
    assert why_not_a_working_day(D(2026, 11, 22)) == "Sunday"
    assert why_not_a_working_day(D(2026, 11, 23)) == ""


def test_easter_falls_when_the_church_says() -> None:
    days = [easter_sunday(year).isoformat() for year in (2000, 2008, 2019, 2024, 2027, 2038)]
    assert days == ["2000-04-23", "2008-03-23", "2019-04-21", "2024-03-31", "2027-03-28", "2038-04-25"]
