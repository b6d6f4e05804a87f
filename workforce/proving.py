"""Proofs: what is worked out before figures leave, how it is packed, and how it is checked again without a solver."""

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from disclosure.linked import Exposed, prove
from disclosure.policy import Policy
from disclosure.population import Layout, Population
from disclosure.proofs import Proof
from disclosure.publication import Inconsistent
from workforce.protecting import Numbers, as_seen

Report = Callable[[int, int, str], None]  # done, total, step


@dataclass(frozen=True)
class PackedProof:
    """A proof as bytes, with the hash of its content. It holds true values."""

    content: bytes
    sha256: str


def prove_numbers(
    population: Population, tables: list[Layout], policy: Policy, numbers: Numbers, *, seconds: float, report: Report
) -> Proof:
    """Another workforce for every sensitive count at either end. Raises Unfinished where there is none, or no time left."""
    publication = as_seen(population, tables, policy, numbers)
    return prove(publication, population, tables, policy=policy, seconds=seconds, report=report)


def pack(proof: Proof) -> PackedProof:
    written = json.dumps(proof.as_json(), separators=(",", ":"), ensure_ascii=False).encode()
    return PackedProof(gzip.compress(written, compresslevel=6, mtime=0), hashlib.sha256(written).hexdigest())


def unpack(content: bytes | memoryview, sha256: str) -> Proof | None:
    """The proof, or None where the content is not what was kept."""
    try:
        written = gzip.decompress(bytes(content))
    except (OSError, EOFError):
        return None
    if hashlib.sha256(written).hexdigest() != sha256:
        return None
    try:
        return Proof.from_json(json.loads(written))
    except Inconsistent:
        return None


def within(proof: Proof) -> Proof:
    """The part of a proof that is about its release alone, and holds nothing of earlier ones."""
    alone = [each for each in proof.shown if not any(": " in number.id for number in each.model.publication.numbers)]
    return Proof(tuple(alone), {name: sha256 for name, sha256 in proof.releases.items() if not name})


def seen(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Stored numbers as `disclosure` has them: a pair of the least and the most is a tuple."""
    return {name: tuple(each) if isinstance(each, list) else each for name, each in numbers.items()}


def leaks_of(edition: str, found: Exposed) -> list[dict[str, Any]]:
    """The numbers that a release gives away by itself, as a verdict keeps them: no value that is not shown."""
    names = [each.id for each in found.exposures] + [each.exposure.id for each in found.inside]
    return [
        {"kind": "there", "edition": edition, "number": name, "since": "", "learnt": "narrow", "terms": []}
        for name in dict.fromkeys(names)
    ]
