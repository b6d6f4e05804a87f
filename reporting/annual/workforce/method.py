"""How people are protected in the figures about staff: the method page of the product, with the figures of this release."""

from typing import Any

from django.utils.translation import gettext as _

from reporting import blocks
from reporting.annual.evidence import Evidence
from reporting.wording import day
from workforce.figures import Facts, method


def method_section(evidence: Evidence) -> dict[str, Any] | None:
    if evidence.workforce is None or evidence.workforce.facts is None:
        return None
    facts = evidence.workforce.facts
    content: list[Any] = []
    for passage in method(facts):
        content.append(blocks.heading(passage.heading))
        content += [blocks.words(words) for words in passage.paragraphs]
        content += [blocks.points(passage.points), *(blocks.words(words) for words in passage.after)]
    content.append(
        blocks.facts(
            [
                (_("Release"), facts.name),
                (_("Staff as at"), day(facts.as_at)),
                (_("Released"), day(facts.released_on) if facts.released_on else ""),
                (_("SHA-256"), facts.sha256),
            ]
        )
    )
    return blocks.section("method", _("How people are protected"), content)


def reference(facts: Facts | None) -> dict[str, Any] | None:
    """Which release a frozen document used, as it stands in its payload."""
    if facts is None:
        return None
    return {
        "release": facts.release,
        "name": facts.name,
        "as_at": facts.as_at,
        "released_on": facts.released_on,
        "sha256": facts.sha256,
        "numbers": facts.numbers,
        "hidden": facts.hidden,
    }
