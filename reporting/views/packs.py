"""The committee pack: where it goes, its covering report, its appendices."""

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
from reporting.presenters import deadline_sentence, steps, tag
from reporting.services.appendices import add_appendix, documents_to_append, raise_appendix, remove_appendix
from reporting.services.editing import EditRefused, begin_pack, write_pack
from reporting.services.publishing import latest_publication
from reporting.views.drafts import refreshed
from reporting.views.files import pdf_response
from toolkit.drafts import editor_token, kept
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of, version_of


def new_pack(request: HttpRequest) -> HttpResponse:
    """Choose the meeting and the item."""
    demand(request, "reporting.change_pack")
    today = timezone.localdate()
    meetings = Meeting.objects.filter(held_on__gte=today).select_related("body").order_by("held_on")
    form = PackForm(
        request.POST if request.method == "POST" else None, meetings=meetings, initial={"meeting": meetings.first()}
    )
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in PackForm.Meta.fields}
        pack = begin_pack(by=request.user, **fields)
        return redirect("reporting:pack-report", pack.pk)
    return render(request, "reporting/pack_new.html", {"form": form, "has_meetings": meetings.exists()})


def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one pack and what may be done next."""
    record = _fetch(request, pk, "reporting.view_reports")
    latest = latest_publication(record)
    return render(
        request,
        "reporting/pack.html",
        {
            "pack": record,
            "tag": tag(record),
            "steps": steps(record, request.user),
            "missing": record.missing_to_freeze() if record.is_draft else [],
            "may_write": record.is_draft and request.user.has_perm("reporting.change_pack", record),
            "appendices": record.appendices.all(),
            "versions": list(record.versions.all())[::-1],
            "moves": record.moves.select_related("by"),
            "latest": latest,
            "deadline": deadline_sentence(record, latest, timezone.localdate()),
        },
    )


def write_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Change meeting, item number, title or purpose."""
    record = _fetch(request, pk, "reporting.change_pack")
    meetings = Meeting.objects.select_related("body").order_by("-held_on")
    return _write(request, record, PackForm, "reporting/pack_item.html", meetings=meetings)


def write_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The covering report under the standard headings."""
    return _write(
        request, _fetch(request, pk, "reporting.change_pack"), CoveringReportForm, "reporting/pack_report.html"
    )


def _write(request: HttpRequest, record: Pack, form_class: Any, template: str, **options: Any) -> HttpResponse:
    data = request.POST if request.method == "POST" else kept(request)
    form = form_class(
        data,
        instance=Pack.objects.get(pk=record.pk),
        initial={"version": version_of(record)},
        editor=editor_token(request),
        **options,
    )
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form_class.Meta.fields}
        try:
            write_pack(pack=record, version=form.cleaned_data["version"] or 0, by=request.user, **fields)
        except EditRefused as refusal:
            form.add_error(None, str(refusal))
            form.data = refreshed(request.POST, record)
        else:
            messages.success(request, _("Saved"))
            return redirect(record)
    return render(request, template, {"pack": record, "form": form})


def appendices(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose and order the appendices."""
    record = _fetch(request, pk, "reporting.change_pack")
    choices = documents_to_append(record, request.user)
    form = AppendixForm(request.POST if request.method == "POST" else None, documents=choices)
    if request.method == "POST" and form.is_valid():
        kind, version_id = form.cleaned_data["document"].split("-")
        try:
            add_appendix(pack=record, by=request.user, **{f"{kind}_version_id": int(version_id)})
        except EditRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:pack-appendices", record.pk)
    return render(
        request,
        "reporting/pack_appendices.html",
        {"pack": record, "appendices": record.appendices.all(), "form": form, "has_choices": bool(choices)},
    )


@require_POST
def arrange_appendix(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """Move one up, or take it out."""
    record = _fetch(request, pk, "reporting.change_pack")
    change = remove_appendix if "remove" in request.POST else raise_appendix
    try:
        change(pack=record, position=position, by=request.user)
    except EditRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(record)
    return redirect("reporting:pack-appendices", record.pk)


def pack_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The frozen file, byte for byte."""
    return pdf_response(request, _fetch(request, pk, "reporting.view_reports"), number)


def pack_history(request: HttpRequest, pk: int) -> HttpResponse:
    record = _fetch(request, pk, "reporting.view_reports")
    return render(
        request,
        "reporting/history.html",
        {"document": record, "changes": history_of(record), "moves": record.moves.select_related("by")},
    )


def _fetch(request: HttpRequest, pk: int, permission: str) -> Pack:
    versions = PackVersion.objects.defer("payload").select_related("made_by")
    appendices = PackAppendix.objects.select_related("edition_version__record", "assessment_version__assessment").defer(
        "edition_version__payload"
    )
    visible = (
        Pack.objects.visible_to(request.user)
        .select_related("meeting__body", "created_by")
        .prefetch_related(Prefetch("versions", versions), Prefetch("appendices", appendices))
    )
    return fetch_permitted(request, visible, permission, pk=pk)
