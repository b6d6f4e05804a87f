"""Who leads an action, read out of words such as "Chairs of the equality groups, supported by the steering group".

- A line break, a slash or a semicolon parts one lead from the next; "and", "&" and commas do not, for they stand
  within the names of posts ("Training and Development Manager", "Senior Policy Manager, Policy Unit").
- Those after "supported by" or "with support from" support.
- One lead is the accountable one. Where several are named they lead jointly, until a person says which of them answers
  for it: plans name several because nobody had settled that.
- "All directorates" is everybody: each directorate has its own part to do.
"""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

ACCOUNTABLE, JOINT, SUPPORT = "accountable", "joint", "support"


class LeadReading(NamedTuple):
    """One lead: the words, the part played (`accountable`, `joint`, `support`), and whether it is everybody."""

    text: str
    role: str
    is_all_directorates: bool


_SUPPORT = re.compile(r"[,;.(]*\s*\b(?:supported\s+by|with\s+(?:the\s+)?support\s+(?:from|of)|assisted\s+by)\s+", re.I)
_PARTING = re.compile(r"\s*(?:[;\n•]|(?<!\w)/|/(?!\w)|(?<=\w{3})/(?=\w{3}))\s*")
_EVERYBODY = re.compile(
    r"^(?:all|every|each)\s+(?:of\s+the\s+)?(?:council\s+)?(?:directorates?|departments?|services?|service\s+areas?)$",
    re.I,
)
_BLANKS = re.compile(r"\s+")


def read_leads(text: str) -> list[LeadReading]:
    """The leads in their order; none for an empty text."""
    leading, *supporting = _SUPPORT.split(text, maxsplit=1)
    first = _parts(leading)
    role = ACCOUNTABLE if len(first) == 1 else JOINT
    leads = [LeadReading(part, role, is_everybody(part)) for part in first]
    return leads + [LeadReading(part, SUPPORT, is_everybody(part)) for part in _parts(" / ".join(supporting))]


def is_everybody(text: str) -> bool:
    """Whether the words mean every directorate: its own part for each."""
    return bool(_EVERYBODY.match(text.strip()))


def question_about(leads: list[LeadReading]) -> str | None:
    """What a person must settle about the leads; None if nothing."""
    leading = [lead for lead in leads if lead.role != SUPPORT]
    if leads and not leading:
        return _("Only support is named. Who leads it?")
    if len(leading) > 1:
        names = ", ".join(lead.text for lead in leading[:-1])
        return _("%(number)d leads are named: %(names)s and %(last)s. Which of them is accountable?") % {
            "number": len(leading),
            "names": names,
            "last": leading[-1].text,
        }
    if leading and leading[0].is_all_directorates:
        return _("Every directorate is named. Does each have its own part to do?")
    return None


def same_name(text: str) -> str:
    """A key under which one name written two ways is the same: case, "&", apostrophes and blanks do not count."""
    text = text.casefold().replace("&", " and ").replace("’", "'")
    return _BLANKS.sub(" ", re.sub(r"^the\s+|[^\w\s]", " ", text)).strip()


def _parts(text: str) -> list[str]:
    return [tidy for part in _PARTING.split(text) if (tidy := _BLANKS.sub(" ", part).strip(" ,;.)("))]
