from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: dict[str, Any], key: str) -> Any:
    """The value under a key that is itself a variable; the key where there is none."""
    return mapping.get(key, key)
