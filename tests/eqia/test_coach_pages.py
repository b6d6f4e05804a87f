"""The coach's questions where they stand: beside the text, on the list, before submission, and before adviser and head."""

from typing import Any

import pytest

from eqia import services
from eqia.models import Assessment, PromptReply
from governance.errors import MoveRefused
from organisation.models import Person
from tests.eqia.conftest import fill, fresh, save, start

Cast = dict[str, Person]
QUESTION = "How do you know that it makes no difference to these people?"
REPLY = "The race equality forum read the plan in May and saw nothing that touches them."


def says_none(cast: Cast) -> Assessment:
    """Complete, but its card on race says "none" in many words."""
    assessment = fill(start(cast), cast)
    card = assessment.impacts.get(characteristic__key="race")
    save(assessment, "impact/race", card, cast["officer"], no_impact_reason="The policy applies equally to everyone.")
    return fresh(assessment)


def reply_page(assessment: Assessment) -> str:
    return f"/eqia/{assessment.reference}/coach/none_in_many_words/race/"


def send_reply(client: Any, assessment: Assessment, words: str = REPLY) -> Any:
    form = client.get(reply_page(assessment)).context["form"]
    return client.post(reply_page(assessment), {name: form[name].value() for name in form.fields} | {"reply": words})


def test_a_question_stands_beside_the_card_and_in_the_hint_of_its_field(cast: Cast, sign_in: Any) -> None:
    assessment = says_none(cast)
    page = sign_in(cast["officer"]).get(f"/eqia/{assessment.reference}/impact/race/")
    assert page.content.decode().count(QUESTION) >= 2
    assert QUESTION in str(page.context["form"].fields["no_impact_reason"].help_text)
    other = sign_in(cast["officer"]).get(f"/eqia/{assessment.reference}/impact/sex/").content.decode()
    assert QUESTION not in other


def test_the_task_list_counts_questions_and_gives_no_score(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast["officer"]).get(f"/eqia/{says_none(cast).reference}/").content.decode()
    assert "1 must be answered" in page
    assert "score" not in page.lower()


def test_what_must_be_answered_blocks_submission_until_it_is(cast: Cast, sign_in: Any) -> None:
    assessment = says_none(cast)
    with pytest.raises(MoveRefused, match="How do you know"):
        services.submit_assessment(assessment=assessment, by=cast["officer"])
    assert send_reply(sign_in(cast["officer"]), assessment).status_code == 302
    services.submit_assessment(assessment=fresh(assessment), by=cast["officer"])


def test_a_better_text_answers_as_well_as_a_reply(cast: Cast) -> None:
    assessment = says_none(cast)
    card = assessment.impacts.get(characteristic__key="race")
    save(assessment, "impact/race", card, cast["officer"], no_impact_reason="Visits in 2025 show no difference.")
    services.submit_assessment(assessment=fresh(assessment), by=cast["officer"])


def test_a_reply_stands_until_the_text_it_answers_changes(cast: Cast, sign_in: Any) -> None:
    assessment = says_none(cast)
    client = sign_in(cast["officer"])
    send_reply(client, assessment)
    assert fresh(assessment).missing_to_submit() == []
    card = assessment.impacts.get(characteristic__key="race")
    save(assessment, "impact/race", card, cast["officer"], no_impact_reason="It is open to everybody alike.")
    assert len(fresh(assessment).missing_to_submit()) == 1
    page = client.get(reply_page(assessment)).content.decode()
    assert REPLY in page
    assert "The text has changed since" in page


def test_a_reply_that_says_none_once_more_is_not_taken(cast: Cast, sign_in: Any) -> None:
    assessment = says_none(cast)
    page = send_reply(sign_in(cast["officer"]), assessment, "No issues identified")
    assert "Say what you considered" in page.content.decode()
    assert not PromptReply.objects.exists()


def test_two_people_replying_are_shown_both_replies(cast: Cast, sign_in: Any) -> None:
    assessment = says_none(cast)
    client = sign_in(cast["officer"])
    form = client.get(reply_page(assessment)).context["form"]
    stale = {name: form[name].value() for name in form.fields}
    send_reply(client, assessment)
    page = sign_in(cast["other_officer"]).post(reply_page(assessment), stale | {"reply": "We counted 40 visits."})
    assert page.status_code == 409
    assert REPLY in page.content.decode()
    assert PromptReply.objects.get().reply == REPLY


def test_adviser_and_head_read_the_same_questions_with_the_replies(cast: Cast, sign_in: Any) -> None:
    assessment = says_none(cast)
    send_reply(sign_in(cast["officer"]), assessment)
    services.submit_assessment(assessment=fresh(assessment), by=cast["officer"])
    page = sign_in(cast["equality_adviser"]).get(f"/eqia/{assessment.reference}/check/").content.decode()
    assert QUESTION in page
    assert REPLY in page
    assert "reply in writing" not in page


def test_whoever_replies_has_written_a_part_of_it(cast: Cast, sign_in: Any) -> None:
    assessment = says_none(cast)
    send_reply(sign_in(cast["other_officer"]), assessment)
    assert cast["other_officer"].pk in fresh(assessment).writers


def test_a_question_that_no_longer_arises_leads_back(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    page = sign_in(cast["officer"]).get(reply_page(assessment), follow=True)
    assert "does not arise any more" in page.content.decode()
    assert sign_in(cast["officer"]).get(f"/eqia/{assessment.reference}/coach/no_such_rule/").status_code == 404


def test_replies_are_shown_as_text(cast: Cast, sign_in: Any) -> None:
    assessment = says_none(cast)
    client = sign_in(cast["officer"])
    send_reply(client, assessment, "We asked <script>alert(1)</script> the forum.")
    page = client.get(f"/eqia/{assessment.reference}/submit/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_method_is_open_to_whoever_reads_assessments(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast["member"]).get("/eqia/coach/").content.decode()
    assert "Bracking" in page
    assert "they give no marks" in page
