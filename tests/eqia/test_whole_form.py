"""The whole form: little for a small proposal, everything for a large one, and nothing unknown that nobody looks into."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actionplans.models import Action
from actionplans.services.promises import take_up_forgotten_promises, take_up_promises
from eqia import rules, services
from eqia.choices import Effect
from eqia.content import content_of
from eqia.content.earlier import as_today
from eqia.models import Assessment, Impact, Intersection, ModuleAnswer
from eqia.presenters import linked_with, together_with
from organisation.models import Characteristic, Person, Unit
from tests.eqia.conftest import answer_groups, attest, fill, fill_proposal, fresh, in_state, save, start
from tests.eqia.test_writing import card_url, opened, section_url

Cast = dict[str, Person]


def screen_out(assessment: Assessment, cast: Cast) -> Assessment:
    """The least that a small proposal asks for: five pages and eight answers of one's own, beside one tick for each group."""
    by = cast["officer"]
    values = {"summary": "New gritting lorries", "aims": "The old ones are worn out", "affected": "Six drivers"}
    save(assessment, "proposal", assessment, by, **values)
    save(assessment, "people", assessment, by, owner=cast["head_of_service"], decision_maker="Head of highways")
    save(assessment, "aims", assessment.screening, by, eliminate="no", advance="no", foster="no", aims_reason="No use.")
    answer_groups(assessment, by)
    save(assessment, "screening", assessment.screening, by, result="not_required", reasons="Same cabs, same drivers.")
    return fresh(assessment)


def test_a_small_proposal_takes_five_pages_and_is_asked_for_nothing_more(cast: Cast, sign_in: Any) -> None:
    assessment = screen_out(start(cast, "Gritting lorries"), cast)
    assert assessment.missing_to_submit() == []
    client = sign_in(cast["officer"])
    tasks = client.get(assessment.get_absolute_url()).context["tasks"]
    assert [len(group.tasks) for group in tasks.groups] == [2, 3]
    url, pages = section_url(assessment, "proposal"), 0
    while "/submit/" not in url:
        url, pages = client.post(url, opened(client, url))["Location"], pages + 1
    assert pages == 5


def test_an_empty_full_assessment_is_asked_for_every_part(cast: Cast) -> None:
    assessment = start(cast)
    save(assessment, "screening", assessment.screening, cast["officer"], result="full")
    sections = {gap.section for gap in fresh(assessment).missing()}
    assert sections == {
        *("proposal", "people", "aims", "groups", "screening", "alternatives", "evidence", "consultation", "impact"),
        *("intersections", "cumulative", "modules", "law", "outcome", "review"),
    }


def test_a_full_assessment_of_everything_misses_nothing_and_shows_all_of_it(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    by = cast["officer"]

    def add(section: str, **values: Any) -> Any:
        return services.add_item(assessment=assessment, section=section, values=values, by=by)

    add("alternatives", description="Close two libraries", effect="Hits fewer harder", why_not="Too far for many")
    add("team", name="Farida Karim, carers’ forum", why="Knows what mornings mean")
    card = assessment.impacts.get(characteristic__key="disability")
    add("subgroup", impact=card, name="People with dementia", effect="unknown", words="A new room is a new start")
    save(
        assessment,
        "impact/disability",
        card,
        by,
        finding_out="An afternoon at the memory café",
        find_out_lead=by,
        find_out_on=datetime.date(2027, 2, 1),
    )
    two = list(Characteristic.objects.filter(key__in=["age", "disability"]))
    add("intersections", who="Older disabled people", characteristics=two, effect="negative", known="They come by day")
    assessment = fresh(assessment)
    assert assessment.missing_to_submit() == []
    page = sign_in(by).get(reverse("eqia:submit", args=[assessment.reference])).content.decode()
    for words in (
        *("Close two libraries", "Too far for many", "Farida Karim", "People with dementia", "memory café"),
        *("Older disabled people", "The day centre keeps its hours", "Step-free doors", "Head of libraries"),
        *("Aldermere, Millbrook", "Human rights"),
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("outcome", "remaining", "needs"),
    [
        ("continue", [], True),
        ("adjust", ["none", ""], False),
        ("adjust", ["minor"], True),
        ("adjust", ["unknown"], True),
        ("no_change", ["none"], False),
        ("stop", ["serious"], False),
        ("defer", ["unknown"], False),
    ],
)
def test_harm_that_remains_has_to_be_justified_where_the_proposal_goes_on(
    outcome: str, remaining: list[str], needs: bool
) -> None:
    assert rules.needs_justification(outcome, remaining) is needs


def test_remaining_harm_asks_for_all_three_parts_of_the_justification(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    card = assessment.impacts.get(characteristic__key="age")
    save(assessment, "impact/age", card, cast["officer"], residual="minor", residual_reason="They were asked.")
    assert fresh(assessment).missing_to_submit() == [
        "Say what the proposal must achieve, which justifies going on although people are worse off",
        "Say why it outweighs the harm that remains",
        "Say why no less harmful way will do",
    ]


# Unknown


def test_what_is_unknown_becomes_an_action_once_and_keeps_the_link(cast: Cast) -> None:
    assessment = in_state(cast, "approved")
    actions = take_up_promises(assessment=assessment)
    assert sorted(action.mitigation.kind for action in actions) == ["find_out", "mitigate"]
    found = next(action for action in actions if action.mitigation.kind == "find_out")
    assert found.description == "The March survey will ask."
    assert found.due_on == datetime.date(2027, 3, 31)
    assert [lead.person for lead in found.leads.all()] == [cast["officer"]]
    assert [each.key for each in found.characteristics.all()] == ["gender_reassignment"]
    assert (found.plan.title, found.plan.directorate) == ("Promises of our EqIAs", assessment.unit.directorate)
    assert found.plan.state == "current"
    assert take_up_promises(assessment=assessment) == []
    assert take_up_forgotten_promises() == 0
    assert Action.objects.count() == 2


def test_nothing_is_taken_up_before_approval_nor_from_what_is_written_again(cast: Cast) -> None:
    assert take_up_promises(assessment=in_state(cast, "submitted", "First")) == []
    again = in_state(cast, "approved", "Second")
    services.revise_assessment(assessment=again, by=cast["officer"], reason="A library was added.")
    assert take_up_promises(assessment=again) == []
    assert not Action.objects.exists()


def test_the_clock_takes_up_what_was_approved_earlier(cast: Cast) -> None:
    assessment = in_state(cast, "published")
    assert take_up_forgotten_promises() == 1
    assert {action.mitigation.assessment for action in Action.objects.all()} == {assessment}


def test_approval_takes_up_the_promises(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    assessment = in_state(cast, "checked")
    with django_capture_on_commit_callbacks(execute=True):
        attest(assessment, cast["head_of_service"])
    assert Action.objects.filter(mitigation__source="impact/gender_reassignment").count() == 1


def test_an_unknown_that_is_answered_later_leaves_an_action_that_is_under_way(cast: Cast) -> None:
    assessment = in_state(cast, "approved")
    take_up_promises(assessment=assessment)
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="The survey is in.")
    card = assessment.impacts.get(characteristic__key="gender_reassignment")
    save(
        assessment,
        "impact/gender_reassignment",
        card,
        cast["officer"],
        effect="none",
        no_impact_reason="Nobody said so.",
    )
    services.promise_to_find_out(assessment=fresh(assessment))
    assert assessment.mitigations.filter(source="impact/gender_reassignment").exists()


def test_combinations_gaps_and_duties_that_are_unknown_are_promised_too(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    how = {"finding_out": "Ask", "find_out_lead": cast["officer"], "find_out_on": datetime.date(2027, 2, 1)}
    combination = Intersection.objects.create(assessment=assessment, who="Older women", effect=Effect.UNKNOWN, **how)
    ModuleAnswer.objects.filter(assessment=assessment, module="rural").update(relevance="unknown", **how)
    sources = [unknown.source for unknown in services.unknowns_in(fresh(assessment))]
    assert sources == ["impact/gender_reassignment", f"intersections/{combination.pk}", "modules/rural"]


def test_unknown_never_reads_as_no_impact(cast: Cast) -> None:
    content = content_of(fresh(fill(start(cast), cast)))
    unknown = next(card for card in content["impacts"] if card["key"] == "gender_reassignment")
    assert (unknown["effect"], unknown["words"]) == ("unknown", "Unknown")
    assert unknown["find_out"]["by"] == "The March survey will ask."
    assert all(card["find_out"] is None for card in content["impacts"] if card["effect"] == "none")


# Links


def test_links_are_to_what_the_writer_may_see_and_nothing_is_said_of_the_rest(cast: Cast, sign_in: Any) -> None:
    draft, other = start(cast), start(cast, "Mobile library")
    elsewhere = Unit.objects.create(code="elsewhere", name="Elsewhere", kind="directorate")
    secret = start(cast, "A secret closure")
    Assessment.objects.filter(pk=secret.pk).update(unit=elsewhere, author=cast["director"])
    client = sign_in(cast["officer"])
    url = section_url(draft, "links")
    for reference in (secret.reference, "EIA-2026-9999"):
        page = client.post(url, opened(client, url, related=reference)).content.decode()
        assert f"Not found: {reference}" in page
        assert "A secret closure" not in page
    # A link that somebody else made is neither shown to the writer nor lost by saving.
    draft.related.add(secret)
    page = client.get(url).content.decode()
    assert secret.reference not in page
    assert client.post(url, opened(client, url, related=other.reference.lower())).status_code == 302
    assert set(draft.related.all()) == {secret, other}
    assert [each.title for _words, each in linked_with(draft, cast["officer"])] == ["Mobile library"]
    for address in (draft.get_absolute_url(), reverse("eqia:submit", args=[draft.reference])):
        assert secret.reference not in client.get(address).content.decode()


def test_only_a_programme_has_parts_and_it_is_part_of_none(cast: Cast, sign_in: Any) -> None:
    programme, draft = start(cast, "Budget 2027"), start(cast)
    Assessment.objects.filter(pk=programme.pk).update(kind="programme")
    client = sign_in(cast["officer"])
    url = section_url(draft, "links")
    refused = client.post(url, opened(client, url, parent=start(cast, "Another").reference))
    assert "is not one" in refused.content.decode()
    assert client.post(url, opened(client, url, parent=programme.reference)).status_code == 302
    assert fresh(draft).parent == programme
    proposal = section_url(draft, "proposal")
    page = client.post(proposal, opened(client, proposal, kind="programme")).content.decode()
    assert "a programme cannot be part of another" in page
    children = linked_with(programme, cast["officer"])
    assert [each.title for _words, each in children] == ["New library opening hours"]


def test_what_is_near_is_listed_closest_first_and_never_what_may_not_be_seen(cast: Cast) -> None:
    mine = fill(start(cast), cast)
    near, far = start(cast, "Mobile library"), start(cast, "Street lights")
    highways = Unit.objects.create(code="roads", name="Roads", kind="service", parent=mine.unit.parent)
    Assessment.objects.filter(pk=far.pk).update(unit=highways)
    Impact.objects.filter(assessment=far, characteristic__key="age").update(effect="negative")
    hidden = start(cast, "Hidden")
    elsewhere = Unit.objects.create(code="elsewhere", name="Elsewhere", kind="directorate")
    Assessment.objects.filter(pk=hidden.pk).update(unit=elsewhere, author=cast["director"], places=["Aldermere"])
    Assessment.objects.filter(pk=near.pk).update(places=["Aldermere"])
    found = together_with(fresh(mine), cast["officer"])
    assert [(each.title, each.shared) for each in found] == [
        ("Mobile library", ["The same service", "Aldermere"]),
        ("Street lights", ["Age"]),
    ]


@pytest.mark.parametrize("others", [1, 15])
def test_looking_for_what_adds_up_takes_the_same_number_of_queries_for_one_and_for_many(
    cast: Cast, others: int, django_assert_max_num_queries: Any
) -> None:
    mine = fill(start(cast), cast)
    for number in range(others):
        start(cast, f"Proposal {number}")
    mine, reader = fresh(mine), Person.objects.get(pk=cast["officer"].pk)
    with django_assert_max_num_queries(5):
        assert len(together_with(mine, reader)) == min(others, 10)


# Writing


@pytest.mark.parametrize(
    "section", ["alternatives", "team", "links", "intersections", "cumulative", "modules", "law", "outcome", "review"]
)
def test_a_page_of_the_form_takes_no_more_than_its_queries(
    cast: Cast, sign_in: Any, section: str, django_assert_max_num_queries: Any
) -> None:
    assessment = fill(start(cast), cast)
    client = sign_in(cast["officer"])
    url = section_url(assessment, section)
    client.get(url)
    with django_assert_max_num_queries(42):
        assert client.get(url).status_code == 200


def test_two_editors_of_the_other_duties_see_what_differs_and_may_take_it_over(cast: Cast, sign_in: Any) -> None:
    draft = start(cast)
    client = sign_in(cast["officer"])
    url = section_url(draft, "modules")
    mine = opened(
        client, url, **{"human_rights-relevance": "yes", "human_rights-what": "Article 8", "rural-relevance": "no"}
    )
    theirs = {"relevance": "no", "what": "", "response": "", "finding_out": "", "find_out_lead": None}
    services.save_module_answers(
        assessment=draft,
        revision=0,
        answers={"human_rights": theirs | {"find_out_on": None}, "rural": theirs | {"find_out_on": None}},
        by=cast["other_officer"],
    )
    response = client.post(url, mine)
    assert response.status_code == 409
    names = {difference.name for difference in response.context["differences"]}
    assert names == {"human_rights-relevance", "human_rights-what"}
    again = mine | {"revision": response.context["form"]["revision"].value(), "take-human_rights-relevance": "theirs"}
    assert client.post(url, again).status_code == 302
    answer = draft.module_answers.get(module="human_rights")
    assert (answer.relevance, answer.what) == ("no", "Article 8")


def test_an_answer_of_the_screening_grid_can_be_taken_over(cast: Cast, sign_in: Any) -> None:
    draft = start(cast)
    client = sign_in(cast["officer"])
    url = section_url(draft, "groups")
    mine = opened(client, url, age="worse", race="unknown")
    answer_groups(draft, cast["other_officer"], age="better")
    again = mine | {"revision": client.post(url, mine).context["form"]["revision"].value(), "take-age": "theirs"}
    assert client.post(url, again).status_code == 302
    kept = dict(draft.screening_answers.values_list("characteristic__key", "answer"))
    assert (kept["age"], kept["race"]) == ("better", "unknown")


def test_dates_that_contradict_each_other_are_pointed_out_and_nothing_is_lost(cast: Cast, sign_in: Any) -> None:
    draft = start(cast, decision_expected_on=datetime.date(2026, 6, 1))
    client = sign_in(cast["officer"])
    url = section_url(draft, "people")
    late = {"options_formed_on_0": "1", "options_formed_on_1": "7", "options_formed_on_2": "2026"}
    page = client.post(url, opened(client, url, decision_maker="Cabinet", **late)).content.decode()
    assert "you say that the options were drawn up after it was taken" in page
    assert 'value="Cabinet"' in page
    ahead = {"started_on_0": "1", "started_on_1": "1", "started_on_2": "2199"}
    assert "Enter a day that is not in the future" in client.post(url, opened(client, url, **ahead)).content.decode()


def test_places_are_kept_once_each_in_the_order_given(cast: Cast, sign_in: Any) -> None:
    draft = start(cast)
    client = sign_in(cast["officer"])
    url = section_url(draft, "proposal")
    text = " Aldermere \r\n\r\nMillbrook\r\naldermere\r\n<b>Stonecross</b>"
    assert client.post(url, opened(client, url, coverage="places", places=text)).status_code == 302
    assert fresh(draft).places == ["Aldermere", "Millbrook", "<b>Stonecross</b>"]
    assert "<b>Stonecross</b>" not in client.get(url).content.decode()
    page = client.post(url, opened(client, url, places="x" * 81)).content.decode()
    assert "in 80 characters or fewer" in page


def test_a_card_can_be_saved_on_the_way_to_a_mitigation_and_a_subgroup(cast: Cast, sign_in: Any) -> None:
    draft = start(cast)
    client = sign_in(cast["officer"])
    url = card_url(draft, "age")
    response = client.post(url, opened(client, url, effect="negative", harm="Stairs", then="subgroup"))
    add = response["Location"]
    assert add.startswith(reverse("eqia:item-add", args=[draft.reference, "subgroup"]))
    assert Impact.objects.get(assessment=draft, characteristic__key="age").harm == "Stairs"
    assert "People over 80" in client.get(add).content.decode()
    assert client.post(add, opened(client, add, name="People over 80", effect="negative"))["Location"] == url
    again = client.post(add, opened(client, add, name="people over 80")).content.decode()
    assert "this one is on the card already" in again
    promise = client.post(url, opened(client, url, then="mitigation"))["Location"]
    assert client.post(promise, opened(client, promise, description="Fit a lift"))["Location"] == url
    assert draft.mitigations.get().impact.characteristic.key == "age"
    subgroup = draft.impacts.get(characteristic__key="age").subgroups.get()
    remove = reverse("eqia:item-remove", args=[draft.reference, "subgroup", subgroup.pk])
    revision = services.revision_of(draft, services.item_section("subgroup", subgroup))
    assert client.post(remove, {"revision": revision})["Location"] == url


def test_a_subgroup_needs_a_card_of_this_assessment(cast: Cast, sign_in: Any) -> None:
    draft = start(cast)
    url = reverse("eqia:item-add", args=[draft.reference, "subgroup"])
    client: Client = sign_in(cast["officer"])
    assert client.get(url).status_code == 404
    assert client.get(f"{url}?for=nonsense").status_code == 404


def test_one_characteristic_alone_is_no_combination(cast: Cast, sign_in: Any) -> None:
    draft = start(cast)
    client = sign_in(cast["officer"])
    url = reverse("eqia:item-add", args=[draft.reference, "intersections"])
    age = Characteristic.objects.get(key="age")
    page = client.post(url, {"who": "Older people", "characteristics": [age.pk]}).content.decode()
    assert "Select at least two" in page
    assert "Older people" in page


def test_what_was_frozen_in_the_first_shape_is_read_in_todays(cast: Cast) -> None:
    fill_proposal(draft := start(cast), cast, cast["officer"])
    old = content_of(fresh(draft))
    first = {key: old[key] for key in ("reference", "title", "screening", "steps")} | {
        "evidence": {"items": [], "gaps": ""},
        "consultation": {"items": []},
        "schema": "eqia-1",
        "is_full": True,
        "proposal": [{"key": "alternatives", "question": "Which other ways?", "answer": "Closing", "is_choice": False}],
        "impacts": [
            {
                "effect": "unknown",
                "answers": [{"key": "finding_out", "question": "How?", "answer": "Ask", "is_choice": False}],
            }
        ],
        "mitigations": [{"for": "Age", "description": "Keep it"}],
        "conclusion": {"justification": "Needed", "monitoring": "Count", "review_on": "2027-01-01", "aims": []},
    }
    today = as_today(first)
    assert today["alternatives"]["more"] == "Closing"
    assert today["review"]["monitoring"] == "Count"
    assert [answer["answer"] for answer in today["conclusion"]["justification"]] == ["Needed"]
    assert today["impacts"][0]["find_out"] == {"by": "Ask", "lead": None, "due_on": None}
    assert first["conclusion"]["monitoring"] == "Count"
