"""The annual report: begin it, write its words, read it, take it out of the building."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.annual.content import annual_payload
from reporting.annual.evidence import gather
from reporting.forms import EditionForm, NarrativeForm, years_to_report
from reporting.models import Edition, EditionMove, EditionVersion
from reporting.presenters import steps, tag, uses_of_versions, withdrawn_uses
from reporting.rules.years import WrongYear
from reporting.services.editing import begin_edition, write_edition
from reporting.views.files import pdf_response
from toolkit.editing import NotPossible, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of
from toolkit.pages import history_page


def new_edition(request: HttpRequest) -> HttpResponse:
    """Choose the year of a new annual report."""
    demand(request, "reporting.change_edition")
    taken = set(Edition.objects.live().values_list("year", flat=True))
    years = years_to_report(timezone.localdate(), taken)
    form = EditionForm(
        request.POST if request.method == "POST" else None,
        years=years,
        initial={"year": years[0][0] if len(years) == 1 else None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            edition = begin_edition(year=form.cleaned_data["year"], by=request.user)
        except (WrongYear, NotPossible) as refusal:
            form.add_error("year", str(refusal))
        else:
            return redirect(edition)
    return render(request, "reporting/edition_new.html", {"form": form, "years": years})


def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one edition and what may be done next."""
    record = _fetch(request, pk, "reporting.view_reports")
    possible = steps(record, request.user)
    return render(
        request,
        "reporting/edition.html",
        {
            "edition": record,
            "tag": tag(record),
            "steps": possible,
            "missing": record.missing_to_freeze() if record.is_draft else [],
            "may_write": record.is_draft and request.user.has_perm("reporting.change_edition", record),
            "versions": list(record.versions.all())[::-1],
            "withdrawn_uses": withdrawn_uses(record.latest_version) if not record.is_draft else [],
            "moves": EditionMove.objects.filter(record=record).select_related("by"),
        },
    )


def write_narrative(request: HttpRequest, pk: int) -> HttpResponse:
    """The foreword and the plans for next year."""
    record = _fetch(request, pk, "reporting.change_edition")
    return edit_page(
        request,
        form=NarrativeForm,
        template="reporting/edition_narrative.html",
        save=lambda form: write_edition(edition=record, version=form.opened_version, by=request.user, **form.values()),
        done=answer(request, record, _("Saved")),
        instance=Edition.objects.get(pk=record.pk),
        edition=record,
    )


def read_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a web page: as frozen, or while it is a draft as it would be with today's figures."""
    record = _fetch(request, pk, "reporting.view_reports")
    version = record.versions.last()
    payload: dict[str, Any]
    if record.is_draft or version is None:
        payload, version = annual_payload(gather(record, timezone.localdate())), None
    else:
        payload = version.payload
    context = {
        "edition": record,
        "report": payload,
        "version": version,
        "withdrawn_uses": withdrawn_uses(version),
    }
    return render(request, "reporting/edition_read.html", context)


def edition_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The frozen file, byte for byte."""
    record = _fetch(request, pk, "reporting.view_reports")
    return pdf_response(request, record, number)


def edition_history(request: HttpRequest, pk: int) -> HttpResponse:
    record = _fetch(request, pk, "reporting.view_reports")
    return history_page(request, record, history_of(record))


def _fetch(request: HttpRequest, pk: int, permission: str) -> Edition:
    visible = Edition.objects.visible_to(request.user).select_related("created_by", "superseded_by")
    versions = EditionVersion.objects.defer("payload").select_related("made_by").prefetch_related(uses_of_versions())
    return fetch_permitted(request, visible.prefetch_related(Prefetch("versions", versions)), permission, pk=pk)
