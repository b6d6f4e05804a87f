"""What the public may read of a frozen assessment: its content without the names of people, its inner steps and the
words that a publisher has hidden.

Hidden words are taken out of the content itself, before anything is made of it, so that no page, file, index or hash can
hold them. That is also why the public content carries no SHA-256 of the version it was made from: whoever has all but one
name could try names until the hash agrees.

Reasons: Data Protection Act 2018 and UK GDPR, article 5(1)(c) (personal data); the disclosure rules of official statistics
(small numbers); Local Government Act 1972, section 100I and Schedule 12A, Part 1, paragraphs 1 to 7 (exempt information).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# Never shown to the public, at whatever depth they stand; and what the inner steps said to each other.
INNER = frozenset({"steps", "comments", "replies", "emails", "library_shows"})
# Keys whose texts the product wrote, not a person: there is nothing in them to hide.
FIXED = frozenset(
    {
        *("schema", "stage", "organisation", "reference", "kind", "directorate", "duty", "key", "question", "words"),
        *(
            "effect",
            "outcome",
            "result",
            "transition",
            "aims",
            "about",
            "about_keys",
            "for",
            "edition",
            "type",
            "status",
        ),
        *("populations", "coverage", "budget_round", "quality", "voice", "lived_experience", "relevance", "section"),
        *("section_heading", "triggers", "characteristics", "parent", "related", "previous", "facts"),
    }
)
# What ties it to assessments that may not be public, and why parts of it are confidential: the public reads none of it.
WITHHELD = ("parent", "related", "previous", "confidentiality")
DATE = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.+Z-]+)?")
MARK = "[redacted: "
MARKED = re.compile(r"\[redacted: [^\[\]]+\]")


@dataclass(frozen=True)
class Span:
    """Characters of one text that are hidden: `path` is a JSON pointer such as /proposal/0/answer; `end` is not included."""

    path: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Text:
    """One text that a person wrote. `near` is the list of keys and the things they belong to, outermost first."""

    path: str
    text: str
    keys: tuple[str, ...]
    near: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Place:
    """Where words stand."""

    path: str
    start: int
    end: int


def public_content(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The content without inner steps and hashes, and with people by their posts alone."""
    without: dict[str, Any] = _without_people(payload)
    return without | {key: type(without[key])() for key in WITHHELD if without.get(key)}


def _without_people(value: Any) -> Any:
    if isinstance(value, Mapping):
        is_person = "post" in value
        return {
            key: _without_people(each)
            for key, each in value.items()
            if key not in INNER and not key.startswith("sha256") and not (is_person and key in ("name", "email"))
        }
    if isinstance(value, list | tuple):
        return [_without_people(each) for each in value]
    return value


def texts(payload: Mapping[str, Any]) -> Iterator[Text]:
    """Every text of the public content that a person wrote, in the order in which it stands."""
    yield from _texts(public_content(payload), "", (), ())


def _texts(value: Any, path: str, keys: tuple[str, ...], near: tuple[Mapping[str, Any], ...]) -> Iterator[Text]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            is_ours = key in FIXED or key.endswith(("_question", "_words"))
            if (is_ours and _is_plain(each)) or (key == "name" and "key" in value):
                continue
            if key == "answer" and (value.get("is_choice") or "words" in value):
                continue
            yield from _texts(each, f"{path}/{key}", (*keys, key), (*near, value))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, f"{path}/{index}", keys, near)
    elif isinstance(value, str) and value.strip() and not DATE.fullmatch(value):
        yield Text(path, value, keys, near)


def _is_plain(value: Any) -> bool:
    """A text or a list of texts; answers that stand deeper are looked at, whatever they stand under."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value))


def redacted(payload: Mapping[str, Any], spans: Iterable[Span], words_of: Callable[[str], str]) -> dict[str, Any]:
    """The public content with each span replaced by a mark that says why, such as “[redacted: personal data]”.

    `words_of` gives the words of a reason. The mark has always the same length for one reason, whatever it hides. Raises
    ValueError where a span does not lie within a text: then nothing must be published.
    """
    content = public_content(payload)
    by_path: dict[str, list[Span]] = {}
    for span in spans:
        by_path.setdefault(span.path, []).append(span)
    known = {text.path: text.text for text in _texts(content, "", (), ())}
    for path, inside in by_path.items():
        if path not in known or any(not 0 <= each.start < each.end <= len(known[path]) for each in inside):
            raise ValueError(path)
        _put(content, path, _marked(known[path], inside, words_of))
    return content


def _marked(text: str, spans: list[Span], words_of: Callable[[str], str]) -> str:
    """The text with its spans replaced; spans that touch each other become one mark."""
    joined: list[tuple[int, int, list[str]]] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if joined and span.start <= joined[-1][1]:
            start, end, reasons = joined[-1]
            joined[-1] = (start, max(end, span.end), reasons + [span.reason] * (span.reason not in reasons))
        else:
            joined.append((span.start, span.end, [span.reason]))
    for start, end, reasons in reversed(joined):
        text = f"{text[:start]}{MARK}{'; '.join(words_of(each) for each in reasons)}]{text[end:]}"
    return text


def _put(content: Any, path: str, value: str) -> None:
    *way, last = path.strip("/").split("/")
    for step in way:
        content = content[int(step)] if isinstance(content, list) else content[step]
    content[int(last) if isinstance(content, list) else last] = value


def find(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand in the text as whole words: upper case, line ends, quotes and dashes may differ."""
    pattern = _pattern(words)
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def find_everywhere(payload: Mapping[str, Any], words: str) -> list[Place]:
    """Every place in the texts of the public content where the words stand."""
    return [Place(text.path, start, end) for text in texts(payload) for start, end in find(text.text, words)]


SAME = {"'": "['’‘ʼ]", "’": "['’‘ʼ]", "-": "[-‐‑–]", "–": "[-‐‑–]", "\N{SOFT HYPHEN}": ""}


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = ["".join(SAME.get(each, re.escape(each)) for each in part) for part in words.split()]
    if not any(parts):
        return None
    before = r"(?<!\w)" if re.match(r"\w", words.strip()) else ""
    after = r"(?!\w)" if re.search(r"\w$", words.strip()) else ""
    return re.compile(before + r"[\s\u00a0]+".join(parts) + after, re.IGNORECASE)


def left_standing(payload: Mapping[str, Any], spans: Iterable[Span]) -> dict[str, list[str]]:
    """Hidden words that can still be read elsewhere, each with the paths where; and names that are a part of them.

    A name is a part that begins with a capital and has four letters or more: who hides “Margaret Pell” will want to
    know of “Mrs Pell”.
    """
    spans = list(spans)
    original = {text.path: text.text for text in texts(payload)}
    shown = {text.path: text.text for text in _texts(redacted(payload, spans, lambda reason: reason), "", (), ())}
    phrases: dict[str, None] = {}
    for span in spans:
        words = " ".join(original[span.path][span.start : span.end].split())
        phrases[words] = None
        parts = words.split()
        if len(parts) > 1:
            names = (part.strip(".,;:()“”‘’'\"") for part in parts)
            phrases |= {name: None for name in names if len(name) >= 4 and name[0].isupper()}
    found = {
        words: [path for path, text in shown.items() if find(MARKED.sub(" ", text), words)]
        for words in phrases
        if words
    }
    return {words: paths for words, paths in found.items() if paths}
