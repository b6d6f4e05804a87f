"""The frame of every page, the pages of jobs and mail, and the pages for when something is wrong."""

import datetime
import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from organisation.models import Organisation, Person
from toolkit.colour import contrast, readable_under_white
from toolkit.models import Job, JobState, SentMessage

pytestmark = pytest.mark.django_db


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1].split("</main>")[0]))


def test_a_page_names_the_organisation_the_place_and_the_way_past_the_menu(
    sign_in: Any, cast: dict[str, Person]
) -> None:
    page = sign_in(cast["administrator"]).get("/").content.decode()
    assert "<title>Home – Testshire County Council</title>" in re.sub(r"\s+", " ", page)
    assert '<html lang="en-gb"' in page
    assert page.index('href="#main-content"') < page.index("<header")
    assert 'aria-current="page"' in page
    assert '<form method="post" action="/account/logout/">' in page


def test_no_page_carries_a_script_or_style_in_its_lines(sign_in: Any, cast: dict[str, Person]) -> None:
    client = sign_in(cast["administrator"])
    for address in ("/", "/components/", "/outbox/", "/accessibility", "/account/password/change/"):
        page = client.get(address).content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)", page), address
        assert not re.search(r"\sstyle=|<style|\son\w+=", page), address


@pytest.mark.parametrize("colour", ["#12436d", "#ffee00", "#ffffff", "#000000", "#f46a25"])
def test_white_words_can_be_read_on_whatever_colour_is_chosen(
    colour: str, client: Client, council: Organisation
) -> None:
    Organisation.objects.update(colour=colour)
    response = client.get(reverse("organisation-colours"))
    assert response["Content-Type"].startswith("text/css")
    shown = re.findall(r"--organisation-colour: (#[0-9a-f]{6})", response.content.decode().lower())[0]
    assert contrast(shown, "#ffffff") >= 4.5
    assert shown == readable_under_white(colour)


def test_the_logo_is_shown_to_everybody_and_can_run_nothing(client: Client, council: Organisation) -> None:
    assert client.get(reverse("organisation-logo")).status_code == 404
    council.logo.save("logo.svg", ContentFile(b'<svg xmlns="http://www.w3.org/2000/svg"/>'))
    response = client.get(reverse("organisation-logo"))
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    b"".join(response.streaming_content)
    assert reverse("organisation-logo") in client.get("/accessibility").content.decode()


def test_a_job_under_way_says_how_far_it_is_and_can_be_followed_without_scripts(
    sign_in: Any, cast: dict[str, Person]
) -> None:
    job = make_job(cast["officer"], state=JobState.RUNNING, progress=45, step="reading rows")
    client = sign_in(cast["officer"])
    page = client.get(job.get_absolute_url())
    assert '<progress class="app-progress" id="job-progress" max="100" value="45">' in page.content.decode()
    assert "45% done: reading rows" in words(page)
    assert "Check again" in words(page)
    state = client.get(reverse("toolkit:job-state", args=[job.pk])).json()
    assert state["sentence"] == "45% done: reading rows"
    assert state["is_over"] is False


def test_a_finished_job_leads_to_what_it_made(sign_in: Any, cast: dict[str, Person]) -> None:
    result = {"url": "/reports/", "words": "Open the report", "sentence": "The report has 32 pages."}
    job = make_job(cast["officer"], state=JobState.DONE, result=result)
    page = sign_in(cast["officer"]).get(job.get_absolute_url())
    assert "Finished" in words(page)
    assert "The report has 32 pages." in words(page)
    assert '<a class="govuk-button" href="/reports/"' in page.content.decode()


def test_a_refused_job_says_why_in_sentences(sign_in: Any, cast: dict[str, Person]) -> None:
    job = make_job(cast["officer"], state=JobState.FAILED, problems=["Line 3: enter a date.", "Line 9: <b>sex</b>."])
    page = sign_in(cast["officer"]).get(job.get_absolute_url())
    assert "Line 3: enter a date." in words(page)
    assert "Line 9: &lt;b&gt;sex&lt;/b&gt;." in page.content.decode()


def make_job(owner: Person, **fields: Any) -> Job:
    is_over = fields["state"] in (JobState.DONE, JobState.FAILED)
    finished_at = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC) if is_over else None
    return Job.objects.create(owner=owner, title="Build the report", task="none", finished_at=finished_at, **fields)


@pytest.mark.parametrize("many", [1, 60])
def test_the_outbox_shows_every_message_with_as_few_queries_for_many_as_for_one(
    many: int, sign_in: Any, cast: dict[str, Person], django_assert_max_num_queries: Any
) -> None:
    SentMessage.objects.bulk_create(
        SentMessage(to="a@example.org", sender="b@example.org", subject=f"Reminder {number}", body="See <b>it</b>")
        for number in range(many)
    )
    client = sign_in(cast["equality_lead"])
    with django_assert_max_num_queries(7):
        page = client.get(reverse("toolkit:outbox"))
    assert words(page).count("Read it") == min(many, 50)
    assert "See &lt;b&gt;it&lt;/b&gt;" in page.content.decode()
    assert ("Next" in words(page)) == (many > 50)


def test_an_empty_outbox_says_what_will_be_there(sign_in: Any, cast: dict[str, Person]) -> None:
    assert "No message has been sent yet." in words(sign_in(cast["administrator"]).get(reverse("toolkit:outbox")))


def test_home_says_so_kindly_when_nothing_waits(sign_in: Any, cast: dict[str, Person]) -> None:
    page = words(sign_in(cast["nobody"]).get("/"))
    assert "Nothing waits for you" in page


def test_what_waits_is_a_list_of_sentences_with_dates() -> None:
    from toolkit.waiting import Waiting

    items = [
        Waiting("Check it", "/a/", datetime.date(2026, 11, 12), True),
        Waiting("Read it", "/b/", datetime.date(2026, 12, 9)),
        Waiting("Say it", "/c/"),
    ]
    html = render_to_string("components/waiting.html", {"items": items})
    assert "Overdue since 12 November 2026" in html
    assert "By 9 December 2026" in html
    assert html.count("app-waiting__due") == 2


def test_the_catalogue_shows_the_errors_of_its_form(sign_in: Any, cast: dict[str, Person]) -> None:
    page = sign_in(cast["officer"]).post(reverse("toolkit:components"), {})
    assert "There is a problem" in words(page)
    assert "<title>Error: Components" in re.sub(r"\s+", " ", page.content.decode())


def test_an_address_that_leads_nowhere_says_what_to_do(client: Client, sign_in: Any, cast: dict[str, Person]) -> None:
    response = sign_in(cast["officer"]).get("/nowhere/")
    assert response.status_code == 404
    assert "Check the address" in words(response)
    assert Client().get("/nowhere/").status_code == 404


@pytest.mark.parametrize("template", ["500.html", "400.html"])
def test_the_pages_for_when_nothing_works_need_nothing_that_could_be_broken(
    template: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        html = render_to_string(template)
    assert "<h1" in html


def test_the_accessibility_statement_names_who_enforces_it_where(client: Client, council: Organisation) -> None:
    assert "Equality and Human Rights Commission" in words(client.get("/accessibility"))
    Organisation.objects.update(jurisdiction="northern_ireland")
    assert "Equality Commission for Northern Ireland" in words(client.get("/accessibility"))


def test_pages_of_a_list_keep_what_was_filtered_and_take_one_filter_away_at_a_time() -> None:
    request = RequestFactory().get("/list/", {"state": ["draft", "approved"], "words": "bus", "page": "3"})
    template = Template(
        "{% load toolkit %}{% address page=4 %} {% address sort='-title' page=None %}"
        " {% address_without 'state' 'draft' %} {% address_without 'words' %}"
    )
    found = template.render(RequestContext(request)).replace("&amp;", "&").split(" ")
    assert found == [
        "?state=draft&state=approved&words=bus&page=4",
        "?state=draft&state=approved&words=bus&sort=-title",
        "?state=approved&words=bus",
        "?state=draft&state=approved",
    ]


def test_filters_in_force_are_named_in_words(sign_in: Any, cast: dict[str, Person]) -> None:
    page = sign_in(cast["officer"]).get(reverse("toolkit:components"), {"state": ["approved", "draft"], "words": "bus"})
    assert "Remove filter: State : Approved" in words(page).replace("State:", "State :")
    assert "Remove filter: Words in the title : bus" in words(page).replace("title:", "title :")


def test_every_component_says_how_it_is_included() -> None:
    for path in (django_settings.TEMPLATES[0]["DIRS"][0] / "components").glob("*.html"):
        text = path.read_text()
        assert text.startswith("{% comment %}"), path.name
        assert "{% endcomment %}" in text, path.name
