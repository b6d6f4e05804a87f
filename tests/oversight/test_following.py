"""After the decision: promises in question, actual effects, reviews and reasons to look again."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eqia.models import DecisionLink
from oversight.models import EffectCheck, PromiseFlag, ReviewTrigger
from oversight.reviews import reviews_due
from oversight.services.following import answer_flag, answer_review, record_effect
from oversight.services.promises import raise_flags, relied_on_it
from oversight.waiting import waiting_for
from tests.eqia.conftest import in_state
from tests.governance.making import taken
from toolkit.editing import NotPossible
from toolkit.history import version_of
from toolkit.models import SentMessage

LATE = datetime.date(2027, 5, 1)


def late(cast: Any) -> Any:
    """An approved assessment whose one promise is for 31 March 2027, and its flag on a day after."""
    assessment = in_state(cast, "approved")
    raise_flags(on=LATE)
    return assessment


def test_a_late_promise_is_raised_once_and_those_who_relied_on_it_are_told(cast: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "toolkit.mail.OutboxBackend"
    assessment = late(cast)
    flag = assessment.promise_flags.get()
    assert (flag.breach, flag.promise) == ("late", "Keep two mornings a week at every library")
    told = set(SentMessage.objects.values_list("to", flat=True))
    assert told >= {cast[name].email for name in ("officer", "equality_adviser", "head_of_service")}
    before = SentMessage.objects.count()
    raise_flags(on=LATE + datetime.timedelta(days=1))
    assert assessment.promise_flags.count() == 1
    assert SentMessage.objects.count() == before
    assert not mail.outbox


def test_a_promise_in_time_or_of_a_draft_raises_nothing(cast: Any) -> None:
    in_state(cast, "approved")
    in_state(cast, "submitted", "Another")
    assert raise_flags(on=datetime.date(2026, 11, 22)) == []
    assert len(raise_flags(on=LATE)) == 1


def test_the_database_keeps_one_flag_for_each_cause(cast: Any) -> None:
    assessment = late(cast)
    flag = assessment.promise_flags.get()
    with pytest.raises(IntegrityError, match="flag_is_raised_once"), transaction.atomic():
        PromiseFlag.objects.create(assessment=assessment, promise="x", breach="late", what="y", cause=flag.cause)


def test_a_flag_waits_for_those_who_answer_until_somebody_does(cast: Any) -> None:
    flag = late(cast).promise_flags.get()
    for name in ("officer", "equality_adviser", "head_of_service", "director"):
        assert any("in question" in each.sentence for each in waiting_for(cast[name], LATE)), name
    for name in ("member", "officer_elsewhere", "nobody"):
        assert not waiting_for(cast[name], LATE), name
    answer_flag(flag=flag, version=version_of(flag), answer="accept", reason="Still holds.", by=cast["director"])
    assert not any("in question" in each.sentence for each in waiting_for(cast["officer"], LATE))
    with pytest.raises(NotPossible, match="already"):
        answer_flag(flag=flag, version=version_of(flag), answer="accept", reason="Again.", by=cast["director"])


def test_a_flag_marks_its_assessment_on_its_tab(cast: Any, sign_in: Any) -> None:
    assessment = late(cast)
    shown = sign_in(cast["officer"]).get(f"/oversight/follow-through/{assessment.reference}/").content.decode()
    assert "Promise late" in shown
    assert "Say what follows" in shown


def checked(cast: Any) -> EffectCheck:
    impact = in_state(cast, "approved").impacts.get(characteristic__key="age")
    return EffectCheck.objects.create(impact=impact, planned_on=datetime.date(2026, 11, 1), owner=cast["other_officer"])


@pytest.mark.parametrize("differs", ["worse", "not_known"])
def test_worse_or_not_known_asks_what_will_be_done(cast: Any, sign_in: Any, differs: str) -> None:
    check = checked(cast)
    address = f"/oversight/follow-through/checks/{check.pk}/record/"
    sent = {"happened": "Visits fell by half.", "evidence": "Counts", "differs": differs, "version": version_of(check)}
    client = sign_in(cast["other_officer"])
    shown = client.post(address, sent).content.decode()
    assert "Select what follows: an action or a new version" in shown
    assert "Visits fell by half." in shown
    assert client.post(address, sent | {"follow_up": "action", "response": "Open on Saturdays"}).status_code == 302
    check.refresh_from_db()
    assert (check.differs, check.checked_by) == (differs, cast["other_officer"])


def test_the_database_refuses_worse_without_anything_to_follow(cast: Any) -> None:
    check = checked(cast)
    with pytest.raises(IntegrityError, match="worse_or_not_known"), transaction.atomic():
        record_effect(
            check=check, version=version_of(check), by=cast["officer"], happened="Worse", evidence="x", differs="worse"
        )


def test_a_check_waits_for_its_owner(cast: Any) -> None:
    checked(cast)
    on = datetime.date(2026, 11, 22)
    assert [each.is_overdue for each in waiting_for(cast["other_officer"], on)] == [True]


def test_a_reason_to_look_again_waits_for_the_author_and_is_answered_with_a_reason(cast: Any, sign_in: Any) -> None:
    assessment = in_state(cast, "approved")
    today = timezone.localdate()
    address = f"/oversight/follow-through/{assessment.reference}/look-again/"
    sent = {"kind": "complaints", "what": "<b>Six</b> complaints", "noticed_on_0": today.day, "noticed_on_1": today.month, "noticed_on_2": today.year}  # fmt: skip
    assert sign_in(cast["other_officer"]).post(address, sent).status_code == 302
    trigger = ReviewTrigger.objects.get()
    assert any("whether it changes" in each.sentence for each in waiting_for(cast["officer"], today))
    page = f"/oversight/follow-through/{assessment.reference}/"
    client = sign_in(cast["officer"])
    assert "&lt;b&gt;Six&lt;/b&gt;" in client.get(page).content.decode()
    answer = f"/oversight/follow-through/reasons/{trigger.pk}/answer/"
    assert "Enter the reason" in client.post(answer, {"answer": "no_change"}).content.decode()
    sent = {"answer": "no_change", "reason": "They were about parking.", "version": version_of(trigger)}
    assert client.post(answer, sent).status_code == 302
    trigger.refresh_from_db()
    assert (trigger.answer, trigger.answered_by) == ("no_change", cast["officer"])


def test_a_review_comes_due_and_moves_on_when_it_is_answered(cast: Any) -> None:
    assessment = in_state(cast, "approved")
    mine = type(assessment).objects.filter(pk=assessment.pk)
    [due] = reviews_due(mine)
    assert due.on == datetime.date(2027, 10, 1)
    next_one = datetime.date(2028, 10, 1)
    answer_review(
        assessment=assessment,
        due_on=due.on,
        answer="no_change",
        reason="Holds.",
        by=cast["officer"],
        next_review_on=next_one,
    )
    assert [each.on for each in reviews_due(mine)] == [next_one]
    with pytest.raises(NotPossible, match="already"):
        answer_review(assessment=assessment, due_on=due.on, answer="no_change", reason="Twice.", by=cast["officer"])


def test_a_programme_shows_its_proposals_side_by_side(cast: Any, sign_in: Any) -> None:
    whole = in_state(cast, "draft", "Savings of the year")
    one, other = in_state(cast, "draft", "Fewer buses"), in_state(cast, "approved", "Shorter hours")
    type(whole)._base_manager.filter(pk__in=[one.pk, other.pk]).update(parent=whole)
    one.impacts.filter(characteristic__key="age").update(effect="unknown")
    context = sign_in(cast["officer"]).get(f"/oversight/follow-through/{whole.reference}/").context["children"]
    assert [child.title for child, _tag in context["assessments"]] == ["Fewer buses", "Shorter hours"]
    age = next(row for row in context["rows"] if row["group"] == "Age")
    assert (age["differs"], age["unknown"]) == (True, 1)


def test_the_pages_ask_as_little_of_many_as_of_one(cast: Any, sign_in: Any) -> None:
    assessment = late(cast)
    client = sign_in(cast["equality_lead"])
    for card in assessment.impacts.select_related("characteristic")[:5]:
        EffectCheck.objects.create(impact=card, planned_on=LATE, owner=cast["officer"])
        ReviewTrigger.objects.create(assessment=assessment, kind="law", what="New guidance", by=cast["officer"])
        for address in ("/oversight/follow-through/", f"/oversight/follow-through/{assessment.reference}/"):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            assert len(queries) <= 24, [each["sql"] for each in queries]


def test_those_who_took_the_decision_that_rested_on_it_are_told_too(cast: Any) -> None:
    assessment = in_state(cast, "approved")
    decision = taken(cast)
    DecisionLink.objects.create(assessment=assessment, decision=decision)
    people = relied_on_it([assessment])[assessment.pk]
    assert {move.by for move in decision.moves.all()} <= people
