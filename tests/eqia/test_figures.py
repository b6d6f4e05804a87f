"""What reports and the home page say about the assessments."""

import datetime
import json
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from eqia import services
from eqia.figures import eqia_activity
from eqia.models import Assessment
from eqia.waiting import waiting_for
from organisation.models import Person
from tests.eqia.conftest import answer_groups, attest, fill_proposal, in_state, save, start

Cast = dict[str, Person]


def today() -> datetime.date:
    return timezone.localdate()


def activity() -> Any:
    return eqia_activity(today() - datetime.timedelta(days=30), today())


def test_activity_counts_what_happened_in_the_period(cast: Cast) -> None:
    for state in ("draft", "returned", "submitted", "approved", "published"):
        in_state(cast, state, state)
    found = activity()
    assert (found.started, found.completed, found.published, found.returned, found.open_now) == (5, 2, 1, 1, 3)
    assert found.by_directorate == [("Place", 5, 2, 1)]
    assert dict(found.by_outcome)["Adjust the proposal"] == 2
    rows = {name: counts for name, *counts in found.by_characteristic}
    assert rows["Age"] == [0, 0, 2, 0, 0]
    assert rows["Gender reassignment"] == [0, 0, 0, 2, 0]
    assert rows["Race"] == [0, 0, 0, 0, 2]
    json.dumps(asdict(found))


def test_activity_knows_nothing_of_other_periods(cast: Cast) -> None:
    in_state(cast, "published")
    found = eqia_activity(datetime.date(2020, 4, 1), datetime.date(2021, 3, 31))
    assert (found.started, found.completed, found.published, found.returned) == (0, 0, 0, 0)
    assert found.by_directorate == []


def test_what_was_screened_out_counts_apart_from_full_assessments(cast: Cast) -> None:
    assessment, officer = start(cast), cast["officer"]
    fill_proposal(assessment, cast, officer)
    answer_groups(assessment, officer)
    save(assessment, "screening", assessment.screening, officer, result="not_required", reasons="Nobody is affected.")
    services.submit_assessment(assessment=assessment, by=officer)
    services.check_assessment(assessment=assessment, by=cast["equality_adviser"])
    attest(assessment, cast["head_of_service"])
    found = activity()
    assert (found.completed, found.screened_out) == (1, 1)
    assert dict(found.by_outcome)["A full assessment is not required"] == 1
    assert found.by_characteristic == []


def test_each_step_waits_for_the_person_whose_duty_it_is(cast: Cast) -> None:
    in_state(cast, "draft", "Drafted")
    in_state(cast, "returned", "Given back")
    in_state(cast, "submitted", "Handed in")
    in_state(cast, "checked", "Checked")
    in_state(cast, "approved", "Signed")

    def sentences(who: str) -> list[str]:
        return [item.sentence for item in waiting_for(cast[who], today())]

    assert set(sentences("officer")) == {"Finish your EqIA: Drafted", "Returned to you: Given back"}
    assert sentences("other_officer") == []
    assert sentences("equality_adviser") == ["Check the EqIA: Handed in"]
    assert sentences("head_of_service") == ["Attest the EqIA: Checked"]
    assert sentences("director") == ["Attest the EqIA: Checked"]
    assert sentences("committee_clerk") == ["Publish the EqIA: Signed"]
    assert sentences("officer_elsewhere") == sentences("member") == sentences("administrator") == []


def test_whoever_wrote_part_of_it_is_not_asked_to_attest_it(cast: Cast) -> None:
    assessment = in_state(cast, "checked")
    assessment.edits.create(section="proposal", revision=99, by=cast["head_of_service"])
    assert waiting_for(cast["head_of_service"], today()) == []


def test_a_promise_waits_for_its_lead_until_an_action_carries_it_out(cast: Cast) -> None:
    from tests.eqia.test_writing import make_action

    assessment = in_state(cast, "published")
    on = datetime.date(2027, 4, 2)
    waiting = waiting_for(cast["head_of_service"], on)
    assert [item.is_overdue for item in waiting] == [True]
    assert "Keep two mornings a week" in waiting[0].sentence
    make_action(assessment.mitigations.get(), cast)
    assert waiting_for(cast["head_of_service"], on) == []


def test_the_demonstration_assessments_agree_with_themselves(db: None) -> None:
    """Every story that went on from its draft was complete when it did, and its versions are intact."""
    import eqia.demo
    import evidence.demo
    import governance.demo
    import objectives.demo
    import organisation.demo
    import workforce.demo

    council = organisation.demo.load(today())
    for room in (governance.demo, workforce.demo, objectives.demo, evidence.demo, eqia.demo):
        room.load(council)
    assert Assessment.objects.count() >= 35
    assert {"draft", "returned", "submitted", "checked", "approved", "published"} <= set(
        Assessment.objects.values_list("state", flat=True)
    )
    for assessment in Assessment.objects.all():
        moments = list(assessment.moves.values_list("at", flat=True))
        assert moments == sorted(moments)
        assert all(version.is_intact for version in assessment.versions.all())
