"""A release on its way to whoever checks it: the numbers as they left, the rules they were promised under, and the proof.

    {"release": "…", "sha256": "…", "numbers": {"sex=Female": 120, "sex=Male": null, …}, "policy": {…}, "seal": "…",
     "proof": {…}}

`sha256` is that of the numbers in canonical JSON (keys sorted, no spaces, UTF-8), as it stands in every report that uses
them; `seal` that of the proof. The file holds true values: keep it private.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure.policy import Policy
from disclosure.proofs import Proof
from disclosure.publication import Inconsistent

MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Bundle:
    """One release with its proof."""

    name: str
    numbers: Mapping[str, Any]
    policy: Policy
    proof: Proof
    sha256: str
    seal: str

    def flaws(self) -> list[str]:
        """What is wrong with it, in sentences; none where the proof holds of these very numbers. No solver is used."""
        said = (
            [] if fingerprint(self.numbers) == self.sha256 else ["The numbers do not have the SHA-256 that is given."]
        )
        seen = {name: tuple(value) if isinstance(value, list) else value for name, value in self.numbers.items()}
        return said + self.proof.flaws(seen, policy=self.policy, sealed=self.seal)

    def as_json(self) -> dict[str, Any]:
        rules = {**vars(self.policy), "thresholds": dict(self.policy.thresholds)}
        rules["answers"] = {name: list(codes) for name, codes in self.policy.answers.items()}
        rules.pop("dominance")
        return {
            "release": self.name,
            "sha256": self.sha256,
            "numbers": dict(self.numbers),
            "policy": rules,
            "seal": self.seal,
            "proof": self.proof.as_json(),
        }


def read_bundle(path: Path) -> Bundle | None:
    """The release in a file, or None where the file holds something else. Raises Inconsistent, or OSError."""
    if path.stat().st_size > MOST_BYTES:
        return None
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        # Half of a letter, which JSON can spell but nothing can write, has no fingerprint.
        json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    is_bundle = isinstance(document, dict) and "proof" in document and "numbers" in document
    return bundle_of(document) if is_bundle else None


def bundle_of(document: Mapping[str, Any]) -> Bundle:
    """Raises Inconsistent for anything but a bundle, with the reason."""
    for field, kind in (("release", str), ("sha256", str), ("seal", str), ("numbers", dict), ("policy", dict)):
        if not isinstance(document.get(field), kind):
            raise Inconsistent(
                f"A release with its proof has a field “{field}”, which is missing here or of another kind."
            )
    try:
        policy = Policy(**document["policy"])
    except (AttributeError, TypeError, ValueError) as error:
        raise Inconsistent(f"The rules of the release cannot be read: {error}.") from None
    for name, value in document["numbers"].items():
        if not _is_seen(value):
            raise Inconsistent(f"“{name}” must be a whole number, a pair of the least and the greatest, or null.")
    return Bundle(
        document["release"],
        document["numbers"],
        policy,
        Proof.from_json(document["proof"]),
        document["sha256"],
        document["seal"],
    )


def fingerprint(numbers: Mapping[str, Any]) -> str:
    """SHA-256 of the numbers as canonical JSON, in 64 hexadecimal digits."""
    written = json.dumps(numbers, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _is_seen(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) == 2 and all(isinstance(end, int) and not isinstance(end, bool) for end in value)
    return value is None or (isinstance(value, int) and not isinstance(value, bool))
