"""Questions of the coach with what was answered: a reply stands as long as what it was about has not changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from eqia.coach.prompt import Prompt


@dataclass(frozen=True)
class Asked:
    """One question with its reply. `earlier` is a reply to what stood there before."""

    prompt: Prompt
    reply: Any = None
    earlier: Any = None

    @property
    def blocks(self) -> bool:
        """Whether it keeps the draft from being submitted: it must be answered and is not."""
        return self.prompt.must_answer and self.reply is None


def with_replies(prompts: Iterable[Prompt], replies: Iterable[Any]) -> list[Asked]:
    """The questions, each with the reply (any record with `rule`, `card` and `about`) that belongs to it."""
    given = {(reply.rule, reply.card): reply for reply in replies}
    asked = []
    for prompt in prompts:
        reply = given.get((prompt.key, prompt.card))
        stands = reply is not None and reply.about == prompt.about
        asked.append(Asked(prompt, reply if stands else None, None if stands else reply))
    return asked
