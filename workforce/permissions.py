"""Who may see and do what with workforce figures.

Everybody who holds a role sees the protected profile. Exact figures, and with them every small count, stay with the
HR analysts, who also import and remove staff records (Data Protection Act 2018, Schedule 1, paragraph 8: equality of
opportunity, as little and as few people as will do).
"""

import rules

from organisation.choices import Role
from organisation.permissions import holds_role, is_equality_lead

is_hr_analyst = holds_role(Role.HR_ANALYST)

rules.add_perm("workforce.view_profile", holds_role(*Role))
rules.add_perm("workforce.view_exact_figures", is_hr_analyst)
rules.add_perm("workforce.import_snapshot", is_hr_analyst)
rules.add_perm("workforce.purge_snapshot", is_hr_analyst)
rules.add_perm("workforce.watch_profile", is_equality_lead)
rules.add_perm("workforce.release_figures", is_hr_analyst)
rules.add_perm("workforce.view_release", is_hr_analyst | is_equality_lead)
rules.add_perm("workforce.try_tables", is_hr_analyst | is_equality_lead)
rules.add_perm("workforce.change_protection", is_hr_analyst | holds_role(Role.ADMINISTRATOR))
