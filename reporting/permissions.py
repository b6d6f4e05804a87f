"""Who may do what with reports and packs.

The equality lead writes, freezes and publishes the annual report; the committee clerk makes packs of covering reports and
frozen documents and issues them; the two may write covering reports together.
"""

import rules

from organisation.choices import Role
from organisation.permissions import holds_role, holds_role_for, is_committee_clerk, is_equality_lead

has_a_role = holds_role(*Role.values)

rules.add_perm("reporting.view_reports", has_a_role)
rules.add_perm("reporting.change_edition", is_equality_lead)
rules.add_perm("reporting.freeze_edition", is_equality_lead)
rules.add_perm("reporting.publish_edition", is_equality_lead)
rules.add_perm("reporting.change_pack", is_committee_clerk | is_equality_lead)
rules.add_perm("reporting.freeze_pack", is_committee_clerk)
rules.add_perm("reporting.publish_pack", is_committee_clerk)
# Names and every step stand in it: for those who answer for the assessment in court.
rules.add_perm(
    "reporting.make_court_pack",
    is_committee_clerk | holds_role_for(Role.EQUALITY_LEAD, Role.HEAD_OF_SERVICE, Role.DIRECTOR),
)
