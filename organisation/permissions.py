"""Who may do what with the body itself. Predicates shared by the rooms above stand here too."""

from typing import Any

import rules

from organisation.choices import Role
from organisation.models import Unit

# Held for the whole body or for one directorate, these see and answer for what their directorates do.
ANSWERABLE = (Role.HEAD_OF_SERVICE, Role.DIRECTOR)
# These look after equality work itself.
EQUALITY_TEAM = (Role.EQUALITY_LEAD, Role.EQUALITY_ADVISER)


def holds_role(*roles: str) -> Any:
    """A predicate: the person holds one of the roles today, for some directorate or the whole body."""

    @rules.predicate(f"holds {' or '.join(roles)}")
    def predicate(person: Any, record: object = None) -> bool:
        return bool(person.is_authenticated and person.holds(*roles))

    return predicate


def holds_role_for(*roles: str, unit: str = "unit") -> Any:
    """A predicate: one of the roles is held today for the directorate of the record's unit, or for the whole body.

    `unit` is the attribute that leads to the unit, with dots for steps ("plan.unit"); fetch it with the record. A record
    that stands in no unit belongs to the whole body, and only a role for the whole body reaches it. Asked without a
    record (may this person do it at all?) any directorate will do.
    """

    @rules.predicate(f"holds {' or '.join(roles)} for its {unit}")
    def predicate(person: Any, record: object = None) -> bool:
        if not person.is_authenticated:
            return False
        if record is None:
            return bool(person.holds(*roles))
        place: Any = record
        for step in unit.split("."):
            place = getattr(place, step) if place is not None else None
        return covers(person, roles, place)

    return predicate


def covers(person: Any, roles: tuple[str, ...], unit: Unit | None) -> bool:
    """Whether the person holds one of the roles today for that unit; for None, for the whole body."""
    if unit is None:
        return person.directorates_as(*roles) is None
    return bool(person.holds(*roles, unit=unit))


is_administrator = holds_role(Role.ADMINISTRATOR)
is_equality_lead = holds_role(Role.EQUALITY_LEAD)
is_committee_clerk = holds_role(Role.COMMITTEE_CLERK)

rules.add_perm("organisation.administer", is_administrator)
rules.add_perm("organisation.view_posts", is_administrator | is_equality_lead)
rules.add_perm("organisation.add_post", is_administrator | is_equality_lead)
rules.add_perm("toolkit.view_outbox", is_administrator | is_equality_lead)
