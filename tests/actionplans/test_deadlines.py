"""Deadlines as people write them, and what each must come to mean."""

import datetime
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actionplans.choices import DeadlineKind, Precision
from actionplans.rules.deadlines import Reading, read_deadline
from actionplans.rules.moments import find_moments
from actionplans.rules.overdue import DATED, REVIEWED, falls_due_on

IN_2007 = datetime.date(2007, 4, 1)
IN_2026 = datetime.date(2026, 11, 22)


def read(text: str, written_on: datetime.date | None = IN_2026) -> Reading:
    return read_deadline(text, written_on)


# Every shape of deadline met in the plans of a real county council of 2007: kind, precision, first day, last day.
FROM_REAL_PLANS = [
    ("21 June 2007", "date", "day", None, "2007-06-21"),
    ("31 March 2008", "date", "day", None, "2008-03-31"),
    ("February 2008", "date", "month", None, "2008-02-29"),
    ("September 2007", "date", "month", None, "2007-09-30"),
    ("April 07", "date", "month", None, "2007-04-30"),
    ("Ongoing", "ongoing", None, None, None),
    ("On-going", "ongoing", None, None, None),
    ("Commenced April 2006 - ongoing", "ongoing", "month", "2006-04-01", None),
    ("Progress taken to the panel’s meetings: • 4 October 07 Last day: 31 March 2008", "milestones", "day", None, "2008-03-31"),
    ("31 December 2007 Services to report their findings to EQG January 2008 (date TBC)", "milestones", "month", None, "2008-01-31"),
    ("April 2007 April 2008", "milestones", "month", None, "2008-04-30"),
    ("June and December/January meetings each years", "recurring", None, None, None),
    ("Progress reported to EQG December 2007", "report_to_body", "month", None, "2007-12-31"),
    ("Reported to EQG 21 June 2007", "report_to_body", "day", None, "2007-06-21"),
    ("Guidance for Managers to be published during 2007", "period", "year", "2007-01-01", "2007-12-31"),
    ("Refer to targets in the Young People’s Plan", "reference", None, None, None),
    ("Every course and event includes a part on equality", "recurring", None, None, None),
    ("All training and events include a part on equality", "not_a_deadline", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "precision", "starts_on", "due_on"), FROM_REAL_PLANS)
def test_the_wordings_of_real_plans_are_read_as_they_were_meant(
    text: str, kind: str, precision: str | None, starts_on: str | None, due_on: str | None
) -> None:
    reading = read(text, IN_2007).as_json()
    assert (reading["kind"], reading["precision"], reading["starts_on"], reading["due_on"]) == (
        kind,
        precision,
        starts_on,
        due_on,
    )
    assert reading["text"] == text


@pytest.mark.parametrize(
    ("text", "kind", "precision", "due_on"),
    [
        ("31/3/08", "date", "day", "2008-03-31"),
        ("01.09.27", "date", "day", "2027-09-01"),
        ("2026-12-31", "date", "day", "2026-12-31"),
        ("30th of June 2027.", "date", "day", "2027-06-30"),
        ("no later than Wednesday 30 June 2027", "date", "day", "2027-06-30"),
        ("March 31, 2027", "date", "day", "2027-03-31"),
        ("June 21st 2027", "date", "day", "2027-06-21"),
        ("before 1 April 2027", "date", "day", "2027-03-31"),
        ("Easter 2027", "date", "day", "2027-03-28"),
        ("Christmas 2026", "date", "day", "2026-12-25"),
        ("Sept 2027", "date", "month", "2027-09-30"),
        ("March '27", "date", "month", "2027-03-31"),
        ("end of March 2027", "date", "month", "2027-03-31"),
        ("mid-March 2027", "date", "month", "2027-03-20"),
        ("early March 2027", "date", "month", "2027-03-10"),
        ("June/July 2027", "date", "month", "2027-07-31"),
        ("Q3 2026/27", "date", "quarter", "2026-12-31"),
        ("Q4 FY26/27", "date", "quarter", "2027-03-31"),
        ("2026/27 Q1", "date", "quarter", "2026-06-30"),
        ("second quarter of 2027/28", "date", "quarter", "2027-09-30"),
        ("Spring 2027", "date", "season", "2027-05-31"),
        ("winter 2026/27", "date", "season", "2027-02-28"),
        ("H1 2026/27", "date", "half_year", "2026-09-30"),
        ("first half of 2027", "date", "half_year", "2027-06-30"),
        ("2027", "date", "year", "2027-12-31"),
        ("early 2027", "date", "year", "2027-04-30"),
        ("2026/27", "date", "financial_year", "2027-03-31"),
        ("FY26/27", "date", "financial_year", "2027-03-31"),
        ("26/27", "date", "financial_year", "2027-03-31"),
        ("end of 2026/27", "date", "financial_year", "2027-03-31"),
        ("academic year 2026/27", "date", "year", "2027-08-31"),
        ("April 2026 to March 2027", "period", "month", "2027-03-31"),
        ("April to June 2027", "period", "month", "2027-06-30"),
        ("between April and June 2027", "period", "month", "2027-06-30"),
        ("throughout 2026/27", "period", "financial_year", "2027-03-31"),
        ("2026-2028", "period", "financial_year", "2028-03-31"),
        ("Ongoing until March 2028", "period", "month", "2028-03-31"),
        ("To be reported to the Health and Wellbeing Board in Q4 2026/27", "report_to_body", "quarter", "2027-03-31"),
        ("Phase 1 Summer 2027, Phase 2 Winter 2027/28", "milestones", "season", "2028-02-29"),
        ("end of March", "date", "month", "2027-03-31"),
        ("by Easter", "date", "day", "2027-03-28"),
        ("before Christmas", "date", "day", "2026-12-24"),
        ("31/3", "date", "day", "2027-03-31"),
        ("spring", "date", "season", "2027-05-31"),
        ("Spring/Summer 2027", "date", "season", "2027-08-31"),
        ("by the end of the financial year", "date", "financial_year", "2027-03-31"),
        ("end of the month", "date", "month", "2026-11-30"),
        ("next month", "date", "month", "2026-12-31"),
        ("calendar Q1 2027", "date", "quarter", "2027-03-31"),
        ("Q1 2027 (calendar year)", "date", "quarter", "2027-03-31"),
        ("Quarter 3 (2026/27)", "date", "quarter", "2026-12-31"),
        ("Q3 (Oct-Dec) 2026", "date", "quarter", "2026-12-31"),
        ("2027 Q1", "date", "quarter", "2027-06-30"),
        ("99/00", "date", "financial_year", "2000-03-31"),
        ("2007/8", "date", "financial_year", "2008-03-31"),
        ("start of April 2027", "date", "month", "2027-04-07"),
        ("second week of June 2027", "date", "month", "2027-06-14"),
        ("first Monday in March 2027", "date", "day", "2027-03-01"),
        ("mid-2027", "date", "year", "2027-08-31"),
        ("03/2027", "date", "month", "2027-03-31"),
        ("Mar-27", "date", "month", "2027-03-31"),
        ("before April 2027", "date", "month", "2027-03-31"),
        ("Black History Month 2027", "date", "month", "2027-10-31"),
        ("International Women’s Day 2027", "date", "day", "2027-03-08"),
        ("w/c 4 January 2027", "period", "day", "2027-01-10"),
        ("Wednesday 31 March 2027", "date", "day", "2027-03-31"),
        ("1-5 March 2027", "period", "day", "2027-03-05"),
        ("1 April - 30 June 2027", "period", "day", "2027-06-30"),
        ("April–June 2027", "period", "month", "2027-06-30"),
        ("Q1-Q2 2026/27", "period", "quarter", "2026-09-30"),
        ("March, June and September 2027", "milestones", "month", "2027-09-30"),
        ("December and January 2027", "milestones", "month", "2027-01-31"),
        ("1 and 15 March 2027", "milestones", "day", "2027-03-15"),
        ("31 March 2027 (was 31 December 2026)", "date", "day", "2027-03-31"),
        ("31/12/2026, extended to 31/03/2027", "date", "day", "2027-03-31"),
        ("within 12 months of 1 April 2027", "relative", "day", "2028-04-01"),
        ("2 weeks after Easter 2027", "relative", "day", "2027-04-11"),
        ("Cabinet, 9 December 2026", "report_to_body", "day", "2026-12-09"),
        ("Findings to EQG January 2027", "report_to_body", "month", "2027-01-31"),
        ("report to cabinet in December 2026", "report_to_body", "month", "2026-12-31"),
        # Parts of a year that a plan names by more than one word.
        ("Q2-3 2026/27", "period", "quarter", "2026-12-31"),
        ("Q2/Q3 2026/27", "date", "quarter", "2026-12-31"),
        ("Qs 1 & 2 2027/28", "period", "quarter", "2027-09-30"),
        ("start of Q1 2027/28", "date", "quarter", "2027-04-30"),
        ("early Q3 2026/27", "date", "quarter", "2026-10-31"),
        ("Half year 1 2027/28", "date", "half_year", "2027-09-30"),
        ("End of Q2 (30 September 2027)", "date", "day", "2027-09-30"),
        ("2026/27 academic year", "date", "year", "2027-08-31"),
        ("26/27 academic year", "date", "year", "2027-08-31"),
        ("start of the 2027 academic year", "date", "year", "2027-09-30"),
        ("end of the school year 2026/27", "date", "year", "2027-08-31"),
        ("by 2026/27 year end", "date", "financial_year", "2027-03-31"),
        ("mid-year 2027", "date", "year", "2027-08-31"),
        ("end 26", "date", "year", "2026-12-31"),
        ("early in the new year", "date", "year", "2027-04-30"),
        ("Dec/Jan 2026/27", "date", "month", "2027-01-31"),
        ("March 2026/27", "date", "month", "2027-03-31"),
        ("Ongoing throughout 2026/27", "period", "financial_year", "2027-03-31"),
        ("by the end of next week", "date", "day", "2026-11-29"),
        # A month and two figures, near to the date of writing.
        ("Sept 27", "date", "month", "2027-09-30"),
        ("Review Mar 27", "date", "month", "2027-03-31"),
        ("Nov 26 - Jan 27", "period", "month", "2027-01-31"),
        ("Phase 1: May 26; Phase 2: Nov 26", "milestones", "month", "2026-11-30"),
        ("Phase 1 June 2027", "date", "month", "2027-06-30"),
        ("Tranche 1 - June 2027", "date", "month", "2027-06-30"),
        # Weeks and parts of a month.
        ("Week 2 of January 2027", "date", "month", "2027-01-14"),
        ("1st week Jan 2027", "date", "month", "2027-01-07"),
        ("late Sept/early Oct 2027", "date", "month", "2027-10-10"),
        ("before the end of March 2027", "date", "month", "2027-03-31"),
        ("prior to 31 March 2027", "date", "day", "2027-03-30"),
        # Bank holidays by their names; that of May 2022 was moved for a jubilee.
        ("by Whitsun 2027", "date", "day", "2027-05-16"),
        ("before the August bank holiday 2027", "date", "day", "2027-08-29"),
        ("August bank holiday 2027", "date", "day", "2027-08-30"),
        ("the early May bank holiday 2027", "date", "day", "2027-05-03"),
        ("Spring bank holiday 2022", "date", "day", "2022-06-02"),
        ("before the Easter bank holiday", "date", "day", "2027-03-25"),
        # What begins and ends, what has been moved, what is reported.
        ("Start April 2027, complete by March 2028", "period", "month", "2028-03-31"),
        ("Start: 01/04/2027 End: 31/03/2028", "period", "day", "2028-03-31"),
        ("moved from Sept 26 to Jan 27", "date", "month", "2027-01-31"),
        ("Complete by June 2027", "date", "month", "2027-06-30"),
        ("Health and Wellbeing Board (March 2027)", "report_to_body", "month", "2027-03-31"),
        ("Trust Board Q4 26/27", "report_to_body", "quarter", "2027-03-31"),
        # As bodies in Wales write.
        ("31 Mawrth 2027", "date", "day", "2027-03-31"),
        ("Rhagfyr 2026", "date", "month", "2026-12-31"),
        ("erbyn diwedd Mehefin 2027", "date", "month", "2027-06-30"),
        ("Ebrill – Mehefin 2027", "period", "month", "2027-06-30"),
        ("Gwanwyn 2027", "date", "season", "2027-05-31"),
        ("yr hydref 2027", "date", "season", "2027-11-30"),
        ("1 Hydref 2027", "date", "day", "2027-10-01"),
        ("Chwarter 3 2026/27", "date", "quarter", "2026-12-31"),
        ("cyn y Nadolig", "date", "day", "2026-12-24"),
    ],
)  # fmt: skip
def test_a_time_is_read_to_its_last_day_and_no_more_exactly_than_it_was_written(
    text: str, kind: str, precision: str, due_on: str
) -> None:
    reading = read(text).as_json()
    assert (reading["kind"], reading["precision"], reading["due_on"], reading["question"]) == (
        kind,
        precision,
        due_on,
        None,
    )


@pytest.mark.parametrize(
    ("text", "due_on", "words"),
    [
        ("October", "2027-10-31", "No year is written. Is October 2027 meant?"),
        ("Q2", "2027-09-30", "July 2027 to September 2027"),
        ("3/4", "2027-04-03", "Is 3 April 2027 meant?"),
        ("03/27", "2027-03-31", "Is March 2027 meant?"),
        ("Monday 31 March 2027", None, "31 March 2027 is a Wednesday, not a Monday. Which day is meant?"),
        ("w/c 5 January 2027", "2027-01-11", "Is the week from Monday 4 January 2027 meant?"),
        ("Q5 2026/27", None, "A year has four quarters"),
        ("Q4 FY27", "2027-03-31", "Is January 2027 to March 2027 meant?"),
        ("2027/26", None, "Which years are meant by “2027/26”?"),
        ("31 April", None, "April has 30 days"),
        ("after April 2027", None, "when it may begin (April 2027), not by when it must be done"),
        ("by the summer recess 2027", None, "On which day does the summer recess begin?"),
        ("end of term", None, "On which day does the term end?"),
        ("Diwali 2027", None, "On which day is Diwali 2027?"),
        ("by Friday", None, "Which month and year are meant by “Friday”?"),
        ("Q4 2026", "2027-03-31", "in the financial year 2026/27?"),
        ("winter 2026", "2027-02-28", "December 2026 to February 2027"),
        ("30 June 2027 (TBC)", "2027-06-30", "Confirm the date"),
        ("31 April 2027", None, "April 2027 has 30 days"),
        ("29 February 2027", None, "has 28 days"),
        ("12/25/2026", None, "Is 25 December 2026 meant"),
        ("October 12", None, "Is October 2012 or 12 October meant?"),
        ("07/08", None, "7 August or the financial year 2007/08"),
        ("end of the year", "2027-03-31", "April 2026 to March 2027 meant, or January 2026 to December 2026?"),
        ("autumn term 2026", None, "On which day does the autumn term end?"),
        ("March 2027 to January 2027", None, "ends before it starts"),
        ("May bank holiday 2027", "2027-05-31", "3 May 2027 or 31 May 2027"),
        ("end of the municipal year", "2027-05-31", "On which day in May 2027 does the municipal year end?"),
        ("year end 2027", "2027-12-31", "the end of March 2027 or of December 2027"),
        ("in the new year", "2027-12-31", "Which month of 2027 is meant?"),
        ("October half-term 2027", None, "On which day does the October half-term of 2027 begin?"),
        ("Easter holidays 2027", None, "On which day do the Easter holidays end?"),
        ("before the pre-election period", None, "On which day does the pre-election period begin?"),
        ("Hydref 2027", "2027-10-31", "Is October 2027 or autumn 2027 meant?"),
        ("2027/28 budget setting", None, "On which day does the 2027/28 budget setting end?"),
    ],
)
def test_what_is_not_certain_is_asked(text: str, due_on: str | None, words: str) -> None:
    reading = read(text).as_json()
    assert reading["due_on"] == due_on
    assert words in reading["question"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("TBC", "to_be_confirmed", "Which day has been agreed?"),
        ("not yet set", "to_be_confirmed", "Which day"),
        ("?", "to_be_confirmed", "Which day"),
        ("within 12 months of adoption", "relative", "On which day is “adoption”?"),
        ("Within six months", "relative", "From which day is “six months” counted?"),
        ("Upon adoption of the strategy", "relative", "“adoption of the strategy”"),
        ("10 working days from 1 April 2027", "relative", "Which day is 10 working days from 1 April 2027?"),
        ("T+30 days", "relative", "From which day is “30 days” counted?"),
        ("2 weeks before full Council", "relative", "On which day is “full Council”?"),
        ("Year 2", "relative", "On which day does “Year 2” end?"),
        ("by the end of the project", "relative", "On which day does “project” end?"),
        ("see action 4.2", "reference", "Which date does “action 4.2” give?"),
        ("Dates as in the Workforce Strategy 2026-29", "reference", "Workforce Strategy 2026-29"),
        ("Next Cabinet meeting", "report_to_body", "On which day does Cabinet next meet?"),
        ("until further notice", "ongoing", "When will it next be reviewed?"),
        ("April 2027 onwards", "ongoing", "When will it next be reviewed?"),
        ("Equality Board meetings", "recurring", "When is it next?"),
        ("See Local Transport Plan 4", "reference", "Which date does “Local Transport Plan 4” give?"),
        ("In line with the Equality Act 2010 guidance", "reference", "Which date does"),
        ("ASAP", "not_a_deadline", "By which day must it be done?"),
        ("Completed", "not_a_deadline", "reads like a status"),
        ("As and when required", "not_a_deadline", "does not say when"),
        ("Directorates may need extra time to march on", "not_a_deadline", "wrong column"),
        ("24/7", "not_a_deadline", "does not say when"),
        ("ongoing", "ongoing", "When will it next be reviewed?"),
        ("From April 2027", "ongoing", "When will it next be reviewed?"),
        ("Ongoing - March 2027", "ongoing", "Does it end in March 2027, or is that a date on the way?"),
        ("quarterly", "recurring", "When is it next?"),
        ("Every quarter from April 2027 until March 2029", "recurring", "When is it next?"),
        ("Annual report to Full Council in July", "recurring", "When is it next?"),
        ("August 2027 & ongoing", "ongoing", "When will it next be reviewed?"),
        ("2024 - ongoing", "ongoing", "When will it next be reviewed?"),
        ("Parhaus", "ongoing", "When will it next be reviewed?"),
        ("over the next 12 months", "relative", "From which day is “12 months” counted?"),
        ("within a fortnight of the meeting", "relative", "On which day is “the meeting”?"),
        ("throughout the plan", "relative", "On which day does “plan” end?"),
        ("by year 3", "relative", "On which day does “year 3” end?"),
        ("On hold", "not_a_deadline", "reads like a status"),
        ("June and December meetings each year", "recurring", "Whose meetings are meant?"),
        ("Completed March 2026", "date", "Was it done in March 2026?"),
        ("Reported to the Board 21 June 2026", "report_to_body", "Has this report been made?"),
    ],
)
def test_a_deadline_without_a_day_says_what_a_person_must_settle(text: str, kind: str, words: str) -> None:
    reading = read(text)
    assert reading.kind == kind
    assert words in (reading.question or "")


def test_two_figures_for_a_year_follow_the_date_of_writing() -> None:
    assert read("March 08", datetime.date(2007, 1, 1)).due_on == datetime.date(2008, 3, 31)
    assert read("31/3/98", datetime.date(1997, 1, 1)).due_on == datetime.date(1998, 3, 31)
    assert read("31/3/01", datetime.date(2099, 1, 1)).due_on == datetime.date(2101, 3, 31)
    assert read("31/3/27", None).due_on == datetime.date(2027, 3, 31)
    assert read("31/3/98", None).due_on == datetime.date(1998, 3, 31)


def test_without_a_date_of_writing_a_time_without_a_year_has_no_day() -> None:
    reading = read("end of March", None)
    assert reading.due_on is None
    assert reading.question == "Which year is meant by “end of March”?"


def test_each_milestone_keeps_its_own_words_day_and_body() -> None:
    reading = read(
        "31 December 2007 Services to report their findings to EQG January 2008 (date TBC)", IN_2007
    ).as_json()
    assert reading["milestones"] == [
        {
            "text": "31 December 2007",
            "due_on": "2007-12-31",
            "precision": "day",
            "body": None,
            "is_report": False,
            "is_to_be_confirmed": False,
        },
        {
            "text": "Services to report their findings to EQG January 2008 (date TBC)",
            "due_on": "2008-01-31",
            "precision": "month",
            "body": "EQG",
            "is_report": True,
            "is_to_be_confirmed": True,
        },
    ]
    assert reading["body"] == "EQG"
    assert reading["question"] == "Confirm the date January 2008."


def test_a_recurring_deadline_knows_its_months_and_its_body() -> None:
    assert read("June and December/January meetings each years").months == (6, 12, 1)
    board = read("Report to the Equality Board at its meetings in June and December each year")
    assert (board.body, board.months) == ("Equality Board", (6, 12))
    named = read("June and December meetings of the Equality and Inclusion Committee each year")
    assert (named.body, named.months) == ("Equality and Inclusion Committee", (6, 12))
    assert read("Six-monthly to March 2028").due_on == datetime.date(2028, 3, 31)


def test_what_comes_round_in_a_month_of_its_own_is_next_when_the_calendar_says() -> None:
    reading = read("by 31 March each year")
    assert (reading.kind, reading.review_on, reading.question) == ("recurring", datetime.date(2027, 3, 31), None)


def test_what_comes_round_after_a_first_time_is_next_then() -> None:
    for words in ("March 2027 and annually thereafter", "By March 2027 and every year thereafter"):
        reading = read(words)
        assert (reading.kind, reading.starts_on, reading.review_on, reading.question) == (
            "recurring",
            datetime.date(2027, 3, 1),
            datetime.date(2027, 3, 31),
            None,
        )
    assert read("Every three years - next due 2028").review_on == datetime.date(2028, 12, 31)
    assert read("Annual (March)").months == (3,)
    assert read("Quarterly at SLT").body == "SLT"


def test_a_review_that_the_words_name_is_kept() -> None:
    reading = read("Ongoing, review March 2027")
    assert (reading.review_on, reading.question) == (datetime.date(2027, 3, 31), None)


def test_a_year_within_a_name_is_not_a_time() -> None:
    assert find_moments("Training on the Equality Act 2010", IN_2026) == []
    assert [moment.words for moment in find_moments("Equality Act 2010 training by 2027", IN_2026)] == ["2027"]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=60), st.sampled_from([None, IN_2007, IN_2026]))
@example("2 October 0000", None)
@example("31/12/9999", None)
@example("Dec 99 99/99 Q4 99-99", IN_2026)
@example("H2 9999 financial year", IN_2026)
def test_any_text_at_all_has_a_reading_that_keeps_it(text: str, written_on: datetime.date | None) -> None:
    _holds_together(read_deadline(text, written_on))


WORDS = st.sampled_from(
    [
        "31",
        "1",
        "12",
        "March",
        "April",
        "may",
        "2007",
        "2027",
        "07",
        "26/27",
        "2026/27",
        "Q3",
        "H2",
        "spring",
        "winter",
        "end",
        "of",
        "by",
        "from",
        "to",
        "until",
        "each",
        "every",
        "ongoing",
        "TBC",
        "report",
        "reported",
        "to",
        "ELOG",
        "Board",
        "meeting",
        "meetings",
        "review",
        "within",
        "months",
        "of",
        ";",
        "•",
        "/",
        "-",
        "(",
        ")",
        ",",
        "year",
        "financial",
        "FY",
        "Easter",
        "quarterly",
        "plan",
        "in",
        "line",
        "with",
        "and",
        "between",
        "during",
        "mid",
        "early",
        "last",
        "day",
        "29",
        "February",
        "30/2/27",
        "bank holiday",
        "half-term",
        "new year",
        "year end",
        "week",
        "municipal year",
        "Hydref",
        "diwedd",
        "before",
        "start",
        "complete",
        "&",
        "thereafter",
        "Q2-3",
    ]
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(WORDS, max_size=12).map(" ".join), st.sampled_from([None, IN_2007, IN_2026]))
def test_any_pile_of_deadline_words_has_a_reading_that_holds_together(
    text: str, written_on: datetime.date | None
) -> None:
    _holds_together(read_deadline(text, written_on))


def _holds_together(reading: Reading) -> None:
    assert reading.kind in DeadlineKind.values
    assert reading.precision is None or reading.precision in Precision.values
    if reading.starts_on and reading.due_on:
        assert reading.starts_on <= reading.due_on
    # Without a day there is always a question; a dated kind either has its day or asks for it.
    if reading.due_on is None and reading.review_on is None:
        assert reading.question
    json.dumps(reading.as_json())


def test_every_kind_either_falls_due_or_waits_for_an_answer() -> None:
    due, review = datetime.date(2027, 3, 31), datetime.date(2027, 1, 31)
    assert {kind: falls_due_on(kind, due, review) for kind in DATED} == dict.fromkeys(DATED, due)
    assert {kind: falls_due_on(kind, due, review) for kind in REVIEWED} == dict.fromkeys(REVIEWED, review)
    assert all(falls_due_on(kind, due, review) is None for kind in set(DeadlineKind.values) - {*DATED, *REVIEWED})


def test_a_thousand_deadlines_are_read_in_a_moment() -> None:
    import time

    texts = [f"{text} ({number})" for number in range(56) for text, *_rest in FROM_REAL_PLANS][:1000]
    read_deadline("Ongoing", IN_2026)
    started = time.perf_counter()
    for text in texts:
        read_deadline(text, IN_2026)
    assert time.perf_counter() - started < 1  # generous: machines under test are busy; `make bench` measures
