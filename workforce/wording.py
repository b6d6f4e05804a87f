"""The numbers of a release in words: what each counts, what was found out about it, and what can be done.

`disclosure` speaks of numbers by their ids and of findings by their kinds; here they become sentences for people.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosure.releases import items_in
from organisation.code_lists import CODE_LISTS, MISSING
from workforce.choices import Origin
from workforce.population import DECLARED, DIRECTORATE, GRADE, GROUP, HOURS, RESPONDED, UNANSWERED

Labels = Mapping[str, Mapping[str, str]]


def attribute_words(name: str) -> str:
    if name in CODE_LISTS:
        return str(CODE_LISTS[name].name)
    return {DIRECTORATE: _("Directorate"), GRADE: _("Grade"), HOURS: _("Hours")}.get(name, name)


def code_words(labels: Labels, attribute: str, code: str) -> str:
    """A category as readers know it."""
    code_list = CODE_LISTS.get(attribute)
    if code_list is None:
        return labels.get(attribute, {}).get(code, code)
    fixed = {
        DECLARED: _("gave an answer"),
        RESPONDED: _("answered or preferred not to say"),
        UNANSWERED: _("no answer recorded"),
    }
    if code in fixed:
        return fixed[code]
    if code.startswith(GROUP):
        return str(code_list.groups.get(code.removeprefix(GROUP), code))
    if code.startswith("missing "):
        return MISSING.get(int(code.removeprefix("missing ")), code)
    return code_list.by_key[code].label if code in code_list.by_key else code


def number_words(labels: Labels, name: str) -> str:
    """What a number counts: “Religion or belief: Muslim, in Place”, “All staff in Place”, “All staff”."""
    items = dict(items_in(name))
    place = items.pop(DIRECTORATE, None)
    where = _("in %s") % code_words(labels, DIRECTORATE, place) if place else ""
    said = ", ".join(
        f"{attribute_words(attribute)}: {code_words(labels, attribute, code)}" for attribute, code in items.items()
    ) or _("All staff")
    return f"{said}, {where}" if items and where else f"{said} {where}".strip()


def table_words(attributes: Collection[str]) -> str:
    """What a table shows: “Ethnic group by directorate”, “Sex by grade and hours”, “Ethnic group, whole body”."""
    answers = [attribute_words(name) for name in attributes if name in CODE_LISTS]
    by = [attribute_words(name) for name in attributes if name not in CODE_LISTS]
    if not attributes:
        return _("Headcount")
    if not by:
        return _("%s, whole body") % _(" and ").join(answers)
    across = _(" and ").join(name.lower() for name in by)
    return _("%(answers)s by %(across)s") % {"answers": _(" and ").join(answers) or _("Headcount"), "across": across}


def reason_words(reason: str, count: int, policy: Mapping[str, Any]) -> str:
    """How many numbers are hidden for one reason."""
    number = f"{count:,}"
    if reason == "few":
        return ngettext(
            "%(number)s counts fewer than %(threshold)s people (%(sensitive)s for the most sensitive questions)",
            "%(number)s count fewer than %(threshold)s people (%(sensitive)s for the most sensitive questions)",
            count,
        ) % {
            "number": number,
            "threshold": policy.get("threshold"),
            "sensitive": max(policy.get("thresholds", {}).values(), default=policy.get("threshold")),
        }
    if reason == "zero":
        return ngettext("%s says that there is nobody", "%s say that there is nobody", count) % number
    if reason in ("everybody", "all but one"):
        return (
            ngettext(
                "%s would show that everybody in a row gave the same answer",
                "%s would show that everybody in a row gave the same answer",
                count,
            )
            % number
        )
    return (
        ngettext(
            "%s would help to work out another that is hidden",
            "%s would help to work out others that are hidden",
            count,
        )
        % number
    )


@dataclass(frozen=True)
class Term:
    """One number that readers use: added or subtracted, in which edition, and what it says if they were told."""

    sign: str
    words: str
    edition: str
    value: str = ""


@dataclass(frozen=True)
class LeakWords:
    subject: str
    learnt: str
    terms: list[Term] = field(default_factory=list)


def leak_words(leak: Mapping[str, Any], labels: Labels, known: Mapping[str, Mapping[str, Any]]) -> LeakWords:
    """A finding in words. `known`: the numbers of every edition as readers have them, by its name."""
    subject = number_words(labels, leak["number"])
    days = {"since": leak["since"], "edition": leak["edition"]}
    if leak["kind"] == "came":
        subject = _("%(subject)s: people new there between %(since)s and %(edition)s") % (days | {"subject": subject})
    elif leak["kind"] == "went":
        subject = _("%(subject)s: people no longer there between %(since)s and %(edition)s") % (
            days | {"subject": subject}
        )
    learnt = {
        "exact": _("A reader could work out the exact number."),
        "somebody": _("A reader could tell that there is somebody."),
        "few": _("A reader could tell that there are only a few."),
        "everybody": _("A reader could tell that it is everybody."),
    }.get(leak["learnt"], _("A reader could work it out more closely than was promised."))
    return LeakWords(capfirst(subject), learnt, list(_terms(leak["terms"], labels, known)))


def _terms(terms: Iterable[Any], labels: Labels, known: Mapping[str, Mapping[str, Any]]) -> Iterable[Term]:
    """Those that are added first, then those that are taken away."""
    for place, (times, name) in enumerate(sorted(terms, key=lambda term: term[0] < 0)):
        edition, _colon, number = name.rpartition(": ")
        often = "" if abs(times) == 1 else _("%s times ") % f"{abs(times):g}"
        sign = _("minus ") if times < 0 else _("plus ") if place else ""
        seen = known.get(edition, {}).get(number)
        try:
            words = number_words(labels, number)
        except ValueError:
            words = number
        yield Term(sign + often, words, edition, f"{seen:,}" if isinstance(seen, int) else "")


@dataclass(frozen=True)
class WayWords:
    """One way out: what to do, what it costs, and its place in the list where it can be carried out from the page."""

    words: str
    cost: str
    button: str = ""
    place: int | None = None
    hides: list[str] = field(default_factory=list)


def way_words(place: int, way: Mapping[str, Any], labels: Labels) -> WayWords:
    cost = _("It loses %s of what the figures say.") % _percent(way["loss"])
    if way["way"] == "wait":
        until = date_format(datetime.date.fromisoformat(way["until"]), "j F Y")
        return WayWords(
            _("Let nothing of this day leave. Figures of %s or later can leave again.") % until,
            _("It loses nothing that is out already."),
        )
    hides = [number_words(labels, name) for name in way["hides"]]
    if way["way"] == Origin.WHOLE_BODY:
        words, button = _("Show figures of the whole body only, none by directorate."), _("Propose the whole body only")
    elif way["way"] == Origin.ROUND:
        words = _("Round every number to the nearest %s.") % way["base"]
        button = _("Propose rounded figures")
    else:
        number = len(hides)
        words = ngettext("Hide %s more number.", "Hide %s more numbers.", number) % f"{number:,}"
        button = _("Propose with these hidden")
    return WayWords(words, cost, button, place, hides)


def _percent(share: float) -> str:
    return _("less than 1%") if 0 < share < 0.01 else f"{100 * share:.0f}%"
