"""What may be said about the workforce outside HR: the one door for pages, reports and packs.

Every number in these shapes is protected already: it may be shown as it stands, in a table, a chart, its text
alternative, a sentence, a CSV file or a PDF. Nothing here can be turned back into a hidden count.
"""

import dataclasses
import datetime
from dataclasses import dataclass, field
from typing import Any

from disclosure import HIDDEN, shown_percent
from organisation.benchmarks import ATTRIBUTION, Benchmark, benchmarks_for
from organisation.code_lists import CODE_LISTS
from organisation.models import Organisation
from workforce.models import Snapshot

GROUP = "group "  # how the key of a group of answers begins


@dataclass(frozen=True)
class Category:
    """People with one answer. `level` is 1 for a group or an answer on its own, 2 for an answer within a group.

    `percent_shown` is of those who declared, `percent_of_all` of the headcount; a missing answer has only the latter.
    `count` and `share` (in percent, of those who declared) are None where they are hidden; `benchmark_share` is None
    where the benchmark does not give it.
    """

    key: str
    label: str
    level: int
    count_shown: str
    percent_shown: str
    percent_of_all: str
    benchmark_percent: str | None = None
    count: int | None = None
    share: float | None = None
    benchmark_share: float | None = None
    change: str = ""


@dataclass(frozen=True)
class CharacteristicProfile:
    key: str
    name: str
    measures: str
    declared_shown: str
    declared_rate: str
    response_rate: str
    base_note: str
    categories: list[Category]
    missing: list[Category]
    threshold: int
    has_hidden: bool
    benchmark_source: str = ""


@dataclass(frozen=True)
class Part:
    """The body, or one of its directorates."""

    name: str
    headcount: str
    characteristics: list[CharacteristicProfile]


@dataclass(frozen=True)
class DirectorateTable:
    """Shares by directorate, ready to print: a cell is a count, a percentage or the symbol for a hidden one."""

    key: str
    title: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""


@dataclass(frozen=True)
class Profile:
    """The workforce on one day. `is_exact` is true only on HR's own pages, and never in what `profile` returns."""

    as_at: str
    headcount: str
    characteristics: list[CharacteristicProfile]
    directorates: list[Part] = field(default_factory=list)
    by_directorate: list[DirectorateTable] = field(default_factory=list)
    compared_with: str = ""
    area: str = ""
    stands_in_for: str = ""
    attribution: str = ""
    is_exact: bool = False

    @property
    def date(self) -> datetime.date:
        return datetime.date.fromisoformat(self.as_at)

    @property
    def compared_on(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.compared_with) if self.compared_with else None

    def as_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


def profile(snapshot: Snapshot, *, previous: Snapshot | None = None) -> Profile:
    """The protected figures of a snapshot, with changes since another in percentage points if one is given.

    Reads what was worked out when the snapshot came in; counts nothing. The tables by directorate come only with the
    latest figures shown: two editions side by side would show who left a small one.
    """
    found = from_json(snapshot.figures)
    latest = latest_shown()
    if latest is not None and latest.as_at > snapshot.as_at:
        found = dataclasses.replace(found, directorates=[], by_directorate=[])
    if previous is not None:
        found = with_changes(found, from_json(previous.figures))
    return with_population(found, Organisation.the().area)


def latest_shown() -> Snapshot | None:
    """The snapshot whose figures stand for the body now."""
    return Snapshot.objects.of_the_body().shown().order_by("-as_at").first()


def shown_before(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot that a year-on-year change is measured from."""
    earlier = Snapshot.objects.filter(employer=snapshot.employer_id).shown().filter(as_at__lt=snapshot.as_at)
    return earlier.order_by("-as_at").first()


def from_json(stored: dict[str, Any]) -> Profile:
    return Profile(
        **stored
        | {
            "characteristics": _characteristics(stored["characteristics"]),
            "directorates": [
                Part(**part | {"characteristics": _characteristics(part["characteristics"])})
                for part in stored["directorates"]
            ],
            "by_directorate": [DirectorateTable(**table) for table in stored["by_directorate"]],
        }
    )


def _characteristics(stored: list[dict[str, Any]]) -> list[CharacteristicProfile]:
    return [
        CharacteristicProfile(
            **one
            | {
                "categories": [Category(**category) for category in one["categories"]],
                "missing": [Category(**category) for category in one["missing"]],
            }
        )
        for one in stored
    ]


def with_changes(now: Profile, before: Profile) -> Profile:
    """The same profile with each share's change in percentage points, hidden where one of the two shares is."""
    earlier = {(one.key, category.key): category.share for one in before.characteristics for category in one.categories}

    def changed(one: CharacteristicProfile) -> CharacteristicProfile:
        return dataclasses.replace(
            one,
            categories=[
                dataclasses.replace(category, change=change_in_points(earlier[one.key, category.key], category.share))
                if (one.key, category.key) in earlier
                else category
                for category in one.categories
            ],
        )

    return dataclasses.replace(
        now, characteristics=[changed(one) for one in now.characteristics], compared_with=before.as_at
    )


def with_population(found: Profile, area: str) -> Profile:
    """The same profile with the shares of an area's residents beside those of staff, where we hold them."""
    benchmarks = benchmarks_for(area)
    if not benchmarks:
        return found
    any_one = next(iter(benchmarks.values()))
    return dataclasses.replace(
        found,
        characteristics=[_beside(one, benchmarks.get(one.key)) for one in found.characteristics],
        directorates=[
            dataclasses.replace(
                part, characteristics=[_beside(one, benchmarks.get(one.key)) for one in part.characteristics]
            )
            for part in found.directorates
        ],
        area=any_one.area,
        stands_in_for=any_one.stands_in_for,
        attribution=ATTRIBUTION,
    )


def _beside(one: CharacteristicProfile, benchmark: Benchmark | None) -> CharacteristicProfile:
    if benchmark is None:
        return one
    categories = []
    for category in one.categories:
        share = (
            benchmark.group_share(CODE_LISTS[one.key], category.key.removeprefix(GROUP))
            if category.key.startswith(GROUP)
            else benchmark.share(category.key)
        )
        if share is not None:
            shown = shown_percent(round(share * 10**6), 10**6)
            category = dataclasses.replace(category, benchmark_percent=shown, benchmark_share=100 * share)
        categories.append(category)
    return dataclasses.replace(one, categories=categories, benchmark_source=str(benchmark))


def change_in_points(before: float | None, now: float | None) -> str:
    """`+0.4`, `−1.2` or `0.0` percentage points; the symbol where one of the two shares is hidden."""
    if before is None or now is None:
        return HIDDEN
    change = round(now - before, 1)
    return f"+{change:.1f}" if change > 0 else f"−{-change:.1f}" if change < 0 else "0.0"
