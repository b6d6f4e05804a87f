"""The cumulative view: what it says, to whom, and at what cost."""

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from eqia.models import Assessment
from eqia.services import start_assessment
from oversight.figures import Wanted, counted, picture
from oversight.presenters.cumulative import findings
from tests.oversight.making import finished, place, promise, proposal

PAGE = "/oversight/cumulative/"
LIST = "/oversight/cumulative/proposals/"
# Session, person, roles, body, and what the page asks of the tallies.
CEILING = 18


def harmed(person: Any, **wanted: Any) -> int:
    return picture(person, Wanted(**wanted)).cards.harmed


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.getvalue().decode()))


def test_each_reader_counts_what_they_may_list_and_no_more(cast: Any, elsewhere: Any) -> None:
    """Whoever works here sees drafts of their directorate; members and clerks what is finished; others nothing."""
    proposal(cast, "A draft in Place", age="negative")
    finished(proposal(cast, "Approved in Place", age="negative"))
    other = start_assessment(title="A draft in Adults", kind="policy", unit=elsewhere, by=cast["officer_elsewhere"])
    other.impacts.filter(characteristic__key="age").update(effect="negative")
    expected = {
        "equality_lead": 3,
        "equality_adviser": 3,
        "officer": 2,
        "head_of_service": 2,
        "director": 2,
        "officer_elsewhere": 1,
        "member": 1,
        "committee_clerk": 1,
        "administrator": 0,
        "hr_analyst": 0,
        "nobody": 0,
    }
    assert {name: harmed(cast[name]) for name in expected} == expected
    for name, count in expected.items():
        rows = counted(cast[name], Wanted()).filter(is_harmed=True, characteristic_id__gt=0)
        assert rows.count() == count
        listed = Assessment.objects.visible_to(cast[name]).filter(pk__in=rows.values("assessment_id"))
        assert listed.count() == count, name


@pytest.mark.parametrize("name", ["member", "committee_clerk"])
def test_a_member_learns_nothing_of_drafts_from_any_number_filter_or_file(cast: Any, sign_in: Any, name: str) -> None:
    secret = place(proposal(cast, "The secret closure", age="negative"), "Millbrook", round_="2099/00")
    place(proposal(cast, "The other secret", age="negative"), "Millbrook", round_="2099/00")
    client = sign_in(cast[name])
    for address in (
        PAGE,
        f"{PAGE}?round=2099/00",
        f"{PAGE}?standing=in_progress",
        f"{PAGE}?directorate={secret.directorate.pk}",
        f"{LIST}?characteristic=age&measure=harmed&place=Millbrook",
        f"{LIST}?standing=in_progress",
        "/oversight/cumulative/table.csv",
    ):
        shown = text(client.get(address))
        assert "secret" not in shown, address
        assert "Millbrook" not in shown.replace("age, Millbrook", "").replace("Age, Millbrook", ""), address
        assert "2099/00 " not in shown.replace("Budget round 2099/00", ""), address


def test_every_number_opens_a_list_of_that_length(cast: Any, sign_in: Any) -> None:
    first = place(proposal(cast, "First", age="negative", sex="unknown"), "Millbrook")
    place(proposal(cast, "Second", age="both", sex="positive"), "Millbrook")
    promise(cast, first)
    client = sign_in(cast["equality_lead"])
    page = client.get(PAGE).content.decode()
    links = re.findall(r'href="(/oversight/cumulative/proposals/\?[^"]+)">(\d+)<', page)
    assert len(links) >= 20
    for address, number in links:
        shown = client.get(address.replace("&amp;", "&")).context["page"].paginator.count
        assert shown == int(number), address


def test_a_group_hit_twice_in_one_place_is_named_with_its_proposals(cast: Any, sign_in: Any) -> None:
    place(proposal(cast, "Fewer buses", age="negative"), "Millbrook")
    place(proposal(cast, "Shorter library hours", age="both"), "Millbrook", "Stonecross")
    seen = picture(cast["equality_lead"], Wanted())
    assert [(hit.place, hit.characteristic.key, hit.sum.harmed) for hit in seen.hits] == [("Millbrook", "age", 2)]
    assert {title for _reference, title in seen.hits[0].titles} == {"Fewer buses", "Shorter library hours"}


def test_filters_narrow_to_a_budget_round_a_kind_a_state_and_a_directorate(cast: Any, elsewhere: Any) -> None:
    place(proposal(cast, "In the round", age="negative"), round_="2027/28")
    finished(proposal(cast, "In none", age="negative"))
    lead = cast["equality_lead"]
    assert harmed(lead, round="2027/28") == 1
    assert harmed(lead, round="-") == 1
    assert harmed(lead, kind="service_change") == 2
    assert harmed(lead, kind="closure") == 0
    assert harmed(lead, standing="finished") == 1
    assert harmed(lead, directorate=elsewhere.pk) == 0


def test_unknown_and_not_yet_assessed_are_said_and_never_read_as_no_impact(cast: Any) -> None:
    proposal(cast, age="unknown", sex="none")
    seen = picture(cast["equality_lead"], Wanted())
    assert (seen.cards.unknown, seen.cards.unaffected) == (1, 1)
    assert seen.cards.unanswered == seen.cards.total - 2
    assert any("Neither counts as no impact" in sentence for sentence in findings(seen))


@pytest.mark.parametrize(
    "query",
    [
        "round=%3Cscript%3E&kind=nonsense&standing=x&directorate=999999",
        "directorate=abc",
        "quarter=banana&measure=everything&page=-3",
        "quarter=2026-9&characteristic=nothing",
        "place=%00x&combination=a%2Bb",
    ],
)
def test_nonsense_in_the_address_is_answered_calmly(cast: Any, sign_in: Any, query: str) -> None:
    proposal(cast, age="negative")
    client = sign_in(cast["equality_lead"])
    for address in (PAGE, LIST):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200, address
        assert "<script>" not in response.getvalue().decode().replace("<script src", "").replace("<script type", "")


def test_the_page_asks_as_little_of_many_as_of_one(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast["equality_lead"])
    place(proposal(cast, "Number 0", age="negative"), "Millbrook")
    client.get(PAGE)
    for number in range(1, 6):
        place(proposal(cast, f"Number {number}", age="negative", sex="both"), "Millbrook", "Stonecross")
        for address in (PAGE, f"{LIST}?characteristic=age&measure=harmed"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            assert len(queries) <= CEILING, [each["sql"] for each in queries]


def test_the_paper_for_members_is_short_and_says_the_findings_first(cast: Any, sign_in: Any, keep_pdf: Any) -> None:
    for title in ("Fewer buses", "Shorter library hours", "Charges for parking"):
        finished(place(proposal(cast, title, age="negative", sex="unknown", race="positive"), "Millbrook"))
    content = sign_in(cast["member"]).get("/oversight/cumulative/paper.pdf").content
    keep_pdf("cumulative-effect.pdf", content)
    read = PdfReader(io.BytesIO(content))
    assert len(read.pages) <= 5
    first = " ".join((read.pages[0].extract_text() or "").split())
    assert "3 of 3 live proposals harm at least one group." in first


def test_the_figures_leave_as_a_table_without_formulas(cast: Any, sign_in: Any, places: Any) -> None:
    places.name = "=HYPERLINK(1)"
    places.save()
    proposal(cast, age="negative")
    rows = sign_in(cast["equality_lead"]).get("/oversight/cumulative/table.csv").getvalue().decode("utf-8-sig")
    assert rows.startswith("Group,Directorate,Proposals,Harmed")
    assert "Age,'=HYPERLINK(1),1,1,0,1,0,0,0,0" in rows


def test_with_nothing_to_count_the_page_says_what_will_be_here(cast: Any, sign_in: Any) -> None:
    assert "builds up here" in text(sign_in(cast["member"]).get(PAGE))
    assert sign_in(cast["member"]).get("/oversight/cumulative/paper.pdf").status_code == 200
