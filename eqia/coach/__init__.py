"""The coach: what an adviser, a member or a judge would ask about a draft, while there is still time to answer.

Pure rules look at the content of an assessment (`eqia.content`); each says where it comes from in law, guidance or
audit. They ask and never count: there is no score that could be gamed. Empty answers are not theirs, see
`eqia.completeness`.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from eqia.coach.prompt import Prompt
from eqia.coach.reading import Reading
from eqia.coach.replies import Asked, with_replies
from eqia.coach.rule import Finding, Rule
from eqia.coach.rules import RULES

__all__ = ["RULES", "Asked", "Prompt", "Rule", "prompts_for", "with_replies"]


def prompts_for(content: Mapping[str, Any], on: datetime.date) -> list[Prompt]:
    """What is to be asked about the content on that day, in the order of the rules; each question once for each group."""
    reading = Reading(content, on)
    prompts: dict[tuple[str, str], Prompt] = {}
    for rule in RULES:
        for finding in rule.look(reading):
            prompts.setdefault((rule.key, finding.card), _prompt(rule, finding))
    return list(prompts.values())


def _prompt(rule: Rule, finding: Finding) -> Prompt:
    return Prompt(
        key=rule.key,
        section=rule.section,
        card=finding.card,
        question=finding.question,
        sentence=finding.sentence,
        why=str(rule.why),
        source=str(rule.source),
        must_answer=rule.must_answer if finding.must_answer is None else finding.must_answer,
        about=hashlib.sha256(json.dumps(finding.about, default=str, sort_keys=True).encode()).hexdigest(),
    )
