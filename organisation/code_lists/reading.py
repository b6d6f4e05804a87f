"""Reading labels as people's systems write them, without guessing."""

import re

from organisation.code_lists.shapes import CodeList, Missing

_MISSING_LABELS = {
    "": Missing.NOT_STATED,
    "not stated": Missing.NOT_STATED,
    "not stated or invalid": Missing.NOT_STATED,
    "not declared": Missing.NOT_STATED,
    "not disclosed": Missing.NOT_STATED,
    "not provided": Missing.NOT_STATED,
    "blank": Missing.NOT_STATED,
    "unspecified": Missing.NOT_STATED,
    "prefer not to say": Missing.PREFER_NOT_TO_SAY,
    "prefer not to disclose": Missing.PREFER_NOT_TO_SAY,
    "prefer not to answer": Missing.PREFER_NOT_TO_SAY,
    "would prefer not to say": Missing.PREFER_NOT_TO_SAY,
    "do not wish to disclose": Missing.PREFER_NOT_TO_SAY,
    "i do not wish to disclose": Missing.PREFER_NOT_TO_SAY,
    "declined": Missing.PREFER_NOT_TO_SAY,
    "refused": Missing.PREFER_NOT_TO_SAY,
    "pnts": Missing.PREFER_NOT_TO_SAY,
    "not known": Missing.NOT_KNOWN,
    "unknown": Missing.NOT_KNOWN,
    "not recorded": Missing.NOT_KNOWN,
    "not recorded or unknown": Missing.NOT_KNOWN,
    "not reported": Missing.NOT_KNOWN,
    "unreported": Missing.NOT_KNOWN,
    "unclassified": Missing.NOT_KNOWN,
    "unmatched": Missing.NOT_KNOWN,
    "dont know": Missing.NOT_KNOWN,
    "not asked": Missing.NOT_ASKED,
    "not collected": Missing.NOT_ASKED,
    "not applicable": Missing.NOT_APPLICABLE,
    "n or a": Missing.NOT_APPLICABLE,
    "na": Missing.NOT_APPLICABLE,
}
# Written before or after the category itself, these say which group it belongs to and nothing more.
_PREFIXES = {
    "asian": r"asian( or)?( asian)?( british)?( or)?( asian welsh)?",
    "black": r"black( or)?( african)?( or)?( caribbean)?( or)?( black)?( british)?( or)?( black welsh)?( caribbean)?( or)?( african)?",
    "mixed": r"mixed( or multiple)?( ethnic)?( groups?)?",
    "white": r"white",
    "other": r"other( ethnic)?( groups?)?",
}


class UnreadableLabel(ValueError):
    """A label that names no answer of the list, or more than one; the message says what to write instead."""


def plain(label: str) -> str:
    """Lower-case words alone: `White: Gypsy/Roma` becomes `white gypsy or roma`."""
    words = re.sub(r"['’]", "", label.casefold()).replace("&", " and ").replace("/", " or ")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words).split())


def read_label(code_list: CodeList, label: str) -> int:
    """The code that a label stands for. Raises UnreadableLabel rather than guess."""
    words = plain(label)
    if words in _MISSING_LABELS:
        return int(_MISSING_LABELS[words])
    if code := _exact(code_list, words):
        return code
    if code_list.key == "ethnicity" and (code := _ethnicity(code_list, words)):
        return code
    within = [category.label for category in code_list.categories if _names_group(code_list, category.group, words)]
    if within:
        raise UnreadableLabel(f"names a group of answers; write one of: {'; '.join(within)}")
    raise UnreadableLabel(
        f"is not an answer we know; write one of: {'; '.join(category.label for category in code_list.categories)}"
    )


def _exact(code_list: CodeList, words: str) -> int | None:
    for category in code_list.categories:
        if words in (plain(category.label), plain(category.key), *category.also):
            return category.code
    return None


def _names_group(code_list: CodeList, group: str, words: str) -> bool:
    if not group:
        return False
    if words in (group, plain(code_list.groups[group])):
        return True
    return code_list.key == "ethnicity" and bool(re.fullmatch(_PREFIXES[group], words))


def _ethnicity(code_list: CodeList, words: str) -> int | None:
    """An ethnic group written with its high-level group before it, or with the words of an older edition."""
    found = set()
    for group, prefix in _PREFIXES.items():
        members = [category for category in code_list.categories if category.group == group]
        for start in _beginnings(prefix, words):
            rest = words[start:].strip()
            if words[:start].endswith((" or", " and")) or rest.startswith(("or ", "and ")):
                continue
            if rest in ("other", "any other", f"any other {group}", "any other background"):
                found.add(members[-1].code)
            for category in members:
                if rest and rest in (plain(category.label), *category.also):
                    found.add(category.code)
    if "chinese" in words.split() and set(words.split()) <= {"chinese", "other", "ethnic", "group", "groups", "asian"}:
        found = {14} if words.split()[-1] == "chinese" else set()
    if (
        re.fullmatch(r"(white )?(english|welsh|scottish|northern irish|british|or|and| )+", words)
        and "british" in words
    ):
        found = {41}
    return found.pop() if len(found) == 1 else None


def _beginnings(prefix: str, words: str) -> list[int]:
    """Every place where the group's name may end, so that `black caribbean` can be read both ways and then compared."""
    return [end for end in range(1, len(words)) if words[end] == " " and re.fullmatch(prefix, words[:end])]
