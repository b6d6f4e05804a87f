"""How an action stands: each rule, and the database saying the same as the rules."""

import datetime
import itertools
import random
from typing import Any

import pytest

from actionplans.models import Action, ActionTally, DeadlineChange, Plan
from actionplans.rules.slippage import Slippage, slippage
from actionplans.rules.standing import RULES, Facts, Rag, standing
from actionplans.standings import conditions, standing_as, with_standing
from organisation.models import Person

ON = datetime.date(2026, 11, 22)


def day(days: int) -> datetime.date:
    return ON + datetime.timedelta(days=days)


def judge(status: str = "in_progress", **facts: Any) -> tuple[str, str]:
    found = standing(Facts(on=ON, status=status, **({"heard_on": ON} | facts)))
    return found.rule.key, found.rag


@pytest.mark.parametrize(
    ("facts", "key", "rag"),
    [
        ({"status": "stopped", "falls_due_on": day(-9)}, "stopped", Rag.GREY),
        ({"status": "completed", "verified_on": day(-9), "next_review_on": day(-1)}, "verified_unreviewed", Rag.AMBER),
        ({"status": "completed", "verified_on": day(-9), "next_review_on": day(0)}, "verified", Rag.BLUE),
        ({"status": "completed", "completed_on": day(-31)}, "long_unverified", Rag.AMBER),
        ({"status": "completed", "completed_on": day(-30)}, "unverified", Rag.GREEN),
        ({"falls_due_on": day(-1), "is_review": True}, "review_missed", Rag.RED),
        ({"falls_due_on": day(-1)}, "overdue", Rag.RED),
        ({"falls_due_on": day(0)}, "on_track", Rag.GREEN),
        ({"falls_due_on": day(90), "next_milestone_on": day(-1)}, "milestone_missed", Rag.RED),
        ({"falls_due_on": day(90), "next_milestone_on": day(0)}, "on_track", Rag.GREEN),
        ({"status": "not_started", "starts_on": day(-1), "falls_due_on": day(9)}, "start_missed", Rag.AMBER),
        ({"status": "not_started", "falls_due_on": day(30)}, "due_soon", Rag.AMBER),
        ({"status": "not_started", "falls_due_on": day(31)}, "on_track", Rag.GREEN),
        ({"falls_due_on": day(3)}, "on_track", Rag.GREEN),
        ({"falls_due_on": day(90), "times_moved": 2}, "slipped", Rag.AMBER),
        ({"falls_due_on": day(90), "times_moved": 1}, "on_track", Rag.GREEN),
        ({"has_question": True}, "question", Rag.AMBER),
        ({"heard_on": day(-91)}, "silent", Rag.AMBER),
        ({"heard_on": day(-90)}, "on_track", Rag.GREEN),
        ({"status": "not_started", "heard_on": day(-91)}, "on_track", Rag.GREEN),
        ({"has_deadline": False}, "no_deadline", Rag.GREY),
        ({"has_deadline": False, "heard_on": day(-91)}, "silent", Rag.AMBER),
    ],
)
def test_the_first_rule_that_holds_decides(facts: dict[str, Any], key: str, rag: Rag) -> None:
    assert judge(**facts) == (key, rag)


def test_why_it_stands_so_is_one_sentence_with_its_day() -> None:
    late = standing(Facts(on=ON, status="in_progress", heard_on=ON, falls_due_on=day(-2)))
    assert late.because(lambda day: day.isoformat()) == "It was due by 2026-11-20 and is not completed."
    slipped = standing(Facts(on=ON, status="in_progress", heard_on=ON, times_moved=3))
    assert slipped.because(str) == "Its deadline has been moved 3 times."
    for rule in RULES:
        assert str(rule.words).endswith("."), rule.key


def _some_actions(plan: Plan, person: Person) -> None:
    """Eight hundred actions in every mixture of what the rules look at."""
    chance = random.Random(7)
    near = [None, *(day(days) for days in (-120, -91, -31, -30, -1, 0, 1, 30, 31, 200))]
    kinds = ["date", "period", "milestones", "ongoing", "recurring", "to_be_confirmed", "not_a_deadline", ""]
    made = []
    for number in range(800):
        status = chance.choice(["not_started", "in_progress", "in_progress", "completed", "completed", "stopped"])
        kind = chance.choice(kinds)
        due_on = chance.choice(near)
        is_completed = status == "completed"
        made.append(
            Action(
                plan=plan,
                reference=str(number),
                description="Do it",
                status=status,
                deadline_text="words" if kind else "",
                deadline_kind=kind,
                due_on=due_on,
                starts_on=due_on - datetime.timedelta(days=60) if due_on and chance.random() < 0.5 else None,
                next_review_on=chance.choice(near),
                next_milestone_on=chance.choice(near) if kind == "milestones" else None,
                is_deadline_settled=chance.random() < 0.3,
                deadline_question="What?" if chance.random() < 0.3 else "",
                completed_on=chance.choice(near[1:6]) if is_completed else None,
                verified_on=ON if is_completed and chance.random() < 0.5 else None,
            )
        )
    Action.objects.bulk_create(made)
    ages = [day(days) for days in (-200, -91, -90, -5)]
    for number, action in enumerate(made):
        created = datetime.datetime.combine(ages[number % 4], datetime.time(0, 30), datetime.UTC)
        Action.objects.filter(pk=action.pk).update(created_at=created)
    updates = [action for action in made if chance.random() < 0.5]
    records = Action._meta.get_field("updates").related_model._base_manager  # type: ignore[union-attr]
    records.bulk_create(
        records.model(action=action, by=person, on=chance.choice(near[1:6]), status=action.status, what_happened="So")
        for action in updates
    )
    DeadlineChange.objects.bulk_create(
        DeadlineChange(action=action, by=person, old_text="a", new_text="b", reason="c")
        for action in chance.sample(made, 300)
        for _again in range(chance.choice([1, 2]))
    )


@pytest.mark.django_db
def test_the_database_judges_every_action_as_the_rules_do(plan: Plan, cast: dict[str, Person]) -> None:
    _some_actions(plan, cast["officer"])
    found = with_standing(Action.objects.select_related("tally"), ON)
    decided = set()
    for action in found.order_by("pk"):
        expected = action.standing(ON)
        decided.add(expected.rule.key)
        assert (action.rule, action.rag) == (expected.rule.key, expected.rag), vars(action)
    assert decided == {rule.key for rule in RULES}
    counted = sum(standing_as(Action.objects.all(), rag, ON).count() for rag in Rag)
    assert counted == Action.objects.count()


def test_every_rule_has_its_condition_in_the_database() -> None:
    assert list(conditions(ON)) == [rule.key for rule in RULES]


def test_moves_are_counted_with_their_days_or_without() -> None:
    assert slippage([]) == Slippage()
    assert slippage([30, 0, -10, None]) == Slippage(3, 20, 1)
    assert not slippage([0])
    assert sum([slippage([30]), slippage([None])], Slippage()) == Slippage(2, 30, 1)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Slippage(), ""),
        (Slippage(1, 30, 0), "Moved once, 30 days later"),
        (Slippage(1, 1, 0), "Moved once, 1 day later"),
        (Slippage(3, 214, 0), "Moved 3 times, 214 days later in all"),
        (Slippage(2, -5, 0), "Moved twice, 5 days earlier in all"),
        (Slippage(1, 0, 1), "Moved once, by no countable number of days"),
        (Slippage(3, 20, 1), "Moved 3 times, 20 days later in all, once of them by no countable number of days"),
    ],
)
def test_slips_are_told_in_words(found: Slippage, words: str) -> None:
    assert found.words == words


@pytest.mark.django_db
def test_the_database_counts_moves_as_the_rule_does(make_action: Any, cast: dict[str, Person]) -> None:
    days = [None, day(0), day(30), day(10)]
    action = make_action(deadline="31 March 2027")
    changes = [
        DeadlineChange(
            action=action, by=cast["officer"], old_text="a", new_text="b", reason="c",
            old_falls_due_on=old, new_falls_due_on=new,
        )
        for old, new in itertools.product(days, days)
    ]  # fmt: skip
    DeadlineChange.objects.bulk_create(changes)
    tally = ActionTally.objects.get(action=action)
    expected = slippage(change.days_later for change in changes)
    assert (tally.times_moved, tally.days_later, tally.times_uncounted) == (
        expected.times,
        expected.days,
        expected.uncounted,
    )
    assert Action.objects.select_related("tally").get().slippage == expected
