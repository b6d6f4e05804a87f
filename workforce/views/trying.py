"""Trying a table out, step by step: paste it, look over how it was read, see it attacked and protected, take it along.

Nothing is kept: every step sends the whole table again, no session and no record hold it, and answers are not to be stored
by browsers or proxies on the way either.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from disclosure import THRESHOLD
from disclosure.linear import Unfinished
from disclosure.printed import CannotRead
from disclosure.publication import Inconsistent
from toolkit.downloads import Heading, Sheet, csv_download, xlsx_download
from toolkit.fetch import demand
from toolkit.tables import Unreadable
from workforce.forms import CheckForm, PasteForm, RuleForm
from workforce.presenters import trying as presenter
from workforce.presenters.understood import sentence_of, title_of, understood
from workforce.services import trying as services
from workforce.trying_examples import EXAMPLES

# What may be downloaded; "unprotected" is the table for the command line.
KINDS = ("csv", "xlsx", "json", "unprotected")
View = Callable[..., HttpResponseBase]


def unkept(view: View) -> View:
    """What is sent is in no error report, and what is answered in no cache."""

    @sensitive_post_parameters()
    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, **arguments: str) -> HttpResponseBase:
        demand(request, "workforce.try_tables")
        return view(request, **arguments)

    return answered


@dataclass(frozen=True)
class Step:
    """What came with a request: the tables as they were read, and the form that says how. A JSON file has no tables."""

    kept: list[str]
    readings: list[services.Reading]
    form: CheckForm | RuleForm

    @property
    def titles(self) -> list[str]:
        many = len(self.readings)
        return [title_of(each, number, many) for number, each in enumerate(self.readings, start=1)]


@unkept
def try_table(request: HttpRequest) -> HttpResponseBase:
    """The first step: the box. What is sent is read, and shown to be looked over."""
    if request.method != "POST":
        example = next((each for each in EXAMPLES if each.key == request.GET.get("example")), None)
        return _box(request, PasteForm(initial={"table": example.text if example else ""}), example=example)
    kept = request.POST.getlist("kept")
    if "again" in request.POST:
        return _box(request, PasteForm(initial={"table": "\n\n".join(kept)}))
    if "add" in request.POST:
        return _box(request, PasteForm(), kept=kept)
    form = PasteForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return _read(request, [*kept, *_texts(form.cleaned_data)])
        except (CannotRead, Unreadable, Inconsistent) as wrong:
            form.add_error("file" if form.cleaned_data["file"] else "table", _sentence(wrong))
    return _box(request, form, kept=kept)


@require_POST
@unkept
def check_table(request: HttpRequest) -> HttpResponseBase:
    """The second step once more: how the tables were read, as it was left."""
    return _with_step(request, _check)


@require_POST
@unkept
def tried_table(request: HttpRequest) -> HttpResponseBase:
    """The answer."""
    return _with_step(request, _answer)


@require_POST
@unkept
def tried_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The protected table as a file, or its proof; worked out once more, since nothing was kept."""
    if kind not in KINDS:
        raise Http404

    def made(request: HttpRequest, step: Step) -> HttpResponseBase:
        tried = _tried(step, with_alternatives=False)
        name = presenter.file_name(step.titles)
        if kind == "unprotected":
            return _json(f"{name} unprotected", services.for_command_line(tried, name))
        if tried.safe is None:
            return _answer(request, step)
        if kind == "json":
            try:
                return _json(f"{name} with proof", services.proof_of(tried, name))
            except Unfinished:
                return _answer(request, step, is_unproven=True)
        tables = presenter.outcome(tried, step.titles).after
        rows = [
            row
            for table in tables
            for row in (*([[table.title]] if len(tables) > 1 else []), *presenter.rows_of(table))
        ]
        if kind == "csv":
            return csv_download(name, rows[0], rows[1:])
        headings = [Heading(words, 28 if place == 0 else 14) for place, words in enumerate(rows[0])]
        numbers = [[_number(cell) for cell in row] for row in rows[1:]]
        return xlsx_download(name, Sheet(name, headings, numbers))

    return _with_step(request, made)


def _with_step(request: HttpRequest, then: Callable[[HttpRequest, Step], HttpResponseBase]) -> HttpResponseBase:
    """What is to be done with the tables that were sent; back to the box, with their text, where they cannot be read."""
    kept = request.POST.getlist("kept")
    try:
        step = _step(kept, request.POST)
        if not step.form.is_valid():
            return _check(request, step) if step.readings else _answer(request, step)
        return then(request, step)
    except (CannotRead, Unreadable, Inconsistent) as wrong:
        form = PasteForm({"table": "\n\n".join(kept)})
        form.is_valid()
        if not form.has_error("table"):
            form.add_error("table", _sentence(wrong))
        return _box(request, form)


def _read(request: HttpRequest, texts: list[str]) -> HttpResponse:
    step = _step(texts, None)
    if not step.readings:
        return _answer(request, step)
    return _check(request, step)


def _step(kept: list[str], sent: Any) -> Step:
    """Raises CannotRead, Unreadable or Inconsistent."""
    if any(services.is_json(text) for text in kept):
        _world, rule = services.world_of_json(kept)
        usual = {"threshold": rule.threshold, "hides_zeros": False}
        return Step(kept, [], RuleForm(sent if sent is not None else usual))
    readings = services.read(kept)
    tables = services.recognised(readings)
    form = CheckForm(sent, tables=tables, initial={"threshold": THRESHOLD, "hides_zeros": False})
    return Step([reading.text for reading in readings], readings, form)


def _tried(step: Step, *, with_alternatives: bool = True) -> services.Tried:
    """Raises CannotRead. The form is valid."""
    if not step.readings:
        world, _rule = services.world_of_json(step.kept)
        return services.try_out_world(world, step.form.rule)
    assert isinstance(step.form, CheckForm)
    tables = services.confirmed(step.readings, step.form.roles(), step.form.meanings())
    return services.try_out(tables, step.form.rule, with_alternatives=with_alternatives)


def _box(request: HttpRequest, form: PasteForm, *, kept: list[str] | None = None, example: Any = None) -> HttpResponse:
    context = {
        "form": form,
        "kept": kept or [],
        "examples": EXAMPLES,
        "example": example,
        "commands": presenter.COMMANDS,
    }
    return render(request, "workforce/trying/box.html", context)


def _check(request: HttpRequest, step: Step, wrong: CannotRead | None = None) -> HttpResponse:
    form = step.form
    assert isinstance(form, CheckForm)
    if wrong is not None:
        form.add_error(None, _sentence(wrong))
    tables = [
        (table, form.lines(at, "row"), form.lines(at, "column"))
        for at, table in enumerate(understood(step.readings, form.tables))
    ]
    context = {
        "form": form,
        "kept": step.kept,
        "tables": tables,
        "signs": form.sign_fields(),
        "may_add": len(step.readings) < services.MOST_TABLES,
        "is_wrong": wrong is not None,
    }
    return render(request, "workforce/trying/check.html", context)


def _answer(request: HttpRequest, step: Step, *, is_unproven: bool = False) -> HttpResponse:
    if not step.form.is_valid():
        return render(request, "workforce/trying/rule.html", {"form": step.form, "kept": step.kept})
    try:
        tried = _tried(step)
    except CannotRead as wrong:
        if step.readings:
            return _check(request, step, wrong)
        raise
    outcome = presenter.outcome(tried, step.titles or [_("The numbers of your file")])
    context = {
        "outcome": outcome,
        "copied": presenter.copied(outcome.after),
        "commands": presenter.COMMANDS,
        "tried": tried,
        "sent": _sent(step),
        "kept": step.kept,
        "is_file": not step.readings,
        "may_add": 0 < len(step.readings) < services.MOST_TABLES,
        "is_unproven": is_unproven,
    }
    return render(request, "workforce/trying/answer.html", context)


def _sent(step: Step) -> list[tuple[str, str]]:
    """The answers of the form as they were given, to be sent again."""
    return [(name, str(step.form[name].value() or "")) for name in step.form.fields if step.form[name].value()]


def _texts(told: dict[str, Any]) -> list[str]:
    file = told["file"]
    if not file:
        return [told["table"]]
    if file.name.lower().endswith(".json"):
        return [services.json_text(file.read())]
    return services.texts_of_file(file, file.name)


def _sentence(wrong: CannotRead | Unreadable | Inconsistent) -> str:
    if isinstance(wrong, CannotRead):
        return sentence_of(wrong)
    return wrong.sentence if isinstance(wrong, Unreadable) else str(wrong)


def _number(cell: str) -> str | int:
    plain = cell.replace(",", "")
    return int(plain) if plain.isdigit() else cell


def _json(name: str, document: Any) -> HttpResponse:
    answer = JsonResponse(document, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "table"}.json"'
    return answer
