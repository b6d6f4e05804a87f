"""The attack in words: the few published numbers that, added and subtracted, tell a reader what was to stay hidden.

Every bound on a hidden number is a combination of sums (the dual of the linear programme that finds the bound). Among all
combinations that reach it, the one is looked for that uses the fewest published numbers, and those as often as once. It is
then worked out again in exact fractions: what is returned holds, whatever the solver did.
"""

import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from disclosure.attack import Exposure
from disclosure.linear import EXACT, Endless, Programme, Unfinished
from disclosure.publication import Number, Publication, Status, Sum

# A combination may use a sum this finely divided; what needs finer parts convinces nobody.
FINEST = 24
# Besides the numbers it uses, a combination costs a little for each sum, so that it takes no detours.
DETOUR = 1e-3


class Learnt(StrEnum):
    """What a reader learns of a number that was to stay hidden."""

    EXACT = "exact"
    SOMEBODY = "somebody"
    FEW = "few"
    EVERYBODY = "everybody"
    NARROW = "narrow"

    @property
    def sentence(self) -> str:
        return {
            Learnt.EXACT: "A reader could work out the exact number.",
            Learnt.SOMEBODY: "A reader could tell that there is somebody.",
            Learnt.FEW: "A reader could tell that there are only a few.",
            Learnt.EVERYBODY: "A reader could tell that it is everybody.",
            Learnt.NARROW: "A reader could work it out more closely than was promised.",
        }[self]


class Side(StrEnum):
    """What a combination proves of a number."""

    EXACTLY = "exactly"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Term:
    """A number that readers know, and how often it is added (or subtracted: below zero).

    `known` says whether it is known exactly, or, of a rounded number, as at least or at most `value`.
    """

    times: Fraction
    name: str
    value: Fraction
    known: Side = Side.EXACTLY


@dataclass(frozen=True, slots=True)
class Bound:
    """Published numbers that together give what a hidden number is, or is at least or at most."""

    side: Side
    value: Fraction
    terms: tuple[Term, ...]
    is_of_people: bool = False

    @property
    def sentence(self) -> str:
        """“Place (40) minus Place, White (37) gives exactly 3.” It holds true values."""
        added = sorted((term for term in self.terms if term.value), key=lambda term: term.times < 0)
        nothing = [words_of(term.name) for term in self.terms if not term.value]
        words = []
        for place, term in enumerate(added):
            often = "" if abs(term.times) == 1 else f"{_written(abs(term.times))} times "
            sign = "minus " if term.times < 0 else "plus " if place else ""
            known = "" if term.known is Side.EXACTLY else f"{term.known} "
            words.append(f"{sign}{often}{words_of(term.name)} ({known}{_written(term.value)})")
        given = f"{self.side} {_written(self.value)}"
        if self.is_of_people and self.value.denominator > 1:
            whole = math.ceil(self.value) if self.side is Side.AT_LEAST else math.floor(self.value)
            given += f", and people are whole, so {self.side} {whole:,}"
        reason = f"{' and '.join(nothing)} {'is' if len(nothing) == 1 else 'are'} 0" if nothing else ""
        if not words:
            return f"{_begun(reason)}, so it is {given}." if reason else f"Everybody knows that it is {given}."
        return f"{_begun(' '.join(words))} gives {given}{f', as {reason}' if reason else ''}."


@dataclass(frozen=True, slots=True)
class Attack:
    """How a reader gets at one number: one combination, or two where one bounds it from each side."""

    name: str
    learnt: Learnt
    bounds: tuple[Bound, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(term for bound in self.bounds for term in bound.terms)

    @property
    def sentence(self) -> str:
        said = " ".join(bound.sentence for bound in self.bounds)
        if len(self.bounds) == 2 and self.bounds[0].value == self.bounds[1].value:
            said += f" So it is exactly {_written(self.bounds[0].value)}."
        return said


def explain(
    publication: Publication, exposure: Exposure, *, totals: Collection[str] = (), seconds: float = 10.0
) -> Attack | None:
    """The arithmetic behind one exposed number; None where only reasoning about whole people narrows it.

    `totals`: the sums to try first, by their totals, where the arithmetic is likely to be found.
    """
    if totals and (found := _explain(publication, exposure, seconds, {exposure.id, *totals})):
        return found
    return _explain(publication, exposure, seconds, None)


def _explain(
    publication: Publication, exposure: Exposure, seconds: float, totals: Collection[str] | None
) -> Attack | None:
    search = _Search(publication, exposure.id, seconds, totals)
    # A bound between two whole numbers is as good as the next one.
    spare = 1 - 1e-3 if publication.by_id[exposure.id].is_count else 0.0
    learnt = learnt_of(publication, exposure)
    if exposure.is_exact and (bound := search.shortest(1, exposure.low, exactly=True)):
        return Attack(exposure.id, learnt, (bound,))
    found: list[Bound | None] = []
    if exposure.low > exposure.demand.low or exposure.is_exact:
        found.append(search.shortest(1, exposure.low) or search.shortest(1, exposure.low - spare))
    if exposure.high < exposure.demand.high or exposure.is_exact:
        found.append(search.shortest(-1, exposure.high) or search.shortest(-1, exposure.high + spare))
    bounds = tuple(bound for bound in found if bound)
    return Attack(exposure.id, learnt, bounds) if bounds and len(bounds) == len(found) else None


def learnt_of(publication: Publication, exposure: Exposure) -> Learnt:
    number = publication.by_id[exposure.id]
    if exposure.is_exact:
        wholes = [each.total for each in publication.sums if exposure.id in each.parts]
        is_all = any(publication.by_id[whole].value == number.value != 0 for whole in wholes)
        return Learnt.EVERYBODY if is_all else Learnt.EXACT
    if number.is_count and exposure.low > exposure.demand.low == 0:
        return Learnt.SOMEBODY
    if number.is_count and number.status is not Status.ROUNDED and exposure.high < exposure.demand.high:
        return Learnt.FEW
    return Learnt.NARROW


def bound_from(
    publication: Publication, name: str, direction: int, steps: Iterable[tuple[Fraction, Sum]]
) -> Bound | None:
    """What adding these sums, each so many times, proves of a number from below (1) or above (-1), in exact fractions.

    Each sum is taken as “parts minus total is nothing”. Hidden numbers that do not cancel out are replaced by what
    everybody knows of them, such as that no count is below 0; None where nothing is known on the side that matters.
    """
    left: dict[str, Fraction] = {name: Fraction(direction)}
    for times, each in steps:
        for part in each.parts:
            left[part] = left.get(part, Fraction(0)) - times
        left[each.total] = left.get(each.total, Fraction(0)) + times
    terms, value, is_equal = [], Fraction(0), True
    for other, often in left.items():
        if not often:
            continue
        number = publication.by_id[other]
        if not number.is_unknown:
            known, amount = Side.EXACTLY, Fraction(number.value)
        else:
            # What is left of a hidden number counts at the end that makes the bound safe.
            end = number.low if often > 0 else number.high
            if math.isinf(end):
                return None
            is_equal = False
            known, amount = (Side.AT_LEAST if often > 0 else Side.AT_MOST), Fraction(end)
        value += often * amount
        if not number.is_unknown or amount:
            terms.append(Term(often * direction, other, amount, known))
    side = Side.EXACTLY if is_equal else Side.AT_LEAST if direction > 0 else Side.AT_MOST
    return Bound(side, value * direction, tuple(terms), publication.by_id[name].is_count)


def words_of(name: str) -> str:
    """A number in words: “Place, Asian (July 2026)” for “July 2026: directorate=Place & ethnicity=Asian”."""
    edition, colon, number = name.rpartition(": ")
    words = ", ".join(item.split("=", 1)[-1] for item in re.split(r" & (?=[^=&]+=)", number))
    return f"{words} ({edition})" if colon else words


class _Search:
    """Finds short combinations of sums for one number."""

    def __init__(
        self, publication: Publication, name: str, seconds: float, totals: Collection[str] | None = None
    ) -> None:
        self.publication, self.name, self.seconds = publication, name, seconds
        if totals is None:
            self.sums = _near(publication, name)
        else:
            self.sums = [each for each in publication.sums if each.total in totals]
        places = {
            name: at
            for at, name in enumerate(
                dict.fromkeys([name, *(n for each in self.sums for n in (each.total, *each.parts))])
            )
        }
        self.numbers: list[Number] = [publication.by_id[name] for name in places]
        # Column by column what each sum adds to each number that it names.
        self.uses = [[(places[part], 1.0) for part in each.parts] + [(places[each.total], -1.0)] for each in self.sums]

    def shortest(self, direction: int, goal: float, *, exactly: bool = False) -> Bound | None:
        """A combination of the fewest known numbers that proves the goal; `exactly`: with every hidden one cancelled."""
        values = self._solve(direction, goal, exactly)
        if values is None:
            return None
        rise, fall = values[: len(self.sums)], values[len(self.sums) : 2 * len(self.sums)]
        for finest in (2, FINEST, 10_000):
            steps = [
                (times, each)
                for each, amount in zip(self.sums, rise - fall, strict=True)
                if (times := Fraction(float(amount)).limit_denominator(finest))
            ]
            bound = bound_from(self.publication, self.name, direction, steps)
            if bound and (bound.value - Fraction(goal)) * direction >= -Fraction(1, 10**5):
                return bound
        return None

    def _solve(self, direction: int, goal: float, exactly: bool) -> np.ndarray | None:
        """Columns: each sum added, each subtracted; each number left over, above and below zero; the slack of the goal.

        Rows: every number comes out as what is left of it, and what is left adds up to the goal.
        """
        many, width = len(self.sums), len(self.numbers)
        lows, costs = np.zeros(2 * many + 2 * width + 1), np.zeros(2 * many + 2 * width + 1)
        highs = np.full(len(lows), math.inf)
        costs[: 2 * many] = DETOUR
        columns: list[list[int]] = [[] for _number in self.numbers]
        signs: list[list[float]] = [[] for _number in self.numbers]
        for row, used in enumerate(self.uses):
            for place, sign in used:
                columns[place] += [row, many + row]
                signs[place] += [sign, -sign]
        reached: tuple[list[int], list[float]] = ([], [])
        for place, number in enumerate(self.numbers):
            over, under = 2 * many + place, 2 * many + width + place
            columns[place] += [over, under]
            signs[place] += [1.0, -1.0]
            for column, end in ((over, number.low), (under, number.high)):
                known = float(number.value) if not number.is_unknown else end
                if math.isinf(known) or (exactly and number.is_unknown):
                    highs[column] = 0.0
                    continue
                # A published number is one more to look up; that a hidden one is not below zero goes without saying.
                costs[column] = 1.0 if not number.is_unknown or known else 0.0
                reached[0].append(column)
                reached[1].append(known if column == over else -known)
        rows = [
            (places, sign, float(direction) if place == 0 else 0.0)
            for place, (places, sign) in enumerate(zip(columns, signs, strict=True))
        ]
        rows.append(([*reached[0], len(lows) - 1], [*reached[1], -1.0], goal * direction - EXACT / 2))
        programme = Programme(lows, highs, rows, costs=costs, strategy=1)
        try:
            return programme.solve(self.seconds)
        except (Endless, Unfinished):
            # The number is exposed all the same; only the words for it are missing.
            return None


def _near(publication: Publication, name: str) -> list[Sum]:
    """The sums that can say something of a number: those reached from it through hidden numbers, and all of published ones."""
    naming: dict[str, list[int]] = {}
    for place, each in enumerate(publication.sums):
        for other in (each.total, *each.parts):
            if publication.by_id[other].is_unknown:
                naming.setdefault(other, []).append(place)
    reached, ahead, found = {name}, [name], set()
    while ahead:
        for place in naming.get(ahead.pop(), ()):
            if place in found:
                continue
            found.add(place)
            each = publication.sums[place]
            for other in (each.total, *each.parts):
                if other not in reached and publication.by_id[other].is_unknown:
                    reached.add(other)
                    ahead.append(other)
    touched = {n for place in found for n in (publication.sums[place].total, *publication.sums[place].parts)}
    for place, each in enumerate(publication.sums):
        if each.total in touched and not any(publication.by_id[n].is_unknown for n in (each.total, *each.parts)):
            found.add(place)
    return [publication.sums[place] for place in sorted(found)]


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


def _written(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):,.4g}"
