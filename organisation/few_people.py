"""Counts of people that somebody types, such as who took part in a consultation: shown to others only if they are not few.

Those who enter a count see it; on every other page, in every public version and in every file a count from 1 to below the
threshold is hidden. A true nought is shown. Staff are never counted here: their figures leave through `workforce.figures`.
Source: docs/decisions/0017-counts-that-people-type.md.
"""

from collections.abc import Collection

from django.utils.translation import ngettext

from disclosure import HIDDEN, SENSITIVE_THRESHOLD, THRESHOLD

# About these people keep more to themselves: up to nine are protected instead of four. Keys of characteristics.
SENSITIVE = frozenset({"sexual_orientation", "gender_reassignment", "religion_belief"})


def threshold_for(characteristics: Collection[str]) -> int:
    """The least number of people that may be shown by itself; `characteristics` are the keys of those it tells about."""
    return SENSITIVE_THRESHOLD if SENSITIVE & set(characteristics) else THRESHOLD


def is_few(count: int | None, characteristics: Collection[str] = ()) -> bool:
    return count is not None and 0 < count < threshold_for(characteristics)


def people_shown(count: int | None, characteristics: Collection[str] = ()) -> int | str | None:
    """The count as others may read it: itself, or the symbol of a hidden number; None where nobody counted."""
    return HIDDEN if is_few(count, characteristics) else count


def kind_words(count: int, characteristics: Collection[str] = ()) -> str:
    """What to tell the person who entered a count of few people."""
    return ngettext(
        "%(count)s person is few: fewer than %(threshold)s are shown as %(hidden)s to everybody outside your team, so that nobody can be recognised.",
        "%(count)s people are few: fewer than %(threshold)s are shown as %(hidden)s to everybody outside your team, so that nobody can be recognised.",
        count,
    ) % {"count": count, "threshold": threshold_for(characteristics), "hidden": HIDDEN}
