"""The access table: every address × every role. Each room lists its rows in a module of its name here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from organisation.choices import Role

EVERYONE = frozenset(role.value for role in Role)
SIGNED_IN = EVERYONE | {"nobody", "other_officer", "officer_elsewhere"}
PUBLIC = SIGNED_IN | {"anonymous"}


@dataclass(frozen=True)
class Row:
    """Who may GET an address.

    `opens` names the members of the cast who get in (200, or a redirect that is not to the sign-in page); `missing`
    those for whom it does not exist (404); everybody else signed in is refused (403), and an anonymous reader is sent to
    sign in unless `anonymous` stands in `opens`. Whoever does not get in is also refused when they POST.

    `other_officer` (same directorate as `officer`) and `officer_elsewhere` (another directorate) fare like `officer`
    unless `opens`, `missing` or `refused` names them.

    `arguments` makes the URL's arguments from the cast; `query` is put behind the address. `only_post` says that the
    address takes no GET: whoever asks gets 405, and the table tells who is refused when they POST.
    """

    name: str
    opens: frozenset[str] | set[str]
    missing: frozenset[str] | set[str] = field(default_factory=frozenset)
    refused: frozenset[str] | set[str] = field(default_factory=frozenset)
    arguments: Callable[[dict[str, Any]], dict[str, Any]] = lambda cast: {}
    query: str = ""
    only_post: bool = False

    def expected(self, who: str) -> str:
        """`open`, `404`, `403` or `sign in`."""
        for name in [who, "officer"] if who in ("other_officer", "officer_elsewhere") else [who]:
            if name in self.refused:
                return "403"
            if name in self.missing:
                return "404"
            if name in self.opens:
                return "open"
        return "sign in" if who == "anonymous" else "403"
