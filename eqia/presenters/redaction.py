"""The approved version as its publisher reads it: section by section, each text with the words hidden in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eqia.choices import RedactionReason
from eqia.models import AssessmentVersion, Redaction
from eqia.redaction import Span, Text, left_standing, texts

# Where a text stands, by the first key of its path.
SECTIONS: Mapping[str, Any] = {
    "title": gettext_lazy("Title and people"),
    "service": gettext_lazy("Title and people"),
    "author": gettext_lazy("Title and people"),
    "owner": gettext_lazy("Title and people"),
    "team": gettext_lazy("Title and people"),
    "decision_maker": gettext_lazy("Title and people"),
    "objectives": gettext_lazy("Title and people"),
    "proposal": gettext_lazy("The proposal"),
    "alternatives": gettext_lazy("The proposal"),
    "places": gettext_lazy("The proposal"),
    "screening": gettext_lazy("Screening"),
    "evidence": gettext_lazy("Evidence"),
    "consultation": gettext_lazy("Consultation and engagement"),
    "impacts": gettext_lazy("Impact on each group"),
    "intersections": gettext_lazy("Groups that overlap"),
    "cumulative": gettext_lazy("Cumulative effect"),
    "no_intersection": gettext_lazy("Groups that overlap"),
    "modules": gettext_lazy("Other duties"),
    "mitigations": gettext_lazy("Mitigation"),
    "conclusion": gettext_lazy("Outcome"),
    "local": gettext_lazy("Our own questions"),
    "review": gettext_lazy("Review"),
    "attestation": gettext_lazy("Sign-off"),
    "attestations": gettext_lazy("Sign-off"),
}
# What a text is called that answers no question of the form.
CALLED: Mapping[str, Any] = {
    "title": gettext_lazy("Title"),
    "service": gettext_lazy("Service"),
    "decision_maker": gettext_lazy("Who decides"),
    "objectives": gettext_lazy("Equality objective it serves"),
    "shows": gettext_lazy("What it shows"),
    "source": gettext_lazy("Source"),
    "dated": gettext_lazy("Date or period"),
    "link": gettext_lazy("Web address"),
    "who": gettext_lazy("Who"),
    "method": gettext_lazy("How"),
    "description": gettext_lazy("What will be done"),
    "indicator": gettext_lazy("How we will know"),
    "gaps": gettext_lazy("What we do not know"),
    "post": gettext_lazy("Post"),
    "aims_reason": gettext_lazy("Why"),
    "reasons": gettext_lazy("Reasons"),
    "justification": gettext_lazy("Justification"),
    "monitoring": gettext_lazy("Afterwards"),
    "no_consultation_reason": gettext_lazy("Why nobody was asked"),
}


@dataclass(frozen=True)
class Piece:
    """Some words of a text, and the mark of why they are hidden, if they are."""

    words: str
    mark: str = ""


@dataclass(frozen=True)
class Line:
    """One text: where it stands, what it is called, and its pieces; `anchor` names it within the page."""

    path: str
    called: str
    text: str
    pieces: list[Piece]

    @property
    def anchor(self) -> str:
        return "text" + self.path.replace("/", "-")


@dataclass
class Part:
    heading: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Hidden:
    """One redaction as the publisher reads it."""

    redaction: Redaction
    words: str
    where: str
    anchor: str


def parts_of(version: AssessmentVersion, redactions: Iterable[Redaction]) -> list[Part]:
    """Every text of the version under its section, in order."""
    spans: dict[str, list[Span]] = {}
    for each in redactions:
        spans.setdefault(each.path, []).append(each.span)
    parts: dict[str, Part] = {}
    order = list(SECTIONS)
    # The database keeps the keys of a payload in an order of its own.
    found = sorted(texts(version.payload), key=lambda text: (*order, text.keys[0]).index(text.keys[0]))
    for text in found:
        heading = _section(text)
        part = parts.setdefault(heading, Part(heading))
        part.lines.append(Line(text.path, called(text), text.text, pieces(text.text, spans.get(text.path, []))))
    return list(parts.values())


def line_of(version: AssessmentVersion, path: str, redactions: Iterable[Redaction]) -> Line | None:
    """One text by its path."""
    return next((line for part in parts_of(version, redactions) for line in part.lines if line.path == path), None)


def hidden_in(version: AssessmentVersion, redactions: Iterable[Redaction]) -> list[Hidden]:
    by_path = {text.path: text for text in texts(version.payload)}
    return [
        Hidden(each, by_path[each.path].text[each.start : each.end], where(by_path[each.path]), _anchor(each.path))
        for each in redactions
        if each.path in by_path
    ]


def still_read(version: AssessmentVersion, redactions: Iterable[Redaction]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Hidden words that the public could still read elsewhere: (words, [(where, anchor), …])."""
    by_path = {text.path: text for text in texts(version.payload)}
    found = left_standing(version.payload, [each.span for each in redactions])
    return [(words, [(where(by_path[path]), _anchor(path)) for path in paths]) for words, paths in found.items()]


def where(text: Text) -> str:
    return f"{_section(text)}: {called(text)}"


def called(text: Text) -> str:
    """The question it answers or what it is, after the name of the card or item it belongs to."""
    nearest, key = text.near[-1], text.keys[-1]
    words = str(nearest.get("question") if key == "answer" and nearest.get("question") else CALLED.get(key, ""))
    words = words or key.replace("_", " ").capitalize()
    if key == "post":
        words = {"author": _("Post of the author"), "owner": _("Post of whoever is accountable")}.get(
            text.keys[-2] if len(text.keys) > 1 else "", _("Post")
        )
    owner = next((_name(each) for each in text.near[1:] if _name(each)), "")
    return words if not owner or owner == text.text else f"{owner}: {words}"


def _name(thing: Mapping[str, Any]) -> str:
    """What a card or an item within a list is called; a question is no such thing."""
    if "question" in thing:
        return ""
    name = str(thing.get("title") or (thing.get("name") if "key" in thing else "") or thing.get("who") or "")
    return name if len(name) <= 60 else f"{name[:57]}…"


def _section(text: Text) -> str:
    return str(SECTIONS.get(text.keys[0], _("Other answers")))


def _anchor(path: str) -> str:
    return "text" + path.replace("/", "-")


def pieces(text: str, spans: list[Span]) -> list[Piece]:
    """The text cut where words are hidden."""
    cut: list[Piece] = []
    last = 0
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        start = max(span.start, last)
        if start >= span.end:
            continue
        if start > last:
            cut.append(Piece(text[last:start]))
        cut.append(Piece(text[start : span.end], str(RedactionReason(span.reason).label)))
        last = span.end
    return [*cut, Piece(text[last:])] if last < len(text) else cut


def around(text: str, start: int, end: int, width: int = 40) -> tuple[str, str, str]:
    """The words of one place with a little of what stands before and after them."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return (("…" if start > width else "") + before, text[start:end], after + ("…" if end + width < len(text) else ""))
