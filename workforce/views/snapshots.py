import io
import uuid
from typing import Any

from defusedcsv import csv
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.errors import MoveRefused
from organisation.code_lists import CODE_LISTS, MISSING
from organisation.models import Organisation, Unit
from toolkit.fetch import demand, fetch_permitted
from toolkit.jobs import queue_job
from toolkit.models import Job
from workforce.forms import ImportForm, PurgeForm
from workforce.ledger import Listed, tag_of
from workforce.models import Snapshot
from workforce.reading import ANSWERS, LABELS
from workforce.services import purge_snapshot
from workforce.synthetic import sample_rows
from workforce.tasks import import_staff_file
from workforce.uploads import keep_upload

IMPORT_TASK = import_staff_file.name
PROBLEMS_ON_A_PAGE = 100


def snapshots(request: HttpRequest) -> HttpResponse:
    """Every snapshot, and the imports that were refused lately."""
    demand(request, "workforce.import_snapshot")
    found = Snapshot.objects.visible_to(request.user).with_standing().select_related("imported_by", "employer")
    return render(
        request,
        "workforce/snapshots.html",
        {
            "page": Paginator(found, 50).get_page(request.GET.get("page")),
            "jobs": Job.objects.filter(owner_id=request.user.pk, task=IMPORT_TASK)[:5],
        },
    )


def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    record = fetch_permitted(
        request,
        Snapshot.objects.visible_to(request.user).with_standing().select_related("imported_by", "employer", "replaces"),
        "workforce.view_exact_figures",
        pk=pk,
    )
    found = record.releases.select_related("snapshot__employer").defer("numbers", "layouts", "verdict", "ways_out")
    releases = [Listed(each, tag_of(each)) for each in found]
    return render(
        request,
        "workforce/snapshot.html",
        {
            "snapshot": record,
            "releases": releases,
            "has_open": any(each.release.state in ("proposed", "proven") for each in releases),
            "moves": record.moves.select_related("by"),
            "replaced_by": Snapshot.objects.filter(replaces=record).first(),
        },
    )


def import_file(request: HttpRequest) -> HttpResponse:
    """Upload a staff file; a job takes it in."""
    demand(request, "workforce.import_snapshot")
    is_sent = request.method == "POST"
    form = ImportForm(*((request.POST, request.FILES) if is_sent else ()), body=Organisation.the().name)
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        job = queue_job(
            owner=request.user,
            title=_("Import of staff as at %s") % date_format(form.cleaned_data["as_at"], "j F Y"),
            task=IMPORT_TASK,
            upload=keep_upload(file),
            file_name=file.name,
            as_at=form.cleaned_data["as_at"].isoformat(),
            employer=form.employer,
        )
        return redirect(job)
    return render(request, "workforce/import.html", {"form": form, "columns": _columns()})


def _columns() -> list[dict[str, Any]]:
    """The columns of a staff file, for the help beside the form."""
    words = {
        "reference": _("A reference of your own for the person, the same every year. No names."),
        "unit": _("The name or short code of a directorate or service."),
        "date_of_birth": _("As 27/03/1984. Only the age band is kept. Or a column “Age” or “Age band”."),
        "grade": _("Optional."),
        "hours": _("Contracted hours a week. Optional."),
    }
    found = [{"heading": LABELS[key], "words": text, "values": []} for key, text in words.items()]
    for key in ANSWERS:
        values = [category.label for category in CODE_LISTS[key].categories]
        found.append({"heading": LABELS[key], "words": CODE_LISTS[key].measures + ".", "values": values})
    return found


def sample_file(request: HttpRequest) -> HttpResponse:
    """A small made-up file to fill in or to try the import with."""
    demand(request, "workforce.import_snapshot")
    directorates = list(Unit.objects.filter(parent=None, kind="directorate").values_list("name", flat=True))
    rows = sample_rows(directorates or [_("Directorate")])
    return _csv(_("staff-file-sample.csv"), rows)


def problems(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Every row of a refused file that needs correcting."""
    job, found = _refused(request, pk)
    page = Paginator(found, PROBLEMS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "workforce/problems.html", {"job": job, "page": page, "missing": MISSING})


def problems_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    _job, found = _refused(request, pk)
    rows = [[problem["line"] or "", problem["column"], problem["reason"]] for problem in found]
    return _csv(_("rows-to-correct.csv"), [[_("Line"), _("Column"), _("What to correct")], *rows])


def _refused(request: HttpRequest, pk: uuid.UUID) -> tuple[Job, list[dict[str, Any]]]:
    job = get_object_or_404(Job, pk=pk, owner=request.user, task=IMPORT_TASK)
    demand(request, "workforce.import_snapshot")
    if not (found := job.result.get("problems")):
        raise Http404
    return job, found


def purge(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before staff records are removed, then remove them."""
    record = fetch_permitted(request, Snapshot.objects.visible_to(request.user), "workforce.purge_snapshot", pk=pk)
    is_sent = request.method == "POST"
    form = PurgeForm(*((request.POST,) if is_sent else ()))
    if is_sent and form.is_valid():
        try:
            purge_snapshot(snapshot=record, reason=form.cleaned_data["reason"], by=request.user)
        except MoveRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
        else:
            return redirect(record)
    return render(request, "workforce/purge.html", {"snapshot": record, "form": form})


def _csv(name: str, rows: list[list[Any]]) -> HttpResponse:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
