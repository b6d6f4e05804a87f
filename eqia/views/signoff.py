"""Who signs which kind of assessment, and who signs for somebody who is away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from eqia import services
from eqia.chains import Chain
from eqia.choices import Kind
from eqia.forms.signoff import AbsenceForm, ChainForm
from eqia.models import Delegation, SignOffChain, SignOffStep
from eqia.presenters.signing import steps_in_words
from eqia.services.chains import SIGNING_ROLES
from eqia.views.writing import person_of
from organisation.models import Person, RoleHolding
from toolkit.drafts import kept
from toolkit.editing import NotPossible
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import events_of, history_of
from toolkit.pages import history_page

EDIT = "eqia.edit_signoff_chains"
OTHER = "other"


def chains(request: HttpRequest) -> HttpResponse:
    """Every kind of proposal with the chain it follows."""
    demand(request, EDIT)
    own = {chain.kind: chain for chain in SignOffChain.objects.all()}
    rows = [
        {"kind": kind or OTHER, "words": words, "own": own.get(kind), "steps": steps_in_words(services.chain_for(kind))}
        for kind, words in [("", _("Every other kind of proposal")), *Kind.choices]
        if not kind or kind in own
    ]
    others = [(kind, words) for kind, words in Kind.choices if kind not in own]
    return render(request, "eqia/chains.html", {"rows": rows, "others": others})


def _kind(kind: str) -> str:
    if kind != OTHER and kind not in Kind.values:
        raise Http404
    return "" if kind == OTHER else kind


def _words(kind: str) -> str:
    return str(Kind(kind).label) if kind else _("Every other kind of proposal")


def chain(request: HttpRequest, kind: str) -> HttpResponse:
    """Write the steps of one kind's chain."""
    demand(request, EDIT)
    key = _kind(kind)
    own = SignOffChain.objects.filter(kind=key).first()
    current: Chain = services.chain_for(key)
    number = own.number if own else 0
    form = ChainForm(
        request.POST if request.method == "POST" else kept(request), request=request, chain=current, number=number
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.save_chain(
                kind=key,
                steps=form.steps,
                allows_same_person=form.cleaned_data["allows_same_person"],
                opened_number=form.cleaned_data["number"] or 0,
                by=person_of(request),
            )
        except NotPossible as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            data = request.POST.copy()
            data["number"] = str(number)
            form.data = data
        else:
            messages.success(request, _("Saved. It counts for everything submitted from now on."))
            return redirect("eqia:chains")
    context = {"form": form, "own": own, "kind": kind, "words": _words(key), "steps": steps_in_words(current)}
    return render(request, "eqia/chain.html", context)


def chain_history(request: HttpRequest, kind: str) -> HttpResponse:
    found = fetch_permitted(request, SignOffChain.objects.all(), EDIT, kind=_kind(kind))
    return history_page(request, found, history_of(found, events_of(SignOffStep, chain=found)))


def drop_chain(request: HttpRequest, kind: str) -> HttpResponse:
    """Let a kind follow the chain for every other kind again."""
    found = fetch_permitted(request, SignOffChain.objects.exclude(kind=""), EDIT, kind=_kind(kind))
    if request.method == "POST":
        services.drop_chain(chain=found, by=person_of(request))
        messages.success(request, _("Removed. This kind of proposal follows the chain for every other kind."))
        return redirect("eqia:chains")
    return render(request, "eqia/chain_drop.html", {"chain": found})


def absences(request: HttpRequest) -> HttpResponse:
    """Who signs for this person, and for whom they sign; for an administrator, everybody."""
    demand(request, "eqia.record_absence")
    found = Delegation.objects.select_related("person", "delegate").filter(ends_on__gte=timezone.localdate())
    if not request.user.has_perm("eqia.record_any_absence"):
        found = found.filter(person=person_of(request)) | found.filter(delegate=person_of(request))
    rows = [(each, request.user.has_perm("eqia.record_absence", each.person)) for each in found]
    return render(request, "eqia/absences.html", {"rows": rows, "today": timezone.localdate()})


def add_absence(request: HttpRequest) -> HttpResponse:
    demand(request, "eqia.record_absence")
    today = timezone.localdate()
    holding = RoleHolding.objects.current(today).filter(role__in=SIGNING_ROLES)
    signers = Person.objects.filter(pk__in=holding.values("person"), is_active=True)
    is_for_all = request.user.has_perm("eqia.record_any_absence")
    people = signers if is_for_all else Person.objects.filter(pk=person_of(request).pk)
    form = AbsenceForm(
        request.POST if request.method == "POST" else kept(request), request=request, people=people, signers=signers
    )
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "editor"}
        try:
            services.record_delegation(by=person_of(request), **values)
        except NotPossible as refusal:
            for sentence in refusal.sentences:
                form.add_error(refusal.field, sentence)
        else:
            messages.success(request, _("Recorded. What waits for a signature goes to them on these days."))
            return redirect("eqia:absences")
    return render(request, "eqia/absence_add.html", {"form": form})


def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody is back."""
    demand(request, "eqia.record_absence")
    visible = Delegation.objects.select_related("person", "delegate")
    if not request.user.has_perm("eqia.record_any_absence"):
        visible = visible.filter(person=person_of(request))
    found = fetch_permitted(request, visible, pk=pk)
    if request.method == "POST":
        try:
            services.end_delegation(delegation=found, by=person_of(request))
            messages.success(request, _("Ended. What waits for a signature comes back."))
        except NotPossible as refusal:
            messages.error(request, " ".join(refusal.sentences))
        return redirect("eqia:absences")
    return render(request, "eqia/absence_end.html", {"delegation": found})
