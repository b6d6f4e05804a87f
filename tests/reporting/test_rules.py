import datetime

import pytest

from reporting.rules.clear_days import publish_by
from reporting.rules.duties import next_publication_by
from reporting.rules.years import WrongYear, last_complete_year, report_year, year_of

D = datetime.date


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
