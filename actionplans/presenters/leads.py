"""Those who lead an action, for its page and for tables."""

from django.utils.translation import gettext as _

from actionplans.choices import LeadKind, LeadRole
from actionplans.models import Action


def leads_of(action: Action) -> list[dict[str, str]]:
    """Each lead: the part played, the name, and what it was matched with."""
    kinds = {
        LeadKind.PERSON: _("Person"),
        LeadKind.UNIT: _("Directorate or service"),
        LeadKind.BODY: _("Body"),
        LeadKind.ALL_DIRECTORATES: _("Every directorate"),
        LeadKind.WORDS: _("Words only: not matched with anybody"),
    }
    shown = []
    for lead in action.leads.all():
        name = str(lead)
        if lead.person and lead.person.job_title:
            name = f"{name}, {lead.person.job_title}"
        shown.append({"role": str(LeadRole(lead.role).label), "name": name, "kind": str(kinds[LeadKind(lead.kind)])})
    return shown


def lead_in_short(action: Action) -> str:
    """Who leads, for a table: the names, or the words as written. `with_words` brings the names in the row itself."""
    names = getattr(action, "lead_names", None)
    if names is None:
        names = [str(lead) for lead in action.leads.all() if lead.role != LeadRole.SUPPORT]
    return ", ".join(names) or action.leads_text
