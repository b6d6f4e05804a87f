"""What happened to the assessment, and who did it."""

from typing import TYPE_CHECKING, Any

from eqia.content.plain import person_of, plain

if TYPE_CHECKING:
    from eqia.models import Assessment


def steps_of(assessment: "Assessment") -> list[dict[str, Any]]:
    return [
        {
            "words": move.words,
            "transition": move.transition,
            "by": person_of(move.by),
            "at": plain(move.at),
            "reason": move.reason,
        }
        for move in assessment.moves.select_related("by")
    ]
