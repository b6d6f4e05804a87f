"""How like two names of a post, body or person are, where plans write them as people remember them.

Names drift: "Inclusive Services" for a policy manager of that service, "And" for "and", plurals for a group of posts, a
post that was renamed since. A likeness is never more than a suggestion with its reason: a person confirms it.

- Words that every title has ("manager", "head", "of") count half or nothing; the others count whole.
- Two words are one if they differ by an ending or a slip of the pen (`SAME_WORD` of 100 letters alike).
- The likeness is twice what the names share, divided by all that they have: 100 for the same words in any order.
- Below `LIKE_ENOUGH` nothing is suggested.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from actionplans.rules.leads import same_name

LIKE_ENOUGH = 60
SAME_WORD = 85
INITIALS = 90

_NOTHING = frozenset(("of", "the", "for", "and", "a", "an", "in", "to", "s"))
_HALF = frozenset(
    [
        "assistant",
        "board",
        "chief",
        "committee",
        "coordinator",
        "corporate",
        "deputy",
        "director",
        "directorate",
        "forum",
        "group",
        "head",
        "lead",
        "leader",
        "manager",
        "network",
        "officer",
        "principal",
        "senior",
        "service",
        "team",
        "unit",
    ]
)
_SEAT = re.compile(
    r"^(?:the\s+)?(?P<seat>chair(?:man|woman|person)?s?|secretar(?:y|ies)|convenors?)\s+of\s+(?:the\s+)?", re.I
)


class Seat(NamedTuple):
    """Words that name a body through its chair or secretary: "Chairs of the equality groups"."""

    body: str


def seat_in(text: str) -> Seat | None:
    found = _SEAT.match(text.strip())
    rest = text.strip()[found.end() :].strip() if found else ""
    return Seat(rest) if rest else None


def without_place(text: str) -> str:
    """ "Senior Policy Manager, Policy Unit" is a post and where it stands: the post alone, or nothing without a comma."""
    post, comma, _place = text.partition(",")
    return post.strip() if comma else ""


def is_plural(text: str) -> bool:
    """Whether the words name several of a kind: the last of them, or the one before "of", is a plural."""
    words = same_name(text).split()
    head = words[: words.index("of")] if "of" in words else words
    return bool(head) and _singular(head[-1]) != head[-1]


def stem(text: str) -> tuple[str, ...]:
    """The words of a name in the singular and without small words: equal for a name and its plural."""
    return tuple(_singular(word) for word in same_name(text).split() if word not in _NOTHING)


def is_initials_of(text: str, name: str) -> bool:
    """Whether a short word is made of the first letters of a name: "ELG" for "Equality lead group"."""
    letters = text.strip()
    return letters.isalpha() and letters.isupper() and len(letters) > 2 and letters.casefold() == _initials(name)


@lru_cache(maxsize=20_000)
def likeness(first: str, second: str) -> int:
    """From 0 for nothing in common to 100 for the same words."""
    here, there = stem(first), stem(second)
    if not here or not there:
        return 0
    left, shared = list(there), 0.0
    for word in here:
        other = next((each for each in left if each == word), None) or next(
            (each for each in left if fuzz.ratio(word, each) >= SAME_WORD), None
        )
        if other is not None:
            left.remove(other)
            shared += _weight(word)
    # What every title has is not enough: a manager is not every other manager.
    if not any(_weight(word) == 1 and any(fuzz.ratio(word, each) >= SAME_WORD for each in there) for word in here):
        return 0
    found = round(200 * shared / (sum(map(_weight, here)) + sum(map(_weight, there))))
    return found if sorted(here) == sorted(there) else min(found, 99)


def _weight(word: str) -> float:
    return 0.5 if word in _HALF else 1.0


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word


def _initials(name: str) -> str:
    return "".join(word[0] for word in stem(name))
