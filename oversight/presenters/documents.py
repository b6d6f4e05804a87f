"""The papers of this room: the cumulative effect for members, and the quarterly extract of the programme."""

from typing import Any

from django.utils.translation import gettext as _

from oversight.figures import Picture
from oversight.presenters import cumulative as show
from oversight.rules.years import NOT_SET
from toolkit.pdf import render_pdf


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
