"""Who leads an action, read out of words such as "Chairs of the equality groups, supported by the steering group".

- A line break, a slash or a semicolon parts one lead from the next; "and", "&" and commas do not, for they stand
  within the names of posts ("Training and Development Manager", "Senior Policy Manager, Policy Unit").
- Those after "supported by" or "with support from" support.
- The first of the others is taken as the accountable one; if there are several, that is a question.
- "All directorates" is everybody: each directorate has its own part to do.
"""

import re
from typing import NamedTuple


class LeadReading(NamedTuple):
    """One lead: the words, the part played (`accountable`, `joint`, `support`), and whether it is everybody."""

    text: str
    role: str
    is_all_directorates: bool


_SUPPORT = re.compile(r"[,;.(]*\s*\b(?:supported\s+by|with\s+(?:the\s+)?support\s+(?:from|of)|assisted\s+by)\s+", re.I)
_PARTING = re.compile(r"\s*(?:[;\n•]|(?<!\w)/|/(?!\w)|(?<=\w{3})/(?=\w{3}))\s*")
_EVERYBODY = re.compile(r"^(?:all|every|each)\s+(?:directorates?|departments?|services?|service\s+areas?)$", re.I)
_BLANKS = re.compile(r"\s+")


def read_leads(text: str) -> list[LeadReading]:
    """The leads in their order; none for an empty text."""
    leading, *supporting = _SUPPORT.split(text, maxsplit=1)
    leads: list[LeadReading] = []
    for part in _parts(leading):
        role = "joint" if leads else "accountable"
        leads.append(LeadReading(part, role, bool(_EVERYBODY.match(part))))
    for part in _parts(" / ".join(supporting)):
        leads.append(LeadReading(part, "support", bool(_EVERYBODY.match(part))))
    return leads


def question_about(leads: list[LeadReading]) -> str | None:
    """What a person must settle about the leads; None if nothing."""
    leading = [lead for lead in leads if lead.role != "support"]
    if leads and not leading:
        return "Only support is named. Who leads it?"
    if len(leading) > 1:
        return f"{len(leading)} leads are named. Is {leading[0].text} the one who is accountable?"
    if leading and leading[0].is_all_directorates:
        return "Every directorate is named. Who is accountable for the whole?"
    return None


def same_name(text: str) -> str:
    """A key under which one name written two ways is the same: case, "&", apostrophes and blanks do not count."""
    text = text.casefold().replace("&", " and ").replace("’", "'")
    return _BLANKS.sub(" ", re.sub(r"^the\s+|[^\w\s]", " ", text)).strip()


def _parts(text: str) -> list[str]:
    return [tidy for part in _PARTING.split(text) if (tidy := _BLANKS.sub(" ", part).strip(" ,;.)("))]
