"""The pages of reports and packs, as the people who use them meet them."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from governance.models import Body
from organisation.models import Person
from reporting.models import Edition, Pack
from tests.reporting.documents import (
    FAKE_PDF,
    a_draft,
    a_frozen_edition,
    a_frozen_pack,
    a_meeting,
    a_pack,
    a_published_edition,
    a_published_pack,
    latest,
)
from toolkit.history import version_of
from toolkit.models import Job

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_the_lead_begins_writes_and_hands_over_a_report(cast: dict[str, Any], sign_in: SignIn) -> None:
    lead = sign_in(cast["equality_lead"])
    year = lead.get(reverse("reporting:edition-new")).context["years"][0][0]
    response = lead.post(reverse("reporting:edition-new"), {"year": year}, follow=True)
    edition = Edition.objects.get()
    assert "Enter what you will do next year." in response.content.decode()
    words = {"version": version_of(edition), "foreword": "", "foreword_by": "", "next_steps": "Ask every leaver"}
    response = lead.post(reverse("reporting:edition-narrative", args=[edition.pk]), words, follow=True)
    assert "Freeze the figures and make the PDF" in response.content.decode()
    response = lead.post(reverse("reporting:edition-step", args=[edition.pk, "freeze"]))
    assert response["Location"] == Job.objects.get().get_absolute_url()


def test_a_year_must_be_chosen(cast: dict[str, Any], sign_in: SignIn) -> None:
    response = sign_in(cast["equality_lead"]).post(reverse("reporting:edition-new"), {})
    assert "Select the year the report is for" in response.content.decode()


def test_a_stale_form_keeps_the_words_and_is_saved_by_a_second_press(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition, lead = a_draft(cast), sign_in(cast["equality_lead"])
    url = reverse("reporting:edition-narrative", args=[edition.pk])
    words = {"version": version_of(edition) - 1, "foreword": "My words", "foreword_by": "Me", "next_steps": "Go on"}
    page = lead.post(url, words)
    assert "Somebody else changed this while you had it open" in page.content.decode()
    assert "My words" in page.content.decode()
    fresh = page.context["form"]["version"].value()
    lead.post(url, words | {"version": fresh})
    assert Edition.objects.get().foreword == "My words"


def test_the_preview_of_a_draft_says_that_it_is_one(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition = a_draft(cast)
    page = sign_in(cast["committee_clerk"]).get(reverse("reporting:edition-read", args=[edition.pk]))
    assert "This is a preview with today’s figures" in page.content.decode()


def test_a_frozen_report_is_read_as_it_was_frozen(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition = a_frozen_edition(cast)
    page = sign_in(cast["committee_clerk"]).get(reverse("reporting:edition-read", args=[edition.pk])).content.decode()
    assert "Make the council easy to reach for everybody" in page
    assert "Figure 1:" in page
    assert "Table 1:" in page


def test_the_clerk_downloads_the_very_bytes_that_were_kept(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition = a_frozen_edition(cast)
    response = sign_in(cast["committee_clerk"]).get(reverse("reporting:edition-pdf", args=[edition.pk, 1]))
    assert response.content == FAKE_PDF
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    assert response["ETag"] == f'"{latest(edition).pdf_sha256}"'


def test_a_damaged_file_gives_a_page_that_says_what_to_do(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition = a_frozen_edition(cast)
    latest(edition).pdf.storage.delete(latest(edition).pdf.name)
    response = sign_in(cast["committee_clerk"]).get(reverse("reporting:edition-pdf", args=[edition.pk, 1]))
    assert response.status_code == 500
    assert latest(edition).pdf_sha256 in response.content.decode()


def test_publishing_and_withdrawing_show_on_the_public_page(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition, lead = a_frozen_edition(cast), sign_in(cast["equality_lead"])
    lead.post(reverse("reporting:edition-step", args=[edition.pk, "publish"]))
    assert Client().get(reverse("public:report", args=["2025-26"])).status_code == 200
    url = reverse("reporting:edition-step", args=[edition.pk, "withdraw"])
    assert "Enter the reason" in lead.post(url, {"reason": ""}).content.decode()
    lead.post(url, {"reason": "Table 3 was wrong."})
    assert "Table 3 was wrong." in Client().get(reverse("public:report", args=["2025-26"])).content.decode()


def test_a_step_that_is_no_longer_possible_says_so(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition = a_published_edition(cast)
    url = reverse("reporting:edition-step", args=[edition.pk, "freeze"])
    page = sign_in(cast["equality_lead"]).post(url, follow=True).content.decode()
    assert "This is now “Published”" in page


def test_an_unknown_step_does_not_exist(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition = a_draft(cast)
    response = sign_in(cast["equality_lead"]).get(reverse("reporting:edition-step", args=[edition.pk, "burn"]))
    assert response.status_code == 404


def test_the_clerk_builds_a_pack_without_a_script(cast: dict[str, Any], sign_in: SignIn) -> None:
    today = datetime.date.today()  # noqa: DTZ011
    meeting, version = a_meeting(today + datetime.timedelta(days=30)), latest(a_frozen_edition(cast))
    clerk = sign_in(cast["committee_clerk"])
    fields = {"meeting": meeting.pk, "item_number": "5", "title": "Equality", "purpose": "noting"}
    response = clerk.post(reverse("reporting:pack-new"), fields)
    pack = Pack.objects.get()
    assert response["Location"] == reverse("reporting:pack-report", args=[pack.pk])
    words = dict.fromkeys(("report_of", "summary", "recommendations", "background", "options"), "Words")
    words |= {"equality_implications": "Words", "version": str(version_of(pack))}
    clerk.post(reverse("reporting:pack-report", args=[pack.pk]), words)
    clerk.post(reverse("reporting:pack-appendices", args=[pack.pk]), {"document": f"edition-{version.pk}"})
    page = clerk.get(pack.get_absolute_url()).content.decode()
    assert "Annual equality report 2025-26" in page
    assert "Freeze the pack and make the PDF" in page
    clerk.post(reverse("reporting:pack-appendix", args=[pack.pk, 1]), {"remove": "yes"})
    assert not pack.appendices.exists()


@pytest.mark.parametrize("document", ["edition-999999", "edition", "assessment-x-1", ""])
def test_only_offered_documents_can_be_added(cast: dict[str, Any], sign_in: SignIn, document: str) -> None:
    pack = a_pack(cast)
    a_frozen_edition(cast)
    url = reverse("reporting:pack-appendices", args=[pack.pk])
    response = sign_in(cast["committee_clerk"]).post(url, {"document": document})
    assert response.status_code == 200
    assert not pack.appendices.exists()


def test_a_late_pack_asks_why_it_cannot_wait(cast: dict[str, Any], sign_in: SignIn) -> None:
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # noqa: DTZ011
    pack = a_frozen_pack(cast, meeting=a_meeting(tomorrow))
    clerk, url = sign_in(cast["committee_clerk"]), reverse("reporting:pack-step", args=[pack.pk, "publish"])
    assert "Why can this not wait for the next meeting?" in clerk.get(url).content.decode()
    assert "Enter the reason" in clerk.post(url, {"reason": " "}).content.decode()
    clerk.post(url, {"reason": "A court set the date."})
    assert Pack.objects.get(pk=pack.pk).is_published


def test_names_that_people_configure_are_shown_as_they_wrote_them(cast: dict[str, Any], sign_in: SignIn) -> None:
    today = datetime.date.today()  # noqa: DTZ011
    body = Body.objects.create(name="<b>Bold</b> board", kind="member")
    body.meetings.create(held_on=today + datetime.timedelta(days=40))
    clerk = sign_in(cast["committee_clerk"])
    page = clerk.get(reverse("reporting:pack-new")).content.decode()
    assert "<b>Bold</b>" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt; board" in page
    pack = a_pack(cast, title="<b>Loud</b>")
    for name in ("pack", "pack-report", "pack-appendices", "pack-history"):
        assert "<b>Loud</b>" not in clerk.get(reverse(f"reporting:{name}", args=[pack.pk])).content.decode()


def test_the_history_tells_who_did_what(cast: dict[str, Any], sign_in: SignIn) -> None:
    edition, lead = a_frozen_edition(cast), sign_in(cast["equality_lead"])
    lead.post(reverse("reporting:edition-step", args=[edition.pk, "publish"]))
    page = lead.get(reverse("reporting:edition-history", args=[edition.pk])).content.decode()
    assert "Equality Lead" in page
    assert "Published" in page
    assert "Equality Lead" in lead.get(edition.get_absolute_url()).content.decode()


@pytest.mark.parametrize("many", [1, 6])
def test_the_list_asks_the_database_as_little_for_many_as_for_one(
    cast: dict[str, Any], sign_in: SignIn, django_assert_max_num_queries: Any, many: int
) -> None:
    for number in range(many):
        a_published_edition(cast, f"{2010 + number}-{11 + number}")
        a_pack(cast, item_number=str(number))
    clerk = sign_in(cast["committee_clerk"])
    with django_assert_max_num_queries(14):
        assert clerk.get(reverse("reporting:list")).status_code == 200


@pytest.mark.parametrize("many", [1, 5])
def test_a_document_page_asks_as_little_for_many_versions_and_appendices_as_for_one(
    cast: dict[str, Any], sign_in: SignIn, django_assert_max_num_queries: Any, many: int
) -> None:
    from reporting.services.appendices import add_appendix

    pack, clerk = a_pack(cast), sign_in(cast["committee_clerk"])
    for number in range(many):
        version = latest(a_frozen_edition(cast, f"{2010 + number}-{11 + number}"))
        add_appendix(pack=pack, by=cast["committee_clerk"], edition_version=version)
    for url in (
        pack.get_absolute_url(),
        reverse("reporting:pack-appendices", args=[pack.pk]),
        version.record.get_absolute_url(),
    ):
        with django_assert_max_num_queries(14):
            assert clerk.get(url).status_code == 200


def test_a_published_pack_is_there_for_members(cast: dict[str, Any], sign_in: SignIn) -> None:
    pack = a_published_pack(cast)
    member = sign_in(cast["member"])
    assert str(pack) in member.get(reverse("reporting:list")).content.decode()
    assert member.get(reverse("reporting:pack-pdf", args=[pack.pk, 1])).content == FAKE_PDF
