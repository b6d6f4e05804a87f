"""A draft as the coach reads it: the content (`eqia.content`) through a few names, whatever it has or lacks.

Content may come from a draft of today, from a version frozen years ago, or half-written: a part that is missing or of
another shape reads as empty, so that no rule has to ask.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from eqia.choices import HARMS, HELPS, Effect, Severity
from eqia.coach.words import only_watches

YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Card:
    """The card of one group."""

    key: str
    name: str
    effect: str
    answers: Mapping[str, str]
    residual: str
    find_out: Mapping[str, Any]

    def __getitem__(self, question: str) -> str:
        return self.answers.get(question, "")

    @property
    def harms(self) -> bool:
        return self.effect in HARMS

    @property
    def helps(self) -> bool:
        return self.effect in HELPS

    @property
    def is_none(self) -> bool:
        return self.effect == Effect.NONE

    @property
    def is_unknown(self) -> bool:
        return self.effect == Effect.UNKNOWN

    @property
    def is_serious(self) -> bool:
        return self["severity"] == str(Severity.SERIOUS.label)


@dataclass(frozen=True)
class Evidence:
    title: str
    kind: str
    shows: str
    about: tuple[str, ...]
    is_stale: bool
    until: datetime.date | None


@dataclass(frozen=True)
class Asked:
    """People who were or will be asked."""

    who: str
    method: str
    about: tuple[str, ...]
    voice: str
    is_planned: bool
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    heard: str
    changed: str
    fed_back: str

    @property
    def last_day(self) -> datetime.date | None:
        return self.ends_on or self.starts_on


@dataclass(frozen=True)
class Promise:
    """A mitigation, as far as the coach judges it."""

    name: str
    description: str
    indicator: str
    due_on: datetime.date | None

    @property
    def only_watches(self) -> bool:
        return only_watches(self.description)


class Reading:
    """One draft on one day."""

    def __init__(self, content: Mapping[str, Any], on: datetime.date) -> None:
        self.content = content
        self.on = on

    def has(self, *path: str) -> bool:
        """Whether the draft asks for this at all: an older one may not."""
        here: Any = self.content
        for step in path:
            if not isinstance(here, Mapping) or step not in here:
                return False
            here = here[step]
        return True

    def text(self, *path: str) -> str:
        return a_text(self._at(path))

    def day(self, *path: str) -> datetime.date | None:
        return a_day(self._at(path))

    def items(self, *path: str) -> list[Mapping[str, Any]]:
        found = self._at(path)
        return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list | tuple) else []

    @property
    def is_full(self) -> bool:
        return self.content.get("is_full") is True

    @cached_property
    def proposal(self) -> Mapping[str, str]:
        """The answers about the proposal by their keys."""
        return _answers(self.items("proposal"))

    @cached_property
    def cards(self) -> list[Card]:
        return [_card(each) for each in self.items("impacts")] if self.is_full else []

    @property
    def harmed(self) -> list[Card]:
        return [card for card in self.cards if card.harms]

    @cached_property
    def evidence(self) -> list[Evidence]:
        return [self._evidence(each) for each in self.items("evidence", "items")] if self.is_full else []

    @cached_property
    def asked(self) -> list[Asked]:
        return [self._asked(each) for each in self.items("consultation", "items")] if self.is_full else []

    @cached_property
    def promises(self) -> list[Promise]:
        """What is promised to be done; promises to find something out are another matter."""
        return [
            Promise(
                a_text(each.get("for")),
                a_text(each.get("description")),
                a_text(each.get("indicator")),
                a_day(each.get("due_on")),
            )
            for each in self.items("mitigations")
            if a_text(each.get("kind")) in ("", "mitigate")
        ]

    def promises_for(self, card: Card) -> list[Promise]:
        """Those for that group and those for everybody."""
        return [promise for promise in self.promises if promise.name in ("", card.name)]

    @property
    def decided_on(self) -> datetime.date | None:
        return self.day("decision_expected_on")

    @property
    def started_on(self) -> datetime.date | None:
        return self.day("started_on")

    @property
    def outcome(self) -> str:
        return self.text("conclusion", "outcome") if self.is_full else ""

    @cached_property
    def screened(self) -> Mapping[str, str]:
        """What screening said about each group, by its key."""
        return {a_text(each.get("key")): a_text(each.get("answer")) for each in self.items("screening", "groups")}

    @cached_property
    def module(self) -> Mapping[str, str]:
        """Whether each optional duty was found relevant, by its key; one that is not asked is not here."""
        return {a_text(each.get("key")): a_text(each.get("relevance")) for each in self.items("modules")}

    @cached_property
    def written(self) -> list[str]:
        """What the writer says about the proposal, in their own words."""
        return [text for text in (self.text("title"), *self.proposal.values()) if text]

    def is_heard(self, card: Card) -> bool:
        """Whether people of that group speak in the draft: on their card, or asked themselves."""
        return bool(card["told"]) or any(card.key in each.about and each.voice != "about" for each in self.asked)

    def knows_about(self, card: Card) -> bool:
        return bool(card["known"] or card["told"]) or any(
            card.key in each.about or card.name in each.about for each in self.evidence
        )

    def _at(self, path: tuple[str, ...]) -> Any:
        here: Any = self.content
        for step in path:
            here = here.get(step) if isinstance(here, Mapping) else None
        return here

    def _evidence(self, each: Mapping[str, Any]) -> Evidence:
        dated = a_text(each.get("dated"))
        years = [int(year) for year in YEAR.findall(dated)]
        # A piece that says itself from when it is out of date is judged by that: the census is taken every ten years.
        stale_on = a_day(each.get("stale_on"))
        until = datetime.date(max(years), 12, 31) if years and stale_on is None else None
        return Evidence(
            a_text(each.get("title")),
            a_text(each.get("kind")),
            a_text(each.get("shows")),
            _texts(each.get("about_keys")) + _texts(each.get("about")),
            stale_on is not None and stale_on <= (self.decided_on or self.on),
            until,
        )

    def _asked(self, each: Mapping[str, Any]) -> Asked:
        answers = _answers([one for one in _list(each.get("answers")) if isinstance(one, Mapping)])
        starts_on = a_day(each.get("starts_on"))
        return Asked(
            who=a_text(each.get("who")),
            method=a_text(each.get("method")),
            about=_texts(each.get("about_keys")),
            voice=a_text(each.get("voice")),
            is_planned=each.get("stage") == "planned" or bool(starts_on and starts_on > self.on),
            starts_on=starts_on,
            ends_on=a_day(each.get("ends_on")),
            heard=answers.get("heard", ""),
            changed=answers.get("changed", ""),
            fed_back=answers.get("fed_back", ""),
        )


def a_text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def a_day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _card(each: Mapping[str, Any]) -> Card:
    find_out = each.get("find_out")
    return Card(
        key=a_text(each.get("key")),
        name=a_text(each.get("name")),
        effect=a_text(each.get("effect")),
        answers=_answers([one for one in _list(each.get("answers")) if isinstance(one, Mapping)]),
        residual=a_text(each.get("residual")),
        find_out=find_out if isinstance(find_out, Mapping) else {},
    )


def _answers(found: list[Mapping[str, Any]]) -> dict[str, str]:
    return {a_text(each.get("key")): a_text(each.get("answer")) for each in found}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each for each in _list(value) if isinstance(each, str))
