"""The words an assessment is asked in: editions that never change, and the standard that may."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from eqia import questions
from eqia.content import content_of
from eqia.models import FormEdition
from eqia.wording import Form, form_of, in_words, own_words, payload_of, words_of
from organisation.models import Person
from tests.eqia.conftest import fill, start

Cast = dict[str, Person]


def test_a_bodys_words_are_laid_over_the_standard_and_nothing_else_changes() -> None:
    own = {
        "heading": "What you want to change",
        "questions": {"summary": {"text": "What is new?"}, "gone": {"text": "?"}},
    }
    section = in_words(questions.PROPOSAL, own)
    assert section.heading == "What you want to change"
    assert section.question("summary").text == "What is new?"
    assert section.question("summary").hint == questions.PROPOSAL.question("summary").hint
    assert [each.key for each in section.questions] == [each.key for each in questions.PROPOSAL.questions]


def test_only_words_that_differ_from_the_standard_are_the_bodys_own() -> None:
    words = words_of(questions.PROPOSAL)
    assert own_words(questions.PROPOSAL, words) == {}
    words["questions"]["aims"]["hint"] = ""
    assert own_words(questions.PROPOSAL, words) == {"questions": {"aims": {"hint": ""}}}


def test_an_edition_reads_back_as_the_form_it_was_made_of() -> None:
    payload = payload_of({"people": {"heading": "Who and when"}}, None, [])
    form = form_of(payload, 3, "a" * 64)
    assert (form.number, form["people"].heading) == (3, "Who and when")
    assert {key: words_of(form[key]) for key in form.sections} == payload["sections"]
    assert form.modules == questions.MODULES_ON


def test_a_question_that_an_old_edition_does_not_have_is_asked_in_the_standard_words() -> None:
    payload = payload_of({}, None, [])
    del payload["sections"]["outcome"], payload["sections"]["proposal"]["questions"]["aims"]
    form = form_of(payload)
    assert words_of(form["outcome"]) == words_of(questions.OUTCOME)
    assert str(form["proposal"].question("aims").text) == str(questions.PROPOSAL.question("aims").text)


def test_the_first_assessment_freezes_the_standard_and_the_next_shares_it(cast: Cast) -> None:
    first, second = start(cast), start(cast, "Another")
    edition = FormEdition.objects.get()
    assert first.edition == second.edition == edition
    assert (edition.number, edition.published_by, edition.is_intact) == (1, None, True)


def test_new_standard_words_make_a_new_edition_and_an_open_draft_keeps_its_own(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = start(cast)
    was = str(questions.PROPOSAL.heading)
    monkeypatch.setitem(questions.STANDARD, "proposal", replace(questions.PROPOSAL, heading="What is new"))
    new = start(cast, "Another")
    assert [edition.number for edition in FormEdition.objects.all()] == [2, 1]
    assert (old.form["proposal"].heading, new.form["proposal"].heading) == (was, "What is new")


def test_an_edition_can_neither_be_changed_nor_deleted(cast: Cast) -> None:
    edition = start(cast).edition
    assert edition is not None
    for attempt in (lambda: FormEdition.objects.update(note="x"), edition.delete):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            attempt()


def test_the_content_names_the_edition_and_asks_in_its_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    words: Any = {"questions": {"summary": {"text": "What is new?"}}}
    monkeypatch.setitem(questions.STANDARD, "proposal", in_words(questions.PROPOSAL, words))
    assessment = fill(start(cast), cast)
    monkeypatch.undo()
    content = content_of(assessment)
    assert assessment.edition is not None
    assert content["edition"] == {"number": 1, "sha256": assessment.edition.sha256}
    assert content["proposal"][0]["question"] == "What is new?"


def test_an_assessment_from_before_there_were_editions_is_asked_in_the_standard_words(cast: Cast) -> None:
    assessment = start(cast)
    assessment.edition = None
    assert assessment.form == Form()
