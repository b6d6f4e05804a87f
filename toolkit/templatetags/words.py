"""Words as the GOV.UK style guide writes them."""

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """A date as `9 December 2026`; an empty text for none."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    return date_format(value, "j F Y")


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """A moment as `9 December 2026 at 3:05pm`, in Europe/London."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{date_format(local, 'j F Y')} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
