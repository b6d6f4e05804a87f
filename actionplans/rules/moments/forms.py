"""The forms in which times are written, as patterns, in the order in which they are tried at each place of a text."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from actionplans.rules.moments import readers as read
from actionplans.rules.moments.feasts import BANK_HOLIDAYS, NAMES
from actionplans.rules.moments.spans import MONTHS, ORDINALS, SEASONS, Reader

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SEASON = "|".join(SEASONS)
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?!\d|[/.:]\d|(?:st|nd|rd|th)\b)"
# Also of a split year: "December/January 2026/27".
_YEAR_OR_SPLIT = rf"(?:{_YEAR}|(?P<split>(?:19|20)\d\d)/(?P<next>\d\d)(?![\d/.]))"
_NEXT = r"(?P<next>(?:19|20)\d\d|\d\d?)(?![\d/.])"
_SPLIT = rf"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?!\s?(?:st|nd|rd|th)?\s+(?:{_MONTH})\b)(?:\s*[/–-]\s*{_NEXT})?(?![\d/])"
_PART = r"(?:(?P<part>end|close|last day|start|beginning|early|mid(?:dle)?|late|first week|diwedd|dechrau|canol)(?:\s+(?:of|in|mis))?(?:\s+the)?[\s-]+)?"
_OF = r"[\s,(]*(?:of\s+)?(?:the\s+)?(?P<of>fy|financial\s+year|calendar(?:\s+year)?|year)?[\s)]*"
_WHOSE = r"financial|fiscal|calendar|academic|school|municipal|civic|council"
_NAMED = rf"(?P<name>fy|(?:{_WHOSE})\s+year|blwyddyn\s+(?:ariannol|academaidd))"
_NAMED_AFTER = rf"(?:[\s,(]+(?P<after>(?:{_WHOSE})\s+year)\b\)?)?"
_OF_THE_YEAR = r"(?:\s+of\s+(?:the|this)\s+(?:(?:financial|fiscal|calendar)\s+)?year\b(?!\s*\d))?"
_QUARTER = r"(?:q|qtr\s*|quarter\s+|chwarter\s+)"
_ORDINAL = "|".join(ORDINALS)
_FEAST = "|".join(re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s+") for name in NAMES)
_BANK = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in BANK_HOLIDAYS)
_BETWEEN_MONTHS = r"\s*(?:/|–|-|or\b)\s*"


def _first(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word[0].lower() for name in names if (word := re.match(r"[A-Za-z]+", name)))


FIGURE = "0"
_FIGURES = frozenset({FIGURE})
_MONTHS, _SEASONS = frozenset(MONTHS), frozenset(SEASONS)
_ORDINALS = _FIGURES | {name for name in ORDINALS if name.isalpha()}
_PARTS = frozenset(
    {
        "end",
        "close",
        "last",
        "start",
        "beginning",
        "early",
        "mid",
        "middle",
        "late",
        "first",
        "diwedd",
        "dechrau",
        "canol",
    }
)
_QUARTERS = frozenset({"q", "qs", "qtr", "qtrs", "quarter", "quarters", "chwarter"})
_YEARS = frozenset({"fy", "fye", "blwyddyn", *_WHOSE.split("|")})

# Each with the words it can begin with: before others it need not be tried.
FORMS: tuple[tuple[AbstractSet[str], str, Reader], ...] = (
    (_FIGURES, r"(?P<year>(?:19|20)\d\d)(?P<sign>[-/])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?!\d)", read.read_iso),
    (
        _FIGURES,
        r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)",
        read.read_figures,
    ),
    (
        _FIGURES,
        rf"(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th)\b)?(?:-|\s*)(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:(?:,?\s*|-){_YEAR})?",
        read.read_day_month,
    ),
    (
        _MONTHS,
        rf"(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)[,\s]\s*|,\s*){_YEAR}",
        read.read_month_day,
    ),
    (
        _MONTHS,
        rf"(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day>\d{{1,2}}(?=st|nd|rd|th)|[1-9](?!\d|[/.:]\d))(?:st|nd|rd|th)?\b(?P<year>)",
        read.read_month_day,
    ),
    (
        _first(BANK_HOLIDAYS),
        rf"(?P<feast>{_BANK})(?:\s+(?P<middle>(?:19|20)\d\d))?\s+bank\s+holidays?(?:\s+(?:monday|weekend))?\b(?:[\s,(]*{_YEAR})?",
        read.read_bank_holiday,
    ),
    (
        _MONTHS | {"half"},
        rf"(?:(?P<month>{_MONTH})\s+(?:(?P<middle>(?:19|20)\d\d)\s+)?half[\s-]term|half[\s-]term[\s,(]+(?:in\s+)?(?P<of>{_MONTH}))\b(?:\s+(?:break|week|holidays?))?(?:[\s,(]*{_YEAR})?",
        read.read_half_term,
    ),
    (
        _MONTHS,
        rf"(?P<month>{_MONTH})\b\.?{_BETWEEN_MONTHS}(?P<until>{_MONTH})\b\.?(?:[\s,)]*{_YEAR_OR_SPLIT})?",
        read.read_two_months,
    ),
    (
        _ORDINALS | {"final"},
        rf"(?P<number>{_ORDINAL}|final)\s+week\s+(?:(?:of|in)\s+)?(?P<month>{_MONTH})\b\.?(?:[\s,]*{_YEAR})?",
        read.read_week,
    ),
    (
        {"week"},
        rf"week\s+(?P<number>[1-5])[\s,(]+(?:(?:of|in)\s+)?(?P<month>{_MONTH})\b\.?(?:[\s,]*{_YEAR})?",
        read.read_week,
    ),
    (
        _ORDINALS,
        rf"(?P<number>{_ORDINAL})\s+(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+(?:of|in)\s+(?P<month>{_MONTH})\b\.?(?:[\s,]*{_YEAR})?",
        read.read_weekday_of_month,
    ),
    (
        _MONTHS | _PARTS,
        rf"{_PART}(?P<month>{_MONTH})\b(?!\s+bank)\.?(?:(?P<between>(?:\s*,?\s*|[/-])(?:of\s+)?){_YEAR_OR_SPLIT})?",
        read.read_month,
    ),
    (
        _QUARTERS | _PARTS,
        rf"{_PART}(?:qs?|(?:qtr|quarter)s?\s+)\s*(?P<number>[1-4])\s*(?:-|–|—|/|to\b|(?:(?:and\b|&)(?!\s*q)))\s*{_QUARTER}?(?P<until>[1-4])\b(?:{_OF}{_SPLIT})?",
        read.read_two_quarters,
    ),
    (_QUARTERS | _PARTS, rf"{_PART}{_QUARTER}(?P<number>\d)\b(?:{_OF}{_SPLIT}|{_OF_THE_YEAR})", read.read_quarter),
    (
        _ORDINALS | _PARTS,
        rf"{_PART}(?P<number>{_ORDINAL})\s+quarter\b(?:{_OF}{_SPLIT}|{_OF_THE_YEAR})",
        read.read_quarter,
    ),
    (
        _FIGURES | {"fy"},
        rf"(?P<of>fy\s*)?(?P<year>(?:19|20)\d\d|\d\d)\s*[/–-]\s*{_NEXT}[\s,(–-]*q(?:uarter\s+)?(?P<number>\d)\b",
        read.read_quarter,
    ),
    (
        _FIGURES,
        r"(?P<year>(?:19|20)\d\d)[\s,(-]*q(?:uarter\s+)?(?P<number>\d)\b(?P<next>(?!))?(?P<of>(?!))?",
        read.read_quarter,
    ),
    (
        _PARTS | {"h", "half"},
        rf"{_PART}h(?:alf(?:[\s-]year)?\s+)?(?P<number>[12])\b(?:{_OF}{_SPLIT}|{_OF_THE_YEAR})",
        read.read_half,
    ),
    (_ORDINALS, rf"(?P<number>first|second|1st|2nd)\s+half\b(?:{_OF}{_SPLIT}|{_OF_THE_YEAR})", read.read_half),
    (
        _SEASONS,
        rf"(?P<season>{_SEASON})\s*(?:/|–|-|or\b|to\b|and\b|&)\s*(?P<until>{_SEASON})\b(?:[\s,]+(?:of\s+)?{_YEAR})?",
        read.read_two_seasons,
    ),
    (
        _SEASONS | _PARTS,
        rf"{_PART}(?P<season>{_SEASON})\b(?!\s+bank)(?P<term>\s+(?:half[\s-])?(?:term|recess|break|holidays?))?(?:[\s,]+(?:of\s+)?{_SPLIT})?",
        read.read_season,
    ),
    (
        _FIGURES | _PARTS | _YEARS,
        rf"{_PART}(?:{_NAMED}\s*)?(?P<year>(?:19|20)\d\d)\s*[/–-]\s*{_NEXT}(?:\s+year[\s-]end|{_NAMED_AFTER})",
        read.read_split_year,
    ),
    (
        _FIGURES,
        rf"(?P<year>\d\d)\s*[/–-]\s*{_NEXT}[\s,(]+(?P<name>(?:{_WHOSE})\s+year)\b",
        read.read_split_year,
    ),
    (_PARTS | _YEARS, rf"{_PART}{_NAMED}\s*(?P<year>\d\d)\s*[/–-]\s*{_NEXT}", read.read_split_year),
    (_FIGURES, r"(?P<month>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)(?!\d|[/.-]\d)", read.read_month_in_figures),
    (
        _FIGURES,
        r"(?P<first>\d{1,2})(?P<sign>[/-])(?P<second>\d{1,2})(?![\d/.%]|\s*(?:of|years?|months?|weeks?|days?)\b|-\d)(?<!\b24/7)",
        read.read_two_figures,
    ),
    (
        _PARTS | _YEARS,
        rf"{_PART}(?P<name>fye?|(?:{_WHOSE})\s+year(?:\s+ending)?|blwyddyn\s+(?:ariannol|academaidd))\s*{_YEAR}",
        read.read_named_year,
    ),
    (
        _FIGURES | _PARTS,
        rf"{_PART}(?P<year>(?:19|20)\d\d)\s+(?P<name>(?:{_WHOSE})\s+year)\b",
        read.read_named_year,
    ),
    (
        _PARTS | {"this", "the", "next", "current", "coming"},
        rf"{_PART}(?P<which>this|the|next|current|coming)\s+(?P<name>(?:{_WHOSE})\s+)?(?P<what>year|yr|fy|month|quarter|week|{_SEASON})\b(?!\s+bank)",
        read.read_this_or_next,
    ),
    (
        _PARTS,
        rf"(?:end|close|last\s+day)\s+(?:of\s+)?(?P<which>this\s+|the\s+|next\s+|current\s+)?(?P<name>(?:{_WHOSE})\s+)?(?P<what>year|yr|fy|month|quarter|week)\b(?!\s+\d)",
        read.read_this_or_next,
    ),
    (
        _YEARS | {"year", "yr"},
        rf"(?P<name>(?:{_WHOSE})\s+)?(?P<what>year|yr)[\s-]end\b(?P<which>(?!))?(?!\s+\d)",
        read.read_this_or_next,
    ),
    (
        {"early", "in", "the", "new"},
        r"(?P<part>early\s+)?(?P<within>in\s+)?(?:the\s+)?new\s+year\b(?!['’]s)(?:\s+(?P<year>(?:19|20)\d\d))?",
        read.read_new_year,
    ),
    (
        _first(NAMES),
        rf"(?P<feast>{_FEAST})\b(?P<term>\s+(?:holidays?|break|vacation|recess|term))?(?:[\s,]*{_YEAR})?",
        read.read_feast,
    ),
    (
        {"end", "half", "term", "council", "parliamentary"},
        r"(?:end\s+of\s+(?:the\s+)?)?(?P<what>term|half[\s-]term|(?:council|parliamentary)\s+recess)\b(?:[\s,]*(?P<year>(?:19|20)\d\d))?",
        read.read_school_or_council,
    ),
    ({"year"}, r"year[\s-]end\s+(?P<year>(?:19|20)\d\d)(?!\d|\s*[/–-]\s*\d)", read.read_year_end),
    (_PARTS, r"(?P<part>end|early|mid|late)(?:\s+of)?[\s-]+(?P<year>['’]?\d\d)(?=\W*$)", read.read_year),
    (_FIGURES | _PARTS | {"year"}, rf"{_PART}(?:year\s+)?(?P<year>(?:19|20)\d\d)(?!\d|[/.:]\d|\s*%)", read.read_year),
)

FORMS_BY_WORD: dict[str, list[tuple[re.Pattern[str], Reader]]] = {}
for _words, _pattern, _reader in FORMS:
    _compiled = re.compile(_pattern, re.IGNORECASE)
    for _word in _words:
        FORMS_BY_WORD.setdefault(_word, []).append((_compiled, _reader))


def forms_at(word: str) -> list[tuple[re.Pattern[str], Reader]]:
    """The forms that a time can have which begins with this word or figure; none for most words."""
    return FORMS_BY_WORD.get(FIGURE if "0" <= word[0] <= "9" else word.lower(), [])
