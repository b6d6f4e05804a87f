"""Importing a plan: upload, say what its columns hold, look at what would happen, and do it or not."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actionplans.choices import ImportState
from actionplans.forms import ColumnsForm, UploadForm
from actionplans.models import Action, ActionImport, Plan
from actionplans.presenters.imports import (
    IMPORT_TAGS,
    ChangeRow,
    draft_rows,
    filtered,
    filters,
    flag_rows,
    import_summary,
    missing_counts,
)
from actionplans.rules.rows import DOUBTFUL, WRONG, Flag
from actionplans.services import imports as services
from actionplans.services.preparing import Preparation, open_sheets
from actionplans.views.editing import edited
from toolkit.fetch import demand, fetch_permitted
from toolkit.jobs import queue_job
from toolkit.models import Job
from toolkit.tables import MEGABYTE, Unreadable

A_PAGE = 50
# What is longer than this is read, and carried out, by a worker.
MOST_BYTES_AT_ONCE = MEGABYTE
MOST_ROWS_AT_ONCE = 500
MOST_SHOWN = 100


def import_list(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.import_actions")
    found = ActionImport.objects.select_related("by").defer("reading")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(brought, IMPORT_TAGS[ImportState(brought.state)], import_summary(brought)) for brought in page.object_list]
    return render(request, "actionplans/imports.html", {"page": page, "rows": rows})


def upload(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.import_actions")
    form = UploadForm(request.POST or None, request.FILES or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            brought = _receive(request, form.cleaned_data)
        except Unreadable as unreadable:
            form.add_error("file" if form.cleaned_data["file"] else "pasted", unreadable.sentence)
        else:
            return redirect(brought.job if brought.job else _url_of_columns(brought))
    titles = list(Plan.objects.order_by("title").values_list("title", flat=True).distinct())
    return render(request, "actionplans/upload.html", {"form": form, "titles": titles})


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    brought = _import(request, pk)
    if brought.state != ImportState.UPLOADED or _is_at_work(brought.job):
        return redirect(brought)
    try:
        sheets = open_sheets(services.tables_of(brought), brought.choices)
    except Unreadable as unreadable:
        return _not_importable(request, brought, unreadable)

    def save(form: ColumnsForm) -> ActionImport:
        return services.choose(brought=brought, choices=form.choices)

    form, chosen = edited(request, lambda data: ColumnsForm(data, request=request, sheets=sheets), save)
    if chosen is not None:
        return redirect(chosen)
    context = {"form": form, "brought": brought, "before": services.imported_before(brought)}
    return render(request, "actionplans/columns.html", context)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Before it is imported: what would happen. Afterwards: what did."""
    brought = _import(request, pk)
    if brought.state != ImportState.UPLOADED:
        return _what_happened(request, brought)
    if _is_at_work(brought.job):
        return render(request, "actionplans/at_work.html", {"brought": brought})
    try:
        preparation = services.preparation_of(brought)
    except Unreadable as unreadable:
        return _not_importable(request, brought, unreadable)
    return _preview(request, brought, preparation)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    brought = _import(request, pk)
    if _is_at_work(brought.job):
        return redirect(brought)
    if brought.row_count > MOST_ROWS_AT_ONCE and brought.state == ImportState.UPLOADED:
        return redirect(_put_to_work(request, brought, _("Import of %s"), "actionplans.tasks.import_plan"))
    try:
        services.carry_out(brought=brought, by=request.user)
    except services.ImportRefused:
        messages.error(request, _("Nothing was imported. Put right what is listed below and upload the file again."))
    except Unreadable as unreadable:
        messages.error(request, unreadable.sentence)
    else:
        brought.refresh_from_db()
        messages.success(request, _("Imported: %s.") % import_summary(brought))
    return redirect(brought)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    brought = _import(request, pk)
    if _is_at_work(brought.job):
        return redirect(brought)
    services.discard(brought=brought)
    messages.success(request, _("The file was not imported. Nothing has changed."))
    return redirect("actionplans:imports")


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to keep or to compare; never shown within a page."""
    brought = _import(request, pk)
    with brought.file.open("rb") as kept:
        content = kept.read()
    disposition = content_disposition_header(True, brought.file_name) or "attachment"
    return HttpResponse(content, content_type="application/octet-stream", headers={"Content-Disposition": disposition})


def _receive(request: HttpRequest, told: dict[str, Any]) -> ActionImport:
    file, about = told["file"], {"title": told["title"], "by": request.user, "written_on": told["written_on"]}
    if not file:
        return services.receive_pasted(text=told["pasted"], **about)
    is_large = file.size > MOST_BYTES_AT_ONCE
    brought = services.receive_file(file=file, name=file.name, read=not is_large, **about)
    if is_large:
        _put_to_work(request, brought, _("Reading %s"), "actionplans.tasks.read_plan")
    return brought


def _put_to_work(request: HttpRequest, brought: ActionImport, title: str, task: str) -> Job:
    job = queue_job(owner=request.user, title=title % brought.file_name, task=task, brought=brought.pk)
    ActionImport.objects.filter(pk=brought.pk).update(job=job)
    brought.job = job
    return job


def _is_at_work(job: Job | None) -> bool:
    return job is not None and not job.is_over


def _url_of_columns(brought: ActionImport) -> str:
    return reverse("actionplans:columns", args=[brought.pk])


def _preview(request: HttpRequest, brought: ActionImport, preparation: Preparation) -> HttpResponse:
    rows, wanted = draft_rows(preparation, MOST_SHOWN), request.GET.get("show", "")
    page = Paginator(filtered(rows, wanted), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "actionplans/preview.html",
        {
            "brought": brought,
            "before": services.imported_before(brought),
            "preparation": preparation,
            "plans": len({draft.plan for draft in preparation.drafts}),
            "wrong": flag_rows(preparation.wrong[:MOST_SHOWN]),
            "more_wrong": max(len(preparation.wrong) - MOST_SHOWN, 0),
            "about_the_file": flag_rows(flag for flag in preparation.flags if flag.level != WRONG),
            "doubtful": sum(draft.has(DOUBTFUL) for draft in preparation.drafts),
            "missing": missing_counts(preparation.missing()),
            "changes": [ChangeRow(change) for change in preparation.updated[:MOST_SHOWN]],
            "more_changes": max(len(preparation.updated) - MOST_SHOWN, 0),
            "gone": preparation.gone[:MOST_SHOWN],
            "more_gone": max(len(preparation.gone) - MOST_SHOWN, 0),
            "filters": filters(rows, wanted),
            "page": page,
        },
    )


def _what_happened(request: HttpRequest, brought: ActionImport) -> HttpResponse:
    flags = [Flag(**flag) for flag in brought.result.get("flags", [])]
    page = Paginator(flag_rows(flags), A_PAGE * 2).get_page(request.GET.get("page"))
    gone = Action.objects.filter(pk__in=brought.result.get("gone", [])[:MOST_SHOWN]).select_related("plan")
    return render(
        request,
        "actionplans/imported.html",
        {
            "brought": brought,
            "tag": IMPORT_TAGS[ImportState(brought.state)],
            "summary": import_summary(brought),
            "page": page,
            "missing": missing_counts(brought.result.get("missing", {})),
            "plans": Plan.objects.filter(actions__sources__from_import=brought).distinct(),
            "gone": gone,
        },
    )


def _not_importable(request: HttpRequest, brought: ActionImport, unreadable: Unreadable) -> HttpResponse:
    is_read = brought.reading is not None
    context = {"brought": brought, "sentence": unreadable.sentence, "is_read": is_read}
    return render(request, "actionplans/not_importable.html", context)


def _import(request: HttpRequest, pk: int) -> ActionImport:
    """Imports are the equality lead's: whoever else reads action plans is refused."""
    return fetch_permitted(
        request, ActionImport.objects.select_related("by", "job"), "actionplans.import_actions", pk=pk
    )
