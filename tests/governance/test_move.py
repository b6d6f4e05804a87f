"""The one door through which states change."""

import datetime
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from governance.errors import MoveForbidden, MoveRefused
from governance.services import freeze, may_move, move
from organisation.models import Person
from tests.governance.papers import Paper, State

pytestmark = pytest.mark.django_db
Cast = dict[str, Person]


def handed_in(paper: Paper, cast: Cast) -> Paper:
    return move(paper, "hand_in", by=cast["officer"])


def test_a_move_keeps_who_when_from_what_to_what_and_why(paper: Paper, cast: Cast) -> None:
    moved = move(handed_in(paper, cast), "send_back", by=cast["officer"], reason="  The figures are old. ")
    kept = moved.moves.get(transition="send_back")
    assert (kept.by, kept.from_state, kept.to_state) == (cast["officer"], State.HANDED_IN, State.DRAFT)
    assert kept.reason == "The figures are old."
    assert kept.at is not None


def test_a_move_can_carry_the_moment_it_really_happened(paper: Paper, cast: Cast) -> None:
    at = datetime.datetime(2025, 3, 1, 9, tzinfo=datetime.UTC)
    assert move(paper, "hand_in", by=cast["officer"], at=at).moves.get().at == at


def test_somebody_without_the_permission_is_refused(paper: Paper, cast: Cast) -> None:
    with pytest.raises(MoveForbidden):
        move(paper, "hand_in", by=cast["member"])
    assert Paper.objects.get().state == State.DRAFT


def test_a_permission_held_for_another_directorate_does_not_count(paper: Paper, cast: Cast) -> None:
    assert cast["officer_elsewhere"].has_perm("papers.change")
    with pytest.raises(MoveForbidden):
        move(paper, "hand_in", by=cast["officer_elsewhere"])


def test_a_permission_may_be_a_function(paper: Paper, cast: Cast) -> None:
    paper = handed_in(paper, cast)
    with pytest.raises(MoveForbidden):
        move(paper, "approve", by=cast["officer"])
    assert move(paper, "approve", by=cast["director"]).state == State.APPROVED


def test_somebody_who_may_not_sign_in_any_more_moves_nothing(paper: Paper, cast: Cast) -> None:
    paper = handed_in(paper, cast)
    cast["director"].is_active = False
    with pytest.raises(MoveForbidden):
        move(paper, "approve", by=cast["director"])


def test_a_transition_that_names_no_permission_is_open_to_nobody(paper: Paper, cast: Cast) -> None:
    with pytest.raises(MoveForbidden):
        move(paper, "nobody_said_who", by=cast["administrator"])


def test_a_move_from_a_state_that_has_passed_says_how_it_stands_now(paper: Paper, cast: Cast) -> None:
    handed_in(paper, cast)
    with pytest.raises(MoveRefused) as refusal:
        move(paper, "hand_in", by=cast["officer"])
    assert refusal.value.sentences == [
        "This has changed since you opened it: it is now “Handed in”. Look at it again before you go on."
    ]


def test_a_move_from_any_other_state_is_refused_from_its_own_target(paper: Paper, cast: Cast) -> None:
    with pytest.raises(MoveRefused):
        move(paper, "reset", by=cast["officer"])
    assert move(handed_in(paper, cast), "reset", by=cast["officer"]).state == State.DRAFT


def test_a_move_that_needs_a_reason_asks_for_it(paper: Paper, cast: Cast) -> None:
    with pytest.raises(MoveRefused) as refusal:
        move(handed_in(paper, cast), "send_back", by=cast["officer"], reason="   ")
    assert refusal.value.sentences == ["Enter the reason"]


def test_a_move_says_what_is_still_missing(paper: Paper, cast: Cast) -> None:
    Paper.objects.update(title="")
    with pytest.raises(MoveRefused) as refusal:
        move(paper, "hand_in", by=cast["officer"])
    assert refusal.value.sentences == ["Enter the title"]


def test_a_move_against_a_constraint_is_refused_in_its_words(paper: Paper, cast: Cast) -> None:
    paper = handed_in(paper, cast)
    Paper.objects.update(title="Bad")
    with pytest.raises(MoveRefused) as refusal:
        move(paper, "approve", by=cast["director"])
    assert refusal.value.sentences == ["A bad paper cannot be approved"]


def test_a_move_whose_conditions_are_not_met_is_refused(paper: Paper, cast: Cast) -> None:
    paper = handed_in(paper, cast)
    Paper.objects.update(title="Locked")
    with pytest.raises(MoveRefused):
        move(paper, "approve", by=cast["director"])


def test_a_button_is_shown_to_those_who_may_press_it(paper: Paper, cast: Cast) -> None:
    assert may_move(paper, "hand_in", cast["officer"])
    assert not may_move(paper, "hand_in", cast["officer_elsewhere"])
    assert not may_move(paper, "approve", cast["director"])


def test_a_version_is_frozen_under_its_hash_and_the_next_number(paper: Paper, cast: Cast) -> None:
    first = freeze(paper, payload={"title": "Größe"}, stage="draft", by=cast["officer"])
    second = freeze(paper, payload={"title": "B"}, stage="approved", by=cast["officer"])
    assert (first.number, second.number) == (1, 2)
    # printf '{"title":"Größe"}' | sha256sum
    assert first.sha256 == "e90e26e252aab1f4efe4879320f419c44487508f887eae54ee620fa287b1ca5a"
    assert first.is_intact


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE papers_papermove SET reason = 'forged'",
        "DELETE FROM papers_papermove",
        "UPDATE papers_paperversion SET payload = '{}'",
        "UPDATE papers_paperversion SET sha256 = repeat('0', 64)",
        "UPDATE papers_paperversion SET made_by_id = NULL",
        "DELETE FROM papers_paperversion",
    ],
)
def test_the_database_refuses_to_alter_moves_and_frozen_versions(sql: str, paper: Paper, cast: Cast) -> None:
    freeze(handed_in(paper, cast), payload={"title": "A"}, stage="handed_in", by=cast["officer"])
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_file_of_a_version_is_added_once_and_never_replaced(paper: Paper, cast: Cast) -> None:
    version = freeze(paper, payload={"title": "A"}, stage="draft", by=cast["officer"])
    version.pdf, version.pdf_sha256 = "versions/first.pdf", "0" * 64
    version.save()
    version.pdf = "versions/second.pdf"
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        version.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_press_at_once_one_moves_and_the_other_is_told(paper: Paper, cast: Cast) -> None:
    barrier = threading.Barrier(2)
    outcomes: list[Any] = []

    def press() -> None:
        barrier.wait(timeout=10)
        try:
            outcomes.append(move(paper, "hand_in", by=cast["officer"]).state)
        except MoveRefused as refusal:
            outcomes.append(refusal.sentences[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes, key=len)[0] == State.HANDED_IN
    assert sorted(outcomes, key=len)[1].startswith("This has changed since you opened it")
    assert paper.moves.count() == 1
