"""Figures that were shown before there was a ledger are known, so they are taken into it."""

from importlib import import_module

migration = import_module("workforce.migrations.0004_what_had_left")

FIGURES = {
    "headcount": "1,160",
    "characteristics": [
        {
            "key": "religion",
            "declared_shown": "1,100",
            "categories": [{"key": "muslim", "count_shown": "12"}, {"key": "sikh", "count_shown": "[c]"}],
            "missing": [{"key": "missing 92", "count_shown": "60"}],
        }
    ],
    "directorates": [
        {"name": "Place", "headcount": "80", "characteristics": []},
        {"name": "All other parts", "headcount": "40", "characteristics": []},
    ],
}


def test_every_count_of_an_old_profile_gets_the_name_that_a_release_gives_it() -> None:
    assert dict(migration.numbers_in(FIGURES, {"Place": "place"})) == {
        "everybody": 1160,
        "religion=declared": 1100,
        "religion=muslim": 12,
        "religion=sikh": None,
        "religion=missing 92": 60,
        "directorate=place": 80,
        "directorate=other parts": 40,
    }


def test_a_profile_that_showed_nothing_leaves_nothing_behind() -> None:
    assert list(migration.numbers_in(FIGURES | {"headcount": "[c]"}, {})) == []
