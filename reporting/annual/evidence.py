"""Everything the annual report draws on, collected from the rooms on one day. What must be hidden was hidden there."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from actionplans.figures import Delivery, delivery
from eqia.figures import EqiaActivity, eqia_activity
from governance.figures import DecisionActivity, decision_activity
from objectives.figures import ObjectiveProgress, progress
from organisation.choices import Jurisdiction
from organisation.models import Characteristic, Organisation
from reporting.models import Edition
from workforce.figures import Profile, Source, profile, shown_before, source_for


@dataclass(frozen=True)
class Evidence:
    """The figures of a year and the words written for its report. `before` are the EqIA figures of the year before;
    `no_workforce` says why there are no figures about staff although there is a snapshot."""

    body: str
    colour: str
    contact: str
    area: str
    jurisdiction: Jurisdiction
    title: str
    year: str
    starts_on: datetime.date
    ends_on: datetime.date
    as_at: datetime.date
    foreword: str
    foreword_by: str
    next_steps: str
    objectives: list[ObjectiveProgress]
    eqia: EqiaActivity
    before: EqiaActivity
    delivery: Delivery
    workforce: Profile | None
    no_workforce: str = ""
    decisions: DecisionActivity = field(default_factory=DecisionActivity)


def _silent(_share: int, _step: str) -> None:
    return None


def gather(edition: Edition, as_at: datetime.date, report: Callable[[int, str], None] = _silent) -> Evidence:
    """Ask every room for its figures of the edition's year; `report` is told the share done and the step."""
    organisation = Organisation.the()
    first, last = edition.starts_on, edition.ends_on
    report(0, _("Collecting the progress of objectives"))
    objectives = progress(first, last)
    report(25, _("Collecting EqIAs"))
    eqia = _named(eqia_activity(first, last))
    before = eqia_activity(_year_before(first), _year_before(last))
    report(50, _("Collecting action plans"))
    done = delivery(first, last)
    report(75, _("Collecting the workforce profile"))
    source = source_for(first, last)
    return Evidence(
        body=organisation.name,
        colour=organisation.colour,
        contact=organisation.contact,
        area=organisation.area,
        jurisdiction=Jurisdiction(organisation.jurisdiction),
        title=edition.title,
        year=edition.year,
        starts_on=first,
        ends_on=last,
        as_at=as_at,
        foreword=edition.foreword,
        foreword_by=edition.foreword_by,
        next_steps=edition.next_steps,
        objectives=objectives,
        eqia=eqia,
        before=before,
        delivery=done,
        workforce=_workforce(source),
        no_workforce=source.because,
        decisions=decision_activity(first, last),
    )


def _year_before(day: datetime.date) -> datetime.date:
    return day.replace(year=day.year - 1)


def _workforce(source: Source) -> Profile | None:
    """The released figures that the year draws on, with changes since the release before; None without one."""
    if source.snapshot is None:
        return None
    return profile(source.snapshot, previous=shown_before(source.snapshot))


def has_figures(evidence: Evidence) -> bool:
    """Whether any room has anything to say about the year."""
    eqia = evidence.eqia
    activity = eqia.started + eqia.completed + eqia.published + eqia.screened_out
    return bool(evidence.objectives or activity or evidence.delivery.plans or evidence.workforce)


def _named(activity: EqiaActivity) -> EqiaActivity:
    """A local characteristic says that it is not statutory, as everywhere."""
    names = {characteristic.name: str(characteristic) for characteristic in Characteristic.objects.all()}
    rows = [
        (names.get(name, name), positive, negative, both, unknown, none)
        for name, positive, negative, both, unknown, none in activity.by_characteristic
    ]
    return replace(activity, by_characteristic=rows)
