"""What comes of judging a release: what it would give away, by which arithmetic, and what could be done instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from disclosure.explaining import Attack, Learnt, words_of


class Kind(StrEnum):
    """Of whom something is learnt: those who are there, or those who came or went between two editions."""

    THERE = "there"
    CAME = "came"
    WENT = "went"


@dataclass(frozen=True)
class Leak:
    """One count of people that a reader of all editions would know more of than was promised.

    `number` is its name in `edition`; for people who came or went, `since` is the other edition. `attack` is the arithmetic
    and holds true values; None where only reasoning about whole people narrows the count.
    """

    kind: Kind
    edition: str
    number: str
    since: str
    learnt: Learnt
    attack: Attack | None = None

    @property
    def sentence(self) -> str:
        """Whose count, and what is learnt of it, without giving any number: for everybody who may see the verdict."""
        who = words_of(self.number)
        subject = {
            Kind.THERE: f"{who}, {self.edition}",
            Kind.CAME: f"{who}: people new there between {self.since} and {self.edition}",
            Kind.WENT: f"{who}: people no longer there between {self.since} and {self.edition}",
        }[self.kind]
        return f"{subject}. {self.learnt.sentence}"

    def as_data(self) -> dict[str, Any]:
        """For keeping; without the arithmetic, which holds true values."""
        return {
            "kind": str(self.kind),
            "edition": self.edition,
            "number": self.number,
            "since": self.since,
            "learnt": str(self.learnt),
            "sentence": self.sentence,
            "terms": [[term.times, term.name] for term in self.attack.terms] if self.attack else [],
        }


class Way(StrEnum):
    """The kinds of ways out of a refusal."""

    HIDE = "hide"
    WHOLE_BODY = "whole body"
    ROUND = "round"
    WAIT = "wait"


@dataclass(frozen=True)
class WayOut:
    """Something to publish instead that has been judged and gives nothing away.

    `numbers` is what a reader would then see. `loss` is the share of what the numbers say that is lost with it (0 to 1),
    measured as 1 + log2(1 + count) for each. `until` is the day for `wait`, `base` the base for `round`, and `hides` the
    numbers that would be hidden besides.
    """

    way: Way
    loss: float
    numbers: Mapping[str, Any] = field(repr=False)
    hides: tuple[str, ...] = ()
    base: int | None = None
    until: date | None = None

    @property
    def sentence(self) -> str:
        match self.way:
            case Way.HIDE:
                numbers = "number" if len(self.hides) == 1 else "numbers"
                return f"Hide {len(self.hides):,} more {numbers} in the new release."
            case Way.WHOLE_BODY:
                besides = f", with {len(self.hides):,} more hidden in them" if self.hides else ""
                return f"Publish only the tables of the whole body{besides}."
            case Way.ROUND:
                return f"Round every number of the new release to the nearest {self.base}."
            case Way.WAIT:
                day = f"{self.until.day} {self.until:%B %Y}" if self.until else ""
                return f"Wait: do not publish it before {day}."

    def as_data(self) -> dict[str, Any]:
        return {
            "way": str(self.way),
            "sentence": self.sentence,
            "loss": round(self.loss, 4),
            "hides": list(self.hides),
            "base": self.base,
            "until": self.until.isoformat() if self.until else None,
        }


@dataclass(frozen=True)
class Verdict:
    """Whether a release may go out beside the earlier ones. `unlinked` are those whose staff rows are gone.

    Against an unlinked edition each change is judged as if it could be of one person, since nobody can tell any more.
    """

    leaks: tuple[Leak, ...]
    ways_out: tuple[WayOut, ...] = ()
    unlinked: tuple[str, ...] = ()
    judged: int = 0

    @property
    def is_safe(self) -> bool:
        return not self.leaks

    def as_data(self) -> dict[str, Any]:
        """For keeping beside the release: it holds no count that was not published."""
        return {
            "safe": self.is_safe,
            "judged": self.judged,
            "unlinked": list(self.unlinked),
            "leaks": [leak.as_data() for leak in self.leaks],
            "ways_out": [way.as_data() for way in self.ways_out],
        }
