"""When a hidden number counts as protected.

- A sensitive count (1 to threshold - 1) that a table has a place for must be possible as 0 and as the threshold: a
  reader can tell neither that anybody is there nor that they are few.
- A count that no table has a place for, such as one deep inside a cross-classification, must be possible as 0 where it is
  sensitive: nobody can be shown to be there. Small tables bound it from above in any case.
- A magnitude, or a count that is sensitive for another reason than being small, must move by the protection levels it
  was given, `below` and `above` its value. Without any, a magnitude must not be known to within a tenth of it, as in the
  p% rule, and such a count must not be known exactly.
- Of numbers that are not sensitive nothing is promised.

A true zero is not sensitive here: publish zeros, or hide them as structural zeros before (decision 10).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from disclosure.publication import Number, Publication, Status


@dataclass(frozen=True, slots=True)
class Demand:
    """What must stay possible for one number: `low` and `high` within its feasible interval.

    With `is_any_width` neither end is fixed: the interval must only not be a single value.
    """

    low: float
    high: float
    is_any_width: bool = False

    def is_met_by(self, low: float, high: float, tolerance: float = 1e-6) -> bool:
        if self.is_any_width:
            return high - low > tolerance
        return low <= self.low + tolerance and high >= self.high - tolerance


@dataclass(frozen=True)
class Insider:
    """A reader who knows some hidden numbers exactly, since they are alone in them, and what others must stand then."""

    known: tuple[str, ...]
    needs: Mapping[str, Demand]


def demands(publication: Publication, *, below: float | None = None, above: float | None = None) -> dict[str, Demand]:
    """What each sensitive number needs. `below` and `above` are protection levels for magnitudes, in their own unit."""
    threshold = threshold_of(publication)
    found = {}
    for number in publication.unknown:
        if demand := _demand(number, number.threshold or threshold, below, above):
            found[number.id] = demand
    return found


def threshold_of(publication: Publication) -> int | None:
    """The threshold of a publication: the one it states, or the one its primary numbers show.

    Without a stated one, the least threshold that makes every primary count sensitive is taken, if it fits: no count
    below it may stand in the open. Where one does, the primaries are sensitive for another reason: None.
    """
    if publication.threshold is not None:
        return publication.threshold
    primaries = [number.value for number in publication.numbers if number.status is Status.PRIMARY]
    if not primaries:
        return 5
    least = int(max(primaries)) + 1
    is_open = any(0 < number.value < least for number in publication.numbers if number.status is Status.PUBLISHED)
    return None if is_open else least


def _demand(number: Number, threshold: int | None, below: float | None, above: float | None) -> Demand | None:
    is_small = number.is_count and threshold is not None and 0 < number.value < threshold
    if number.status is Status.PRIMARY:
        if below is not None or above is not None:
            return Demand(max(number.low, number.value - (below or 0)), number.value + (above or 0))
        if is_small and threshold is not None:
            return Demand(0.0, float(threshold))
        if not number.is_count and number.value:
            return tenth(number)
        return Demand(-math.inf, math.inf, is_any_width=True)
    if not is_small or threshold is None:
        return None
    if number.status is Status.SECONDARY:
        return Demand(0.0, float(threshold))
    return Demand(0.0, number.value)


def tenth(magnitude: Number) -> Demand:
    """That a magnitude is not known to within a tenth of it."""
    width = abs(magnitude.value) / 10
    return Demand(max(magnitude.low, magnitude.value - width), magnitude.value + width)
