"""The cumulative picture in sentences, charts and tables."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from eqia.choices import Kind
from organisation.models import Unit
from oversight.choices import Standing
from oversight.figures import Group, Picture, Wanted
from oversight.rules.cumulative import Sum, percent, shade
from oversight.rules.years import MONTHS, NOT_SET
from toolkit import charts
from toolkit.symbols import NOT_APPLICABLE

# The measures of a sum, as columns of the table by group: key, heading.
COLUMNS = (
    ("harmed", gettext_lazy("Harmed")),
    ("mitigated", gettext_lazy("Of these mitigated")),
    ("unmitigated", gettext_lazy("Harm without mitigation")),
    ("helped", gettext_lazy("Helped")),
    ("unknown", gettext_lazy("Unknown")),
    ("unanswered", gettext_lazy("Not yet assessed")),
    ("unaffected", gettext_lazy("No impact")),
)
BEHIND = {
    "": gettext_lazy("Live proposals"),
    "harmed": gettext_lazy("Proposals that harm"),
    "mitigated": gettext_lazy("Proposals that harm, with a mitigation that has a lead and a date"),
    "unmitigated": gettext_lazy("Proposals that harm, without a mitigation that has a lead and a date"),
    "helped": gettext_lazy("Proposals that help"),
    "unknown": gettext_lazy("Proposals whose effect is unknown"),
    "unanswered": gettext_lazy("Proposals not yet assessed"),
    "unaffected": gettext_lazy("Proposals found to have no impact"),
}


@dataclass(frozen=True)
class Number:
    """One number of a table, the address of the proposals behind it, and for a heat table how dark its cell is."""

    value: int
    url: str
    shade: int = 0
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a table: its name, where it leads, and its numbers."""

    name: str
    numbers: list[Number]


def behind(wanted: Wanted, **more: Any) -> str:
    """The address of the list of proposals behind a number."""
    asked = {
        "round": wanted.round,
        "kind": wanted.kind,
        "standing": wanted.standing,
        "directorate": wanted.directorate,
    } | more
    return f"{reverse('oversight:proposals')}?{urlencode({name: value for name, value in asked.items() if value})}"


def quarter_words(quarter: str) -> str:
    """The quarter in words: October to December 2026."""
    if quarter == NOT_SET:
        return _("No date set yet")
    year, number = quarter.split("-")
    first, last = MONTHS[int(number) - 1]
    return _("%(first)s to %(last)s %(year)s") % {"first": _(first), "last": _(last), "year": year}


def scope_words(picture: Picture) -> str:
    """What was counted, for the line below a title."""
    wanted = picture.wanted
    parts = []
    if wanted.round:
        parts.append(_("no budget round") if wanted.round == NOT_SET else _("budget round %s") % wanted.round)
    if wanted.kind:
        parts.append(str(Kind(wanted.kind).label).lower())
    if wanted.standing:
        parts.append(str(Standing(wanted.standing).label).lower())
    if wanted.directorate:
        parts.append(", ".join(str(each) for each in picture.directorates))
    counted = ngettext("%d live proposal", "%d live proposals", picture.proposals.total) % picture.proposals.total
    return f"{counted}: {'; '.join(parts)}" if parts else counted


def findings(picture: Picture) -> list[str]:
    """What the numbers say, most important first, each a sentence that stands by itself."""
    cards, proposals = picture.cards, picture.proposals
    if not proposals.total:
        return []
    found = [
        ngettext(
            "%(harmed)d of %(total)d live proposal harms at least one group.",
            "%(harmed)d of %(total)d live proposals harm at least one group.",
            proposals.total,
        )
        % {"harmed": proposals.harmed, "total": proposals.total}
    ]
    if repeated := picture.hit_repeatedly:
        worst = repeated[0]
        found.append(
            ngettext(
                "%(group)s is harmed most often, by %(count)d proposal.",
                "%(group)s is harmed most often, by %(count)d proposals.",
                worst.sum.harmed,
            )
            % {"group": worst.characteristic, "count": worst.sum.harmed}
            + (
                " "
                + ngettext(
                    "%d group is hit by two proposals or more.",
                    "%d groups are hit by two proposals or more.",
                    len(repeated),
                )
                % len(repeated)
            )
        )
    if cards.harmed:
        found.append(
            _(
                "%(mitigated)d of the %(harmed)d harms found (%(share)d%%) have a mitigation with a lead and a date; "
                "%(left)d do not."
            )
            % {
                "mitigated": cards.mitigated,
                "harmed": cards.harmed,
                "share": percent(cards.mitigated, cards.harmed),
                "left": cards.unmitigated,
            }
        )
    if picture.hits:
        hit = picture.hits[0]
        found.append(
            _("In %(place)s, %(count)d proposals harm the same group: %(group)s.")
            % {"place": hit.place, "count": hit.sum.harmed, "group": hit.characteristic}
        )
    if cards.not_settled:
        found.append(
            _(
                "%(unknown)d effects are unknown and %(unanswered)d are not yet assessed. Neither counts as no impact, so "
                "the harm found may not be all."
            )
            % {"unknown": cards.unknown, "unanswered": cards.unanswered}
        )
    return found


def key_figures(picture: Picture) -> list[dict[str, Any]]:
    cards = picture.cards
    share = percent(cards.mitigated, cards.harmed)
    return [
        {"value": picture.proposals.total, "words": _("live proposals")},
        {"value": cards.harmed, "words": _("harms found, each to one group")},
        {
            "value": NOT_APPLICABLE if share is None else f"{share}%",
            "words": _("of these have a mitigation with a lead and a date"),
            "note": _("No harm was found, so there is nothing to mitigate") if share is None else "",
        },
        {"value": cards.not_settled, "words": _("effects unknown or not yet assessed")},
    ]


def group_chart(picture: Picture) -> charts.Chart:
    """Harms by group, with what is mitigated marked on each bar."""
    groups = sorted((each for each in picture.groups if each.sum.harmed), key=lambda each: -each.sum.harmed)
    first = groups[0]
    return charts.bars(
        title=_("%s: harmed by more live proposals than any other group") % first.characteristic
        if len(groups) == 1 or groups[1].sum.harmed < first.sum.harmed
        else _("%(one)s and %(other)s are harmed by the most live proposals")
        % {"one": first.characteristic, "other": groups[1].characteristic},
        subtitle=_("Number of live proposals that harm each group. %s") % scope_words(picture),
        source=_("Impact cards of the EqIAs, counted on the day this was made"),
        heading=_("Group"),
        measure=_("Proposals that harm"),
        benchmark=_("Of these with a mitigation that has a lead and a date"),
        rows=[charts.Bar(str(each.characteristic), each.sum.harmed, benchmark=each.sum.mitigated) for each in groups],
    )


def quarter_chart(picture: Picture) -> charts.Chart:
    """Proposals that harm, by the quarter in which they are decided."""
    quarters = [(quarter, each) for quarter, each in picture.quarters if quarter != NOT_SET]
    most, most_sum = max(quarters, key=lambda each: each[1].harmed)
    return charts.bars(
        title=ngettext(
            "%(count)d proposal that harms a group falls to %(quarter)s",
            "%(count)d proposals that harm a group fall to %(quarter)s",
            most_sum.harmed,
        )
        % {"count": most_sum.harmed, "quarter": quarter_words(most)},
        subtitle=_("Live proposals that harm at least one group, by the quarter of their decision"),
        source=_("Dates of decision as the EqIAs give them; proposals without a date are not shown"),
        heading=_("Decided in"),
        measure=_("Proposals that harm"),
        benchmark=_("Of these with every harm mitigated"),
        rows=[charts.Bar(quarter_words(name), each.harmed, benchmark=each.mitigated) for name, each in quarters],
    )


def group_lines(picture: Picture) -> list[Line]:
    """One line for each group: all it is counted by."""
    return [
        Line(
            str(group.characteristic),
            [
                Number(
                    getattr(group.sum, key),
                    behind(picture.wanted, characteristic=group.characteristic.key, measure=key),
                    note=_share(group.sum) if key == "mitigated" else "",
                )
                for key, _heading in COLUMNS
            ],
        )
        for group in picture.groups
    ]


def heat_lines(picture: Picture) -> list[Line]:
    """Groups down, directorates across, the number that harm in each cell; what is not settled stands below it."""
    values = [each.harmed for group in picture.groups for each in group.by_directorate.values()]
    return [
        Line(
            str(group.characteristic),
            [_heat(picture, group, unit, values) for unit in picture.directorates],
        )
        for group in picture.groups
    ]


def _heat(picture: Picture, group: Group, unit: Unit, values: list[int]) -> Number:
    found = group.by_directorate.get(unit.pk, Sum())
    narrowed = replace(picture.wanted, directorate=unit.pk)
    note = ngettext("%d not settled", "%d not settled", found.not_settled) % found.not_settled
    return Number(
        found.harmed,
        behind(narrowed, characteristic=group.characteristic.key, measure="harmed"),
        shade(found.harmed, values),
        note if found.not_settled else "",
    )


def quarter_lines(picture: Picture) -> list[Line]:
    return [
        Line(
            quarter_words(quarter),
            [
                Number(
                    getattr(each, key), behind(picture.wanted, quarter=quarter, measure="" if key == "total" else key)
                )
                for key in ("total", "harmed", "mitigated", "unknown", "unanswered")
            ],
        )
        for quarter, each in picture.quarters
    ]


def hit_rows(picture: Picture) -> list[dict[str, Any]]:
    return [
        {
            "hit": hit,
            "url": behind(picture.wanted, place=hit.place, characteristic=hit.characteristic.key, measure="harmed"),
            "more": hit.sum.harmed - len(hit.titles),
        }
        for hit in picture.hits
    ]


def combination_rows(picture: Picture) -> list[dict[str, Any]]:
    return [
        {
            "name": _(" and ").join(str(one) for one in each.characteristics),
            "numbers": [
                Number(
                    getattr(each.sum, key),
                    behind(picture.wanted, combination=each.keys, measure="" if key == "total" else key),
                )
                for key in ("total", "harmed", "helped", "unknown")
            ],
        }
        for each in picture.combinations
    ]


def _share(sum_: Sum) -> str:
    share = percent(sum_.mitigated, sum_.harmed)
    return "" if share is None else f"{share}%"


def csv_table(picture: Picture) -> tuple[list[str], list[list[Any]]]:
    """The whole view as one table: a line for each group in each directorate."""
    headings = [_("Group"), _("Directorate"), _("Proposals"), *(str(words) for _key, words in COLUMNS)]
    names = {unit.pk: unit.name for unit in picture.directorates}
    rows: list[list[Any]] = [
        [str(group.characteristic), names[pk], each.total, *(getattr(each, key) for key, _words in COLUMNS)]
        for group in picture.groups
        for pk, each in sorted(group.by_directorate.items(), key=lambda item: names[item[0]])
    ]
    return headings, rows
