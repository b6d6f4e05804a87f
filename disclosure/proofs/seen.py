"""What readers saw of a release: its numbers by name, and their fingerprint."""

import hashlib
import json
import re
from collections.abc import Mapping

from disclosure.publication import Inconsistent

# A count as it is, the least and the most it can be (a rounded one), or nothing: hidden from the reader.
Seen = int | tuple[int, int] | None
EVERYBODY = "everybody"
# A category may have “ & ” in its name; what follows the one between two items is an attribute.
_BETWEEN = re.compile(r" & (?=[^=&]+=)")


def numbers_sha256(numbers: Mapping[str, Seen]) -> str:
    """The fingerprint of what readers saw: the same for the same numbers in whatever order."""
    written = json.dumps(numbers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def items_in(name: str) -> tuple[tuple[str, str], ...]:
    """The attributes and categories that a number counts, as `population.name_of` wrote them."""
    if name == EVERYBODY:
        return ()
    items = [item.split("=", 1) for item in _BETWEEN.split(name)]
    if any(len(item) < 2 for item in items):
        raise Inconsistent(f"“{name}” does not say what it counts, as in “directorate=Place & sex=Women”.")
    return tuple((attribute, code) for attribute, code in items)
