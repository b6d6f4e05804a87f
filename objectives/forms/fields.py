"""Fields that take figures as people write them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from objectives.presenters import number


class NumberField(forms.Field):
    """A number as people write it: `1,234`, `41.5%`, `−3`. Cleans to a Decimal with at most four decimals, or None."""

    def __init__(self, *, name: Any, **options: Any) -> None:
        self.name = name
        super().__init__(**options)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        text = str(value or "").strip().replace("−", "-").replace(" ", "").removesuffix("%")
        if not text:
            if self.required:
                raise ValidationError(_("Enter %s") % self.name)
            return None
        if not re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?", text):
            raise ValidationError(_("Enter %s as a number, such as 41.5 or 1,200") % self.name)
        try:
            cleaned = Decimal(text.replace(",", ""))
        except InvalidOperation:
            raise ValidationError(_("Enter %s as a number, such as 41.5 or 1,200") % self.name) from None
        if abs(cleaned) >= 10**10:
            raise ValidationError(_("Enter %s as a number below 10,000,000,000") % self.name)
        if cleaned != round(cleaned, 4):
            raise ValidationError(_("Enter %s with at most four decimals") % self.name)
        return cleaned

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal) else value


class WholeNumberField(NumberField):
    """A count of people or things. Cleans to an int, or None."""

    def clean(self, value: Any) -> Any:
        counted = super().clean(value)
        if counted is None:
            return None
        if counted < 0 or counted != int(counted) or counted > 2_000_000_000:
            raise ValidationError(_("Enter %s as a whole number, 0 or more") % self.name)
        return int(counted)
