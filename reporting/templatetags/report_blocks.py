"""What the templates of a document need to show its blocks."""

from typing import Any

from django import template

from reporting.blocks import grouped
from reporting.charts import drawn as draw
from toolkit.charts import Chart
from toolkit.symbols import symbols_in

register = template.Library()


@register.filter
def drawn(block: dict[str, Any]) -> Chart:
    """The chart of a block, drawn."""
    return draw(block)


@register.filter
def drawn_for_paper(block: dict[str, Any]) -> Chart:
    """The same chart, lower."""
    return draw(block, is_low=True)


@register.filter
def cells(row: list[str], columns: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    """The cells of a row, each with whether it is a number."""
    return [(cell, column["is_number"]) for cell, column in zip(row, columns, strict=True)]


@register.filter
def groups(block: dict[str, Any]) -> list[tuple[str, list[list[str]]]]:
    """The rows of a table under the headings of their groups."""
    return grouped(block)


@register.filter
def symbols(block: dict[str, Any]) -> list[tuple[str, str]]:
    """The symbols that occur in a table, with their meanings."""
    return symbols_in([*block["rows"], block["total"] or []])
