"""Words, colours and shapes of what this room keeps."""

from django.utils.translation import gettext_lazy as _

from oversight.choices import Breach, Differs, Stand

STANDS = {
    Stand.PLANNED: {"words": Stand.PLANNED.label, "colour": "grey", "shape": "ring"},
    Stand.STARTED: {"words": Stand.STARTED.label, "colour": "light-blue", "shape": "half"},
    Stand.SCREENED: {"words": Stand.SCREENED.label, "colour": "blue", "shape": "half"},
    Stand.ASSESSED: {"words": Stand.ASSESSED.label, "colour": "green", "shape": "tick"},
    Stand.LATE: {"words": Stand.LATE.label, "colour": "red", "shape": "triangle"},
    Stand.DROPPED: {"words": Stand.DROPPED.label, "colour": "grey", "shape": "cross"},
}
DIFFERS = {
    Differs.BETTER: {"words": _("Better"), "colour": "green", "shape": "tick"},
    Differs.AS_EXPECTED: {"words": _("As expected"), "colour": "blue", "shape": "disc"},
    Differs.WORSE: {"words": _("Worse"), "colour": "red", "shape": "triangle"},
    Differs.NOT_KNOWN: {"words": _("Not known"), "colour": "purple", "shape": "ring"},
}
BREACHES = {
    Breach.LATE: {"words": _("Promise late"), "colour": "orange", "shape": "triangle"},
    Breach.CANCELLED: {"words": _("Promise cancelled"), "colour": "red", "shape": "cross"},
    Breach.CHANGED: {"words": _("Promise changed"), "colour": "yellow", "shape": "half"},
}
