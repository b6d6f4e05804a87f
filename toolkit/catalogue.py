"""Examples for the catalogue of components: every part once, with invented figures."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from toolkit.charts import Bar, Chart, Dot, Level, Line, Slope, bars, dots, lines, pyramid, slope
from toolkit.history import Change
from toolkit.symbols import HIDDEN, SYMBOLS, symbols_in
from toolkit.waiting import Waiting

SOURCE = "Invented figures, to show the component. 6,412 people."


def charts() -> list[Chart]:
    """One chart of each kind, with a long label, a hidden value and a gap."""
    years = [datetime.date(year, 3, 31) for year in range(2021, 2027)]
    return [
        bars(
            title="Disabled people are under-represented in three of four directorates",
            subtitle="Share of staff who declared a disability, by directorate, 31 March 2026",
            source=SOURCE,
            rows=[
                Bar("Fire and Rescue", 19, benchmark=17.2),
                Bar("Adult Social Care and Community Wellbeing", 11.4, benchmark=17.2),
                Bar("Place", 6, benchmark=17.2),
                Bar("Children, Schools and Families", None, benchmark=17.2),
                Bar("The whole council", 9.1, benchmark=17.2, is_context=True),
            ],
            unit="%",
            heading="Directorate",
            measure="Declared a disability",
            benchmark="Residents of working age, Census 2021",
        ),
        lines(
            title="Declaration has risen every year but stands short of the target",
            subtitle="Share of staff who answered each question, 2021 to 2026",
            source=SOURCE,
            unit="%",
            target=90,
            series=[
                Line("Ethnicity", list(zip(years, [61, 66, None, 72, 75, 79], strict=True))),
                Line("Disability", list(zip(years, [51, 52, 55, 58, 60, 63], strict=True))),
                Line("Sexual orientation", list(zip(years, [40, 44, 49, 55, 58, 62], strict=True))),
            ],
        ),
        dots(
            title="Fewer Black applicants are interviewed, and the difference is larger than chance",
            subtitle="Applicants interviewed, by ethnic group, with 95% intervals, 2025-26",
            source=SOURCE,
            unit="%",
            heading="Ethnic group",
            measure="Interviewed",
            rows=[
                Dot("White British", 31, 29.5, 33),
                Dot("Black, Black British, Caribbean or African", 22, 16, 28.5),
                Dot("Asian or Asian British", 27, 23, 31.5),
                Dot("Gypsy or Irish Traveller", None),
            ],
        ),
        pyramid(
            title="Women are most of the staff, and fewest at the top",
            subtitle="Staff by grade and sex, 31 March 2026",
            source=SOURCE,
            heading="Grade",
            left="Women",
            right="Men",
            rows=[
                Level("Chief officers", None, 11),
                Level("Grade 3", 212, 304),
                Level("Grade 2", 1410, 822),
                Level("Grade 1", 2688, 965),
            ],
        ),
        slope(
            title="Disabled residents’ satisfaction rose most and is still lowest",
            subtitle="Residents satisfied with access to council buildings, 2022 and 2026",
            source=SOURCE,
            unit="%",
            before="2022",
            after="2026",
            rows=[
                Slope("Disabled residents", 41, 52),
                Slope("Women", 61, 66),
                Slope("Men", 62, 65),
                Slope("All residents", 60, 64.5, is_context=True),
            ],
        ),
    ]


def key_figures() -> list[dict[str, Any]]:
    return [
        {"value": "4 of 6", "words": "objectives moved towards their target this year"},
        {"value": "79%", "words": "of staff told us their ethnicity", "note": "75% a year before"},
        {
            "value": HIDDEN,
            "words": "people were dismissed on grounds of capability",
            "note": "Hidden to protect people",
        },
    ]


def sample_document() -> dict[str, Any]:
    """The context of the sample document."""
    return {
        "organisation": {"name": "Wealdshire County Council", "colour": "#12436d"},
        "entries": [
            {"id": "figures", "words": "Key figures"},
            {"id": "charts", "words": "Charts with their tables"},
            {"id": "tables", "words": "Tables"},
            {
                "id": "long",
                "words": "A table over more than one page, with a heading so long that the contents must turn it over",
                "level": 3,
            },
        ],
        "key_figures": key_figures(),
        "charts": charts(),
        "long_headings": ["Service", "Staff", "Declared"],
        "long_rows": [[f"Service {number}", f"{number * 37:,}", f"{40 + number % 50}%"] for number in range(1, 61)],
        "word_headings": ["State", "What it means"],
        "word_rows": [
            ["Screening", "The officer decides, with reasons, which aims and characteristics the proposal touches."],
            ["Attested", "A head of service, who did not write it, says that it is complete and fair."],
        ],
    }


class ExampleFilterForm(forms.Form):
    words = forms.CharField(label="Words in the title", required=False)
    state = forms.MultipleChoiceField(
        label="State",
        required=False,
        choices=[("draft", "Draft"), ("submitted", "With an adviser"), ("approved", "Approved")],
        widget=forms.CheckboxSelectMultiple,
    )


@dataclass
class ExampleFilter:
    form: forms.Form


TAGS = [
    {"words": "Not started", "colour": "grey", "shape": "ring"},
    {"words": "In progress", "colour": "light-blue", "shape": "half"},
    {"words": "With an adviser", "colour": "purple", "shape": "disc"},
    {"words": "Returned", "colour": "orange", "shape": "triangle"},
    {"words": "Approved", "colour": "green", "shape": "tick"},
    {"words": "Stopped", "colour": "red", "shape": "bar"},
    {"words": "Withdrawn", "colour": "grey", "shape": "cross"},
]
ROWS = [
    ("Winter opening of libraries", TAGS[1], datetime.date(2026, 12, 9), 3),
    ("Charging for garden waste", TAGS[4], datetime.date(2026, 10, 14), 0),
    ("A new contract for school transport, with routes that reach further into the villages", TAGS[3], None, 12),
]


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of the catalogue."""
    at = datetime.datetime(2026, 11, 3, 14, 5, tzinfo=datetime.UTC)
    return {
        "tags": TAGS,
        "table_rows": ROWS,
        "sort": request.GET.get("sort", "title"),
        "page": Paginator(range(200), 10).get_page(request.GET.get("page", 4)),
        "filter": ExampleFilter(ExampleFilterForm(request.GET)),
        "summary_rows": [
            {"key": "Proposal", "value": "Winter opening of libraries", "url": "#summary"},
            {"key": "Directorate", "value": "Place"},
            {"key": "Decision", "value": "", "url": "#summary"},
        ],
        "tasks": [
            {"words": "About the proposal", "url": "#tasks", "state": {"words": "Completed"}},
            {"words": "Screening", "url": "#tasks", "hint": "3 characteristics are still open", "state": TAGS[1]},
            {"words": "Submit to an adviser", "url": "", "state": {"words": "Cannot start yet"}},
        ],
        "changes": [
            Change(
                at, "Anna Example", "", "Changed", [("Title", "Libraries", "Winter opening of libraries")], "assessment"
            ),
            Change(at - datetime.timedelta(days=2), "Bola Example", "", "Created", [], "assessment"),
        ],
        "items": [
            Waiting("Check Winter opening of libraries again", "#waiting", datetime.date(2026, 11, 12), True),
            Waiting("Read the annual report before it is published", "#waiting", datetime.date(2026, 12, 9)),
            Waiting("Say how far Translate the tenancy handbook has come", "#waiting"),
        ],
        "charts": charts(),
        "key_figures": key_figures(),
        "symbols": symbols_in([list(SYMBOLS)]),
    }
