"""The employer action plan on pages and in files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.choices import EmployerPlanState, EmployerStatus
from actionplans.models import Action, EmployerAction, EmployerPlan
from actionplans.presenters.words import in_words
from actionplans.rules.employer import (
    CATALOGUE,
    CATEGORIES,
    MENOPAUSE,
    MOST_WORDS,
    PAY_GAP,
    CatalogueAction,
    Problem,
    count_words,
    publish_by,
    what_is_wrong,
)
from toolkit.tags import Tag

STATE_TAGS = {
    EmployerPlanState.DRAFT: Tag(EmployerPlanState.DRAFT.label, "grey", "ring"),
    EmployerPlanState.APPROVED: Tag(EmployerPlanState.APPROVED.label, "blue", "half"),
    EmployerPlanState.PUBLISHED: Tag(EmployerPlanState.PUBLISHED.label, "green", "tick"),
}
STATUS_TAGS = {
    EmployerStatus.NEW: Tag(EmployerStatus.NEW.label, "blue", "half"),
    EmployerStatus.EMBEDDED: Tag(EmployerStatus.EMBEDDED.label, "green", "tick"),
}


@dataclass(frozen=True)
class CatalogueRow:
    """An action of the catalogue and what the plan says of it."""

    catalogue: CatalogueAction
    entry: EmployerAction | None
    url: str

    @property
    def tag(self) -> Tag | None:
        return STATUS_TAGS[EmployerStatus(self.entry.status)] if self.entry else None

    @property
    def counts_for(self) -> str:
        """What it may count for: the service asks for one of each."""
        words = {PAY_GAP: _("Gender pay gap"), MENOPAUSE: _("Menopause")}
        return _(" or ").join(words[tag] for tag in self.catalogue.tags)

    @property
    def length(self) -> str:
        count = count_words(self.entry.support) if self.entry else 0
        return (
            ngettext("%(count)d word of %(most)d", "%(count)d words of %(most)d", count)
            % {"count": count, "most": MOST_WORDS}
            if count
            else ""
        )


def catalogue_of(plan: EmployerPlan, entries: list[EmployerAction]) -> list[dict[str, Any]]:
    """The catalogue by category, with what the plan says of each action."""
    by_key = {entry.key: entry for entry in entries}
    rows = [
        CatalogueRow(
            action, by_key.get(action.key), reverse("actionplans:employer-action", args=[plan.year, action.key])
        )
        for action in CATALOGUE
    ]
    return [
        {"category": str(words), "rows": [row for row in rows if row.catalogue.category == key]}
        for key, words in CATEGORIES.items()
    ]


def checks_of(plan: EmployerPlan) -> list[dict[str, str]]:
    """What stands in the way of approval, each with the page where it is put right."""
    return [{"sentence": problem.sentence, "url": _where(plan, problem)} for problem in what_is_wrong(plan.content)]


def _where(plan: EmployerPlan, problem: Problem) -> str:
    if problem.key:
        return reverse("actionplans:employer-action", args=[plan.year, problem.key])
    return reverse("actionplans:employer-about", args=[plan.year]) if problem.is_about_the_whole else "#catalogue"


def about_rows(plan: EmployerPlan, url: str) -> list[dict[str, str]]:
    person = " ".join(filter(None, [plan.first_name, plan.last_name]))
    return [
        {"key": _("Publish by"), "value": in_words(publish_by(plan.year)), "url": ""},
        {"key": _("Supporting narrative"), "value": plan.narrative, "url": url},
        {"key": _("Link to your website"), "value": plan.link, "url": url},
        {"key": _("Responsible person"), "value": ", ".join(filter(None, [person, plan.job_title])), "url": url},
    ]


@dataclass(frozen=True)
class FieldToCopy:
    """One field of the government service, with what is typed or chosen there."""

    label: str
    value: str
    is_long: bool = False
    is_chosen: bool = False

    @property
    def rows(self) -> int:
        return min(12, max(3, len(self.value) // 70 + 2))


def pages_to_copy(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """A plan as the service asks for it, page by page and field by field."""
    pages = [
        {
            "heading": action["Name"],
            "fields": [
                FieldToCopy(_("Status"), _status_of(action), is_chosen=True),
                *(
                    [FieldToCopy(_("Supporting text"), action["SupportingText"], True)]
                    if action["SupportingText"]
                    else []
                ),
            ],
        }
        for action in payload["Actions"]
    ]
    around = [
        FieldToCopy(_("Supporting narrative"), payload["SupportingNarrative"], True),
        FieldToCopy(_("Website link"), payload["LinkToReport"]),
    ]
    person = [
        FieldToCopy(_("First name"), payload["ResponsiblePersonFirstName"]),
        FieldToCopy(_("Last name"), payload["ResponsiblePersonLastName"]),
        FieldToCopy(_("Job title"), payload["ResponsiblePersonJobTitle"]),
    ]
    pages.append({"heading": _("Supporting narrative and link"), "fields": [field for field in around if field.value]})
    if any(field.value for field in person):
        pages.append({"heading": _("Responsible person"), "fields": person})
    return pages


def _status_of(action: dict[str, str]) -> str:
    return str((EmployerStatus.NEW if action["NewStatus"] == "NewOrInProgress" else EmployerStatus.EMBEDDED).label)


CSV_HEADINGS = ("ReportingYear", "Action", "Name", "NewStatus", "SupportingText", "SupportingNarrative", "LinkToReport", "ResponsiblePersonFirstName", "ResponsiblePersonLastName", "ResponsiblePersonJobTitle")  # fmt: skip


def csv_rows(payload: dict[str, Any]) -> Iterator[list[Any]]:
    """A row for each action, with what is said of the whole plan beside each."""
    for action in payload["Actions"]:
        yield [action.get(name, payload.get(name, "")) for name in CSV_HEADINGS]


def as_json(payload: dict[str, Any]) -> str:
    return json.dumps(payload, ensure_ascii=False, indent=2) + "\n"


def marks_of(action: Action, person: Any) -> dict[str, Any]:
    """For the page of an action: where it is marked as one of the catalogue, and whether this person may mark it."""
    if not person.has_perm("actionplans.view_employer_plan"):
        return {"employer_marks": [], "may_mark": False}
    may_mark = person.has_perm("actionplans.manage_employer_plan") and any(
        plan.state == EmployerPlanState.DRAFT for plan in EmployerPlan.objects.all()
    )
    marks = action.employer_entries.select_related("plan").order_by("-plan__year", "pk")
    return {"employer_marks": list(marks), "may_mark": may_mark}
