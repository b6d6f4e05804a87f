"""When evidence is out of date."""

import datetime

import pytest

from evidence.rules import age_in_years, is_stale, stale_from

DAY = datetime.date


@pytest.mark.parametrize(
    ("describes", "published", "review", "years", "expected"),
    [
        (DAY(2019, 3, 31), None, None, 5, DAY(2024, 3, 31)),
        # It ages from what it describes, not from when it was printed.
        (DAY(2019, 3, 31), DAY(2026, 1, 5), None, 5, DAY(2024, 3, 31)),
        (None, DAY(2023, 6, 1), None, 5, DAY(2028, 6, 1)),
        # A promised look counts, if it comes first.
        (DAY(2025, 3, 31), None, DAY(2026, 9, 1), 5, DAY(2026, 9, 1)),
        (DAY(2015, 3, 31), None, DAY(2027, 9, 1), 5, DAY(2020, 3, 31)),
        (None, None, DAY(2027, 9, 1), 5, DAY(2027, 9, 1)),
        (DAY(2021, 3, 21), None, None, 10, DAY(2031, 3, 21)),
        (DAY(2024, 2, 29), None, None, 1, DAY(2025, 2, 28)),
        (None, None, None, 5, None),
    ],
)
def test_evidence_ages_from_the_last_day_it_describes(
    describes: datetime.date | None,
    published: datetime.date | None,
    review: datetime.date | None,
    years: int,
    expected: datetime.date | None,
) -> None:
    found = stale_from(describes_until=describes, published_on=published, review_by=review, years=years)
    assert found == expected


def test_it_is_stale_from_its_day_on_and_undated_evidence_is_never_called_stale() -> None:
    assert not is_stale(DAY(2026, 11, 22), DAY(2026, 11, 21))
    assert is_stale(DAY(2026, 11, 22), DAY(2026, 11, 22))
    assert not is_stale(None, DAY(2026, 11, 22))


@pytest.mark.parametrize(
    ("describes", "on", "years"),
    [
        (DAY(2019, 3, 31), DAY(2026, 3, 30), 6),
        (DAY(2019, 3, 31), DAY(2026, 3, 31), 7),
        (DAY(2024, 2, 29), DAY(2025, 2, 28), 0),
        (DAY(2027, 1, 1), DAY(2026, 1, 1), 0),
    ],
)
def test_age_is_told_in_whole_years(describes: datetime.date, on: datetime.date, years: int) -> None:
    assert age_in_years(describes, on) == years
