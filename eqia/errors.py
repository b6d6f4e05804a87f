from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eqia.models import Edit


class EditedMeanwhile(Exception):
    """Somebody saved the section after it was opened; `last` says who and when. Nothing was overwritten."""

    def __init__(self, last: "Edit") -> None:
        super().__init__(str(last))
        self.last = last


class NotEditable(Exception):
    """The assessment has been submitted, approved or withdrawn meanwhile."""


class ItemInUse(Exception):
    """An action of an action plan carries the mitigation out, so it stays."""
