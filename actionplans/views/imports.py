from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actionplans.choices import ImportState
from actionplans.forms import ColumnsForm, UploadForm
from actionplans.models import ActionImport, Plan
from actionplans.presenters import IMPORT_TAGS, PARTS, import_summary
from actionplans.rules.rows import DOUBTFUL, MISSING, WRONG
from actionplans.services import imports as services
from actionplans.services.preparing import Preparation, open_sheets, prepare
from actionplans.views.editing import edited
from toolkit.fetch import demand, fetch_permitted
from toolkit.tables import Unreadable

A_PAGE = 50
SHOWN = ("reference", "action", "impact", "deadline", "lead", "indicator", "later_years")


def import_list(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.import_actions")
    page = Paginator(ActionImport.objects.select_related("by"), A_PAGE).get_page(request.GET.get("page"))
    rows = [(brought, IMPORT_TAGS[ImportState(brought.state)], import_summary(brought)) for brought in page.object_list]
    return render(request, "actionplans/imports.html", {"page": page, "rows": rows})


def upload(request: HttpRequest) -> HttpResponse:
    demand(request, "actionplans.import_actions")
    form = UploadForm(request.POST or None, request.FILES or None, request=request)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = services.receive_file(
                title=form.cleaned_data["title"],
                file=file,
                name=file.name,
                by=request.user,
                written_on=form.cleaned_data["written_on"],
            )
        except Unreadable as unreadable:
            form.add_error("file", unreadable.sentence)
        else:
            return redirect("actionplans:columns", brought.pk)
    titles = list(Plan.objects.order_by("title").values_list("title", flat=True).distinct())
    return render(request, "actionplans/upload.html", {"form": form, "titles": titles})


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    brought = _import(request, pk)
    if brought.state != ImportState.UPLOADED:
        return redirect(brought)
    sheets = open_sheets(services.tables_of(brought), {} if not brought.choices else brought.choices)

    def save(form: ColumnsForm) -> ActionImport:
        return services.choose(brought=brought, choices=form.choices)

    form, chosen = edited(request, lambda data: ColumnsForm(data, request=request, sheets=sheets), save)
    if chosen is not None:
        return redirect(chosen)
    return render(request, "actionplans/columns.html", {"form": form, "brought": brought})


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Before it is imported: what would happen. Afterwards: what did."""
    brought = _import(request, pk)
    context: dict[str, Any] = {"brought": brought, "tag": IMPORT_TAGS[ImportState(brought.state)]}
    if brought.state != ImportState.UPLOADED:
        flags = [flag | {"part": PARTS.get(flag["field"], flag["field"])} for flag in brought.result.get("flags", [])]
        shown = [flag for flag in flags if flag["level"] != MISSING]
        page = Paginator(shown, A_PAGE * 4).get_page(request.GET.get("page"))
        plans = Plan.objects.filter(actions__sources__from_import=brought).distinct()
        return render(
            request,
            "actionplans/imported.html",
            context | {"summary": import_summary(brought), "page": page, "missing": _missing(flags), "plans": plans},
        )
    try:
        preparation = _prepare(brought)
    except Unreadable as unreadable:
        return render(request, "actionplans/not_importable.html", context | {"sentence": unreadable.sentence})
    page = Paginator(preview_rows(preparation), A_PAGE).get_page(request.GET.get("page"))
    flags = [flag._asdict() for flag in preparation.all_flags]
    return render(
        request,
        "actionplans/preview.html",
        context
        | {
            "preparation": preparation,
            "wrong": [(flag, PARTS.get(flag.field, flag.field)) for flag in preparation.wrong],
            "notes": [flag for flag in preparation.flags if flag.level != WRONG],
            "doubtful": sum(flag["level"] == DOUBTFUL for flag in flags),
            "missing": _missing(flags),
            "parts": [PARTS[name] for name in SHOWN],
            "page": page,
        },
    )


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    brought = _import(request, pk)
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
    services.discard(brought=_import(request, pk))
    messages.success(request, _("The file was not imported. Nothing has changed."))
    return redirect("actionplans:imports")


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came, to keep or to compare; never shown within a page."""
    brought = _import(request, pk)
    with brought.file.open("rb") as kept:
        content = kept.read()
    disposition = content_disposition_header(True, brought.file_name) or "attachment"
    return HttpResponse(content, content_type="application/octet-stream", headers={"Content-Disposition": disposition})


def preview_rows(preparation: Preparation) -> list[dict[str, Any]]:
    """Each draft as a line: what becomes of it, and each part with its marks."""
    news = {id(draft): _("New") for draft in preparation.created}
    news |= {id(change.draft): _("Changed") for change in preparation.updated}
    changed = {id(change.draft): {name: old for name, old, _new in change.parts} for change in preparation.updated}
    rows = []
    for draft in preparation.drafts:
        marks: dict[str, list[Any]] = defaultdict(list)
        for flag in draft.flags:
            marks[flag.field].append(flag)
        before = changed.get(id(draft), {})
        rows.append(
            {
                "draft": draft,
                "becomes": news.get(id(draft), _("Unchanged")),
                "cells": [
                    {
                        "part": PARTS[name],
                        "text": getattr(draft, name),
                        "marks": marks.get(name, []),
                        "before": before.get(name),
                    }
                    for name in SHOWN
                ],
                "others": [flag for name, flags in marks.items() if name not in SHOWN for flag in flags],
            }
        )
    return rows


def _prepare(brought: ActionImport) -> Preparation:
    return prepare(
        title=brought.title,
        tables=services.tables_of(brought),
        choices=brought.choices,
        written_on=brought.written_on,
    )


def _missing(flags: list[dict[str, Any]]) -> list[tuple[Any, int]]:
    """How many actions lack which part."""
    counts: dict[str, int] = defaultdict(int)
    for flag in flags:
        if flag["level"] == MISSING:
            counts[flag["field"]] += 1
    return [(PARTS[name], counts[name]) for name in ("deadline", "lead", "indicator", "impact") if counts[name]]


def _import(request: HttpRequest, pk: int) -> ActionImport:
    """Imports are the equality lead's: whoever else reads action plans is refused."""
    return fetch_permitted(request, ActionImport.objects.select_related("by"), "actionplans.import_actions", pk=pk)
