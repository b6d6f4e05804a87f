"""The check of a proof: exact whole-number arithmetic, and nothing else."""

from collections.abc import Mapping, Sequence

from disclosure.proofs.models import Shown, Witness
from disclosure.publication import Publication
from disclosure.standards import Demand, demands


def flaws(
    publication: Publication, shown: Sequence[Witness], *, needs: Mapping[str, Demand] | None = None
) -> list[str]:
    """What is wrong with a proof, in sentences; none for a good one. Exact whole-number arithmetic only."""
    said: list[str] = []
    sums_of: dict[str, list[tuple[int, int]]] = {}
    for place, each in enumerate(publication.sums):
        sums_of.setdefault(each.total, []).append((place, -1))
        for part in each.parts:
            sums_of.setdefault(part, []).append((place, 1))
    for witness in shown:
        said += _flaws_of(publication, witness, sums_of)
    values: dict[str, list[int]] = {}
    for witness in shown:
        values.setdefault(witness.shows, []).append(witness.value)
    for name, need in (demands(publication) if needs is None else needs).items():
        if need.is_any_width or not publication.by_id[name].is_count:
            said.append(f"“{name}” is not a count, so no witness can stand for it.")
            continue
        true = int(publication.by_id[name].value)
        proven = [true, *values.get(name, [])]
        if min(proven) > need.low:
            said.append(f"No world is given in which “{name}” is at most {need.low:g}.")
        if max(proven) < need.high:
            said.append(f"No world is given in which “{name}” is at least {need.high:g}.")
    return said


def _flaws_of(publication: Publication, witness: Witness, sums_of: Mapping[str, list[tuple[int, int]]]) -> list[str]:
    by_id = publication.by_id
    if unknown := [name for name in (witness.shows, *witness.changed) if name not in by_id]:
        return [f"The world for “{witness.shows}” names “{unknown[0]}”, which is not among the numbers."]
    said = []
    for name, value in witness.changed.items():
        number = by_id[name]
        if not isinstance(value, int) or isinstance(value, bool):
            said.append(f"In the world for “{witness.shows}” “{name}” is not a whole number.")
        elif not number.is_unknown and value != number.value:
            said.append(f"The world for “{witness.shows}” changes “{name}”, which is published.")
        elif not number.low <= value <= number.high:
            said.append(f"In the world for “{witness.shows}” “{name}” is {value}, which everybody knows it is not.")
    if said:
        return said
    # Every sum holds in truth, so it holds in this world if what is added to its parts is added to its total.
    added: dict[int, int] = {}
    for name, value in witness.changed.items():
        for place, sign in sums_of.get(name, ()):
            added[place] = added.get(place, 0) + sign * (value - int(by_id[name].value))
    said += [
        f"In the world for “{witness.shows}” the parts of “{publication.sums[place].total}” do not add up to it."
        for place, difference in added.items()
        if difference
    ]
    for each in publication.shares:
        part, whole = (witness.changed.get(name, int(by_id[name].value)) for name in (each.part, each.whole))
        if not each.is_met_by(part, whole):
            said.append(f"The world for “{witness.shows}” contradicts the percentage printed of “{each.part}”.")
    there = witness.changed.get(witness.shows, int(by_id[witness.shows].value))
    if there != witness.value:
        said.append(f"The world for “{witness.shows}” has {there} there, not {witness.value}.")
    return said


def flaws_against_insiders(shown: Shown) -> list[str]:
    """Where somebody who is alone in a cell, and so knows it, can tell more of another number than was promised."""
    if len(shown.against) != len(shown.model.insiders):
        return ["It is not said which worlds stand against whom."]
    said = []
    for insider, places in zip(shown.model.insiders, shown.against, strict=True):
        for name, need in insider.needs.items():
            true = shown.model.publication.by_id[name].value
            for goal, direction, place in zip(
                (need.low, need.high), (-1, 1), places.get(name, (None, None)), strict=True
            ):
                if (true - goal) * direction >= 0:
                    continue
                there = place is not None and 0 <= place < len(shown.witnesses)
                if not there or not shown.witnesses[place or 0].serves(insider, name, goal, direction):
                    said.append(
                        f"Whoever is alone in “{insider.known[0]}” can tell more of “{name}” than was promised."
                    )
    return said
