"""What the proposal means under the Act, the outcome, and what is watched afterwards."""

from django.utils.translation import gettext_lazy as _

from eqia.questions.base import Question, Section

LAW = Section(
    "law",
    _("What it means under the Act"),
    (
        Question(
            "direct",
            _("Would anybody be treated worse because of a characteristic?"),
            _("Such as an age limit, or a service for men only. Direct discrimination can hardly ever be justified."),
        ),
        Question(
            "direct_reason",
            _("Where, and why?"),
            _(
                "Ask for legal advice before you go on. Only for age can this be justified, unless an exception applies."
            ),
        ),
        Question(
            "indirect",
            _("Does the same rule for everybody put some at a disadvantage?"),
            _("Such as online only, full-time only, cash only, Saturdays only"),
        ),
        Question(
            "indirect_reason",
            _("Which rule, and whom does it put at a disadvantage?"),
            _("It is lawful only as a proportionate way to reach a legitimate aim. You justify it in the outcome."),
            _("“Booking online only shuts out people without the internet, who are more often over 75 or disabled.”"),
        ),
        Question(
            "harassment",
            _("Could it expose anybody to harassment, or punish those who complained?"),
            _("Think of staff as well, and of places where people wait or walk alone"),
        ),
        Question("harassment_reason", _("How, and what will be done about it?")),
        Question(
            "adjustments",
            _("Which reasonable adjustments are in place before a disabled person has to ask?"),
            _("The duty looks ahead: think of buildings, words, times, help and equipment"),
            _("“Step-free doors at all six; loops at the counters; letters in easy read; the home visit stays.”"),
        ),
        Question(
            "eliminate",
            _("What does the proposal mean for eliminating discrimination, harassment and victimisation?"),
            _("Draw together what you found"),
        ),
        Question(
            "advance",
            _("What does it mean for advancing equality of opportunity?"),
            _("Disadvantages removed, needs met, people taking part who rarely do"),
            _(
                "“Evening hours open the library to people who work. The two mornings kept protect those who come by day.”"
            ),
        ),
        Question(
            "foster",
            _("What does it mean for fostering good relations?"),
            _("Prejudice and understanding between people who differ"),
        ),
    ),
    (
        _(
            "These are the tests of the Equality Act 2010: sections 13, 19, 20, 26 and 27, and the three aims of section 149."
        ),
        _("“I don’t know” is a fair answer. Say what it depends on, and ask for advice."),
        _("You may say that an aim is hardly touched, if you say why."),
    ),
    _(
        "“Indirect: the online form puts people without the internet at a disadvantage, more often over 75 or disabled. It "
        "serves a legitimate aim, quick answers at lower cost, and the phone line stays so that nobody has to use it.”"
    ),
)

OUTCOME = Section(
    "outcome",
    _("Outcome"),
    (
        Question("outcome", _("What is the outcome of this assessment?")),
        Question("reasons", _("Why this outcome?"), _("Include what harm remains after the mitigation")),
        Question(
            "justification",
            _("What justifies going on although people are worse off?"),
            _("Say what the proposal must achieve, and why no less harmful way achieves it"),
        ),
        Question(
            "legitimate_aim",
            _("What must the proposal achieve, and why does that matter?"),
            _("A legitimate aim is real, and more than saving money alone"),
            _("“To keep a library in each of the six towns within a budget that Parliament’s grant has cut by 8%.”"),
        ),
        Question(
            "proportionate",
            _("Why does it outweigh the harm that remains?"),
            _("Set the good against the harm, for the people who bear it"),
            _(
                "“Every branch stays. Those who lose a morning keep two others, and the home visit covers those who cannot come.”"
            ),
        ),
        Question(
            "less_harmful",
            _("Why will no less harmful way do?"),
            _("Look at the other ways you considered"),
            _("“Volunteers could run two of six. Shorter hours for all six harm fewer people than closing any.”"),
        ),
    ),
    (
        _("“No major change” is only open to you if you found no harm to anybody."),
        _("“Continue with justification” means that some people will be worse off and you say so openly."),
        _("Stopping is a good outcome when the harm cannot be justified."),
        _("Waiting for evidence is right when you cannot yet tell, and the decision can wait."),
    ),
    _(
        "“Adjust. Two of the six libraries keep their Saturday hours, which is when disabled borrowers and families come. "
        "We will count visits by concession type each quarter and bring the figures back in October.”"
    ),
)

REVIEW = Section(
    "review",
    _("Monitoring and review"),
    (
        Question(
            "monitoring",
            _("How will you check what really happens?"),
            _("Which figures, whose voices, how often?"),
            _("“Visits by age and concession each quarter; a walk with the access group after three months.”"),
        ),
        Question("watched_by", _("Who looks at it?"), _("A post or a body, such as the head of libraries")),
        Question("review_on", _("When will you look at this assessment again?"), _("For example, 1 10 2027")),
        Question("review_again_on", _("And after that?"), _("Leave it empty if once is enough")),
        Question("triggers", _("What would bring it back earlier?"), _("Select all that apply")),
    ),
    (
        _("The duty goes on after the decision. What you expected and what happens are two things."),
        _("A review takes an hour if the figures are there. Decide now who gathers them."),
    ),
    _(
        "“Head of libraries, each quarter. Review on 1 October 2027, or sooner if visits by people over 65 fall by a tenth.”"
    ),
)

OUTCOME_MEANINGS = {
    "no_change": _("You found no harm, and every chance to do good has been taken"),
    "adjust": _("You change the proposal, or add mitigation, because of what you found"),
    "continue": _("Some people will be worse off, and you can justify it"),
    "stop": _("The harm cannot be justified or removed, so the proposal does not go ahead as it is"),
    "defer": _("Too much is unknown to decide; the decision waits until it has been found out"),
}
