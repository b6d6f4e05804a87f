"""What makes a signature lapse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class MaterialChange:
    """Something that matters and is no longer as it was signed: the part, and within it the group or item by name."""

    part: str
    name: str = ""


# Which keys of the content (eqia.content) belong to which part; a key named nowhere is a part of its own.
PARTS_OF_CONTENT: Mapping[str, tuple[str, ...]] = {
    "proposal": ("title", "kind", "service", "directorate", "type", "proposal", "modules", "parent", "related"),
    "decision": ("decision_maker", "decision_expected_on", "started_on", "options_formed_on"),
    "screening": ("screening", "is_full"),
    "outcome": ("conclusion", "review"),
}
# About the document and not about people: who wrote it, which step it has reached, the law's words.
IMMATERIAL = frozenset(
    [
        "schema",
        "stage",
        "organisation",
        "reference",
        "author",
        "owner",
        "adviser",
        "team",
        "duty",
        "objectives",
        "steps",
        "status",
        "edition",
        "attestation",
        "attestations",
        "after_decisions",
    ]
)
# Within an answer: how the form asked, the words beside a code, and what follows from dates that are compared anyway.
WORDING = frozenset(["question", "words", "facts", "is_choice", "is_statutory"])
# Lists whose entries are told apart by the value under a key; of these a change is named.
NAMED = {"impacts": "name", "mitigations": "description"}
TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


def is_material_change(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[MaterialChange]:
    """What changed between two contents of one assessment that somebody who signed the first must look at again.

    The duty continues (R (Brown) [2008] EWHC 3158 (Admin), paragraph 95): regard had to one proposal is not regard had to
    another. So any change counts in the proposal, the decision, the screening, the evidence, the people asked, the
    effects, the mitigations or the outcome, down to a word; nobody judges here whether a word matters. What does not
    count is how it is set (case, spaces, kinds of quotation marks), the order of a list, and what is not about people:
    who writes it, which step it has reached, how the form words its questions. Empty means not material.
    """
    changed: set[MaterialChange] = set()
    part_of = {key: part for part, keys in PARTS_OF_CONTENT.items() for key in keys}
    for key in set(before) | set(after):
        if key in IMMATERIAL:
            continue
        was, now = before.get(key), after.get(key)
        if _said(was) == _said(now):
            continue
        part = part_of.get(key, key)
        if key in NAMED and isinstance(was or [], list) and isinstance(now or [], list):
            changed |= {MaterialChange(part, name) for name in _changed_names(was or [], now or [], NAMED[key])}
        else:
            changed.add(MaterialChange(part))
    return sorted(changed)


def _changed_names(was: list[Any], now: list[Any], key: str) -> set[str]:
    old, new = ({_name(each, key): _substance(each) for each in entries} for entries in (was, now))
    return {name for name in set(old) | set(new) if old.get(name) != new.get(name)}


def _name(entry: Any, key: str) -> str:
    return str(entry.get(key, "")) if isinstance(entry, Mapping) else str(entry)


def _said(value: Any) -> Any:
    """The substance, or None where nothing is said in any shape."""
    substance = _substance(value)
    return None if substance in ("", [], {}) else substance


def _substance(value: Any) -> Any:
    """A value without what does not matter: settings of type, empty answers, order, the form's own words."""
    if isinstance(value, str):
        return " ".join(value.translate(TYPOGRAPHY).casefold().split())
    if isinstance(value, Mapping):
        if set(value) == {"name", "post"}:
            return _substance(value["name"])
        kept = {
            key: _substance(each)
            for key, each in value.items()
            if key not in WORDING and not key.endswith(("_question", "_words"))
        }
        kept = {key: each for key, each in kept.items() if each not in ("", None, [], {}, ())}
        return {} if set(kept) <= {"key"} else kept
    if isinstance(value, list | tuple):
        kept_entries = [each for each in map(_substance, value) if each not in ("", None, [], {}, ())]
        return sorted(kept_entries, key=repr)
    return value
