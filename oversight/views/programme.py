"""The yearly programme: all directorates, one of them, its entries, agreeing it, and the quarterly extract."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eqia.models import Assessment
from organisation.choices import Role
from organisation.models import Organisation, Unit
from organisation.permissions import holds_role_for
from oversight.forms import AgreeForm, DropForm, EntryForm
from oversight.models import Programme, ProgrammeEntry
from oversight.presenters.documents import programme_pdf
from oversight.presenters.programme import ProgrammeRow, extract, programme_rows, sentences, totals
from oversight.rules.years import financial_year, words_of_year
from oversight.services import programme as services
from toolkit.downloads import csv_download
from toolkit.editing import NotPossible, answer, edit_page
from toolkit.fetch import demand, fetch_permitted


def overview(request: HttpRequest) -> HttpResponse:
    """What every directorate agreed for the year and what is done; what is late, and whose."""
    year, rows = _year(request)
    years = sorted({*Programme.objects.visible_to(request.user).values_list("year", flat=True), year}, reverse=True)
    may_begin = _may_begin(request, {row.programme.unit_id for row in rows})
    return render(
        request,
        "oversight/programmes.html",
        {
            "year": year,
            "year_words": words_of_year(year),
            "years": [(each, words_of_year(each)) for each in years],
            "rows": rows,
            "totals": totals(rows),
            "sentences": sentences(rows, year) if rows else [],
            "late": sorted((each for row in rows for each in row.late), key=lambda each: -each.days_late),
            "may_begin": may_begin,
        },
    )


def _year(request: HttpRequest) -> tuple[int, list[ProgrammeRow]]:
    demand(request, "oversight.view_programmes")
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 1900 < int(asked[:5]) < 2200 else financial_year(today)
    programmes = list(Programme.objects.visible_to(request.user).filter(year=year).select_related("unit"))
    entries = ProgrammeEntry.objects.filter(programme__in=programmes).with_progress()
    return year, programme_rows(programmes, entries, today)


def _may_begin(request: HttpRequest, already: set[int]) -> list[Unit]:
    """The directorates without a programme for the year, whose programme this person may write."""
    units = Unit.objects.directorates().exclude(pk__in=already).order_by("name")
    return [each for each in units if request.user.has_perm("oversight.change_programme", _in(each))]


def _in(unit: Unit) -> Any:
    """A programme that stands in that directorate, for asking what somebody may do there."""
    return Programme(unit=unit, year=0)


@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """The first step of a directorate's programme for a year."""
    demand(request, "oversight.view_programmes")
    unit = fetch_permitted(request, Unit.objects.directorates(), code=code)
    demand(request, "oversight.change_programme", _in(unit))
    asked = request.POST.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else financial_year(timezone.localdate())
    return redirect(services.add_programme(unit=unit, year=year, by=request.user))


def _fetch(request: HttpRequest, pk: int, permission: str | None = None) -> Programme:
    visible = Programme.objects.visible_to(request.user).select_related("unit", "agreed_by", "agreed_by_body")
    return fetch_permitted(request, visible, permission, pk=pk)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetch(request, pk, "oversight.view_programmes")
    today = timezone.localdate()
    entries = found.entries.with_progress()
    row = programme_rows([found], entries, today)[0]
    seen = set(
        Assessment.objects.visible_to(request.user)
        .filter(programme_entry__programme=found)
        .values_list("pk", flat=True)
    )
    return render(
        request,
        "oversight/programme.html",
        {
            "programme": found,
            "row": row,
            "seen": seen,
            "agreed": found.versions.order_by("-number").first(),
            "may_change": request.user.has_perm("oversight.change_programme", found),
            "may_agree": not found.is_agreed and request.user.has_perm("oversight.agree_programme", found),
            "may_start": holds_role_for(Role.OFFICER)(request.user, found),
        },
    )


def add_entry(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetch(request, pk, "oversight.change_programme")
    return edit_page(
        request,
        form=lambda *args, **options: EntryForm(*args, programme=found, **options),
        template="oversight/edit.html",
        save=lambda form: services.add_entry(programme=found, by=request.user, **form.values()),
        done=answer(request, found, _("Added to the programme.")),
        title=_("Add to the programme"),
        explanation=str(found),
        back=found.get_absolute_url(),
    )


def _entry(request: HttpRequest, pk: int, permission: str | None = "oversight.change_programme") -> ProgrammeEntry:
    visible = ProgrammeEntry.objects.filter(programme__in=Programme.objects.visible_to(request.user))
    return fetch_permitted(request, visible.select_related("programme__unit", "unit"), permission, pk=pk)


def change_entry(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    return edit_page(
        request,
        form=lambda *args, **options: EntryForm(*args, programme=entry.programme, **options),
        instance=entry,
        template="oversight/edit.html",
        save=lambda form: services.change_entry(
            entry=entry, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, entry.programme, _("Saved.")),
        title=entry.title,
        explanation=_("What was agreed stays as it was agreed; the history keeps this change.")
        if entry.is_agreed
        else "",
        back=entry.programme.get_absolute_url(),
    )


def drop_entry(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    return edit_page(
        request,
        form=DropForm,
        instance=entry,
        template="oversight/edit.html",
        save=lambda form: services.drop_entry(
            entry=entry, version=form.opened_version, by=request.user, reason=form.cleaned_data["dropped_because"]
        ),
        done=answer(request, entry.programme, _("Dropped. It stays in sight with its reason.")),
        title=_("Drop “%s” from the programme") % entry.title,
        back=entry.programme.get_absolute_url(),
    )


def agree(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetch(request, pk, "oversight.agree_programme")
    if found.is_agreed:
        messages.info(request, _("This programme has been agreed already."))
        return redirect(found)
    return edit_page(
        request,
        form=AgreeForm,
        instance=found,
        template="oversight/edit.html",
        save=lambda form: services.agree_programme(
            programme=found, by=request.user, body=form.cleaned_data["agreed_by_body"]
        ),
        done=answer(request, found, _("Agreed. What was agreed is kept as it stands.")),
        title=_("Agree the programme: %s") % found,
        explanation=_(
            "What stands in it now is frozen and counted as agreed. It can be added to and dropped from later, in sight of everybody."
        ),
        back=found.get_absolute_url(),
    )


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the assessment of an entry, with its title, kind and service and nothing else."""
    entry = _entry(request, pk, None)
    demand(request, "eqia.start_assessment")
    try:
        made = services.start_from_entry(entry=entry, by=request.user)
    except NotPossible as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return redirect(entry.programme)
    messages.success(request, _("The EqIA is started. Only its title, kind and service were taken over."))
    return redirect(made)


def table(request: HttpRequest) -> StreamingHttpResponse:
    """The quarterly extract as CSV."""
    year, rows = _year(request)
    seen = Assessment.objects.visible_to(request.user).filter(programme_entry__programme__year=year)
    headings, lines = extract(rows, set(seen.values_list("pk", flat=True)))
    return csv_download(f"eqia-programme-{year}-{timezone.localdate().isoformat()}", headings, lines)


def document(request: HttpRequest) -> HttpResponse:
    """The quarterly extract for a body, as a paper."""
    year, rows = _year(request)
    today = timezone.localdate()
    made = programme_pdf(rows, year, Organisation.the(), date_format(today, "j F Y"))
    name = f"eqia-programme-{year}-{today.isoformat()}.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
