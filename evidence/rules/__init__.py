"""What good practice asks of evidence, as functions over plain values."""

from evidence.rules.ageing import DEFAULT_YEARS, age_in_years, is_stale, stale_from

__all__ = ["DEFAULT_YEARS", "age_in_years", "is_stale", "stale_from"]
