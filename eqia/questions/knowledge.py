"""What is known, and who was asked."""

from django.utils.translation import gettext_lazy as _

from eqia.questions.base import Question, Section

EVIDENCE = Section(
    "evidence",
    _("Evidence"),
    (
        Question(
            "evidence_gaps",
            _("Is there anything else to say about what you do not know?"),
            _("Record each gap above, with how it will be found out. Use this for what holds for all of them."),
        ),
    ),
    (
        _("Use figures about the people who use this service, not only about the county."),
        _("Complaints, refused requests and what front-line staff see are evidence too."),
        _("Evidence that is out of date can still be cited. Say why it still holds, or what has changed since."),
        _("A gap does not stop you. Hiding one might."),
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
        Question(
            "dated",
            _("Which date or period is it from?"),
            _("In words, for example “April 2025 to March 2026”"),
        ),
        Question(
            "dated_on",
            _("What is the last day it describes?"),
            _("For example, 31 3 2026. Its age counts from this day, so that old evidence can be told from new."),
        ),
        Question("place", _("Which place does it describe?"), _("For example, Wealdshire, or Aldermere town centre")),
        Question("link", _("Where can it be read?"), _("A web address, if there is one")),
        Question(
            "shows", _("What does it show for this proposal?"), _("Give the figures that matter, not the whole report")
        ),
        Question(
            "quality",
            _("How far can it be trusted?"),
            _("How many answered, who is missing, what it cannot tell"),
        ),
        Question("characteristics", _("Whom does it tell you about?"), _("Select all that apply")),
    ),
    EVIDENCE.help,
    EVIDENCE.example,
)

GAP_ITEM = Section(
    "gap-item",
    _("Something we do not know"),
    (
        Question(
            "unknown",
            _("What do you not know?"),
            _("For example, how many people who use the ramp also use a hearing aid"),
        ),
        Question("finding_out", _("How will you find out?"), _("Start with a verb: ask, count, look up")),
        Question("find_out_lead", _("Who will find out?"), _("They will see it among their actions")),
        Question("find_out_on", _("By when?"), _("For example, 31 3 2027. Before the decision if you can.")),
        Question(
            "cannot_reason",
            _("If it cannot be found out, why not?"),
            _("For example, nobody counts trans residents of the county. Then leave the three answers above empty."),
        ),
    ),
    (
        _("A gap does not stop you. Hiding one might."),
        _("What you will find out becomes an action for whoever leads it, once this EqIA is approved."),
        _("Some things cannot be known. Say so, and say how you took care in spite of it."),
    ),
    _(
        "“We do not know how many pass holders work before 9:30am. Ask them in the renewal letter. Concessions manager, "
        "31 January 2027.”"
    ),
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
        _("Planned conversations count: record them as planned, with the dates you expect."),
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
        Question("stage", _("Have you asked them yet?")),
        Question("who", _("Whom did you ask, or will you ask?"), _("Name groups, not individuals")),
        Question("characteristics", _("Whose experience do they speak from?"), _("Select all that apply")),
        Question("voice", _("Who speaks?")),
        Question("lived_experience", _("Are there people with lived experience of what the proposal would change?")),
        Question("method", _("How?"), _("For example, two drop-in sessions and a postal survey")),
        Question("starts_on", _("From"), _("For example, 3 6 2026")),
        Question("ends_on", _("Until"), _("Leave empty if it was one day")),
        Question(
            "access",
            _("What did you arrange so that everybody could take part?"),
            _("For example, interpreters, easy read, a hearing loop, travel paid, times after school"),
        ),
        Question(
            "took_part",
            _("How many took part?"),
            _("An estimate will do. Fewer than 5 are shown as [c] outside your team, so that nobody can be recognised"),
        ),
        Question("heard", _("What did they say?"), _("Include what is uncomfortable")),
        Question("changed", _("What has changed because of it?"), _("If nothing, say why")),
        Question("fed_back", _("How did you tell them?")),
        Question("fed_back_on", _("When did you tell them?"), _("For example, 20 9 2026")),
        Question(
            "formative",
            _("Could the proposal still change when you asked?"),
            _("A preferred option may be put forward, if people can still move it"),
        ),
        Question("formative_how", _("What could still change?")),
        Question(
            "informed",
            _("Did people get enough information to answer properly?"),
            _("The reasons for the proposal, what else was considered, and what it means for them"),
        ),
        Question("informed_how", _("What were they given?")),
        Question(
            "timely", _("Did they have enough time?"), _("Think of holidays, and of groups that meet once a month")
        ),
        Question("timely_how", _("Why was it enough, or not?")),
        Question("weighed", _("Was what they said conscientiously taken into account?")),
        Question("weighed_how", _("Who weighed it, and how?")),
        Question("you_said", _("You said"), _("One sentence, as a person who took part would put it")),
        Question("we_did", _("We did"), _("One sentence. If nothing changed, say why.")),
    ),
    (
        *CONSULTATION.help,
        _("Hearing from people with lived experience is worth more than hearing about them."),
        _(
            "The four questions about fairness are the tests of R v Brent London Borough Council, ex parte Gunning (1985), "
            "approved by the Supreme Court in R (Moseley) v Haringey LBC [2014] UKSC 56."
        ),
    ),
    CONSULTATION.example,
)
