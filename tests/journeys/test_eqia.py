"""An equality impact assessment, from an officer's first page to the public's, in the browser."""

import re
from collections.abc import Callable
from typing import Any

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


def given_the_head_has_a_post(cast: Cast) -> None:
    cast["head_of_service"].job_title = "Head of libraries"
    cast["head_of_service"].save()


def when_the_officer_starts(officer: Visitor) -> None:
    officer.visit("/eqia/").press("Start an assessment")
    officer.press("Start the assessment")
    assert "Enter what the proposal is called" in officer.errors
    officer.fill("What is the proposal called?", "New library opening hours")
    officer.choose("Change to a service", within="What kind of proposal is it?")
    officer.select("Which service is it about?", "Libraries (Place)")
    officer.fill("Day", "14").fill("Month", "1").fill("Year", "2027")
    officer.press("Start the assessment")
    officer.sees("New library opening hours", "You have completed 0 of 13 sections", "Cannot start yet")


def when_the_officer_screens(officer: Visitor) -> None:
    officer.follow("What is changing")
    officer.fill("What will change?", "Six libraries will open for 24 hours a week instead of 34.")
    officer.fill("Why is the change proposed?", "To keep all six open with less money.")
    officer.choose("A change to something we do").choose("People who use the service").choose("Staff")
    officer.fill("Who is affected?", "About 9,400 borrowers and 31 staff.")
    assert not officer.field("Which places?").is_visible()
    officer.choose("Some places more than others").fill("Which places?", "Aldermere\nMillbrook")
    officer.press("Save and continue")
    fill_day(officer, "When were the options first drawn up?", "4", "5", "2026")
    officer.select("Which head of service or director is accountable?", "Head Of Service, Head of libraries")
    officer.fill("Who will decide?", "Cabinet").press("Save and continue")
    for legend, answer in (("Could the proposal cause", "No"), ("Could it make", "Yes"), ("Could it bring", "No")):
        officer.choose(answer, within=legend)
    officer.fill("Why do you think so?", "Hours decide who can come.").press("Save and continue")
    for group in officer.page.locator(".app-groups__group").all():
        group.get_by_label("Not relevant").check()
    officer.choose("Could be either", within="#id_age").choose("I don’t know", within="#id_race")
    officer.press("Save and continue")
    officer.sees("A full assessment is needed, because you said:", "Age: Could be either", "Race: I don’t know")
    officer.choose("A full assessment is needed").fill("Why?", "Some could be worse off.").press("Save and continue")


def fill_day(officer: Visitor, legend: str, *parts: str) -> None:
    for label, value in zip(("Day", "Month", "Year"), parts, strict=True):
        officer.group(legend).get_by_label(label).fill(value)


def when_the_officer_looks_at_the_choice(officer: Visitor) -> None:
    officer.press("Add another way").fill("What was the other way?", "Close two libraries")
    officer.fill("Why was it not chosen?", "Fewer people, hit harder.").press("Save").press("Save and continue")
    assert officer.heading == "The team"
    officer.press("Save and continue")
    officer.fill("Which other assessments are related?", "EIA-2026-9999").press("Save and continue")
    assert "Not found: EIA-2026-9999" in officer.errors[0]
    officer.fill("Which other assessments are related?", "").press("Save and continue")


def when_the_officer_assesses(officer: Visitor) -> None:
    when_the_officer_looks_at_the_choice(officer)
    officer.press("Write evidence down here")
    officer.fill("What is it called?", "Visit counts").fill("Who produced it?", "Libraries")
    officer.fill("What does it show for this proposal?", "Half of the visits are by people over 60.").choose("Age")
    officer.press("Save").sees("Half of the visits").press("Save and continue")
    officer.press("Add people you asked or will ask")
    officer.fill("Whom did you ask, or will you ask?", "Library users")
    fill_day(officer, "From", "1", "June", "2026")
    officer.choose("Under way or done").fill("What did they say?", "Keep Saturdays.")
    for question in ("Could the proposal still", "Did people get enough", "Did they have enough", "Was what they said"):
        officer.choose("Yes", within=question)
    officer.press("Save").press("Save and continue")

    assert officer.heading == "Impact: Age"
    assert not officer.field("How could it harm them?").is_visible()
    officer.choose("Both positive and negative").sees("How does it help them?", "How could it harm them?")
    officer.fill("Who within this group is affected?", "People over 60")
    officer.fill("How does it help them?", "Later evenings suit those who work.")
    officer.fill("How could it harm them?", "Fewer mornings.")
    officer.choose("None", within="What harm remains when everything promised is done?")
    officer.press("Save and add some of them in particular")
    officer.fill("Who?", "People over 80").choose("Negative").fill("What does it mean for them?", "They come by day.")
    officer.press("Save").sees("People over 80", "They come by day.").press("Save and add a mitigation")
    officer.fill("What will be done?", "Keep two mornings a week at every library")
    officer.select("Who leads it?", "Head Of Service, Head of libraries")
    officer.fill("Day", "31").fill("Month", "3").fill("Year", "2027").press("Save")
    assert officer.heading == "Impact: Age"
    officer.sees("Keep two mornings a week at every library").press("Save and continue")
    for _card in range(8):
        if officer.heading == "Impact: Race":
            officer.choose("Unknown").fill("How will you find out?", "The survey in March asks.")
            officer.select("Who will find out?", "Officer")
            fill_day(officer, "By when?", "31", "3", "2027")
        else:
            officer.choose("No impact").fill("Why is there no impact?", "Visits show no difference.")
        officer.press("Save and continue")

    officer.press("Add a combination").fill("Who are they?", "Older disabled people")
    officer.choose("Age").choose("Disability").choose("Negative")
    officer.fill("What do you know, and what does it mean for them?", "They come on weekday mornings.")
    officer.press("Save").sees("Older disabled people").press("Save and continue")
    officer.fill(re.compile("What does it mean for the same people"), "Nothing else changes.").press(
        "Save and continue"
    )
    for module in officer.page.locator(".app-asked").all():
        module.get_by_label("No", exact=True).check()
    officer.press("Save and continue")
    officer.sees("What we will find out", "The survey in March asks.").press("Save and continue")
    for question in ("Would anybody be treated", "Does the same rule", "Could it expose"):
        officer.choose("No", within=question)
    officer.fill(re.compile("Which reasonable adjustments"), "Step-free doors at all six.")
    for question in ("for eliminating", "for advancing", "for fostering"):
        officer.fill(re.compile(question), "Looked at, with what is written above in mind.")
    officer.press("Save and continue")
    officer.choose("Adjust the proposal").fill("Why this outcome?", "Two mornings stay.").press("Save and continue")
    officer.fill("How will you check what really happens?", "Visits by age each quarter.")
    officer.fill("Who looks at it?", "Head of libraries").press("Save and continue")


def test_an_assessment_goes_from_its_first_page_to_publication(
    sign_in_as: SignIn, open_browser: Callable[[], Visitor], cast: Cast, keep_pdf: Any
) -> None:
    given_the_head_has_a_post(cast)
    officer = sign_in_as(cast["officer"])
    when_the_officer_starts(officer)
    when_the_officer_screens(officer)
    when_the_officer_assesses(officer)

    # One thing is missing, and the page says where to put it right.
    officer.sees("1 thing is still missing").press("Submit for checking").sees("It cannot be submitted yet")
    officer.follow("Enter when you will look at this assessment again")
    fill_day(officer, "When will you look at this assessment again?", "1", "10", "2027")
    officer.press("Save and continue")
    officer.sees("Everything is answered").press("Submit for checking").sees("With the adviser")
    assessment = Assessment.objects.get()

    # The adviser returns it with a reason; the officer reads it first and answers.
    adviser = sign_in_as(cast["equality_adviser"])
    adviser.visit("/").follow("Check the EqIA: New library opening hours")
    adviser.choose("Return it to its author").press("Confirm your decision")
    assert adviser.errors == ["Enter what the author should do"]
    adviser.fill(re.compile("What should the author"), "Say what carers told you.").press("Confirm your decision")
    officer.visit("/").follow("Returned to you: New library opening hours").sees("Say what carers told you.")
    officer.follow("Consultation and engagement").follow("Change Library users", within=".govuk-summary-card")
    officer.fill("What did they say?", "Keep Saturdays. Carers need the mornings.").press("Save")
    officer.visit(assessment.get_absolute_url()).press("Check your answers and submit").press("Submit for checking")

    adviser.visit("/").follow("Check the EqIA: New library opening hours")
    adviser.choose(re.compile("It is sound")).press("Confirm your decision").sees("With the head of service")

    head = sign_in_as(cast["head_of_service"])
    head.visit("/").follow("Attest the EqIA: New library opening hours")
    head.sees("Carers need the mornings", "I wrote no part of it.").press("Confirm your decision")
    assert head.errors == ["Select whether you attest it or return it"]
    head.choose(re.compile("I attest it")).press("Confirm your decision").sees("Approved")

    clerk = sign_in_as(cast["committee_clerk"])
    clerk.visit("/").follow("Publish the EqIA: New library opening hours").press("Publish").sees("Published")
    clerk.follow("Versions and PDFs").follow("Version 3").sees("Unchanged since it was frozen")
    name, pdf = clerk.download("Download as PDF")
    assert name == f"{assessment.reference}-version-3.pdf"
    keep_pdf("eqia-journey.pdf", pdf)

    member = sign_in_as(cast["member"])
    member.visit("/eqia/").follow("New library opening hours").sees("Keep two mornings a week at every library")
    with member.narrow():
        member.sees("Impact at a glance")

    # Anybody reads it now, without signing in and without the officer's name.
    public = open_browser().visit(f"/public/eqia/{assessment.reference}/")
    public.sees("New library opening hours", "Head of libraries", "Carers need the mornings").does_not_see(
        "Head Of Service"
    )


def test_two_officers_at_one_section_lose_nothing(sign_in_as: SignIn, cast: Cast) -> None:
    assessment = start(cast)
    first, second = sign_in_as(cast["officer"]), sign_in_as(cast["other_officer"])
    for officer, words in ((first, "First words"), (second, "Second words")):
        officer.visit(assessment.get_absolute_url()).follow("What is changing").fill("What will change?", words)
    first.press("Save and go to the list")
    second.press("Save and continue").sees("Officer saved this page", "First words", "Second words")
    second.choose(re.compile("Use this text instead of mine")).press("Save and go to the list")
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
