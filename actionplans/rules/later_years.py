"""What plans say of the years after the first: "Years 2 & 3: begin with level four"."""

import re

_PREFIX = re.compile(
    r"^\s*(?:years?\s+(?:\d|two|three|four|five)(?:\s*(?:&|and|to|-|–|/|,)\s*(?:\d|two|three|four|five))*"
    r"|(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4})?(?:\s*(?:&|and|to)\s*(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4})?)?"
    r"|later years?|following years?)\s*[:.–-]\s*",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"^\W*(?:n/?a|none|nil|tbc|to be confirmed|as above|not applicable|[-–—]+)?\W*$", re.IGNORECASE)


def later_words(text: str) -> str:
    """What is to be done later, without the years named before it; empty where the words say that there is nothing."""
    if _NOTHING.match(text):
        return ""
    words = _PREFIX.sub("", text.strip(), count=1).strip() or text.strip()
    return words[0].upper() + words[1:]
