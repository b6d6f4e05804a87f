"""The cumulative picture as plain values: what live proposals do together, to whom, where and when.

Counts of proposals, not of people, so nothing needs hiding; but nobody is told of more than they may list. Everything is
read from the tallies, so the number of queries and the time do not depend on how many assessments there are.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from eqia.models import Assessment
from organisation.models import Characteristic, Unit
from oversight.choices import Face
from oversight.models import Counted, Tally
from oversight.querysets import MEASURES
from oversight.rules.cumulative import REPEATEDLY, Sum, added, is_hit_repeatedly
from oversight.rules.years import NOT_SET

MOST_HITS = 12
NAMES = 3


@dataclass(frozen=True)
class Wanted:
    """What to count: an empty value means all. `round` "-" means the proposals of no budget round."""

    round: str = ""
    kind: str = ""
    standing: str = ""
    directorate: int | None = None


@dataclass(frozen=True)
class Group:
    """What is found for one characteristic, in each directorate by its id and together."""

    characteristic: Characteristic
    by_directorate: dict[int, Sum]

    @property
    def sum(self) -> Sum:
        return added(self.by_directorate.values())


@dataclass(frozen=True)
class Hit:
    """One group in one place that several live proposals harm, with the first of their titles."""

    characteristic: Characteristic
    place: str
    sum: Sum
    titles: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Combination:
    """People who share several characteristics, as assessments name them."""

    keys: str
    characteristics: list[Characteristic]
    sum: Sum


@dataclass(frozen=True)
class Picture:
    """`proposals` counts proposals, everything else cards of one group. `quarters` are in order, those without a date last."""

    wanted: Wanted
    proposals: Sum
    directorates: list[Unit]
    by_directorate: dict[int, Sum]
    groups: list[Group]
    quarters: list[tuple[str, Sum]]
    hits: list[Hit]
    hits_in_all: int
    combinations: list[Combination]

    @property
    def cards(self) -> Sum:
        return added(group.sum for group in self.groups)

    @property
    def hit_repeatedly(self) -> list[Group]:
        found = [group for group in self.groups if is_hit_repeatedly(group.sum)]
        return sorted(found, key=lambda group: -group.sum.harmed)


def picture(person: Any, wanted: Wanted) -> Picture:
    """What the person may count, in nine queries at most."""
    tallies = _tallies(person, wanted)
    characteristics = {each.pk: each for each in Characteristic.objects.order_by("-is_statutory", "position", "name")}
    proposals = tallies.filter(face=Face.PROPOSAL).summed("directorate", "quarter")
    by_group: dict[int, dict[int, Sum]] = defaultdict(dict)
    for row in tallies.filter(face=Face.GROUP).summed("characteristic", "directorate"):
        by_group[row["characteristic"]][row["directorate"]] = _sum(row)
    by_directorate: dict[int, Sum] = defaultdict(Sum)
    by_quarter: dict[str, Sum] = defaultdict(Sum)
    for row in proposals:
        by_directorate[row["directorate"]] += _sum(row)
        by_quarter[row["quarter"]] += _sum(row)
    hits, hits_in_all = _hits(person, wanted, tallies, characteristics)
    return Picture(
        wanted=wanted,
        proposals=added(by_directorate.values()),
        directorates=list(Unit.objects.filter(pk__in=by_directorate).order_by("name")),
        by_directorate=dict(by_directorate),
        groups=[Group(each, by_group[pk]) for pk, each in characteristics.items() if pk in by_group],
        quarters=sorted(by_quarter.items(), key=lambda each: (each[0] == NOT_SET, each[0])),
        hits=hits,
        hits_in_all=hits_in_all,
        combinations=_combinations(tallies, characteristics),
    )


def budget_rounds(person: Any) -> list[str]:
    """The budget rounds of the proposals that the person may count."""
    found = Tally.objects.countable_by(person).filter(face=Face.PROPOSAL, kind="").exclude(round="")
    return sorted({row["round"] for row in found.summed("round")} - {NOT_SET})


def counted(person: Any, wanted: Wanted) -> QuerySet:
    """The rows behind the numbers: what a drill-down lists is what was counted."""
    rows = Counted.objects.countable_by(person)
    named = {"round": wanted.round, "kind": wanted.kind, "standing": wanted.standing, "directorate": wanted.directorate}
    return rows.filter(**{name: value for name, value in named.items() if value})


def _tallies(person: Any, wanted: Wanted) -> Any:
    tallies = Tally.objects.countable_by(person).filter(kind=wanted.kind, round=wanted.round)
    if wanted.standing:
        tallies = tallies.filter(standing=wanted.standing)
    return tallies.filter(directorate=wanted.directorate) if wanted.directorate else tallies


def _sum(row: dict[str, Any]) -> Sum:
    return Sum(**{each: row[each] for each in MEASURES})


def _hits(
    person: Any, wanted: Wanted, tallies: Any, characteristics: dict[int, Characteristic]
) -> tuple[list[Hit], int]:
    """The groups in the places that most live proposals harm, and how many such pairs there are in all."""
    rows = tallies.filter(face=Face.PLACE).exclude(characteristic=0).summed("place", "characteristic")
    pairs = sorted(
        (row for row in rows if row["harmed"] >= REPEATEDLY and row["characteristic"] in characteristics),
        key=lambda row: (-row["harmed"], -(row["harmed"] - row["mitigated"]), row["place"], row["characteristic"]),
    )
    shown = pairs[:MOST_HITS]
    titles: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for place, characteristic, reference, title in _titles(person, wanted, shown):
        titles[(place, characteristic)].append((reference, title))
    return [
        Hit(
            characteristics[row["characteristic"]],
            row["place"],
            _sum(row),
            titles[(row["place"], row["characteristic"])],
        )
        for row in shown
    ], len(pairs)


def _titles(person: Any, wanted: Wanted, pairs: list[dict[str, Any]]) -> list[tuple[str, int, str, str]]:
    """(place, characteristic, reference, title) of a few proposals behind each pair, in one query for them all."""
    rows = counted(person, wanted).filter(is_harmed=True)
    each_pair = [
        rows.filter(places__contains=[pair["place"]], characteristic_id=pair["characteristic"])
        .order_by("-assessment_id")
        .values_list("assessment_id", "characteristic_id")[:NAMES]
        for pair in pairs
    ]
    if not each_pair:
        return []
    found = each_pair[0].union(*each_pair[1:], all=True) if len(each_pair) > 1 else each_pair[0]
    harmed = set(found)
    titles = {
        pk: (reference, title, places)
        for pk, reference, title, places in Assessment.objects.filter(pk__in={pk for pk, _group in harmed})
        .order_by("reference")
        .values_list("pk", "reference", "title", "places")
    }
    result = []
    for pair in pairs:
        place, group = pair["place"], pair["characteristic"]
        behind = [pk for pk in titles if (pk, group) in harmed and place in titles[pk][2]]
        result += [(place, group, *titles[pk][:2]) for pk in behind[:NAMES]]
    return result


def _combinations(tallies: Any, characteristics: dict[int, Characteristic]) -> list[Combination]:
    by_key = {each.key: each for each in characteristics.values()}
    rows = tallies.filter(face=Face.COMBINATION).summed("combination")
    found = [
        Combination(
            row["combination"],
            sorted(
                (by_key[key] for key in row["combination"].split("+") if key in by_key),
                key=lambda each: (not each.is_statutory, each.position, each.name),
            ),
            _sum(row),
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: (-each.sum.harmed, -each.sum.total, each.keys))[:MOST_HITS]
