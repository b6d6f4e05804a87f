"""What an organisation publishes, as numbers and the sums that bind them: the world an intruder reasons about.

One model holds every table at once, and the numbers nobody prints but that everybody can work with, such as the people
of one directorate, ethnic group and site behind three two-way tables. Two tables that share a cell share its number.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

MOST_NUMBERS = 250_000
# More people than there are, and more pounds than any body pays: beyond these, floating point no longer holds every unit.
MOST_PEOPLE, MOST_MAGNITUDE = 10**10, 10.0**13
# Parts are compared with each other while all of them hold up to this many finest numbers (some 200 MB).
MOST_HELD = 3_000_000
# Sums of measured magnitudes, such as pay, may differ from their parts by rounding; sums of people may not.
ROUNDING = 1e-6


class Status(StrEnum):
    """How a reader meets a number.

    `published`: as it is. `primary`: hidden because it is sensitive itself. `secondary`: hidden to protect another;
    a reader must not be able to tell the two apart. `hidden`: never printed anywhere. `rounded`: shown as an interval,
    `low` to `high`, as a rounded count or a percentage is.
    """

    PUBLISHED = "published"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    HIDDEN = "hidden"
    ROUNDED = "rounded"


class Inconsistent(ValueError):
    """The numbers cannot all be true, or the model cannot be worked with; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number somebody could publish: its true value and what a reader knows of it without any sum.

    `low` and `high` are known to everybody (0 and no limit for counts of people; a `high` of 0 is a structural zero). A
    count is a whole number of people; anything else is a magnitude, such as pay in pounds. `threshold` is its own where it
    differs from the publication's. What is printed instead of a number, such as a percentage: `disclosure.forms`.
    """

    id: str
    value: float
    status: Status = Status.PUBLISHED
    low: float = 0.0
    high: float = math.inf
    is_count: bool = True
    threshold: int | None = None

    @property
    def is_unknown(self) -> bool:
        return self.status is not Status.PUBLISHED


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the numbers it is made of. A total without parts says nothing and is refused."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A printed percentage or rate of two counts: `low` times the whole <= `scale` times the part <= `high` times the whole.

    All three are whole numbers, so that it can be checked exactly; an end that is not closed is itself left out. The whole
    is at least 1, or nothing could be printed.
    """

    part: str
    whole: str
    scale: int
    low: int
    high: int
    is_low_closed: bool = True
    is_high_closed: bool = True

    def is_met_by(self, part: int, whole: int) -> bool:
        above = self.scale * part - self.low * whole
        below = self.high * whole - self.scale * part
        return whole >= 1 and above >= (not self.is_low_closed) and below >= (not self.is_high_closed)


@dataclass(frozen=True)
class Publication:
    """Numbers and sums, checked against each other. Raises Inconsistent.

    `threshold`: counts from 1 to one less are sensitive; None where the file does not say (see `standards`). `shares` are
    percentages printed of numbers of which one or both are not published.
    """

    numbers: tuple[Number, ...]
    sums: tuple[Sum, ...] = ()
    threshold: int | None = None
    name: str = ""
    shares: tuple[Share, ...] = ()
    by_id: Mapping[str, Number] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {number.id: number for number in self.numbers})
        check_size(len(self.numbers))
        _check_numbers(self.numbers, self.by_id)
        _check_sums(self.sums, self.by_id)
        _check_loops(self.sums)
        _check_overlaps(self.sums, self.by_id)
        _check_shares(self.shares, self.by_id)
        if self.threshold is not None and self.threshold < 1:
            raise Inconsistent(f"The threshold is {self.threshold}. It must be a whole number of 1 or more.")

    @property
    def unknown(self) -> list[Number]:
        return [number for number in self.numbers if number.is_unknown]

    def hiding(self, ids: Iterable[str]) -> "Publication":
        """The same with further numbers hidden as secondary; those hidden already stay as they are."""
        return self.of_status(ids, Status.SECONDARY)

    def of_status(self, ids: Iterable[str], status: Status) -> "Publication":
        """The same with these numbers met in another way, if they are published; all others stay as they are."""
        wanted = set(ids)
        if not wanted:
            return self
        numbers = tuple(
            replace(number, status=status) if number.id in wanted and number.status is Status.PUBLISHED else number
            for number in self.numbers
        )
        return replace(self, numbers=numbers)

    def revealing(self, ids: Iterable[str]) -> "Publication":
        """The same as somebody sees it who knows these numbers, too."""
        wanted = set(ids)
        numbers = (replace(each, status=Status.PUBLISHED) if each.id in wanted else each for each in self.numbers)
        return replace(self, numbers=tuple(numbers))

    def with_values(self, values: Mapping[str, float]) -> Mapping[str, float]:
        """Every number's value in another world, the published ones as they are."""
        return {number.id: values.get(number.id, number.value) for number in self.numbers}


def check_size(size: int) -> None:
    """Refuses more numbers than can be protected together. Raises Inconsistent."""
    if size > MOST_NUMBERS:
        raise Inconsistent(
            f"There are {size:,} numbers. At most {MOST_NUMBERS:,} can be protected together: use coarser lists, or "
            "fewer tables."
        )


def _check_numbers(numbers: tuple[Number, ...], by_id: Mapping[str, Number]) -> None:
    if len(by_id) < len(numbers):
        twice = [name for name, times in Counter(number.id for number in numbers).items() if times > 1]
        raise Inconsistent(f"“{twice[0]}” is there more than once. Each number needs a name of its own.")
    for number in numbers:
        # Whole numbers of Python have no end, and comparing them does not turn them into floats.
        if not abs(number.value) <= (MOST_PEOPLE if number.is_count else MOST_MAGNITUDE):
            raise Inconsistent(
                f"“{number.id}” is not a number, or larger than "
                + (f"{MOST_PEOPLE:,} people." if number.is_count else f"{MOST_MAGNITUDE:,.0f}.")
            )
        if number.is_count and number.value < 0:
            raise Inconsistent(f"“{number.id}” is {number.value:g}. A count of people is 0 or more.")
        if number.is_count and not float(number.value).is_integer():
            raise Inconsistent(f"“{number.id}” is {number.value:g}. A count of people is a whole number.")
        if not number.low - ROUNDING <= number.value <= number.high + ROUNDING:
            raise Inconsistent(
                f"“{number.id}” is {number.value:g}, outside what is said to be known of it: "
                f"{number.low:g} to {number.high:g}."
            )


def _check_sums(sums: tuple[Sum, ...], by_id: Mapping[str, Number]) -> None:
    for each in sums:
        for name in (each.total, *each.parts):
            if name not in by_id:
                raise Inconsistent(f"The sum of “{each.total}” names “{name}”, which is not among the numbers.")
        if not each.parts:
            raise Inconsistent(f"The total “{each.total}” has no parts.")
        if len(set(each.parts)) < len(each.parts):
            twice = [name for name, times in Counter(each.parts).items() if times > 1]
            raise Inconsistent(f"“{twice[0]}” is counted twice in “{each.total}”. Parts of a total must not overlap.")
        total, parts = by_id[each.total], [by_id[name] for name in each.parts]
        added = math.fsum(part.value for part in parts)
        slack = 0.0 if total.is_count else ROUNDING * max(1.0, abs(total.value))
        if abs(added - total.value) > slack:
            raise Inconsistent(f"“{each.total}” is {total.value:g}, but its parts add up to {added:g}.")


def _check_loops(sums: tuple[Sum, ...]) -> None:
    """A number that is a part of itself, through however many totals, makes a hierarchy with a loop."""
    parts = _parts(sums)
    done: set[str] = set()
    for start in parts:
        path = {} if start in done else {start: iter(parts[start])}
        while path:
            name = next(reversed(path))
            below = next((part for part in path[name] if part not in done), None)
            if below is None:
                done.add(name)
                path.pop(name)
            elif below in path:
                names = list(path)
                loop = [*names[names.index(below) :], below]
                said = " is part of ".join(f"“{each}”" for each in reversed(loop[-6:]))
                raise Inconsistent(f"The hierarchy has a loop: {said}{' …' if len(loop) > 6 else ''}.")
            else:
                path[below] = iter(parts.get(below, ()))


def _check_overlaps(sums: tuple[Sum, ...], by_id: Mapping[str, Number]) -> None:
    """Two parts of a total that hold the same finest count would count the same people twice."""
    parts = _parts(sums)
    inside: dict[str, set[str]] = {}
    held = 0

    def within(name: str) -> set[str]:
        return inside[name] if name in parts else {name}

    for start in parts:
        waiting = [start] if start not in inside else []
        while waiting:
            name = waiting[-1]
            if missing := [part for part in parts[name] if part in parts and part not in inside]:
                waiting += missing
                continue
            waiting.pop()
            inside[name] = set().union(*(within(part) for part in parts[name]))
            held += len(inside[name])
            if held > MOST_HELD:
                return
    for each in sums:
        seen: set[str] = set()
        for part in each.parts:
            held_here = within(part)
            if by_id[part].is_count and not seen.isdisjoint(held_here):
                raise Inconsistent(
                    f"“{part}” shares people with another part of “{each.total}”. Parts of a total must not overlap."
                )
            seen |= held_here


def _check_shares(shares: tuple[Share, ...], by_id: Mapping[str, Number]) -> None:
    for each in shares:
        for name in (each.part, each.whole):
            if name not in by_id:
                raise Inconsistent(f"A percentage names “{name}”, which is not among the numbers.")
            if not by_id[name].is_count:
                raise Inconsistent(f"“{name}” is not a count, so no percentage can be printed of it.")
        part, whole = by_id[each.part].value, by_id[each.whole].value
        if part > whole:
            raise Inconsistent(f"“{each.part}” is {part:g}, more than “{each.whole}”, of which it is a percentage.")
        if not each.is_met_by(int(part), int(whole)):
            raise Inconsistent(f"The percentage printed of “{each.part}” is not that of {part:g} in {whole:g}.")


def _parts(sums: tuple[Sum, ...]) -> dict[str, dict[str, None]]:
    """What each total is made of, over all its sums, in their order."""
    found: dict[str, dict[str, None]] = {}
    for each in sums:
        found.setdefault(each.total, {}).update(dict.fromkeys(each.parts))
    return found
