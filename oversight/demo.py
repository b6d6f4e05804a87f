"""The demonstration council's programmes, and what followed its decisions: kept, late, better and worse than expected."""

import datetime

from eqia.models import Assessment, Impact, Intersection
from governance.models import Body
from organisation.demo import Council
from organisation.models import Characteristic, Person
from oversight.models import EffectCheck, Programme, ProgrammeEntry, PromiseFlag, ReviewTrigger
from oversight.rules.years import days_of_year, financial_year
from oversight.services.following import answer_flag, answer_trigger
from oversight.services.programme import agree_programme
from oversight.services.promises import raise_flags
from toolkit.history import version_of

# Directorate: who agrees its programme, and what stands in it beside the assessments begun in the year, as
# (title, kind, service, officer, why, days after 1 April: start, screened by, assessed by; why dropped).
PLANNED: dict[str, tuple[str, list[tuple[str, str, str, str, str, int, int, int, str]]]] = {
    "place": (
        "director",
        [
            ("Fees for parking near schools", "policy", "highways", "officer", "Parents with small children and disabled drivers stop there every day.", 40, 120, 300, ""),
            ("Closing the recycling centre at Harrow Bridge on weekdays", "service_change", "waste", "officer", "People without a car and people in shift work could lose their only time to come.", 90, 190, 320, ""),
            ("Archive reading room by appointment only", "service_change", "libraries", "officer-libraries", "Older people use it most and many do not book online.", 210, 270, 340, ""),
            ("Fire safety visits for the over-75s", "policy", "fire", "officer", "It decides who is visited first.", 30, 90, 200, "Joined with the national programme, which has its own assessment."),
        ],
    ),
    "adults": (
        "director-adults",
        [
            ("Meals at home contract", "contract", "adult-care", "officer-adults", "Halal, kosher and soft food reach only some of those who need them.", 20, 100, 230, ""),
            ("Moving the carers’ helpline online", "digital", "communities", "officer-adults", "Half of its callers are over 65.", 150, 215, 330, ""),
            ("Sexual health clinics: opening hours", "service_change", "public-health", "officer-adults", "Young people and people in rural places come after school and work.", 240, 285, 355, ""),
        ],
    ),
    "children": (
        "director-children",
        [
            ("Music lessons: charges and free places", "saving", "schools", "officer-children", "Children from families on low incomes and children with special needs take part less.", 60, 150, 280, ""),
            ("Youth clubs in two villages", "closure", "early-help", "officer-children", "They are the only place to go for young people without a car.", 120, 225, 330, ""),
        ],
    ),
    "resources": (
        "lead",
        [
            ("Cashless payment at council offices", "digital", "customers", "officer-resources", "People without a bank account and many older people pay in cash.", 30, 130, 260, ""),
            ("Apprenticeship pay", "policy", "people", "officer-resources", "Apprentices are young and, in some trades, nearly all men.", 180, 250, 340, ""),
        ],
    ),
}  # fmt: skip

# Title and group: what happened, how it is known, beside what was expected, what follows.
CHECKED: list[tuple[str, str, str, str, str, str, str]] = [
    ("Day opportunities for people with learning disabilities", "disability", "Of 286 people 41 have moved, and nine of ten say the new places suit them; 14 found work, twice what we hoped for.", "Reviews of 286 plans and a talk with the self-advocates", "better", "", ""),
    ("Charging policy for adult social care", "disability", "Eleven people ended their care because of the charge. The assessment had expected four.", "Case files of everybody who stopped between April and September", "worse", "action", "Call each of the eleven and offer a new financial assessment; Grace Okafor, by the end of January."),
    ("Home to school transport for children with special educational needs", "disability", "Journeys of 212 children take no longer than before; six routes were changed back.", "Operator logs and 97 answers from parents", "as_expected", "", ""),
    ("Booking system for household waste sites", "age", "Visits by people over 75 fell by a third and have not come back.", "Gate survey at two sites, before and after", "worse", "revise", "Write the next version with a way in without booking on two mornings."),
    ("Walking and cycling route between Aldermere station and Millbrook", "disability", "Works run until spring, so the crossings cannot be judged yet.", "Site meeting with the access group", "not_known", "action", "Count crossings by people with mobility aids for two weeks once the signals work."),
    ("Customer contact online first", "age", "Calls answered within five minutes; 400 people a month still use the desk, and nobody was turned away.", "Call records and desk counts, April to September", "better", "", ""),
]  # fmt: skip
# Title, group, days from the day of loading, who checks.
DUE = [
    ("Library opening hours and volunteer-run branches", "age", -20, "officer-libraries"),
    ("Family hubs in place of children’s centres", "pregnancy_maternity", 9, "officer-children"),
    ("Restructure of business support", "sex", 45, "officer-resources"),
]
# Title, kind, days ago, what, recorded by, answered (or empty).
NOTICED = [
    ("Library opening hours and volunteer-run branches", "complaints", 18, "Nine complaints in October that volunteers could not help with the hearing loop.", "officer-libraries", ""),
    ("Lower speed limits in villages", "law", 60, "New national guidance on setting local speed limits.", "officer", "The guidance asks for nothing that we did not do. No group is affected differently."),
    ("Hybrid working policy", "data", 6, "The September staff survey shows that carers work from the office more often than others.", "officer-resources", ""),
]  # fmt: skip
TOGETHER = [
    ("Carers’ break vouchers", "Disabled people who are carers themselves", ["disability", "carers"], "unknown", "We do not know how many carers who use vouchers are disabled."),
    ("Food waste collection from flats", "Older disabled people on upper floors", ["age", "disability"], "negative", "Carrying a caddy down the stairs twice a week is harder than one bag."),
    ("Street lighting switched off from midnight to 5am", "Women who come home from night shifts", ["age", "sex"], "negative", "Care workers and cleaners told us that they would take a taxi or give up the shift."),
]  # fmt: skip


def load(council: Council) -> None:
    year = financial_year(council.on)
    for code, (agrees, planned) in PLANNED.items():
        programme(council, year, code, council.people[agrees], planned)
    assessments = {each.title: each for each in Assessment.objects.all()}
    combinations(assessments)
    checks(council, assessments)
    noticed(council, assessments)
    raised = raise_flags(on=council.on)
    if raised:
        answered(council, raised[0])


def programme(
    council: Council,
    year: int,
    code: str,
    agrees: Person,
    planned: list[tuple[str, str, str, str, str, int, int, int, str]],
) -> None:
    """What was begun in the year, what is still to begin, something late and something dropped; one entry came later."""
    unit = council.units[code]
    first, last = days_of_year(year)
    made = Programme.objects.create(unit=unit, year=year)
    begun = Assessment.objects.of_directorate(unit).filter(started_on__range=(first, last)).exclude(state="withdrawn")
    day = datetime.timedelta
    for assessment in begun.order_by("started_on", "pk"):
        by = assessment.decision_expected_on or assessment.started_on + day(150)
        ProgrammeEntry.objects.create(
            programme=made,
            unit=assessment.unit,
            title=assessment.title,
            kind=assessment.kind,
            relevance=assessment.aims or "Named in the service plan as a change that people will feel.",
            starts_on=assessment.started_on,
            screened_by=min(assessment.started_on + day(30), by),
            assessed_by=max(by - day(28), assessment.started_on + day(30)),
            lead=assessment.author,
            assessment=assessment,
        )
    for title, kind, service, officer, why, starts, screened, assessed, _dropped in planned:
        ProgrammeEntry.objects.create(
            programme=made,
            unit=council.units[service],
            title=title,
            kind=kind,
            relevance=why,
            starts_on=first + day(starts),
            screened_by=first + day(screened),
            assessed_by=first + day(assessed),
            lead=council.people[officer],
        )
    later = made.entries.order_by("-starts_on", "-pk").first()
    body = Body.objects.filter(is_dormant=False, kind="board").order_by("name").first()
    agree_programme(programme=made, by=agrees, body=body, on=min(first + day(20), council.on))
    if later is not None:
        ProgrammeEntry.objects.filter(pk=later.pk).update(is_agreed=False)
    for title, *_rest, dropped in planned:
        if dropped:
            made.entries.filter(title=title).update(dropped_on=first + day(80), dropped_because=dropped)


def card(assessments: dict[str, Assessment], title: str, group: str) -> Impact | None:
    found = assessments.get(title)
    return found.impacts.filter(characteristic__key=group).exclude(effect="").first() if found else None


def checks(council: Council, assessments: dict[str, Assessment]) -> None:
    for number, (title, group, happened, evidence, differs, follow_up, response) in enumerate(CHECKED):
        if impact := card(assessments, title, group):
            on = council.on - datetime.timedelta(days=10 + 9 * number)
            EffectCheck.objects.create(
                impact=impact,
                planned_on=on,
                owner=impact.assessment.author,
                checked_on=on,
                checked_by=impact.assessment.author,
                happened=happened,
                evidence=evidence,
                differs=differs,
                follow_up=follow_up,
                response=response,
            )
    for title, group, days, owner in DUE:
        if impact := card(assessments, title, group):
            EffectCheck.objects.create(
                impact=impact, planned_on=council.on + datetime.timedelta(days=days), owner=council.people[owner]
            )


def noticed(council: Council, assessments: dict[str, Assessment]) -> None:
    for title, kind, days, what, by, reason in NOTICED:
        found = assessments.get(title)
        if found is None:
            continue
        trigger = ReviewTrigger.objects.create(
            assessment=found,
            kind=kind,
            noticed_on=council.on - datetime.timedelta(days=days),
            what=what,
            by=council.people[by],
        )
        if reason:
            answer_trigger(
                trigger=trigger,
                version=version_of(trigger),
                answer="no_change",
                reason=reason,
                by=council.people["adviser"],
            )


def combinations(assessments: dict[str, Assessment]) -> None:
    """In drafts that name none yet."""
    for title, who, keys, effect, known in TOGETHER:
        found = assessments.get(title)
        if found is not None and found.is_editable and not found.intersections.exists():
            made = Intersection.objects.create(assessment=found, who=who, effect=effect, known=known)
            made.characteristics.set(Characteristic.objects.filter(key__in=keys))


def answered(council: Council, flag: PromiseFlag) -> None:
    answer_flag(
        flag=flag,
        version=version_of(flag),
        answer="accept",
        reason="Calls are answered in four minutes on average, one more than promised. Two people start in December; we "
        "look at the figures again in March and keep the telephone line open all day until then.",
        by=council.people["head"],
    )
