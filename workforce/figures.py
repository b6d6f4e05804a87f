"""What may be said about the workforce outside HR: the one door for pages, reports and packs.

Every figure is made from the numbers of a release and from nothing else: it may be shown as it stands, in a table, a
chart, its text alternative, a sentence, a CSV file or a PDF. Nothing here can be turned back into a hidden count, and of a
snapshot without a live release there is nothing to say.
"""

import dataclasses

from disclosure import HIDDEN, shown_percent
from organisation.benchmarks import ATTRIBUTION, Benchmark, benchmarks_for
from organisation.code_lists import CODE_LISTS
from organisation.models import Organisation
from workforce.crossing import Crossing, Figure, Line, Numbers, crossings, figure, left_out, tidy
from workforce.method import Facts, Passage, method
from workforce.models import Release, Snapshot
from workforce.outputs import policy_from_json
from workforce.population import DIRECTORATE, GROUP
from workforce.profiles import Category, CharacteristicProfile, DirectorateTable, Part, Profile, profile_of
from workforce.sources import Source, current_facts, facts_of, source_for

__all__ = [
    "Category",
    "CharacteristicProfile",
    "Crossing",
    "DirectorateTable",
    "Facts",
    "Figure",
    "Line",
    "NotReleased",
    "Part",
    "Passage",
    "Profile",
    "Source",
    "as_released",
    "current_facts",
    "facts_of",
    "figure",
    "latest_shown",
    "left_out",
    "method",
    "profile",
    "shown_before",
    "source_for",
    "tidy",
]


class NotReleased(LookupError):
    """There is no live release of this snapshot, so nothing of it may be said outside HR."""


def profile(snapshot: Snapshot, *, previous: Snapshot | None = None) -> Profile:
    """The figures of a snapshot's live release, with changes since another's in percentage points if one is given.

    The tables by directorate come only with the latest figures shown: two editions side by side would invite comparing
    them. Raises NotReleased.
    """
    release = _live(snapshot)
    found = dataclasses.replace(as_released(release), facts=facts_of(release))
    latest = latest_shown()
    if latest is not None and latest.as_at > snapshot.as_at:
        found = dataclasses.replace(found, directorates=[], by_directorate=[], tables=[])
    if previous is not None:
        found = with_changes(found, as_released(_live(previous)))
    return with_population(found, Organisation.the().area)


def as_released(release: Release) -> Profile:
    """What the numbers of a release say, whatever became of it: for its own page and for what is built on a live one."""
    found = profile_of(
        release.numbers,
        as_at=release.snapshot.as_at.isoformat(),
        parts=release.labels.get(DIRECTORATE, {}),
        policy=policy_from_json(release.policy),
    )
    tables = crossings(Numbers(release.numbers, release.labels))
    return dataclasses.replace(found, tables=tables)


def _live(snapshot: Snapshot) -> Release:
    found = Release.objects.live().filter(snapshot=snapshot).first()
    if found is None:
        raise NotReleased(snapshot)
    found.snapshot = snapshot
    return found


def latest_shown() -> Snapshot | None:
    """The snapshot whose figures stand for the body now."""
    return Snapshot.objects.of_the_body().shown().order_by("-as_at").first()


def shown_before(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot that a year-on-year change is measured from."""
    earlier = Snapshot.objects.filter(employer=snapshot.employer_id).shown().filter(as_at__lt=snapshot.as_at)
    return earlier.order_by("-as_at").first()


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
