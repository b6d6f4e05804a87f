"""A state as a page shows it: a word, a colour and a shape, so that it reads without colour."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tag:
    """What `components/tag.html` draws; it names the colours and shapes. `words` may be lazy text."""

    words: Any
    colour: str = "grey"
    shape: str = ""
