import datetime
import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from governance.rules import content_hash
from objectives.rules.progress import Progress
from organisation.choices import Jurisdiction
from reporting.annual.content import annual_payload
from reporting.annual.evidence import gather
from reporting.models import Edition
from reporting.rendering import count_pages, edition_pdf
from tests.reporting.evidence import a_profile, an_indicator, an_objective, evidence


def blocks_of(payload: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return next(section["blocks"] for section in payload["sections"] if section["key"] == key)


def words_of(blocks: list[dict[str, Any]]) -> str:
    """Everything the blocks say, as one text."""
    return json.dumps(blocks, ensure_ascii=False)


def test_the_chapters_come_in_reading_order_and_are_numbered() -> None:
    sections = annual_payload(evidence())["sections"]
    keys = [
        "brief",
        "foreword",
        "duty",
        "objectives",
        "assessments",
        "delivery",
        "workforce",
        "gaps",
        "next",
        "contact",
    ]
    assert [section["key"] for section in sections] == [*keys, "glossary"]
    assert [section["number"] for section in sections] == list(range(1, 12))


def test_tables_and_figures_are_numbered_through_the_report() -> None:
    sections = annual_payload(evidence())["sections"]
    for kind in ("table", "chart"):
        numbers = [block["number"] for section in sections for block in section["blocks"] if block["kind"] == kind]
        assert numbers == list(range(1, len(numbers) + 1))


def test_the_first_page_answers_the_four_questions() -> None:
    brief = blocks_of(annual_payload(evidence()), "brief")
    headings = [block["text"] for block in brief if block["kind"] == "heading"]
    assert headings == [
        "What we promised",
        "What happened",
        "For whom it is still unequal",
        "What we will do next",
    ]
    said = words_of(brief)
    assert "1 on track and 1 behind" in said
    assert (
        "27 of 60 actions are complete, 17 of them in the year. 2 of them are not yet verified. 6 are overdue." in said
    )
    assert "negative effect most often for disability: 5 of 8 full EqIAs" in said


def test_the_figures_of_the_first_page_are_those_of_the_chapters() -> None:
    payload = annual_payload(evidence())
    figures = {item["words"]: item["figure"] for item in blocks_of(payload, "brief")[0]["items"]}
    assert figures == {
        "objectives reached or on track": "1 of 2",
        "EqIAs completed": "14",
        "of 60 actions complete": "45%",
        "people employed": "5,000",
    }
    by_plan = next(block for block in blocks_of(payload, "delivery") if block["kind"] == "table")
    assert by_plan["total"] == ["All", "60", "25", "2", "20", "12", "1", "6"]
    by_directorate = next(block for block in blocks_of(payload, "assessments") if block["kind"] == "table")
    assert by_directorate["total"] == ["All", "19", "14", "11"]
    columns = list(zip(*by_directorate["rows"], strict=True))[1:]
    assert [str(sum(map(int, column))) for column in columns] == by_directorate["total"][1:]


def test_groups_that_fare_worse_are_named_with_both_figures() -> None:
    split = [("Disability: Disabled", "2026-03-31", "44"), ("Disability: Not disabled", "2026-03-31", "69")]
    found = evidence(objectives=[an_objective(indicators=[an_indicator(split=split)])])
    said = words_of(blocks_of(annual_payload(found), "brief"))
    assert "44% for “Disabled”, 69% for “Not disabled” (March 2026)" in said


def test_numbers_that_grow_with_the_group_are_not_called_unequal() -> None:
    split = [("Sex: Boys", "2026-03-31", "165"), ("Sex: Girls", "2026-03-31", "47")]
    found = evidence(objectives=[an_objective(indicators=[an_indicator(unit="Number", split=split)])])
    assert "boys" not in words_of(blocks_of(annual_payload(found), "brief"))


def test_people_who_gave_no_answer_are_not_compared() -> None:
    split = [("Sex: Women", "2026-03-31", "44"), ("Sex: Prefer not to say", "2026-03-31", "90")]
    found = evidence(objectives=[an_objective(indicators=[an_indicator(split=split)])])
    assert "refer not to say" not in words_of(blocks_of(annual_payload(found), "brief"))


def test_the_baseline_is_the_first_point_of_chart_and_table() -> None:
    indicator = an_indicator(readings=[("2025-03-31", "60"), ("2026-03-31", "64.5")], split=[])
    found = blocks_of(annual_payload(evidence(objectives=[an_objective(indicators=[indicator])])), "objectives")
    chart = next(block for block in found if block["kind"] == "chart")
    assert chart["data"]["series"][0]["points"][0] == ["2022-03-31", 52.0]
    assert ["Everybody", "52.0", "60.0", "64.5"] in next(b["rows"] for b in found if "survey" in b.get("note", ""))


def test_a_hidden_value_is_neither_compared_nor_drawn() -> None:
    payload = annual_payload(evidence())
    chart = next(block for block in blocks_of(payload, "objectives") if block["kind"] == "chart")
    disabled = next(line for line in chart["data"]["series"] if line["name"] == "Disabled")
    assert disabled["points"][-1] == ["2026-03-31", None]
    assert "for “Disabled”" not in words_of(blocks_of(payload, "brief"))
    table = next(block for block in blocks_of(payload, "objectives") if "survey" in block.get("note", ""))
    assert table["rows"][1][-1] == "[c]"


def test_what_is_not_known_is_said() -> None:
    objective = an_objective(
        indicators=[an_indicator(name="Complaints upheld", readings=[], split=[], status=Progress.NO_READING)]
    )
    said = words_of(blocks_of(annual_payload(evidence(objectives=[objective])), "gaps"))
    assert "fewer than 80% have told us about religion or belief (61.0%)" in said
    assert "unknown most often for race (3), age (1) and disability (1)" in said
    assert "has no recent reading: Complaints upheld" in said
    assert "30% of all actions have no indicator" in said


def test_a_year_without_records_still_makes_a_report_that_says_so(council: Any) -> None:
    edition = Edition(
        year="2019-20",
        starts_on=datetime.date(2019, 4, 1),
        ends_on=datetime.date(2020, 3, 31),
        title="Annual equality report",
    )
    said = words_of(annual_payload(gather(edition, datetime.date(2026, 11, 22)))["sections"])
    for sentence in (
        "No equality objective was in force",
        "No assessment was started",
        "No action plan was in force",
        "no staff snapshot",
    ):
        assert sentence in said


def test_only_england_is_told_about_the_english_regulations() -> None:
    assert "SI 2017/353" in words_of(blocks_of(annual_payload(evidence()), "duty"))
    wales = annual_payload(evidence(jurisdiction=Jurisdiction.WALES))
    assert "SI 2017/353" not in words_of(blocks_of(wales, "duty"))


def test_the_same_evidence_gives_the_same_payload_and_the_same_pdf(keep_pdf: Any) -> None:
    first, second = annual_payload(evidence()), annual_payload(evidence())
    assert content_hash(first) == content_hash(json.loads(json.dumps(second)))
    pdf = edition_pdf(first)
    assert pdf == edition_pdf(json.loads(json.dumps(first)))
    keep_pdf("annual-report.pdf", pdf)


def test_the_pdf_has_contents_bookmarks_pages_and_our_words() -> None:
    pdf = edition_pdf(annual_payload(evidence()))
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "Annual equality report 2025-26"
    assert count_pages(pdf) == len(reader.pages)
    bookmarks = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert "1. The year in brief" in bookmarks
    contents = reader.pages[1].extract_text()
    assert "11. Words we use" in contents
    assert f"Page 2 of {len(reader.pages)}" in contents
    brief = reader.pages[2].extract_text()
    assert "What we promised" in brief
    assert "What we will do next" in brief


@pytest.mark.parametrize("name", ["<b>Bold</b> & co", "Quote \" and ' both"])
def test_what_people_wrote_stands_in_the_pdf_as_they_wrote_it(name: str) -> None:
    found = evidence(objectives=[an_objective(title=name, indicators=[an_indicator(name=name)])])
    reader = PdfReader(BytesIO(edition_pdf(annual_payload(found))))
    text = "".join(page.extract_text() for page in reader.pages)
    assert name in text


def test_a_report_without_workforce_objectives_or_foreword_can_be_made(keep_pdf: Any) -> None:
    bare = evidence(
        workforce=None, objectives=[], foreword="", next_steps="", delivery=replace(evidence().delivery, plans=[])
    )
    payload = annual_payload(bare)
    assert "foreword" not in [section["key"] for section in payload["sections"]]
    keep_pdf("annual-report-bare.pdf", edition_pdf(payload))


def test_shares_that_differ_little_are_not_called_a_gap() -> None:
    race = a_profile().characteristics[0]
    close = [
        replace(category, share=share, benchmark_share=share + 0.5)
        for category, share in zip(race.categories[:2], (95.0, 5.0), strict=True)
    ]
    found = evidence(workforce=a_profile(characteristics=[replace(race, categories=close)]))
    said = words_of(blocks_of(annual_payload(found), "workforce"))
    assert "No share of staff is more than 0.5 percentage points below the population’s" in said
