"""Comments on sections: who reads and writes them, how they are settled, and that nobody rewrites them."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eqia import services
from eqia.models import Assessment, Comment, Thread
from governance.errors import MoveForbidden
from organisation.models import Person
from tests.eqia.conftest import fill, fresh, in_state, save, start
from toolkit.editing import NotPossible

Cast = dict[str, Person]


def comment(assessment: Assessment, by: Person, section: str = "proposal", words: str = "Say how many.") -> Thread:
    return services.open_thread(assessment=assessment, section=section, place="What is changing", words=words, by=by)


@pytest.mark.parametrize(
    "who", ["officer", "other_officer", "equality_adviser", "equality_lead", "head_of_service", "director"]
)
def test_everyone_who_follows_an_assessment_may_comment(cast: Cast, draft: Assessment, who: str) -> None:
    assert comment(draft, cast[who]).comments.get().by == cast[who]


@pytest.mark.parametrize("who", ["officer_elsewhere", "member", "committee_clerk", "administrator", "nobody"])
def test_nobody_else_may(cast: Cast, who: str) -> None:
    with pytest.raises(MoveForbidden):
        comment(in_state(cast, "published"), cast[who])
    assert not Thread.objects.exists()


def test_a_withdrawn_assessment_takes_no_more_comments(cast: Cast) -> None:
    with pytest.raises(MoveForbidden):
        comment(in_state(cast, "withdrawn"), cast["officer"])


@pytest.mark.parametrize("change", ["words = 'I never said that'", "by_id = %s", "at = now()", "kind = 'resolved'"])
def test_what_was_said_cannot_be_altered_or_deleted(cast: Cast, draft: Assessment, change: str) -> None:
    said = comment(draft, cast["officer"]).comments.get()
    values = [cast["director"].pk] if "%s" in change else []
    for sql in (f"UPDATE eqia_comment SET {change}", "DELETE FROM eqia_comment"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values if "%s" in sql else [])
    said.refresh_from_db()
    assert said.words == "Say how many."


def test_only_its_author_withdraws_a_comment_and_the_words_stay_struck_through(
    cast: Cast, draft: Assessment, sign_in: Any
) -> None:
    thread = comment(draft, cast["equality_adviser"])
    said = thread.comments.get()
    with pytest.raises(MoveForbidden):
        services.withdraw_comment(comment=said, by=cast["equality_lead"])
    services.withdraw_comment(comment=said, by=cast["equality_adviser"])
    with pytest.raises(NotPossible, match="already"):
        services.withdraw_comment(comment=said, by=cast["equality_adviser"])
    page = sign_in(cast["officer"]).get(thread.get_absolute_url()).content.decode()
    assert "<del>Say how many.</del>" in page
    assert "Withdrawn by Equality Adviser on" in page


def test_a_thread_is_answered_by_the_saving_that_followed_it(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    thread = comment(draft, cast["equality_adviser"])
    with pytest.raises(NotPossible, match="Nothing in this section was saved after the comment"):
        services.settle_thread(thread=thread, how="answered", by=cast["officer"])
    save(draft, "people", draft, cast["officer"], decision_maker="Cabinet")
    assert services.answering_edit(thread) is None
    save(draft, "proposal", draft, cast["officer"], affected="About 9,400 borrowers.")
    answer = services.settle_thread(thread=thread, how="answered", by=cast["officer"])
    assert (answer.edit.section, answer.edit.revision) == ("proposal", 1)
    page = sign_in(cast["officer"]).get(thread.get_absolute_url()).content.decode()
    assert "in no version yet" in page
    fill(draft, cast)
    services.submit_assessment(assessment=draft, by=cast["officer"])
    page = sign_in(cast["officer"]).get(thread.get_absolute_url()).content.decode()
    assert "first in version 1" in page


def test_a_settled_thread_opens_again_only_with_a_reason(cast: Cast, draft: Assessment) -> None:
    thread = comment(draft, cast["equality_adviser"])
    services.settle_thread(thread=thread, how="resolved", by=cast["officer"])
    with pytest.raises(NotPossible, match="settled this meanwhile"):
        services.settle_thread(thread=thread, how="resolved", by=cast["other_officer"])
    with pytest.raises(NotPossible, match="Enter why"):
        services.reopen_thread(thread=thread, words=" ", by=cast["equality_adviser"])
    services.reopen_thread(thread=thread, words="The number is still missing.", by=cast["equality_adviser"])
    assert Thread.objects.get().is_open
    assert [each.kind for each in thread.comments.all()] == ["said", "resolved", "reopened"]


def test_those_in_the_thread_and_the_author_are_written_to_but_not_the_one_who_spoke(
    cast: Cast, draft: Assessment, mailoutbox: Any
) -> None:
    thread = comment(draft, cast["equality_adviser"])
    services.reply_to_thread(thread=thread, words="I will ask.", by=cast["other_officer"])
    assert [each.to[0] for each in mailoutbox] == [
        "officer@example.org",
        "equality_adviser@example.org",
        "officer@example.org",
    ]
    assert mailoutbox[0].subject == f"{draft.reference}: a comment on What is changing"
    assert "Say how many." in mailoutbox[0].body


def test_open_threads_do_not_stop_a_submission_but_everybody_who_checks_sees_them(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    comment(assessment, cast["equality_lead"], words="Which of the six?")
    page = sign_in(cast["officer"]).get(reverse("eqia:submit", args=[assessment.reference])).content.decode()
    assert "1 comment thread is still open" in page
    services.submit_assessment(assessment=assessment, by=cast["officer"])
    page = sign_in(cast["equality_adviser"]).get(reverse("eqia:check", args=[assessment.reference])).content.decode()
    assert "Which of the six?" in page


def test_members_and_the_public_find_no_trace_of_a_comment(cast: Cast, sign_in: Any, client: Any) -> None:
    assessment = in_state(cast, "published")
    comment(assessment, cast["officer"], words="Zebra crossing")
    for who in ("member", "committee_clerk"):
        signed_in = sign_in(cast[who])
        for url in (assessment.get_absolute_url(), assessment.published_version.get_absolute_url()):
            page = signed_in.get(url).content.decode()
            assert "Zebra crossing" not in page
            assert "omment" not in page
        assert signed_in.get(reverse("eqia:comments", args=[assessment.reference])).status_code == 403
    client.logout()
    page = client.get(f"/public/eqia/{assessment.reference}/").content.decode()
    assert "Zebra crossing" not in page
    assert "omment" not in page


def test_a_comment_on_something_that_does_not_exist_is_refused_with_its_words_kept(
    cast: Cast, draft: Assessment, sign_in: Any
) -> None:
    url = reverse("eqia:comment-add", args=[draft.reference])
    page = sign_in(cast["officer"]).post(url, {"about": "evidence/999999", "words": "Kept words"}).content.decode()
    assert "Kept words" in page
    assert "Select a valid choice" in page
    assert not Comment.objects.exists()


def test_text_is_plain_however_it_is_written(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    long = "<script>alert(1)</script> " + "word " * 9_000
    url = reverse("eqia:comment-add", args=[draft.reference])
    client = sign_in(cast["officer"])
    assert client.post(url, {"about": "proposal", "words": long}).status_code == 302
    assert Comment.objects.get().words == long.strip()
    page = client.get(reverse("eqia:comments", args=[draft.reference])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_item_that_is_gone_keeps_its_thread_under_its_name(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    item = assessment.evidence.get()
    client = sign_in(cast["officer"])
    url = reverse("eqia:comment-add", args=[assessment.reference])
    client.post(url, {"about": f"evidence/{item.pk}", "words": "Which year?"})
    services.remove_item(
        assessment=assessment,
        section="evidence",
        item=item,
        revision=services.revision_of(assessment, f"evidence/{item.pk}"),
        by=cast["officer"],
    )
    page = client.get(reverse("eqia:comments", args=[assessment.reference])).content.decode()
    assert "Evidence: Visit counts 2025" in page


@pytest.mark.parametrize("threads", [1, 12])
def test_the_page_of_comments_costs_the_same_however_many_there_are(
    cast: Cast, draft: Assessment, sign_in: Any, threads: int
) -> None:
    for number in range(threads):
        thread = comment(draft, cast["equality_adviser"], words=f"Number {number}")
        services.reply_to_thread(thread=thread, words="Yes.", by=cast["officer"])
    client = sign_in(cast["officer"])
    for url, ceiling in (
        (reverse("eqia:comments", args=[draft.reference]), 28),
        (reverse("eqia:section", args=[draft.reference, "proposal"]), 34),
        (fresh(draft).get_absolute_url(), 45),
    ):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= ceiling, (url, len(queries))
