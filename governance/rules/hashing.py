"""How a version is written down and hashed, so that anybody can check it later without this product."""

import hashlib
import json
from typing import Any


def canonical_json(payload: Any) -> str:
    """The one way a payload is written down for hashing: keys sorted, no spaces, text as it is."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def content_hash(payload: Any) -> str:
    """SHA-256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(payload).encode()).hexdigest()
