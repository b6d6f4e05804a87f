"""Charts of an indicator: over time against its target, and over time by group. Their tables stand on the page."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from objectives.choices import UnitOfMeasure
from objectives.models import Indicator
from objectives.presenters.cards import IndicatorCard, Split
from toolkit.charts import Chart, Line, lines
from toolkit.symbols import HIDDEN, NOT_AVAILABLE

MOST_GROUPS = 5


@dataclass(frozen=True)
class PicturedIndicator:
    """An indicator's card with its charts, for a page."""

    card: IndicatorCard

    @property
    def indicator(self) -> Indicator:
        return self.card.indicator

    @cached_property
    def chart(self) -> Chart | None:
        return over_time(self.card)

    @cached_property
    def splits(self) -> list[tuple[Split, Chart | None]]:
        return [(split, by_group(self.card, split)) for split in self.card.splits]


def over_time(card: IndicatorCard) -> Chart | None:
    """The readings for everybody together against the target; None while there is but one value."""
    points = [(on, None if value is None else float(value)) for on, value in card.course()]
    if sum(value is not None for _on, value in points) < 2:
        return None
    indicator = card.indicator
    return lines(
        title=card.finding,
        subtitle=_("%(name)s, %(unit)s") % {"name": indicator.name, "unit": _unit(card)},
        source=_("Source: %s") % indicator.source,
        series=[Line(_("Measured"), points)],
        unit=_sign(card),
        target=float(indicator.target_value),
    )


def by_group(card: IndicatorCard, split: Split) -> Chart | None:
    """The groups of a characteristic over time; None where there is little to see.

    That is so with too many groups or too few days, and with counts: they tell the size of a group before anything else.
    """
    if card.indicator.unit == UnitOfMeasure.COUNT:
        return None
    if not 2 <= len(split.rows) <= MOST_GROUPS or len(split.days) < 2:
        return None
    series = [
        Line(
            row.group,
            [
                (on, None if cell.text == HIDDEN or cell.reading is None else float(cell.reading.value))
                for on, cell in zip(split.days, row.cells, strict=True)
                if cell.text != NOT_AVAILABLE
            ],
        )
        for row in split.rows
    ]
    if sum(any(value is not None for _on, value in line.points) for line in series) < 2:
        return None
    return lines(
        title=split.finding or card.indicator.name,
        subtitle=_("%(name)s by %(characteristic)s, %(unit)s")
        % {"name": card.indicator.name, "characteristic": split.characteristic.name.lower(), "unit": _unit(card)},
        source=_("Source: %s") % card.indicator.source,
        series=series,
        unit=_sign(card),
        target=float(card.indicator.target_value),
    )


def _unit(card: IndicatorCard) -> str:
    return str(card.indicator.get_unit_display()).lower()


def _sign(card: IndicatorCard) -> str:
    return "%" if card.indicator.unit == UnitOfMeasure.PERCENT else ""
