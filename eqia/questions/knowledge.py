"""What is known, and who was asked."""

from django.utils.translation import gettext_lazy as _

from eqia.questions.base import Question, Section

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
