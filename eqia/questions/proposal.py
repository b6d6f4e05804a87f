"""What is proposed, the other ways, and the people who answer for it."""

from django.utils.translation import gettext_lazy as _

from eqia.questions.base import Question, Section

PROPOSAL = Section(
    "proposal",
    _("What is changing"),
    (
        Question("title", _("What is the proposal called?"), _("Use a name that a resident would understand")),
        Question("kind", _("What kind of proposal is it?")),
        Question("status", _("Is it new?")),
        Question("unit", _("Which service is it about?")),
        Question(
            "summary",
            _("What will change?"),
            _("In plain words: what happens now, and what will be different?"),
            _(
                "“Six libraries now open on 34 hours a week. They would open on 24, chosen library by library, and the "
                "doors of four would open with a card outside staffed hours.”"
            ),
        ),
        Question(
            "aims",
            _("Why is the change proposed?"),
            _("What should get better, and for whom?"),
            _("“To keep all six libraries with £310,000 less a year. Closing two would save as much.”"),
        ),
        Question("populations", _("Whom does it touch?"), _("Select all that apply")),
        Question(
            "affected",
            _("Who is affected?"),
            _("Say who they are and what they rely on today"),
            _(
                "“People who borrow, study or meet in these six libraries; 31 staff; parents whose children wait there for "
                "the school bus.”"
            ),
        ),
        Question(
            "numbers_affected",
            _("How many people is that, about?"),
            _("An honest range is better than a figure you cannot back"),
            _("“About 9,400 borrowers; 31 staff; 60 to 90 pupils a day”"),
        ),
        Question("coverage", _("Where are they?")),
        Question(
            "places",
            _("Which places?"),
            _("Towns, villages, wards or divisions, each on a line of its own. Other assessments find yours by them."),
        ),
        Question(
            "budget_round",
            _("Which year’s budget is it part of?"),
            _("For example, 2027/28. Leave it empty if it is not about money."),
        ),
        Question("objectives", _("Does it serve any of our equality objectives?"), _("Select all that apply, or none")),
    ),
    (
        _(
            "Write for somebody who has never heard of your service. The people who decide will read this, and so may a court."
        ),
        _("Start before options are settled. An assessment made after the decision does not count."),
        _("If you do not have an answer yet, leave it empty and come back."),
    ),
    _(
        "“Six libraries now open on 34 hours a week. They would open on 24, chosen library by library, and the doors of "
        "four would open with a card outside staffed hours. About 9,400 people borrowed from these six last year; 31 "
        "staff work in them.”"
    ),
)

ALTERNATIVES = Section(
    "alternatives",
    _("Other ways considered"),
    (
        Question(
            "alternatives",
            _("If there was no other way, why not? Is there anything else to say about the choice?"),
            _("Leave this empty if the other ways above say it all"),
            _("“The grant is for this street and this year only. The one real choice was to refuse it.”"),
        ),
    ),
    (
        _("A court asks whether a less harmful way was open. So will the people who would be worse off."),
        _("Leaving things as they are is always one of the other ways."),
        _("Say what each would have meant for people, not only what it would have cost."),
    ),
    _(
        "“Close two libraries. It saves the same. Not chosen: 2,100 borrowers, more of them older and without a car than "
        "elsewhere, would be four miles from the next one.”"
    ),
)

ALTERNATIVE_ITEM = Section(
    "alternatives-item",
    _("Another way"),
    (
        Question(
            "description",
            _("What was the other way?"),
            _("One sentence"),
            _("“Keep the hours and run the libraries with volunteers on two days.”"),
        ),
        Question(
            "effect",
            _("What would it have meant for people?"),
            _("Who would have been better or worse off than under your proposal?"),
        ),
        Question(
            "why_not",
            _("Why was it not chosen?"),
            _("Cost alone can be a reason. Then say how much, and set it against the harm."),
            _("“Volunteers could be found for two of the six. The other four would have had to close on those days.”"),
        ),
    ),
    ALTERNATIVES.help,
    ALTERNATIVES.example,
)

LINKS = Section(
    "links",
    _("Other assessments it belongs with"),
    (
        Question(
            "parent",
            _("Is it part of a programme?"),
            _(
                "The reference of the programme’s own assessment, such as EIA-2026-0142. Leave it empty if there is none."
            ),
        ),
        Question(
            "related",
            _("Which other assessments are related?"),
            _("References, each on a line of its own: proposals that touch the same people or rely on this one"),
        ),
        Question(
            "previous",
            _("Does it follow an earlier assessment?"),
            _("References, each on a line of its own: what was promised there should be looked at here"),
        ),
        Question(
            "confidentiality",
            _("Will it contain anything that must not be published?"),
            _("Such as legal advice, commercial terms, or details by which somebody could be recognised"),
        ),
    ),
    (
        _("A change that comes in parts is best assessed part by part, with one assessment for the whole."),
        _("Readers only see those of the linked assessments that they may open."),
    ),
)

PEOPLE = Section(
    "people",
    _("People and dates"),
    (
        Question(
            "owner",
            _("Which head of service or director is accountable?"),
            _("They answer for this assessment. They cannot attest it if they wrote any of it."),
        ),
        Question("decision_maker", _("Who will decide?"), _("A person or a body, such as Cabinet")),
        Question("decision_expected_on", _("When will it be decided?"), _("For example, 9 12 2026")),
        Question(
            "options_formed_on",
            _("When were the options first drawn up?"),
            _("The day on which somebody first wrote down what could be done. About right is good enough."),
        ),
        Question(
            "started_on",
            _("When did you start to think about equality in this proposal?"),
            _("This may be earlier than today. Before the options were drawn up is best."),
        ),
        Question(
            "adviser",
            _("Which equality adviser helps you?"),
            _("Leave it empty if nobody does yet. Whoever helps to write it cannot check it."),
        ),
    ),
    (
        _("The duty lies on whoever takes the decision. They must have this assessment in front of them when they do."),
        _("Leave at least four weeks for the check and the attestation."),
    ),
    _("“Cabinet member for highways, 14 January 2027. We began in May, when the first route options were drawn.”"),
)

TEAM = Section(
    "team",
    _("The team"),
    (),
    (
        _(
            "Nobody sees every effect alone. A team of two or three who know the service from different sides sees more."
        ),
        _("People from outside the organisation may be named too. They do not need an account."),
        _("Whoever writes a part of the assessment cannot attest it."),
    ),
    _("“Farida Karim, chair of the carers’ forum. She knows what the mornings mean to people who care for somebody.”"),
)

TEAM_ITEM = Section(
    "team-item",
    _("A member of the team"),
    (
        Question("person", _("Who is it?"), _("Somebody with an account here")),
        Question("name", _("Or somebody else"), _("Name and organisation or role")),
        Question("why", _("Why were they chosen?"), _("What do they know, or whom do they speak for?")),
    ),
    TEAM.help,
    TEAM.example,
)
