"""Records as plain values: what every part of the content is made of."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from eqia.questions import Section

if TYPE_CHECKING:
    from organisation.models import Person


def answers_of(section: Section, record: Any, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Questions with their answers in words, in the order of the section; one chosen from a list is marked so."""
    return [
        {
            "key": question.key,
            "question": str(question.text),
            "answer": words_of(record, question.key),
            "is_choice": hasattr(record, f"get_{question.key}_display"),
        }
        for question in section.questions
        if question.key in keys
    ]


def words_of(record: Any, key: str) -> Any:
    display = getattr(record, f"get_{key}_display", None)
    return display() if display else plain(getattr(record, key))


def person_of(person: "Person | None") -> dict[str, str] | None:
    """Their name, and the post under which they appear in public."""
    return {"name": person.full_name, "post": person.job_title or person.full_name} if person else None


def plain(value: Any) -> Any:
    """Dates and moments as ISO texts, moments in local time."""
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value
