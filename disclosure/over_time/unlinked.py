"""Editions whose staff rows are gone: what a change in a number says when nobody can tell any more who came and went.

The rows of an earlier day are deleted as the law asks; the numbers stay with readers. Each edition then bounds a count by
itself, and the change between the two is at least what lies between their bounds. Without the rows it is not known how
many people came to a group, so every change that is certain is taken for one of few people, unless it is of the threshold or
more: it is refused where the editions are less than 330 days apart. Over longer times a count is refused only if it is
certain to the person, as in a group in which nobody was before.
"""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from disclosure.attack import intervals
from disclosure.explaining import Attack, Bound, Learnt, Side, Term
from disclosure.linear import Programme
from disclosure.over_time.model import SHORT
from disclosure.over_time.verdict import Kind, Leak
from disclosure.policy import Policy
from disclosure.population import Population, published
from disclosure.publication import Inconsistent, Number, Publication, Status, Sum
from disclosure.releases import Edition, Seen, items_in

Ends = tuple[float, float]


@dataclass
class Changes:
    """The numbers that both editions show, and those among them whose change gives somebody away."""

    judged: list[str] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)


def changes_seen(old: Edition, new: Edition, policy: Policy, where: Sequence[str], *, seconds: float = 60.0) -> Changes:
    """What the numbers of two editions say of those who came or went, each edition attacked by itself."""
    if new.staff is None:
        raise Inconsistent("A release can be judged only with the people behind it.")
    population = new.staff.population
    until = time.monotonic() + seconds
    first, last = (old, new) if old.day <= new.day else (new, old)
    before, after = known_ends(first, population, until), known_ends(last, population, until)
    is_short = (last.day - first.day).days < SHORT
    found = Changes()
    for name in [name for name in new.numbers if name in old.numbers]:
        items = items_in(name)
        if all(attribute in where for attribute, _code in items):
            continue
        found.judged.append(name)
        threshold = policy.threshold_for([attribute for attribute, _code in items])
        for kind, here, there in ((Kind.CAME, after[name], before[name]), (Kind.WENT, before[name], after[name])):
            least, most = max(0.0, here[0] - there[1]), here[1]
            if 1 <= least < threshold and (is_short or least == most):
                learnt = Learnt.EXACT if least == most else Learnt.SOMEBODY
                attack = _attack(name, kind, learnt, first, last, here[0], there[1])
                found.leaks.append(Leak(kind, last.name, name, first.name, learnt, attack))
    return found


def known_ends(edition: Edition, population: Population, until: float) -> Mapping[str, Ends]:
    """What a reader of one edition knows of each of its numbers: the least and the most whole people it can be.

    The true numbers are not needed: any workforce that fits what was shown serves to start the attack from.
    """
    names = set(edition.numbers)
    sums = [
        each
        for each in published(population, [table for table in edition.tables if _is_known(population, table)]).sums
        if each.total in names and names.issuperset(each.parts)
    ]
    shown = _that_fits(edition.numbers, sums)
    found = intervals(shown, seconds=max(0.0, until - time.monotonic()))
    return {
        number.id: found[number.id].integer if number.is_unknown else (number.value, number.value)
        for number in shown.numbers
    }


def _that_fits(numbers: Mapping[str, Seen], sums: Sequence[Sum]) -> Publication:
    """The numbers as a publication, with some whole numbers that fit in the place of the hidden ones."""
    place = {name: at for at, name in enumerate(numbers)}
    ends = [_ends(seen) for seen in numbers.values()]
    rows = [
        ([place[each.total], *(place[part] for part in each.parts)], [-1.0, *(1.0 for _part in each.parts)], 0.0)
        for each in sums
    ]
    values = Programme(
        [low for low, _high in ends], [high for _low, high in ends], rows, whole=[True] * len(ends)
    ).solve()
    if values is None:
        raise Inconsistent("The numbers of an earlier edition do not add up, so nothing can be judged beside it.")
    return Publication(
        tuple(
            Number(name, round(float(value)), Status.PUBLISHED if isinstance(seen, int) else Status.ROUNDED, low, high)
            for (name, seen), value, (low, high) in zip(numbers.items(), values, ends, strict=True)
        ),
        tuple(sums),
        1,
    )


def _ends(seen: Seen) -> Ends:
    if seen is None:
        return 0.0, math.inf
    return (float(seen[0]), float(seen[1])) if isinstance(seen, tuple) else (float(seen), float(seen))


def _is_known(population: Population, table: Sequence[str]) -> bool:
    return set(table) <= {attribute.name for attribute in population.attributes}


def _attack(name: str, kind: Kind, learnt: Learnt, first: Edition, last: Edition, least: float, most: float) -> Attack:
    """The one edition’s number minus the other’s."""
    here, there = (last, first) if kind is Kind.CAME else (first, last)
    terms = (
        Term(Fraction(1), f"{here.name}: {name}", Fraction(least), _side(here.numbers[name], Side.AT_LEAST)),
        Term(Fraction(-1), f"{there.name}: {name}", Fraction(most), _side(there.numbers[name], Side.AT_MOST)),
    )
    return Attack(name, learnt, (Bound(Side.AT_LEAST, Fraction(least - most), terms, True),))


def _side(seen: Seen, otherwise: Side) -> Side:
    return Side.EXACTLY if isinstance(seen, int) else otherwise
