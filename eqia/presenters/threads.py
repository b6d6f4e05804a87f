"""Comment threads for a page: what they are about, and the version in which each was answered."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from eqia.models import Assessment, Comment, Thread
from eqia.presenters.tasks import section_url, sections_in_order
from eqia.services.review import WHOLE


@dataclass(frozen=True)
class Said:
    """One comment; `number` is the first version that holds the change by which it answered."""

    comment: Comment
    number: int | None = None


@dataclass(frozen=True)
class Talk:
    """A thread with what was said in it, oldest first; `url` leads to its section for those who write."""

    thread: Thread
    said: list[Said] = field(default_factory=list)
    url: str = ""


def places_of(assessment: Assessment) -> list[tuple[str, str]]:
    """(key, words) of everything one can talk about: the whole, each section, each card and each item."""
    form = assessment.form
    cards = {each.characteristic.key: str(each.characteristic) for each in _cards(assessment)}
    items: dict[str, list[Any]] = {
        "evidence": list(assessment.evidence.all()),
        "consultation": list(assessment.consultations.all()),
        "mitigation": list(assessment.mitigations.all()),
    }
    places = [(WHOLE, _("The assessment as a whole"))]
    for section, card in sections_in_order(assessment):
        if card:
            places.append((f"{section}/{card}", _("Impact: %s") % cards.get(card, card)))
            continue
        heading = str(form[section].heading)
        places.append((section, heading))
        places += [(f"{section}/{item.pk}", f"{heading}: {item}") for item in items.get(section, [])]
    return places


def _cards(assessment: Assessment) -> Any:
    return assessment.impacts.select_related("characteristic")


def place_url(assessment: Assessment, section: str) -> str:
    """The page on which a section, card or item is written; for the whole, its task list."""
    kind, _slash, which = section.partition("/")
    if section == WHOLE:
        return assessment.get_absolute_url()
    if kind == "impact" and which:
        return section_url(assessment, kind, which)
    if which.isdigit():
        return reverse("eqia:item", args=[assessment.reference, kind, int(which)])
    return section_url(assessment, kind)


def talks(assessment: Assessment, threads: Any, *, writes: bool = False) -> list[Talk]:
    """Threads with their comments, in the order given; a fixed number of queries."""
    found = list(threads.select_related("opened_by").prefetch_related("comments__by", "comments__edit__by"))
    versions = list(assessment.versions.order_by("number").values_list("number", "made_at")) if found else []
    return [
        Talk(
            thread,
            [Said(each, _first_after(versions, each)) for each in thread.comments.all()],
            place_url(assessment, thread.section) if writes else "",
        )
        for thread in found
    ]


def _first_after(versions: list[tuple[int, Any]], comment: Comment) -> int | None:
    if comment.edit is None:
        return None
    return next((number for number, made_at in versions if made_at >= comment.edit.at), None)
