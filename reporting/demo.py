"""The demonstration council's published annual report, and the pack that takes it to committee."""

import datetime

from eqia.choices import Stage
from eqia.models import AssessmentVersion
from governance.models import Body, Meeting
from organisation.demo import Council
from reporting.models import Edition, Pack
from reporting.rules.years import last_complete_year
from reporting.services.appendices import add_appendix
from reporting.services.editing import begin_edition, begin_pack, write_edition
from reporting.services.freezing import freeze_edition, freeze_pack
from reporting.services.publishing import publish_edition
from toolkit.history import version_of

COMMITTEE = "Equality and Inclusion Committee"

FOREWORD = """\
Equality is decided in ordinary places: at a bus stop, in a school corridor, on a telephone line that nobody answers. This \
report says what we promised for those places, what we did in the year, and where we fell short.

Some of it went well. Proposals changed before they were decided, because people told us plainly what they would mean for \
them. Some of it did not: actions are late, and about some groups of staff we still know too little to say whether we treat \
them fairly.

I have asked every director to read the chapter on what we do not know first. A gap in our knowledge is a reason to go and \
ask, and next year’s report will say whether we did."""

FOREWORD_BY = "Councillor Amara Bello, cabinet member for communities"

NEXT_STEPS = """\
Run a declaration campaign with the staff networks by June, so that at least 85% of staff have told us about disability
Give every action in our plans a lead, a deadline and an indicator by the end of September
Measure the wait for an answer by telephone, text relay and e-mail separately for disabled residents
Check six months after each decision whether the effects that its EqIA foresaw have come true
Set new targets for the objectives that were reached or missed, after twelve weeks of consultation"""


def load(council: Council) -> None:
    edition = load_edition(council)
    load_pack(council, edition)


def load_edition(council: Council) -> Edition:
    """The report of the last complete year, frozen and published."""
    lead = council.people["lead"]
    edition = begin_edition(year=last_complete_year(council.on).label, by=lead)
    edition = write_edition(
        edition=edition,
        version=version_of(edition),
        by=lead,
        foreword=FOREWORD,
        foreword_by=FOREWORD_BY,
        next_steps=NEXT_STEPS,
    )
    freeze_edition(edition=edition, by=lead)
    return publish_edition(edition=edition, by=lead)


def load_pack(council: Council, edition: Edition) -> Pack:
    """The pack for the committee's next meeting, frozen and waiting for its publication."""
    clerk, year = council.people["clerk"], edition.year
    pack = begin_pack(
        by=clerk,
        meeting=next_meeting(council.on),
        item_number="7",
        title=f"Equality in Wealdshire, {year}",
        report_of="Director of Corporate Resources",
        contact="Helen Marsh, corporate equality lead, 01632 960 142, equality@wealdshire.example",
        purpose="decision",
        summary=(
            f"The council has published its annual equality report for {year}. It tells how far the equality objectives "
            "have come, what was assessed and delivered, who works for the council, and what is still not known. The "
            "committee is asked to note it, to agree the plans for next year and to say where it wants to look more "
            "closely."
        ),
        recommendations=(
            f"Note the annual equality report {year} (Appendix 1)\n"
            "Agree the plans for next year in the report’s chapter “What we will do next”\n"
            "Ask the directors of services with overdue actions to report to the committee’s next meeting"
        ),
        background=(
            "Section 149 of the Equality Act 2010 asks the council to have due regard to the need to eliminate "
            "discrimination, advance equality of opportunity and foster good relations. Regulation 4 of the Specific "
            "Duties Regulations 2017 asks it to publish, at least once a year, information that shows how it does so.\n\n"
            "All figures were drawn from the council’s records on one day and frozen. The report’s hash is printed with "
            "Appendix 1, so that anybody can check that members, the public and the record have the same text.\n\n"
            "Appendix 2 is an equality impact assessment from the year, so that members can see what stands behind the "
            "totals and judge its quality for themselves."
        ),
        options=(
            "Agree the plans as they stand. This is recommended: each plan has a date and follows from a finding of the "
            "report.\n\n"
            "Agree them with changes. The committee may strengthen a plan or set an earlier date; officers would bring "
            "back the effect on resources.\n\n"
            "Do nothing. The report would stand as published, but nobody would be bound by its plans, and the findings on "
            "overdue actions would have no answer."
        ),
        consultation=(
            "The disabled staff network, the race equality network and the county’s access forum read the chapter on what "
            "is not known in draft. They asked for the telephone figures to be split by disability; the plans for next "
            "year do so."
        ),
        equality_implications=(
            "The report is itself the council’s account of equality. Its first page says for whom outcomes are still "
            "unequal. The plans are meant to reduce those differences; the risk of agreeing none is that they continue. "
            "No group is expected to be worse off under the recommendations."
        ),
        financial_implications=(
            "The plans are met from existing budgets. The declaration campaign costs about £6,000, which the human "
            "resources budget holds."
        ),
        legal_implications=(
            "The duty of section 149 is personal to the decision maker: members must have the equality information before "
            "them and weigh it themselves when they decide. Publication of this report meets regulation 4 for the year."
        ),
        next_steps=(
            "Directors receive the agreed plans within a week. Progress comes back to the committee after six months."
        ),
        background_papers=f"Equality objectives of the council, in force in {year}\nRegister of equality impact assessments",
    )
    version = edition.versions.last()
    if version is not None:
        add_appendix(pack=pack, by=clerk, edition_version=version)
    example = (
        AssessmentVersion.objects.filter(
            stage=Stage.APPROVED,
            assessment__published_on__range=(edition.starts_on, edition.ends_on),
            assessment__published_version__isnull=False,
            payload__is_full=True,
        )
        .exclude(assessment__state="withdrawn")
        .order_by("-assessment__published_on", "-pk")
        .first()
    )
    if example is not None:
        add_appendix(pack=pack, by=clerk, assessment_version=example)
    freeze_pack(pack=pack, by=clerk)
    return pack


def next_meeting(on: datetime.date) -> Meeting:
    """The committee's next meeting that leaves time for its papers, or one on the next second Wednesday."""
    soonest = on + datetime.timedelta(days=12)
    body, _new = Body.objects.get_or_create(name=COMMITTEE, defaults={"kind": "member"})
    meeting = body.meetings.filter(held_on__gte=soonest).order_by("held_on").first()
    return meeting or body.meetings.create(held_on=second_wednesday_from(soonest), place="County Hall, Aldermere")


def second_wednesday_from(day: datetime.date) -> datetime.date:
    while not (day.weekday() == 2 and 8 <= day.day <= 14):
        day += datetime.timedelta(days=1)
    return day
