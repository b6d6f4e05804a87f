"""What a rule is: a look at a draft that finds what a careful reader would ask about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from eqia.coach.reading import Reading


@dataclass(frozen=True)
class Finding:
    """Something to ask about: the question in a sentence, and what it is asked about.

    `about` is the part of the draft that was judged; once it changes, a written reply no longer answers the question.
    `question` names the field it stands beside, `card` the group; `must_answer` overrides the rule's.
    """

    sentence: str
    about: Any
    question: str = ""
    card: str = ""
    must_answer: bool | None = None


@dataclass(frozen=True)
class Rule:
    """One thing the coach looks for. Its key is the name of its function."""

    key: str
    section: str
    looks_for: Any
    why: Any
    source: Any
    must_answer: bool
    look: Callable[[Reading], Iterator[Finding]]


def rule(
    section: str, *, looks_for: Any, why: Any, source: Any, must_answer: bool = False
) -> Callable[[Callable[[Reading], Iterator[Finding]]], Rule]:
    """Make a rule of a function that reads a draft and yields what it finds."""

    def decorate(look: Callable[[Reading], Iterator[Finding]]) -> Rule:
        return Rule(look.__name__, section, looks_for, why, source, must_answer, look)

    return decorate
