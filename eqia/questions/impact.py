"""What the proposal does to people, and what is promised."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from eqia.questions.base import Question, Section

IMPACT = Section(
    "impact",
    _("Impact"),
    (
        Question("effect", _("What is the impact on these people?")),
        Question(
            "known",
            _("What do you know?"),
            _("The evidence, in a sentence or two"),
            _("“Blue badge holders use 38 of the 120 spaces. Census: 19% of residents nearby are over 65.”"),
        ),
        Question(
            "told",
            _("What have people told you?"),
            _("In their words where you can"),
            _("“Nine of the 14 badge holders we spoke to said: if I cannot park there, I stop coming.”"),
        ),
        Question(
            "who",
            _("Who within this group is affected?"),
            _("Seldom all of them alike"),
            _("“Badge holders who visit the market or the health centre, most of them over 60”"),
        ),
        Question("number", _("How many, about?"), _("“We do not know” is an answer: say so")),
        Question("reach", _("Are they members of the public or staff?")),
        Question(
            "benefit",
            _("How does it help them?"),
            _("What will be easier, cheaper, safer or nearer?"),
            _("“Level crossings every 120 metres: people with a walking frame can reach the station on their own.”"),
        ),
        Question(
            "harm",
            _("How could it harm them?"),
            _("What will be harder, dearer, further away or lost?"),
            _("“Up to 140 metres more to walk from the car to the clinic door, uphill and without a seat.”"),
        ),
        Question("likelihood", _("How likely is the harm?"), _("Only if it helps you to decide")),
        Question("severity", _("How serious would it be?"), _("Only if it helps you to decide")),
        Question("duration", _("How long would it last?"), _("Only if it helps you to decide")),
        Question("reversibility", _("Could it be undone?"), _("Only if it helps you to decide")),
        Question(
            "no_mitigation_reason",
            _("If nothing can be done about the harm, why not?"),
            _("Leave this empty if you have added a mitigation"),
        ),
        Question(
            "residual",
            _("What harm remains when everything promised is done?"),
            _("Be frank: the people who decide must know what they are deciding"),
        ),
        Question(
            "residual_reason",
            _("Why is what remains acceptable?"),
            _("If you cannot say, the proposal may have to change"),
            _("“Three bays stay within 30 metres of the door; the other three users we know of were asked and agree.”"),
        ),
        Question(
            "finding_out",
            _("How will you find out?"),
            _("Ask people, count, test, or look where somebody else has done the same"),
            _("“Two evenings with the women’s swimming group, and a question in the March survey.”"),
        ),
        Question("find_out_lead", _("Who will find out?"), _("They will see it among their actions")),
        Question("find_out_on", _("By when?"), _("For example, 31 3 2027. Before the decision if you can.")),
        Question(
            "no_impact_reason",
            _("Why is there no impact?"),
            _("Say how you know. “Applies to everybody equally” is not a reason."),
            _("“Nobody’s use of the depot depends on it, and the three years’ complaints we read name nothing.”"),
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

SUBGROUP = Section(
    "subgroup",
    _("Some of them in particular"),
    (
        Question("name", _("Who?"), _("Choose one of the suggestions or use your own words")),
        Question("effect", _("What is the impact on them?")),
        Question(
            "words",
            _("What does it mean for them?"),
            _("What is different from the rest of the group?"),
            _("“People with a learning disability know this building and its staff. A new place is a new start.”"),
        ),
    ),
    (
        _("A group is never of one mind. A ramp helps one person and a loop another."),
        _("Add those for whom the effect is different, or stronger, and leave the others out."),
    ),
    _("“Deaf people: negative. The phone line that replaces the counter is no use to them.”"),
)

# Sub-groups that are often forgotten, offered as suggestions on the card of their characteristic.
SUBGROUP_NAMES: dict[str, tuple[Any, ...]] = {
    "age": (
        _("Children under 11"),
        _("Teenagers"),
        _("Young adults up to 25"),
        _("People of working age"),
        _("People over 65"),
        _("People over 80"),
    ),
    "disability": (
        _("People who walk with difficulty or use a wheelchair"),
        _("Blind and partially sighted people"),
        _("Deaf people and people with hearing loss"),
        _("People with a learning disability"),
        _("People with a mental health condition"),
        _("Autistic and other neurodivergent people"),
        _("People with a long-term illness"),
        _("People with dementia"),
    ),
    "gender_reassignment": (_("Trans women"), _("Trans men"), _("People who are transitioning")),
    "marriage_civil_partnership": (_("Married staff"), _("Staff in a civil partnership")),
    "pregnancy_maternity": (_("Pregnant women"), _("Women who breastfeed"), _("Staff on maternity leave")),
    "race": (
        _("Asian people"),
        _("Black people"),
        _("People of mixed background"),
        _("White people from minority groups"),
        _("Gypsy, Roma and Traveller people"),
        _("People who speak little English"),
        _("People seeking asylum and refugees"),
    ),
    "religion_belief": (
        _("Christians"),
        _("Muslims"),
        _("Jewish people"),
        _("Hindus and Sikhs"),
        _("People of no religion"),
    ),
    "sex": (_("Women"), _("Men"), _("Girls"), _("Boys"), _("Lone parents")),
    "sexual_orientation": (_("Lesbians"), _("Gay men"), _("Bisexual people")),
}

INTERSECTIONS = Section(
    "intersections",
    _("Combinations"),
    (
        Question(
            "no_intersection_reason",
            _("If you found no combination that matters, where did you look?"),
            _("Leave this empty if you have added one above"),
            _(
                "“We looked at age with disability and at sex with religion, using the branch survey, and asked the carers’ "
                "forum. The hours affect each group in the same way.”"
            ),
        ),
    ),
    (
        _("People are more than one thing at once. Two small effects on the same person can be one large one."),
        _("Start from the groups that are worse off, and ask who belongs to two of them."),
        _("Auditors who read assessments say that this is what is most often left out."),
    ),
    _(
        "“Disabled women in villages. The bus that replaces the visit runs twice a day; they drive less than others and told "
        "us that they will not wait at the unlit stop.”"
    ),
)

INTERSECTION_ITEM = Section(
    "intersections-item",
    _("A combination"),
    (
        Question("who", _("Who are they?"), _("Name them as you would speak of them: disabled women in villages")),
        Question("characteristics", _("What do they share?"), _("Select at least two")),
        Question("effect", _("What is the impact on them?")),
        Question(
            "known",
            _("What do you know, and what does it mean for them?"),
            _("What comes together that the cards on their own do not show?"),
            _("“Of the 41 women who use a wheelchair, 29 come by the bus that is to be withdrawn.”"),
        ),
        Question("finding_out", _("How will you find out?"), _("If you do not know the impact yet")),
        Question("find_out_lead", _("Who will find out?")),
        Question("find_out_on", _("By when?"), _("For example, 31 3 2027")),
    ),
    INTERSECTIONS.help,
    INTERSECTIONS.example,
)

CUMULATIVE = Section(
    "cumulative",
    _("Together with other proposals"),
    (
        Question(
            "cumulative",
            _("What does it mean for the same people that these other things happen too?"),
            _(
                "Earlier cuts, rising charges and national changes count as well. If nothing adds up, say what you looked at."
            ),
            _(
                "“The day centre in Millbrook lost its Friday in April and the 14 bus ended in June. For about 60 people over "
                "80 the library was what was left on a weekday.”"
            ),
        ),
    ),
    (
        _("Nobody lives under one proposal at a time. Each may look small and the sum may not be."),
        _("The list shows assessments that you may see. Ask your equality adviser about others."),
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
        _("You may also promise something that does more good, or to find out what you do not know."),
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
        Question("kind", _("What is it for?")),
        Question(
            "unknown",
            _("What do you not know?"),
            _("The question that has to be answered"),
            _("“How many of the people who visit on a weekday morning use a wheelchair.”"),
        ),
        Question(
            "description",
            _("What will be done?"),
            _("Start with a verb: fit, train, move, keep, ask"),
            _("“Fit hearing loops at the four counters before the new hours start.”"),
        ),
        Question("impact", _("For whom?")),
        Question("lead_person", _("Who leads it?")),
        Question("due_on", _("By when?"), _("For example, 31 3 2027")),
        Question(
            "indicator",
            _("How will you know that it worked?"),
            _("Something that can be counted, seen or heard"),
            _("“Loops tested in April; no complaint about them in the first half year.”"),
        ),
    ),
    MITIGATION.help,
    MITIGATION.example,
)

EFFECT_MEANINGS = {
    "positive": _("It helps people in this group and harms none of them"),
    "negative": _("It harms people in this group and helps none of them"),
    "both": _("It helps some and harms some, or does both to the same people"),
    "unknown": _("You do not know enough yet to say"),
    "none": _("You looked, and it makes no difference to them"),
}

HARM = (
    "harm",
    "likelihood",
    "severity",
    "duration",
    "reversibility",
    "no_mitigation_reason",
    "residual",
    "residual_reason",
)
TOUCHED = ("known", "told", "who", "number", "reach")

# Which answers of an impact card stand, by the effect found. Others are kept while drafting but are no part of it.
IMPACT_ANSWERS = {
    "": ("known", "told", "who"),
    "positive": (*TOUCHED, "benefit"),
    "negative": (*TOUCHED, *HARM),
    "both": (*TOUCHED, "benefit", *HARM),
    "unknown": (*TOUCHED, "finding_out"),
    "none": ("known", "told", "no_impact_reason"),
}
