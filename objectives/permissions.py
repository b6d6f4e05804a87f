"""Who may do what with objectives: everybody with a role reads, the equality lead writes, the owner reports figures."""

from typing import Any

import rules

from objectives.querysets import READERS
from organisation.choices import Role
from organisation.permissions import holds_role, is_equality_lead


@rules.predicate("owns the objective")
def owns_objective(person: Any, record: Any = None) -> bool:
    indicator = getattr(record, "indicator", record)
    objective = getattr(indicator, "objective", indicator)
    return objective is not None and objective.owner_id == person.pk


may_read = holds_role(*READERS)
has_a_working_role = holds_role(*(role for role in READERS if role != Role.MEMBER))

rules.add_perm("objectives.view_objectives", may_read)
rules.add_perm("objectives.manage_objective", is_equality_lead)
rules.add_perm("objectives.record_reading", is_equality_lead | (owns_objective & has_a_working_role))
