"""The rules of this house, held by machine rather than by memory."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from config.environment import ROOT
from governance.models import FrozenVersion, Move

ROOMS = (
    "config",
    "reporting",
    "oversight",
    "actionplans",
    "eqia",
    "evidence",
    "objectives",
    "workforce",
    "governance",
    "organisation",
    "disclosure",
    "toolkit",
)
APPS = [config for config in apps.get_app_configs() if config.name in ROOMS]
MODELS: list[Any] = [
    model for config in APPS for model in config.get_models() if not hasattr(model, "pgh_tracked_model")
]

# Models without a history of their own, and why.
UNTRACKED = {
    "toolkit.Job": "is itself the record of one piece of work",
    "toolkit.Draft": "is one person's unsaved words, gone when they are saved",
    "eqia.ReferenceCounter": "counts; nobody edits it",
    "governance.DecisionCounter": "counts; nobody edits it",
    "actionplans.ActionTally": "counts slips and reports by triggers; nobody edits it",
    "eqia.SearchDocument": "what other records say, for searching; nobody edits it",
    "eqia.SearchWord": "counts the words of search documents; nobody edits it",
    "eqia.Edit": "is itself the record of one saving of one section",
    "actionplans.ActionImport": "is itself the record of one file brought in",
    "actionplans.Likeness": "what the rule suggested, judged once by a person who is named in it",
    "oversight.Counted": "derived from assessments by the database; their history is its history",
    "oversight.Tally": "the same, summed up",
    "actionplans.Counted": "is counted from actions by the database",
    "actionplans.PlanTally": "is counted from actions by the database",
    "workforce.Proof": "holds true values, which no history may keep; the checks of it are the record",
    "workforce.StaffRow": "bulk rows about people, gone with their purge; the snapshot and its moves are the record",
}
KEPT = (Move, FrozenVersion)


def sources(*suffixes: str, within: tuple[str, ...] = ROOMS) -> Iterator[tuple[str, str]]:
    for room in within:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in suffixes and "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def templates() -> Iterator[tuple[str, str]]:
    yield from sources(".html", within=(*ROOMS, "templates"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_history_or_a_reason_for_none(model: Any) -> None:
    is_tracked = hasattr(model, "pgh_event_models")
    assert is_tracked + is_kept(model) + (model._meta.label in UNTRACKED) == 1


def is_kept(model: Any) -> bool:
    """Written once: a trigger refuses to delete its rows, and others to change what they say."""
    return any(
        isinstance(trigger, pgtrigger.Protect) and "DELETE" in str(trigger.operation) and trigger.condition is None
        for trigger in getattr(model._meta, "triggers", ())
    )


def test_the_list_of_models_without_a_history_is_no_longer_than_needed() -> None:
    assert set(UNTRACKED) <= {model._meta.label for model in MODELS}


@pytest.mark.parametrize(
    "model", [model for model in MODELS if issubclass(model, KEPT)], ids=lambda model: model._meta.label
)
def test_moves_and_frozen_versions_inherit_the_triggers_that_keep_them(model: Any) -> None:
    names = {trigger.name for trigger in getattr(model._meta, "triggers", ())}
    base = Move if issubclass(model, Move) else FrozenVersion
    assert names >= {trigger.name for trigger in base._meta.triggers}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_constraint_has_a_name_that_reads_and_a_message_for_people(model: Any) -> None:
    """Fields that must be unique together have Django's own message, which names them."""
    for constraint in model._meta.constraints:
        assert constraint.name.count("_") >= 2, constraint.name
        if not isinstance(constraint, models.UniqueConstraint) or constraint.expressions:
            assert constraint.violation_error_message != constraint.default_violation_error_message, constraint.name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_is_in_words(model: Any) -> None:
    assert model.__str__ is not models.Model.__str__


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_no_template_has_a_style_or_script_of_its_own() -> None:
    """The content security policy would refuse it, and only in the browser."""
    # PDFs are made by us, not shown by a browser; their frame carries the organisation's colour.
    forbidden = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=\"|javascript:")
    found = [
        f"{name}: {match[0]}"
        for name, text in templates()
        if name != "templates/layouts/document.html"
        for match in forbidden.finditer(without_tags(text))
    ]
    assert not found, "\n".join(found)


# Words that need no translation: the product's own name and the names of things.
UNTRANSLATED = {"Due", "Regard", "PDF", "SHA"}
# Shows every component once, under the names of its files and with invented words.
CATALOGUE = ("toolkit/templates/toolkit/components.html", "toolkit/templates/toolkit/sample_document.html")


def test_every_word_on_a_page_can_be_translated() -> None:
    found = []
    for name, text in templates():
        if name in CATALOGUE:
            continue
        text = re.sub(r"{%\s*block \w*(class|kind)\w*\s*%}.*?{%\s*endblock\s*%}", "", text)
        text = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", text, flags=re.DOTALL)
        text = re.sub(r"<svg.*?</svg>|<(script|style).*?</\1>|<!--.*?-->", "", without_tags(text), flags=re.DOTALL)
        words = re.findall(r">([^<>]*)<", f">{text}<")
        attributes = re.findall(r"\s(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"", text)
        for phrase in [*words, *attributes]:
            left = set(re.findall(r"[A-Za-z]{3,}", re.sub(r"&[a-z]+;", "", phrase))) - UNTRANSLATED
            if left and '="' not in phrase:
                found.append(f"{name}: {phrase.strip()}")
    assert not found, "\n".join(found)


def without_tags(text: str) -> str:
    """A template without Django's own tags, variables and comments."""
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.DOTALL)
    return re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.DOTALL)


def test_a_characteristic_is_never_shown_without_its_mark() -> None:
    """`{{ characteristic }}` says that a local one is not statutory; its bare name does not."""
    found = [
        f"{name}: {line.strip()}"
        for name, text in templates()
        for line in text.splitlines()
        if "characteristic.name" in line and "is_statutory" not in line and "legal_name" not in line
    ]
    assert not found, "\n".join(found)


def test_rules_are_pure() -> None:
    """They know no Django, but for the words in which they speak: those must be translatable."""
    for name, text in sources(".py"):
        if re.search(r"/rules(\.py|/)", name):
            imported = {
                alias.name if isinstance(node, ast.Import) else node.module or ""
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Import | ast.ImportFrom)
                for alias in node.names
            }
            django = {module for module in imported if module.split(".")[0] == "django"}
            assert django <= {"django.utils.translation"}, name


# Verbs without a person, and why.
NOBODY_ACTS = {
    "actionplans/services/imports.py: choose": "a choice on somebody's own upload, before anything is imported",
    "actionplans/services/imports.py: discard": "the same",
    "actionplans/services/reminders.py: send_reminders": "the clock acts",
    "actionplans/services/settling.py: follow_meetings": "the clock acts: a meeting was moved, by whom its history says",
    "actionplans/services/likeness.py: suggest": "the clock acts: it suggests, and a person judges",
    "actionplans/services/promises.py: take_up_promises": "what was approved acts: its author promised, the head signed",
    "eqia/services/promises.py: promise_to_find_out": "the same",
    "oversight/services/promises.py: raise_flags": "the clock acts",
    "eqia/services/signers.py: remind_signers": "the same",
}


def test_services_take_their_arguments_by_name_and_say_who_acts() -> None:
    """Every verb that writes is atomic; so every atomic function of a `services` module is such a verb."""
    found = []
    for name, text in sources(".py"):
        if not re.search(r"/services(\.py|/)", name) or name.startswith("toolkit/"):
            continue
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and is_atomic(node):
                named = [argument.arg for argument in node.args.kwonlyargs]
                positional = [argument.arg for argument in node.args.args]
                is_the_door = name.startswith("governance/services") and node.name == "move"
                verb = f"{name}: {node.name}"
                if (positional and not is_the_door) or ("by" not in named and verb not in NOBODY_ACTS):
                    found.append(verb)
    assert not found, "\n".join(found)


def is_atomic(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).endswith("atomic") for decorator in node.decorator_list)


# States that are not a workflow: whether a file has been dealt with.
OTHER_STATES = ("actionplans/services/imports.py",)


def test_states_change_through_the_one_door() -> None:
    """`governance.services.move` and nothing else: no update of a state, no assignment to one."""
    forbidden = re.compile(r"\.update\([^)]*\bstate=|^\s*\w+\.state = ", re.MULTILINE)
    found = [
        f"{name}: {match[0].strip()}"
        for name, text in sources(".py")
        if not name.startswith(("toolkit/", *OTHER_STATES))
        for match in forbidden.finditer(text)
    ]
    assert not found, "\n".join(found)


def test_no_room_listens_to_signals_or_has_a_drawer_for_everything() -> None:
    for name, text in sources(".py"):
        assert "models.signals" not in text, name
        assert "GenericForeignKey" not in text, name
        assert Path(name).stem not in {"utils", "helpers", "common", "core"}, name


def test_no_file_grows_past_what_can_be_read() -> None:
    long = {name: text.count("\n") for name, text in sources(".py") if text.count("\n") > 450}
    assert long == {}


def test_nothing_is_left_for_later() -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|pytest\.mark\.(skip|xfail)")
    found = [
        name for name, text in sources(".py", ".html", ".scss", ".js", within=(*ROOMS, "tests")) if mark.search(text)
    ]
    assert not found, "\n".join(found)


def test_no_lock_file_records_where_packages_were_fetched_from() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
    assert [lock.name for lock in (ROOT / "requirements").glob("*") if "://" in lock.read_text()] == []
