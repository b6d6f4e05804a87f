"""From one row of cells to what is stored, or to what is wrong with it."""

import datetime
import re
from collections.abc import Callable, Mapping
from functools import cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisation.code_lists import CODE_LISTS, Missing, UnreadableLabel, age_band, read_label
from organisation.code_lists.reading import plain
from workforce.reading.columns import ANSWERS, LABELS
from workforce.reading.shapes import Body, Problem, Reading, Row, privacy_sentence
from workforce.rules import OLDEST, YOUNGEST, age_on

MOST_GRADE_LETTERS = 20
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE)
_REFERENCE_NAME = re.compile(r"[^\W\d]+(?:[ ,.'’-]+[^\W\d]+)+|[A-Z][a-z]{2,}")


class RowReader:
    """Reads one row after another into a reading; remembers labels it has read and references it has seen."""

    def __init__(self, places: Mapping[str, int], width: int, body: Body, reading: Reading) -> None:
        self.places, self.width, self.body, self.reading = places, width, body, reading
        self.first_seen: dict[str, int] = {}
        self.answers = [(key, places.get(key)) for key in ANSWERS]
        self.as_codes: Callable[[str, str], int | str] = cache(_as_code)
        self.as_unit: Callable[[str], int | str] = cache(self._unit)
        self.as_day: Callable[[str], datetime.date | None] = cache(_as_day)
        self.as_hours: Callable[[str], int | str | None] = cache(_as_hours)

    def read(self, line: int, cells: list[str]) -> None:
        problems: list[Problem] = []

        def wrong(column: str, reason: str) -> None:
            problems.append(Problem(line, LABELS[column], reason))

        if len(cells) != self.width:
            reason = _("This row has %(found)s cells, the headings are %(wanted)s.")
            self.reading.problems.append(Problem(line, "", reason % {"found": len(cells), "wanted": self.width}))
            return
        joined = "\n".join(cells)
        if "@" in joined and _EMAIL.search(joined):
            problems.append(Problem(line, "", _("This row holds an email address.") + " " + privacy_sentence()))
        if _NATIONAL_INSURANCE.search(joined):
            problems.append(
                Problem(
                    line,
                    "",
                    _("This row holds what looks like a National Insurance number.") + " " + privacy_sentence(),
                )
            )
        reference = cells[self.places["reference"]].strip()
        if not reference:
            wrong("reference", _("Enter a reference for this person."))
        elif _REFERENCE_NAME.fullmatch(reference):
            wrong("reference", _("This looks like a name.") + " " + privacy_sentence())
        elif (first := self.first_seen.setdefault(reference, line)) != line:
            wrong("reference", _("This is the same reference as on line %s. Each person may have one row.") % first)
        unit = self.as_unit(cells[self.places["unit"]].strip())
        if isinstance(unit, str):
            wrong("unit", unit)
        answers = []
        for key, place in self.answers:
            code = int(Missing.NOT_ASKED) if place is None else self.as_codes(key, cells[place].strip())
            if isinstance(code, str):
                wrong(key, code)
            else:
                answers.append(code)
        age = self._age(cells, wrong)
        grade = cells[self.places["grade"]].strip() if "grade" in self.places else ""
        if grade.startswith(("=", "+", "-", "@")):
            wrong("grade", _formula())
        elif len(grade) > MOST_GRADE_LETTERS:
            wrong("grade", _("Enter a grade of %s letters or fewer.") % MOST_GRADE_LETTERS)
        hours = self.as_hours(cells[self.places["hours"]].strip()) if "hours" in self.places else None
        if isinstance(hours, str):
            wrong("hours", hours)
        if problems:
            self.reading.problems.extend(problems)
        elif not self.reading.problems:
            assert isinstance(unit, int)
            assert age is not None
            assert not isinstance(hours, str)
            self.reading.rows.append(Row(self.body.pseudonym(reference), unit, grade, hours, age, tuple(answers)))

    def _unit(self, name: str) -> int | str:
        if not name:
            return _("Enter the directorate or service.")
        if name.startswith(("=", "+", "-", "@")):
            return _formula()
        if (unit := self.body.units.get(plain(name))) is not None:
            return unit
        if employer := self.body.employers.get(plain(name)):
            return _("%s is a separate employer. Import its staff as a snapshot of its own.") % employer
        return (
            _("“%s” is not a directorate or service of this body. Correct it, or ask your administrator to add it.")
            % name[:60]
        )

    def _age(self, cells: list[str], wrong: Callable[[str, str], None]) -> int | None:
        """The code of the age band, from the date of birth, the age or the band, whichever there is."""
        born_on = None
        code: int | None = None
        if "date_of_birth" in self.places:
            born_on, code = self._age_from_birth(cells[self.places["date_of_birth"]].strip(), wrong)
        elif "age" in self.places:
            written = cells[self.places["age"]].strip()
            if not written:
                code = int(Missing.NOT_STATED)
            elif not written.isdecimal() or not YOUNGEST <= int(written) <= OLDEST:
                wrong(
                    "age", _("Enter an age from %(youngest)s to %(oldest)s.") % {"youngest": YOUNGEST, "oldest": OLDEST}
                )
            else:
                code = age_band(int(written))
        else:
            band = self.as_codes("age", cells[self.places["age_band"]].strip())
            if isinstance(band, str):
                wrong("age_band", band)
            else:
                code = band
        self._check_start(cells, born_on, wrong)
        return code

    def _age_from_birth(
        self, written: str, wrong: Callable[[str, str], None]
    ) -> tuple[datetime.date | None, int | None]:
        if not written:
            return None, int(Missing.NOT_STATED)
        born_on = self.as_day(written)
        if born_on is None:
            wrong("date_of_birth", _("Enter a real date as DD/MM/YYYY, such as 27/03/1984."))
            return None, None
        age = age_on(self.body.as_at, born_on)
        if not YOUNGEST <= age <= OLDEST:
            wrong(
                "date_of_birth",
                _("Check the year: this person would be %(age)s years old on %(day)s.")
                % {"age": age, "day": date_format(self.body.as_at, "j F Y")}
                if age >= 0
                else _("Enter a date of birth that is in the past."),
            )
            return None, None
        return born_on, age_band(age)

    def _check_start(self, cells: list[str], born_on: datetime.date | None, wrong: Callable[[str, str], None]) -> None:
        if "start_date" not in self.places or not (written := cells[self.places["start_date"]].strip()):
            return
        started_on = self.as_day(written)
        if started_on is None:
            wrong("start_date", _("Enter a real date as DD/MM/YYYY, such as 27/03/2014."))
        elif started_on > self.body.as_at:
            wrong("start_date", _("This is after the day of the snapshot. Correct it, or leave the person out."))
        elif born_on and age_on(started_on, born_on) < YOUNGEST:
            wrong("start_date", _("This person would have started before they were %s years old.") % YOUNGEST)


def _formula() -> str:
    return _("This is a formula. Put the value itself here.")


def _as_code(key: str, label: str) -> int | str:
    if label.startswith(("=", "+", "@")):
        return _formula()
    try:
        return read_label(CODE_LISTS[key], label)
    except UnreadableLabel as error:
        return f"“{label[:40]}” {error}."


def _as_day(written: str) -> datetime.date | None:
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.datetime.strptime(written, shape).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    return None


def _as_hours(written: str) -> int | str | None:
    """Contracted hours a week in tenths."""
    if not written:
        return None
    try:
        hours = float(written)
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= 80:
        return _("Enter contracted hours a week as a number from 0 to 80, such as 22.5.")
    return round(hours * 10)
