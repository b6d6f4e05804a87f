"""The forms in which times are written, as patterns, in the order in which they are tried at each place of a text."""

import re

from actionplans.rules.moments import readers as read
from actionplans.rules.moments.feasts import NAMES
from actionplans.rules.moments.spans import MONTHS, ORDINALS, SEASONS, Reader

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SEASON = "|".join(SEASONS)
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?!\d|[/.:]\d|(?:st|nd|rd|th)\b)"
_NEXT = r"(?P<next>(?:19|20)\d\d|\d\d?)(?![\d/.])"
_SPLIT = rf"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?:\s*[/–-]\s*{_NEXT})?(?![\d/])"
_PART = r"(?:(?P<part>end|close|last day|start|beginning|early|mid(?:dle)?|late|first week)(?:\s+(?:of|in))?(?:\s+the)?[\s-]+)?"
_OF = r"[\s,(]*(?:of\s+)?(?:the\s+)?(?P<of>fy|financial\s+year|calendar(?:\s+year)?|year)?[\s)]*"
_NAMED = r"(?P<name>fy|(?:financial|fiscal|academic|school)\s+year)"
_ORDINAL = "|".join(ORDINALS)
_FEAST = "|".join(re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s+") for name in NAMES)
_BETWEEN_MONTHS = r"\s*(?:/|–|-|or\b)\s*"

_FIGURES, _OF_MONTH, _OF_PART = "0123456789", "jfmasond", "ecslbmf"

# Each with the signs it can begin with: the others need not be tried.
FORMS: tuple[tuple[str, str, Reader], ...] = (
    (_FIGURES, r"(?P<year>(?:19|20)\d\d)(?P<sign>[-/])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?!\d)", read.read_iso),
    (
        _FIGURES,
        r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)",
        read.read_figures,
    ),
    (
        _FIGURES,
        rf"(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th)\b)?[\s-]*(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:(?:,?\s*|-){_YEAR})?",
        read.read_day_month,
    ),
    (
        _OF_MONTH,
        rf"(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)[,\s]\s*|,\s*){_YEAR}",
        read.read_month_day,
    ),
    (
        _OF_MONTH,
        rf"(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day>\d{{1,2}}(?=st|nd|rd|th)|[1-9](?!\d|[/.:]\d))(?:st|nd|rd|th)?\b(?P<year>)",
        read.read_month_day,
    ),
    (
        _OF_MONTH,
        rf"(?P<month>{_MONTH})\b\.?{_BETWEEN_MONTHS}(?P<until>{_MONTH})\b\.?(?:[\s,)]*{_YEAR})?",
        read.read_two_months,
    ),
    (
        _FIGURES + "fslt",
        rf"(?P<number>{_ORDINAL}|final)\s+week\s+(?:of|in)\s+(?P<month>{_MONTH})\b\.?(?:[\s,]*{_YEAR})?",
        read.read_week,
    ),
    (
        _FIGURES + "fslt",
        rf"(?P<number>{_ORDINAL})\s+(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+(?:of|in)\s+(?P<month>{_MONTH})\b\.?(?:[\s,]*{_YEAR})?",
        read.read_weekday_of_month,
    ),
    (
        _OF_MONTH + _OF_PART,
        rf"{_PART}(?P<month>{_MONTH})\b\.?(?:(?P<between>(?:\s*,?\s*|[/-])(?:of\s+)?){_YEAR})?",
        read.read_month,
    ),
    (_OF_PART + "q", rf"{_PART}(?:q|qtr\s*|quarter\s+)(?P<number>\d)\b(?:{_OF}{_SPLIT})?", read.read_quarter),
    (
        _FIGURES + _OF_PART + "fstl",
        rf"{_PART}(?P<number>{_ORDINAL})\s+quarter\b(?:{_OF}{_SPLIT})?",
        read.read_quarter,
    ),
    (
        _FIGURES + "f",
        rf"(?P<of>fy\s*)?(?P<year>(?:19|20)\d\d|\d\d)\s*[/–-]\s*{_NEXT}[\s,(–-]*q(?:uarter\s+)?(?P<number>\d)\b",
        read.read_quarter,
    ),
    (
        _FIGURES,
        r"(?P<year>(?:19|20)\d\d)[\s,(-]*q(?:uarter\s+)?(?P<number>\d)\b(?P<next>(?!))?(?P<of>(?!))?",
        read.read_quarter,
    ),
    ("h", rf"h(?P<number>[12])\b(?:{_OF}{_SPLIT})?", read.read_half),
    (_FIGURES + "fs", rf"(?P<number>first|second|1st|2nd)\s+half\b(?:{_OF}{_SPLIT})?", read.read_half),
    (
        "saw",
        rf"(?P<season>{_SEASON})\s*(?:/|–|-|or\b|to\b|and\b|&)\s*(?P<until>{_SEASON})\b(?:[\s,]+(?:of\s+)?{_YEAR})?",
        read.read_two_seasons,
    ),
    (
        "saw" + _OF_PART,
        rf"{_PART}(?P<season>{_SEASON})\b(?P<term>\s+(?:half[\s-])?(?:term|recess|break|holidays?))?(?:[\s,]+(?:of\s+)?{_SPLIT})?",
        read.read_season,
    ),
    (
        _FIGURES + _OF_PART + "acm",
        rf"{_PART}(?:{_NAMED}\s*)?(?P<year>(?:19|20)\d\d)\s*[/–-]\s*{_NEXT}",
        read.read_split_year,
    ),
    (_OF_PART + "acm", rf"{_PART}{_NAMED}\s*(?P<year>\d\d)\s*[/–-]\s*{_NEXT}", read.read_split_year),
    (_FIGURES, r"(?P<month>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)(?!\d|[/.-]\d)", read.read_month_in_figures),
    (
        _FIGURES,
        r"(?P<first>\d{1,2})(?P<sign>[/-])(?P<second>\d{1,2})(?![\d/.%]|\s*(?:of|years?|months?|weeks?|days?)\b|-\d)(?<!\b24/7)",
        read.read_two_figures,
    ),
    (
        _OF_PART + "fasc",
        rf"{_PART}(?P<name>fye?|(?:financial|fiscal|academic|school|calendar)\s+year(?:\s+ending)?)\s*{_YEAR}",
        read.read_named_year,
    ),
    (
        _OF_PART + "tncfasy",
        rf"{_PART}(?P<which>this|the|next|current|coming)\s+(?P<name>(?:financial|fiscal|calendar|academic|school)\s+)?(?P<what>year|fy|month|quarter|{_SEASON})\b",
        read.read_this_or_next,
    ),
    (
        "ecl",
        r"(?:end|close|last\s+day)\s+(?:of\s+)?(?P<which>this\s+|the\s+|next\s+|current\s+)?(?P<name>(?:financial|fiscal|calendar|academic|school)\s+)?(?P<what>year|fy|month|quarter)\b(?!\s+\d)",
        read.read_this_or_next,
    ),
    (
        "fcasy",
        r"(?P<name>(?:financial|fiscal|calendar|academic|school)\s+)?(?P<what>year)[\s-]end\b(?P<which>(?!))?(?!\s+\d)",
        read.read_this_or_next,
    ),
    (
        "".join({name[0] for name in NAMES}),
        rf"(?P<feast>{_FEAST})\b(?:[\s,]*{_YEAR})?",
        read.read_feast,
    ),
    (
        "ehtfm",
        r"(?:end\s+of\s+(?:the\s+)?)?(?P<what>term|half[\s-]term|(?:council|parliamentary)\s+recess)\b(?:[\s,]*(?P<year>(?:19|20)\d\d))?",
        read.read_school_or_council,
    ),
    (_FIGURES + _OF_PART, rf"{_PART}(?P<year>(?:19|20)\d\d)(?!\d|[/.:]\d|\s*%)", read.read_year),
)

FORMS_BY_SIGN: dict[str, list[tuple[re.Pattern[str], Reader]]] = {}
for _signs, _pattern, _reader in FORMS:
    _compiled = re.compile(_pattern, re.IGNORECASE)
    for _sign in set(_signs):
        FORMS_BY_SIGN.setdefault(_sign, []).append((_compiled, _reader))
