"""Charts: what they say, that they read without colour, and that they carry their table."""

import datetime
import itertools
import re
from xml.etree import ElementTree

import pytest

from toolkit import catalogue
from toolkit.charts import Bar, Chart, Level, Line, bars, lines, pyramid
from toolkit.charts.drawing import PALETTE, apart, round_steps, writer
from toolkit.charts.lettering import width, wrap

SVG = "{http://www.w3.org/2000/svg}"
FRAME = {"title": "Six of ten", "subtitle": "Share, 2026", "source": "Invented"}


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", catalogue.charts(), ids=lambda chart: chart.title[:20])
def test_every_kind_of_chart_is_whole_and_says_what_it_finds(chart: Chart) -> None:
    for svg in (chart.svg, chart.narrow_svg):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == chart.alt
        assert chart.title.rstrip(".") in chart.alt
        assert "Atkinson Hyperlegible" in str(root.get("font-family"))
        assert "style=" not in svg, "a strict content security policy refuses style attributes"
    assert chart.rows
    assert all(len(row) == len(chart.headings) for row in chart.rows)


@pytest.mark.parametrize("chart", catalogue.charts(), ids=lambda chart: chart.title[:20])
def test_nothing_is_drawn_outside_the_picture_and_narrow_text_stays_legible(chart: Chart) -> None:
    for svg, whole in ((chart.svg, 680), (chart.narrow_svg, 320)):
        root = ElementTree.fromstring(svg)
        _x, _y, wide, high = map(float, str(root.get("viewBox")).split())
        assert wide == whole
        for node in root.iter(f"{SVG}text"):
            x, y, size = (float(str(node.get(name))) for name in ("x", "y", "font-size"))
            words = width("".join(node.itertext()), size)
            start = x - {"start": 0, "middle": words / 2, "end": words}[str(node.get("text-anchor"))]
            assert start >= -2, f"“{node.text}” begins outside"
            assert start + words <= wide + 4, f"“{node.text}” ends outside"
            assert 0 <= y <= high
            assert size >= 14


def test_a_hidden_value_is_shown_as_a_symbol_and_explained() -> None:
    chart = bars(**FRAME, rows=[Bar("Place", 60.0), Bar("Fire", None)], unit="%")
    assert "[c]" in texts(chart.svg)
    assert chart.rows[1] == ["Fire", "[c]"]
    assert [symbol for symbol, _meaning in chart.symbols] == ["[c]"]


def test_a_missing_reading_breaks_the_line_and_is_told_apart_from_a_hidden_one() -> None:
    days = [datetime.date(year, 3, 31) for year in range(2022, 2027)]
    whole = Line("Ethnicity", list(zip(days, [60, 62, None, 70, 71], strict=True)))
    late = Line("Religion", list(zip(days[1:], [40, 45, 48, 50], strict=True)))
    chart = lines(**FRAME, series=[whole, late], unit="%")
    assert len(re.findall(r"<path d=\"M[^\"]+L", chart.svg)) == 3
    assert chart.rows[2][1] == "[c]"
    assert chart.rows[0][2] == "[x]"


def test_series_differ_by_dash_and_mark_as_well_as_by_colour() -> None:
    days = [datetime.date(2025, 3, 31), datetime.date(2026, 3, 31)]
    series = [Line(f"Series {number}", [(day, number * 10.0) for day in days]) for number in range(1, 5)]
    svg = lines(**FRAME, series=series).svg
    drawn = re.findall(r'<path d="M[^"]+" fill="none" stroke="(#\w+)"[^>]*?(?:stroke-dasharray="([\d ]+)")?/>', svg)
    assert [colour for colour, _dash in drawn] == list(PALETTE[:4])
    assert len({dash for _colour, dash in drawn}) == 4


def test_a_target_is_drawn_and_named() -> None:
    days = [datetime.date(2025, 3, 31), datetime.date(2026, 3, 31)]
    chart = lines(**FRAME, series=[Line("Declared", [(day, 50.0) for day in days])], unit="%", target=80)
    assert "Target 80%" in texts(chart.svg)
    assert "Target 80%" in texts(chart.narrow_svg)


def test_words_of_people_are_escaped() -> None:
    chart = bars(title="<b>&", subtitle="", source="", rows=[Bar("<script>alert(1)</script>", 1.0)], alt='"><b>')
    assert "<script>" not in chart.svg
    assert ElementTree.fromstring(chart.svg).get("aria-label") == '"><b>'
    assert "<script>alert(1)</script>" in " ".join(texts(chart.svg)).replace("> alert", ">alert")


def test_the_same_figures_always_draw_the_same_picture() -> None:
    assert [chart.svg for chart in catalogue.charts()] == [chart.svg for chart in catalogue.charts()]


def test_bars_below_zero_hang_left_of_the_line() -> None:
    chart = bars(**FRAME, rows=[Bar("Care", -3.4), Bar("Fire", 6.0)], unit="%")
    assert "−3.4%" in texts(chart.svg)
    assert "6.0%" in texts(chart.svg)


def test_a_chart_without_any_value_can_still_be_drawn() -> None:
    assert bars(**FRAME, rows=[]).rows == []
    assert lines(**FRAME, series=[Line("Nothing", [])]).rows == []
    assert bars(**FRAME, rows=[Bar("Place", None)]).rows == [["Place", "[c]"]]


def test_long_labels_wrap_between_words_and_too_long_words_inside() -> None:
    assert wrap("Adult Social Care and Community Wellbeing", 16, 200) == [
        "Adult Social Care and",
        "Community Wellbeing",
    ]
    pieces = wrap("Llanfairpwllgwyngyllgogerychwyrndrobwll", 16, 100)
    assert len(pieces) > 2
    assert all(width(piece, 16) <= 100 for piece in pieces)


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (0, 7, [0, 2, 4, 6, 8]), (-3.4, 12, [-5, 0, 5, 10, 15])],
)
def test_steps_of_a_scale_are_round_and_hold_the_values(low: float, high: float, steps: list[float]) -> None:
    assert round_steps(low, high) == steps


def test_labels_move_apart_and_stay_within() -> None:
    placed = apart([(50, 20), (52, 20), (54, 20)], 0, 80)
    assert [round(after - before) for before, after in itertools.pairwise(placed)] == [20, 20]
    assert placed[0] >= 10
    assert placed[-1] <= 70


def test_values_of_a_chart_have_the_same_decimals() -> None:
    assert writer("%", [11.4, 6])(6) == "6.0%"
    assert writer("%", [11, 6, None])(6) == "6%"
    assert writer("£", [-1204])(-1204) == "−£1,204"


def test_a_pyramid_says_hidden_where_a_bar_would_stand() -> None:
    rows = [Level("Chief officers", None, 11), Level("Grade 1", 120, 40)]
    chart = pyramid(**FRAME, rows=rows, left="Women", right="Men", heading="Grade")
    assert texts(chart.svg).count("hidden") == 1
    bars_drawn = list(ElementTree.fromstring(chart.svg).iter(f"{SVG}rect"))
    assert len(bars_drawn) == 3
    assert chart.rows == [["Chief officers", "[c]", "11"], ["Grade 1", "120", "40"]]
    assert "Chief officers: Women hidden, Men 11" in chart.alt


def test_both_sides_of_a_pyramid_have_the_same_scale() -> None:
    chart = pyramid(**FRAME, rows=[Level("All", 100, 50)], left="Women", right="Men")
    left, right = (float(str(node.get("width"))) for node in ElementTree.fromstring(chart.svg).iter(f"{SVG}rect"))
    assert left / 2 == pytest.approx(right, abs=2.5)
