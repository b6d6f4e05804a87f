"""Who may do what here."""

import rules

from organisation.permissions import is_administrator, is_committee_clerk, is_equality_lead

rules.add_perm("governance.manage_bodies", is_administrator | is_equality_lead | is_committee_clerk)
