import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from organisation.code_lists import CodeList

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. © Crown copyright. "
    "Source: Office for National Statistics, Census 2021."
)
_RESIDENTS = "all usual residents"
_ANSWERED = "all usual residents who answered"
_OVER_16 = "residents aged 16 and over who answered"
# Which file holds an area, and what each of its tables counts: (source, base).
_FILES = {"Kent": "kent_2021.csv"}
# The demonstration council's county is made up; a real one of its size lends it its people.
_STANDS_IN = {"Wealdshire": "Kent"}
AREAS = (*_FILES, *_STANDS_IN)
_TABLES = {
    "sex": ("Census 2021, sex", _RESIDENTS),
    "ethnicity": ("Census 2021, TS021 ethnic group", _RESIDENTS),
    "disability": ("Census 2021, TS038 disability", _RESIDENTS),
    "religion": ("Census 2021, TS030 religion", _ANSWERED),
    "sexual_orientation": ("Census 2021, TS077 sexual orientation", _OVER_16),
    "gender_identity": ("Census 2021, TS078 gender identity, approximate", "all residents aged 16 and over"),
}
_NOT_A_CATEGORY = {"not_answered", "everyone_else"}


@dataclass(frozen=True)
class Benchmark:
    """Residents of one area by the categories of one code list.

    `base` is the number of people the shares are of, `base_words` who they are; `stands_in_for` names a made-up area
    that these people are lent to. A category that the source does not
    give has no share: it is not available, which is not the same as none.
    """

    code_list: str
    area: str
    year: int
    source: str
    base_words: str
    base: int
    people: Mapping[str, int]
    stands_in_for: str = ""

    def share(self, *categories: str) -> float | None:
        """The share of residents in any of the categories, between 0 and 1; None if one is not available."""
        if any(category not in self.people for category in categories):
            return None
        return sum(self.people[category] for category in categories) / self.base

    def group_share(self, code_list: CodeList, group: str) -> float | None:
        return self.share(*(category.key for category in code_list.categories if category.group == group))

    def __str__(self) -> str:
        where = f"{self.area}, standing in for the made-up {self.stands_in_for}" if self.stands_in_for else self.area
        return f"{self.source}; {where}; {self.base_words}"


@cache
def benchmarks_for(area: str) -> Mapping[str, Benchmark]:
    """The benchmarks we hold for an area, by the key of the code list; empty if we hold none."""
    stands_in_for, area = (area, _STANDS_IN[area]) if area in _STANDS_IN else ("", area)
    if area not in _FILES:
        return {}
    people: dict[str, dict[str, int]] = {}
    with (Path(__file__).parent / _FILES[area]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            people.setdefault(row["code_list"], {})[row["category"]] = int(row["people"])
    found = {}
    for key, counts in people.items():
        source, base_words = _TABLES[key]
        not_answered = counts.get("not_answered", 0)
        found[key] = Benchmark(
            code_list=key,
            area=area,
            year=2021,
            source=source,
            base_words=base_words,
            base=sum(counts.values()) - not_answered,
            people={category: count for category, count in counts.items() if category not in _NOT_A_CATEGORY},
            stands_in_for=stands_in_for,
        )
    return found
