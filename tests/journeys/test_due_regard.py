"""One proposal through the whole house: a route for walking and cycling, from the first page to the court pack.

The facts are those of many a council's scheme: a road narrowed, parking moved, a grant that ends.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from eqia import services
from eqia.models import Assessment
from organisation.models import Person
from tests.eqia.test_publication import pdf_texts
from tests.governance.making import cabinet_meeting, days
from tests.journeys.visitor import Visitor

SignIn = Callable[[Person], Visitor]
Cast = dict[str, Person]

NOT_TOUCHED = "Of 312 people who kept a travel diary in June 2026, 40 were asked about {}: no journey differed."
TITLE = "Walking and cycling route between the station and Millbrook"


@pytest.fixture(autouse=True)
def _pdfs_are_made_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker runs beside a journey; a page that hands an assessment in must not wait for its PDF."""
    monkeypatch.setattr(services, "keep_pdf_later", lambda version: None)


def day(visitor: Visitor, legend: str, value: str) -> None:
    """Fills in the day, month and year under a legend: "14 1 2027"."""
    for part, number in zip(("Day", "Month", "Year"), value.split(), strict=True):
        visitor.page.get_by_role("group", name=legend, exact=True).first.get_by_label(part).fill(number)


def answer_proposal(officer: Visitor) -> None:
    officer.choose("Something new", within="Is it new?")
    officer.fill("What will change?", "A 3.1 km route for walking, wheeling and cycling takes one traffic lane.")
    officer.fill("Why is the change proposed?", "To cut injuries and give people without a car a safe way.")
    officer.choose("Residents", within="Whom does it touch?")
    officer.fill("Who is affected?", "About 9,400 residents within 500 metres, students and traders.")
    officer.choose("Some places more than others", within="Where are they?")
    officer.fill("Which places?", "Aldermere\nMillbrook")


def answer_people(officer: Visitor) -> None:
    officer.select("Which head of service or director is accountable?", "Head Of Service, Head of highways")
    officer.fill("Who will decide?", "Cabinet")
    day(officer, "When did you start to think about equality in this proposal?", "4 5 2026")
    day(officer, "When were the options first drawn up?", "20 5 2026")


def answer_aims(officer: Visitor) -> None:
    for legend, said in (("Could the proposal cause", "No"), ("Could it make", "Yes"), ("Could it bring", "Yes")):
        officer.choose(said, within=legend)
    officer.fill("Why do you think so?", "Who can cross a road decides who can go out.")


def answer_groups(officer: Visitor) -> None:
    for group in officer.page.locator(".app-groups__group").all():
        group.get_by_label("Not relevant").check()
    officer.choose("Could be either", within="#id_disability").choose("I don’t know", within="#id_religion_belief")


def answer_screening(officer: Visitor) -> None:
    officer.sees("Disability: Could be either", "Religion or belief: I don’t know")
    officer.choose("A full assessment is needed").fill("Why?", "Blind people cross a cycle track to reach the bus.")


def answer_alternatives(officer: Visitor) -> None:
    officer.press("Add another way")
    officer.fill("What was the other way?", "Leave the road as it is")
    officer.fill("What would it have meant for people?", "Fourteen injuries in five years go on.")
    officer.fill("Why was it not chosen?", "It leaves people without a car where they are.")
    officer.press("Save")


def answer_evidence(officer: Visitor) -> None:
    officer.press("Write evidence down here")
    officer.fill("What is it called?", "Parking count on Station Road").fill("Who produced it?", "Highways")
    officer.fill("What does it show for this proposal?", "61 of 410 parking acts were by blue badge holders.")
    officer.choose("Disability")
    officer.press("Save")


def answer_consultation(officer: Visitor) -> None:
    officer.press("Add people you asked or will ask")
    officer.choose("Under way or done", within="Have you asked them yet?")
    officer.fill("Whom did you ask, or will you ask?", "Sight loss forum")
    day(officer, "From", "3 6 2026")
    officer.fill("What did they say?", "Joan Attwell of Mill Lane fell twice at a floating bus stop.")
    for legend in (
        "Could the proposal still change when you asked?",
        "Did people get enough information to answer properly?",
        "Did they have enough time?",
        "Was what they said conscientiously taken into account?",
    ):
        officer.choose("Yes", within=legend)
    officer.press("Save")


def answer_card(officer: Visitor) -> None:
    group = officer.heading.removeprefix("Impact: ")
    if group == "Disability":
        officer.fill("What do you know?", "61 of 410 parking acts were by blue badge holders.")
        officer.choose("Both positive and negative")
        officer.fill("Who within this group is affected?", "Blind people and blue badge holders")
        officer.fill("How does it help them?", "Level crossings every 120 metres.")
        officer.fill("How could it harm them?", "Six bays move; only 3 wheelchair users live at Dell Court.")
        officer.choose("A little: an inconvenience")
        officer.fill("Why is what remains acceptable?", "Two bays are 40 metres further away, and level.")
        officer.press("Save and add a mitigation")
        officer.fill("What will be done?", "Build signal crossings at every bus stop")
        officer.select("Who leads it?", "Head Of Service, Head of highways")
        day(officer, "By when?", "31 3 2027")
        officer.fill("How will you know that it worked?", "The forum walks the route with us in May 2027.")
        officer.press("Save")
        if "/impact/" not in officer.page.url:
            officer.visit(officer.page.url.split("/sections/")[0] + "/impact/disability/")
    elif group == "Religion or belief":
        officer.choose("Unknown")
        officer.fill("How will you find out?", "Ask the mosque committee on Station Road at a Friday visit.")
        officer.select("Who will find out?", "Officer")
        day(officer, "By when?", "11 12 2026")
    else:
        officer.choose("No impact")
        officer.fill("Why is there no impact?", NOT_TOUCHED.format(group.lower()))


def answer_combinations(officer: Visitor) -> None:
    officer.fill(
        re.compile("If you found no combination"), "Disabled women at the Aldermere forum: no difference named."
    )


def answer_together(officer: Visitor) -> None:
    officer.fill(re.compile("What does it mean for the same people"), "No other live proposal touches these streets.")


def answer_duties(officer: Visitor) -> None:
    for legend in (
        "Could it touch anybody",
        "Could it touch children",
        "Does it work for people",
        "Could it put people",
    ):
        officer.choose("No", within=legend)


def answer_law(officer: Visitor) -> None:
    for legend in ("Would anybody be treated", "Does the same rule", "Could it expose"):
        officer.choose("No", within=legend)
    officer.fill(re.compile("Which reasonable adjustments"), "Tactile paving, audible signals and benches.")
    for question in ("eliminating", "advancing", "fostering"):
        officer.fill(re.compile(question), "Looked at with the cards in mind; the crossings answer what was found.")


def answer_outcome(officer: Visitor) -> None:
    officer.choose("Adjust the proposal").fill(
        "Why this outcome?", "Signal crossings and three bays were brought back."
    )
    officer.fill(
        re.compile("What must the proposal achieve"), "A street on which nobody is hurt: 14 were in five years."
    )
    officer.fill(re.compile("Why does it outweigh"), "Six people drive 40 metres further; hundreds can cross at all.")
    officer.fill(
        re.compile("Why will no less harmful way"), "A shared pavement was tried on paper; blind people refused it."
    )


def answer_review(officer: Visitor) -> None:
    officer.fill("How will you check what really happens?", "Counts by pass type each quarter.")
    officer.fill("Who looks at it?", "Head of highways")
    day(officer, "When will you look at this assessment again?", "1 10 2027")


PAGES = {
    "What is changing": answer_proposal,
    "People and dates": answer_people,
    "The three aims of the duty": answer_aims,
    "Who could be affected": answer_groups,
    "Screening result": answer_screening,
    "Other ways considered": answer_alternatives,
    "Evidence": answer_evidence,
    "Consultation and engagement": answer_consultation,
    "Combinations": answer_combinations,
    "Together with other proposals": answer_together,
    "Other duties": answer_duties,
    "What it means under the Act": answer_law,
    "Outcome": answer_outcome,
    "Monitoring and review": answer_review,
}


def when_the_officer_writes_it(officer: Visitor) -> None:
    officer.visit("/eqia/").press("Start an assessment")
    officer.fill("What is the proposal called?", TITLE)
    officer.choose("Project or scheme", within="What kind of proposal is it?")
    officer.select("Which service is it about?", "Libraries (Place)")
    officer.fill("Day", "14").fill("Month", "1").fill("Year", "2027")
    officer.press("Start the assessment")
    officer.follow("What is changing")
    while officer.page.get_by_role("button", name="Save and continue").count():
        answer = answer_card if officer.heading.startswith("Impact: ") else PAGES.get(officer.heading)
        if answer:
            answer(officer)
        officer.press("Save and continue")
        assert not officer.errors, (officer.heading, officer.errors)


def when_the_adviser_comments_and_returns_it(adviser: Visitor, reference: str) -> None:
    adviser.visit(f"/eqia/{reference}/comments/").press("Add a comment")
    adviser.page.get_by_label("What is it about?").select_option(label="Consultation and engagement")
    adviser.fill("Your comment", "What did the forum say about floating bus stops?").press("Post comment")
    adviser.visit("/").follow(f"Check the EqIA: {TITLE}").sees("floating bus stops")
    adviser.choose("Return it to its author")
    adviser.fill(re.compile("What should the author"), "Answer the comment on the consultation.")
    adviser.press("Confirm your decision")


def when_the_officer_answers(officer: Visitor, reference: str) -> None:
    officer.visit("/").follow(f"Returned to you: {TITLE}").sees("Answer the comment on the consultation.")
    officer.visit(f"/eqia/{reference}/sections/consultation/").follow(
        "Change Sight loss forum", within=".govuk-summary-card"
    )
    officer.fill("What has changed because of it?", "Zebra markings became signal crossings.").press("Save")
    officer.visit(f"/eqia/{reference}/comments/").follow(re.compile("Reply or settle"))
    officer.fill("Your reply", "They asked for signals, and the plan has them now.").press("Answered by this change")
    officer.visit(f"/eqia/{reference}/submit/").press("Submit for checking").sees("With the adviser")


def when_the_clerk_plans_the_decision(clerk: Visitor, meeting: Any) -> str:
    clerk.visit("/decisions/").press("Plan a decision")
    clerk.fill("Title", "Build the route between the station and Millbrook")
    clerk.choose(re.compile("Key decision"), within="Kind of decision")
    clerk.fill("What is to be decided?", "Whether to build the route in 2027.")
    clerk.page.locator("#id_unit").select_option(index=1)
    clerk.page.get_by_label("Body and meeting").select_option(value=f"meeting:{meeting.pk}")
    clerk.press("Save")
    clerk.look()
    return clerk.page.url.rstrip("/").rsplit("/", 1)[-1]


def test_a_route_for_walking_and_cycling_goes_the_whole_way(
    sign_in_as: SignIn, open_browser: Callable[[], Visitor], cast: Cast, keep_pdf: Any, tmp_path: Path
) -> None:
    cast["head_of_service"].job_title = "Head of highways"
    cast["head_of_service"].save()
    meeting = cabinet_meeting(cast, on=days(0))
    officer = sign_in_as(cast["officer"])
    when_the_officer_writes_it(officer)
    officer.sees("Everything is answered").press("Submit for checking").sees("With the adviser")
    reference = Assessment.objects.get().reference

    adviser = sign_in_as(cast["equality_adviser"])
    when_the_adviser_comments_and_returns_it(adviser, reference)
    when_the_officer_answers(officer, reference)
    adviser.visit("/").follow(f"Check the EqIA: {TITLE}").choose(re.compile("It is sound"))
    adviser.press("Confirm your decision")

    # The decision is planned, and blocked: nothing that is approved stands behind it.
    clerk = sign_in_as(cast["committee_clerk"])
    decision = when_the_clerk_plans_the_decision(clerk, meeting)
    clerk.visit(f"/decisions/{decision}/release/").sees("It cannot be released yet")

    head = sign_in_as(cast["head_of_service"])
    head.visit("/").follow(f"Attest the EqIA: {TITLE}").sees("floating bus stop")
    head.choose(re.compile("I attest it")).press("Confirm your decision").sees("Approved")

    # What nobody knew is an action now, with somebody's name and a date.
    lead = sign_in_as(cast["equality_lead"])
    lead.visit("/action-plans/").follow(re.compile("Promises of our EqIAs"))
    lead.sees("Ask the mosque committee")

    # The very version that was approved is put to the decision, which passes the gate and is read before it is taken.
    officer.visit(f"/eqia/{reference}/decisions/")
    officer.page.locator("main select").first.select_option(index=1)
    officer.press("Link this decision")
    officer.press(re.compile("Put version"))
    clerk.visit(f"/decisions/{decision}/release/").press("Release it").sees("Released")
    member = sign_in_as(cast["member"])
    member.visit("/").sees(f"Read {reference} before you decide")
    member.visit(f"/decisions/{decision}/").press("Read what is put to you")
    member.sees("Ask the mosque committee").press("I have read it, in these words").sees(
        "It is on record that you have read version"
    )
    clerk.visit(f"/decisions/{decision}/take/")
    clerk.choose("Agreed", within="What was decided?")
    today = days(0)
    day(clerk, "When was it decided?", f"{today.day} {today.month} {today.year}")
    clerk.fill("Item on the agenda", "7").fill(
        "Minute", "RESOLVED: that the route be built, having read the assessment."
    )
    clerk.press("Save the decision").sees("RESOLVED: that the route be built, having read the assessment.")

    # The public reads everything but the two passages that the clerk hides.

    clerk.visit(f"/eqia/{reference}/public/").press("Read it and hide words")
    for place, words, reason in (
        ("What did they say", "Joan Attwell of Mill Lane", "Personal data"),
        ("How could it harm", "only 3 wheelchair users live at Dell Court", "Small numbers"),
    ):
        clerk.follow(re.compile(f"Hide words.*{place}")).fill("Words to hide", words)
        clerk.choose(re.compile(reason), within="Why").press("Hide these words")
    clerk.visit(f"/eqia/{reference}/publish/").press("Publish").sees("Published")

    public = open_browser().visit(f"/public/eqia/{reference}/")
    public.sees(TITLE)
    hidden = ("Joan", "Attwell", "Mill Lane", "Dell Court", "wheelchair users")
    pdf = public.page.request.get(reverse("public:assessment-pdf", args=[reference])).body()
    keep_pdf("due-regard-public.pdf", pdf)
    texts = [public.page.content(), *pdf_texts(pdf)]
    assert "signal crossings" in " ".join(texts)
    assert not [word for word in hidden for text in texts if word in text]
    public.visit("/public/?q=Attwell")
    public.does_not_see(TITLE)

    # Everything that a court would ask for, in one file that proves itself; one byte changed, and it says so.
    lead.visit(f"/eqia/{reference}/timeline/")
    lead.follow(re.compile("court pack")).press("Make the court pack").press("Go to the court pack")
    with lead.page.expect_download() as waiting:
        lead.page.get_by_role("button", name="Download the ZIP").click()
    pack = tmp_path / waiting.value.suggested_filename
    content = Path(waiting.value.path()).read_bytes()
    pack.write_bytes(content)
    said = io.StringIO()
    call_command("verify_pack", str(pack), stdout=said)
    assert "is in order" in said.getvalue()
    pack.write_bytes(content.replace(b"manifest", b"manifesT"))
    with pytest.raises(CommandError):
        call_command("verify_pack", str(pack), stdout=said)
