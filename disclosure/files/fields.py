"""Values out of a JSON object, each of the kind that it must be; what is something else is refused by its name."""

import json
import math
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from disclosure.publication import MOST_MAGNITUDE, Inconsistent

MOST_BYTES = 64 * 1024 * 1024
MOST_NAME = 400

Choice = TypeVar("Choice", bound=StrEnum)


def load(path: Path) -> Any:
    """The content of a file of strict JSON: no NaN, no name given twice. Raises Inconsistent, or OSError."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Inconsistent(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it by publication.")
    if not content.strip():
        raise Inconsistent("The file is empty.")
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once)
        if b"\\ud" in content.lower():
            # Half of a letter cannot be written back.
            json.dumps(found, ensure_ascii=False).encode()
        return found
    except Inconsistent:
        raise
    except RecursionError:
        raise Inconsistent("The file is not JSON that we can read: its lists are nested too deeply.") from None
    except ValueError as error:
        raise Inconsistent(f"The file is not JSON that we can read: {error}.") from None


def _no_number(word: str) -> Any:
    raise Inconsistent(f"The file is not JSON that we can read: {word} is not a number.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for place, (name, _) in enumerate(pairs) if name in {each for each, _ in pairs[:place]})
        raise Inconsistent(f"“{shortly(twice)}” is given twice in the same object.")
    return found


def shortly(value: Any) -> str:
    """A value as JSON for a message: short, on one line, without anything that a terminal would obey."""
    said = value if isinstance(value, str) else json.dumps(value, default=str)
    said = "".join(letter if letter.isprintable() else "?" for letter in said[:80])
    return said + ("…" if len(said) == 80 else "")


def as_object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Inconsistent(f"{what} must be an object, not {shortly(value)}.")
    return value


def entries(document: Mapping[str, Any], name: str) -> list[Any]:
    found = document.get(name, [])
    if not isinstance(found, list):
        raise Inconsistent(f"“{name}” must be a list.")
    return found


def name_in(value: Any, what: str) -> str:
    """The name of a number or category: text that can be printed and written back."""
    if not isinstance(value, str) or not value:
        raise Inconsistent(f"{what} must be text, not {shortly(value)}.")
    if len(value) > MOST_NAME:
        raise Inconsistent(f"{what} “{shortly(value)}” is longer than {MOST_NAME} characters.")
    return value


def names(document: Mapping[str, Any], name: str) -> list[str]:
    return [name_in(each, f"An entry of “{name}”") for each in entries(document, name)]


def number(value: Any, what: str, *, least: float = -math.inf) -> float:
    """A finite number. A whole one stays whole, however long; its size is judged where it is used."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Inconsistent(f"{what} is {shortly(value)}, which is not a number.")
    if not abs(value) <= MOST_MAGNITUDE:
        raise Inconsistent(f"{what} is larger than {MOST_MAGNITUDE:,.0f}, or is not a number.")
    if value < least:
        raise Inconsistent(f"{what} is {value:g}. It must be {least:g} or more.")
    return value


def whole(value: Any, what: str, *, least: int) -> int:
    found = number(value, what, least=least)
    if not float(found).is_integer():
        raise Inconsistent(f"{what} must be a whole number, not {found:g}.")
    return int(found)


def decimal(value: Any, what: str) -> Decimal | None:
    """A number as it was printed, as JSON's number or as text such as “7.0”; None where it is not given."""
    if value is None:
        return None
    try:
        found = Decimal(value if isinstance(value, str) else str(number(value, what)))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > Decimal(MOST_MAGNITUDE):
        raise Inconsistent(f"{what} is {shortly(value)}, which is not a number.")
    return found


def choice(value: Any, among: type[Choice], what: str) -> Choice:
    if not isinstance(value, str) or value not in set(among):
        raise Inconsistent(f"{what} is “{shortly(value)}”. It must be one of {', '.join(among)}.")
    return among(value)
