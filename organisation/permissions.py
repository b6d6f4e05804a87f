"""Who may do what with the body itself. Predicates shared by the rooms above stand here too."""

from typing import Any

import rules

from organisation.choices import Role


def holds_role(*roles: str) -> Any:
    """A predicate: the person holds one of the roles today, for some directorate or the whole body."""

    @rules.predicate(f"holds {' or '.join(roles)}")
    def predicate(person: Any, record: object = None) -> bool:
        return bool(person.is_authenticated and person.holds(*roles))

    return predicate


is_administrator = holds_role(Role.ADMINISTRATOR)
is_equality_lead = holds_role(Role.EQUALITY_LEAD)

rules.add_perm("organisation.administer", is_administrator)
rules.add_perm("toolkit.view_outbox", is_administrator | is_equality_lead)
