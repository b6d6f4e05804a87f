"""What an assessment asks, section by section: the one source of its wording.

The forms, the page that reads an assessment back, the frozen versions and their PDFs all take the words from here, so
that a version shows the question as it was put. Changing a question changes no version that is already frozen.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """One question: the name of the field that holds the answer, its words and a hint."""

    key: str
    text: Any
    hint: Any = ""


@dataclass(frozen=True)
class Section:
    """One page: its questions, the help that stands beside them and one good answer as an example."""

    key: str
    heading: Any
    questions: tuple[Question, ...] = ()
    help: tuple[Any, ...] = ()
    example: Any = ""

    def question(self, key: str) -> Question:
        return next(question for question in self.questions if question.key == key)


PROPOSAL = Section(
    "proposal",
    _("What is changing"),
    (
        Question("title", _("What is the proposal called?"), _("Use a name that a resident would understand")),
        Question("kind", _("What kind of proposal is it?")),
        Question("unit", _("Which service is it about?")),
        Question(
            "summary",
            _("What will change?"),
            _("In plain words: what happens now, and what will be different?"),
        ),
        Question("aims", _("Why is the change proposed?"), _("What should get better, and for whom?")),
        Question(
            "affected",
            _("Who is affected?"),
            _("People who use the service, other residents, staff, visitors, carers. Say how many if you can."),
        ),
        Question(
            "alternatives",
            _("Which other ways were considered, and why were they not chosen?"),
            _("Include leaving things as they are"),
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
            "started_on",
            _("When did you start to think about equality in this proposal?"),
            _("This may be earlier than today"),
        ),
    ),
    (
        _("The duty lies on whoever takes the decision. They must have this assessment in front of them when they do."),
        _("Leave at least four weeks for the check and the attestation."),
    ),
    _("“Cabinet member for highways, 14 January 2027. We began in May, when the first route options were drawn.”"),
)

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

EVIDENCE = Section(
    "evidence",
    _("Evidence"),
    (
        Question(
            "evidence_gaps",
            _("What do you not know, and how will you find out?"),
            _("A gap does not stop you. Hiding one might."),
        ),
    ),
    (
        _("Use figures about the people who use this service, not only about the county."),
        _("Complaints, refused requests and what front-line staff see are evidence too."),
        _("If you have no evidence, say why in the answer about what you do not know."),
    ),
    _(
        "“Bus pass records, 2025: 41% of journeys on route 14 are made with a disabled person’s or older person’s pass. "
        "We hold nothing on ethnicity; the driver survey in March will ask.”"
    ),
)

EVIDENCE_ITEM = Section(
    "evidence-item",
    _("A piece of evidence"),
    (
        Question("title", _("What is it called?")),
        Question("kind", _("What kind of evidence is it?")),
        Question("source", _("Who produced it?")),
        Question("dated", _("Which date or period is it from?"), _("For example, April 2025 to March 2026")),
        Question("link", _("Where can it be read?"), _("A web address, if there is one")),
        Question(
            "shows", _("What does it show for this proposal?"), _("Give the figures that matter, not the whole report")
        ),
        Question("characteristics", _("Whom does it tell you about?"), _("Select all that apply")),
    ),
    EVIDENCE.help,
    EVIDENCE.example,
)

CONSULTATION = Section(
    "consultation",
    _("Consultation and engagement"),
    (
        Question(
            "no_consultation_reason",
            _("If nobody has been asked, why not?"),
            _("Leave this empty if you have recorded anybody above"),
        ),
    ),
    (
        _(
            "Ask while people can still change the outcome, give them enough to go on and enough time, and weigh what they say."
        ),
        _("Go to the people most affected. A survey on a website does not reach everybody."),
        _("Planned conversations count: record them with the dates you expect."),
    ),
    _(
        "“Aldermere Deaf Club, two evenings in June with interpreters, 23 people. They told us that a phone line is no "
        "alternative for them. We added video relay and went back in August to show it.”"
    ),
)

CONSULTATION_ITEM = Section(
    "consultation-item",
    _("People you asked"),
    (
        Question("who", _("Whom did you ask, or will you ask?"), _("Name groups, not individuals")),
        Question("method", _("How?"), _("For example, two drop-in sessions and a postal survey")),
        Question("starts_on", _("From"), _("For example, 3 6 2026")),
        Question("ends_on", _("Until"), _("Leave empty if it was one day")),
        Question("heard", _("What did they say?"), _("Include what is uncomfortable")),
        Question("changed", _("What has changed because of it?"), _("If nothing, say why")),
        Question("fed_back", _("How did you tell them?")),
    ),
    CONSULTATION.help,
    CONSULTATION.example,
)

IMPACT = Section(
    "impact",
    _("Impact"),
    (
        Question("effect", _("What is the impact on these people?")),
        Question("who", _("Who within this group is affected, and how many?")),
        Question("known", _("What do you know?"), _("The evidence, in a sentence or two")),
        Question("told", _("What have people told you?"), _("In their words where you can")),
        Question("benefit", _("How does it help them?")),
        Question("harm", _("How could it harm them?"), _("What will be harder, dearer, further away or lost?")),
        Question("likelihood", _("How likely is the harm?"), _("Only if it helps you to decide")),
        Question("severity", _("How serious would it be?"), _("Only if it helps you to decide")),
        Question(
            "no_mitigation_reason",
            _("If nothing can be done about the harm, why not?"),
            _("Otherwise add a mitigation for this group, in the section on mitigation"),
        ),
        Question("finding_out", _("How and when will you find out?")),
        Question(
            "no_impact_reason",
            _("Why is there no impact?"),
            _("Say how you know. “Applies to everybody equally” is not a reason."),
        ),
        Question("aims", _("Which aims of the duty does this touch?"), _("Select all that apply")),
    ),
    (
        _("Something can help some people in a group and harm others. Then choose both and say who."),
        _("“Unknown” is an honest answer and does not stop you, as long as you say how you will find out."),
        _("“No impact” is a finding. It needs a reason, and evidence if there is any."),
    ),
    _(
        "“Negative. Blue badge holders use 38 of the 120 spaces we would remove; 9 of the 14 people we spoke to said they "
        "would stop coming to the market. Three new bays at the north end replace some of them.”"
    ),
)

MITIGATION = Section(
    "mitigation",
    _("Mitigation"),
    (),
    (
        _("For each harm, first ask whether the proposal can change so that it does not happen."),
        _(
            "A mitigation is a promise to the people who decide. Somebody leads it, it has a date, and it becomes an action."
        ),
        _("You may also promise something that does more good."),
    ),
    _(
        "“Fit hearing loops at the four counters before the new hours start. Head of libraries, 31 March 2027. We will "
        "know by the accessibility check in April and by complaints in the first half year.”"
    ),
)

MITIGATION_ITEM = Section(
    "mitigation-item",
    _("A mitigation"),
    (
        Question("description", _("What will be done?"), _("Start with a verb: fit, train, move, keep, ask")),
        Question("impact", _("For whom?")),
        Question("lead_person", _("Who leads it?")),
        Question("due_on", _("By when?"), _("For example, 31 3 2027")),
        Question("indicator", _("How will you know that it worked?")),
    ),
    MITIGATION.help,
    MITIGATION.example,
)

OUTCOME = Section(
    "outcome",
    _("Outcome"),
    (
        Question(
            "eliminate",
            _("What does the proposal mean for eliminating discrimination, harassment and victimisation?"),
        ),
        Question("advance", _("What does it mean for advancing equality of opportunity?")),
        Question("foster", _("What does it mean for fostering good relations?")),
        Question("outcome", _("What is the outcome of this assessment?")),
        Question("reasons", _("Why this outcome?"), _("Include what harm remains after the mitigation")),
        Question(
            "justification",
            _("What justifies going on although people are worse off?"),
            _("Say what the proposal must achieve, and why no less harmful way achieves it"),
        ),
        Question("monitoring", _("How will you check what really happens?"), _("Who looks at what, and how often?")),
        Question("review_on", _("When will you look at this assessment again?"), _("For example, 1 10 2027")),
    ),
    (
        _("“No major change” is only open to you if you found no harm to anybody."),
        _("“Continue with justification” means that some people will be worse off and you say so openly."),
        _("Stopping is a good outcome when the harm cannot be justified."),
    ),
    _(
        "“Adjust. Two of the six libraries keep their Saturday hours, which is when disabled borrowers and families come. "
        "We will count visits by concession type each quarter and bring the figures back in October.”"
    ),
)

OUTCOME_MEANINGS = {
    "no_change": _("You found no harm, and every chance to do good has been taken"),
    "adjust": _("You change the proposal, or add mitigation, because of what you found"),
    "continue": _("Some people will be worse off, and you can justify it"),
    "stop": _("The harm cannot be justified or removed, so the proposal does not go ahead as it is"),
}

EFFECT_MEANINGS = {
    "positive": _("It helps people in this group and harms none of them"),
    "negative": _("It harms people in this group and helps none of them"),
    "both": _("It helps some and harms some, or does both to the same people"),
    "unknown": _("You do not know enough yet to say"),
    "none": _("You looked, and it makes no difference to them"),
}

# Which answers of an impact card stand, by the effect found. Others are kept while drafting but are no part of it.
IMPACT_ANSWERS = {
    "": ("who", "known", "told"),
    "positive": ("who", "known", "told", "benefit"),
    "negative": ("who", "known", "told", "harm", "likelihood", "severity", "no_mitigation_reason"),
    "both": ("who", "known", "told", "benefit", "harm", "likelihood", "severity", "no_mitigation_reason"),
    "unknown": ("who", "known", "told", "finding_out"),
    "none": ("known", "told", "no_impact_reason"),
}

BEFORE_RESULT = (PROPOSAL, PEOPLE, AIMS, GROUPS, SCREENING)
AFTER_RESULT = (EVIDENCE, CONSULTATION, MITIGATION, OUTCOME)
SECTIONS = {section.key: section for section in (*BEFORE_RESULT, *AFTER_RESULT)}
ITEM_SECTIONS = {"evidence": EVIDENCE_ITEM, "consultation": CONSULTATION_ITEM, "mitigation": MITIGATION_ITEM}

# The duty as it is put in front of everyone who writes, attests or decides: Equality Act 2010, section 149(1).
DUTY = _(
    "Under section 149 of the Equality Act 2010 we must, in all that we do, have due regard to the need to eliminate "
    "discrimination, harassment, victimisation and any other conduct the Act prohibits; to advance equality of "
    "opportunity between people who share a protected characteristic and people who do not; and to foster good "
    "relations between them. Whoever takes the decision must do this in substance, with an open mind, and before it is "
    "taken. For marriage and civil partnership only the first aim applies."
)

ATTESTATION_FULL = _(
    "I have read this assessment as a whole. In coming to my view I have had due regard to the three aims of the public "
    "sector equality duty, while the proposal could still be changed. I agree with the impacts it describes, including "
    "those that are unknown, and with its outcome. I answer for the mitigation it promises, and I will have it looked at "
    "again if the proposal or the evidence changes. I wrote no part of it."
)
ATTESTATION_NOT_REQUIRED = _(
    "I have read this screening. In coming to my view I have had due regard to the three aims of the public sector "
    "equality duty. I agree that a full assessment is not required, for the reasons it gives, and I will have it looked "
    "at again if the proposal changes. I wrote no part of it."
)

# Every section that has words, by its key; what a body may put in their place is laid over this (`eqia.wording`).
STANDARD = {section.key: section for section in (*SECTIONS.values(), IMPACT, *ITEM_SECTIONS.values())}
# The keys of the optional sections, and those of them that are asked until a body switches them off.
MODULES: tuple[str, ...] = ()
MODULES_ON: tuple[str, ...] = ()

READING = _(
    "I have read this version as a whole, the harm it finds and what is not known included, and the duty set out above. "
    "I will have due regard to the three aims, with an open mind, when I decide."
)
