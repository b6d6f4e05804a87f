import datetime
import re
from collections.abc import Callable

from django.utils import timezone

from governance.models import Body
from organisation.models import Person
from reporting.rules.years import last_complete_year
from tests.journeys.visitor import Visitor

SignInAs = Callable[[Person], Visitor]


def test_a_report_goes_from_its_first_word_to_the_public_and_into_a_pack(
    sign_in_as: SignInAs, visitor: Visitor, cast: dict[str, Person]
) -> None:
    today = timezone.localdate()
    year = last_complete_year(today).label
    title = f"Annual equality report {year}"
    committee = Body.objects.create(name="Equality and Inclusion Committee", kind="member")
    committee.meetings.create(held_on=today + datetime.timedelta(days=30), place="County Hall")

    lead, clerk = sign_in_as(cast["equality_lead"]), sign_in_as(cast["committee_clerk"])
    # The PDF is made while the browser waits: here there is no worker.
    for person in (lead, clerk):
        person.page.set_default_timeout(60_000)
    lead.visit("/")
    lead.follow(re.compile("Publish the annual equality report"))
    lead.press("Begin an annual report")
    lead.choose(re.compile(f"^{year}")).press("Begin the report")
    lead.sees("Enter what you will do next year.").follow(re.compile("^Change the foreword"))
    lead.fill("Foreword", "This year we listened.").press("Save").sees("Enter who signs the foreword")
    lead.follow(re.compile("^Change the foreword"))
    lead.fill("Who signs the foreword", "Cllr Amara Bello").fill("What you will do next year", "Ask every leaver why")
    lead.press("Save").follow("Preview the report with today’s figures")
    lead.sees("This is a preview with today’s figures", "This year we listened.").picture("report-preview")
    lead.follow(title)
    lead.press("Freeze the figures and make the PDF").press("Freeze and make the PDF")
    lead.sees("Finished", "Download the PDF").visit("/reports/").follow(title)
    name, content = lead.download(re.compile("^Download the PDF"))
    assert name == f"annual-equality-report-{year}-v1.pdf"
    assert content.startswith(b"%PDF-")
    lead.press("Publish the report").press("Publish")
    lead.sees("Everybody can read it on the public pages now.").picture("report-published")

    visitor.visit("/public/").follow(title).sees("The year in brief", "This year we listened.")
    assert visitor.download(re.compile("^Download as a PDF"))[1] == content
    with visitor.narrow():
        visitor.picture("public-report-narrow")

    clerk.visit("/reports/").press("Begin a pack")
    clerk.press("Continue")
    assert {"Enter the item number", "Enter the title of the report"} <= set(clerk.errors)
    clerk.fill("Item number", "7").fill("Title of the report", "Equality in the year").press("Continue")
    for label in (
        "Report of",
        "Summary",
        "Recommendations",
        "Background",
        "Options considered",
        "Equality implications",
    ):
        clerk.fill(label, f"{label} of the item")
    clerk.press("Save").sees(re.compile("^Publish by")).follow("Change the appendices")
    clerk.select("Add a report or an EqIA", f"{title} (published)").press("Add it").sees(f"Appendix 1: {title}")
    clerk.press("Back to the pack")
    clerk.press("Freeze the pack and make the PDF").press("Freeze and make the PDF").sees("Finished")
    clerk.visit("/").follow(re.compile("^Publish the pack"))
    assert clerk.download(re.compile("^Download the PDF"))[1].startswith(b"%PDF-")
    clerk.picture("pack-frozen")
    clerk.press("Publish the pack").press("Publish").sees("Download the pack and put it on the committee’s page.")

    member = sign_in_as(cast["member"]).visit("/reports/")
    member.follow("Equality in the year").does_not_see("Withdraw the pack")
    assert member.download(re.compile("^Download the PDF"))[1].startswith(b"%PDF-")

    lead.visit("/reports/").follow(title).press("Withdraw the report")
    lead.fill("Why do you withdraw it?", "Table 3 was wrong.").press("Withdraw").sees("Withdrawn")
    lead.follow("See every change").sees(re.compile("History of"))
