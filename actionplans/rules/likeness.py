"""Which actions of different plans read like the same work.

A volume of strand plans says the same thing several times: an equal pay audit "for gender" and another "on race". Found
here are pairs that a person should look at; only a person says that they are the same.

- Words are compared without case, endings and words that tell nothing ("continue", "implementation of"). The names of
  strands (gender, race, disability …) do not count, for they stand where two plans divide one piece of work; the people
  meant (women, BME staff, disabled residents) do, for work for one group is not work for another.
- An acronym in one action is the run of capitalised words with these initials in another.
- A word weighs the more the fewer actions use it: ln((n + 1) / actions with it).
- Likeness of the words is 0.7 × Dice's coefficient of the weighted words + 0.3 × RapidFuzz's token set ratio, which
  forgives spellings. Where both say what will be different, the ratio of those words counts for a fifth.
- The same lead adds 5 and the same day 2, of 100. From THRESHOLD on a pair is suggested.
- Two actions that report to the same body, under the same priority outcome, and share a phrase of two words besides, are
  suggested too, however differently they are put.

Only pairs that share two of their rarest words are compared, so that the work grows with the number of actions and not
with its square. A word that stands in more than COMMON actions brings nobody together.
"""

import datetime
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

THRESHOLD = 78
COMMON = 40
RAREST = 5
REPORTING = 70

_WORD = re.compile(r"[a-z0-9%]+")
_EMPTY = frozenset(
    _WORD.findall(
        """
        a an and any as at be by for from have in into is it its of on or our that the their this through to with within
        which all also each has been are was were will who than between across under upon per including include
        regarding  relevant other new continue continues continued continuing continuation develop development form
        formation  implement implementation review ensure undertake complete completion carry out ongoing create
        establish activity  activities measures taking arrangements gender race racial ethnic ethnicity disability age
        religion belief faith  sex sexual orientation equality equalities diversity diverse
        """
    )
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "es", "ed", "s")
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
_RUN = re.compile(r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+){2,5}\b")
_REPORTS = re.compile(r"\breport(?:s|ed|ing)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Work:
    """One action, as far as likeness goes. `plan` tells plans apart; `lead` is in words; `due_on` a day or None."""

    key: int
    plan: int
    description: str
    impact: str = ""
    outcome: str = ""
    lead: str = ""
    due_on: datetime.date | None = None


class Pair(NamedTuple):
    """Two actions that read alike: the smaller key first, how much out of 100, and why, in sentences."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]


@dataclass
class _Read:
    work: Work
    words: list[str]
    impact: set[str]
    said: dict[str, str]
    bodies: set[str] = field(default_factory=set)

    @property
    def distinct(self) -> set[str]:
        return set(self.words)


def likely_pairs(works: Iterable[Work], *, among: Collection[int] | None = None) -> list[Pair]:
    """The pairs worth a person's look, the likeliest first; with `among`, those with at least one of these keys."""
    listed = sorted(works, key=lambda work: work.key)
    acronyms = {name for work in listed for name in _ACRONYM.findall(work.description)}
    read = {work.key: _read(work, acronyms) for work in listed}
    spread = Counter(word for each in read.values() for word in each.distinct)
    weights = {word: math.log((len(read) + 1) / count) for word, count in spread.items()}
    wanted = None if among is None else set(among)
    pairs = []
    for first, second in _worth_comparing(read, spread, wanted):
        pair = _compare(read[first], read[second], weights)
        if pair is not None:
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def _read(work: Work, acronyms: set[str]) -> _Read:
    text = _with_acronyms(work.description, acronyms)
    said: dict[str, str] = {}
    words = []
    for word in _words(text):
        stem = _stem(word)
        said.setdefault(stem, word)
        words.append(stem)
    impact = {_stem(word) for word in _words(work.impact)}
    bodies = set(_ACRONYM.findall(text)) if _REPORTS.search(text) else set()
    return _Read(work, words, impact, said, bodies)


def _with_acronyms(text: str, acronyms: set[str]) -> str:
    """Names written out are put as the acronyms that other actions use for them."""

    def shortened(found: re.Match[str]) -> str:
        initials = "".join(word[0] for word in re.split(r"[ -]", found[0]))
        return initials if initials in acronyms else found[0]

    return _RUN.sub(shortened, text)


def _words(text: str) -> list[str]:
    tidy = text.casefold().replace("’", "'").replace("'s", "")
    return [word for word in _WORD.findall(tidy) if len(word) > 1 and word not in _EMPTY]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _worth_comparing(
    read: dict[int, _Read], spread: Counter[str], wanted: set[int] | None
) -> Iterator[tuple[int, int]]:
    """Pairs of different plans that share two of their rarest words, all of their only word, or a body they report to."""
    marks = {key: _marks(each, spread) for key, each in read.items()}
    sought = None if wanted is None else {mark for key in wanted & marks.keys() for mark in marks[key]}
    standing: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, of_one in marks.items():
        for mark in of_one if sought is None else sought.intersection(of_one):
            standing[mark].append(key)
    seen: set[tuple[int, int]] = set()
    for keys in standing.values():
        if not 1 < len(keys) <= COMMON:
            continue
        for pair in combinations(keys, 2):
            is_wanted = wanted is None or not wanted.isdisjoint(pair)
            if is_wanted and pair not in seen and read[pair[0]].work.plan != read[pair[1]].work.plan:
                seen.add(pair)
                yield pair


def _marks(each: _Read, spread: Counter[str]) -> list[tuple[str, ...]]:
    """By what it may be found: pairs of its rarest words, and the bodies it reports to under its priority outcome."""
    rare = sorted(each.distinct, key=lambda word: (spread[word], word))[:RAREST]
    marks: list[tuple[str, ...]] = list(combinations(sorted(rare), 2)) or [(word,) for word in rare]
    return marks + [("to", body, _plain(each.work.outcome)) for body in each.bodies]


def _compare(one: _Read, other: _Read, weights: dict[str, float]) -> Pair | None:
    shared = one.distinct & other.distinct
    if not shared:
        return None
    whole = sum(weights[word] for words in (one.distinct, other.distinct) for word in words)
    dice = 2 * sum(weights[word] for word in shared) / whole if whole else 0.0
    score = 70 * dice + 0.3 * _ratio(one.distinct, other.distinct)
    is_same_impact = False
    if one.impact and other.impact:
        ratio = _ratio(one.impact, other.impact)
        score, is_same_impact = 0.8 * score + 0.2 * ratio, ratio >= 80
    lead = " ".join(one.work.lead.split())
    is_same_lead = bool(lead and other.work.lead) and fuzz.ratio(lead.casefold(), other.work.lead.casefold()) >= 90
    is_same_day = one.work.due_on is not None and one.work.due_on == other.work.due_on
    score += 5 * is_same_lead + 2 * is_same_day
    reasons = []
    if score >= THRESHOLD:
        reasons.append(_("Both say “%s”.") % " ".join(_in_order(one, shared)))
    elif sentence := _both_report(one, other):
        reasons.append(sentence)
        score = REPORTING
    else:
        return None
    if is_same_impact:
        reasons.append(_("What they are to change reads alike."))
    if is_same_lead:
        reasons.append(_("Both are led by %s.") % lead)
    if is_same_day:
        reasons.append(_("Both fall due on the same day."))
    return Pair(one.work.key, other.work.key, min(round(score), 100), tuple(reasons))


def _both_report(one: _Read, other: _Read) -> str:
    """Says so if both report to one body, share the priority outcome and a phrase of two words besides; else empty."""
    bodies = one.bodies & other.bodies
    if not bodies or not one.work.outcome or _plain(one.work.outcome) != _plain(other.work.outcome):
        return ""
    apart = {body.casefold() for body in bodies} | {"report"}
    phrases = [
        phrase for phrase in _phrases(one.work) if phrase in set(_phrases(other.work)) and not apart & set(phrase)
    ]
    if not phrases:
        return ""
    return _("Both report to %(body)s under the same priority outcome, and both say “%(words)s”.") % {
        "body": ", ".join(sorted(bodies)),
        "words": " ".join(phrases[0]),
    }


def _phrases(work: Work) -> list[tuple[str, str]]:
    return [pair for text in (work.description, work.impact) for pair in pairwise(map(_stem, _words(text)))]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _in_order(read: _Read, shared: set[str]) -> list[str]:
    """The shared words as the first action has them, in its order, each once."""
    return [read.said[stem] for stem in dict.fromkeys(read.words) if stem in shared]


def _ratio(one: Iterable[str], other: Iterable[str]) -> float:
    return fuzz.token_set_ratio(" ".join(sorted(one)), " ".join(sorted(other)))
