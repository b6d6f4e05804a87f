"""Who may do what with the evidence library: whoever works with assessments reads it; those who write them add to it."""

from typing import Any

import rules

from evidence.querysets import READERS, WRITERS
from organisation.choices import Role
from organisation.permissions import EQUALITY_TEAM, holds_role


@rules.predicate("keeps the piece of evidence")
def keeps_it(person: Any, evidence: Any = None) -> bool:
    return evidence is not None and evidence.keeper_id == person.pk


@rules.predicate("the file is not of a withdrawn piece")
def is_not_withdrawn(person: Any, evidence: Any = None) -> bool:
    return evidence is None or evidence.withdrawn_on is None


writes = holds_role(*WRITERS)
is_in_the_team = holds_role(*EQUALITY_TEAM)
withdraws = is_in_the_team | (keeps_it & holds_role(Role.OFFICER))

rules.add_perm("evidence.view_library", holds_role(*READERS))
rules.add_perm("evidence.add_evidence", writes)
rules.add_perm("evidence.change_evidence", writes)
rules.add_perm("evidence.withdraw_evidence", withdraws)
# A withdrawn piece may have been withdrawn because of what its file holds: only those who may withdraw still get it.
rules.add_perm("evidence.download_file", (holds_role(*READERS) & is_not_withdrawn) | withdraws)
