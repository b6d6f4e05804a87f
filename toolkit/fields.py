"""Form fields as people fill them in."""

import datetime
from typing import Any

from crispy_forms_gds.fields import DateInputField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DayField(DateInputField):
    """A date in three boxes: day, month, year. Takes 9 12 2026 as well as 9 December 2026; errors say what to do.

    Cleans to a `datetime.date`, or None where nothing was entered and the field is not required. `name` is what the
    errors call it: "the deadline".
    """

    def __init__(self, *, name: Any = "", earliest: int = 1900, latest: int = 2200, **options: Any) -> None:
        self.name = name or _("the date")
        self.earliest, self.latest = earliest, latest
        options.setdefault("required", False)
        super().__init__(**options)

    def clean(self, value: Any) -> datetime.date | None:
        for field in self.fields:
            field.widget.errors = []
        if isinstance(value, datetime.date):
            return value
        texts = [str(text).strip() if text is not None else "" for text in (value or ["", "", ""])]
        if not any(texts):
            if self.required:
                self._refuse(range(3), _("Enter %(name)s"))
            return None
        empty = [index for index, text in enumerate(texts) if not text]
        if empty:
            self._refuse(empty, _("Enter the day, month and year of %(name)s"))
        day, month, year = texts
        try:
            number = MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in MONTHS else int(month)
            date = datetime.date(int(year), number, int(day))
        except (ValueError, OverflowError):
            self._refuse(range(3), _("Enter %(name)s as a real date, such as 9 12 2026"))
        if not self.earliest <= date.year <= self.latest:
            self._refuse([2], _("Enter the year of %(name)s with four figures, such as 2026"))
        return date

    def _refuse(self, parts: Any, message: Any) -> Any:
        text = message % {"name": self.name}
        for index in parts:
            self.fields[index].widget.errors.append(text)
        raise ValidationError(text)
