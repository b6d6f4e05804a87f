"""What belongs to no single room: the catalogue of components, a job that is followed, a keyboard, no scripts."""

import re
from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Browser, expect

from organisation.models import Person
from tests.journeys.visitor import Visitor
from toolkit.models import Job, JobState


def test_every_component_can_be_used_by_everybody(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]
) -> None:
    officer = sign_in_as(cast["officer"]).visit("/components/")
    for summary in officer.page.locator(".app-chart__table > summary").all():
        summary.click()
    officer.look().picture("components")
    officer.press("Check the form")
    assert len(officer.errors) == 10
    officer.follow("Enter the date")
    assert officer.page.evaluate("document.activeElement.id") == "id_day_0"
    with officer.narrow():
        officer.picture("components-narrow")


def test_a_job_is_followed_until_it_is_over(sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]) -> None:
    job = Job.objects.create(owner=cast["officer"], title="Build the report", task="none")
    officer = sign_in_as(cast["officer"]).visit(job.get_absolute_url())
    officer.sees("Waiting to start. You can leave this page and come back.")
    expect(officer.page.get_by_role("link", name="Check again")).to_be_hidden()
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, progress=45, step="drawing charts")
    officer.sees("45% done: drawing charts")
    Job.objects.filter(pk=job.pk).update(
        state=JobState.DONE,
        progress=100,
        finished_at=timezone.now(),
        result={"url": "/", "words": "Read the report"},
    )
    officer.sees("Finished").look()
    officer.page.get_by_role("button", name="Read the report").click()
    officer.look()


def test_a_keyboard_reaches_everything_in_the_order_it_is_read(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]
) -> None:
    administrator = sign_in_as(cast["administrator"]).visit("/")
    page = administrator.page
    reached = []
    for _press in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText.trim()"))
    assert reached[0] == "Skip to main content"
    assert reached[1].startswith("Testshire County Council")
    assert reached[2:4] == ["Sign out", "Home"]
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    administrator.look()
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_signing_in_finding_the_way_and_signing_out_need_no_scripts(
    browser: Browser, live_server: object, cast: dict[str, Person]
) -> None:
    context = browser.new_context(
        base_url=live_server.url,  # type: ignore[attr-defined]
        java_script_enabled=False,
        viewport={"width": 320, "height": 700},
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_label("E-mail address").fill("administrator@example.org")
    page.get_by_label("Password", exact=True).fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    for name in ("Home", "Organisation"):
        expect(page.get_by_role("navigation").get_by_role("link", name=name)).to_be_visible()
    job = Job.objects.create(owner=cast["administrator"], title="Build the report", task="none")
    page.goto(job.get_absolute_url())
    page.get_by_role("link", name="Check again").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/account/login/"))
    context.close()


def test_a_lapsed_session_loses_no_words(sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]) -> None:
    lead = sign_in_as(cast["equality_lead"]).visit("/objectives/new/")
    lead.fill("What will change", "Deaf people have an interpreter in time")
    lead.page.context.clear_cookies(name="sessionid")
    lead.press("Save")
    assert lead.heading == "Sign in"
    lead.fill("E-mail address", "equality_lead@example.org").fill("Password", "correct horse battery").press("Sign in")
    lead.sees("We kept what you had written. Check it and save it again.")
    assert lead.field("What will change").input_value() == "Deaf people have an interpreter in time"
