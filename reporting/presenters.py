"""Words and shapes for the pages of reports and packs."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia.redaction import find
from eqia.services import public_wording, words_of
from governance.errors import MoveRefused
from governance.services import may_move
from reporting.choices import DocumentState
from reporting.covering import public_title
from reporting.models import Edition, Pack, PackAppendix, ReleaseUse
from reporting.models.document import Document
from toolkit.tags import Tag

TAGS = {
    DocumentState.DRAFT: ("grey", "ring"),
    DocumentState.FROZEN: ("blue", "half"),
    DocumentState.PUBLISHED: ("green", "tick"),
    DocumentState.WITHDRAWN: ("red", "bar"),
}


@dataclass(frozen=True)
class Step:
    """Something a person may do next: the words on its link or button, and where it leads."""

    words: str
    url: str
    is_first: bool = False


@dataclass(frozen=True)
class Appendix:
    """An appendix as its pack's pages list it."""

    position: int
    title: str


def appendices(pack: Pack) -> list[Appendix]:
    """The appendices in their order, an EqIA under the title by which the public knows it."""
    return [Appendix(each.position, _title(each)) for each in pack.appendices.all()]


def hidden_in_report(pack: Pack) -> list[str]:
    """Words of the covering report that publishers have hidden in an EqIA behind it, for the person who writes it."""
    fields = (each for each in Pack._meta.concrete_fields if isinstance(each, models.CharField | models.TextField))
    report = "\n".join(str(getattr(pack, each.name)) for each in fields if not each.choices)
    hidden = {
        " ".join(words_of(redaction).split())
        for appendix in pack.appendices.all()
        if appendix.assessment_version
        for redaction in appendix.assessment_version.redactions.all()
        if redaction.lifted_at is None
    }
    return sorted(words for words in hidden if find(report, words))


def _title(appendix: PackAppendix) -> str:
    if edition := appendix.edition_version:
        return edition.record.title
    approved: Any = appendix.assessment_version
    try:
        return public_title(public_wording(approved).payload)
    except MoveRefused:
        # Its words cannot be told from hidden ones until the marks are set again.
        return str(approved.payload["reference"])


@dataclass(frozen=True)
class WithdrawnUse:
    """Figures about staff that a frozen version shows and that were withdrawn since. `reason` is for the house only."""

    as_at: datetime.date
    on: datetime.date
    reason: str = ""


def withdrawn_uses(version: Any, *, is_public: bool = False) -> list[WithdrawnUse]:
    """Reads the prefetched uses where there are any."""
    found = []
    for use in version.releases_used.all() if version is not None else []:
        if use.release.is_live:
            continue
        move = use.release.moves.filter(transition="withdraw").last()
        if move is not None:
            on, reason = timezone.localdate(move.at), "" if is_public else move.reason
            found.append(WithdrawnUse(use.release.snapshot.as_at, on, reason))
    return found


def uses_of_versions() -> models.Prefetch:
    """For the versions of a document: the releases they show, without the numbers."""
    uses = ReleaseUse.objects.select_related("release__snapshot")
    return models.Prefetch("releases_used", uses.defer("release__numbers", "release__labels", "release__verdict"))


def tag(document: Document) -> Tag:
    colour, shape = TAGS[DocumentState(document.state)]
    return Tag(document.get_state_display(), colour, shape)


def steps(document: Document, person: Any) -> list[Step]:
    """What this person may do with the document now, the obvious thing first."""
    name = "edition" if isinstance(document, Edition) else "pack"
    words = _edition_words() if isinstance(document, Edition) else _pack_words()
    allowed = [
        (verb, text)
        for verb, text in (
            ("freeze", words["freeze"]),
            ("publish", words["publish"]),
            ("reopen", _("Reopen as a draft")),
            ("withdraw", words["withdraw"]),
        )
        if may_move(document, verb, person)
    ]
    return [
        Step(text, reverse(f"reporting:{name}-step", args=[document.pk, verb]), is_first=verb in ("freeze", "publish"))
        for verb, text in allowed
    ]


def _edition_words() -> dict[str, str]:
    return {
        "freeze": _("Freeze the figures and make the PDF"),
        "publish": _("Publish the report"),
        "withdraw": _("Withdraw the report"),
    }


def _pack_words() -> dict[str, str]:
    return {
        "freeze": _("Freeze the pack and make the PDF"),
        "publish": _("Publish the pack"),
        "withdraw": _("Withdraw the pack"),
    }


def deadline_sentence(pack: Pack, latest: datetime.date | None, on: datetime.date) -> str:
    """What the law says about when this pack must be out, in one sentence."""
    from toolkit.templatetags.words import day

    if latest is None:
        return _("Look up in your standing orders how long before the meeting papers must be published.")
    if pack.published_on:
        if pack.published_on > latest:
            return _("Published late: the papers had to be open by %s.") % day(latest)
        return _("Published in time: the papers had to be open by %s.") % day(latest)
    if on > latest:
        return _("The papers had to be open by %s. Publishing now needs a reason for urgency.") % day(latest)
    return _("Publish by %s, so that the papers are open for the clear working days the law asks for.") % day(latest)
