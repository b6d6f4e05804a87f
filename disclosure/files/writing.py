"""What the commands say, and a release with its proof, as JSON."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from disclosure.attack import Exposure, Feasible
from disclosure.explaining import Attack
from disclosure.files.reading import Case
from disclosure.publication import Number, Share
from disclosure.witnesses import Witness


def as_intervals(found: Mapping[str, Feasible]) -> dict[str, dict[str, list[float | None]]]:
    """Every interval as {"lp": [low, high], "integer": [low, high]}; null is without limit."""
    return {
        name: {"lp": [_finite(end) for end in each.lp], "integer": [_finite(end) for end in each.integer]}
        for name, each in found.items()
    }


def as_exposure(exposure: Exposure, attack: Attack | None = None) -> dict[str, Any]:
    """What is known of a number that is not protected, and the arithmetic behind it; null where no short one tells it."""
    return {
        "id": exposure.id,
        "low": _finite(exposure.low),
        "high": _finite(exposure.high),
        "exact": exposure.is_exact,
        "attack": attack.sentence if attack else None,
    }


def as_release(case: Case, proof: Sequence[Witness]) -> dict[str, Any]:
    """A publication with its proof, in the form that `read_cases` reads: private, for it holds the true values."""
    publication = case.publication
    return {
        "id": publication.name,
        **({"threshold": publication.threshold} if publication.threshold is not None else {}),
        "cells": [_as_cell(number, case) for number in publication.numbers],
        "equations": [[each.total, list(each.parts)] for each in publication.sums],
        **({"shares": [_as_share(each) for each in publication.shares]} if publication.shares else {}),
        "witnesses": [
            {"shows": witness.shows, "value": witness.value, "changed": dict(witness.changed)} for witness in proof
        ],
    }


def _as_cell(number: Number, case: Case) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "id": number.id,
        "value": int(number.value) if number.is_count else number.value,
        "status": str(number.status),
    }
    if not number.is_count:
        cell["kind"] = "magnitude"
    if number.low != (0.0 if number.is_count else -math.inf):
        cell["lo"] = number.low
    if not math.isinf(number.high):
        cell["up"] = number.high
    if number.threshold is not None:
        cell["threshold"] = number.threshold
    if levels := case.levels.get(number.id):
        cell["below"], cell["above"] = levels.below, levels.above
    return cell


def _as_share(each: Share) -> dict[str, Any]:
    return {
        "part": each.part,
        "whole": each.whole,
        "scale": each.scale,
        "low": each.low,
        "high": each.high,
        "with_low": each.is_low_closed,
        "with_high": each.is_high_closed,
    }


def _finite(end: float) -> float | None:
    return None if math.isinf(end) else end
