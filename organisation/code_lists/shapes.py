import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


class Missing(enum.IntEnum):
    """Why there is no answer. Five different facts, never added to a substantive group.

    To prefer not to say is a valid answer: asked, and declined. The others are gaps in the record.
    """

    PREFER_NOT_TO_SAY = 91
    NOT_STATED = 92
    NOT_KNOWN = 93
    NOT_ASKED = 94
    NOT_APPLICABLE = 95


MISSING: Mapping[int, str] = {
    Missing.PREFER_NOT_TO_SAY: "Prefer not to say",
    Missing.NOT_STATED: "Not stated",
    Missing.NOT_KNOWN: "Not known",
    Missing.NOT_ASKED: "Not asked",
    Missing.NOT_APPLICABLE: "Not applicable",
}


@dataclass(frozen=True)
class Category:
    """One substantive answer. `code` is what is stored, below 90; `group` the key of the group it is part of."""

    code: int
    key: str
    label: str
    group: str = ""
    also: tuple[str, ...] = ()  # other ways of writing it, in plain lower-case words


@dataclass(frozen=True)
class CodeList:
    """One edition of a list of answers.

    `characteristic` is the key of the protected characteristic; `measures` says in words what the list measures;
    `maps_to` turns the codes of an older edition into those of the edition in use.
    """

    key: str
    name: str
    edition: str
    characteristic: str
    measures: str
    categories: tuple[Category, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    is_sensitive: bool = False
    maps_to: Mapping[int, int] = field(default_factory=dict)
    source: str = ""

    def __post_init__(self) -> None:
        codes = [category.code for category in self.categories]
        if len(set(codes)) < len(codes) or any(not 0 < code < 90 for code in codes):
            raise ValueError(f"{self.key}: each code must be used once and lie between 1 and 89.")
        if any(category.group and category.group not in self.groups for category in self.categories):
            raise ValueError(f"{self.key}: a category stands in a group that is not there.")

    @cached_property
    def by_code(self) -> Mapping[int, Category]:
        return {category.code: category for category in self.categories}

    @cached_property
    def by_key(self) -> Mapping[str, Category]:
        return {category.key: category for category in self.categories}

    @property
    def codes(self) -> tuple[int, ...]:
        """Every code that may be stored: the substantive ones, then the five kinds of missing answer."""
        return (*self.by_code, *MISSING)

    def label(self, code: int) -> str:
        return MISSING[code] if code in MISSING else self.by_code[code].label
