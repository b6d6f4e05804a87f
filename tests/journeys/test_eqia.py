"""An equality impact assessment, from an officer's first page to the public's, in the browser."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings

from eqia import services
from eqia.models import Assessment
from organisation.models import Person
from tests.eqia.conftest import fill, in_state, start
from tests.journeys.visitor import Visitor

SignIn = Callable[[Person], Visitor]
Cast = dict[str, Person]


@pytest.fixture(autouse=True)
def _pdfs_are_made_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker runs beside a journey; a page that hands an assessment in must not wait for its PDF."""
    monkeypatch.setattr(services, "keep_pdf_later", lambda version: None)


def test_two_officers_at_one_section_lose_nothing(sign_in_as: SignIn, cast: Cast) -> None:
    assessment = start(cast)
    first, second = sign_in_as(cast["officer"]), sign_in_as(cast["other_officer"])
    for officer, words in ((first, "First words"), (second, "Second words")):
        officer.visit(assessment.get_absolute_url()).follow("What is changing").fill("What will change?", words)
    first.press("Save and go to the list")
    second.press("Save and continue").sees("Officer saved this page", "First words", "Second words")
    second.choose("Take the text of Officer").press("Save and go to the list")
    assert Assessment.objects.get().summary == "First words"


def test_a_lapsed_session_gives_back_what_was_written(sign_in_as: SignIn, cast: Cast) -> None:
    assessment = start(cast)
    officer = sign_in_as(cast["officer"])
    officer.visit(assessment.get_absolute_url()).follow("What is changing").fill("What will change?", "An hour of work")
    officer.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    officer.press("Save and continue")
    officer.fill(re.compile("mail"), "officer@example.org").fill("Password", "correct horse battery").press("Sign in")
    officer.sees("We kept what you had written")
    assert officer.field("What will change?").input_value() == "An hour of work"
    officer.press("Save and go to the list").sees("Saved. You can come back at any time.")


def test_every_page_about_an_assessment_can_be_read_by_everybody(sign_in_as: SignIn, cast: Cast) -> None:
    """The pages that the journey above does not reach, each checked for accessibility."""
    officer = sign_in_as(cast["officer"])
    published = in_state(cast, "published", "Published")
    for page in ("", "versions/", "version/1/", "history/", "revise/"):
        officer.visit(published.get_absolute_url() + page)
    draft = fill(start(cast, "Draft"), cast)
    for page in (
        "",
        "submit/",
        "withdraw/",
        "sections/evidence/",
        "sections/mitigation/",
        "impact/marriage_civil_partnership/",
    ):
        officer.visit(draft.get_absolute_url() + page)
    item = draft.evidence.get()
    officer.visit(f"{draft.get_absolute_url()}sections/evidence/{item.pk}/remove/").press("Remove").sees("Removed")
    officer.visit("/eqia/?q=published&state=finished").sees("Filters in force")
