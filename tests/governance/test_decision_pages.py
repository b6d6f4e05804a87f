"""The pages of decisions: forward plan, the gate as the clerk meets it, overrides, what waits for whom."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from eqia import services
from governance.figures import decision_activity
from governance.models import Clearance, Decision
from governance.rules import Standing
from governance.services import decisions
from governance.waiting import waiting_for
from organisation.models import Person, Unit
from tests.eqia.conftest import in_state, start
from tests.governance.making import HASH, cabinet_meeting, clear, days, plan, released, taken

pytestmark = pytest.mark.django_db
Cast = dict[str, Person]


@pytest.fixture
def as_clerk(cast: Cast, sign_in: Any) -> Client:
    return sign_in(cast["committee_clerk"])


def page(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    return client.get(reverse(name, args=arguments), query).content.decode()


def answers(cast: Cast, **changes: Any) -> dict[str, Any]:
    meeting = cabinet_meeting(cast)
    return {
        "title": "Charges at waste sites",
        "kind": "consultation",
        "question": "Whether to ask residents.",
        "unit": Unit.objects.get(code="libraries").pk,
        "at": f"meeting:{meeting.pk}",
        **changes,
    }


def test_a_clerk_plans_a_decision_for_a_meeting(as_clerk: Client, cast: Cast) -> None:
    as_clerk.post(reverse("decisions:plan"), answers(cast))
    decision = Decision.objects.get()
    assert (decision.body, decision.expected_on) == (decision.meeting.body, decision.meeting.held_on)
    assert decision.planned_by == cast["committee_clerk"]


def test_an_officer_plans_for_their_own_directorate_only(cast: Cast, sign_in: Any, elsewhere: Unit) -> None:
    sent = answers(cast, unit=elsewhere.pk)
    said = sign_in(cast["officer"]).post(reverse("decisions:plan"), sent).content.decode()
    assert "Select a valid choice" in said
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Enter the title"),
        ({"kind": ""}, "Select the kind of decision"),
        ({"at": ""}, "Choose the body that decides, or the person who does"),
        ({"at": "body:999"}, "Select a valid choice"),
        ({"urgency": "special_urgency"}, "Enter why it could not wait for 28 days"),
        ({"notice_on_0": "31", "notice_on_1": "2", "notice_on_2": "2026"}, "as a real date"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_and_nothing_is_lost(
    changes: dict[str, Any], sentence: str, as_clerk: Client, cast: Cast
) -> None:
    said = as_clerk.post(reverse("decisions:plan"), answers(cast, **changes)).content.decode()
    assert sentence in said
    assert "Whether to ask residents." in said
    assert not Decision.objects.exists()


def test_a_body_and_a_person_cannot_both_be_chosen(as_clerk: Client, cast: Cast) -> None:
    said = as_clerk.post(reverse("decisions:plan"), answers(cast, delegate=cast["director"].pk)).content.decode()
    assert "and not both" in said


def test_somebody_who_was_quicker_is_not_overwritten(as_clerk: Client, cast: Cast) -> None:
    decision = plan(cast)
    url = reverse("decisions:edit", args=[decision.reference])
    opened = as_clerk.get(url).context["form"].initial["version"]
    Decision.objects.update(question="Theirs")
    said = as_clerk.post(url, answers(cast, version=opened)).content.decode()
    assert "Somebody else changed this" in said
    assert Decision.objects.get().question == "Theirs"


def test_the_clerk_is_stopped_at_the_gate_with_what_to_do_and_passes_once_it_is_done(
    as_clerk: Client, cast: Cast
) -> None:
    decision = plan(cast)
    url = reverse("decisions:release", args=[decision.reference])
    stopped = as_clerk.post(url)
    assert stopped.status_code == 422
    assert "Put an approved EqIA to it" in stopped.content.decode()
    assert Decision.objects.get().state == "planned"
    clear(decision, cast)
    as_clerk.post(url)
    assert Decision.objects.get().state == "released"


def test_an_override_stands_with_name_and_reason_wherever_it_counts(cast: Cast, sign_in: Any) -> None:
    decision = plan(cast)
    client = sign_in(cast["director"])
    url = reverse("decisions:override", args=[decision.reference])
    assert "Confirm that you answer for it" in client.post(url, {"reason": "The grant closes."}).content.decode()
    assert "Enter the reason" in client.post(url, {"accepts": "on"}).content.decode()
    assert not Clearance.objects.exists()
    client.post(url, {"reason": "The grant <b>closes</b>.", "accepts": "on"})
    for name, arguments in (("decisions:overrides", []), ("decisions:decision", [decision.reference])):
        shown = page(client, name, *arguments)
        assert "The grant &lt;b&gt;closes&lt;/b&gt;." in shown, name
        assert "Director" in shown
    today = timezone.localdate()
    assert [each.reason for each in decision_activity(today, today).overrides] == ["The grant <b>closes</b>."]


def test_what_was_decided_is_taken_down_with_its_minute(as_clerk: Client, cast: Cast) -> None:
    decision = released(cast, on=days(-1))
    url = reverse("decisions:take", args=[decision.reference])
    tomorrow = days(1)
    sent = {"outcome": "changed", "minute": "RESOLVED: agreed with changes.", "item_number": "7"}
    late = {"taken_on_0": tomorrow.day, "taken_on_1": tomorrow.month, "taken_on_2": tomorrow.year}
    assert "cannot lie in the future" in as_clerk.post(url, sent | late).content.decode()
    on = days(-1)
    as_clerk.post(url, sent | {"taken_on_0": on.day, "taken_on_1": on.month, "taken_on_2": on.year})
    shown = page(as_clerk, "decisions:decision", decision.reference)
    assert "Agreed with changes" in shown
    assert "RESOLVED: agreed with changes." in shown


def test_a_member_reads_the_one_page_and_the_version_and_says_so_once(cast: Cast, sign_in: Any) -> None:
    assessment, decision = in_state(cast, "approved"), plan(cast)
    paper = services.put_to_decision(assessment=assessment, decision=decision, by=cast["officer"])
    decisions.release_decision(decision=decision, by=cast["committee_clerk"])
    client = sign_in(cast["member"])
    shown = page(client, "eqia:paper", assessment.reference, paper.pk)
    assert "Fewer weekday mornings" in shown
    assert "Keep two mornings a week at every library" in shown
    assert "The March survey will ask." in shown
    assert "section 149 of the Equality Act 2010" in shown
    read = reverse("eqia:read", args=[assessment.reference, paper.pk])
    client.post(read, {"read_sha256": "0" * 64})
    assert not decision.readings.exists()
    client.post(read, {"read_sha256": paper.version.sha256})
    assert decision.readings.get().person == cast["member"]
    assert "You have read this version" in page(client, "eqia:paper", assessment.reference, paper.pk)


def test_an_officer_elsewhere_sees_that_it_is_cleared_but_not_by_what(cast: Cast, sign_in: Any) -> None:
    assessment, decision = in_state(cast, "approved", "Secret hours"), plan(cast, title="Opening hours")
    services.put_to_decision(assessment=assessment, decision=decision, by=cast["officer"])
    start(cast, "Secret draft").decisions.add(decision)
    client = sign_in(cast["officer_elsewhere"])
    for name, arguments in (("decisions:forward-plan", []), ("decisions:decision", [decision.reference])):
        shown = page(client, name, *arguments)
        assert "Cleared" in shown
        assert "Secret" not in shown
        assert assessment.reference not in shown
    rows = b"".join(client.get(reverse("decisions:forward-plan-csv")).streaming_content).decode()
    assert assessment.reference not in rows
    assert "Cleared" in rows


def test_the_forward_plan_is_filtered_and_downloaded_alike(as_clerk: Client, cast: Cast) -> None:
    plan(cast, title="=HYPERLINK(1)", kind="tender", on=days(20))
    clear(plan(cast, title="Parking charges", kind="saving", on=days(90)), cast)
    for query, shown, hidden in (
        ({"kind": "tender"}, "HYPERLINK", "Parking"),
        ({"standing": "cleared"}, "Parking", "HYPERLINK"),
        ({"ends": days(30).isoformat()}, "HYPERLINK", "Parking"),
        ({"q": "parking"}, "Parking", "HYPERLINK"),
    ):
        rows = b"".join(as_clerk.get(reverse("decisions:forward-plan-csv"), query).streaming_content).decode()
        for text in (page(as_clerk, "decisions:forward-plan", **query), rows):
            assert shown in text
            assert hidden not in text
    every = b"".join(as_clerk.get(reverse("decisions:forward-plan-csv")).streaming_content).decode()
    assert "'=HYPERLINK(1)" in every


def test_a_key_decision_without_notice_is_flagged(as_clerk: Client, cast: Cast) -> None:
    plan(cast, title="Parking charges", kind="key", on=days(20))
    assert "Notice not given in time" in page(as_clerk, "decisions:forward-plan", late="on")


def test_the_database_and_the_rule_agree_on_how_a_decision_stands(cast: Cast) -> None:
    bare, cleared, lapsed, again, off, over = (plan(cast, title=str(number)) for number in range(6))
    for decision in (cleared, lapsed, again, off):
        clear(decision, cast, reference=f"EIA-{decision.pk}")
    for decision, kind in ((lapsed, "superseded"), (again, "superseded"), (off, "taken_off")):
        decisions.lapse_clearance(
            reference=f"EIA-{decision.pk}", lapse_kind=kind, reason="Because", by=cast["officer"], decision=decision
        )
    clear(again, cast, reference=f"EIA-{again.pk}", number=3, sha256="b" * 64)
    decisions.override_gate(decision=over, by=cast["director"], reason="The grant closes.")
    for standing in Standing:
        expected = {each.pk for each in Decision.objects.all() if each.standing == standing}
        assert set(Decision.objects.standing(standing).values_list("pk", flat=True)) == expected, standing
    assert {each.standing for each in (bare, off)} == {Standing.NOT_CLEARED}
    assert {each.standing for each in (cleared, again)} == {Standing.CLEARED}


def test_a_meeting_lists_what_is_decided_there(cast: Cast, sign_in: Any) -> None:
    decision = plan(cast, title="Parking charges")
    assert "Parking charges" in page(sign_in(cast["member"]), "governance:meeting", decision.meeting.pk)


def test_a_meeting_that_moves_takes_its_decisions_with_it(cast: Cast, as_clerk: Client) -> None:
    decision = plan(cast)
    url = reverse("governance:edit-meeting", args=[decision.meeting.pk])
    version = as_clerk.get(url).context["form"].initial["version"]
    on = days(50)
    as_clerk.post(url, {"held_on_0": on.day, "held_on_1": on.month, "held_on_2": on.year, "version": version})
    assert Decision.objects.get().expected_on == on


def test_a_seat_is_given_and_ended(cast: Cast, as_clerk: Client) -> None:
    body = cabinet_meeting(cast).body
    url = reverse("governance:add-seat", args=[body.pk])
    as_clerk.post(
        url, {"person": cast["director"].pk, "post": "Chair", "starts_on_0": 1, "starts_on_1": 5, "starts_on_2": 2026}
    )
    assert "Director, Chair" in page(as_clerk, "governance:body", body.pk)
    again = as_clerk.post(url, {"person": cast["director"].pk, "starts_on_0": 1, "starts_on_1": 6, "starts_on_2": 2026})
    assert "already has a seat" in again.content.decode()


def sentences(person: Person) -> list[str]:
    return [each.sentence for each in waiting_for(person, timezone.localdate())]


def test_what_waits_is_said_to_those_who_can_do_something_about_it(cast: Cast) -> None:
    plan(cast, title="Blocked", on=days(10))
    decision = released(cast, title="To read", on=days(12))
    assert sentences(cast["member"]) == ["Read EIA-2026-0001 before you decide: To read"]
    assert sentences(cast["committee_clerk"]) == ["Stopped at the gate, no EqIA: Blocked"]
    assert sentences(cast["director"]) == ["No EqIA stands behind a decision: Blocked"]
    decisions.record_reading(
        clearance=decision.clearances.get(), by=cast["member"], read_sha256=HASH, words="W", duty="D"
    )
    assert sentences(cast["member"]) == []
    assert sentences(cast["officer_elsewhere"]) == []


def test_a_decision_whose_day_has_passed_waits_for_the_clerk(cast: Cast) -> None:
    released(cast, title="Yesterday", on=days(-1))
    assert sentences(cast["committee_clerk"]) == ["Take down what was decided: Yesterday"]


@pytest.mark.parametrize("count", [1, 20])
def test_lists_and_pages_cost_the_same_however_many(
    count: int, cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    assessment = in_state(cast, "approved")
    for number in range(count):
        decision = plan(cast, title=f"Decision {number}")
        services.put_to_decision(assessment=assessment, decision=decision, by=cast["officer"])
        taken(cast, title=f"Taken {number}")
        decisions.override_gate(decision=plan(cast), by=cast["director"], reason="The grant closes.")
    client = sign_in(cast["committee_clerk"])
    for name in ("decisions:forward-plan", "decisions:forward-plan-csv", "decisions:taken", "decisions:overrides"):
        with django_assert_max_num_queries(18):
            answer = client.get(reverse(name))
            assert b"".join(answer.streaming_content) if answer.streaming else answer.content
    with django_assert_max_num_queries(24):
        page(client, "decisions:decision", decision.reference)
    with django_assert_max_num_queries(18):
        page(client, "governance:meeting", decision.meeting.pk)
    with django_assert_max_num_queries(12):
        waiting_for(cast["committee_clerk"], timezone.localdate())
