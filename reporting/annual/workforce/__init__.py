"""The report about the workforce: a story, how people are protected in it, and its tables. One file for each."""

from reporting.annual.workforce.lookup import figure
from reporting.annual.workforce.method import method_section, reference
from reporting.annual.workforce.population import shortfalls
from reporting.annual.workforce.story import workforce_section
from reporting.annual.workforce.tables import released_figures, tables_section

__all__ = [
    "figure",
    "method_section",
    "reference",
    "released_figures",
    "shortfalls",
    "tables_section",
    "workforce_section",
]
