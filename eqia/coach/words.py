"""What can be told from a text by its words alone: whether it says nothing, names nobody, counts nothing."""

import re
from collections.abc import Iterable

# Short answers that are no answer.
EMPTY = re.compile(
    r"^\W*(none( found| known| identified| expected| needed| required| necessary)?|nil|no|nothing|not applicable|n/?a|not known|tb[cda]|to be confirmed"
    r"|(as|see) above|as below|ditto|same( as above)?|-+|\.+|x+)\W*$"
)
NOTHING = (
    # no (negative) impacts (have been) identified
    re.compile(
        r"\b(no|not (\w+ ){0,4}any)\s+(\w+\s+){0,4}?"
        r"(impacts?|effects?|issues?|concerns?|implications?|consequences?|barriers?|evidence of|gaps?|changes?)\b"
        r"(\s+\w+){0,5}?\s*(identified|found|envisaged|anticipated|expected|foreseen|known|raised|noted|arising|$|[.;,])"
    ),
    # applies to everybody equally, treats all the same
    re.compile(
        r"\b(appl(y|ies|ied)|open|available|offered|provided|accessible|the same)\b[^.;]{0,30}"
        r"\b(everyone|everybody|all)\b(?!\s+(day|year|of the time))"
    ),
    re.compile(
        r"\b(treats?|treated|affects?|affected|impacts?)\s+(everyone|everybody|all(\s+\w+){0,2})\s+(equally|the same|alike)"
    ),
    re.compile(
        r"\b(everyone|everybody|all(\s+\w+){0,2})\s+(is|are|will be)\s+(treated|affected)\s+(equally|the same|alike)"
    ),
    re.compile(r"\b(will|does|do|should|would|is|are) not\s+(\w+\s+){0,2}(affect|impact|disadvantage|discriminate)"),
    re.compile(r"\b(regardless|irrespective) of\b"),
    re.compile(r"\bnot (considered |thought |deemed )?(to be )?(relevant|an issue|applicable)\b"),
)
# Beyond this many words, or with a figure or a reason in it, a text may well say "no impact" and still say something.
MOST_WORDS_OF_NOTHING = 35
REASONS = re.compile(
    r"\b(because|since|we (asked|looked|checked|counted|spoke)|show(s|ed)?|found that|told us|asked)\b"
)

EVERYBODY = re.compile(
    r"\b(everyone|everybody|all (residents|people|users|customers|groups|staff|service users|citizens|members of the public)"
    r"|the (general )?(public|community|population)|(local )?residents( in general)?|users|customers|people( in general)?)\b"
)
# Words that say which people are meant.
SOMEBODY = re.compile(
    r"\b(old|older|young|younger|under|over|aged?|child|children|pupils?|students?|teen\w*|pension\w*|retired|babies|baby"
    r"|disabled|disabilit\w+|deaf|blind|sight|hearing|wheelchair\w*|mobility|autis\w+|learning|dementia|mental|neuro\w+|ill|illness"
    r"|impair\w+|condition\w*|women|woman|men|man|girls?|boys?|mothers?|fathers?|parents?|pregnan\w+|maternity|breastfeed\w*"
    r"|trans|gender|gay|lesbian|bisexual|lgbt\w*|married|partners?|muslim\w*|christian\w*|jew\w*|hindu\w*|sikh\w*|mosque|church"
    r"|faith|religio\w+|belie\w+|black|asian|white|ethnic\w*|roma|traveller\w*|gypsy|migrant\w*|refugee\w*|english|language\w*"
    r"|polish|romanian|carers?|caring|care|poor|poverty|low.income|benefits?|homeless|rural|villages?|forces|veteran\w*|single"
    r"|widow\w*|nobody|no one|staff|nurses?|drivers?|tenants?|famil\w+|clients?|cyclists?)\b"
)
FIGURE = re.compile(
    r"\d|\b(half|third|quarter|dozen|hundreds?|thousands?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|most|none)\b"
)
# So few people of a group that somebody could tell who they are: “3 Bangladeshi women”, but not “3 in 10 disabled people”.
FEW_PEOPLE = re.compile(
    r"(?<![\w.,£%/-])(?:[1-4]|one|two|three|four|a single)\s+"
    r"(?:(?!(?:in|of|or|to|out|per|times|hours|days|weeks|months|years|miles)\b)[a-z’'-]+\s+){0,2}?"
    r"(?:(?:disabled|deaf|blind|autistic|trans|transgender|gay|lesbian|bisexual|pregnant|muslim|jewish|hindu|sikh|buddhist"
    r"|christian|catholic|black|white|asian|african|caribbean|indian|pakistani|bangladeshi|chinese|arab|roma|gypsy|traveller"
    r"|polish|romanian|somali|ukrainian|ethnic minority|refugee|older|younger|elderly|married|divorced|widowed|non-binary)\s+"
    r"(?:[a-z’'-]+\s+)??"
    r"(?:wom[ae]n|m[ae]n|people|persons?|girls?|boys?|child(?:ren)?|pupils?|staff|employees?|colleagues?|residents?|tenants?"
    r"|users?|applicants?|mothers?|fathers?|parents?|carers?|members?|officers?|workers?|students?|patients?|famil(?:y|ies))"
    r"|wheelchair users?|muslims|jews|hindus|sikhs|travellers|refugees|lesbians?)\b(?![’'-])",
    re.IGNORECASE,
)
WATCHES = re.compile(
    r"^\W*((we|the (council|service|team)|officers)\s+(will|to|shall)\s+|to\s+|will\s+)?(continue to\s+)?"
    r"(monitor|review (it|this|them|the (effects?|impacts?|situation|position|policy|use|data|figures|changes?|scheme))|keep (under review|an eye)|watch|observe|communicate|inform|tell|publicise|advertise|promote|signpost"
    r"|raise awareness|be mindful|consider|explore|look (at|into)|note)\b"
)
# Words that say that more than watching is done.
ACTS = re.compile(
    r"\b(and|then)\s+(fit|train|move|build|buy|open|pay|waive|offer|provide|install|add|change|adjust|put|extend|fund"
    r"|translate|employ|appoint|stop|restore|reduce)\w*\b"
)
UNCHANGED = re.compile(
    r"\b(do(ing)? nothing|leav(e|ing) (things|it|them|all|everything|the \w+) (as|where|unchanged|alone)|as (it|they|things) (is|are|was|were)"
    r"|unchanged|no change|not chang\w+|status quo|stay(s|ing)? as|keep(ing)? (things|everything|all|it|them|the)\b"
    r"|carry(ing)? on|continu(e|ing) as|leave[sd]? \w+ \w+ unchanged|without (any )?change)\b"
)
OFTEN = re.compile(
    r"\b(every|each|weekly|monthly|quarterly|yearly|annual\w*|twice|once|quarters?|months?|years?|weeks?|days?|\d{4})\b"
)
JARGON = re.compile(
    r"\b(stakeholders?|going forward|leverag\w+|holistic\w*|synerg\w+|utilis\w+|facilitat\w+|operationalis\w+|signpost\w*"
    r"|step.change|paradigm\w*|deliverables?|transformation(al)? (programme|agenda)|best in class|low.hanging|granular"
    r"|co-?design\w*|wrap.?around|asset.based|demand management|channel shift|digital by default|service offer|direction of travel"
    r"|cohorts?|interventions?|multi-?disciplinary|place-?based)\b",
    re.IGNORECASE,
)
ABBREVIATION = re.compile(r"\b[A-Z][A-Z&]{1,5}s?\b")
KNOWN = frozenset(
    [
        "UK",
        "EU",
        "GB",
        "US",
        "TV",
        "CD",
        "DVD",
        "NHS",
        "GP",
        "GPs",
        "BBC",
        "MP",
        "MPs",
        "PDF",
        "SMS",
        "UPVC",
        "AM",
        "PM",
        "OK",
        "ID",
        "PE",
        "VAT",
        "USB",
        "CCTV",
        "BSL",
        "LGBT",
        "EIA",
        "AND",
        "OR",
        "NOT",
    ]
)
PRICES = re.compile(
    r"£|\b(charg(e|es|ed|ing)|fees?|fares?|prices?|dearer|pay(s|ing)? more|deposits?|rents?)\b", re.IGNORECASE
)
ONLINE = re.compile(r"\b(online|on-line|websites?|apps?|digital\w*|internet|e-?mail|smartphones?)\b", re.IGNORECASE)
CHILDREN = re.compile(
    r"\b(child|children|pupils?|schools?|teenagers?|young people|babies|nurser(y|ies)|under.?1[0-8]s?)\b", re.IGNORECASE
)
STAFF = re.compile(r"\b(staff|employees?|workforce|posts?|redundan\w+|workers?)\b", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Whether a text says "none" in few words or in many, with no figure, look or reason behind it."""
    plain = " ".join(text.lower().replace("’", "'").split())
    if not plain:
        return False
    if EMPTY.match(plain):
        return True
    if len(plain.split()) > MOST_WORDS_OF_NOTHING or re.search(r"\d", plain) or REASONS.search(plain):
        return False
    return any(pattern.search(plain) for pattern in NOTHING)


def names_nobody(text: str) -> bool:
    """Whether a text speaks of everybody and of no group in particular."""
    plain = text.lower()
    return bool(EVERYBODY.search(plain)) and not SOMEBODY.search(plain)


def has_figure(text: str) -> bool:
    """Whether anything in it is counted."""
    return bool(FIGURE.search(text.lower()))


def few_people(texts: Iterable[str]) -> list[str]:
    """Where a text counts one to four people of a group, in its own words, each once."""
    return list(dict.fromkeys(match[0] for text in texts for match in FEW_PEOPLE.finditer(text)))


def only_watches(text: str) -> bool:
    """Whether a promise changes nothing for anybody: it watches, tells or considers."""
    plain = text.lower()
    return bool(WATCHES.match(plain)) and not ACTS.search(plain)


def unexplained(texts: list[str]) -> list[str]:
    """Abbreviations that no text spells out, in the order met. One explained is followed or preceded by its words:
    "early help hub (EHH)" or "EHH (early help hub)"."""
    everything = "\n".join(texts)
    found: dict[str, None] = {}
    for match in ABBREVIATION.finditer(everything):
        short = match[0]
        if short in KNOWN or short.rstrip("s") in KNOWN or f"({short})" in everything or f"{short} (" in everything:
            continue
        found.setdefault(short)
    # A text in capitals is a heading or a shout, not a row of abbreviations.
    return list(found) if len(found) <= 12 else []
