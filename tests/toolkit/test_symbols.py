"""One way of showing a hidden number, on pages, on paper, in pictures and for the ear."""

import datetime

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

import disclosure
from toolkit.charts import Bar, Line, Slope, bars, lines, slope
from toolkit.symbols import HIDDEN, SYMBOLS, spoken

FRAME = {"title": "Few are few", "subtitle": "Staff, 31 March 2026", "source": "Source: staff snapshot."}


def on_a_page(value: object) -> str:
    return Template("{% load toolkit %}{{ value|figure }}").render(Context({"value": value}))


def test_there_is_one_symbol() -> None:
    assert HIDDEN is disclosure.HIDDEN
    assert HIDDEN in SYMBOLS


def test_a_hidden_number_is_a_symbol_for_the_eye_and_words_for_the_ear() -> None:
    page = on_a_page(HIDDEN)
    assert f'<span aria-hidden="true">{HIDDEN}</span>' in page
    assert '<span class="govuk-visually-hidden">hidden to protect people</span>' in page


def test_a_number_that_is_shown_stays_as_it_is_and_one_that_is_missing_says_so() -> None:
    assert [on_a_page(value) for value in ("1,234", 12, None)] == ["1,234", "12", "[x]"]


def test_what_a_person_typed_beside_it_is_escaped() -> None:
    assert "<b>" not in on_a_page(f"<b>{HIDDEN}</b>")


@pytest.mark.parametrize("layout", ["base", "page", "wide", "list", "public"])
def test_every_layout_explains_hidden_numbers_once_and_only_where_there_are_any(layout: str, db: None) -> None:
    def page(value: str) -> str:
        template = Template(
            f'{{% extends "layouts/{layout}.html" %}}{{% load toolkit %}}'
            "{% block content %}{{ value|figure }} {{ value|figure }}{% endblock %}"
        )
        return template.render(Context({"value": value, "organisation": {"colour": "#12436d", "name": "Body"}}))

    assert page(HIDDEN).count("stands for a number that is hidden to protect people") == 1
    assert "stands for a number that is hidden" not in page("12")


def test_in_a_sentence_on_paper_the_meaning_stands_behind_the_symbol() -> None:
    template = Template("{% load toolkit %}{{ words|figure_told }}")
    words = template.render(Context({"words": f"{HIDDEN} of 40 & more"}))
    assert words == "[c] (hidden to protect people) of 40 &amp; more"
    assert template.render(Context({"words": "3 < 4"})) == "3 &lt; 4"


def test_a_table_in_a_document_says_what_the_symbol_means() -> None:
    chart = bars(**FRAME, rows=[Bar("Place", 12), Bar("Fire", None)])
    page = render_to_string("documents/chart.html", {"chart": chart})
    assert "hidden to protect people" in page


def test_a_hidden_bar_is_drawn_as_hidden_and_never_as_nought() -> None:
    shown = bars(**FRAME, rows=[Bar("Place", 12), Bar("Fire", 8)]).svg
    hides = bars(**FRAME, rows=[Bar("Place", 12), Bar("Fire", None)]).svg
    assert hides.count("<rect") == shown.count("<rect") - 1
    assert ">hidden</text>" in hides
    assert ">hidden</text>" not in shown


def test_a_bar_for_which_there_is_no_number_is_not_called_hidden() -> None:
    assert ">hidden</text>" not in bars(**FRAME, rows=[Bar("Place", 12), Bar("Fire", None, shown="[x]")]).svg


def test_a_hidden_point_breaks_its_line_and_has_the_symbol_above_its_date() -> None:
    days = [datetime.date(year, 3, 31) for year in (2024, 2025, 2026)]
    chart = lines(**FRAME, series=[Line("Women", list(zip(days, (4.0, None, 6.0), strict=True)))])
    assert chart.svg.count(f">{HIDDEN}</text>") == 1


def test_alternative_texts_say_it_in_words() -> None:
    day = datetime.date(2026, 3, 31)
    charts = [
        bars(**FRAME, rows=[Bar("Place", 12), Bar("Fire", 3), Bar("Roads", 1)], alt=f"Fire: {HIDDEN}"),
        lines(**FRAME, series=[Line("Women", [(day, None)])]),
        slope(**FRAME, rows=[Slope("Women", None, 4.0)], before="2025", after="2026"),
    ]
    for chart in charts:
        assert "hidden to protect people" in chart.alt
        label = chart.svg.partition('aria-label="')[2].partition('"')[0]
        assert HIDDEN not in chart.alt + label


def test_every_symbol_can_be_said() -> None:
    assert spoken("From [x] to [low]") == "From not available to rounds to zero"
