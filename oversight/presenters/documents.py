"""The papers of this room: the cumulative effect for members, and the quarterly extract of the programme."""

from typing import Any

from django.utils.translation import gettext as _

from oversight.figures import Picture
from oversight.presenters import cumulative as show
from oversight.presenters.programme import HEADINGS, ProgrammeRow, sentences, totals
from oversight.rules.years import NOT_SET, words_of_year
from toolkit.pdf import render_pdf
from toolkit.templatetags.words import day


def cumulative_pdf(picture: Picture, organisation: Any, made_on: str) -> bytes:
    """A short paper for members: findings in plain words first, then the charts and tables they rest on."""
    dated = any(quarter != NOT_SET and each.harmed for quarter, each in picture.quarters)
    context = {
        "organisation": organisation,
        "made_on": made_on,
        "scope": show.scope_words(picture),
        "findings": show.findings(picture),
        "key_figures": show.key_figures(picture),
        "chart": show.group_chart(picture) if picture.cards.harmed else None,
        "quarter_chart": show.quarter_chart(picture) if dated else None,
        "group_headings": [_("Group"), *(str(words) for _key, words in show.COLUMNS)],
        "group_rows": [[line.name, *_values(line)] for line in show.group_lines(picture)],
        "heat_headings": [_("Group"), *(str(unit) for unit in picture.directorates)],
        "heat_rows": [[line.name, *_values(line)] for line in show.heat_lines(picture)],
        "hits": picture.hits,
        "hits_in_all": picture.hits_in_all,
        "combination_headings": [_("People who share"), _("Proposals"), _("Harmed"), _("Helped"), _("Unknown")],
        "combination_rows": [
            [row["name"], *(number.value for number in row["numbers"])] for row in show.combination_rows(picture)
        ],
    }
    return render_pdf("oversight/documents/cumulative.html", context, title=_("Cumulative effect on equality"))


def _values(line: show.Line) -> list[str]:
    return [f"{number.value} ({number.note})" if number.note else str(number.value) for number in line.numbers]


def programme_pdf(rows: list[ProgrammeRow], year: int, organisation: Any, made_on: str) -> bytes:
    """The quarterly extract for a body: what was agreed and done in each directorate, what is late and whose."""
    sums = totals(rows)
    late = sorted((each for row in rows for each in row.late), key=lambda each: -each.days_late)
    context = {
        "organisation": organisation,
        "made_on": made_on,
        "year_words": words_of_year(year),
        "sentences": sentences(rows, year),
        "headings": [
            _("Directorate"), _("Agreed"), _("Screened"), _("Assessed"), _("Late"), _("Dropped"), _("Added later")
        ],
        "rows": [
            *([str(row.programme.unit), *(row.counts[name] for name in HEADINGS)] for row in rows),
            [_("All directorates"), *(sums[name] for name in HEADINGS)],
        ],
        "late_headings": [_("Policy or proposal"), _("Service"), _("Was due"), _("Days late"), _("Whose")],
        "late_rows": [
            [each.entry.title, str(each.entry.unit), day(each.was_due_on), each.days_late, each.whose] for each in late
        ],
        "dropped_headings": [_("Policy or proposal"), _("Why")],
        "dropped_rows": [
            [each.entry.title, each.entry.dropped_because]
            for row in rows
            for each in row.entries
            if each.entry.dropped_on
        ],
    }  # fmt: skip
    return render_pdf("oversight/documents/programme.html", context, title=_("EqIA programme %s") % words_of_year(year))
