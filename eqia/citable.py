"""The figures of this product that an assessment may cite, as anybody may see them: protected where few people stand behind.

A workforce figure comes from the protected profile and from nowhere else; a hidden one can be cited too, as hidden: that
it is too small to show is itself worth saying. Drafts of objectives are left out, because everybody who reads the
assessment reads what it cites.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from disclosure import HIDDEN, shown_percent
from eqia.choices import FigureSource
from eqia.models import Assessment
from evidence.rules import DEFAULT_YEARS
from objectives.choices import ObjectiveState, UnitOfMeasure
from objectives.models import Objective
from objectives.presenters import IndicatorCard, ObjectiveCard, in_unit
from organisation.benchmarks import ATTRIBUTION, benchmarks_for
from organisation.code_lists import CODE_LISTS
from organisation.models import Organisation
from toolkit.symbols import spoken
from workforce.figures import CharacteristicProfile, Part, latest_shown, profile

CENSUS_DAY = datetime.date(2021, 3, 21)
CENSUS_YEARS = 10


@dataclass(frozen=True)
class Figure:
    """A figure as it may be shown: `value` is protected already, and "[c]" where it is hidden.

    `source`, `dated` and `note` (what it is a share of, how it is protected) are kept with it when it is cited;
    `characteristic` is the key of the one it tells about, `words` how it stands in a list to choose from.
    """

    key: str
    came_from: FigureSource
    title: str
    words: str
    value: str
    source: str
    dated: str
    dated_on: datetime.date
    place: str = ""
    note: str = ""
    characteristic: str = ""
    stale_after: int = DEFAULT_YEARS

    @property
    def is_hidden(self) -> bool:
        return self.value == HIDDEN


@dataclass(frozen=True)
class FigureGroup:
    heading: str
    figures: list[Figure] = field(default_factory=list)


def figures_for(assessment: Assessment, person: Any, on: datetime.date) -> dict[FigureSource, list[FigureGroup]]:
    """What this person may cite in the assessment that day, by where it comes from; empty groups are left out."""
    found = {
        FigureSource.WORKFORCE: list(_workforce(assessment)) if person.has_perm("workforce.view_profile") else [],
        FigureSource.READING: list(_readings(person, on)),
        FigureSource.CENSUS: list(_census()),
    }
    return {source: [group for group in groups if group.figures] for source, groups in found.items()}


def figure_with(key: str, assessment: Assessment, person: Any, on: datetime.date) -> Figure | None:
    """The figure under that key as it stands now; None if this person may not cite such a figure."""
    groups = [group for each in figures_for(assessment, person, on).values() for group in each]
    return next((figure for group in groups for figure in group.figures if figure.key == key), None)


def _workforce(assessment: Assessment) -> Iterator[FigureGroup]:
    """The whole body's staff, and those of the directorate the assessment is about."""
    snapshot = latest_shown()
    if snapshot is None:
        return
    shown = profile(snapshot)
    source = _("%s, workforce profile") % Organisation.the()
    whole = Part(_("All our staff"), shown.headcount, shown.characteristics)
    own = [part for part in shown.directorates if part.name == assessment.directorate.name]
    for part in (whole, *own):
        for one in part.characteristics:
            yield FigureGroup(
                f"{part.name}: {one.name}", [_of_staff(part, one, each, shown.date, source) for each in one.categories]
            )


def _of_staff(part: Part, one: CharacteristicProfile, category: Any, on: datetime.date, source: str) -> Figure:
    value = HIDDEN if category.share is None else f"{category.percent_shown} ({category.count_shown})"
    return Figure(
        key=f"workforce/{part.name}/{one.key}/{category.key}",
        came_from=FigureSource.WORKFORCE,
        title=f"{part.name}: {one.name}, {category.label}",
        words=f"{category.label}: {spoken(value)}",
        value=value,
        source=source,
        dated=date_format(on, "j F Y"),
        dated_on=on,
        place=part.name,
        note=_(
            "Share of those who declared, and number of people. Counts below %(threshold)s are hidden as %(hidden)s. %(base)s"
        )
        % {"threshold": one.threshold, "hidden": HIDDEN, "base": one.base_note},
        characteristic=CODE_LISTS[one.key].characteristic if one.key in CODE_LISTS else "",
    )


def _readings(person: Any, on: datetime.date) -> Iterator[FigureGroup]:
    visible = Objective.objects.visible_to(person).exclude(state=ObjectiveState.DRAFT).with_readings()
    for objective in visible.order_by("title", "pk"):
        for card in ObjectiveCard(objective, on).indicators:
            yield FigureGroup(f"{objective.title}: {card.indicator.name}", [*_latest(card), *_latest_by_group(card)])


def _latest(card: IndicatorCard) -> list[Figure]:
    if not card.rows:
        return []
    row = card.rows[-1]
    value = HIDDEN if row.value == HIDDEN else in_unit(row.reading.value, card.indicator.unit)
    return [_reading(card, "all", _("everybody"), value, row.on)]


def _latest_by_group(card: IndicatorCard) -> list[Figure]:
    figures = []
    for split in card.splits:
        for row in split.rows:
            text = row.cells[-1].text
            if row.cells[-1].reading is None:
                continue
            is_share = card.indicator.unit == UnitOfMeasure.PERCENT and text != HIDDEN
            key = f"{split.characteristic.key}/{row.group}"
            value = f"{text}%" if is_share else text
            figures.append(_reading(card, key, row.group, value, split.days[-1], split.characteristic.key))
    return figures


def _reading(
    card: IndicatorCard, key: str, group: str, value: str, on: datetime.date, characteristic: str = ""
) -> Figure:
    day = date_format(on, "j F Y")
    return Figure(
        key=f"reading/{card.indicator.pk}/{key}",
        came_from=FigureSource.READING,
        title=f"{card.indicator.name}: {group}",
        words=f"{group}: {spoken(value)}, {day}",
        value=value,
        source=card.indicator.source,
        dated=day,
        dated_on=on,
        note=_("Reading of the equality objective “%(objective)s”. Small groups are hidden as %(hidden)s.")
        % {"objective": card.indicator.objective.title, "hidden": HIDDEN},
        characteristic=characteristic,
    )


def _census() -> Iterator[FigureGroup]:
    for key, benchmark in benchmarks_for(Organisation.the().area).items():
        code_list = CODE_LISTS[key]
        figures = []
        for category in code_list.categories:
            share = benchmark.share(category.key)
            if share is None:
                continue
            value = shown_percent(round(share * 10**6), 10**6)
            figures.append(
                Figure(
                    key=f"census/{key}/{category.key}",
                    came_from=FigureSource.CENSUS,
                    title=_("Residents: %(list)s, %(category)s") % {"list": code_list.name, "category": category.label},
                    words=f"{category.label}: {value}",
                    value=value,
                    source=_("Office for National Statistics, %s") % benchmark.source,
                    dated=date_format(CENSUS_DAY, "j F Y"),
                    dated_on=CENSUS_DAY,
                    place=benchmark.area
                    if not benchmark.stands_in_for
                    else _("%(area)s, standing in for %(body)s")
                    % {"area": benchmark.area, "body": benchmark.stands_in_for},
                    note=_("Share of %(base)s. %(attribution)s")
                    % {"base": benchmark.base_words, "attribution": ATTRIBUTION},
                    characteristic=code_list.characteristic,
                    stale_after=CENSUS_YEARS,
                )
            )
        yield FigureGroup(str(code_list.name), figures)
