"""The words by which a deadline says what sort it is: patterns and the questions that go with them. See `deadlines`."""

import re

ASK_WHEN = "This does not say when. By which day will it be done?"
ASK_REVIEW = "It has no end. When will it next be reviewed?"
ASK_ORDER = "It ends before it starts. Which days are meant?"
ASK_RETURN = "It comes round again. When is it next?"

ONGOING = re.compile(
    r"\b(?:on[\s-]?going|continu(?:ing|ous(?:ly)?|al(?:ly)?|ed)|rolling|open[\s-]ended|indefinite(?:ly)?|permanent(?:ly)?"
    r"|until\s+further\s+notice|business\s+as\s+usual|BAU|(?:yn\s+)?parhau(?:s|ol)?)\b",
    re.I,
)
RECURRING = re.compile(
    r"\b(?:each|every|daily|(?:fort|two[\s-])?(?:week|night|month|quarter|year|half[\s-]year|six[\s-]month)ly|annually|termly|\d+[\s-]monthly"
    r"|bi-?annual(?:ly)?|bi-?ennial(?:ly)?|(?:twice|once|three\s+times|\d+\s+times)\s+(?:a|per|each)\s+\w+"
    r"|per\s+(?:annum|year|quarter|month)|bob|yn\s+(?:flynyddol|chwarterol|fisol))\b",
    re.I,
)
# "Annual report, June 2027" names a report; without a date beside it, "annual" says that it comes round again.
# How often, and not "each directorate".
INTERVAL = re.compile(
    r"\b(?:(?:each|every)\s+(?:\w+\s+)?(?:day|week|fortnight|month|quarter|term|half-year|year)s?|\w+ly|annually|per\s+\w+)\b",
    re.I,
)
YEARLY = re.compile(r"\bannual\b", re.I)
ANNUAL = re.compile(r"^\W*annual\b(?:\s+\w+){0,2}\W*$", re.I)
TO_BE_CONFIRMED = re.compile(
    r"\b(?:t\.?b\.?[cad]\b\.?|i['’]w\s+gadarnhau|(?:to\s+be|not\s+yet|yet\s+to\s+be)\s+(?:confirmed|agreed|announced|decided|determined|advised|set|finalised))",
    re.I,
)
REFERENCE = re.compile(
    r"\b(?:refer(?:s|red)?\s+to|see|as\s+(?:per|in|set\s+out\s+in|stated\s+in|detailed\s+in|outlined\s+in)|in\s+(?:line|accordance)\s+with"
    r"|according\s+to|set\s+out\s+in|(?:targets?|dates?|timescales?|milestones|timetable)\s+(?:in|of|within|for|as))\s+(?P<what>.+)",
    re.I | re.S,
)
DOCUMENT = re.compile(
    r"\b(?:plans?|strateg(?:y|ies)|schemes?|polic(?:y|ies)|programmes?|frameworks?|documents?|reports?|agreements?|charter"
    r"|timetables?|schedules?|acts?|guidance|specification|contract|appendix|annex|page|section)\b",
    re.I,
)
ELSEWHERE = re.compile(
    r"^\W*(?:ditto|(?:see|as|as\s+per|per|refer\s+to)\s+(?P<what>(?:above|below|previous|actions?|objectives?|outcomes?|items?|rows?"
    r"|nos?\.?|numbers?|refs?\.?|reference)\b.{0,60}))\W*$",
    re.I,
)
_NUMBER = r"\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty-four"
RELATIVE = re.compile(
    rf"\b(?:(?:with)?in\s+(?:the\s+)?(?:(?:first|next)\s+)?)?(?P<number>{_NUMBER})"
    r"[\s-]+(?P<unit>working\s+days?|hours?|days?|weeks?|fortnights?|months?|years?)\b"
    r"(?:\s+(?P<way>of|from|after|following|before|prior\s+to|in\s+advance\s+of|post)\s+(?P<event>[^.;,\n]+))?",
    re.I,
)
WITHIN = re.compile(
    r"\b(?:with)?in\b|\b(?:after|following|from|of|before|post)\b|\bnext\b|\b(?:over|for)\s+(?:the\s+)?(?:next\s+)?(?:\d|a\b|one|two|three|four|five|six)",
    re.I,
)
DURATION = re.compile(
    rf"^\W*(?:(?:short|medium|long)[\s-]term\s*)?\(?\s*(?P<words>(?:(?:{_NUMBER})\s*(?:-|–|to|/)\s*)?(?:{_NUMBER})[\s-]+(?:working\s+)?(?:hours?|days?|weeks?|wks?|fortnights?|months?|mths?|years?|yrs?))\W*$",
    re.I,
)
COUNTED = re.compile(r"^\W*[TD]\s*\+\s*(?P<words>\d+\s*(?:working\s+)?(?:days?|weeks?|months?|years?|[dwmy]))\b", re.I)
# "Year 2", "Months 1-3": counted from where the plan began.
NUMBERED = re.compile(
    r"^\W*(?:(?:by|in|during)\s+)?(?:(?:the\s+)?end\s+of\s+)?(?P<words>(?:(?:year|yr|month|week|day|quarter|phase|stage|tranche|wave)s?\s+|y(?=\d))(?:\d{1,2}|one|two|three|four|five)"
    r"(?:\s*(?:-|–|to|&|and|/)\s*(?:\d{1,2}|one|two|three|four|five))?)\W*$",
    re.I,
)
LIFE = re.compile(
    r"(?:\b(?:(?:by|at|before)\s+)?(?:the\s+)?(?:end|close|life(?:time)?|duration|completion|term)\s+of\s+(?:the\s+|this\s+)?"
    r"|\b(?:throughout|during|over)\s+(?:the|this)\s+)(?:"
    r"(?P<what>(?:\w+\s+)?(?:plan|project|programme|strategy|scheme|contract|pilot|review|phase|period|administration|campaign)\b[\w\s]{0,20}))",
    re.I,
)
AFTER_EVENT = re.compile(
    r"^\s*(?:up)?on\s+(?P<event>(?:the\s+)?[a-z][^.;\n]*)$|^\s*(?:after|following|once|post)\s+(?P<other>.+)$",
    re.I,
)
NEXT_MEETING = re.compile(
    r"\bnext\s+(?:available\s+)?(?:meeting\s+of\s+(?:the\s+)?(?P<of>[A-Z][^.;,\n]*)|(?P<body>[A-Z][\w&’'\s-]*?)\s+meeting)\b",
    re.I,
)
STARTING = re.compile(
    r"(?:\b(?:commenc\w+|start(?:ed|ing|s)?|beg[au]n|beginning|from|since|as\s+of|with\s+effect\s+from|w\.?e\.?f\.?)\W*(?:in\s+|on\s+)?(?:the\s+)?|\bo\s+(?:fis\s+)?)$",
    re.I,
)
ONWARDS = re.compile(
    r"^[\s,;]*(?:onwards?\b|(?:(?:and|then|&|\+|and\s+then)\s+|(?:-|–|—|to)\s*)(?:beyond|onwards?|after|on[\s-]?going|present)\b)",
    re.I,
)
# A first time, after which it comes round: "March 2027 and annually thereafter".
THEREAFTER = re.compile(
    r"^[\s,;]*(?:(?:and|&|then|with)\s+)+\w+(?:\s+\w+)?(?:\s+there)?after|^[\s,;]*(?:and\s+)?then\b", re.I
)
NEXT = re.compile(r"\bnext\b[^.;,]*$", re.I)
# How the second of two times says that a work ends with it, and the first that it begins.
BEGINNING = re.compile(r"^\W*(?:start|begin|commenc|launch|from)\w*\W*(?:in|on|from)?\W*$", re.I)
FINISHING = re.compile(
    r"^\W*(?:(?:and|to)\s+)?(?:be\s+)?(?:complet|finish|end|clos|conclud)\w*\W*(?:by|in|on)?(?:\s+the)?\W*$", re.I
)
# Of two neighbouring times either may be meant: "late September/early October 2027".
EITHER = re.compile(r"^\s*(?:/|or)\s*$", re.I)
# A planning round is named by the year that it plans, and is over before that begins.
PLANNING = re.compile(
    r"^\s+(?P<what>(?:budget|(?:business|service|corporate|financial)\s+plan(?:ning)?|planning|estimates)(?:[\s-]+(?:setting|making|round|process|cycle))?)\b",
    re.I,
)
# The earliest day, not the last: it says when work may begin.
NOT_BEFORE = re.compile(
    r"\b(?:(?:not|no)\s+(?:before|earlier\s+than|sooner\s+than)|after|following)\s+(?:the\s+)?$", re.I
)
UNTIL = re.compile(r"\b(?:until|till?|to|ending|ends?|by)\W*$", re.I)
REVIEWING = re.compile(r"\breview(?:ed|s)?\b[^.;]*$", re.I)
RANGE = re.compile(r"^\s*(?:to|hyd\s+at|until|till?|through|[–—-])\s*(?:the\s+)?(?:end\s+of\s+)?$", re.I)
BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)
FROM_DAY = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*(?P<sign>-|–|to|until|and|&)\s*(?:the\s+)?$", re.I)
DURING = re.compile(
    r"\b(?:during|throughout|through|over|within|(?:in\s+the\s+)?course\s+of|across|yn\s+ystod)\s+(?:the\s+|y\s+)?$",
    re.I,
)
# A body that is written small is still a body where only one can be meant.
_KNOWN = r"(?:full\s+)?(?:cabinet|council|executive|scrutiny(?:\s+committee)?)\b"
_REPORTS = (
    r"(?:re)?(?:report|present|submi(?:t|ss)|paper|update|finding|recommend|proposal|result|feedback|feed|brief|return)"
    r"(?:ed|ted|ing|ion|ation|s|ations?)?"
)
REPORTING = re.compile(
    rf"(?i:\b(?:{_REPORTS}\b[^.;]{{0,80}}?\bto\s+(?:the\s+)?|(?:considered|approved|agreed|signed[\s-]off|sign[\s-]off|approval|discussed|noted|endorsed)"
    rf"\s+(?:by|at)\s+(?:the\s+)?|(?:taken|go|goes)\s+to\s+(?:the\s+)?|^\W*(?:back\s+)?to\s+(?:the\s+)?))(?=[A-Z]|(?i:{_KNOWN}))"
)
TO_BODY = re.compile(rf"(?i:\bto\s+(?:the\s+)?)(?=[A-Z]|(?i:{_KNOWN}))")
BODY = re.compile(rf"[A-Z][\w&’'-]*(?:\s+(?:(?:of|and|for|the|&|on)\s+)*[A-Z][\w&’'-]*)*|(?i:{_KNOWN})")
_BODIES = r"Cabinet|Council|Committee|Board|Panel|Forum|Group|Executive|Network|Partnership|Assembly|Commission|Scrutiny|SMT|CMT|DMT|SLT|CLT"
# Nothing but a body and its day: "Cabinet, 9 December 2026".
BODY_ALONE = re.compile(
    rf"^\W*(?:(?i:at|by|for)\s+)?(?:(?i:the)\s+)?(?P<body>(?:[A-Z][\w&’'-]*\s+(?:(?:of|and|for|the|&)\s+)*)*(?:{_BODIES}))"
    r"(?:\s+(?i:meetings?))?(?:\s+(?i:on|of|in|by))?[\s,:(–-]*$"
)
# Where something that comes round is heard: "quarterly at SLT", "at each Equality Board".
AT_BODY = re.compile(rf"(?i:\b(?:at|by)\s+(?:(?:each|every|the)\s+)*)(?P<body>(?:[A-Z][\w&’'-]*\s+)*(?:{_BODIES}))\b")
MEETING = re.compile(r"(?P<body>[A-Z][\w&’'-]*(?:\s+(?:(?:of|and|for|&)\s+)?[A-Z][\w&’'-]*)*)\s+meetings?\b")
MEETING_OF = re.compile(r"(?i:\bmeetings?\s+of\s+(?:the\s+)?)(?=[A-Z])")
MEETINGS = re.compile(r"\bmeetings\b", re.I)
NOT_OF_ITS_NAME = re.compile(
    r"^(?:(?:every|each|all|the|at|next|quarterly|monthly|annual|weekly|termly|six-monthly|regular)\s+)+", re.I
)
COUNTING_FROM = re.compile(r"\b(?P<way>of|from|after|following|before|prior\s+to)\s+(?:the\s+)?$", re.I)
BEFORE = re.compile(
    r"\b(?:before|prior\s+to|ahead\s+of|in\s+advance\s+of|cyn)\s+(?:the\s+|y\s+)?(?:(?:start|beginning)\s+of\s+)?$",
    re.I,
)
AN_END = re.compile(r"^(?:end|close|last\s+day|diwedd)\b", re.I)
DONE = re.compile(r"^\W*(?:closed|completed?|done|achieved|delivered|finished|implemented)\b", re.I)
PAST = re.compile(r"^\W*(?:re)?(?:report|present)ed\b", re.I)
STATUS = re.compile(
    r"^\W*(?:(?:already|now|fully|partly|partially)\s+)?(?:completed?|done|achieved|finished|closed|n/?a|not\s+applicable|none|nil|-+|in\s+(?:progress|hand)|under\s*way|(?:not\s+)?started"
    r"|not\s+yet\s+(?:started|begun|due)|overdue|missed|in\s+place|live|delayed|on\s+(?:track|hold|target)|cancelled|deferred|stopped)\W*$",
    re.I,
)
AT_ONCE = re.compile(r"\b(?:immediate(?:ly)?|asap|as\s+soon\s+as\s+possible|urgent(?:ly)?|now)\b", re.I)
# "(was 31 December 2026)": a deadline that no longer holds.
SUPERSEDED = re.compile(
    r"\b(?:was|were|previously|originally|formerly|(?:extended|revised|moved|changed|deferred|postponed|slipped|brought\s+forward)\s+from|instead\s+of|not)"
    r"\s*:?\s*(?:by\s+|the\s+)?(?:end\s+of\s+)?$",
    re.I,
)
# "moved from September 2026 to January 2027": the first no longer holds.
MOVED_FROM = re.compile(
    r"\b(?:extended|revised|moved|changed|deferred|postponed|slipped|brought\s+forward)\s+from\s+(?:the\s+)?$", re.I
)
REPLACES = re.compile(
    r"\b(?:(?:extended|revised|moved|changed|deferred|postponed|slipped|brought\s+forward)\s+to|now)\s*:?\s*(?:by\s+|the\s+)?$",
    re.I,
)
ONLY_A_WEEKDAY = re.compile(
    r"^\W*(?:(?:by|on|before|next)\s+)?(?P<words>(?:mon|tues|wednes|thurs|fri|satur|sun)day|the\s+\d{1,2}(?:st|nd|rd|th)|\d{1,2}(?:st|nd|rd|th))\W*$",
    re.I,
)
SEPARATOR = re.compile(r"[;\n•]|(?<=[.!?])\s+(?=[A-Z])")
BLANKS = re.compile(r"\s+")


def tidy(text: str) -> str:
    """The words without the signs and blanks around them."""
    return BLANKS.sub(" ", text).strip(" .,;:/•–-")
