"""Chains of sign-off: who signs in which order, what a signature is bound to, and when it lapses."""

import datetime
from typing import Any

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from eqia import services
from eqia.chains import HOUSE_CHAIN, Step
from eqia.models import Assessment, Delegation, Lapse, Nudge, SignOff, SignOffRound, Turn
from eqia.waiting import waiting_for
from governance.errors import MoveForbidden, MoveRefused
from organisation.choices import Role
from organisation.models import Person, RoleHolding, Unit
from tests.conftest import make_person
from tests.eqia.conftest import attest, fresh, in_state, save
from toolkit.editing import NotPossible

Cast = dict[str, Person]
DIRECTOR = Step(
    "attestation", role="director", words="I answer for this change and its effects.", days=3, remind_after=2
)
TODAY = timezone.localdate


def keep_chain(cast: Cast, *steps: Step, kind: str = "service_change", **more: Any) -> None:
    number = more.pop("opened_number", 0)
    services.save_chain(
        kind=kind, steps=steps, allows_same_person=False, opened_number=number, by=cast["equality_lead"], **more
    )


def with_director(cast: Cast) -> None:
    keep_chain(cast, *HOUSE_CHAIN.steps, DIRECTOR)


def waits_for(person: Person) -> list[str]:
    return [item.sentence for item in waiting_for(Person.objects.get(pk=person.pk), TODAY())]


def resubmit(assessment: Assessment, cast: Cast) -> Assessment:
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    return fresh(assessment)


def test_a_chain_of_three_is_signed_in_its_order_and_the_last_signature_approves(cast: Cast) -> None:
    with_director(cast)
    assessment = in_state(cast, "checked")
    with pytest.raises(MoveForbidden):
        attest(assessment, cast["director"])
    attest(assessment, cast["head_of_service"])
    assert (fresh(assessment).state, fresh(assessment).approved_on) == ("checked", None)
    with pytest.raises(MoveForbidden):
        attest(assessment, cast["head_of_service"])
    version = attest(assessment, cast["director"])
    assert fresh(assessment).state == "approved"
    signed = version.payload["attestations"]
    assert [each["name"] for each in signed] == ["Equality Adviser", "Head Of Service", "Director"]
    assert signed[-1]["words"] == "I answer for this change and its effects."
    assert {each["sha256_read"] for each in signed} == {assessment.versions.first().sha256}
    assert version.payload["attestation"] == signed[-1]
    assert [move.transition for move in assessment.moves.all()] == ["submit", "check_quality", "countersign", "attest"]


@pytest.mark.parametrize(
    "who",
    [
        "officer",
        "other_officer",
        "equality_adviser",
        "equality_lead",
        "member",
        "committee_clerk",
        "administrator",
        "nobody",
    ],
)
def test_nobody_else_signs_for_the_head(cast: Cast, who: str) -> None:
    with pytest.raises(MoveForbidden):
        attest(in_state(cast, "checked"), cast[who])
    assert SignOff.objects.count() == 1


def test_a_signature_is_written_once_and_bound_to_what_was_read(cast: Cast) -> None:
    assessment = in_state(cast, "checked")
    signed = SignOff.objects.get()
    assert (signed.name, signed.task, signed.sha256) == (
        "Equality Adviser",
        "quality",
        assessment.versions.get().sha256,
    )
    for sql in (
        "UPDATE eqia_signoff SET name = 'Somebody'",
        "DELETE FROM eqia_signoff",
        "DELETE FROM eqia_signoffround",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_check_is_refused_if_another_version_lies_there(cast: Cast) -> None:
    assessment = in_state(cast, "submitted")
    with pytest.raises(MoveRefused, match="Read it again"):
        services.check_assessment(assessment=assessment, by=cast["equality_adviser"], read_sha256="0" * 64)


def test_nobody_signs_two_steps_unless_the_chain_allows_it(cast: Cast, places: Unit) -> None:
    person = cast["equality_adviser"]
    RoleHolding.objects.create(person=person, role=Role.HEAD_OF_SERVICE, directorate=places, starts_on="2020-01-01")
    with pytest.raises(MoveForbidden):
        attest(in_state(cast, "checked"), person)
    services.save_chain(
        kind="service_change",
        steps=HOUSE_CHAIN.steps,
        allows_same_person=True,
        opened_number=0,
        by=cast["administrator"],
    )
    assessment = in_state(cast, "checked", "Another one")
    attest(assessment, person)
    assert fresh(assessment).state == "approved"


def test_a_change_of_the_chain_leaves_what_is_being_signed_as_it_began(cast: Cast) -> None:
    assessment = in_state(cast, "checked")
    with_director(cast)
    attest(assessment, cast["head_of_service"])
    assert fresh(assessment).state == "approved"


def test_a_named_person_signs_and_reads_it_whatever_roles_they_hold(cast: Cast, sign_in: Any) -> None:
    lawyer = cast["nobody"]
    keep_chain(cast, HOUSE_CHAIN.steps[0], Step("legal", person=lawyer.pk), HOUSE_CHAIN.steps[1])
    assessment = in_state(cast, "checked")
    with pytest.raises(MoveForbidden):
        attest(assessment, cast["head_of_service"])
    assert waits_for(lawyer) == ["Give your legal advice on the EqIA: New library opening hours"]
    page = sign_in(lawyer).get(reverse("eqia:attest", args=[assessment.reference])).content.decode()
    assert "I have read this assessment as a lawyer" in page
    attest(assessment, lawyer)
    assert fresh(assessment).turn.role == "head_of_service"
    assert Assessment.objects.visible_to(lawyer).get() == assessment


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ([Step("attestation", role="head_of_service")], "Add a quality check"),
        ([Step("quality", role="equality_adviser")], "End with an attestation"),
        ([Step("attestation", role="director"), Step("quality", role="equality_adviser")], "End with an attestation"),
        ([*HOUSE_CHAIN.steps, HOUSE_CHAIN.steps[1]], "stands there twice"),
        ([], "Add a quality check"),
    ],
)
def test_steps_that_make_no_chain_are_refused(cast: Cast, steps: list[Step], problem: str) -> None:
    with pytest.raises(NotPossible, match=problem):
        keep_chain(cast, *steps)


def test_two_people_at_one_chain_lose_nothing(cast: Cast) -> None:
    with_director(cast)
    with pytest.raises(NotPossible, match="Somebody saved this chain"):
        keep_chain(cast, *HOUSE_CHAIN.steps)
    keep_chain(cast, *HOUSE_CHAIN.steps, opened_number=1)
    assert len(services.chain_for("service_change").steps) == 2


def test_only_administrators_and_the_equality_lead_keep_chains(cast: Cast) -> None:
    with pytest.raises(MoveForbidden):
        services.save_chain(
            kind="", steps=HOUSE_CHAIN.steps, allows_same_person=False, opened_number=0, by=cast["equality_adviser"]
        )


# What makes a signature lapse.


def test_earlier_signatures_stand_if_nothing_material_changed(cast: Cast) -> None:
    assessment = in_state(cast, "checked")
    services.return_assessment(
        assessment=assessment, by=cast["head_of_service"], reason="Use the usual quotation marks."
    )
    assessment = fresh(assessment)
    save(
        assessment,
        "proposal",
        assessment,
        cast["officer"],
        summary="Six  libraries will open for 24 HOURS a week instead of 34.",
    )
    assessment = resubmit(assessment, cast)
    assert assessment.state == "checked"
    assert not Lapse.objects.exists()
    attest(assessment, cast["head_of_service"])
    attestations = assessment.versions.order_by("-number").first().payload["attestations"]
    assert [each["version_read"] for each in attestations] == [1, 2]


def test_signatures_lapse_when_something_material_changes_and_say_why(cast: Cast) -> None:
    assessment = in_state(cast, "checked")
    services.return_assessment(assessment=assessment, by=cast["head_of_service"], reason="The date has moved.")
    assessment = fresh(assessment)
    save(assessment, "people", assessment, cast["officer"], decision_expected_on=datetime.date(2027, 2, 18))
    card = assessment.impacts.get(characteristic__key="sex")
    save(assessment, "impact/sex", card, cast["officer"], no_impact_reason="Visits by sex were counted for a year.")
    assessment = resubmit(assessment, cast)
    assert assessment.state == "submitted"
    assert Lapse.objects.get().reasons == [
        "Who decides, or when, has changed.",
        "The effect on this group has changed: Sex.",
    ]
    with pytest.raises(MoveForbidden):
        services.check_assessment(assessment=assessment, by=cast["other_officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])


def test_opening_an_approved_one_again_lapses_every_signature(cast: Cast) -> None:
    assessment = in_state(cast, "published")
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="A library was added.")
    assert [lapse.reasons for lapse in Lapse.objects.all()] == [["It was opened again: A library was added."]] * 2
    assert resubmit(fresh(assessment), cast).state == "submitted"


def test_whoever_signs_again_sees_what_changed_since_what_they_signed(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "approved")
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="A library was added.")
    assessment = fresh(assessment)
    save(assessment, "proposal", assessment, cast["officer"], summary="Seven libraries will open for 24 hours a week.")
    resubmit(assessment, cast)
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    page = sign_in(cast["head_of_service"]).get(reverse("eqia:attest", args=[assessment.reference])).content.decode()
    assert "You signed version 1" in page
    assert "It was opened again: A library was added." in page
    assert '<ins><span class="govuk-visually-hidden">added: </span>Seven</ins>' in page


def test_a_return_asks_for_changes_in_sections_and_the_author_hears_of_them(
    cast: Cast, sign_in: Any, mailoutbox: Any
) -> None:
    assessment = in_state(cast, "submitted")
    url = reverse("eqia:check", args=[assessment.reference])
    client = sign_in(cast["equality_adviser"])
    sent = {
        "decision": "return",
        "reason": "Two things are missing.",
        "words_1": "Say how many.",
        "about_2": "evidence",
    }
    page = client.post(url, sent).content.decode()
    assert "Select the section this is about" in page
    assert "Enter what should be done in this section" in page
    assert "Say how many." in page
    sent |= {"about_1": "impact/age", "words_2": "Which year?"}
    mailoutbox.clear()
    assert client.post(url, sent).status_code == 302
    assert sorted((each.section, each.place, each.is_open) for each in assessment.threads.all()) == [
        ("evidence", "Evidence", True),
        ("impact/age", "Impact: Age", True),
    ]
    assert [each.to for each in mailoutbox] == [["officer@example.org"]]
    assert "Which year?" in mailoutbox[0].body
    page = sign_in(cast["officer"]).get(assessment.get_absolute_url()).content.decode()
    assert "Two things are missing." in page
    assert "Impact: Age" in page


# Absence.


def absent(cast: Cast, person: str, delegate: Person, days: int = 5, **more: Any) -> Delegation:
    return services.record_delegation(
        person=cast[person],
        delegate=delegate,
        starts_on=TODAY(),
        ends_on=TODAY() + datetime.timedelta(days=days),
        by=more.pop("by", cast[person]),
    )


def test_a_delegate_signs_on_behalf_of_whoever_is_away(cast: Cast, second_head: Person) -> None:
    absent(cast, "head_of_service", second_head)
    assessment = in_state(cast, "checked")
    attest(assessment, second_head)
    signed = SignOff.objects.get(task="attestation")
    assert (signed.by, signed.on_behalf_of) == (second_head, cast["head_of_service"])
    payload = assessment.versions.order_by("-number").first().payload
    assert payload["attestation"]["on_behalf_of"] == "Head Of Service"


def test_what_waits_and_what_is_written_goes_to_the_delegate(cast: Cast, mailoutbox: Any) -> None:
    keep_chain(cast, HOUSE_CHAIN.steps[0], Step("attestation", person=cast["director"].pk))
    deputy = make_person("deputy", Role.DIRECTOR, Unit.objects.get(code="place"))
    absent(cast, "director", deputy)
    assessment = in_state(cast, "submitted")
    mailoutbox.clear()
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    assert [each.to for each in mailoutbox] == [["deputy@example.org"]]
    assert waits_for(deputy) == ["Attest the EqIA: New library opening hours (for Director, who is away)"]
    attest(assessment, deputy)
    assert SignOff.objects.get(task="attestation").on_behalf_of == cast["director"]


@pytest.mark.parametrize("who", ["officer", "equality_lead", "nobody", "head_elsewhere"])
def test_only_somebody_with_the_same_authority_there_can_be_named(cast: Cast, elsewhere: Unit, who: str) -> None:
    people = cast | {"head_elsewhere": make_person("head_elsewhere", Role.HEAD_OF_SERVICE, elsewhere)}
    with pytest.raises(NotPossible, match="does not hold the same role"):
        absent(cast, "head_of_service", people[who])


def test_a_director_may_sign_for_a_head_but_a_head_not_for_a_director(cast: Cast, second_head: Person) -> None:
    absent(cast, "head_of_service", cast["director"])
    with pytest.raises(NotPossible):
        absent(cast, "director", second_head)


def test_nobody_records_an_absence_for_a_colleague_but_an_administrator(cast: Cast, second_head: Person) -> None:
    with pytest.raises(MoveForbidden):
        absent(cast, "head_of_service", second_head, by=cast["equality_lead"])
    made = absent(cast, "head_of_service", second_head, by=cast["administrator"])
    with pytest.raises(NotPossible, match="signs in this place already"):
        absent(cast, "head_of_service", cast["director"])
    with pytest.raises(MoveForbidden):
        services.end_delegation(delegation=made, by=second_head)
    services.end_delegation(delegation=made, by=cast["head_of_service"])
    assert not Delegation.objects.current(TODAY()).exists()


def test_a_delegate_who_wrote_it_signs_neither_for_themselves_nor_for_others(cast: Cast, places: Unit) -> None:
    RoleHolding.objects.create(
        person=cast["officer"], role=Role.HEAD_OF_SERVICE, directorate=places, starts_on="2020-01-01"
    )
    absent(cast, "head_of_service", cast["officer"])
    with pytest.raises(MoveForbidden):
        attest(in_state(cast, "checked"), cast["officer"])


# Reminders.


def late(days: int) -> datetime.date:
    return TODAY() + datetime.timedelta(days=days)


def test_reminders_and_escalations_go_out_once(cast: Cast, mailoutbox: Any) -> None:
    assessment = in_state(cast, "checked")
    mailoutbox.clear()
    assert services.remind_signers(on=late(4)) == 0
    assert services.remind_signers(on=late(5)) == 1
    assert services.remind_signers(on=late(6)) == 0
    assert mailoutbox[0].to == ["head_of_service@example.org"]
    assert services.remind_signers(on=late(10)) == 0
    assert services.remind_signers(on=late(11)) == 1
    assert services.remind_signers(on=late(12)) == 0
    assert (mailoutbox[1].to, mailoutbox[1].subject) == (
        ["director@example.org"],
        f"{assessment.reference} was not signed in time",
    )
    assert sorted(Nudge.objects.values_list("kind", flat=True)) == ["escalation", "reminder"]
    attest(assessment, cast["head_of_service"])
    assert services.remind_signers(on=late(30)) == 0


def test_where_nobody_stands_above_the_equality_lead_hears_of_it(cast: Cast, mailoutbox: Any) -> None:
    in_state(cast, "checked")
    RoleHolding.objects.filter(role=Role.DIRECTOR).update(ends_on="2021-01-01")
    mailoutbox.clear()
    services.remind_signers(on=late(11))
    assert [each.to[0] for each in mailoutbox] == ["head_of_service@example.org", "equality_lead@example.org"]


def test_what_is_late_is_flagged_and_stands_on_the_home_page_of_those_above(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "checked")
    turn = Turn.objects.open().get()
    Turn.objects.filter(pk=turn.pk).update(due_on=late(-1), remind_on=late(-3))
    services.remind_signers(on=TODAY())
    # The director may sign it in the head's place, so it stands there once, as something to sign.
    assert waits_for(cast["director"]) == ["Attest the EqIA: New library opening hours"]
    Nudge.objects.create(turn=turn, person=cast["equality_lead"], kind="escalation")
    assert waits_for(cast["equality_lead"]) == ["Not signed in time by head of service: New library opening hours"]
    page = sign_in(cast["officer"]).get(assessment.get_absolute_url()).content.decode()
    assert "Late" in page


def test_what_was_submitted_before_there_were_rounds_is_signed_all_the_same(cast: Cast) -> None:
    assessment = in_state(cast, "submitted")
    Turn.objects.all().delete()
    with pgtrigger.ignore("eqia.SignOffRound:kept"):
        SignOffRound.objects.all().delete()
    services.remind_signers(on=TODAY())
    assert Turn.objects.open().get().task == "quality"
    services.check_assessment(assessment=fresh(assessment), by=cast["equality_adviser"])
    attest(assessment, cast["head_of_service"])
    assert fresh(assessment).state == "approved"


def test_a_withdrawn_or_returned_one_waits_for_nobody(cast: Cast) -> None:
    in_state(cast, "returned")
    services.withdraw_assessment(
        assessment=in_state(cast, "checked", "Second"), by=cast["equality_lead"], reason="Dropped."
    )
    assert not Turn.objects.open().exists()
    assert Lapse.objects.get().reasons == ["It was withdrawn: Dropped."]


@pytest.mark.parametrize("number", [1, 6])
def test_what_waits_costs_the_same_however_much_it_is(cast: Cast, number: int) -> None:
    for each in range(number):
        in_state(cast, "checked", f"Number {each}")
    head = Person.objects.get(pk=cast["head_of_service"].pk)
    with CaptureQueriesContext(connection) as queries:
        assert len(waiting_for(head, TODAY())) >= number
    assert len(queries) <= 16


def test_the_pages_of_signing_have_a_ceiling(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "checked")
    for who, url, ceiling in (
        ("head_of_service", reverse("eqia:attest", args=[assessment.reference]), 60),
        ("equality_lead", reverse("eqia:chains"), 20),
        ("equality_lead", reverse("eqia:chain", args=["other"]), 20),
        ("administrator", reverse("eqia:absences"), 20),
    ):
        client = sign_in(cast[who])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= ceiling, (url, len(queries))


def test_a_chain_is_written_on_its_page_and_bad_input_comes_back(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast["equality_lead"])
    url = reverse("eqia:chain", args=["restructure"])
    sent = {"number": "0", "who_1": "role:equality_adviser", "task_1": "quality", "days_1": "5", "remind_1": "9"}
    page = client.post(url, sent).content.decode()
    assert "not more than the days allowed" in page
    sent["remind_1"] = "3"
    page = client.post(url, sent).content.decode()
    assert "End with an attestation" in page
    sent |= {
        "who_2": f"person:{cast['director'].pk}",
        "task_2": "attestation",
        "days_2": "5",
        "words_2": "<b>I</b> answer.",
    }
    assert client.post(url, sent).status_code == 302
    step = services.chain_for("restructure").steps[1]
    assert (step.person, step.words, step.remind_after) == (cast["director"].pk, "<b>I</b> answer.", 2)
    page = client.get(url).content.decode()
    assert "&lt;b&gt;I&lt;/b&gt; answer." in page
    assert services.chain_for("policy") == HOUSE_CHAIN
