"""The words of the form: from the product's standard and a body's own to editions that never change."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from eqia import questions
from eqia.models import FormEdition, LocalQuestion, ModuleSwitch, SectionDraft
from eqia.wording import Form, Words, form_of, own_words, payload_of
from governance.errors import MoveForbidden
from governance.rules import content_hash
from toolkit.editing import NotPossible
from toolkit.history import lock_unchanged


def form_today() -> Form:
    """The form as an assessment started now would ask it; writes nothing."""
    return form_of(_renewed(FormEdition.objects.first()))


def edition_today(*, at: datetime.datetime | None = None) -> FormEdition:
    """The edition under which an assessment started now is written.

    Where nothing is published yet, or the product's standard words have changed since, the words as they now are become
    an edition first, so that every assessment points at exact words.
    """
    last = FormEdition.objects.first()
    if last is not None and content_hash(_renewed(last)) == last.sha256:
        return last
    with transaction.atomic():
        last = FormEdition.objects.select_for_update().first()
        note = _("The standard words of the product changed.") if last else _("The standard words of the product.")
        return _freeze(last, _renewed(last), note, by=None, at=at)


def prepared() -> dict[str, Any]:
    """The words that administrators have prepared, as the next edition would freeze them."""
    switched = dict(ModuleSwitch.objects.values_list("module", "is_on"))
    with translation.override(settings.LANGUAGE_CODE):
        return payload_of(
            dict(SectionDraft.objects.values_list("section", "words")),
            [key for key in questions.MODULES if switched.get(key, key in questions.MODULES_ON)],
            [question.plain for question in LocalQuestion.objects.filter(is_retired=False)],
        )


def in_force() -> dict[str, Any]:
    """The words that an assessment started now would be asked in, as an edition freezes them."""
    return _renewed(FormEdition.objects.first())


@transaction.atomic
def save_words(*, section: str, words: Words, version: int, by: Any) -> SectionDraft:
    """Prepare the words of a section; those that are the standard's are not kept, and follow it when it changes.

    `version` is that of the section's draft when it was opened, 0 if there was none: raises ChangedMeanwhile.
    """
    _demand(by)
    with translation.override(settings.LANGUAGE_CODE):
        own = own_words(questions.STANDARD[section], words)
    draft = SectionDraft.objects.filter(section=section).first()
    if draft is None:
        return SectionDraft.objects.create(section=section, words=own)
    draft = lock_unchanged(draft, version)
    if draft.words != own:
        draft.words = own
        draft.save(update_fields=["words"])
    return draft


@transaction.atomic
def switch_module(*, module: str, is_on: bool, by: Any) -> ModuleSwitch:
    """Ask an optional section, or ask it no longer, from the next edition on."""
    _demand(by)
    return ModuleSwitch.objects.update_or_create(module=module, defaults={"is_on": is_on})[0]


@transaction.atomic
def add_local_question(*, section: str, by: Any, **words: Any) -> LocalQuestion:
    """A question of the body's own, last in its section."""
    _demand(by)
    last = LocalQuestion.objects.filter(section=section).order_by("-position").first()
    question = LocalQuestion(section=section, position=last.position + 1 if last else 1, **words)
    question.full_clean()
    question.save()
    return question


@transaction.atomic
def change_local_question(*, question: LocalQuestion, version: int, by: Any, **words: Any) -> LocalQuestion:
    """Word it otherwise; how it is answered stays, so that answers already given keep their meaning."""
    _demand(by)
    locked = lock_unchanged(question, version)
    for name, value in words.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    return locked


@transaction.atomic
def retire_local_question(*, question: LocalQuestion, by: Any) -> LocalQuestion:
    """Ask it no longer from the next edition on; its answers are kept."""
    return _ask_or_retire(question, True, by)


@transaction.atomic
def bring_back_local_question(*, question: LocalQuestion, by: Any) -> LocalQuestion:
    """Ask a retired question again."""
    return _ask_or_retire(question, False, by)


@transaction.atomic
def publish_edition(*, note: str, read_sha256: str, by: Any, at: datetime.datetime | None = None) -> FormEdition:
    """Make the prepared words the next edition. `read_sha256` is the hash of the words that were read before publishing.

    Raises NotPossible if they have changed since, or if nothing differs from the words in force.
    """
    _demand(by)
    last = FormEdition.objects.select_for_update().first()
    payload = prepared()
    if content_hash(payload) != read_sha256:
        raise NotPossible(_("Somebody changed the words after you opened this page. Read what changes once more."))
    if last is not None and last.sha256 == read_sha256:
        raise NotPossible(_("Nothing has changed since the last edition, so there is nothing to publish."))
    return _freeze(last, payload, note, by=by, at=at)


def _ask_or_retire(question: LocalQuestion, is_retired: bool, by: Any) -> LocalQuestion:
    _demand(by)
    locked: LocalQuestion = LocalQuestion.objects.select_for_update().get(pk=question.pk)
    locked.is_retired = is_retired
    locked.save(update_fields=["is_retired"])
    return locked


def _demand(by: Any) -> None:
    if not by.has_perm("eqia.edit_wording"):
        raise MoveForbidden


def _renewed(last: FormEdition | None) -> dict[str, Any]:
    """The last edition's own words, laid over the standard as the product puts it today."""
    frozen: dict[str, Any] = last.payload if last else {"own": {}, "modules": None, "local": []}
    with translation.override(settings.LANGUAGE_CODE):
        return payload_of(frozen["own"], frozen["modules"], frozen["local"])


def _freeze(
    last: FormEdition | None, payload: dict[str, Any], note: str, *, by: Any, at: datetime.datetime | None
) -> FormEdition:
    return FormEdition.objects.create(
        number=last.number + 1 if last else 1,
        payload=payload,
        sha256=content_hash(payload),
        note=note,
        published_by=by,
        published_at=at or timezone.now(),
    )
