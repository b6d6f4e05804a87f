"""Where administrators word the form: sections, optional ones, questions of the body's own, preview and editions."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eqia import questions, services
from eqia.forms import ITEM_FORMS, SECTION_FORMS, GroupsForm, ImpactForm
from eqia.forms.wording import AddLocalQuestionForm, LocalQuestionForm, PublishForm, words_form
from eqia.models import Assessment, FormEdition, Impact, LocalQuestion, ScreeningAnswer, SectionDraft
from eqia.presenters.wording import in_order, marked_changes, section_groups
from eqia.views.writing import person_of, template_of
from eqia.wording import Form, changes_between, form_of
from governance.rules import content_hash
from organisation.models import Characteristic, Unit
from toolkit.editing import NotPossible, act, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import history_of
from toolkit.pages import history_page

EDIT = "eqia.edit_wording"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every section, marked where its words are the body's own, and what waits to be published."""
    demand(request, EDIT)
    prepared = services.prepared()
    last = FormEdition.objects.select_related("published_by").first()
    context = {
        "groups": section_groups(prepared),
        "local": LocalQuestion.objects.filter(is_retired=False),
        "retired": LocalQuestion.objects.filter(is_retired=True),
        "headings": {key: words["heading"] for key, words in prepared["sections"].items()},
        "last": last,
        "waiting": len(changes_between(services.in_force(), prepared)),
    }
    return render(request, "eqia/wording/overview.html", context)


def _section(key: str) -> questions.Section:
    if key not in questions.STANDARD:
        raise Http404
    return questions.STANDARD[key]


def section(request: HttpRequest, key: str) -> HttpResponse:
    """The words of one section beside the standard's."""
    demand(request, EDIT)
    standard = _section(key)
    draft = SectionDraft.objects.filter(section=key).first() or SectionDraft(section=key)

    def save(form: Any) -> SectionDraft:
        # Somebody may have begun it while this page was open; their draft is then what is compared.
        form.instance = SectionDraft.objects.filter(section=key).first() or form.instance
        return services.save_words(section=key, version=form.opened_version, by=person_of(request), **form.values())

    return edit_page(
        request,
        form=words_form(standard),
        template="eqia/wording/section.html",
        save=save,
        done=answer(request, "eqia:wording", _("Saved. Nothing changes for officers until you publish.")),
        instance=draft,
        section=standard,
        is_drafted=draft.pk is not None,
        can_preview=key in preview_order(),
    )


@require_safe
def section_history(request: HttpRequest, key: str) -> HttpResponse:
    draft = fetch_permitted(request, SectionDraft.objects.all(), EDIT, section=_section(key).key)
    return history_page(request, draft, history_of(draft), back=reverse("eqia:wording-section", args=[key]))


@require_POST
def module(request: HttpRequest, key: str) -> HttpResponse:
    """Switch an optional section on or off: `is_on` in what is sent says which."""
    demand(request, EDIT)
    if key not in questions.MODULES:
        raise Http404
    is_on = request.POST.get("is_on") == "1"
    return act(
        request,
        lambda: services.switch_module(module=key, is_on=is_on, by=person_of(request)),
        _("It will be asked from the next edition on.")
        if is_on
        else _("It will not be asked from the next edition on."),
        "eqia:wording",
    )


def add_question(request: HttpRequest) -> HttpResponse:
    demand(request, EDIT)
    return edit_page(
        request,
        form=AddLocalQuestionForm,
        template="eqia/wording/question.html",
        save=lambda form: services.add_local_question(by=person_of(request), **form.values()),
        done=answer(request, "eqia:wording", _("Added. It is asked from the next edition on.")),
        title=_("Add a question of your own"),
    )


def _question(request: HttpRequest, pk: int) -> LocalQuestion:
    return fetch_permitted(request, LocalQuestion.objects.all(), EDIT, pk=pk)


def question(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_page(
        request,
        form=LocalQuestionForm,
        template="eqia/wording/question.html",
        instance=_question(request, pk),
        save=lambda form: services.change_local_question(
            question=form.instance, version=form.opened_version, by=person_of(request), **form.values()
        ),
        done=answer(request, "eqia:wording", _("Saved. It is asked in these words from the next edition on.")),
        title=_("Change a question of your own"),
    )


@require_safe
def question_history(request: HttpRequest, pk: int) -> HttpResponse:
    found = _question(request, pk)
    return history_page(request, found, history_of(found), back=reverse("eqia:wording-question", args=[pk]))


@require_POST
def retire_question(request: HttpRequest, pk: int) -> HttpResponse:
    found = _question(request, pk)
    return act(
        request,
        lambda: services.retire_local_question(question=found, by=person_of(request)),
        _("Retired. It is asked until the next edition; its answers are kept."),
        "eqia:wording",
    )


@require_POST
def bring_back_question(request: HttpRequest, pk: int) -> HttpResponse:
    found = _question(request, pk)
    return act(
        request,
        lambda: services.bring_back_local_question(question=found, by=person_of(request)),
        _("It is asked again from the next edition on."),
        "eqia:wording",
    )


def preview_order() -> list[str]:
    """The sections that are a page with a form of its own, in the order of the list."""
    items = {questions.ITEM_SECTIONS[name].key for name in ITEM_FORMS}
    return [key for key in in_order() if key in SECTION_FORMS or key in items or key in ("groups", "impact")]


def preview(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the form as an officer will see it, about a proposal that nobody made; nothing can be saved."""
    demand(request, EDIT)
    order = preview_order()
    if key not in order:
        raise Http404
    if request.method == "POST":
        messages.info(request, _("This is a preview: nothing you enter here is saved."))
        return redirect(request.get_full_path())
    edition = None
    if number := request.GET.get("edition", ""):
        edition = fetch_permitted(request, FormEdition.objects.all(), number=int(number) if number.isdecimal() else 0)
    sample = _sample(edition.form if edition else form_of(services.prepared()))
    here = order.index(key)
    context = {
        "is_preview": True,
        "assessment": sample,
        "section": sample.form[key],
        "edition": edition,
        "earlier": order[here - 1] if here else None,
        "later": order[here + 1] if here + 1 < len(order) else None,
        # What stands beside the questions of a real assessment: nothing, as this one is nobody's.
        **dict.fromkeys(("items", "card_mitigations", "card_subgroups", "about", "together", "linked", "unknowns"), ()),
        "back": reverse("eqia:wording"),
        **_preview_form(request, key, sample),
    }
    return render(request, "eqia/wording/preview.html", context)


def _sample(form: Form) -> Assessment:
    """An assessment that stands in no table: its number is nobody's, so it has no parts either."""
    sample = Assessment(
        pk=0, reference="EIA-0000", title=_("An example"), unit=Unit.objects.order_by("pk").first(), kind="policy"
    )
    sample.form = form
    return sample


def _preview_form(request: HttpRequest, key: str, sample: Assessment) -> dict[str, Any]:
    """The very form an officer fills in, empty, and the template it stands in."""
    in_use = list(Characteristic.objects.in_use(timezone.localdate()))
    words: dict[str, Any] = {"request": request, "words": sample.form}
    items = {each.key: name for name, each in questions.ITEM_SECTIONS.items()}
    if key == "groups":
        answers = [ScreeningAnswer(assessment=sample, characteristic=each) for each in in_use]
        form: Any = GroupsForm(request=request, revision=0, assessment=sample, answers=answers)
        return {"form": form, "template": "eqia/groups.html"}
    if key == "impact":
        card = Impact(pk=0, assessment=sample, characteristic=in_use[0])
        return {"form": ImpactForm(instance=card, **words), "template": "eqia/impact.html", "card": card}
    if key in items:
        name = items[key]
        return {
            "form": ITEM_FORMS[name](request=request, assessment=sample),
            "template": "eqia/item.html",
            "parent": name,
            "item": None,
        }
    form_class = SECTION_FORMS[key]
    model = form_class._meta.model
    record = sample if model is Assessment else model(pk=0, assessment=sample)
    return {"form": form_class(instance=record, **words), "template": template_of(key)}


def publish(request: HttpRequest) -> HttpResponse:
    """What the next edition changes, word by word, and the note it is published with."""
    demand(request, EDIT)
    prepared = services.prepared()
    form = PublishForm(request.POST or None, initial={"read_sha256": content_hash(prepared)})
    if request.method == "POST" and form.is_valid():
        try:
            edition = services.publish_edition(by=person_of(request), **form.cleaned_data)
        except NotPossible as refusal:
            messages.error(request, " ".join(refusal.sentences))
            return redirect("eqia:wording-publish")
        messages.success(
            request, _("Published as edition %d. Assessments started from now on are asked in it.") % edition.number
        )
        return redirect(edition)
    last = FormEdition.objects.first()
    context = {"form": form, "changes": marked_changes(services.in_force(), prepared), "last": last}
    return render(request, "eqia/wording/publish.html", context)


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    demand(request, EDIT)
    found = FormEdition.objects.select_related("published_by").defer("payload")
    used = dict(Assessment.objects.order_by().values_list("edition").annotate(Count("pk")))
    rows = [(edition, used.get(edition.pk, 0)) for edition in found]
    return render(request, "eqia/wording/editions.html", {"rows": rows})


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """What one edition changed, when and why, and how many assessments are written under it."""
    found = fetch_permitted(request, FormEdition.objects.select_related("published_by"), EDIT, number=number)
    before = FormEdition.objects.filter(number=number - 1).first()
    context = {
        "edition": found,
        "before": before,
        "changes": marked_changes(before.payload if before else None, found.payload),
        "used": found.assessments.count(),
    }
    return render(request, "eqia/wording/edition.html", context)
