"""What a full assessment says beyond its cards: fully written for five stories (whole.toml), in brief for the others."""

import datetime
import tomllib
from itertools import cycle
from pathlib import Path
from typing import Any

from eqia.choices import (
    HARMS,
    Coverage,
    Effect,
    Finding,
    Kind,
    Population,
    Relevance,
    Residual,
    ReviewTrigger,
    Standing,
)
from eqia.models import Alternative, Assessment, Conclusion, Impact, Intersection, ModuleAnswer, Subgroup, TeamMember
from organisation.demo import Council
from organisation.models import Characteristic

Written = dict[str, Any]
WHOLE: dict[str, Written] = {
    told["title"]: told for told in tomllib.loads((Path(__file__).parent / "whole.toml").read_text())["whole"]
}
STANDING = {
    Kind.PROJECT: Standing.NEW,
    Kind.DIGITAL: Standing.NEW,
    Kind.EVENT: Standing.NEW,
    Kind.CLOSURE: Standing.ENDED,
}
RESIDUALS = cycle([Residual.NONE, Residual.MINOR, Residual.NONE, Residual.MODERATE, Residual.MINOR])
ACCEPTABLE = cycle(
    [
        "It is small against what the others gain, and the people concerned told us that they can live with it.",
        "Every step that they asked for and that we can take is promised; what is left we watch and come back to.",
        "It falls on few people, whom the service knows and keeps in touch with.",
    ]
)
LOOKED = cycle(
    [
        "We looked at age with disability and at sex with race in the figures above, and asked the groups we met whether somebody carries two of these. Nobody named a combination that the cards do not show.",
        "We went through the cards two by two with the staff who run the service. What weighs on two groups weighs on them for the same reason, which the mitigation deals with.",
        "The numbers are too small to split further. The people we asked included disabled women and older people from minority ethnic communities; they said what the cards say.",
    ]
)
ADDS_UP = cycle(
    [
        "We read the other live assessments of the directorate. None takes from the same people this year.",
        "Prices and charges have risen for the same people in each of the last two years. That is why the review comes after one year and not after three.",
        "One other proposal touches the same places. The two heads of service agreed not to start both in the same month.",
    ]
)
ADJUSTMENTS = cycle(
    [
        "Letters in large print and easy read without being asked; a phone line with text relay; step-free rooms for every meeting.",
        "Staff are told to ask what somebody needs and to note it once, so that nobody has to explain it again.",
        "Every form can be filled in with help, by phone or at home; longer appointments for whoever wants one.",
    ]
)
TRIGGERS = cycle(
    [
        [ReviewTrigger.COMPLAINTS, ReviewTrigger.FIGURES],
        [ReviewTrigger.CHANGE, ReviewTrigger.PROMISE],
        [ReviewTrigger.FIGURES, ReviewTrigger.EVIDENCE, ReviewTrigger.LAW],
    ]
)


class Whole:
    """The rest of one story, written into its assessment."""

    def __init__(self, council: Council, written: Written, assessment: Assessment, decided: int | None) -> None:
        self.council, self.written, self.assessment, self.decided = council, written, assessment, decided
        self.told = WHOLE.get(written["title"], {})
        self.is_complete = "outcome" in written

    def day(self, days: int) -> datetime.date:
        return self.council.on + datetime.timedelta(days=days)

    def tell(self) -> None:
        self.describe()
        if "reason" in self.written:
            return
        self.cards()
        if self.is_complete:
            self.around()
            self.conclude()

    def describe(self) -> None:
        """Who and where, as far as the story says."""
        assessment, written = self.assessment, self.written
        is_staff = assessment.kind == Kind.RESTRUCTURE
        assessment.status = STANDING.get(Kind(assessment.kind), Standing.CHANGED)
        assessment.populations = [Population.STAFF] if is_staff else [Population.RESIDENTS, Population.USERS]
        assessment.coverage = Coverage.PLACES if assessment.places else Coverage.WHOLE
        assessment.numbers_affected = self.told.get("numbers", "")
        if self.is_complete:
            assessment.options_formed_on = self.day(self.told.get("options", written["started"] + 14))
            assessment.adviser = self.council.people["adviser"] if len(written["title"]) % 3 == 0 else None
        assessment.save()

    def cards(self) -> None:
        """Sub-groups, what harm remains, and who finds out what is not known by when."""
        subgroups = self.told.get("subgroups", {})
        for card in self.assessment.impacts.select_related("characteristic"):
            key = card.characteristic.key
            harms = card.effect in HARMS and self.is_complete
            if harms:
                card.residual, card.residual_reason = self.residual(key)
            is_open = card.effect == Effect.UNKNOWN or key in self.told.get("find_out", {})
            is_open = is_open and self.is_complete
            if is_open:
                card.finding_out = self.told.get("find_out", {}).get(key, card.finding_out)
                card.find_out_lead, card.find_out_on = self.assessment.author, self.by(90)
            if harms or is_open:
                card.save()
            Subgroup.objects.bulk_create(
                Subgroup(impact=card, name=name, effect=effect, words=words)
                for name, effect, words in subgroups.get(key, [])
            )

    def by(self, days: int) -> datetime.date:
        """So many days after the decision, or from now where none is planned."""
        return self.day((self.decided or 0) + days)

    def residual(self, key: str) -> tuple[str, str]:
        if key in self.told.get("residual", {}):
            residual, reason = self.told["residual"][key]
            return residual, reason
        residual = next(RESIDUALS)
        return residual, "" if residual == Residual.NONE else next(ACCEPTABLE)

    def around(self) -> None:
        """Other ways, the team, combinations, what adds up, and the duties beside the Act."""
        assessment, told, people = self.assessment, self.told, self.council.people
        Alternative.objects.bulk_create(
            Alternative(assessment=assessment, description=way, effect=effect, why_not=why)
            for way, effect, why in told.get("ways", [])
        )
        if told.get("ways"):
            assessment.alternatives = ""
        TeamMember.objects.bulk_create(
            TeamMember(assessment=assessment, person=people[key] if key else None, name=name, why=why)
            for key, name, why in told.get("team", [])
        )
        for who, keys, effect, known, finding_out, days in told.get("combinations", []):
            is_unknown = effect == Effect.UNKNOWN
            combination = Intersection.objects.create(
                assessment=assessment,
                who=who,
                effect=effect,
                known=known,
                finding_out=finding_out,
                find_out_lead=assessment.author if is_unknown else None,
                find_out_on=self.day(days) if is_unknown else None,
            )
            combination.characteristics.set(Characteristic.objects.filter(key__in=keys))
        assessment.no_intersection_reason = "" if told.get("combinations") else next(LOOKED)
        assessment.cumulative = told.get("cumulative") or next(ADDS_UP)
        assessment.save()
        self.modules()

    def modules(self) -> None:
        rural = Impact.objects.filter(assessment=self.assessment, characteristic__key="rural_isolation").first()
        answers = []
        for key in self.assessment.form.modules:
            relevance, what, response, finding_out = self.told.get("modules", {}).get(key, ("no", "", "", ""))
            if key == "rural" and not self.told and rural and rural.effect in HARMS:
                relevance, what = Relevance.YES, rural.harm
                response = "What is promised to people in villages stands on their card."
            is_unknown = relevance == Relevance.UNKNOWN
            answers.append(
                ModuleAnswer(
                    assessment=self.assessment,
                    module=key,
                    relevance=relevance,
                    what=what,
                    response=response,
                    finding_out=finding_out,
                    find_out_lead=self.assessment.author if is_unknown else None,
                    find_out_on=self.by(60) if is_unknown else None,
                )
            )
        ModuleAnswer.objects.bulk_create(answers)

    def conclude(self) -> None:
        written, told = self.written, self.told
        has_harm = self.assessment.impacts.filter(effect__in=HARMS).exists()
        indirect = told.get("indirect") or ([Finding.YES, written["eliminate"]] if has_harm else [Finding.NO, ""])
        direct = told.get("direct", [Finding.NO, ""])
        head = self.assessment.owner
        values: dict[str, Any] = {
            "direct": direct[0],
            "direct_reason": direct[1],
            "indirect": indirect[0],
            "indirect_reason": indirect[1],
            "harassment": Finding.NO,
            "adjustments": told.get("adjustments") or next(ADJUSTMENTS),
            "legitimate_aim": told.get("aim", written["why"]),
            "proportionate": told.get("proportionate", written["reasoning"]),
            "less_harmful": told.get("less_harmful", written.get("alternatives", "")),
            "watched_by": told.get("watched") or (head.job_title if head else "The service"),
            "triggers": told.get("triggers") or next(TRIGGERS),
        }
        if "monitoring" in told:
            values["monitoring"] = told["monitoring"]
        Conclusion.objects.filter(assessment=self.assessment).update(**values)
