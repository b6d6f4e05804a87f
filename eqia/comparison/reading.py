"""Reading a content into sections of labelled texts, whichever schema it was frozen under."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
# About the document, not of the assessment: the steps it took, who signed, the law and the form's own wording.
NOT_CONTENT = frozenset(
    [
        "schema",
        "stage",
        "organisation",
        "reference",
        "duty",
        "steps",
        "attestation",
        "attestations",
        "edition",
        "edition_number",
        "gaps_question",
        "after_decisions",
        "key",
        "is_statutory",
        "is_choice",
        "is_full",
        "harms",
    ]
)
# A code that stands beside its words.
SAID_IN_WORDS = {
    "effect": "words",
    "relevance": "words",
    "kind": "words",
    "result": "result_words",
    "outcome": "outcome_words",
    "status": "status_words",
}
HEADINGS: Mapping[str, Any] = {
    "about": gettext_lazy("About the assessment"),
    "proposal": gettext_lazy("The proposal"),
    "screening": gettext_lazy("Screening"),
    "alternatives": gettext_lazy("Other ways considered"),
    "evidence": gettext_lazy("Evidence"),
    "consultation": gettext_lazy("Consultation and engagement"),
    "impacts": gettext_lazy("Impact on each group"),
    "intersections": gettext_lazy("Combinations of characteristics"),
    "no_intersection": gettext_lazy("Where combinations were looked for"),
    "cumulative": gettext_lazy("Cumulative effect"),
    "modules": gettext_lazy("Further duties"),
    "mitigations": gettext_lazy("Mitigation"),
    "conclusion": gettext_lazy("Outcome"),
    "review": gettext_lazy("Review"),
    "local": gettext_lazy("Our own questions"),
}
LABELS: Mapping[str, Any] = {
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind"),
    "service": gettext_lazy("Service"),
    "directorate": gettext_lazy("Directorate"),
    "status": gettext_lazy("New or changed"),
    "author": gettext_lazy("Written by"),
    "owner": gettext_lazy("Accountable"),
    "started_on": gettext_lazy("Due regard began"),
    "options_formed_on": gettext_lazy("Options first drawn up"),
    "decision_maker": gettext_lazy("Decided by"),
    "decision_expected_on": gettext_lazy("Date of the decision"),
    "objectives": gettext_lazy("Equality objectives it serves"),
    "aims_reason": gettext_lazy("Why"),
    "result_words": gettext_lazy("Result"),
    "reasons": gettext_lazy("Reasons"),
    "gaps": gettext_lazy("What we do not know"),
    "source": gettext_lazy("Who produced it"),
    "dated": gettext_lazy("Date or period"),
    "dated_on": gettext_lazy("Date"),
    "link": gettext_lazy("Web address"),
    "shows": gettext_lazy("What it shows"),
    "about": gettext_lazy("About"),
    "who": gettext_lazy("Who"),
    "method": gettext_lazy("How"),
    "starts_on": gettext_lazy("From"),
    "ends_on": gettext_lazy("Until"),
    "no_consultation_reason": gettext_lazy("Why nobody was asked"),
    "words": gettext_lazy("In a word"),
    "aims": gettext_lazy("Aims of the duty"),
    "for": gettext_lazy("For whom"),
    "description": gettext_lazy("What will be done"),
    "lead": gettext_lazy("Lead"),
    "due_on": gettext_lazy("By when"),
    "indicator": gettext_lazy("How we will know"),
    "outcome_words": gettext_lazy("Outcome"),
    "justification": gettext_lazy("Justification"),
    "monitoring": gettext_lazy("Afterwards"),
    "review_on": gettext_lazy("To be looked at again"),
}
# Where one key means something else in one section.
LABELS_OF: Mapping[tuple[str, str], Any] = {
    ("impacts", "words"): gettext_lazy("Impact"),
    ("mitigations", "words"): gettext_lazy("What it is for"),
}
# A frozen content comes back from the database in no order of its own: sections and facts stand in the order above.
SECTION_ORDER = {key: place for place, key in enumerate(HEADINGS)}
FACT_ORDER = {key: place for place, key in enumerate(LABELS)}
# What an entry of a list is called, and told apart by: the first of these that it has.
TITLES = ("title", "who", "name", "description", "question", "text")


@dataclass(frozen=True)
class Answer:
    """One labelled text; `key` tells answers of one section apart, whatever their labels say."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Item:
    """One entry of a list: a card, a piece of evidence, a promise. `key` is empty where it has no lasting one."""

    key: str
    title: str
    answers: tuple[Answer, ...]


@dataclass
class Chapter:
    """One section: its answers and its items, as they stand in one content."""

    key: str
    heading: str
    answers: list[Answer] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def by_posts(value: Any) -> Any:
    """The same content with people's posts in place of their names, for readers who do not work on it."""
    if isinstance(value, Mapping):
        if _is_person(value):
            return {"name": value["post"], "post": value["post"]}
        return {key: by_posts(each) for key, each in value.items()}
    return [by_posts(each) for each in value] if isinstance(value, list) else value


def chapters_of(content: Mapping[str, Any]) -> dict[str, Chapter]:
    """The sections of a content by key, in the order in which it gives them; single facts stand under "about"."""
    about = Chapter("about", _heading("about"))
    chapters = {"about": about}
    for key, value in _in_order(content):
        if key in NOT_CONTENT:
            continue
        if _is_single(value):
            about.answers += [Answer(key, _label(key), text)] if (text := _text(value)) else []
            continue
        chapter = chapters[key] = Chapter(key, _heading(key))
        if isinstance(value, Mapping) and "answer" in value:
            chapter.answers.append(_answer(value, ""))
            continue
        for name, each in _in_order(value) if isinstance(value, Mapping) else [(key, value)]:
            label = value.get(f"{name}_question", "") if isinstance(value, Mapping) else ""
            _read(chapter, name, each, str(label or _label(name, key)))
    order = sorted(chapters, key=lambda key: SECTION_ORDER.get(key, len(SECTION_ORDER)))
    return {key: chapters[key] for key in order}


def _in_order(entry: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(entry.items(), key=lambda each: FACT_ORDER.get(each[0], len(FACT_ORDER)))


def _is_wording(key: str) -> bool:
    """Whether a key holds how the form asked, which a change of edition changes."""
    return key == "question" or key.endswith("_question")


def _read(chapter: Chapter, key: str, value: Any, label: str) -> None:
    if key in NOT_CONTENT or _is_code(chapter, key) or _is_wording(key):
        return
    if isinstance(value, Mapping) and "answer" in value:
        chapter.answers.append(_answer(value, f"{key}."))
    elif isinstance(value, Mapping) and not _is_person(value):
        chapter.answers += list(_answers(value, chapter.key, f"{key}."))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for number, each in enumerate(value):
            if not isinstance(each, Mapping):
                chapter.answers.append(Answer(f"{key}.{number}", label, _text(each)))
            elif "answer" in each:
                chapter.answers.append(_answer(each, f"{key}."))
            else:
                chapter.items.append(_item(each, chapter.key))
    elif text := _text(value):
        chapter.answers.append(Answer(key, label, text))


def _is_code(chapter: Chapter, key: str) -> bool:
    return chapter.key in ("screening", "conclusion") and key in SAID_IN_WORDS


def _item(entry: Mapping[str, Any], section: str) -> Item:
    named = next((key for key in TITLES if entry.get(key)), "")
    return Item(
        str(entry.get("key", "")),
        _text(entry[named]) if named else _("Without a name"),
        tuple(_answers({key: value for key, value in entry.items() if key != named}, section)),
    )


def _answers(entry: Mapping[str, Any], section: str, prefix: str = "") -> Iterator[Answer]:
    """Everything that an entry says, nested things included, without the codes that stand beside their words."""
    for key, value in _in_order(entry):
        if key in NOT_CONTENT or _is_wording(key) or _is_said(entry, key):
            continue
        if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            for number, each in enumerate(value):
                if isinstance(each, Mapping) and "answer" in each:
                    yield _answer(each, prefix)
                elif isinstance(each, Mapping):
                    yield from _answers(each, section, f"{prefix}{key}.{number}.")
        elif isinstance(value, Mapping) and not _is_person(value):
            yield from _answers(value, section, f"{prefix}{key}.")
        elif text := _text(value):
            yield Answer(f"{prefix}{key}", str(entry.get(f"{key}_question") or _label(key, section)), text)


def _is_said(entry: Mapping[str, Any], key: str) -> bool:
    """Whether a code stands beside its words, which are what is read."""
    return bool(entry.get(SAID_IN_WORDS.get(key, "")) or entry.get(f"{key}_words"))


def _answer(entry: Mapping[str, Any], prefix: str) -> Answer:
    label = entry.get("question") or entry.get("name") or entry.get("text") or _label(str(entry.get("key", "")))
    told = (_text(entry.get("words") or entry["answer"]), _text(entry.get("how")))
    return Answer(f"{prefix}{entry.get('key') or label}", str(label), ". ".join(said for said in told if said))


def _is_single(value: Any) -> bool:
    """A fact, a person or a list of names, rather than a section."""
    if isinstance(value, Mapping):
        return _is_person(value)
    return not isinstance(value, list) or not any(isinstance(each, Mapping | list) for each in value)


def _is_person(value: Mapping[str, Any]) -> bool:
    return set(value) == {"name", "post"}


def _text(value: Any) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("title") or "; ".join(filter(None, map(_text, value.values()))))
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    text = str(value).replace("\r\n", "\n")
    if ISO_DAY.match(text):
        try:
            return date_format(datetime.date.fromisoformat(text), "j F Y")
        except ValueError:
            return text
    return text


def _heading(key: str) -> str:
    return str(HEADINGS.get(key) or _label(key))


def _label(key: str, section: str = "") -> str:
    key = key.removesuffix("_words") if key not in LABELS else key
    return str(LABELS_OF.get((section, key)) or LABELS.get(key) or key.replace("_", " ").strip().capitalize())
