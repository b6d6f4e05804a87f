"""Days and months that have names: feasts, and those that equality plans are built around."""

import datetime

from actionplans.rules.moments.spans import Span, a_day, months
from toolkit.working_days import easter_sunday

# Days after Easter Sunday.
BY_EASTER = {
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "pentecost": 49,
    "whitsun": 49,
    "ash wednesday": -46,
}
# Month and day.
FIXED = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year": (1, 1),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "lady day": (3, 25),
    "michaelmas": (9, 29),
    "st david's day": (3, 1),
    "st patrick's day": (3, 17),
    "st george's day": (4, 23),
    "st andrew's day": (11, 30),
    "holocaust memorial day": (1, 27),
    "international women's day": (3, 8),
    "world mental health day": (10, 10),
    "international men's day": (11, 19),
    "international day of disabled people": (12, 3),
    "international day of persons with disabilities": (12, 3),
    "human rights day": (12, 10),
}
WHOLE_MONTHS = {
    "black history month": 10,
    "lgbt history month": 2,
    "lgbt+ history month": 2,
    "women's history month": 3,
    "pride month": 6,
}
# The day must be looked up: the calendar of the moon, of a school or of a council.
ASKED = (
    "ramadan",
    "eid al-fitr",
    "eid al-adha",
    "eid",
    "diwali",
    "divali",
    "passover",
    "yom kippur",
    "hanukkah",
    "vaisakhi",
    "lunar new year",
    "chinese new year",
    "disability history month",
    "carers week",
    "refugee week",
    "purdah",
)
NAMES = sorted({*BY_EASTER, *FIXED, *WHOLE_MONTHS, *ASKED}, key=len, reverse=True)


def falls(name: str, year: int) -> Span:
    """When the day or month of that name falls in a year."""
    if name in BY_EASTER:
        day = easter_sunday(year) + datetime.timedelta(days=BY_EASTER[name])
        return Span(day, day, "day")
    if name in WHOLE_MONTHS:
        return months(year, WHOLE_MONTHS[name], 1, "month")
    fixed = FIXED.get(name)
    if fixed:
        return a_day(year, *fixed)
    return Span(None, None, "day")
