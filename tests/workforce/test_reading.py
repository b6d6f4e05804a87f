"""A staff file is read however it is written; whatever is wrong is said with its line, and nobody's name is repeated."""

import uuid

import pytest

from tests.workforce.making import AS_AT, COLUMNS, people, staff_file
from workforce.reading import ANSWERS, Body, Problem, Reading, read_staff

BODY = Body(
    AS_AT,
    units={"place": 1, "libraries": 2},
    employers={"wealdshire schools": "Wealdshire schools"},
    pseudonym=lambda reference: uuid.uuid5(uuid.NAMESPACE_OID, reference),
)


def read(content: bytes | str) -> Reading:
    return read_staff(content.encode() if isinstance(content, str) else content, BODY)


def reading_of(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Reading:
    return read(staff_file(rows, columns))


def only_problem(reading: Reading) -> Problem:
    assert len(reading.problems) == 1, reading.problems
    return reading.problems[0]


def test_a_good_row_becomes_codes() -> None:
    reading = reading_of(*people(1, ethnic_group="Roma", age="29", directorate="libraries"))
    assert reading.problems == []
    row = reading.rows[0]
    assert (row.unit, row.age) == (2, 2)
    assert dict(zip(ANSWERS, row.answers, strict=True))["ethnicity"] == 44


def test_headings_answers_separators_and_encodings_are_read_as_people_write_them() -> None:
    text = "Staff reference;DEPARTMENT;DOB;Sex;Ethnic origin;Notes\r\nA-1;PLACE;27/03/1984;F;White – Irish;ok\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "windows-1252"):
        reading = read(text.encode(encoding))
        assert reading.problems == [], encoding
        assert (reading.rows[0].age, reading.rows[0].unit) == (3, 1)
        assert reading.ignored == ["Notes"]
        assert "Religion or belief" in reading.not_asked


def test_a_question_without_a_column_is_recorded_as_not_asked() -> None:
    reading = reading_of(*people(1), columns=("Reference", "Directorate", "Age", "Sex"))
    assert set(reading.rows[0].answers) == {1, 94}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \r\n \r\n", "empty"),
        (b"PK\x03\x04 rubbish", "file is damaged"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02\x03", "not a table"),
        (staff_file([]), "no staff records"),
    ],
)
def test_a_file_that_is_no_staff_file_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    assert words in only_problem(read(content)).reason


def test_missing_doubled_and_misspelt_headings_are_named() -> None:
    assert [str(problem) for problem in read("Ethnicty,Sex,Gender,Sex,Age\r\n").problems] == [
        "Line 1, Ethnicty: This heading is close to “Ethnic group”. Correct it, or remove the column if it is something else.",
        "Line 1, Sex: There are two columns for Sex. Keep one.",
        "Line 1, Reference: Add a column headed “Reference”.",
        "Line 1, Directorate: Add a column headed “Directorate”.",
    ]


@pytest.mark.parametrize("heading", ["Surname", "Full name", "E-mail", "NI number", "Home address", "Line manager"])
def test_a_column_that_names_people_is_refused(heading: str) -> None:
    reading = read(f"Reference,Directorate,Age,Sex,{heading}\r\nR1,Place,40,F,Ann Other\r\n")
    assert "must not hold names" in only_problem(reading).reason
    assert "Ann" not in str(reading.problems)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("Smith, John", "looks like a name"),
        ("Mary Ann O’Neill", "looks like a name"),
        ("Nowak", "looks like a name"),
        ("a.smith@wealdshire.example", "email address"),
        ("AB 12 34 56 C", "National Insurance number"),
        ("", "Enter a reference"),
    ],
)
def test_a_reference_that_names_somebody_is_refused_and_not_repeated(reference: str, words: str) -> None:
    reading = reading_of(people(1)[0] | {"Reference": reference})
    assert any(words in problem.reason for problem in reading.problems)
    assert not reference or reference not in str(reading.problems)


@pytest.mark.parametrize("reference", ["000123", "P-77", "a1b2c3", "9f8e7d6c"])
def test_a_reference_that_names_nobody_is_taken(reference: str) -> None:
    assert reading_of(people(1)[0] | {"Reference": reference}).problems == []


def test_names_in_a_column_we_do_not_read_are_refused_too() -> None:
    names = ["Ann Other", "Bob Stone", "Cara Mills", "Dev Patel", "Eve Moss", "Fay Wood"]
    rows = [row | {"Notes": name} for row, name in zip(people(6), names, strict=True)]
    assert "looks like names" in only_problem(reading_of(*rows, columns=(*COLUMNS, "Notes"))).reason


def test_a_national_insurance_number_anywhere_is_refused() -> None:
    reading = reading_of(people(1)[0] | {"Notes": "AB123456C"}, columns=(*COLUMNS, "Notes"))
    assert "National Insurance number" in only_problem(reading).reason
    assert "AB123456C" not in only_problem(reading).reason


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("Directorate", "Palace", "“Palace” is not a directorate or service"),
        ("Directorate", "", "Enter the directorate"),
        ("Directorate", "=1+1", "formula"),
        ("Directorate", "Wealdshire schools", "separate employer"),
        ("Ethnic group", "Asian", "names a group of answers; write one of: Indian; Pakistani"),
        ("Ethnic group", "=HYPERLINK(1)", "formula"),
        ("Sex", "X", "write one of: Female; Male"),
        ("Age", "7", "from 14 to 95"),
        ("Age", "forty", "from 14 to 95"),
        ("Religion or belief", "<b>", "“<b>” is not an answer we know"),
    ],
)
def test_each_bad_cell_is_named_with_its_line_and_what_to_do(column: str, value: str, words: str) -> None:
    problem = only_problem(reading_of(*people(2), people(1, first=3)[0] | {column: value}))
    assert (problem.line, problem.column) == (4, column)
    assert words in problem.reason


@pytest.mark.parametrize(
    ("born", "started", "words"),
    [
        ("31/02/1990", "", "real date"),
        ("27/03/2084", "", "in the past"),
        ("27/03/1884", "", "142 years old on 31 March 2026"),
        ("2020-01-01", "", "6 years old"),
        ("27/03/1984", "01/04/2026", "after the day of the snapshot"),
        ("27/03/1984", "01/01/1990", "started before they were 14"),
        ("27/03/1984", "someday", "real date"),
    ],
)
def test_impossible_dates_are_named(born: str, started: str, words: str) -> None:
    columns = ("Reference", "Directorate", "Date of birth", "Sex", "Start date")
    reading = reading_of(people(1)[0] | {"Date of birth": born, "Start date": started}, columns=columns)
    assert words in only_problem(reading).reason


def test_the_age_is_that_of_the_day_of_the_snapshot() -> None:
    columns = ("Reference", "Directorate", "Date of birth", "Sex")
    rows = [people(1, first=n)[0] | {"Date of birth": born} for n, born in enumerate(["01/04/2001", "31/03/2001"])]
    assert [row.age for row in reading_of(*rows, columns=columns).rows] == [1, 2]


@pytest.mark.parametrize(("hours", "tenths"), [("22.5", 225), ("37", 370), ("", None), ("0", 0)])
def test_hours_are_kept_in_tenths(hours: str, tenths: int | None) -> None:
    reading = reading_of(people(1)[0] | {"Hours": hours}, columns=(*COLUMNS, "Hours"))
    assert reading.rows[0].hours == tenths


@pytest.mark.parametrize("hours", ["-1", "168", "full time", "=37"])
def test_impossible_hours_are_named(hours: str) -> None:
    reading = reading_of(people(1)[0] | {"Hours": hours}, columns=(*COLUMNS, "Hours"))
    assert "from 0 to 80" in only_problem(reading).reason


def test_the_same_reference_twice_names_the_first_line() -> None:
    problem = only_problem(reading_of(*people(3), people(1, first=2)[0]))
    assert (problem.line, problem.reason) == (
        5,
        "This is the same reference as on line 3. Each person may have one row.",
    )


def test_every_bad_row_is_listed_and_none_is_kept() -> None:
    reading = reading_of(*people(50), *people(40, first=51, sex="X"))
    assert (reading.bad_rows, reading.row_count) == (40, 90)
    assert [problem.line for problem in reading.problems] == list(range(52, 92))


def test_a_row_with_too_few_cells_is_named() -> None:
    reading = read(b"Reference,Directorate,Age,Sex\r\nR1,Place\r\nR2,Place,40,F\r\n\r\n")
    assert str(only_problem(reading)) == "Line 2: This row has 2 cells, the headings are 4."


def test_an_open_quotation_mark_does_not_end_in_a_traceback() -> None:
    assert read(b'Reference,Directorate,Age,Sex\r\nR1,"Place,40,F\r\nR2,Place,40,F\r\n').problems
