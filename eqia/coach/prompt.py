"""What the coach asks about one place of a draft."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Prompt:
    """One question about a draft: where it stands, what it asks, why, and on whose authority.

    `key` names the rule and `card` the group: together they are asked once. `about` is the hash of what was judged; a
    reply stands as long as that is the same.
    """

    key: str
    section: str
    card: str
    question: str
    sentence: str
    why: str
    source: str
    must_answer: bool
    about: str
