"""A table that is tried, as its pages show it: what it gives away and how, what is hidden instead, what else would do."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosure import HIDDEN
from disclosure.explaining import Bound, Side
from disclosure.linear import Unfinished
from disclosure.printed import Leak, Part, Role, Together
from disclosure.printed.alternatives import Alternative, Way
from workforce.services.trying import Tried

MOST_LISTED = 25
# What is typed at a command line, the same in every language.
COMMANDS = {
    "protect": "python -m disclosure protect FILE",
    "protect_and_prove": "python -m disclosure protect FILE --out PROTECTED",
    "verify": "python -m disclosure verify FILE",
}


@dataclass(frozen=True)
class ShownCell:
    """A cell as it is drawn: its text, a note of what readers can tell, and `kind`: leak, open, hidden or plain."""

    text: str
    note: str = ""
    kind: str = "plain"


@dataclass(frozen=True)
class ShownRow:
    label: str
    depth: int
    is_total: bool
    cells: list[ShownCell]


@dataclass(frozen=True)
class ShownTable:
    title: str
    heading: str
    columns: list[str]
    rows: list[ShownRow]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownLeak:
    """What a reader learns, of which cell, and how."""

    cell: str
    learnt: str
    how: list[str]


@dataclass(frozen=True)
class Outcome:
    """The whole answer, ready to be drawn."""

    headline: str
    leaks: list[ShownLeak]
    more_leaks: int
    open_count: int
    before: list[ShownTable]
    after: list[ShownTable]
    facts: list[tuple[str, str]]
    alternatives: list[dict[str, Any]]
    problem: str


def outcome(tried: Tried, titles: Sequence[str]) -> Outcome:
    words = _words(tried)
    leaks = tried.attacked.leaks if tried.attacked else ()
    worked_out = [leak for leak in leaks if not leak.is_open]
    return Outcome(
        headline(tried),
        [_leak(leak, words) for leak in worked_out[:MOST_LISTED]],
        max(0, len(worked_out) - MOST_LISTED),
        len(leaks) - len(worked_out),
        [_before(tried, at, title) for at, title in enumerate(titles)],
        [_after(tried, at, title) for at, title in enumerate(titles)] if tried.safe else [],
        _facts(tried),
        [_alternative(each) for each in tried.alternatives] if len(tried.alternatives) > 1 else [],
        _problem(tried, words),
    )


def headline(tried: Tried) -> str:
    if tried.attacked is None:
        return _("This table is too much to work on while you wait")
    leaks = tried.attacked.leaks
    worked_out = sum(not leak.is_open for leak in leaks)
    is_one = len(tried.world.places) == 1
    if worked_out:
        words = (
            ngettext(
                "As it stands, this table gives %(count)d hidden number away",
                "As it stands, this table gives %(count)d hidden numbers away",
                worked_out,
            )
            if is_one
            else ngettext(
                "Together these tables give %(count)d number away that none of them shows",
                "Together these tables give %(count)d numbers away that none of them shows",
                worked_out,
            )
        )
        return words % {"count": worked_out}
    if leaks:
        return ngettext(
            "%(count)d number here could point at people",
            "%(count)d numbers here could point at people",
            len(leaks),
        ) % {"count": len(leaks)}
    return _("This table gives nobody away") if is_one else _("These tables give nobody away")


def _words(tried: Tried) -> dict[str, str]:
    """Each number by the labels of the cell where it stands first."""
    found: dict[str, str] = {}
    for at, grid in enumerate(tried.world.places):
        rows, columns = _labels(tried, at)
        for row, line in zip(rows, grid, strict=True):
            for column, name in zip(columns, line, strict=True):
                if name is not None:
                    found.setdefault(name, ", ".join(part for part in (row, column) if part))
    for name, items in tried.world.items.items():
        found.setdefault(name, ", ".join(code for _attribute, code in items) or _("everybody"))
    return found


def _labels(tried: Tried, at: int) -> tuple[list[str], list[str]]:
    if not tried.tables:
        return [str(line[0]) for line in tried.world.places[at]], [""]
    printed = tried.tables[at].printed
    return [label.text for label in printed.rows], [label.text for label in printed.columns]


def _leak(leak: Leak, words: Mapping[str, str]) -> ShownLeak:
    how = [_bound(bound, words) for bound in leak.attack.bounds] if leak.attack else []
    if not how:
        how = [_("No short sum shows it: it follows from all the numbers together, since people are whole.")]
    cell = words[leak.name]
    if not leak.is_printed:
        cell = _("%s (which no table shows)") % cell
    return ShownLeak(cell, _learnt(leak), how)


def _learnt(leak: Leak) -> str:
    if leak.is_exact:
        return _("is exactly %d") % leak.low
    if math.isinf(leak.high):
        return _("is at least %d: somebody is there") % leak.low
    if leak.low >= 1:
        return _("is from %(low)d to %(high)d: somebody is there") % {"low": leak.low, "high": leak.high}
    return _("is at most %d: there are few or none") % leak.high


def _bound(bound: Bound, words: Mapping[str, str]) -> str:
    """“Total, Asian (78) − Adults, Asian (38) − … = 4”: the arithmetic, with the labels of the table."""
    steps: list[str] = []
    for term in sorted(bound.terms, key=lambda term: term.times < 0):
        often = abs(term.times)
        amount = "" if often == 1 else f"{often} × "
        known = {Side.EXACTLY: "", Side.AT_LEAST: _("at least "), Side.AT_MOST: _("at most ")}[term.known]
        sign = "− " if term.times < 0 else "+ " if steps else ""
        steps.append(f"{sign}{amount}{words.get(term.name, term.name)} ({known}{float(term.value):,.10g})")
    sign = {Side.EXACTLY: "=", Side.AT_LEAST: "≥", Side.AT_MOST: "≤"}[bound.side]
    value = bound.value
    if bound.is_of_people and value.denominator > 1:
        value = type(value)(math.ceil(value) if bound.side is Side.AT_LEAST else math.floor(value))
    shown = {"=": _("so it is %s"), "≥": _("so it is at least %s"), "≤": _("so it is at most %s")}[
        sign
    ] % f"{float(value):,.10g}"
    return f"{' '.join(steps)}: {shown}." if steps else f"{shown[:1].upper()}{shown[1:]}."


def interval_words(low: float, high: float) -> str:
    if low == high:
        return f"{low:,.0f}"
    if math.isinf(high):
        return _("%s or more") % f"{low:,.0f}"
    return _("%(low)s to %(high)s") % {"low": f"{low:,.0f}", "high": f"{high:,.0f}"}


def _before(tried: Tried, at: int, title: str) -> ShownTable:
    found = tried.attacked
    leaks = {leak.name: leak for leak in found.leaks} if found else {}

    def cell(name: str | None, text: str) -> ShownCell:
        if name is None:
            return ShownCell(text)
        leak = leaks.get(name)
        if leak and leak.is_open:
            return ShownCell(text, "", "open")
        known = found.intervals.get(name) if found else None
        if leak and known:
            return ShownCell(text or "–", interval_words(*known), "leak")
        return ShownCell(text or "–", interval_words(*known), "hidden") if known else ShownCell(text)

    return _table(tried, at, title, cell)


def _after(tried: Tried, at: int, title: str) -> ShownTable:
    safe = tried.safe
    assert safe is not None

    def cell(name: str | None, text: str) -> ShownCell:
        if name is None:
            return ShownCell(text)
        if name in safe.hidden:
            return ShownCell(HIDDEN, interval_words(*safe.intervals[name]), "hidden")
        return ShownCell(f"{tried.world.publication.by_id[name].value:,.0f}")

    return _table(tried, at, title, cell)


def _table(tried: Tried, at: int, title: str, cell: Any) -> ShownTable:
    places = tried.world.places[at]
    rows, columns = _labels(tried, at)
    if not tried.tables:
        texts = [[_text_of(tried.world, line[0])] for line in places]
        shown = [
            ShownRow(label, 0, False, [cell(line[0], text[0])])
            for label, line, text in zip(rows, places, texts, strict=True)
        ]
        return ShownTable(title, _("Number"), [_("People")], shown)
    table = tried.tables[at]
    kept = [place for place, role in enumerate(table.columns) if role.part is not Part.OUT]
    shown = [
        ShownRow(
            rows[row],
            _depth(table.rows, row),
            table.rows[row].part is Part.TOTAL and len(rows) > 1,
            [cell(places[row][column], table.printed.cells[row][column].text) for column in kept],
        )
        for row in range(len(rows))
        if table.rows[row].part is not Part.OUT
    ]
    heading = ", ".join(level for level in table.printed.levels if level)
    return ShownTable(title, heading, [columns[place] for place in kept], shown, table.printed.notes)


def _text_of(world: Together, name: str | None) -> str:
    low, high = world.spans[name or ""]
    return f"{low:,.0f}" if low == high else HIDDEN


def _depth(roles: Sequence[Role], place: int) -> int:
    depth, of = 0, roles[place].of
    while of is not None and depth < 5:
        depth, of = depth + 1, roles[of].of
    return depth


def _facts(tried: Tried) -> list[tuple[str, str]]:
    safe = tried.safe
    if safe is None or tried.attacked is None:
        return []
    cells = len(tried.world.spans)
    hidden = len(safe.hidden)
    small = sum(
        tried.rule.is_sensitive(tried.world.publication.by_id[name].value)
        for name in safe.hidden
        if tried.world.spans[name][0] == tried.world.spans[name][1]
    )
    before = len(tried.world.hidden)
    parts = []
    if small:
        parts.append(ngettext("%d because it is small", "%d because they are small", small) % small)
    if before:
        parts.append(ngettext("%d that was hidden already", "%d that were hidden already", before) % before)
    if helpers := hidden - small - before:
        parts.append(ngettext("%d to protect others", "%d to protect others", helpers) % helpers)
    kept = next((each.kept for each in tried.alternatives if each.way is Way.HIDE), None)
    if safe.is_proven_least:
        least = _("No: proven to be the least that can be hidden")
    elif safe.lower_bound > 0.8 * safe.loss:
        least = (
            _("Hardly: at most %s%% of what is lost could be saved") % f"{100 * (1 - safe.lower_bound / safe.loss):.0f}"
        )
    else:
        least = _("Perhaps: it was found by a quick search")
    facts = [
        (
            _("Hidden"),
            _("%(hidden)d of %(cells)d cells%(why)s")
            % {"hidden": hidden, "cells": cells, "why": f": {', '.join(parts)}" if parts else ""},
        )
    ]
    if kept is not None:
        facts.append((_("What readers keep"), _("%s%% of the information in the numbers") % f"{100 * kept:.0f}"))
    if hidden > small:
        facts.append((_("Could less be hidden?"), least))
    if safe.given_up:
        facts.append(
            (
                _("Totals"),
                _("Some totals had to be hidden too: with all of them in sight, small numbers could be worked out."),
            )
        )
    return facts


def _alternative(each: Alternative) -> dict[str, Any]:
    lines = ", ".join(each.lines)
    words = {
        Way.HIDE: _("Hide cells, as above"),
        Way.GROUPS: _("Show only the groups (%s), not what they are made of") % lines,
        Way.JOIN: _("Join %s in one line") % lines,
        Way.ROUND: _("Round every number to the nearest %d, and hide none") % each.base,
    }[each.way]
    if each.way is Way.ROUND:
        risks = []
        if each.exactly:
            risks.append(
                ngettext("%d small number comes out exactly", "%d small numbers come out exactly", each.exactly)
                % each.exactly
            )
        if each.somebody:
            risks.append(
                ngettext(
                    "of %d a reader can tell that somebody is there",
                    "of %d a reader can tell that somebody is there",
                    each.somebody,
                )
                % each.somebody
            )
        safe = _("No: %s") % _(", and ").join(risks) if risks else _("Yes")
    else:
        safe = _("Yes")
    return {
        "words": words,
        "shown": each.shown,
        "hidden": each.hidden,
        "kept": f"{100 * each.kept:.0f}%" if each.kept is not None else "",
        "safe": safe,
        "is_safe": each.way is not Way.ROUND or not (each.exactly or each.somebody),
    }


def _problem(tried: Tried, words: Mapping[str, str]) -> str:
    if tried.is_too_large:
        return _("It has %(count)s numbers, with the totals. At most %(most)s are worked on while you wait.") % {
            "count": f"{len(tried.world.publication.numbers):,}",
            "most": "1,500",
        }
    if isinstance(tried.problem, Unfinished):
        return _("The work did not finish in its time, so nothing here may be called safe.")
    if tried.problem is not None:
        names = [words.get(name, name) for name in tried.problem.ids[:5]]
        return _(
            "Whatever is hidden beside them, these numbers come out: %s. Use coarser lists, or do not publish the table."
        ) % "; ".join(names)
    return ""


def file_name(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 and titles[0] != _("Your table") else _("protected table")


def copied(tables: Sequence[ShownTable]) -> str:
    """The protected tables as text with tabs, which spreadsheets and Word take as tables."""
    texts = []
    for table in tables:
        lines = ["\t".join(row) for row in rows_of(table)]
        texts.append("\n".join([table.title, *lines] if len(tables) > 1 else lines))
    return "\n\n".join(texts)


def rows_of(table: ShownTable) -> list[list[str]]:
    """Headings first; hidden cells by their symbol, and nothing of what readers can tell of them."""
    return [
        [table.heading, *table.columns],
        *([f"{'  ' * row.depth}{row.label}", *(cell.text for cell in row.cells)] for row in table.rows),
    ]
