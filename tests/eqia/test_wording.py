"""Administrators word the form: beside the standard, previewed, and published as an edition that never changes."""

from typing import Any

import pytest

from eqia import questions, services
from eqia.models import FormEdition, LocalQuestion, SectionDraft
from eqia.views.wording import preview_order
from eqia.wording import words_of
from governance.errors import MoveForbidden
from governance.rules import content_hash
from organisation.models import Person
from tests.eqia.conftest import start
from toolkit.editing import NotPossible

Cast = dict[str, Person]
BAD = "<script>alert(1)</script> <b>bold</b> {{ request.user }} {% debug %}"


def filled(client: Any, key: str, **changed: str) -> dict[str, Any]:
    """What a browser would send for the words of a section."""
    form = client.get(f"/eqia/wording/sections/{key}/").context["form"]
    return {name: form[name].value() for name in form.fields} | changed


def reworded(cast: Cast, key: str = "proposal", **parts: Any) -> None:
    version = 0
    services.save_words(section=key, words=parts, version=version, by=cast["administrator"])


def publish(cast: Cast, note: str = "Plainer words.") -> FormEdition:
    return services.publish_edition(note=note, read_sha256=content_hash(services.prepared()), by=cast["administrator"])


def test_words_reach_officers_only_with_the_next_edition(cast: Cast, sign_in: Any) -> None:
    before = start(cast)
    client = sign_in(cast["administrator"])
    data = filled(client, "proposal", summary__text="What is new?")
    assert client.post("/eqia/wording/sections/proposal/", data).status_code == 302
    assert SectionDraft.objects.get().words == {"questions": {"summary": {"text": "What is new?"}}}
    assert start(cast, "Meanwhile").form["proposal"].question("summary").text != "What is new?"
    publish(cast)
    assert start(cast, "After").form["proposal"].question("summary").text == "What is new?"
    assert before.form["proposal"].question("summary").text != "What is new?"


def test_going_back_to_the_standard_leaves_nothing_of_the_bodys_own(cast: Cast, sign_in: Any) -> None:
    reworded(cast, questions={"summary": {"text": "What is new?"}})
    client = sign_in(cast["administrator"])
    page = client.get("/eqia/wording/sections/proposal/").content.decode()
    assert "The standard says" in page
    client.post("/eqia/wording/sections/proposal/", filled(client, "proposal") | {"standard": "summary__text"})
    assert SectionDraft.objects.get().words == {}


def test_a_question_cannot_be_left_without_words_but_a_hint_can(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast["administrator"])
    page = client.post("/eqia/wording/sections/proposal/", filled(client, "proposal", summary__text=" "))
    assert "Enter the question" in page.content.decode()
    client.post("/eqia/wording/sections/proposal/", filled(client, "proposal", summary__hint=""))
    assert SectionDraft.objects.get().words == {"questions": {"summary": {"hint": ""}}}


def test_help_is_kept_as_paragraphs(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast["administrator"])
    client.post("/eqia/wording/sections/people/", filled(client, "people", help="Ask early.\r\n\r\n Ask again. "))
    assert SectionDraft.objects.get().words == {"help": ["Ask early.", "Ask again."]}


@pytest.mark.parametrize("begun", [True, False])
def test_two_administrators_never_overwrite_each_other(cast: Cast, sign_in: Any, begun: bool) -> None:
    if begun:
        reworded(cast, heading="Who")
    client = sign_in(cast["administrator"])
    stale = filled(client, "proposal", heading="Mine")
    client.post("/eqia/wording/sections/proposal/", filled(client, "proposal", heading="Theirs"))
    page = client.post("/eqia/wording/sections/proposal/", stale)
    assert page.status_code == 200
    assert "Somebody else changed this" in page.content.decode()
    assert page.context["form"]["heading"].value() == "Mine"
    assert SectionDraft.objects.get().words["heading"] == "Theirs"


def test_what_is_sent_beside_the_words_changes_no_structure(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast["administrator"])
    changed = {"heading": "Three aims", "new__text": "Extra?", "section": "people"}
    client.post("/eqia/wording/sections/aims/", filled(client, "aims", **changed))
    assert SectionDraft.objects.get().words == {"heading": "Three aims"}
    publish(cast)
    assert [each.key for each in services.form_today()["aims"].questions] == [
        each.key for each in questions.AIMS.questions
    ]


@pytest.mark.parametrize("key", list(questions.STANDARD))
def test_every_section_can_be_worded(cast: Cast, sign_in: Any, key: str) -> None:
    client = sign_in(cast["administrator"])
    assert client.post(f"/eqia/wording/sections/{key}/", filled(client, key)).status_code == 302
    assert SectionDraft.objects.get().words == {}


@pytest.mark.parametrize("key", preview_order())
def test_every_page_can_be_previewed_with_its_words_escaped(cast: Cast, sign_in: Any, key: str) -> None:
    words = words_of(questions.STANDARD[key])
    bad = {"heading": BAD, "help": [BAD], "example": BAD} | {
        "questions": {each: dict.fromkeys(parts, BAD) for each, parts in words["questions"].items()}
    }
    reworded(cast, key, **bad)
    page = sign_in(cast["administrator"]).get(f"/eqia/wording/preview/{key}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ request.user }}" in page


def test_a_preview_saves_nothing_and_says_so(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast["administrator"]).post("/eqia/wording/preview/proposal/", {"title": "x"}, follow=True)
    assert "nothing you enter here is saved" in page.content.decode()


def test_officers_never_meet_the_bodys_words_as_code(cast: Cast, sign_in: Any) -> None:
    reworded(cast, questions={"summary": {"text": BAD, "hint": BAD}}, heading=BAD, example=BAD, help=[BAD])
    publish(cast)
    assessment = start(cast)
    client = sign_in(cast["officer"])
    for url in (f"/eqia/{assessment.reference}/sections/proposal/", f"/eqia/{assessment.reference}/submit/"):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert "<b>bold" not in page
        assert "&lt;b&gt;bold" in page


def test_publishing_shows_the_difference_and_asks_for_a_note(cast: Cast, sign_in: Any) -> None:
    reworded(cast, questions={"summary": {"text": "What will be different?"}})
    client = sign_in(cast["administrator"])
    page = client.get("/eqia/wording/publish/")
    assert "<del>" in page.content.decode()
    data = {"note": "", "read_sha256": page.context["form"].initial["read_sha256"]}
    assert "Enter what changed and why" in client.post("/eqia/wording/publish/", data).content.decode()
    client.post("/eqia/wording/publish/", data | {"note": "Officers asked for plainer words."})
    edition = FormEdition.objects.get()
    assert (edition.number, edition.published_by) == (1, cast["administrator"])


def test_what_was_not_read_is_not_published(cast: Cast) -> None:
    reworded(cast, heading="Who")
    read = content_hash(services.prepared())
    services.save_words(section="people", words={"heading": "When"}, version=0, by=cast["administrator"])
    with pytest.raises(NotPossible, match="changed the words after"):
        services.publish_edition(note="x", read_sha256=read, by=cast["administrator"])


def test_an_edition_without_a_difference_is_not_published(cast: Cast) -> None:
    start(cast)
    with pytest.raises(NotPossible, match="Nothing has changed"):
        publish(cast)


def test_an_edition_tells_what_it_changed_and_who_uses_it(cast: Cast, sign_in: Any) -> None:
    start(cast)
    reworded(cast, questions={"summary": {"text": "What is new?"}})
    publish(cast)
    start(cast, "After")
    client = sign_in(cast["administrator"])
    page = client.get("/eqia/wording/editions/2/").content.decode()
    assert "1 EqIA" in page
    assert "What it changed since Edition 1" in page
    assert "Plainer words." in client.get("/eqia/wording/editions/").content.decode()


def test_a_question_of_the_bodys_own_is_added_retired_and_brought_back(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast["administrator"])
    data = {"section": "outcome", "kind": "option", "text": "Which fund?", "options": "One\nTwo\nTwo", "version": 0}
    assert client.post("/eqia/wording/questions/add/", data).status_code == 302
    question = LocalQuestion.objects.get()
    assert question.options == ["One", "Two"]
    publish(cast)
    assert start(cast).form.local_in("outcome")[0].text == "Which fund?"
    client.post(f"/eqia/wording/questions/{question.pk}/retire/")
    publish(cast)
    assert start(cast, "After").form.local == ()
    client.post(f"/eqia/wording/questions/{question.pk}/bring-back/")
    publish(cast)
    assert len(start(cast, "Again").form.local) == 1


def test_a_list_needs_two_options(cast: Cast, sign_in: Any) -> None:
    data = {"section": "outcome", "kind": "option", "text": "Which fund?", "options": "One", "version": 0}
    page = sign_in(cast["administrator"]).post("/eqia/wording/questions/add/", data)
    assert "Enter at least two options" in page.content.decode()


def test_only_administrators_change_words_even_past_the_pages(cast: Cast) -> None:
    for who in ("officer", "equality_lead", "member"):
        with pytest.raises(MoveForbidden):
            services.save_words(section="people", words={"heading": "x"}, version=0, by=cast[who])


@pytest.mark.parametrize("count", [1, 12])
def test_the_pages_have_a_ceiling_of_queries(
    cast: Cast, sign_in: Any, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        reworded(cast, list(questions.STANDARD)[number], heading=f"Heading {number}")
        publish(cast)
        LocalQuestion.objects.create(section="people", kind="text", text=f"Question {number}?")
        start(cast, f"Assessment {number}")
    client = sign_in(cast["administrator"])
    for page in ("", "editions/", f"editions/{count}/", "publish/", "sections/people/", "preview/proposal/"):
        with django_assert_max_num_queries(20):
            client.get(f"/eqia/wording/{page}")
