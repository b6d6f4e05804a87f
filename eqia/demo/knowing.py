"""What the demonstration's assessments rest on: citations, figures, gaps, and how they asked people."""

import datetime
import tomllib
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from eqia.choices import ConsultationStage, Met, YesNo
from eqia.citable import figures_for
from eqia.models import Assessment, Consultation, EvidenceGap, EvidenceItem
from eqia.rules.gunning import TESTS
from eqia.services.citing import copy_of, figure_copy
from evidence.demo import piece
from evidence.models import Evidence
from organisation.demo import Council

WRITTEN: dict[str, dict[str, Any]] = {
    story["title"]: story
    for story in tomllib.loads((Path(__file__).parent / "knowledge.toml").read_text(encoding="utf-8"))["story"]
}
# What supports a test that was met, where the file says nothing narrower.
BECAUSE = {
    "formative": cycle(
        [
            "Two ways of doing it were put forward and a third came from those we asked.",
            "What, where and when could all still change.",
        ]
    ),
    "informed": cycle(
        [
            "A two-page summary of the reasons, the other ways considered and the cost.",
            "The draft itself, and somebody to explain it.",
        ]
    ),
    "timely": cycle(
        [
            "Groups that meet once a month could meet in between.",
            "Nobody asked for longer, and late replies were taken in.",
        ]
    ),
    "weighed": cycle(
        [
            "Every point is in a table with our answer, and the head of service went through it.",
            "The team read every reply before the proposal was written up.",
        ]
    ),
}
TOLD = cycle(
    [
        "We wrote to everybody who took part and put a summary on the council’s website.",
        "We went back to the groups and told them, with a sheet in easy read.",
        "A letter to everybody, and a notice at the service itself.",
    ]
)


class Knowledge:
    """The part of one story that this file tells."""

    def __init__(
        self, council: Council, assessment: Assessment, started: datetime.date, day: Callable[[int], Any]
    ) -> None:
        self.council, self.assessment, self.day = council, assessment, day
        self.started = started
        self.written = WRITTEN.get(assessment.title, {})

    def cite(self) -> None:
        cards = set(self.assessment.impacts.values_list("characteristic", flat=True))
        for each in self.written.get("cites", []):
            cited: Evidence = piece(each["piece"])
            self._citation(copy_of(cited) | {"shows": each["shows"]}, cited.characteristics.filter(pk__in=cards))
        if "figures" in self.written:
            offered = figures_for(self.assessment, self.council.people["lead"], self.council.on)
            figures = {one.key: one for groups in offered.values() for group in groups for one in group.figures}
            for key in self.written["figures"]:
                figure = figures[key]
                about = self.council.characteristics.get(figure.characteristic)
                self._citation(figure_copy(figure) | {"shows": SHOWS[key]}, [about] if about else [])

    def _citation(self, copy: dict[str, Any], about: Any) -> None:
        item = EvidenceItem.objects.create(assessment=self.assessment, cited_on=self.started, **copy)
        item.characteristics.set(about)

    def ask(self, stories: list[dict[str, Any]]) -> None:
        """The story's own consultations with what this file adds to them, and those that are planned."""
        more = self.written.get("asked", [])
        for index, asked in enumerate(stories):
            self._asked(asked, more[index] if index < len(more) else {})
        for planned in self.written.get("planned", []):
            item = Consultation.objects.create(
                assessment=self.assessment,
                stage=ConsultationStage.PLANNED,
                who=planned["who"],
                method=planned["how"],
                starts_on=self.day(planned["when"]),
                voice=planned["voice"],
                access=planned["access"],
            )
            item.characteristics.set(self._characteristics(planned["for"]))

    def _asked(self, asked: dict[str, Any], more: dict[str, Any]) -> None:
        starts_on = self.day(asked["when"])
        ends_on = starts_on + datetime.timedelta(days=more["days"] - 1) if more.get("days", 1) > 1 else None
        told_on = (ends_on or starts_on) + datetime.timedelta(days=26)
        item = Consultation.objects.create(
            assessment=self.assessment,
            who=asked["who"],
            method=asked["how"],
            starts_on=starts_on,
            ends_on=ends_on,
            heard=asked["said"],
            changed=asked["changed"],
            fed_back=next(TOLD) if told_on <= self.council.on else "",
            fed_back_on=told_on if told_on <= self.council.on else None,
            voice=more.get("voice", ""),
            lived_experience=(YesNo.YES if more["lived"] else YesNo.NO) if "lived" in more else "",
            took_part=more.get("people"),
            access=more.get("access", ""),
            you_said=more.get("said", ""),
            we_did=more.get("did", ""),
            **(self._tests(more) if more else {}),
        )
        item.characteristics.set(self._characteristics(more.get("for", [])))

    def _tests(self, more: dict[str, Any]) -> dict[str, str]:
        answers: dict[str, str] = {}
        for test in TESTS:
            answer, *how = more.get(test, [Met.YES.value])
            answers |= {test: answer, f"{test}_how": how[0] if how else next(BECAUSE[test])}
        return answers

    def leave_open(self) -> None:
        """What is not known: who finds it out and by when, or why nobody can."""
        for gap in self.written.get("gaps", []):
            EvidenceGap.objects.create(
                assessment=self.assessment,
                unknown=gap["unknown"],
                cannot_reason=gap.get("cannot", ""),
                finding_out=gap.get("how", ""),
                find_out_lead=self.council.people[gap["lead"]] if "lead" in gap else None,
                find_out_on=self.day(gap["by"]) if "by" in gap else None,
            )

    def _characteristics(self, keys: list[str]) -> list[Any]:
        return [self.council.characteristics[key] for key in keys]


SHOWS = {
    "census/disability/disabled": "About one resident in six has a disability that limits their day, so the figure for users of this service is set beside it.",
    "census/ethnicity/roma": "Few Roma residents were counted; interpreters tell us that more ask for help than the census would suggest.",
    "workforce/All our staff/disability/disabled": "The share of staff who say that they are disabled; 900 passports name home working, more than the people who declared.",
    "workforce/All our staff/sex/female": "Most staff are women, and more of them work part-time: fixed office days would fall on them.",
}
