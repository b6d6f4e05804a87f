"""Progress, values and findings in words."""

import datetime
from collections.abc import Collection, Iterable
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.choices import UnitOfMeasure
from objectives.models import Indicator
from objectives.rules.progress import WORST_FIRST, Progress, Standing
from toolkit.symbols import HIDDEN
from toolkit.tags import Tag

# word, colour and shape of the tag (templates/components/tag.html)
PROGRESS_WORDS = {
    Progress.REACHED: (gettext_lazy("Target reached"), "green", "tick"),
    Progress.ON_TRACK: (gettext_lazy("On track"), "blue", "half"),
    Progress.BEHIND: (gettext_lazy("Behind"), "orange", "triangle"),
    Progress.WRONG_WAY: (gettext_lazy("Moving the wrong way"), "red", "cross"),
    Progress.LOST: (gettext_lazy("Reached, then lost"), "orange", "triangle"),
    Progress.MISSED: (gettext_lazy("Target missed"), "red", "bar"),
    Progress.TOO_OLD: (gettext_lazy("Reading too old"), "grey", "ring"),
    Progress.NO_READING: (gettext_lazy("No reading yet"), "grey", "ring"),
}
PROGRESS_CHOICES = [(progress.value, PROGRESS_WORDS[progress][0]) for progress in WORST_FIRST]


def progress_tag(progress: Progress) -> Tag:
    words, colour, shape = PROGRESS_WORDS[progress]
    return Tag(str(words), colour, shape)


def day(value: datetime.date) -> str:
    return date_format(value, "j F Y")


def number(value: Decimal, places: int | None = None) -> str:
    """A number with thousands separators and no needless zeros, or with exactly so many decimals."""
    text = f"{value.normalize():,f}" if places is None else f"{value:,.{places}f}"
    return text.replace("-", "−")


def plain(value: Decimal) -> str:
    """A number as digits for machines: `1234.5`."""
    return f"{value.normalize():f}"


def in_unit(value: Decimal, unit: str) -> str:
    """A value with its unit in words: `41%`, `1,234`, `2.4 per 1,000`, `6 days`."""
    text = number(value)
    if unit == UnitOfMeasure.PERCENT:
        return f"{text}%"
    if unit == UnitOfMeasure.PERCENTAGE_POINTS:
        return _("%s percentage points") % text
    if unit == UnitOfMeasure.RATE_PER_1000:
        return _("%s per 1,000") % text
    if unit == UnitOfMeasure.DAYS:
        return _("%s days") % text if value != 1 else _("1 day")
    return text


def places_of(values: Iterable[Decimal]) -> int:
    """The decimals that show every one of the values in full: a column of figures has the same number in each row."""
    exponents = [value.normalize().as_tuple().exponent for value in values]
    return max((-exponent for exponent in exponents if isinstance(exponent, int) and exponent < 0), default=0)


def finding(indicator: Indicator, standing: Standing, hidden_on: Collection[datetime.date] = frozenset()) -> str:
    """What the readings say, in one or two sentences; the figures of some days may have to stay hidden."""
    target, target_on = in_unit(indicator.target_value, indicator.unit), day(indicator.target_on)
    baseline, latest = standing.baseline, standing.latest
    if latest is None or baseline is None:
        if baseline is None:
            return _("No baseline and no reading yet. The target is %(target)s by %(target_on)s.") % {
                "target": target,
                "target_on": target_on,
            }
        return _(
            "No reading since the baseline of %(baseline)s on %(on)s. The target is %(target)s by %(target_on)s."
        ) % {
            "baseline": HIDDEN if baseline.on in hidden_on else in_unit(baseline.value, indicator.unit),
            "on": day(baseline.on),
            "target": target,
            "target_on": target_on,
        }
    if baseline.on in hidden_on or latest.on in hidden_on:
        # How far it has come would give the hidden one back.
        return _("%(latest)s on %(on)s. The target is %(target)s by %(target_on)s.") % {
            "latest": HIDDEN if latest.on in hidden_on else in_unit(latest.value, indicator.unit),
            "on": day(latest.on),
            "target": target,
            "target_on": target_on,
        }
    words = {
        "moved": _moved(indicator, standing),
        "target": target,
        "target_on": target_on,
        "way": share(standing.way),
        "time": share(standing.time),
        "latest": in_unit(latest.value, indicator.unit),
        "on": day(latest.on),
        "reached_on": day(standing.reached_on) if standing.reached_on else "",
    }
    sentences = {
        Progress.REACHED: _("%(moved)s. The target of %(target)s by %(target_on)s is reached."),
        Progress.ON_TRACK: _(
            "%(moved)s. That is %(way)s of the way to the target of %(target)s by %(target_on)s, with %(time)s of the time gone."
        ),
        Progress.BEHIND: _(
            "%(moved)s. That is %(way)s of the way to the target of %(target)s by %(target_on)s, with %(time)s of the time gone."
        ),
        Progress.WRONG_WAY: _(
            "%(moved)s. It is further from the target of %(target)s by %(target_on)s than at the start."
        ),
        Progress.LOST: _("%(moved)s. The target of %(target)s was reached on %(reached_on)s and has been lost since."),
        Progress.MISSED: _(
            "%(moved)s. The target of %(target)s by %(target_on)s was missed, with %(way)s of the way gone."
        ),
        Progress.TOO_OLD: _(
            "The last reading, %(latest)s on %(on)s, is too old to say how things stand. The target is %(target)s by %(target_on)s."
        ),
    }
    return sentences[standing.progress] % words


def _moved(indicator: Indicator, standing: Standing) -> str:
    baseline, latest = standing.baseline, standing.latest
    assert baseline is not None
    assert latest is not None
    words = {
        "latest": in_unit(latest.value, indicator.unit),
        "on": day(latest.on),
        "baseline": in_unit(baseline.value, indicator.unit),
        "baseline_on": day(baseline.on),
    }
    if latest.value > baseline.value:
        return _("%(latest)s on %(on)s, up from %(baseline)s on %(baseline_on)s") % words
    if latest.value < baseline.value:
        return _("%(latest)s on %(on)s, down from %(baseline)s on %(baseline_on)s") % words
    return _("%(latest)s on %(on)s, the same as on %(baseline_on)s") % words


def share(part: Decimal | None) -> str:
    return "" if part is None else f"{number(part * 100, 0)}%"
