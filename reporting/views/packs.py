"""The committee pack: where it goes, its covering report, its appendices."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance.models import Meeting
from reporting.forms import AppendixForm, CoveringReportForm, PackForm
from reporting.models import Pack, PackAppendix, PackVersion
from reporting.presenters import appendices as appendices_of
from reporting.presenters import deadline_sentence, hidden_in_report, steps, tag, uses_of_versions, withdrawn_uses
from reporting.services.appendices import add_appendix, documents_to_append, raise_appendix, remove_appendix
from reporting.services.editing import begin_pack, write_pack
from reporting.services.publishing import latest_publication
from reporting.views.files import pdf_response
from toolkit.editing import NotPossible, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of
from toolkit.pages import history_page


def new_pack(request: HttpRequest) -> HttpResponse:
    """Choose the meeting and the item."""
    demand(request, "reporting.change_pack")
    today = timezone.localdate()
    meetings = Meeting.objects.filter(held_on__gte=today).select_related("body").order_by("held_on")
    return edit_page(
        request,
        form=partial(PackForm, meetings=meetings, initial={"meeting": meetings.first()}),
        template="reporting/pack_new.html",
        save=lambda form: begin_pack(by=request.user, **form.values()),
        done=lambda pack: redirect("reporting:pack-report", pack.pk),
        has_meetings=meetings.exists(),
    )


def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one pack and what may be done next."""
    record = _fetch(request, pk, "reporting.view_reports")
    latest = latest_publication(record)
    may_write = record.is_draft and request.user.has_perm("reporting.change_pack", record)
    return render(
        request,
        "reporting/pack.html",
        {
            "pack": record,
            "tag": tag(record),
            "steps": steps(record, request.user),
            "missing": record.missing_to_freeze() if record.is_draft else [],
            "may_write": may_write,
            "hidden": hidden_in_report(record) if may_write else [],
            "appendices": appendices_of(record),
            "versions": list(record.versions.all())[::-1],
            "withdrawn_uses": withdrawn_uses(record.latest_version),
            "moves": record.moves.select_related("by"),
            "latest": latest,
            "deadline": deadline_sentence(record, latest, timezone.localdate()),
        },
    )


def write_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Change meeting, item number, title or purpose."""
    record = _fetch(request, pk, "reporting.change_pack")
    meetings = Meeting.objects.select_related("body").order_by("-held_on")
    return _write(request, record, partial(PackForm, meetings=meetings), "reporting/pack_item.html")


def write_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The covering report under the standard headings."""
    return _write(
        request, _fetch(request, pk, "reporting.change_pack"), CoveringReportForm, "reporting/pack_report.html"
    )


def _write(request: HttpRequest, record: Pack, form: Any, template: str) -> HttpResponse:
    return edit_page(
        request,
        form=form,
        template=template,
        save=lambda filled: write_pack(pack=record, version=filled.opened_version, by=request.user, **filled.values()),
        done=answer(request, record, _("Saved")),
        instance=Pack.objects.get(pk=record.pk),
        pack=record,
    )


def appendices(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose and order the appendices."""
    record = _fetch(request, pk, "reporting.change_pack")
    choices = documents_to_append(record, request.user)
    form = AppendixForm(request.POST if request.method == "POST" else None, documents=choices)
    if request.method == "POST" and form.is_valid():
        kind, version_id = form.cleaned_data["document"].split("-")
        try:
            add_appendix(pack=record, by=request.user, **{f"{kind}_version_id": int(version_id)})
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:pack-appendices", record.pk)
    return render(
        request,
        "reporting/pack_appendices.html",
        {"pack": record, "appendices": appendices_of(record), "form": form, "has_choices": bool(choices)},
    )


@require_POST
def arrange_appendix(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Move one up, or take it out."""
    record = _fetch(request, pk, "reporting.change_pack")
    change = remove_appendix if "remove" in request.POST else raise_appendix
    try:
        change(pack=record, position=position, by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(record)
    return redirect("reporting:pack-appendices", record.pk)


def pack_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The frozen file, byte for byte."""
    return pdf_response(request, _fetch(request, pk, "reporting.view_reports"), number)


def pack_history(request: HttpRequest, pk: int) -> HttpResponse:
    record = _fetch(request, pk, "reporting.view_reports")
    return history_page(request, record, history_of(record))


def _fetch(request: HttpRequest, pk: int, permission: str) -> Pack:
    versions = PackVersion.objects.defer("payload").select_related("made_by").prefetch_related(uses_of_versions())
    appendices = (
        PackAppendix.objects.select_related("edition_version__record", "assessment_version")
        .prefetch_related("assessment_version__public_versions", "assessment_version__redactions")
        .defer("edition_version__payload")
    )
    visible = (
        Pack.objects.visible_to(request.user)
        .select_related("meeting__body", "created_by")
        .prefetch_related(Prefetch("versions", versions), Prefetch("appendices", appendices))
    )
    return fetch_permitted(request, visible, permission, pk=pk)
