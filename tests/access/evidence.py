"""The rows of the access table for this room."""

from collections.abc import Callable
from typing import Any

from tests.access import SIGNED_IN, Row
from tests.evidence.conftest import CSV, checked, piece

WRITERS = {"officer", "other_officer", "officer_elsewhere", "equality_adviser", "equality_lead"}
READERS = WRITERS | {"head_of_service", "director", "committee_clerk", "member"}
WITHDRAW = {"officer", "equality_adviser", "equality_lead"}


def kept(with_file: bool = False) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The arguments of an address about a piece that the officer keeps."""

    def arguments(cast: dict[str, Any]) -> dict[str, Any]:
        file = checked("visits.csv", CSV) if with_file else None
        return {"pk": piece(cast["officer"], file=file).pk}

    return arguments


def only(opens: set[str], name: str, *, with_file: bool = False, only_post: bool = False) -> Row:
    return Row(
        name,
        opens,
        missing=SIGNED_IN - READERS,
        refused=READERS - opens,
        arguments=kept(with_file),
        only_post=only_post,
    )


ROWS = [
    Row("evidence:library", READERS),
    Row("evidence:add", WRITERS),
    only(READERS, "evidence:item"),
    only(WRITERS, "evidence:change"),
    only(WITHDRAW, "evidence:withdraw"),
    only(WITHDRAW, "evidence:bring-back", only_post=True),
    only(READERS, "evidence:file", with_file=True),
    only(WRITERS, "evidence:history"),
]
