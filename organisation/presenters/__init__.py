"""Words, colours and shapes for the administrator's pages."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisation.choices import Aim, Role, UnitKind
from organisation.models import Characteristic, Person, RoleHolding, Unit
from toolkit.tags import Tag


def signing_in(person: Person) -> Tag:
    if not person.is_active:
        return Tag(_("Cannot sign in"), "grey", "bar")
    if not person.has_usable_password():
        return Tag(_("Invited"), "yellow", "ring")
    return Tag(_("Can sign in"), "green", "tick")


def holding_state(holding: RoleHolding, on: datetime.date) -> Tag:
    if holding.starts_on > on:
        return Tag(_("Begins later"), "light-blue", "ring")
    if holding.ends_on is not None and holding.ends_on < on:
        return Tag(_("Over"), "grey", "bar")
    return Tag(_("Held today"), "green", "tick")


def held_for(holding: RoleHolding) -> str:
    return holding.directorate.name if holding.directorate else _("The whole body")


def held_days(holding: RoleHolding) -> str:
    start = date_format(holding.starts_on, "j F Y")
    if holding.ends_on is None:
        return _("from %s") % start
    return _("%(start)s to %(end)s") % {"start": start, "end": date_format(holding.ends_on, "j F Y")}


@dataclass(frozen=True)
class HoldingRow:
    holding: RoleHolding
    where: str
    days: str
    state: Tag
    can_end: bool
    can_take_back: bool


def holding_rows(holdings: Iterable[RoleHolding], on: datetime.date) -> tuple[list[HoldingRow], list[HoldingRow]]:
    """Roles held today or later, and past ones."""
    rows = [
        HoldingRow(
            holding=holding,
            where=held_for(holding),
            days=held_days(holding),
            state=holding_state(holding, on),
            can_end=holding.ends_on is None or holding.ends_on >= on - datetime.timedelta(days=1),
            can_take_back=holding.starts_on >= on,
        )
        for holding in holdings
    ]
    now = [row for row in rows if row.holding.ends_on is None or row.holding.ends_on >= on]
    past = [row for row in rows if row not in now]
    return now, sorted(past, key=lambda row: row.holding.ends_on or on, reverse=True)


@dataclass
class Branch:
    """A directorate or employer in the tree, with its services; people are counted who belong there and can sign in."""

    unit: Unit
    people: int
    is_closed: bool
    services: list["Branch"] = field(default_factory=list)


def tree_of(units: Iterable[Unit], people: dict[int, int], on: datetime.date) -> dict[str, list[Branch]]:
    """`directorates` and `employers`, each with its services; closed ones stand last."""
    branches = {unit.pk: Branch(unit, people.get(unit.pk, 0), unit.is_closed(on)) for unit in units}
    for branch in branches.values():
        if branch.unit.parent_id is not None:
            branches[branch.unit.parent_id].services.append(branch)
    ordered = sorted(branches.values(), key=lambda branch: (branch.is_closed, branch.unit.name))
    for branch in ordered:
        branch.services.sort(key=lambda service: (service.is_closed, service.unit.name))
    return {
        "directorates": [branch for branch in ordered if branch.unit.kind == UnitKind.DIRECTORATE],
        "employers": [branch for branch in ordered if branch.unit.kind == UnitKind.EMPLOYER],
    }


# Without somebody in these roles in a directorate, its work stops.
NEEDED = (Role.OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR)
NEEDED_SOMEWHERE = (Role.EQUALITY_LEAD, Role.EQUALITY_ADVISER, Role.COMMITTEE_CLERK, Role.HR_ANALYST)


@dataclass(frozen=True)
class RoleTable:
    """Who holds a role today, for the body and for each directorate."""

    role: Role
    meaning: str
    holdings: list[HoldingRow]


def vacancies(holdings: Iterable[RoleHolding], directorates: Iterable[Unit]) -> list[str]:
    """Roles that nobody holds today and whose work would stop, in sentences."""
    held = {(holding.role, holding.directorate_id) for holding in holdings}
    sentences = [
        _("Nobody is %(role)s.") % {"role": role.label.lower()}
        for role in NEEDED_SOMEWHERE
        if not any(role == held_role for held_role, _where in held)
    ]
    for directorate in directorates:
        sentences += [
            _("%(place)s has no %(role)s.") % {"place": directorate.name, "role": role.label.lower()}
            for role in NEEDED
            if not {(role, directorate.pk), (role, None)} & held
        ]
    return sentences


@dataclass(frozen=True)
class CharacteristicRow:
    characteristic: Characteristic
    aims: list[tuple[str, bool]]
    is_retired: bool


def characteristic_rows(
    characteristics: Iterable[Characteristic], on: datetime.date
) -> dict[str, list[CharacteristicRow]]:
    rows = [
        CharacteristicRow(each, [(str(aim.label), aim in each.aims) for aim in Aim], each.is_retired(on))
        for each in characteristics
    ]
    return {
        "statutory": [row for row in rows if row.characteristic.is_statutory],
        "local": [row for row in rows if not row.characteristic.is_statutory and not row.is_retired],
        "retired": [row for row in rows if row.is_retired],
    }
