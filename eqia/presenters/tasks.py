"""The task list: what there is to write, in which order, and how far each part has come."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from eqia import questions
from eqia.choices import ScreeningResult
from eqia.coach import Asked, Prompt
from eqia.completeness import Missing
from eqia.content import content_of
from eqia.models import Assessment


@dataclass(frozen=True)
class Task:
    words: str
    status: str
    is_done: bool = False
    is_open: bool = True
    url: str = ""
    note: str = ""
    is_begun: bool = False
    # What the coach asks about this page: all of it, and what must be answered before submission.
    asks: int = 0
    must: int = 0


@dataclass(frozen=True)
class TaskGroup:
    heading: str
    tasks: list[Task]


@dataclass(frozen=True)
class TaskList:
    groups: list[TaskGroup]
    missing: list[Missing] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(task.is_done for group in self.groups for task in group.tasks)

    @property
    def total(self) -> int:
        return sum(len(group.tasks) for group in self.groups)


def section_url(assessment: Assessment, section: str, card: str = "") -> str:
    """The page of a section; of an impact card, if `section` is "impact"."""
    if card:
        return reverse("eqia:impact", args=[assessment.reference, card])
    return reverse("eqia:section", args=[assessment.reference, questions.PAGE_OF.get(section, section)])


def prompt_url(assessment: Assessment, prompt: Prompt) -> str:
    """The page that a question of the coach is about."""
    return section_url(assessment, prompt.section, prompt.card if prompt.section == "impact" else "")


# Of a full assessment: what else belongs to the proposal, and how it ends.
CHOICE = ("alternatives", "team", "links")
CONCLUSION = ("mitigation", "law", "outcome", "review")
OPTIONAL = frozenset({"team", "links"})


def across(assessment: Assessment) -> tuple[str, ...]:
    """What is looked at across the groups; other duties only where the body switched any on."""
    return ("intersections", "cumulative", *(("modules",) if assessment.form.modules else ()))


def sections_in_order(assessment: Assessment) -> list[tuple[str, str]]:
    """(section, card) for every page of this assessment, as "Save and continue" goes through them."""
    result = assessment.screening.result
    pages = [(section.key, "") for section in questions.BEFORE_RESULT]
    if result == ScreeningResult.FULL:
        cards = assessment.impacts.values_list("characteristic__key", flat=True)
        pages += [(key, "") for key in CHOICE]
        pages += [("evidence", ""), ("consultation", ""), *(("impact", key) for key in cards)]
        pages += [(key, "") for key in (*across(assessment), *CONCLUSION)]
    return pages


def next_after(assessment: Assessment, section: str, card: str = "") -> str:
    """The page that follows; after the last one, the page that reads everything back."""
    pages = sections_in_order(assessment)
    here = pages.index((section, card)) if (section, card) in pages else len(pages)
    if here + 1 < len(pages):
        return section_url(assessment, *pages[here + 1])
    if assessment.screening.result:
        return reverse("eqia:submit", args=[assessment.reference])
    return assessment.get_absolute_url()


def task_list(assessment: Assessment) -> TaskList:
    """Every section with its status, read from one reading of the whole content."""
    content = content_of(assessment)
    asked = assessment.asked_about(content)
    missing = assessment.missing_in(content, asked)
    gaps = Counter((gap.section, gap.card) for gap in missing)
    begun = _begun(content)

    form = assessment.form

    def task(key: str) -> Task:
        if key in OPTIONAL and not gaps[(key, "")] and key not in begun:
            return Task(str(form[key].heading), _("Optional"), is_done=True, url=section_url(assessment, key))
        return _task(str(form[key].heading), section_url(assessment, key), gaps[(key, "")], key in begun)

    groups = [
        TaskGroup(_("Your proposal"), [task("proposal"), task("people")]),
        TaskGroup(_("Screening"), [task("aims"), task("groups"), task("screening")]),
    ]
    result = content["screening"]["result"]
    if result == ScreeningResult.FULL:
        cards = [
            _task(
                card["name"],
                section_url(assessment, "impact", card["key"]),
                gaps[("impact", card["key"])],
                bool(card["effect"]),
                note=_note(card),
            )
            for card in content["impacts"]
        ]
        groups[0].tasks.extend(task(key) for key in CHOICE)
        groups += [
            TaskGroup(_("Evidence and people"), [task("evidence"), task("consultation")]),
            TaskGroup(_("Impact on each group"), cards),
            TaskGroup(_("Across the groups"), [task(key) for key in across(assessment)]),
            TaskGroup(
                _("Mitigation and outcome"),
                [_mitigation(assessment, content, gaps[("mitigation", "")]), *map(task, CONCLUSION[1:])],
            ),
        ]
    elif not result:
        later = ("evidence", "consultation", "impact", "intersections", *CONCLUSION)
        closed = [Task(str(form[key].heading), _("Cannot start yet"), is_open=False) for key in later]
        groups.append(TaskGroup(_("Full assessment, if screening shows that one is needed"), closed))
    return TaskList([_with_questions(group, assessment, asked) for group in groups], missing)


def _with_questions(group: TaskGroup, assessment: Assessment, asked: list[Asked]) -> TaskGroup:
    """The group with what the coach still asks about each of its pages."""
    open_ones = [each for each in asked if each.reply is None]
    asks = Counter(prompt_url(assessment, each.prompt) for each in open_ones)
    must = Counter(prompt_url(assessment, each.prompt) for each in open_ones if each.blocks)
    return replace(group, tasks=[replace(task, asks=asks[task.url], must=must[task.url]) for task in group.tasks])


def _begun(content: dict[str, Any]) -> set[str]:
    """The sections in which anything has been written."""
    screening, begun = content["screening"], set()
    written = {
        "proposal": [answer["answer"] for answer in content["proposal"]],
        "people": [content["owner"], content["decision_maker"]],
        "aims": [screening["aims_reason"], *(aim["answer"] for aim in screening["aims"])],
        "groups": [group["answer"] for group in screening["groups"]],
        "screening": [screening["result"], screening["reasons"]],
    }
    if content["is_full"]:
        conclusion = content["conclusion"]
        written |= {
            "alternatives": [content["alternatives"]["items"], content["alternatives"]["more"]],
            "evidence": [content["evidence"]["items"], content["evidence"]["gaps"]],
            "consultation": [content["consultation"]["items"], content["consultation"]["no_consultation_reason"]],
            "team": [content["team"]],
            "links": [content["parent"], content["related"], content["previous"], content["confidentiality"]],
            "intersections": [content["intersections"], content["no_intersection"]["answer"]],
            "cumulative": [content["cumulative"]["answer"]],
            "modules": [module["relevance"] for module in content["modules"]],
            "law": [
                conclusion["adjustments"],
                *(answer["answer"] for answer in (*conclusion["checks"], *conclusion["aims"])),
            ],
            "outcome": [conclusion["outcome"], conclusion["reasons"]],
            "review": [content["review"]["monitoring"], content["review"]["review_on"]],
        }
    for section, answers in written.items():
        if any(answers):
            begun.add(section)
    return begun


def _note(card: dict[str, Any]) -> str:
    local = "" if card["is_statutory"] else _("Local, not in the Equality Act")
    return ". ".join(part for part in (local, str(card["words"])) if part)


def _task(words: str, url: str, gaps: int, is_begun: bool, note: str = "") -> Task:
    if not gaps:
        return Task(words, _("Completed"), is_done=True, url=url, note=note)
    return Task(words, _("Incomplete") if is_begun else _("Not started"), url=url, note=note, is_begun=is_begun)


def _mitigation(assessment: Assessment, content: dict[str, Any], gaps: int) -> Task:
    """Mitigation is asked for by the cards that found harm; without harm it is optional."""
    heading, url = str(assessment.form["mitigation"].heading), section_url(assessment, "mitigation")
    if gaps or content["mitigations"]:
        return _task(heading, url, gaps, is_begun=True)
    return Task(heading, _("Optional"), is_done=True, url=url, note=_("Add one for each harm you found"))


def missing_with_urls(assessment: Assessment, missing: list[Missing]) -> list[tuple[str, Any]]:
    """The sentences of what is missing with the pages where to put it right."""
    return [(gap.sentence, section_url(assessment, gap.section, gap.card)) for gap in missing]
