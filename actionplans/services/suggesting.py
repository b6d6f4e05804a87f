"""Whom the words of a plan may mean, with the reason and how sure it is. Nothing here is done before a person confirms."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actionplans.choices import LeadKind, LeadMatch
from actionplans.rules.leads import same_name
from actionplans.rules.names import (
    INITIALS,
    LIKE_ENOUGH,
    is_initials_of,
    is_plural,
    likeness,
    seat_in,
    stem,
    without_place,
)
from actionplans.services.reading import Directory, Meaning

MOST = 4


@dataclass(frozen=True)
class Suggestion:
    """One person, post, unit or body that words may mean, or several together; `sure` is from 0 to 100."""

    meanings: tuple[Meaning, ...]
    sure: int
    why: str

    @property
    def key(self) -> str:
        """How forms name it: "post-3", or "post-3+post-4" for several."""
        return "+".join(meaning.key for meaning in self.meanings)

    @property
    def name(self) -> str:
        if len(self.meanings) == 1:
            return name_of(self.meanings[0])
        return _("All %(number)d: %(names)s") % {
            "number": len(self.meanings),
            "names": "; ".join(name_of(meaning) for meaning in self.meanings),
        }


def name_of(meaning: Meaning) -> str:
    """The name as a reader tells it from others: a post with where it stands, a person with what they are called."""
    record = meaning.record
    if meaning.kind == LeadKind.POST and record.unit:
        return f"{record.title}, {record.unit}"
    if meaning.kind == LeadKind.PERSON and record.job_title:
        return f"{record.full_name}, {record.job_title}"
    return str(record)


def suggest(directory: Directory, text: str) -> list[Suggestion]:
    """The likeliest first, at most `MOST`; none where nothing is like enough."""
    found: dict[frozenset[str], Suggestion] = {}
    for suggestion in _all(directory, text):
        known = frozenset(meaning.key for meaning in suggestion.meanings)
        if known not in found or found[known].sure < suggestion.sure:
            found[known] = suggestion
    return sorted(found.values(), key=lambda each: (-each.sure, -len(each.meanings), each.name))[:MOST]


def _all(directory: Directory, text: str) -> Iterable[Suggestion]:
    yield from _named(directory, text)
    yield from _former(directory, text)
    if seat := seat_in(text):
        named = [
            each for each in _named(directory, seat.body) if {one.kind for one in each.meanings} == {LeadKind.BODY}
        ]
        for suggestion in [*named, *_alike(directory, seat.body, {LeadKind.BODY})]:
            why = _("Its chair or secretary answers for it. %s") % suggestion.why
            yield Suggestion(suggestion.meanings, min(suggestion.sure, 99), why)
    if post := without_place(text):
        for suggestion in [*_named(directory, post), *_former(directory, post)]:
            why = _("The words before the comma. %s") % suggestion.why
            yield Suggestion(suggestion.meanings, min(suggestion.sure, 95), why)
    yield from _alike(directory, text)


def _named(directory: Directory, text: str) -> Iterable[Suggestion]:
    named = directory.named(text)
    if len(named) > 1:
        yield Suggestion(tuple(named), 95, _("%d have this name: together") % len(named))
    for meaning in named:
        why = _why_named(meaning, text)
        yield Suggestion(
            (meaning,), 100 if len(named) == 1 else 80, why if len(named) == 1 else _("One of several of this name")
        )


def _why_named(meaning: Meaning, text: str) -> str:
    if meaning.kind == LeadKind.PERSON and meaning.name != meaning.record.full_name:
        return _("Job title of %s") % meaning.record
    return _("Same name") if meaning.name == text else _("Same name but for capitals or signs")


def _former(directory: Directory, text: str) -> Iterable[Suggestion]:
    for meaning in directory.former.get(same_name(text), []):
        yield Suggestion((meaning,), 95, _("Former title of “%s”") % meaning.record)


def _alike(directory: Directory, text: str, kinds: set[LeadKind] | None = None) -> Iterable[Suggestion]:
    """Everybody whose name is like enough; where the words are a plural, all of one name together."""
    wanted = stem(text)
    together: list[Meaning] = []
    for place in (directory.names, directory.former, directory.job_titles):
        for meanings in place.values():
            for meaning in meanings:
                if kinds is not None and meaning.kind not in kinds:
                    continue
                if is_plural(text) and stem(meaning.name) == wanted and place is not directory.former:
                    together.append(meaning)
                yield from _like(meaning, text)
    if len(together) > 1:
        yield Suggestion(tuple(together), 98, _("The words are a plural: each of them"))


def _like(meaning: Meaning, text: str) -> Iterable[Suggestion]:
    record, name = meaning.record, meaning.name
    if meaning.kind == LeadKind.BODY and is_initials_of(text, name):
        yield Suggestion((_similar(meaning),), INITIALS, _("The first letters of “%s”") % name)
        return
    sure = min(likeness(text, name), 98)
    if sure < LIKE_ENOUGH or same_name(text) == same_name(name):
        return
    if meaning.match == LeadMatch.FORMER_TITLE:
        why = _("Similar to “%(former)s”, a former title of “%(post)s”") % {"former": name, "post": record}
        yield Suggestion((_similar(meaning),), sure - 5, why)
    elif meaning.kind == LeadKind.PERSON and name != record.full_name:
        why = _("Similar to “%(title)s”, the job title of %(person)s") % {"title": name, "person": record}
        yield Suggestion((_similar(meaning),), sure - 5, why)
    else:
        yield Suggestion(
            (_similar(meaning),), sure, _("Similar: “%(words)s” and “%(name)s”") % {"words": text, "name": name}
        )


def _similar(meaning: Meaning) -> Meaning:
    return Meaning(meaning.kind, meaning.record, meaning.name, LeadMatch.SIMILAR)
