"""What changed between two contents of an assessment (eqia.content), section by section and word by word.

Knows both schemas and shows keys it has never heard of under their own names, so that any two frozen versions can be
compared however the form has grown between them.
"""

from eqia.comparison.parts import Entry, Part, Passage, compare
from eqia.comparison.reading import by_posts
from eqia.comparison.words import Piece, after_of, before_of, diff_words

__all__ = ["Entry", "Part", "Passage", "Piece", "after_of", "before_of", "by_posts", "compare", "diff_words"]
