"""How an action stands, as a page shows it: a tag, and in words why."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.presenters.words import in_words
from actionplans.rules.standing import RULES, Rag, Rule, Standing
from toolkit.tags import Tag

RAG_WORDS = {
    Rag.RED: gettext_lazy("Red"),
    Rag.AMBER: gettext_lazy("Amber"),
    Rag.GREEN: gettext_lazy("Green"),
    Rag.BLUE: gettext_lazy("Blue"),
    Rag.GREY: gettext_lazy("Grey"),
}
RAG_MEANINGS = {
    Rag.RED: gettext_lazy("Something promised has not happened"),
    Rag.AMBER: gettext_lazy("Somebody should look at it"),
    Rag.GREEN: gettext_lazy("Nothing speaks against it"),
    Rag.BLUE: gettext_lazy("Completed, and verified by an equality lead"),
    Rag.GREY: gettext_lazy("Nothing to judge"),
}
_COLOURS = {Rag.RED: "red", Rag.AMBER: "yellow", Rag.GREEN: "green", Rag.BLUE: "blue", Rag.GREY: "grey"}
_SHAPES = {Rag.RED: "triangle", Rag.AMBER: "disc", Rag.GREEN: "half", Rag.BLUE: "tick", Rag.GREY: "bar"}


@dataclass(frozen=True)
class ShownStanding:
    standing: Standing

    @property
    def tag(self) -> Tag:
        return tag_of(self.standing.rule)

    @property
    def colour(self) -> str:
        """The colour's name, for those who cannot see it and for files."""
        return str(RAG_WORDS[self.standing.rag])

    @property
    def because(self) -> str:
        return self.standing.because(in_words)

    @property
    def rule(self) -> Any:
        return self.standing.rule.words

    @property
    def words(self) -> str:
        """ "Red: overdue", for a file."""
        return _("%(colour)s: %(name)s") % {"colour": self.colour, "name": str(self.standing.rule.name).lower()}


def tag_of(rule: Rule) -> Tag:
    return Tag(rule.name, _COLOURS[rule.rag], _SHAPES[rule.rag])


def stated_rules() -> list[tuple[str, str, str, list[tuple[Tag, Any]]]]:
    """Every colour with its name, its meaning, the colour of its tag and its rules in the order in which they are tried."""
    return [
        (
            str(RAG_WORDS[rag]),
            str(RAG_MEANINGS[rag]),
            _COLOURS[rag],
            [(tag_of(rule), rule.words) for rule in RULES if rule.rag is rag],
        )
        for rag in Rag
    ]
