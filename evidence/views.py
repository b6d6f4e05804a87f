"""Pages of the evidence library."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evidence import services
from evidence.choices import FileKind
from evidence.files import CONTENT_TYPES
from evidence.filters import ORDERS, USUAL_ORDER, EvidenceFilter
from evidence.forms import EvidenceForm, WithdrawForm
from evidence.models import Evidence, EvidenceCharacteristic
from evidence.presenters import age_words, row_for, tag_for
from toolkit.drafts import kept
from toolkit.editing import NotPossible, act, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import events_of, history_of
from toolkit.pages import history_page

PAGE = 25
VIEW, CHANGE, WITHDRAW = "evidence.view_library", "evidence.change_evidence", "evidence.withdraw_evidence"


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    demand(request, VIEW)
    visible = Evidence.objects.visible_to(request.user)
    found = EvidenceFilter(request.GET, queryset=visible)
    sort = request.GET.get("sort", USUAL_ORDER)
    if sort not in ORDERS:
        sort = USUAL_ORDER
    rows = found.qs.select_related("keeper", "file").prefetch_related("characteristics").order_by(*ORDERS[sort])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    return render(
        request,
        "evidence/library.html",
        {
            "filter": found,
            "page": page,
            "rows": [row_for(each, today) for each in page],
            "sort": sort,
            "has_any": visible.exists(),
            "may_add": request.user.has_perm("evidence.add_evidence"),
        },
    )


def _fetch(request: HttpRequest, pk: int, permission: str = VIEW) -> Evidence:
    visible = Evidence.objects.visible_to(request.user).select_related("keeper", "file", "superseded_by")
    return fetch_permitted(request, visible, permission, pk=pk)


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece, and the assessments of the reader's that cite it. Others are neither named nor counted."""
    evidence = _fetch(request, pk)
    today = timezone.localdate()
    citations: Any = evidence.citations  # type: ignore[attr-defined]  # of a higher room
    return render(
        request,
        "evidence/item.html",
        {
            "evidence": evidence,
            "tag": tag_for(evidence, today),
            "age": age_words(evidence, today),
            "is_stale": evidence.is_stale(today),
            "replaces": evidence.supersedes.all(),
            "citations": citations.visible_to(request.user).select_related("assessment__unit").order_by("-pk"),
            "may_change": request.user.has_perm(CHANGE, evidence) and evidence.withdrawn_on is None,
            "may_withdraw": request.user.has_perm(WITHDRAW, evidence),
            "may_download": request.user.has_perm("evidence.download_file", evidence),
        },
    )


def add(request: HttpRequest) -> HttpResponse:
    demand(request, "evidence.add_evidence")
    return edit_page(
        request,
        form=EvidenceForm,
        template="evidence/edit.html",
        save=lambda form: services.add_evidence(by=request.user, **form.values()),
        done=lambda saved: _saved(request, saved),
        title=_("Add evidence to the library"),
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = _fetch(request, pk, CHANGE)
    if evidence.withdrawn_on and request.method != "POST":
        messages.info(request, _("It was withdrawn. Bring it back before you change it."))
        return redirect(evidence)
    return edit_page(
        request,
        form=EvidenceForm,
        template="evidence/edit.html",
        instance=evidence,
        save=lambda form: services.change_evidence(
            evidence=evidence, version=form.opened_version, by=request.user, **form.values()
        ),
        done=lambda saved: _saved(request, saved),
        title=_("Change this piece of evidence"),
    )


def _saved(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    """Says that it is saved; a file that another piece has too is recognised by its content."""
    messages.success(request, _("Saved. Everybody who writes an EqIA can cite it."))
    if evidence.file:
        same = evidence.file.pieces.exclude(pk=evidence.pk).first()
        if same:
            words = _("The very same file belongs to “%s” as well. If both are one piece, withdraw one of them.")
            messages.warning(request, words % same)
    return redirect(evidence)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = _fetch(request, pk, WITHDRAW)
    form = WithdrawForm(request.POST or kept(request), request=request)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_evidence(evidence=evidence, by=request.user, reason=form.cleaned_data["reason"])
        except NotPossible as refusal:
            form.add_error("reason", " ".join(refusal.sentences))
        else:
            messages.success(request, _("It is withdrawn. EqIAs that cite it keep what it said, and say so."))
            return redirect(evidence)
    return render(request, "evidence/withdraw.html", {"evidence": evidence, "form": form})


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = _fetch(request, pk, WITHDRAW)
    return act(
        request,
        lambda: services.bring_back_evidence(evidence=evidence, by=request.user),
        _("It is back: it can be cited again."),
        evidence,
    )


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as a download, never as a page: whatever it holds, a browser only stores it."""
    evidence = _fetch(request, pk, "evidence.download_file")
    if evidence.file is None:
        raise Http404
    try:
        content = services.read_file(evidence.file)
    except services.FileDamaged:
        return render(request, "evidence/file_damaged.html", {"evidence": evidence}, status=500)
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileKind(evidence.file.kind)])
    response.headers["Content-Disposition"] = content_disposition_header(True, evidence.file.name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    evidence = _fetch(request, pk, CHANGE)
    changes = history_of(evidence, events_of(EvidenceCharacteristic, evidence=evidence))
    return history_page(request, evidence, changes)
