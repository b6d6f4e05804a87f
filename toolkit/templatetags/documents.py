"""What document templates need beside Django's own."""

from django import template

from toolkit.colour import readable_under_white

register = template.Library()


@register.filter
def under_white(colour: str) -> str:
    """The colour, dark enough for white text to stand on it."""
    return readable_under_white(colour)
