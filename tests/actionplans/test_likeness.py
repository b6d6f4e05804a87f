"""Actions of different plans that read like the same work: found with few false pairs, judged once, never suggested again."""

import csv
import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actionplans.choices import Verdict
from actionplans.models import Action, Likeness, Plan
from actionplans.rules.likeness import THRESHOLD, Work, likely_pairs
from actionplans.services.likeness import judge, part_company, suggest
from actionplans.services.links import link_shared
from governance.errors import MoveRefused
from tests.actionplans.conftest import REAL

# What people found in the real plans, by the plan's first letter and the number.
TWICE = {("O26", "G18"), ("O23", "G17"), ("G13", "R14"), ("G15", "R15"), ("O24", "G16")}


@pytest.fixture
def other_plan(council: Any) -> Plan:
    return Plan.objects.create(title="Race equality action plan")


def real_works() -> tuple[list[str], list[Work]]:
    with (REAL / "kcc-action-plans-2007-10.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    plans = sorted({row["Plan"] for row in rows})
    works = [
        Work(
            key,
            plans.index(row["Plan"]),
            row["Action"],
            row["Impact or outcome"],
            row["Priority outcome"],
            row["Lead officer"],
        )
        for key, row in enumerate(rows)
    ]
    return [row["Plan"][0] + row["No."] for row in rows], works


def test_the_five_pieces_of_work_that_stand_twice_in_the_real_plans_are_found_with_one_false_pair() -> None:
    names, works = real_works()
    pairs = likely_pairs(works)
    found = {(names[pair.first], names[pair.second]) for pair in pairs}
    assert found >= TWICE
    # Of 1,489 pairs of actions of different plans one is suggested that people did not count as the same work.
    assert found - TWICE == {("G14", "R13")}
    assert all(pair.reasons for pair in pairs)


def work(key: int, plan: int, description: str, **parts: Any) -> Work:
    return Work(key, plan, description, **parts)


def test_the_names_of_strands_do_not_part_two_actions_but_the_people_meant_do() -> None:
    one = [work(1, 1, "Equal pay audit on gender"), work(2, 2, "Continue the equal pay audit - race")]
    assert [(pair.first, pair.second) for pair in likely_pairs(one)] == [(1, 2)]
    other = [work(1, 1, "Mentoring for women"), work(2, 2, "Mentoring for disabled residents")]
    assert likely_pairs(other) == []


def test_the_reasons_say_what_is_alike() -> None:
    day = datetime.date(2027, 3, 31)
    works = [
        work(1, 1, "Survey of library users", lead="Reward Manager", due_on=day, impact="Users are known"),
        work(2, 2, "Survey library users", lead="Reward manager", due_on=day, impact="Users are known"),
        work(3, 2, "Repair the roofs of schools"),
    ]
    (pair,) = likely_pairs(works)
    assert pair.score == 100
    assert pair.reasons == (
        "Both say “survey library users”.",
        "What they are to change reads alike.",
        "Both are led by Reward Manager.",
        "Both fall due on the same day.",
    )


def test_actions_of_one_plan_are_never_a_pair_and_a_search_among_some_finds_only_theirs() -> None:
    text = "Survey of library users"
    assert likely_pairs([work(1, 1, text), work(2, 1, text)]) == []
    works = [work(1, 1, text), work(2, 2, text), work(3, 3, text)]
    assert len(likely_pairs(works)) == 3
    assert [(pair.first, pair.second) for pair in likely_pairs(works, among=[2])] == [(1, 2), (2, 3)]


def test_what_everybody_says_brings_nobody_together() -> None:
    """The work grows with the number of actions and not with its square."""
    works = [work(key, key, f"Do thing {key}") for key in range(3_000)]
    assert likely_pairs(works) == []


@pytest.mark.parametrize("text", ["", "!!!", "a b c", "שלום עולם", "1 2 3"])
def test_strange_words_are_no_trouble(text: str) -> None:
    likely_pairs([work(1, 1, text), work(2, 2, text)])


def test_a_pair_is_suggested_once_and_judged_once(make_action: Any, other_plan: Plan, cast: dict[str, Any]) -> None:
    first = make_action(description="Survey of library users")
    second = make_action(description="Survey library users", plan=other_plan)
    make_action(description="Repair the roofs of schools", plan=other_plan)
    assert suggest() == 1
    assert suggest() == 0
    likeness = Likeness.objects.get()
    assert (likeness.first, likeness.second) == (first, second)
    assert likeness.score >= THRESHOLD
    judge(likeness=likeness, verdict=Verdict.DIFFERENT, by=cast["equality_lead"])
    assert suggest() == 0
    assert not Likeness.objects.waiting_for(cast["equality_lead"]).exists()
    with pytest.raises(MoveRefused, match="answered this already: not the same"):
        judge(likeness=likeness, verdict=Verdict.SAME, by=cast["equality_lead"])
    assert Action.objects.filter(shared_work__isnull=False).count() == 0


def test_the_same_work_is_linked_and_once_taken_apart_not_suggested_again(
    make_action: Any, other_plan: Plan, cast: dict[str, Any]
) -> None:
    first = make_action(description="Survey of library users")
    second = make_action(description="Survey library users", plan=other_plan)
    suggest()
    judge(likeness=Likeness.objects.get(), verdict=Verdict.SAME, by=cast["equality_lead"])
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.shared_work == second.shared_work is not None
    part_company(action=second, by=cast["equality_lead"])
    assert not Action.objects.filter(shared_work__isnull=False).exists()
    assert suggest() == 0
    assert Likeness.objects.get().verdict == Verdict.DIFFERENT


def test_an_action_and_its_successor_are_no_pair(make_action: Any, other_plan: Plan, cast: dict[str, Any]) -> None:
    first = make_action(description="Survey of library users")
    make_action(description="Survey library users", plan=other_plan, successor_of=first)
    linked = make_action(description="Count the visitors of museums")
    same = make_action(description="Count visitors of museums", plan=other_plan)
    link_shared(actions=[linked, same], by=cast["equality_lead"])
    assert suggest() == 0


def test_pairs_are_shown_to_those_who_may_link_them_and_to_nobody_else(
    make_action: Any, other_plan: Plan, cast: dict[str, Any], client: Client, sign_in: Any, places: Any
) -> None:
    first = make_action(places, description="Survey of <b>library</b> users")
    second = make_action(places, description="Survey <b>library</b> users", plan=other_plan)
    suggest()
    page = sign_in(cast["equality_lead"]).get(reverse("actionplans:alike")).content.decode()
    assert "Both say" in page
    assert "<b>library</b>" not in page
    officers = sign_in(cast["officer"])
    assert "Survey" not in officers.get(reverse("actionplans:alike")).content.decode()
    likeness = Likeness.objects.get()
    assert officers.post(reverse("actionplans:judge-alike", args=[likeness.pk]), {"verdict": "same"}).status_code == 403
    for plan in (first.plan, second.plan):
        plan.owner = cast["officer"]
        plan.save()
    assert "Survey" in officers.get(reverse("actionplans:alike")).content.decode()
    officers.post(reverse("actionplans:judge-alike", args=[likeness.pk]), {"verdict": "same"})
    assert Action.objects.filter(shared_work__isnull=False).count() == 2


def test_the_page_of_pairs_costs_the_same_for_many(
    make_action: Any, other_plan: Plan, cast: dict[str, Any], sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        one = make_action(description=f"Thing {number}")
        other = make_action(description=f"Thing {number}", plan=other_plan)
        Likeness.objects.create(first=one, second=other, score=90, reasons=["They look alike."])
    lead = sign_in(cast["equality_lead"])
    with django_assert_max_num_queries(12):
        lead.get(reverse("actionplans:alike"))
