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
    sign in unless `anonymous` stands in `opens`. `arguments` makes the URL's arguments from the cast; `only_post` says
    that the address takes no GET: those who may use it get 405.
    """

    name: str
    opens: frozenset[str] | set[str]
    missing: frozenset[str] | set[str] = field(default_factory=frozenset)
    arguments: Callable[[dict[str, Any]], dict[str, Any]] = lambda cast: {}
    only_post: bool = False
