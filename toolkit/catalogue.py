"""Examples for the catalogue of components: every part once, with invented figures."""

import datetime
from typing import Any

from toolkit.charts import Bar, Chart, Dot, Line, Slope, bars, dots, lines, slope

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
        {"value": "[c]", "words": "people were dismissed on grounds of capability", "note": "Hidden to protect people"},
    ]


def sample_document() -> dict[str, Any]:
    """The context of the sample document."""
    return {
        "organisation": {"name": "Wealdshire County Council", "colour": "#12436d"},
        "entries": [
            {"id": "figures", "words": "Key figures"},
            {"id": "charts", "words": "Charts with their tables"},
            {"id": "tables", "words": "Tables"},
            {"id": "long", "words": "A table over more than one page", "level": 3},
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
