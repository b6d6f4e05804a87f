"""What is printed instead of a number, as a cell of a file says it: rounded, as a percentage, as a mean."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from disclosure.files.fields import as_object, choice, decimal, name_in, whole
from disclosure.forms import Direction, Form, Mean, Rate, Rounded, Ties, exactly, share
from disclosure.publication import Inconsistent, Number, Share

FORMS = ("rounded", "percent", "mean")


def form_of(cell: Mapping[str, Any], published: Mapping[str, float]) -> Form | None:
    """How a cell is printed, where that is not as it is. None too where it is a percentage of a base that is not published.

    `published`: the values of the numbers that everybody knows, by id.
    """
    given = [name for name in FORMS if name in cell]
    if not given:
        return None
    if len(given) > 1:
        raise Inconsistent(f"It is printed in more than one form: {', '.join(given)}.")
    (kind,) = given
    printed = as_object(cell[kind], f"“{kind}”")
    ties = choice(printed.get("ties", Ties.UP), Ties, "“ties”")
    if kind == "rounded":
        shown = printed.get("printed")
        return Rounded(
            whole(printed.get("base"), "The base of rounding", least=1),
            choice(printed.get("how", Direction.NEAREST), Direction, "“how”"),
            ties,
            None if shown is None else whole(shown, "What is printed", least=0),
        )
    decimals = _decimals(printed)
    shown_as = decimal(printed.get("printed"), "What is printed")
    base = printed.get("of")
    if isinstance(base, str):
        if base not in published:
            if kind == "percent":
                return None
            raise Inconsistent(f"It is a mean of “{base}”, which is not published, so nothing follows from it.")
        base = published[base]
    base = whole(base, f"What the {kind} is of", least=1)
    if kind == "mean":
        return Mean(base, decimals, ties, shown_as)
    return Rate(base, decimals, whole(printed.get("per", 100), "“per”", least=1), ties, shown_as)


def share_of(cell: Mapping[str, Any], numbers: Mapping[str, Number]) -> Share | None:
    """The percentage that binds a cell to a base which is not published."""
    printed = cell.get("percent")
    if not isinstance(printed, dict) or not isinstance(printed.get("of"), str):
        return None
    base = name_in(printed["of"], "The base of a percentage")
    if base not in numbers:
        raise Inconsistent(f"It is a percentage of “{base}”, which is not among the numbers.")
    if not numbers[base].is_unknown:
        return None
    ties = choice(printed.get("ties", Ties.UP), Ties, "“ties”")
    per, decimals = whole(printed.get("per", 100), "“per”", least=1), _decimals(printed)
    number, whole_base = numbers[cell["id"]], numbers[base]
    if whole_base.value < 1:
        raise Inconsistent(f"A percentage of “{base}”, which is nobody, cannot be printed.")
    found = Rate(int(whole_base.value), decimals, per, ties).of(exactly(number.value))
    shown = decimal(printed.get("printed"), "What is printed")
    if shown is not None and shown != found:
        raise Inconsistent(f"{number.value:g} of {whole_base.value:g} is not printed as {shown}.")
    return share(number.id, base, found, decimals, per=per, ties=ties)


def _decimals(printed: Mapping[str, Any]) -> int:
    """As given, or as many as what was printed shows."""
    shown = printed.get("printed")
    if "decimals" not in printed and isinstance(shown, str):
        exponent = Decimal(decimal(shown, "What is printed") or 0).as_tuple().exponent
        return max(0, -int(exponent))
    return whole(printed.get("decimals", 0), "“decimals”", least=0)
