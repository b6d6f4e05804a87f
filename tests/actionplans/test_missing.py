"""What is missing: counted, shown, filled in one action at a time, or explained."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from actionplans.choices import Part
from actionplans.models import Action, Lead, Plan
from actionplans.rules.completeness import Facts, LeadFact, gaps
from actionplans.services.completeness import mend, say_not_needed, take_back_not_needed, to_be_mended
from actionplans.services.counting import completeness_of_plans, miscounted
from actionplans.services.imports import carry_out, receive_file
from tests.actionplans.conftest import REAL
from toolkit.history import ChangedMeanwhile, version_of

COMPLETE = Facts(
    description="Publish the results of the survey",
    impact="Residents know what changed",
    indicator="The report is published",
    deadline_text="31 March 2027",
    deadline_kind="date",
    leads=[LeadFact("accountable", "Ann Author")],
)


@pytest.fixture
def lead(sign_in: Any, cast: dict[str, Any]) -> Client:
    return sign_in(cast["equality_lead"])


def parts(facts: Facts) -> list[str]:
    return [gap.part for gap in gaps(facts)]


def test_a_complete_action_lacks_nothing() -> None:
    assert gaps(COMPLETE) == []


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"deadline_text": "", "deadline_kind": ""}, "deadline"),
        ({"deadline_question": "Which year?"}, "question"),
        ({"deadline_text": "Ongoing", "deadline_kind": "ongoing"}, "review"),
        ({"leads": []}, "lead"),
        ({"leads": [LeadFact("support", "Ann Author")]}, "accountable"),
        ({"leads": [LeadFact("accountable", "Reward manager", is_vacant=True)]}, "vacant"),
        ({"leads": [LeadFact("accountable", "Reward manager", is_confirmed=False)]}, "unconfirmed"),
        ({"indicator": ""}, "indicator"),
        ({"impact": ""}, "impact"),
        ({"has_characteristics": False}, "characteristics"),
        ({"description": "Explore options for a survey"}, "specific"),
        ({"indicator": "Better relations"}, "measurable"),
        ({"deadline_kind": "not_a_deadline"}, "time_bound"),
    ],
)
def test_each_hole_is_named_by_its_part_and_says_how_to_mend_it(change: dict[str, Any], part: str) -> None:
    found = gaps(Facts(**{**COMPLETE.__dict__, **change}))
    assert [gap.part for gap in found] == [part]
    assert found[0].sentence.endswith((".", "?"))
    assert len(found[0].sentence.split(". ")) >= 2


def test_advice_is_no_hole_and_a_reason_settles_one() -> None:
    vague = Facts(**{**COMPLETE.__dict__, "description": "Promote equality", "indicator": ""})
    by_part = {gap.part: gap for gap in gaps(vague)}
    assert by_part["specific"].is_advice
    assert not by_part["indicator"].is_advice
    explained = Facts(**{**vague.__dict__, "not_needed": {"indicator": "The report itself shows it"}})
    assert {gap.part: gap.reason for gap in gaps(explained)}["indicator"] == "The report itself shows it"


def test_the_real_plans_have_the_holes_that_people_counted_in_them(cast: dict[str, Any], lead: Client) -> None:
    """Facts of the plans: 68 actions, 37 without a deadline, 34 without a lead, 51 without an indicator, …"""
    path = REAL / "kcc-action-plans-2007-10.csv"
    with path.open("rb") as file:
        brought = receive_file(title="Volume", file=file, name=path.name, by=cast["equality_lead"], written_on=None)
    carry_out(brought=brought, by=cast["equality_lead"])
    plans = {plan.strand: plan.pk for plan in Plan.objects.all()}
    counts = completeness_of_plans([0, *plans.values()], seen_by=cast["equality_lead"])
    whole = counts[0]
    assert whole.total == 68
    found = {
        part: whole.parts[part] for part in (Part.DEADLINE, Part.LEAD, Part.INDICATOR, Part.IMPACT, Part.LATER_YEARS)
    }
    assert found == {"deadline": 37, "lead": 34, "indicator": 51, "impact": 19, "later_years": 61}
    assert whole.whole == 5
    assert whole.nothing == 15
    assert sum(counts[pk].total for pk in plans.values()) == 68
    assert sorted(counts[pk].whole for pk in plans.values()) == [0, 2, 3]
    page = lead.get(reverse("actionplans:missing")).content.decode()
    assert "5 of 68 have a deadline, a lead and an indicator" in page
    for number in (37, 34, 51, 19, 61):
        assert f'numeric">{number}</td>' in page
    assert '<strong class="app-key-figure__value">15</strong> with none of the three' in page
    assert miscounted() == 0


def test_the_counts_follow_every_change(make_action: Any, cast: dict[str, Any], plan: Plan) -> None:
    action = make_action()

    def lacks(part: str) -> int:
        return completeness_of_plans([plan.pk], seen_by=cast["equality_lead"])[plan.pk].parts[part]

    assert (lacks("any"), lacks("nothing"), lacks("indicator"), lacks("characteristics")) == (1, 1, 1, 1)
    say_not_needed(action=action, part="indicator", reason="A law demands it", by=cast["equality_lead"])
    assert (lacks("nothing"), lacks("incomplete"), lacks("indicator")) == (0, 1, 0)
    take_back_not_needed(action=action, part="indicator", by=cast["equality_lead"])
    assert lacks("indicator") == 1
    mended = mend(
        action=action,
        version=version_of(action),
        by=cast["equality_lead"],
        deadline="31 March 2027",
        lead_person=cast["officer"],
        indicator="The report is published",
        impact="Residents know",
    )
    assert lacks("any") == 0
    assert mended.due_on is not None
    assert [(lead.person, lead.role, lead.is_confirmed) for lead in mended.leads.all()] == [
        (cast["officer"], "accountable", True)
    ]
    assert miscounted() == 0


def test_a_page_of_a_plan_counts_only_what_its_reader_sees(
    make_action: Any, sign_in: Any, cast: dict[str, Any], places: Any, elsewhere: Any, plan: Plan
) -> None:
    make_action(places)
    make_action(elsewhere)
    page = sign_in(cast["officer"]).get(reverse("actionplans:plan-missing", args=[plan.pk])).content.decode()
    assert "0 of 1 have" in page
    assert "Fill the gaps" not in page
    assert "0 of 1 have" in sign_in(cast["officer"]).get(reverse("actionplans:missing")).content.decode()


def test_an_action_shows_its_holes_with_the_way_to_the_field_that_mends_each(make_action: Any, lead: Client) -> None:
    action = make_action(deadline="Ongoing")
    page = lead.get(action.get_absolute_url()).content.decode()
    form = lead.get(reverse("actionplans:change-action", args=[action.pk])).content.decode()
    settle = lead.get(reverse("actionplans:settle", args=[action.pk])).content.decode()
    for anchor in ("id_lead_person", "id_indicator", "id_impact"):
        assert f"/change/#{anchor}" in page
        assert f'id="{anchor}"' in form
        assert 'id="id_characteristics"' in form
    assert "/deadline/#id_due_on" in page
    assert 'id="id_due_on_0"' in settle
    assert 'id="id_next_review_on_0"' in settle


def test_holes_are_filled_one_action_after_the_other(
    make_action: Any, lead: Client, plan: Plan, cast: dict[str, Any]
) -> None:
    first, second = make_action(), make_action(indicator="A figure", impact="Much", led_by=cast["officer"])
    start = lead.get(reverse("actionplans:plan-missing", args=[plan.pk])).context["start"]
    page = lead.get(start, follow=True)
    assert page.context["action"] == first
    content = page.content.decode()
    assert "2 of 2 actions still lack something" in content
    assert content.count("<fieldset") >= 4
    answer = lead.post(
        page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"],
        {
            "version": version_of(first),
            "deadline": "June 2027",
            "no_lead": "The whole council does it",
            "indicator": "A count",
        },
        follow=True,
    )
    assert answer.context["action"] == second
    first.refresh_from_db()
    assert (first.deadline_text, first.indicator) == ("June 2027", "A count")
    assert [(said.part, said.reason) for said in first.not_needed.all()] == [("lead", "The whole council does it")]
    # Only what the second one lacks is asked.
    assert [str(part) for part in answer.context["form"].parts] == ["deadline"]
    skipped = lead.post(
        reverse("actionplans:skip-missing", args=[second.pk]) + f"?queue=on&plan={plan.pk}", follow=True
    )
    assert "You have reached the end" in skipped.content.decode()
    again = lead.get(reverse("actionplans:plan-missing", args=[plan.pk]))
    assert again.context["go_on"].endswith(f"after={second.pk}")


def test_the_queue_of_one_part_holds_only_those_that_lack_it(make_action: Any, lead: Client, plan: Plan) -> None:
    make_action(impact="Much")
    without = make_action()
    query = f"?queue=on&plan={plan.pk}&part=impact"
    page = lead.get(reverse("actionplans:next-missing") + query, follow=True)
    assert page.context["action"] == without


def test_nothing_is_saved_where_nothing_or_both_were_entered(make_action: Any, lead: Client) -> None:
    action = make_action()
    url = reverse("actionplans:mend", args=[action.pk])
    page = lead.post(url, {"version": version_of(action)}).content.decode()
    assert "Fill in at least one part, or skip this action" in page
    both = {"version": version_of(action), "indicator": "A count", "no_indicator": "Not needed"}
    page = lead.post(url, both).content.decode()
    assert "Fill it in or say why it is not needed, not both" in page
    assert "A count" in page
    assert Action.objects.get(pk=action.pk).indicator == ""


def test_what_somebody_else_filled_in_meanwhile_is_not_overwritten(make_action: Any, cast: dict[str, Any]) -> None:
    action = make_action()
    opened = version_of(action)
    mend(action=action, version=opened, by=cast["equality_lead"], deadline="June 2027")
    with pytest.raises(ChangedMeanwhile):
        mend(action=action, version=opened, by=cast["equality_lead"], deadline="July 2027")
    with pytest.raises(ValidationError, match="It has a deadline by now"):
        mend(action=action, version=version_of(action), by=cast["equality_lead"], deadline="July 2027")


def test_only_the_lead_and_the_owner_of_a_plan_are_asked_to_fill_its_holes(
    make_action: Any, cast: dict[str, Any], places: Any, plan: Plan
) -> None:
    action = make_action(places)
    assert list(to_be_mended(cast["equality_lead"])) == [action]
    assert not to_be_mended(cast["officer"]).exists()
    plan.owner = cast["officer"]
    plan.save()
    assert list(to_be_mended(cast["officer"])) == [action]


def test_names_and_reasons_cannot_smuggle_markup(make_action: Any, lead: Client, cast: dict[str, Any]) -> None:
    action = make_action()
    Lead.objects.create(action=action, role="support", kind="words", text="<b>Bold</b>")
    action.deadline_text, action.deadline_kind, action.deadline_question = "May", "date", "Is it <i>this</i> May?"
    action.save()
    say_not_needed(action=action, part="indicator", reason="<script>x</script>", by=cast["equality_lead"])
    for url in (reverse("actionplans:mend", args=[action.pk]), action.get_absolute_url()):
        page = lead.get(url).content.decode()
        assert "<b>Bold</b>" not in page
        assert "<i>this</i>" not in page
        assert "<script>x" not in page
        assert escape("<script>x</script>") in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_pages_cost_the_same_for_one_action_and_for_many(
    make_action: Any, lead: Client, plan: Plan, number: int, django_assert_max_num_queries: Any
) -> None:
    for _each in range(number):
        make_action()
    with django_assert_max_num_queries(12):
        lead.get(reverse("actionplans:missing"))
    with django_assert_max_num_queries(12):
        lead.get(reverse("actionplans:plan-missing", args=[plan.pk]))
