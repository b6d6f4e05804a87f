"""Days and months that have names: feasts, and those that equality plans are built around."""

import calendar
import datetime

from actionplans.rules.moments import welsh
from actionplans.rules.moments.spans import Span, a_day, in_words, months
from toolkit.working_days import easter_sunday

# Days after Easter Sunday.
BY_EASTER = {
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "pentecost": 49,
    "whitsun": 49,
    "whit sunday": 49,
    "whit monday": 50,
    "shrove tuesday": -47,
    "ash wednesday": -46,
} | welsh.FEASTS_BY_EASTER
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
    "may day": (5, 1),
    "midsummer": (6, 24),
    "armistice day": (11, 11),
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
    "world aids day": (12, 1),
    "white ribbon day": (11, 25),
    "windrush day": (6, 22),
    "transgender day of visibility": (3, 31),
    "transgender day of remembrance": (11, 20),
} | welsh.FIXED_FEASTS
WHOLE_MONTHS = {
    "black history month": 10,
    "lgbt history month": 2,
    "lgbt+ history month": 2,
    "women's history month": 3,
    "gypsy, roma and traveller history month": 6,
    "south asian heritage month": 8,
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
    "anti-bullying week",
    "inter faith week",
    "national inclusion week",
    "rosh hashanah",
    "remembrance sunday",
    "purdah",
    "the pre-election period",
    "pre-election period",
)
# Of these the day on which they begin matters.
BEGUN = ("purdah", "the pre-election period", "pre-election period")
# Month, and which of its Mondays; the summer one is that of England, Wales and Northern Ireland.
BANK_HOLIDAYS: dict[str, tuple[int, int] | None] = {
    "late summer": (8, -1),
    "summer": (8, -1),
    "august": (8, -1),
    "early may": (5, 0),
    "first may": (5, 0),
    "may day": (5, 0),
    "late may": (5, -1),
    "second may": (5, -1),
    "spring": (5, -1),
    "whitsun": (5, -1),
    "whit": (5, -1),
    "may": None,
    "easter": None,
}
# Moved by proclamation, for a jubilee or a day of remembrance.
MOVED = {
    (1995, 5, 0): (5, 8),
    (2002, 5, -1): (6, 4),
    (2012, 5, -1): (6, 4),
    (2020, 5, 0): (5, 8),
    (2022, 5, -1): (6, 2),
}
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


def bank_holiday(name: str, year: int) -> Span:
    """The bank holiday of that name in a year. Easter has a weekend of four days; May has two, and asks."""
    rule = BANK_HOLIDAYS[name]
    if rule:
        month, which = rule
        mondays = [week[0] for week in calendar.monthcalendar(year, month) if week[0]]
        return a_day(year, *MOVED.get((year, month, which), (month, mondays[which])))
    if name == "easter":
        return Span(falls("good friday", year).first, falls("easter monday", year).last, "day")
    early, late = bank_holiday("early may", year), bank_holiday("late may", year)
    return Span(early.first, late.last, "day", f"Which is meant: {in_words(early)} or {in_words(late)}?")
