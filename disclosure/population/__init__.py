"""People by their attributes, and the tables that an organisation publishes of them, as one publication.

A number is named by what it counts, leaving out every attribute that stands at its total, so the tables share their
margins by themselves: “directorate=Place” is the same number in every table that shows it.
"""

from disclosure.population.insiders import insiders
from disclosure.population.layouts import Cell, Layout, Table, cells, layout_of
from disclosure.population.people import EVERYBODY, Items, Population, attributes_of, items_from, items_of, name_of
from disclosure.population.publishing import margins, published
from disclosure.population.sensitivity import Alike, alike, needs, sensitive

__all__ = [
    "EVERYBODY",
    "Alike",
    "Cell",
    "Items",
    "Layout",
    "Population",
    "Table",
    "alike",
    "attributes_of",
    "cells",
    "insiders",
    "items_from",
    "items_of",
    "layout_of",
    "margins",
    "name_of",
    "needs",
    "published",
    "sensitive",
]
