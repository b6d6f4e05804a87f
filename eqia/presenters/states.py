"""A word, a colour and a shape for each state."""

from django.utils.translation import gettext_lazy as _

from eqia.choices import Effect, State
from toolkit.tags import Tag

STATES = {
    State.DRAFT: Tag(_("Draft"), "grey", "ring"),
    State.SUBMITTED: Tag(_("With the adviser"), "light-blue", "half"),
    State.RETURNED: Tag(_("Returned"), "orange", "triangle"),
    State.CHECKED: Tag(_("With the head of service"), "blue", "half"),
    State.APPROVED: Tag(_("Approved"), "turquoise", "tick"),
    State.PUBLISHED: Tag(_("Published"), "green", "disc"),
    State.WITHDRAWN: Tag(_("Withdrawn"), "red", "cross"),
}

EFFECTS = {
    Effect.POSITIVE: Tag(_("Positive"), "green", "tick"),
    Effect.NEGATIVE: Tag(_("Negative"), "red", "triangle"),
    Effect.BOTH: Tag(_("Positive and negative"), "orange", "half"),
    Effect.UNKNOWN: Tag(_("Unknown"), "purple", "ring"),
    Effect.NONE: Tag(_("No impact"), "grey", "bar"),
}


def tag_for(state: str) -> Tag:
    return STATES[State(state)]
