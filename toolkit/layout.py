"""Parts of a form's layout that the design system has and crispy-forms-gds has not."""

from typing import Any

from crispy_forms.layout import Div


class Folded(Div):
    """Fields behind a summary that opens them; open from the start if `is_open`. `hint` is a sentence above them."""

    template = "%s/layout/folded.html"

    def __init__(self, summary: Any, *fields: Any, hint: Any = "", is_open: bool = False) -> None:
        super().__init__(*fields)
        self.summary, self.hint, self.is_open = summary, hint, is_open
