"""What the council's officers replied to the coach where a question had to be answered before submission."""

import datetime

from eqia.content import content_of
from eqia.models import Assessment, PromptReply

REPLIES = {
    "benefits_only": (
        "We asked the equality adviser and two front-line teams who might lose by this, and went through a year of "
        "complaints. Nobody named a group that would; the review asks again."
    ),
    "none_in_many_words": (
        "The sentence is short because the look was: nothing about who qualifies, when it opens or how people get there "
        "changes, and the service manager confirmed it."
    ),
    "against_screening": (
        "At screening we did not know yet. Since then the service went through its records for this group and found that "
        "the part of the service that changes is not one they use."
    ),
    "nobody_asked": "The people concerned were asked last year about the same matter, and the answers are in the evidence.",
    "harmed_not_heard": (
        "The forum for this group meets next quarter and has it on its agenda. Until then front-line staff brought what "
        "people tell them, which is in what we know."
    ),
    "only_watching": (
        "The first step is to see whether it happens at all; if the quarterly figures show it, the money for a remedy is "
        "set aside in the service’s budget."
    ),
    "unanswered_harm": "We costed two remedies with the finance team. Both would have closed another part of the service.",
    "no_adjustments": "Large print, a quiet hour and help at the door are offered already and stay; nobody asked for more.",
    "serious_harm": "The decision maker is told of it in the summary of the report, in these words, and asked to weigh it.",
    "harm_remains": "What remains is set out in the report, and the service returns with a proposal within the year.",
    "after_options": "Two options were on paper when we began. Both were changed afterwards, as the consultation section tells.",
    "after_decision": "The decision in principle was taken first; what is assessed here is how it is carried out.",
    "asked_too_late": "These meetings are about how it is carried out. What was decided rests on the earlier conversations.",
    "out_in_many_words": "We looked at who uses it, at complaints and at the staff concerned before we wrote that sentence.",
}


def reply(assessment: Assessment, at: datetime.datetime) -> None:
    """Answer everything that must be answered, as the author did on the day of submission."""
    fresh = Assessment.objects.select_related("unit__parent", "screening", "conclusion").get(pk=assessment.pk)
    PromptReply.objects.bulk_create(
        PromptReply(
            assessment=fresh,
            rule=asked.prompt.key,
            card=asked.prompt.card,
            about=asked.prompt.about,
            reply=REPLIES[asked.prompt.key],
            by=fresh.author,
            at=at,
        )
        for asked in fresh.asked_about(content_of(fresh))
        if asked.blocks
    )
