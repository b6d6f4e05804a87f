from collections.abc import Callable
from typing import Any

from django.utils import timezone

from eqia import services
from eqia.chains import HOUSE_CHAIN, Step
from eqia.models import Comment, LocalQuestion, Screening, SectionDraft
from tests.access import SIGNED_IN, Row
from tests.eqia.conftest import fill, in_state, start
from tests.evidence.conftest import piece
from tests.governance.making import plan

OFFICERS = {"officer", "other_officer"}
HEADS = {"head_of_service", "director"}
ADVISERS = {"equality_adviser", "equality_lead"}
FOLLOW = OFFICERS | HEADS | ADVISERS
PUT = OFFICERS | {"committee_clerk", "equality_lead"}
READERS = FOLLOW | {"member", "committee_clerk"}
REGISTER = READERS | {"officer_elsewhere"}


def record(state: str, **more: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The arguments of an address about an assessment in that state."""
    return lambda cast: {"reference": in_state(cast, state).reference, **more}


def item(section: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def arguments(cast: dict[str, Any]) -> dict[str, Any]:
        assessment = fill(start(cast), cast)
        items: dict[str, Any] = {"evidence": assessment.evidence, "mitigation": assessment.mitigations}
        return {"reference": assessment.reference, "section": section, "pk": items[section].get().pk}

    return arguments


def thread(cast: dict[str, Any]) -> dict[str, Any]:
    assessment = in_state(cast, "approved")
    words = {"section": "proposal", "place": "What is changing", "words": "How many?"}
    opened = services.open_thread(assessment=assessment, by=cast["equality_adviser"], **words)
    return {"reference": assessment.reference, "pk": opened.pk}


def chain(cast: dict[str, Any]) -> dict[str, Any]:
    steps = (*HOUSE_CHAIN.steps, Step("attestation", role="director"))
    services.save_chain(
        kind="restructure", steps=steps, allows_same_person=False, opened_number=0, by=cast["equality_lead"]
    )
    return {"kind": "restructure"}


def absence(cast: dict[str, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    made = services.record_delegation(
        person=cast["equality_adviser"],
        delegate=cast["equality_lead"],
        starts_on=today,
        ends_on=today,
        by=cast["equality_adviser"],
    )
    return {"pk": made.pk}


def comment(cast: dict[str, Any]) -> dict[str, Any]:
    arguments = thread(cast)
    return arguments | {"pk": Comment.objects.get(thread=arguments["pk"]).pk}


def linked(cast: dict[str, Any]) -> dict[str, Any]:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    services.link_decision(assessment=assessment, decision=decision, by=cast["officer"])
    return {"reference": assessment.reference, "decision": decision.reference}


def paper(cast: dict[str, Any]) -> dict[str, Any]:
    assessment = in_state(cast, "approved")
    put = services.put_to_decision(assessment=assessment, decision=plan(cast), by=cast["officer"])
    return {"reference": assessment.reference, "pk": put.pk}


def only(opens: set[str], name: str, state: str, sees: set[str], **more: Any) -> Row:
    """A row that opens to some of those who see an assessment in that state; for everybody else it does not exist."""
    return Row(name, opens, missing=SIGNED_IN - sees, refused=sees - opens, arguments=record(state, **more))


ADMINISTRATOR = {"administrator"}


def own_question(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": LocalQuestion.objects.create(section="proposal", kind="text", text="Which towns?").pk}


def worded(cast: dict[str, Any]) -> dict[str, Any]:
    SectionDraft.objects.create(section="people", words={"heading": "Who and when"})
    return {"key": "people"}


def first_edition(cast: dict[str, Any]) -> dict[str, Any]:
    return {"number": services.edition_today().number}


PUBLISHERS = {"committee_clerk", "equality_lead"}


def redaction(cast: dict[str, Any]) -> dict[str, Any]:
    assessment = in_state(cast, "approved")
    hidden = services.hide_words(
        assessment=assessment, words="library", reason="personal", path="/title", by=cast["committee_clerk"]
    )
    return {"reference": assessment.reference, "pk": hidden[0].pk}


def prompted(card: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A question of the coach about a draft, and about a card of one."""

    def arguments(cast: dict[str, Any]) -> dict[str, Any]:
        assessment = start(cast)
        if card:
            Screening.objects.filter(assessment=assessment).update(result="full", reasons="Age.")
            assessment.impacts.filter(characteristic__key=card).update(effect="none", no_impact_reason="None")
            return {"reference": assessment.reference, "rule": "none_in_many_words", "card": card}
        Screening.objects.filter(assessment=assessment).update(aims_reason="None")
        return {"reference": assessment.reference, "rule": "aims_in_many_words"}

    return arguments


ROWS = [
    Row("eqia:coach", REGISTER),
    *(
        Row(name, OFFICERS, missing=SIGNED_IN - FOLLOW, refused=FOLLOW - OFFICERS, arguments=prompted(card))
        for name, card in (("eqia:prompt", ""), ("eqia:prompt-card", "age"))
    ),
    Row("eqia:wording", ADMINISTRATOR),
    Row("eqia:wording-section", ADMINISTRATOR, arguments=lambda cast: {"key": "proposal"}),
    Row("eqia:wording-section-history", ADMINISTRATOR, arguments=worded),
    Row("eqia:wording-module", ADMINISTRATOR, arguments=lambda cast: {"key": "rural"}, only_post=True),
    Row("eqia:wording-question-add", ADMINISTRATOR),
    Row("eqia:wording-question", ADMINISTRATOR, arguments=own_question),
    Row("eqia:wording-question-history", ADMINISTRATOR, arguments=own_question),
    Row("eqia:wording-question-retire", ADMINISTRATOR, arguments=own_question, only_post=True),
    Row("eqia:wording-question-back", ADMINISTRATOR, arguments=own_question, only_post=True),
    Row("eqia:wording-preview", ADMINISTRATOR, arguments=lambda cast: {"key": "impact"}),
    Row("eqia:wording-publish", ADMINISTRATOR),
    Row("eqia:editions", ADMINISTRATOR),
    Row("eqia:edition", ADMINISTRATOR, arguments=first_edition),
    Row("eqia:register", REGISTER),
    Row("eqia:start", OFFICERS | {"officer_elsewhere"}),
    Row("eqia:similar", OFFICERS | {"officer_elsewhere"}, query="?title=library"),
    only(FOLLOW, "eqia:assessment", "draft", FOLLOW),
    only(READERS, "eqia:assessment", "approved", READERS),
    only(READERS, "eqia:assessment", "withdrawn", READERS),
    *(
        only(OFFICERS, "eqia:section", "draft", FOLLOW, section=section)
        for section in ("proposal", "groups", "mitigation")
    ),
    only(OFFICERS, "eqia:impact", "draft", FOLLOW, characteristic="age"),
    only(OFFICERS, "eqia:item-add", "draft", FOLLOW, section="consultation"),
    only(OFFICERS, "eqia:item-add", "draft", FOLLOW, section="gap"),
    only(OFFICERS, "eqia:evidence-library", "draft", FOLLOW),
    only(OFFICERS, "eqia:evidence-figures", "draft", FOLLOW),
    Row(
        "eqia:evidence-cite",
        OFFICERS,
        missing=SIGNED_IN - FOLLOW,
        refused=FOLLOW - OFFICERS,
        arguments=lambda cast: {"reference": start(cast).reference, "pk": piece(cast["officer"]).pk},
        only_post=True,
    ),
    Row("eqia:item", OFFICERS, missing=SIGNED_IN - FOLLOW, refused=FOLLOW - OFFICERS, arguments=item("evidence")),
    Row(
        "eqia:item-remove",
        OFFICERS,
        missing=SIGNED_IN - FOLLOW,
        refused=FOLLOW - OFFICERS,
        arguments=item("mitigation"),
    ),
    only(OFFICERS, "eqia:submit", "draft", FOLLOW),
    only(ADVISERS, "eqia:check", "submitted", FOLLOW),
    only(HEADS, "eqia:attest", "checked", FOLLOW),
    only({"committee_clerk", "equality_lead"}, "eqia:publish", "approved", READERS),
    only(OFFICERS, "eqia:revise", "published", READERS),
    only(OFFICERS | HEADS | {"equality_lead"}, "eqia:withdraw", "draft", FOLLOW),
    only(HEADS | {"equality_lead"}, "eqia:withdraw", "approved", READERS),
    Row("eqia:screened-out", REGISTER),
    Row("eqia:screened-out-csv", REGISTER),
    only(FOLLOW, "eqia:timeline", "approved", READERS),
    only(READERS, "eqia:decisions", "approved", READERS),
    *(
        Row(f"eqia:{name}", PUT, missing=SIGNED_IN - READERS, refused=READERS - PUT, arguments=linked, only_post=True)
        for name in ("put", "unlink")
    ),
    Row("eqia:paper", READERS, missing=SIGNED_IN - READERS, arguments=paper),
    Row(
        "eqia:read",
        {"member"},
        missing=SIGNED_IN - READERS,
        refused=READERS - {"member"},
        arguments=paper,
        only_post=True,
    ),
    Row("eqia:take-off", PUT, missing=SIGNED_IN - READERS, refused=READERS - PUT, arguments=paper),
    only(FOLLOW, "eqia:history", "approved", READERS),
    Row("eqia:chains", {"administrator", "equality_lead"}),
    Row("eqia:chain", {"administrator", "equality_lead"}, arguments=lambda cast: {"kind": "restructure"}),
    Row("eqia:chain-history", {"administrator", "equality_lead"}, arguments=chain),
    Row("eqia:chain-drop", {"administrator", "equality_lead"}, arguments=chain),
    Row("eqia:absences", ADVISERS | HEADS | {"administrator"}),
    Row("eqia:absence-add", ADVISERS | HEADS | {"administrator"}),
    Row(
        "eqia:absence-end",
        {"administrator", "equality_adviser"},
        missing=(ADVISERS | HEADS) - {"equality_adviser"},
        arguments=absence,
    ),
    only(FOLLOW, "eqia:comments", "approved", READERS),
    only(FOLLOW, "eqia:comment-add", "approved", READERS),
    Row("eqia:thread", FOLLOW, missing=SIGNED_IN - READERS, refused=READERS - FOLLOW, arguments=thread),
    Row(
        "eqia:comment-withdraw",
        {"equality_adviser"},
        missing=SIGNED_IN - READERS,
        refused=READERS - {"equality_adviser"},
        arguments=comment,
    ),
    only(READERS, "eqia:versions", "approved", READERS),
    only(READERS, "eqia:compare", "approved", READERS),
    only(READERS, "eqia:version", "approved", READERS, number=2),
    only(FOLLOW, "eqia:version", "approved", FOLLOW, number=1),
    only(READERS, "eqia:version-pdf", "approved", READERS, number=2),
    only(FOLLOW, "eqia:version-payload", "approved", READERS, number=2),
    *(
        only(PUBLISHERS, f"eqia:{name}", "approved", READERS)
        for name in ("public", "redact", "public-preview", "public-preview-pdf")
    ),
    Row(
        "eqia:redact-text",
        PUBLISHERS,
        missing=SIGNED_IN - READERS,
        refused=READERS - PUBLISHERS,
        arguments=record("approved"),
        query="?at=/title",
    ),
    *(
        Row(
            name,
            PUBLISHERS,
            missing=SIGNED_IN - READERS,
            refused=READERS - PUBLISHERS,
            arguments=arguments,
            only_post=True,
        )
        for name, arguments in (
            ("eqia:show-words", redaction),
            ("eqia:hide-again", record("approved")),
            ("eqia:public-anew", record("published")),
            ("eqia:public-take-down", record("published")),
        )
    ),
]
