"""Words that several pages of action plans share."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

# The parts of an action as a file may name its columns, in the words of our pages.
PARTS = {
    "plan": gettext_lazy("Plan"),
    "outcome": gettext_lazy("Priority outcome"),
    "reference": gettext_lazy("Reference"),
    "action": gettext_lazy("Action"),
    "impact": gettext_lazy("Intended impact"),
    "deadline": gettext_lazy("Deadline"),
    "lead": gettext_lazy("Lead"),
    "indicator": gettext_lazy("Indicator of achievement"),
    "later_years": gettext_lazy("Later years’ actions"),
    "status": gettext_lazy("Status"),
    "directorate": gettext_lazy("Directorate or service"),
    "characteristics": gettext_lazy("Characteristics"),
}


def in_words(day: datetime.date) -> str:
    return date_format(day, "j F Y")
