"""Who brings an assessment from draft to the public page, and who may not."""

from typing import Any

import pytest

from eqia import services
from eqia.models import Assessment
from governance.errors import MoveForbidden, MoveRefused
from organisation.choices import Role
from organisation.models import Person, RoleHolding, Unit
from tests.conftest import make_person
from tests.eqia.conftest import answer_groups, attest, fill, fill_proposal, fresh, in_state, save, start

Cast = dict[str, Person]


def test_an_assessment_goes_from_draft_to_the_public_page(cast: Cast) -> None:
    assessment = in_state(cast, "published")
    assert assessment.state == "published"
    assert [move.transition for move in assessment.moves.all()] == ["submit", "check_quality", "attest", "publish"]
    assert assessment.published_version == services.approved_version(assessment)
    assert list(Assessment.objects.published()) == [assessment]


def test_an_incomplete_assessment_is_refused_with_what_is_missing(cast: Cast, draft: Assessment) -> None:
    with pytest.raises(MoveRefused) as refused:
        services.submit_assessment(assessment=draft, by=cast["officer"])
    assert "Say what will change" in refused.value.sentences
    assert refused.value.sentences == fresh(draft).missing_to_submit()
    assert fresh(draft).state == "draft"
    assert not draft.versions.exists()


def test_an_officer_of_another_directorate_cannot_submit_it(cast: Cast, draft: Assessment) -> None:
    fill(draft, cast)
    with pytest.raises(MoveForbidden):
        services.submit_assessment(assessment=draft, by=cast["officer_elsewhere"])


def test_an_officer_cannot_check_or_attest(cast: Cast) -> None:
    assessment = in_state(cast, "submitted")
    with pytest.raises(MoveForbidden):
        services.check_assessment(assessment=assessment, by=cast["other_officer"])
    with pytest.raises(MoveForbidden):
        attest(in_state(cast, "checked"), cast["other_officer"])


def test_an_adviser_returns_only_with_a_reason(cast: Cast) -> None:
    assessment = in_state(cast, "submitted")
    with pytest.raises(MoveRefused, match="Enter the reason"):
        services.return_assessment(assessment=assessment, by=cast["equality_adviser"], reason="  ")
    services.return_assessment(assessment=assessment, by=cast["equality_adviser"], reason="Ask the deaf club.")
    assert fresh(assessment).state == "returned"
    assert fresh(assessment).moves.last().reason == "Ask the deaf club."


def test_a_head_of_service_may_return_what_was_checked(cast: Cast) -> None:
    assessment = in_state(cast, "checked")
    services.return_assessment(assessment=assessment, by=cast["head_of_service"], reason="The cost is missing.")
    assert fresh(assessment).state == "returned"


def test_nobody_attests_their_own_work(cast: Cast, places: Unit) -> None:
    for person in (cast["officer"], cast["other_officer"]):
        RoleHolding.objects.create(person=person, role=Role.HEAD_OF_SERVICE, directorate=places, starts_on="2020-01-01")
    assessment = fill(start(cast), cast)
    save(assessment, "proposal", assessment, cast["other_officer"], aims="To keep every library open.")
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    with pytest.raises(MoveForbidden):
        attest(assessment, cast["officer"])
    with pytest.raises(MoveForbidden):
        attest(assessment, cast["other_officer"])
    attest(assessment, cast["head_of_service"])


def test_whoever_checked_it_does_not_attest_it(cast: Cast, places: Unit) -> None:
    person = cast["equality_adviser"]
    RoleHolding.objects.create(person=person, role=Role.DIRECTOR, directorate=places, starts_on="2020-01-01")
    assessment = in_state(cast, "checked")
    with pytest.raises(MoveForbidden):
        attest(assessment, person)


def test_a_head_of_another_directorate_does_not_attest_it(cast: Cast, elsewhere: Unit) -> None:
    stranger = make_person("head_elsewhere", Role.HEAD_OF_SERVICE, elsewhere)
    with pytest.raises(MoveForbidden):
        attest(in_state(cast, "checked"), stranger)


def test_a_director_may_attest(cast: Cast) -> None:
    assessment = in_state(cast, "checked")
    attest(assessment, cast["director"])
    assert fresh(assessment).state == "approved"


def test_only_the_version_that_was_read_can_be_attested(cast: Cast) -> None:
    assessment = in_state(cast, "checked")
    with pytest.raises(MoveRefused, match="Read it again"):
        services.attest_assessment(assessment=assessment, by=cast["head_of_service"], read_sha256="0" * 64)
    assert fresh(assessment).approved_on is None


def test_what_is_not_required_is_signed_by_a_head_of_service_and_can_be_published(cast: Cast) -> None:
    assessment = start(cast, "Window cleaning at three depots")
    officer = cast["officer"]
    fill_proposal(assessment, cast, officer)
    answer_groups(assessment, officer)
    save(assessment, "screening", assessment.screening, officer, result="not_required", reasons="Nobody is affected.")
    services.submit_assessment(assessment=assessment, by=officer)
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    version = attest(assessment, cast["head_of_service"])
    assert "a full assessment is not required" in version.payload["attestation"]["words"]
    assert "impacts" not in version.payload
    services.publish_assessment(assessment=assessment, by=cast["committee_clerk"])
    assert Assessment.objects.published().screened_out().get() == assessment


@pytest.mark.parametrize("answer", ["worse", "both", "unknown"])
def test_a_doubt_cannot_be_screened_out(cast: Cast, draft: Assessment, answer: str) -> None:
    fill_proposal(draft, cast, cast["officer"])
    answer_groups(draft, cast["officer"], race=answer)
    save(draft, "screening", draft.screening, cast["officer"], result="not_required", reasons="Nobody minds.")
    with pytest.raises(MoveRefused, match="Select a full assessment"):
        services.submit_assessment(assessment=draft, by=cast["officer"])


def test_what_is_published_stays_published_while_the_next_version_is_written(cast: Cast) -> None:
    assessment = in_state(cast, "published")
    first = assessment.published_version
    services.revise_assessment(assessment=assessment, by=cast["other_officer"], reason="One library was added.")
    assessment = fresh(assessment)
    assert assessment.state == "draft"
    save(assessment, "proposal", assessment, cast["officer"], summary="Seven libraries will open for 24 hours.")
    assert Assessment.objects.published().get().published_version == first
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    attest(assessment, cast["head_of_service"])
    assert fresh(assessment).published_version == first
    services.publish_assessment(assessment=assessment, by=cast["committee_clerk"])
    second = fresh(assessment).published_version
    assert (first.number, second.number) == (2, 4)
    assert first.payload["proposal"][0]["answer"].startswith("Six")
    assert second.payload["proposal"][0]["answer"].startswith("Seven")


def test_a_withdrawn_assessment_leaves_the_public_register_but_keeps_its_versions(cast: Cast) -> None:
    assessment = in_state(cast, "withdrawn")
    assert not Assessment.objects.published().exists()
    assert assessment.versions.count() == 2
    assert assessment.withdrawn_on is not None


def test_an_officer_withdraws_only_what_was_never_approved(cast: Cast, draft: Assessment) -> None:
    services.withdraw_assessment(assessment=draft, by=cast["officer"], reason="Started by mistake.")
    assert fresh(draft).state == "withdrawn"
    with pytest.raises(MoveForbidden):
        services.withdraw_assessment(assessment=in_state(cast, "approved"), by=cast["officer"], reason="Dropped.")


@pytest.mark.parametrize(
    ("state", "verb"),
    [("draft", "check_assessment"), ("submitted", "publish_assessment"), ("published", "check_assessment")],
)
def test_no_step_is_skipped_or_repeated(cast: Cast, state: str, verb: str) -> None:
    everyone: dict[str, Any] = {
        "check_assessment": cast["equality_adviser"],
        "publish_assessment": cast["equality_lead"],
    }
    with pytest.raises(MoveRefused, match="changed since you opened it"):
        getattr(services, verb)(assessment=in_state(cast, state), by=everyone[verb])
