"""Whether a full assessment is needed."""

from django.utils.translation import gettext_lazy as _

from eqia.questions.base import Question, Section

AIMS = Section(
    "aims",
    _("The three aims of the duty"),
    (
        Question(
            "eliminate",
            _("Could the proposal cause or prevent discrimination, harassment or victimisation?"),
        ),
        Question(
            "advance",
            _("Could it make opportunities more equal, or less?"),
            _("Think of disadvantages people face, needs that differ, and who rarely takes part"),
        ),
        Question(
            "foster",
            _("Could it bring people together, or set them against each other?"),
            _("Think of prejudice, and of understanding between groups"),
        ),
        Question("aims_reason", _("Why do you think so?")),
    ),
    (
        _("These are the three aims of the general duty in section 149 of the Equality Act 2010."),
        _("“I don’t know” is a fair answer. It means that you need evidence, so a full assessment follows."),
    ),
    _(
        "“A new booking system could shut out people who cannot use it online, which matters for equal opportunity. It "
        "has no bearing on good relations that we can see.”"
    ),
)

GROUPS = Section(
    "groups",
    _("Who could be affected"),
    (
        Question(
            "answer",
            _("What could the proposal mean for these people?"),
            _("Judge what could happen, not what you intend"),
        ),
    ),
    (
        _("Think about one group at a time, and about daily life: getting there, paying, understanding, feeling safe."),
        _(
            "“Not relevant” means you can see no way in which it could matter. If you are not sure, say that you don’t know."
        ),
    ),
    _(
        "Moving a bus stop 300 metres: “Could be worse” for disabled people and for pregnancy and maternity; “I don’t "
        "know” for religion or belief, because nobody has yet asked the mosque next to the stop."
    ),
)

SCREENING = Section(
    "screening",
    _("Screening result"),
    (
        Question("result", _("Is a full assessment needed?")),
        Question(
            "reasons",
            _("Why?"),
            _("If it is not required, say what you looked at. This is signed and may be published."),
        ),
    ),
    (
        _("A full assessment is needed when anybody could be worse off, or when you do not know."),
        _("“Not required” is a decision too. A head of service signs it, and it can be challenged."),
    ),
    _(
        "“Not required. The contract renews window cleaning at three depots on the same terms. The public does not come there, the "
        "contractor keeps the same five staff and hours. We checked the last three years’ complaints and found none.”"
    ),
)
