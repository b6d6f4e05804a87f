"""What is still missing before a decision may go to its meeting, in sentences that say how to put it right."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.rules import Standing, standing_of

if TYPE_CHECKING:
    from governance.models import Decision


def missing_to_release(decision: "Decision") -> list[str]:
    """Nothing, if it may be released. Used by the page, by the guard of the transition and by the tests."""
    missing = []
    if decision.body_id is not None and decision.meeting_id is None:
        missing.append(_("Choose the meeting at which it is to be decided."))
    standing, lapsed = standing_of(decision.clearances.all())
    missing += [
        _("%(reference)s, version %(number)s, no longer clears this decision since %(day)s. %(reason)s %(remedy)s")
        % {
            "reference": each.reference,
            "number": each.number,
            "day": date_format(each.lapsed_on, "j F Y"),
            "reason": each.lapse_reason.rstrip(".") + ".",
            "remedy": _("Put the latest approved version to the decision, or take this EqIA off it."),
        }
        for each in lapsed
    ]
    if standing == Standing.NOT_CLEARED:
        missing.append(
            _(
                "No EqIA stands behind this decision. Put an approved EqIA to it, or a signed screening which says that "
                "none is required. If neither can be had in time, only a director of its directorate may let it pass, "
                "with a reason that everybody can read."
            )
        )
    return missing
