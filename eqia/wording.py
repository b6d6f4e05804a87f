"""The words of a form: the product's standard, what a body puts in their place, and the two laid together.

A body changes words, never structure: keys, choices and what follows from an answer are the standard's. The words of a
section are plain values, `{"heading": …, "help": […], "example": …, "questions": {key: {"text": …, "hint": …}}}`; a
body's own words have the same shape and hold only what differs.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from eqia import questions
from eqia.questions import Question, Section

SCHEMA = "form-1"
SECTION_PARTS = ("heading", "help", "example")
QUESTION_PARTS = tuple(name for name in ("text", "hint", "help", "example") if name in Question.__dataclass_fields__)

Words = dict[str, Any]


@dataclass(frozen=True)
class LocalQuestion:
    """A question that a body asks in addition, at the end of a section."""

    key: str
    section: str
    kind: str
    text: str
    hint: str = ""
    example: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True)
class Form:
    """The whole form as one assessment asks it: `form["proposal"]` is that section in the words of its edition.

    `modules` are the keys of the optional sections that are switched on; `number` and `sha256` are the edition's, and
    empty for the bare standard.
    """

    sections: Mapping[str, Section] = field(default_factory=lambda: questions.STANDARD)
    modules: tuple[str, ...] = questions.MODULES_ON
    local: tuple[LocalQuestion, ...] = ()
    number: int | None = None
    sha256: str = ""

    def __getitem__(self, key: str) -> Section:
        return self.sections[key]

    def item(self, section: str) -> Section:
        """The questions about one item of a section that is a list: a piece of evidence, people asked, a mitigation."""
        return self.sections[questions.ITEM_SECTIONS[section].key]

    def local_in(self, section: str) -> tuple[LocalQuestion, ...]:
        return tuple(question for question in self.local if question.section == section)


def words_of(section: Section) -> Words:
    """All words of a section as plain values."""
    return {part: _plain(getattr(section, part)) for part in SECTION_PARTS} | {
        "questions": {
            question.key: {part: _plain(getattr(question, part)) for part in QUESTION_PARTS}
            for question in section.questions
        }
    }


def in_words(section: Section, words: Words) -> Section:
    """The section with these words over its own; words for questions that it does not have are passed over."""
    asked = words.get("questions", {})
    return replace(
        section,
        **_parts(words, SECTION_PARTS),
        questions=tuple(
            replace(question, **_parts(asked.get(question.key, {}), QUESTION_PARTS)) for question in section.questions
        ),
    )


def own_words(section: Section, words: Words) -> Words:
    """Those of the words that differ from the section's; empty if none does."""
    standard = words_of(section)
    own: Words = {part: words[part] for part in SECTION_PARTS if part in words and words[part] != standard[part]}
    asked = {}
    for key, parts in words.get("questions", {}).items():
        if changed := {
            part: text for part, text in parts.items() if text != standard["questions"].get(key, {}).get(part, text)
        }:
            asked[key] = changed
    return own | ({"questions": asked} if asked else {})


def payload_of(
    own: Mapping[str, Words], modules: Collection[str] | None, local: list[dict[str, Any]]
) -> dict[str, Any]:
    """What an edition freezes: every word of every section, and which of them are the body's own.

    Without `modules` the optional sections of the standard are switched on.
    """
    on = questions.MODULES_ON if modules is None else modules
    return {
        "schema": SCHEMA,
        "sections": {key: words_of(in_words(section, own.get(key, {}))) for key, section in questions.STANDARD.items()},
        "own": {key: own[key] for key in sorted(own) if own[key]},
        "modules": [key for key in questions.MODULES if key in on],
        "local": local,
    }


def form_of(payload: dict[str, Any], number: int | None = None, sha256: str = "") -> Form:
    """The form in the words of an edition; a question that the product has learnt to ask since is put in its own."""
    return Form(
        sections={
            key: in_words(section, payload["sections"].get(key, {})) for key, section in questions.STANDARD.items()
        },
        modules=tuple(payload["modules"]),
        local=tuple(LocalQuestion(**each | {"options": tuple(each["options"])}) for each in payload["local"]),
        number=number,
        sha256=sha256,
    )


def _plain(value: Any) -> Any:
    return [str(each) for each in value] if isinstance(value, tuple | list) else str(value)


def _parts(words: Words, parts: tuple[str, ...]) -> dict[str, Any]:
    return {
        part: tuple(words[part]) if isinstance(words[part], list) else words[part] for part in parts if part in words
    }


@dataclass(frozen=True)
class Change:
    """One thing in which two editions differ: where, what, and its words before and after."""

    section: str
    heading: str
    what: str
    before: str
    after: str


def changes_between(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """What a reader of the new edition finds different, section by section; then modules and the body's own questions."""
    return [*_reworded(old, new), *_switched(old, new), *_asked(old, new)]


def _reworded(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for key, section in questions.STANDARD.items():
        if words := new["sections"].get(key):
            for what, before, after in _word_pairs(section, old["sections"].get(key, {}), words):
                if before != after:
                    yield Change(key, words["heading"], what, before, after)


def _switched(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    words = [str(_("Not asked")), str(_("Asked"))]
    for key in questions.MODULES:
        before, after = (words[key in payload["modules"]] for payload in (old, new))
        if before != after:
            yield Change(key, new["sections"][key]["heading"], str(_("Section")), before, after)


def _asked(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    was, now = ({each["key"]: each for each in payload["local"]} for payload in (old, new))
    for key, question in (was | now).items():
        before, after = was.get(key), now.get(key)
        if before != after:
            section = question["section"]
            heading = new["sections"].get(section, {}).get("heading", section)
            yield Change(section, heading, str(_("Our own question")), _in_a_line(before), _in_a_line(after))


def part_words(part: str) -> str:
    """What a part of a section's or a question's words is called."""
    return str(
        {
            "heading": _("Heading of the page"),
            "help": _("Help"),
            "example": _("Example"),
            "text": _("Question"),
            "hint": _("Hint under the question"),
        }[part]
    )


def as_text(words: Any) -> str:
    """A part of the words as it is edited: each paragraph of a list on a line of its own."""
    return "\n".join(words) if isinstance(words, list | tuple) else str(words)


def _word_pairs(section: Section, before: Words, after: Words) -> list[tuple[str, str, str]]:
    pairs = [(part_words(part), as_text(before.get(part, "")), as_text(after[part])) for part in SECTION_PARTS]
    for key in (question.key for question in section.questions if question.key in after["questions"]):
        parts = after["questions"][key]
        was = before.get("questions", {}).get(key, {})
        pairs += [
            (
                f"{part_words(part)}: “{parts['text']}”" if part != "text" else part_words(part),
                as_text(was.get(part, "")),
                as_text(parts[part]),
            )
            for part in QUESTION_PARTS
            if part in parts
        ]
    return pairs


def _in_a_line(question: dict[str, Any] | None) -> str:
    """A question of the body's own with all that belongs to it."""
    if question is None:
        return ""
    parts = [
        question["text"],
        question["hint"],
        _("For example: %s") % question["example"] if question["example"] else "",
        _("Options: %s.") % "; ".join(question["options"]) if question["options"] else "",
        _("Must be answered.") if question["is_required"] else "",
    ]
    return "\n".join(str(part) for part in parts if part)
