"""The linked tables of a release, as a report and its files show them."""

import pytest

from disclosure import HIDDEN, ROUNDS_TO_ZERO
from workforce.crossing import Crossing, Numbers, crossings, figure, left_out, natural, tidy

LABELS = {
    "directorate": {"place": "Place", "adults": "Adults", "other parts": "All other parts"},
    "grade": {"G10": "G10", "G2": "G2"},
    "hours": {"part time": "Part time", "full time": "Full time", "not recorded": "Not recorded"},
}
SEEN = {
    "everybody": 100,
    "grade=G2": 60,
    "grade=G10": 40,
    "sex=declared": 100,
    "sex=female": 70,
    "sex=male": 30,
    "grade=G2 & sex=declared": 60,
    "grade=G2 & sex=female": 57,
    "grade=G2 & sex=male": None,
    "grade=G10 & sex=declared": 40,
    "grade=G10 & sex=female": [10, 14],
    "grade=G10 & sex=male": None,
    "hours=full time & sex=female": 50,
    "hours=part time & sex=female": 20,
    "hours=full time & sex=male": None,
    "hours=part time & sex=male": None,
}


def table(key: str) -> Crossing:
    return next(each for each in crossings(Numbers(SEEN, LABELS)) if each.key == key)


def test_only_what_was_released_has_a_table() -> None:
    assert {each.key for each in crossings(Numbers(SEEN, LABELS))} == {"grade & sex", "sex & hours"}
    assert crossings(Numbers({}, {})) == []


def test_grades_and_directorates_stand_in_an_order_that_people_expect() -> None:
    assert [line.key for line in table("grade & sex").lines] == ["G2", "G10", "all"]
    assert [code for code, _label in Numbers(SEEN, LABELS).entries("directorate")] == ["adults", "place", "other parts"]
    assert sorted(["Band 10", "Band 8a", "Band 9"], key=natural) == ["Band 8a", "Band 9", "Band 10"]


def test_a_share_needs_its_count_and_its_base() -> None:
    first, second, whole = table("grade & sex").lines
    assert [(cell.shown, cell.percent) for cell in first.cells] == [("57", "95.0%"), (HIDDEN, HIDDEN)]
    assert [cell.shown for cell in whole.cells] == ["70", "30"]
    assert second.cells[1].count is None
    assert second.cells[1].share is None


def test_what_is_known_as_an_interval_is_shown_as_one_and_never_drawn() -> None:
    rounded = table("grade & sex").lines[1].cells[0]
    assert (rounded.shown, rounded.percent) == ("10 to 14", "25.0% to 35.0%")
    assert rounded.count is rounded.share is None


@pytest.mark.parametrize(
    ("seen", "base", "shown", "percent"),
    [
        (0, 40, "0", "0.0%"),
        (1, 10_000, "1", ROUNDS_TO_ZERO),
        (5, 19, "5", HIDDEN),  # a share of few people gives the count back
        (5, 0, "5", HIDDEN),
        (5, None, "5", HIDDEN),
        (None, 40, HIDDEN, HIDDEN),
        ((5, 9), 19, "5 to 9", HIDDEN),
        ((5, 9), None, "5 to 9", HIDDEN),
        # A rounded base: whatever the two numbers are, the share lies between these.
        ((8, 12), (38, 42), "8 to 12", "19.0% to 31.6%"),
        (40, (38, 42), "40", "95.2% to 100.0%"),
        ((0, 2), (98, 102), "0 to 2", "0.0% to 2.0%"),
        ((8, 12), (18, 22), "8 to 12", HIDDEN),
    ],
)
def test_figures_as_they_are_shown(seen: object, base: object, shown: str, percent: str) -> None:
    found = figure(seen, base)  # type: ignore[arg-type]
    assert (found.shown, found.percent) == (shown, percent)
    assert (found.share is None) == (percent == HIDDEN or "to" in percent)


def test_shares_by_hours_are_of_everybody_of_that_sex() -> None:
    women, men, _everybody = table("sex & hours").lines
    assert [cell.percent for cell in women.cells] == ["71.4%", "28.6%", HIDDEN]
    assert all(cell.shown == HIDDEN for cell in men.cells)


def test_a_table_of_nothing_but_signs_is_left_out() -> None:
    hidden = {name: None if " & " in name else value for name, value in SEEN.items()}
    assert all(each.is_left_out for each in crossings(Numbers(hidden, LABELS)))
    assert not table("grade & sex").is_left_out


def test_what_is_left_out_is_named() -> None:
    said = left_out(crossings(Numbers(SEEN, LABELS)))
    assert "Religion or belief by grade" in said
    assert "Sex by grade" not in said
    assert not any("directorate" in title for title in said), "nothing at all is published by directorate"


def test_the_long_form_has_every_cell_once() -> None:
    rows = tidy(crossings(Numbers(SEEN, LABELS)))
    assert len({tuple(row[:3]) for row in rows}) == len(rows)
    assert ["Sex by grade", "G2", "Male", HIDDEN, HIDDEN] in rows
    assert ["Sex by grade", "G2", "Everybody", "60", ""] in rows
