"""The shape of what is asked."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Question:
    """One question: the name of the field that holds the answer, its words, a hint, and one good answer."""

    key: str
    text: Any
    hint: Any = ""
    example: Any = ""


@dataclass(frozen=True)
class Section:
    """One page: its questions, the help that stands beside them and one good answer as an example."""

    key: str
    heading: Any
    questions: tuple[Question, ...] = ()
    help: tuple[Any, ...] = ()
    example: Any = ""

    def question(self, key: str) -> Question:
        return next(question for question in self.questions if question.key == key)
