"""What the law and this house ask of decisions and of what is kept about them, as functions over plain values."""

from governance.rules.gate import Standing, standing_of
from governance.rules.hashing import canonical_json, content_hash
from governance.rules.notice import Notice, clear_days_between, last_day_for_notice, notice_given

__all__ = [
    "Notice",
    "Standing",
    "canonical_json",
    "clear_days_between",
    "content_hash",
    "last_day_for_notice",
    "notice_given",
    "reference_for",
    "standing_of",
]


def reference_for(year: int, number: int) -> str:
    """The reference under which a decision is cited for ever: DEC-2026-0007."""
    return f"DEC-{year}-{number:04d}"
