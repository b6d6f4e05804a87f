"""Which column of a staff file holds what."""

import difflib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from organisation.code_lists import CODE_LISTS
from organisation.code_lists.reading import plain
from workforce.reading.shapes import Problem, Reading, privacy_sentence

ANSWERS = tuple(key for key in CODE_LISTS if key != "age")

# The columns we read, each with the headers it may have (in plain lower-case words).
HEADERS: Mapping[str, tuple[str, ...]] = {
    "reference": (
        "reference",
        "staff reference",
        "pseudonymised reference",
        "pseudonym",
        "person reference",
        "ref",
        "id",
    ),
    "unit": ("directorate", "service", "unit", "department", "directorate or service", "division"),
    "date_of_birth": ("date of birth", "dob", "birth date"),
    "age": ("age", "age in years"),
    "age_band": ("age band", "age group"),
    "sex": ("sex", "sex recorded", "legal sex"),
    "ethnicity": ("ethnicity", "ethnic group", "ethnic origin", "race", "ethnic background"),
    "disability": ("disability", "disabled", "disability status", "has disability"),
    "religion": ("religion", "religion or belief", "religious belief", "faith"),
    "sexual_orientation": ("sexual orientation", "orientation", "sexuality"),
    "gender_identity": (
        "gender identity",
        "gender same as sex registered at birth",
        "gender identity same as sex registered at birth",
        "same gender as sex registered at birth",
    ),
    "marital_status": ("marital status", "marriage and civil partnership", "marital or civil partnership status"),
    "grade": ("grade", "pay grade", "pay band", "band"),
    "hours": ("hours", "weekly hours", "contracted hours", "hours a week", "contracted hours a week"),
    "start_date": ("start date", "date started", "continuous service date"),
}
REQUIRED = ("reference", "unit", "sex")
LABELS = {
    "reference": "Reference",
    "unit": "Directorate",
    "date_of_birth": "Date of birth",
    "age": "Age",
    "age_band": "Age band",
    "grade": "Grade",
    "hours": "Hours",
    "start_date": "Start date",
} | {key: CODE_LISTS[key].name for key in ANSWERS}
_NAMING_HEADERS = (
    "name",
    "full name",
    "first name",
    "forename",
    "given name",
    "last name",
    "surname",
    "family name",
    "employee name",
    "staff name",
    "email",
    "e mail",
    "email address",
    "e mail address",
    "ni number",
    "nino",
    "national insurance number",
    "national insurance no",
    "address",
    "home address",
    "postcode",
    "telephone",
    "phone",
    "mobile",
    "line manager",
)


def find_columns(header: list[str], reading: Reading) -> dict[str, int]:
    """Which column holds what. Adds a problem for each heading that is missing, doubled, misspelt or names people."""
    by_words = {words: key for key, all_words in HEADERS.items() for words in (*all_words, key.replace("_", " "))}
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        words = plain(heading.lstrip("\ufeff"))
        if words in _NAMING_HEADERS:
            reading.problems.append(Problem(1, heading[:40], privacy_sentence()))
        elif (key := by_words.get(words)) is None:
            close = difflib.get_close_matches(words, by_words, n=1, cutoff=0.8)
            if close:
                reading.problems.append(
                    Problem(
                        1,
                        heading[:40],
                        _("This heading is close to “%s”. Correct it, or remove the column if it is something else.")
                        % LABELS[by_words[close[0]]],
                    )
                )
            elif words:
                reading.ignored.append(heading.strip()[:60])
        elif key in places:
            reading.problems.append(
                Problem(1, heading[:40], _("There are two columns for %s. Keep one.") % LABELS[key])
            )
        else:
            places[key] = place
    for key in REQUIRED:
        if key not in places:
            reading.problems.append(Problem(1, LABELS[key], _("Add a column headed “%s”.") % LABELS[key]))
    if not {"date_of_birth", "age", "age_band"} & set(places):
        reading.problems.append(
            Problem(1, LABELS["age"], _("Add a column headed “Date of birth”, “Age” or “Age band”."))
        )
    reading.not_asked = [CODE_LISTS[key].name for key in ANSWERS if key not in places]
    return places
