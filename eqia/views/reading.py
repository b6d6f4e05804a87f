"""Reading: one assessment, its versions, their PDFs and its history."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from eqia import services
from eqia.choices import EDITABLE, State
from eqia.documents import pdf_of
from eqia.models import (
    Assessment,
    AssessmentVersion,
    Conclusion,
    Consultation,
    EvidenceItem,
    Impact,
    LocalAnswer,
    Mitigation,
    Screening,
    ScreeningAnswer,
)
from eqia.presenters import (
    library_notes,
    linked_with,
    made_after,
    tag_for,
    task_list,
    version_document,
    working_document,
)
from eqia.presenters.signing import sign_off_record
from governance.rules import canonical_json
from organisation.few_people import SENSITIVE, people_shown
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import events_of, history_of

PARTS = (Screening, ScreeningAnswer, Impact, EvidenceItem, Consultation, Mitigation, Conclusion, LocalAnswer)
MADE_AT_START = {str(part._meta.verbose_name) for part in (Screening, ScreeningAnswer, Impact, Conclusion)}


def fetch(request: HttpRequest, reference: str) -> Assessment:
    visible = Assessment.objects.visible_to(request.user).select_related(
        "unit__parent", "screening", "conclusion", "author", "owner", "published_version"
    )
    return fetch_permitted(request, visible, reference=reference)


def assessment(request: HttpRequest, reference: str) -> HttpResponse:
    """The task list for those who may write it; for everybody else the assessment itself."""
    found = fetch(request, reference)
    context: dict[str, Any] = {
        "assessment": found,
        "tag": tag_for(found.state),
        "steps": found.moves.select_related("by").order_by("-at", "-pk"),
        "follows": request.user.has_perm("eqia.follow_assessment", found),
        "may_withdraw": found.state != State.WITHDRAWN and request.user.has_perm("eqia.withdraw_assessment", found),
        "may_write": request.user.has_perm("eqia.change_assessment", found),
    }
    if context["follows"]:
        context["library_notes"] = library_notes(found)
        context["record"] = sign_off_record(found)
        context["promises"] = _promises(request, found)
    if found.state in EDITABLE and context["may_write"]:
        return render(request, "eqia/tasks.html", context | {"tasks": task_list(found)})
    return render(
        request,
        "eqia/assessment.html",
        context
        | _document(request, found)
        | {"next": _next(request, found), "linked": linked_with(found, request.user)},
    )


def _promises(request: HttpRequest, found: Assessment) -> list[tuple[Mitigation, bool]]:
    """Once approved: each mitigation, with its actions of action plans, and whether this person may make it one."""
    if found.approved_on is None:
        return []
    promised = found.mitigations.select_related("lead_person", "assessment__unit").prefetch_related("actions__plan")
    return [(each, request.user.has_perm("actionplans.carry_out_mitigation", each)) for each in promised]


def _document(request: HttpRequest, found: Assessment) -> dict[str, Any]:
    """What this person reads: the working copy if they follow the work, else the last version that was approved."""
    if request.user.has_perm("eqia.follow_assessment", found):
        latest = found.versions.order_by("-number").first()
        if latest is None or found.state in EDITABLE:
            return working_document(found)
        return version_document(latest, shows_names=True)
    version = services.approved_version(found)
    return version_document(version) if version else {"document": None, "version": None}


def _next(request: HttpRequest, found: Assessment) -> tuple[str, str] | None:
    """The one step that waits for this person: (URL name, words of its button)."""
    steps = {
        State.SUBMITTED: ("eqia.check_assessment", "eqia:check", _("Check this assessment")),
        State.CHECKED: ("eqia.attest_assessment", "eqia:attest", _("Read and attest")),
        State.APPROVED: ("eqia.publish_assessment", "eqia:publish", _("Publish")),
    }
    if found.state not in steps:
        return None
    permission, name, words = steps[State(found.state)]
    return (name, words) if request.user.has_perm(permission, found) else None


def readable_versions(request: HttpRequest, found: Assessment) -> Any:
    """Those who follow the work see every version, others the approved ones."""
    versions = found.versions.select_related("made_by").order_by("-number")
    return versions if request.user.has_perm("eqia.follow_assessment", found) else versions.filter(stage="approved")


def versions(request: HttpRequest, reference: str) -> HttpResponse:
    found = fetch(request, reference)
    context = {
        "assessment": found,
        "versions": [(each, made_after(each, found.decided_on)) for each in readable_versions(request, found)],
        "put": set(found.versions.filter(papers__isnull=False).values_list("pk", flat=True)),
    }
    return render(request, "eqia/versions.html", context)


def _version(request: HttpRequest, reference: str, number: int) -> tuple[Assessment, AssessmentVersion]:
    found = fetch(request, reference)
    return found, fetch_permitted(request, readable_versions(request, found), number=number)


def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    found, frozen = _version(request, reference, number)
    follows = request.user.has_perm("eqia.follow_assessment", found)
    context = version_document(frozen, shows_names=follows) | {
        "assessment": found,
        "frozen": frozen,
        "linked": linked_with(found, request.user),
        "follows": follows,
        "library_notes": library_notes(found) if follows else [],
        "made_after": made_after(frozen, found.decided_on),
        "papers": frozen.papers.select_related("decision", "clearance"),
        "latest": readable_versions(request, found).first(),
        "is_compared": readable_versions(request, found).filter(number__lt=number).exists(),
    }
    return render(request, "eqia/version.html", context)


def version_pdf(request: HttpRequest, reference: str, number: int) -> FileResponse:
    """The kept PDF. Where no worker has kept it yet, it is made on the spot and a worker is asked to keep it."""
    _found, frozen = _version(request, reference, number)
    if not frozen.pdf:
        services.keep_pdf_later(frozen)
    return FileResponse(
        BytesIO(pdf_of(frozen)),
        as_attachment=True,
        filename=f"{frozen.payload['reference']}-version-{frozen.number}.pdf",
        content_type="application/pdf",
    )


def version_payload(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The very text that was hashed, so that anybody can check the SHA-256 without this product."""
    found, frozen = _version(request, reference, number)
    demand(request, "eqia.follow_assessment", found)
    response = HttpResponse(canonical_json(frozen.payload), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="{frozen.payload["reference"]}-version-{frozen.number}.json"'
    )
    return response


def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every change the database kept, of the assessment and its parts, newest first."""
    found = fetch(request, reference)
    demand(request, "eqia.follow_assessment", found)
    # The cards are made empty, all at once, when the assessment is started: that is no news.
    changes = [
        change
        for change in history_of(found, *(events_of(part, assessment=found) for part in PARTS))
        if not (change.kind == _("Created") and change.what in MADE_AT_START)
    ]
    page = Paginator(changes, 50).get_page(request.GET.get("page"))
    names = _names_of_parts(found)
    shown = [
        replace(
            change,
            what=names.get((change.what, change.record_id), change.what),
            fields=[_with_few_hidden(field) for field in change.fields if field[0] != _("Assessment")],
        )
        for change in page
    ]
    return render(request, "eqia/history.html", {"assessment": found, "page": page, "changes": shown})


def _with_few_hidden(field: tuple[str, str, str]) -> tuple[str, str, str]:
    """A changed field as everybody who follows the assessment may read it: how many took part, only if they were many.

    Below the greater threshold, because a history does not tell for whom they spoke at the time.
    """
    label, before, after = field
    if label != capfirst(Consultation._meta.get_field("took_part").verbose_name):
        return field
    return label, _few_hidden(before), _few_hidden(after)


def _few_hidden(count: str) -> str:
    return str(people_shown(int(count), SENSITIVE)) if count else ""


def _names_of_parts(found: Assessment) -> dict[tuple[str, Any], str]:
    """What each card is called, by its kind and id: several cards would otherwise look alike."""
    return {
        (str(part._meta.verbose_name), card.pk): f"{part._meta.verbose_name}, {card.characteristic}"
        for part in (Impact, ScreeningAnswer)
        for card in part._base_manager.filter(assessment=found).select_related("characteristic")
    }
