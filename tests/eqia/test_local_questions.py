"""Questions that a body asks in addition: asked at the end of a section, kept with their words, never lost."""

from typing import Any

import pytest

from eqia import services
from eqia.content import content_of
from eqia.models import Assessment, FormEdition, LocalAnswer, LocalQuestion
from eqia.presenters import working_document
from governance.rules import content_hash
from organisation.models import Person
from tests.eqia.conftest import fill, fresh, start

Cast = dict[str, Person]


def ask(section: str = "proposal", kind: str = "text", **more: Any) -> LocalQuestion:
    """A question that the edition in force asks."""
    question = LocalQuestion.objects.create(
        section=section, kind=kind, **{"text": "Which towns does it <b>touch</b>?"} | more
    )
    last = services.edition_today()
    payload = last.payload | {"local": [each.plain for each in LocalQuestion.objects.filter(is_retired=False)]}
    FormEdition.objects.create(
        number=last.number + 1, payload=payload, sha256=content_hash(payload), note="A question of our own."
    )
    return question


def send(client: Any, assessment: Assessment, section: str = "proposal", **answers: str) -> Any:
    url = f"/eqia/{assessment.reference}/sections/{section}/"
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in values.items() if name != "objectives"}
    return client.post(url, data | answers)


def test_it_stands_in_its_section_with_its_words_escaped(cast: Cast, sign_in: Any) -> None:
    ask(hint="<script>alert(1)</script>", example="Aldermere & Millbrook")
    page = sign_in(cast["officer"]).get(f"/eqia/{start(cast).reference}/sections/proposal/").content.decode()
    assert "Testshire County Council also asks" in page
    assert "touch&lt;/b&gt;?" in page
    assert "<b>touch" not in page
    assert "<script>alert" not in page
    assert "For example: Aldermere &amp; Millbrook" in page


def test_options_are_escaped_too(cast: Cast, sign_in: Any) -> None:
    ask(kind="option", options=["North <b>coast</b>", "South"])
    page = sign_in(cast["officer"]).get(f"/eqia/{start(cast).reference}/sections/proposal/").content.decode()
    assert "North &lt;b&gt;coast&lt;/b&gt;" in page
    assert "<b>coast" not in page


def test_its_answer_is_saved_with_its_section_and_read_back(cast: Cast, sign_in: Any) -> None:
    question = ask(kind="option", options=["North", "South"])
    assessment = start(cast)
    send(sign_in(cast["officer"]), assessment, **{question.key: "South"})
    assert LocalAnswer.objects.get().answer == "South"
    page = sign_in(cast["officer"]).get(f"/eqia/{assessment.reference}/submit/").content.decode()
    assert "South" in page
    assert working_document(assessment)["document"]["local"][0]["answer"] == "South"


def test_one_that_must_be_answered_blocks_submission_until_it_is(cast: Cast) -> None:
    question = ask(is_required=True)
    assessment = fresh(fill(start(cast), cast))
    assert assessment.missing_to_submit() == ["Answer “Which towns does it <b>touch</b>?”"]
    services.save_answers(
        assessment=assessment,
        section="proposal",
        revision=services.revision_of(assessment, "proposal"),
        record=assessment,
        values={},
        local={question.key: "Aldermere"},
        by=cast["officer"],
    )
    assert fresh(assessment).missing_to_submit() == []


def test_an_assessment_of_an_earlier_edition_is_not_asked(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    question = ask(is_required=True)
    assert content_of(assessment)["local"] == []
    page = sign_in(cast["officer"]).get(f"/eqia/{assessment.reference}/sections/proposal/").content.decode()
    assert question.key not in page


def test_an_answer_to_a_question_that_is_not_asked_there_is_not_taken(cast: Cast, sign_in: Any) -> None:
    question = ask("outcome")
    assessment = start(cast)
    send(sign_in(cast["officer"]), assessment, **{question.key: "Smuggled"})
    assert not LocalAnswer.objects.exists()


def test_two_people_answering_differently_are_shown_both_answers(cast: Cast, sign_in: Any) -> None:
    question = ask()
    assessment = start(cast)
    for person, answer in (("officer", "Aldermere"), ("other_officer", "Millbrook")):
        services.revision_of(assessment, "proposal")
        client = sign_in(cast[person])
        url = f"/eqia/{assessment.reference}/sections/proposal/"
        form = client.get(url).context["form"]
        lists = ("objectives", "populations")
        values = {name: form[name].value() or "" for name in form.fields if name not in lists}
        response = client.post(url, values | {"revision": "0", question.key: answer})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Aldermere" in page
    assert "Millbrook" in page
    client.post(url, values | {"revision": "1", question.key: "Millbrook", f"take-{question.key}": "theirs"})
    assert LocalAnswer.objects.get().answer == "Aldermere"


@pytest.mark.parametrize(("kind", "answer", "words"), [("yes_no", "no", "No"), ("text", "no", "no")])
def test_a_yes_or_no_is_read_back_in_words(cast: Cast, kind: str, answer: str, words: str) -> None:
    question = ask(kind=kind)
    assessment = start(cast)
    LocalAnswer.objects.create(assessment=assessment, question=question, answer=answer)
    assert content_of(assessment)["local"][0]["answer"] == words
