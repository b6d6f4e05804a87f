"""What an action lacks: without who, by when and how we will know, a promise cannot be followed."""

from collections.abc import Sequence


def missing_parts(
    *, impact: str, deadline_text: str, deadline_question: str, leads: Sequence[tuple[str, str]], indicator: str
) -> list[str]:
    """Sentences that say what to add. `leads` are (role, name)."""
    sentences = []
    if not deadline_text:
        sentences.append("It has no deadline. Say by when it will be done.")
    elif deadline_question:
        sentences.append(f"Its deadline leaves a question. {deadline_question}")
    if not leads:
        sentences.append("Nobody leads it. Name one person or body that is accountable.")
    elif not any(role == "accountable" for role, _name in leads):
        sentences.append("Nobody is accountable for it. Choose one of those who lead it.")
    if not indicator:
        sentences.append("It has no indicator. Say how we will know that it worked.")
    if not impact:
        sentences.append("It does not say what will be different. Add its intended impact.")
    return sentences
