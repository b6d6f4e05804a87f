"""The demonstration council's assessments: written in the TOML files beside this module.

Dates in the files are days from the day of loading, so that a fresh demonstration is always about now.
"""

import datetime
import tomllib
from itertools import cycle
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from eqia.choices import (
    HARMS,
    HELPS,
    Effect,
    Likelihood,
    Likely,
    Relevance,
    ScreeningResult,
    Severity,
)
from eqia.demo import coach, decisions, review, wording
from eqia.demo.knowing import Knowledge
from eqia.demo.where import where_of
from eqia.demo.whole import Whole
from eqia.models import (
    Assessment,
    Conclusion,
    EvidenceItem,
    Mitigation,
    ScreeningAnswer,
)
from eqia.services import (
    attest_assessment,
    check_assessment,
    hide_words,
    index_working,
    publish_assessment,
    return_assessment,
    start_assessment,
    submit_assessment,
    withdraw_assessment,
)
from evidence.choices import EvidenceKind
from evidence.demo import move_on
from objectives.demo import objective
from organisation.demo import Council
from organisation.models import Characteristic

AIMS = ("eliminate", "advance", "foster")
FULL_BECAUSE = "People in several groups could be affected, so each group needs a card of its own."
BEGUN_BECAUSE = "Some groups could be worse off, and for others we do not know yet, so a full assessment is needed."
LIKELY_OF = {
    Effect.POSITIVE: Likely.BETTER,
    Effect.NEGATIVE: Likely.WORSE,
    Effect.BOTH: Likely.BOTH,
    Effect.UNKNOWN: Likely.UNKNOWN,
    Effect.NONE: Likely.NOT_RELEVANT,
}
FILES = ("place", "adults", "children", "resources")
HEADS = {"place": "head", "adults": "head-adults", "children": "head-children", "resources": "head-resources"}
DECIDERS = cycle(["Cabinet", "Cabinet member for the service", "Director under delegated powers"])
NOTHING_FURTHER = cycle(
    [
        "The change to the proposal described in the conclusion deals with this; nothing more is needed beyond it.",
        "We looked for a further step and found none that would not take from another group; we watch it at the review.",
        "What people asked for has been built into the proposal, so no separate action follows.",
    ]
)
MONITORING = cycle(
    [
        "The service reads complaints, use and the figures named above by group every quarter and reports what differs.",
        "A check with the people we consulted after six months, and the figures above compared with today’s.",
        "The head of service looks at use and complaints by group once a year and brings surprises to the adviser.",
    ]
)
# Who is meant by a group, where a story says nothing narrower; the figures stand in what is known.
WHO = {
    "age": "Children, young people and people over 65 among those affected",
    "disability": "Disabled people and people with long-term conditions, learning disabilities included",
    "gender_reassignment": "Trans people; nobody holds a count",
    "marriage_civil_partnership": "Married people and civil partners",
    "pregnancy_maternity": "Pregnant women and parents of babies",
    "race": "People from minority ethnic communities, above all those who learned English later in life",
    "religion_belief": "People for whom times, places or food have a religious meaning",
    "sex": "Women and men, each in their own way",
    "sexual_orientation": "Lesbian, gay and bisexual people; nobody holds a count",
    "care_experience": "Young people in care and adults who were in care as children",
    "armed_forces": "Serving families who move often, and veterans",
    "rural_isolation": "People in villages without a daily bus",
    "carers": "Unpaid carers, young carers included",
    "digital_exclusion": "People without the internet, a device or the skill to use it",
}
SEVERITIES = cycle([Severity.MODERATE, Severity.MINOR, Severity.MODERATE, Severity.SERIOUS])
LIKELIHOODS = cycle([Likelihood.LIKELY, Likelihood.POSSIBLE])


def load(council: Council) -> None:
    stories = [
        Story(council, file, written)
        for file in FILES
        for written in tomllib.loads((Path(__file__).parent / f"{file}.toml").read_text())["assessment"]
    ]
    # References are given in the order in which assessments were started.
    is_worded = False
    for story in sorted(stories, key=lambda story: story.written["started"]):
        if not is_worded and story.written["started"] >= wording.PUBLISHED:
            wording.publish(council)
            is_worded = True
        story.tell()
    move_on(council)
    review.load(council)
    wording.prepare(council)
    # What was approved and published is found since that very step.
    for pk in Assessment.objects.order_by("pk").values_list("pk", flat=True):
        index_working(pk)
    decisions.load(council)


class Story:
    """One assessment from its start to the state it is in."""

    def __init__(self, council: Council, directorate: str, written: dict[str, Any]) -> None:
        self.council = council
        self.written = written
        self.author = council.people[written["author"]]
        self.last: datetime.datetime | None = None
        self.head = council.people[HEADS[directorate]]

    def tell(self) -> None:
        assessment = self.start()
        self.write(assessment)
        Whole(self.council, self.written, assessment, self.decided).tell()
        # The steps follow each other as the files tell them, each by the person whose duty it is.
        people, written = self.council.people, self.written
        wording.answer(assessment)
        if "submitted" in written:
            at = self.moment(written["submitted"])
            coach.reply(assessment, at)
            version = submit_assessment(assessment=assessment, by=self.author, at=at)
        if "returned" in written:
            reason, at = written["return_reason"], self.moment(written["returned"])
            return_assessment(assessment=assessment, by=people["adviser"], reason=reason, at=at)
        if "attested" in written or "checked" in written:
            at = self.moment(written["checked"] if "checked" in written else written["attested"])
            check_assessment(assessment=assessment, by=people["adviser"], at=at)
        if "attested" in written:
            at = self.moment(written["attested"])
            attest_assessment(assessment=assessment, by=self.head, read_sha256=version.sha256, at=at)
        if "published" in written:
            at = self.moment(written["published"])
            for hidden in written.get("hidden", []):
                hide_words(assessment=assessment, by=people["lead"], at=at, **hidden)
            publish_assessment(assessment=assessment, by=people["lead"], at=at)
        if "withdrawn" in written:
            reason, at = written["withdraw_reason"], self.moment(written["withdrawn"])
            withdraw_assessment(assessment=assessment, by=people["lead"], reason=reason, at=at)

    def day(self, days: int) -> datetime.date:
        return self.council.on + datetime.timedelta(days=days)

    def working_day(self, days: int) -> datetime.date:
        """That day, or the Monday after it: nobody decides or signs at a weekend."""
        day = self.day(days)
        return day + datetime.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)

    def moment(self, days: int) -> datetime.datetime:
        """An hour of that working day; later than the step before it, even where a weekend pushed both together."""
        nine = datetime.datetime.combine(self.working_day(days), datetime.time(9))
        at = timezone.make_aware(nine + datetime.timedelta(minutes=(abs(days) * 37 + len(self.written["title"])) % 420))
        self.last = max(at, self.last + datetime.timedelta(minutes=47)) if self.last else at
        return self.last

    @property
    def decided(self) -> int | None:
        """The day of the decision: as written, or six weeks after the assessment was handed in."""
        return self.written.get("decision") or ("submitted" in self.written and self.written["submitted"] + 42) or None

    def start(self) -> Assessment:
        written = self.written
        assessment = start_assessment(
            title=written["title"],
            kind=written["kind"],
            unit=self.council.units[written["unit"]],
            by=self.author,
            decision_expected_on=self.working_day(self.decided) if self.decided else None,
            at=self.moment(written["started"]),
        )
        assessment.summary = written["summary"]
        assessment.aims = written["why"]
        assessment.affected = written.get("affected", "")
        assessment.alternatives = written.get("alternatives", "")
        assessment.places, assessment.budget_round = where_of(written["title"])
        if self.decided:
            assessment.owner = self.head
            assessment.decision_maker = next(DECIDERS)
        assessment.save()
        return assessment

    def write(self, assessment: Assessment) -> None:
        """Every part of the form that the story has an answer for; what it leaves out stays unanswered."""
        answers = {key: impact for impact in self.written.get("impact", []) for key in impact["who"]}
        self.screen(assessment, answers)
        for card in assessment.impacts.select_related("characteristic"):
            if card.characteristic.key in answers:
                for field, value in self.card(card.characteristic, answers[card.characteristic.key]).items():
                    setattr(card, field, value)
                card.save()
        for item in self.written.get("evidence", []):
            EvidenceItem.objects.create(
                assessment=assessment,
                kind=EvidenceKind.DATA,
                title=item["title"],
                source=item["source"],
                dated=date_format(self.day(item["date"]), "F Y"),
                dated_on=self.day(item["date"]),
                shows=item["shows"],
            )
        knowledge = Knowledge(self.council, assessment, self.day(self.written["started"] + 3), self.day)
        knowledge.cite()
        knowledge.ask(self.written.get("consultation", []))
        knowledge.leave_open()
        for promised in self.written.get("mitigation", []):
            Mitigation.objects.create(
                assessment=assessment,
                impact=assessment.impacts.get(characteristic__key=promised["for"]),
                description=promised["action"],
                lead_person=self.council.people[promised["lead"]],
                due_on=self.day(promised["due"]),
                indicator=promised["indicator"],
            )
        if "objectives" in self.written:
            assessment.objectives.set([objective(key) for key in self.written["objectives"]])
        if "outcome" in self.written:
            Conclusion.objects.filter(assessment=assessment).update(
                **{aim: self.written[aim] for aim in AIMS},
                outcome=self.written["outcome"],
                reasons=self.written["reasoning"],
                monitoring=next(MONITORING),
                review_on=self.day(self.decided + 365) if self.decided else None,
            )

    def screen(self, assessment: Assessment, answers: dict[str, Any]) -> None:
        """Screening agrees with the cards that follow it; where nothing was screened yet, it stays empty."""
        written = self.written
        screening = assessment.screening
        if "reason" in written:
            screening.eliminate = screening.advance = screening.foster = Relevance.NO
            screening.aims_reason = screening.reasons = written["reason"]
            screening.result = ScreeningResult.NOT_REQUIRED
        elif "eliminate" in written:
            for aim in AIMS:
                is_little = written[aim].startswith("Little bearing")
                setattr(screening, aim, Relevance.NO if is_little else Relevance.YES)
            screening.aims_reason = "\n".join(written[aim] for aim in AIMS)
            screening.reasons = FULL_BECAUSE
            screening.result = ScreeningResult.FULL
        elif answers:
            # A draft whose cards have been begun: screening came first, and much was not known then.
            screening.eliminate = screening.advance = Relevance.YES
            screening.foster = Relevance.UNKNOWN
            screening.aims_reason = screening.reasons = BEGUN_BECAUSE
            screening.result = ScreeningResult.FULL
        screening.save()
        screened_answers = list(assessment.screening_answers.select_related("characteristic"))
        for screened in screened_answers:
            impact = answers.get(screened.characteristic.key)
            if impact:
                screened.answer = LIKELY_OF[self.effect(impact)]
            elif "reason" in written:
                screened.answer = Likely.NOT_RELEVANT
            elif answers:
                screened.answer = Likely.UNKNOWN
        ScreeningAnswer.objects.bulk_update(screened_answers, ["answer"])

    @staticmethod
    def effect(impact: dict[str, Any]) -> Effect:
        if "unknown" in impact:
            return Effect.UNKNOWN
        if "none" in impact:
            return Effect.NONE
        if "positive" in impact and "negative" in impact:
            return Effect.BOTH
        return Effect.POSITIVE if "positive" in impact else Effect.NEGATIVE

    def card(self, characteristic: Characteristic, impact: dict[str, Any]) -> dict[str, Any]:
        """The fields of one impact card."""
        effect = self.effect(impact)
        fields: dict[str, Any] = {
            "effect": effect,
            "known": impact.get("known", ""),
            "told": impact.get("told", ""),
            "benefit": impact.get("positive", ""),
            "harm": impact.get("negative", ""),
            "finding_out": impact.get("unknown", ""),
            "no_impact_reason": impact.get("none", ""),
        }
        if effect in HARMS | HELPS:
            fields |= {
                "who": WHO[characteristic.key],
                "aims": [characteristic.aims[0], *characteristic.aims[1:2]],
            }
        if effect in HARMS:
            fields |= {"likelihood": next(LIKELIHOODS), "severity": next(SEVERITIES)}
            if characteristic.key not in {promised["for"] for promised in self.written.get("mitigation", [])}:
                fields["no_mitigation_reason"] = next(NOTHING_FURTHER)
        return fields
