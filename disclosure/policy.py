"""What an organisation will not print: the rules for a single number, each with its reason in a sentence.

Thresholds of 5, and 10 for the most sensitive characteristics, are the usual practice of public bodies (ONS and NHS
Digital print nothing below 5 to 8); the rules for pay are those of the Handbook on Statistical Disclosure Control
(Hundepool and others, 2012, chapter 4).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

THRESHOLD = 5
SENSITIVE_THRESHOLD = 10


class Reason(StrEnum):
    """Why a number is hidden for its own sake. `sentence` says it to a reader who may know the number."""

    FEW = "few"
    ZERO = "zero"
    EVERYBODY = "everybody"
    ALL_BUT_ONE = "all but one"
    DOMINANT = "dominant"
    SMALL_BASE = "small base"

    def sentence(self, *, threshold: int = THRESHOLD, smallest_base: int = 20) -> str:
        return _SENTENCES[self].format(threshold=threshold, smallest_base=smallest_base)


_SENTENCES: Mapping[Reason, str] = {
    Reason.FEW: "It counts fewer than {threshold} people.",
    Reason.ZERO: "It says that there is nobody, and this policy does not show that either.",
    Reason.EVERYBODY: "It would show that everybody in the same row gave the same answer.",
    Reason.ALL_BUT_ONE: "It would show the one person who differs that everybody else in the row gave the same answer.",
    Reason.DOMINANT: "One or two people make up most of it, so it would nearly give their pay away.",
    Reason.SMALL_BASE: "It is a share of fewer than {smallest_base} people, which gives the count back and says too little.",
}


@dataclass(frozen=True)
class Dominance:
    """When a sum such as pay gives one person away, though several are in it.

    `share`: it is sensitive where the `largest` biggest contributions are more than this share of it (n-k rule).
    `percent`: it is sensitive where the second biggest contributor could work out the biggest one to within this per
    cent (p% rule). Either may be left out (None). A sum of fewer than three people is sensitive in any case: each of two
    knows their own and so the other's.
    """

    largest: int = 2
    share: float | None = 0.85
    percent: float | None = 10.0

    def margin(self, contributions: Sequence[float]) -> float:
        """By how much the sum must stay uncertain, in its own unit; 0 where it is not sensitive.

        As in the p% rule: what the others leave uncertain is the cover, and what is missing to `percent` of the biggest
        contribution is the margin. Contributions are 0 or more, in any order.
        """
        ranked = sorted(contributions, reverse=True)
        total = sum(ranked)
        if not ranked or total <= 0:
            return 0.0
        biggest = ranked[0]
        wanted = biggest * (self.percent or 10.0) / 100
        cover = sum(ranked[2:])
        if len(ranked) < 3 or (self.percent is not None and cover < wanted):
            return wanted - cover
        if self.share is not None and sum(ranked[: self.largest]) > self.share * total:
            return wanted
        return 0.0


@dataclass(frozen=True)
class Policy:
    """What is sensitive, and against whom it is protected.

    `thresholds`: attributes whose counts are sensitive below another number than `threshold`; of several the greatest.
    `answers`: attributes whose answers are personal, and which of their categories are answers (every one but the whole
    if none is named): nobody may learn that everybody in a row gave the same one. The attributes in `thresholds` are
    personal without being named. `coalition`: how many people may put together what they know of themselves, 0 or 1.
    `smallest_base`: shares of fewer people are not shown. `most_hidden`: above this share of hidden cells a table
    should be made coarser rather than full of holes.
    """

    threshold: int = THRESHOLD
    thresholds: Mapping[str, int] = field(default_factory=dict)
    shows_zeros: bool = True
    smallest_base: int = 20
    hides_group_disclosure: bool = True
    answers: Mapping[str, Collection[str]] = field(default_factory=dict)
    dominance: Dominance | None = None
    coalition: int = 1
    most_hidden: float = 0.4

    def __post_init__(self) -> None:
        if min([self.threshold, *self.thresholds.values()]) < 1:
            raise ValueError("A threshold must be a whole number of 1 or more.")
        if self.coalition not in (0, 1):
            raise ValueError("A coalition is of no one (0) or of one person (1).")

    def threshold_for(self, attributes: Collection[str]) -> int:
        """The threshold of a count by these attributes."""
        return max([self.threshold, *(self.thresholds.get(name, 0) for name in attributes)])

    def reason_for(self, value: int, attributes: Collection[str], *, is_impossible: bool = False) -> Reason | None:
        """Why a count of people by these attributes is sensitive by itself. What everybody knows to be 0 never is."""
        if 0 < value < self.threshold_for(attributes):
            return Reason.FEW
        if value == 0 and not self.shows_zeros and not is_impossible:
            return Reason.ZERO
        return None

    def is_answer(self, attribute: str, code: str) -> bool:
        """Whether nobody may learn that everybody in a row is in this category."""
        if not self.hides_group_disclosure:
            return False
        if named := self.answers.get(attribute):
            return code in named
        return attribute in self.answers or attribute in self.thresholds

    def reason_for_alike(self, others: int) -> Reason | None:
        """Why an answer is sensitive that all of a row gave but `others`."""
        if others == 0:
            return Reason.EVERYBODY
        return Reason.ALL_BUT_ONE if others == 1 and self.coalition else None

    def reason_for_share(self, base: int) -> Reason | None:
        """Why a share of so many people is not shown."""
        return Reason.SMALL_BASE if base < self.smallest_base else None

    def shows_share_of(self, base: int | None) -> bool:
        """Whether shares of so many people are shown at all; not of a hidden number of them."""
        return base is not None and self.reason_for_share(base) is None
