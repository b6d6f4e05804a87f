"""Writing in the browser: partial saves, second editors, lapsed sessions, and nothing lost."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eqia import services
from eqia.models import Assessment, Impact
from organisation.models import Characteristic, Person, Unit
from tests.eqia.conftest import answer_groups, fill, fill_proposal, fresh, in_state, save, start

Cast = dict[str, Person]


def section_url(assessment: Assessment, section: str) -> str:
    return reverse("eqia:section", args=[assessment.reference, section])


def card_url(assessment: Assessment, key: str) -> str:
    return reverse("eqia:impact", args=[assessment.reference, key])


def opened(client: Client, url: str, **values: Any) -> dict[str, Any]:
    """The form of a page as a browser would send it back, with some answers changed."""
    form = client.get(url).context["form"]
    data = {}
    for bound in form:
        widget = bound.field.widget
        if hasattr(widget, "decompress"):
            for index, part in enumerate(widget.decompress(bound.value())):
                data[f"{bound.html_name}_{index}"] = "" if part is None else part
        else:
            data[bound.html_name] = "" if bound.value() is None else bound.value()
    return data | values


def test_an_officer_starts_one_with_four_answers(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    unit = Unit.objects.get(code="libraries")
    answers = {"title": "Mobile library", "kind": "service_change", "unit": unit.pk, "decision_expected_on_0": "9"}
    answers |= {"decision_expected_on_1": "12", "decision_expected_on_2": "2026"}
    response = client.post(reverse("eqia:start"), answers)
    assessment = Assessment.objects.get()
    assert response["Location"] == assessment.get_absolute_url()
    assert (assessment.author, assessment.decision_expected_on) == (cast["officer"], datetime.date(2026, 12, 9))
    assert assessment.impacts.count() == assessment.screening_answers.count() == 9


def test_an_officer_cannot_start_one_for_another_directorate(cast: Cast, sign_in: Any, elsewhere: Unit) -> None:
    answers = {"title": "Mobile library", "kind": "service_change", "unit": elsewhere.pk}
    response = sign_in(cast["officer"]).post(reverse("eqia:start"), answers)
    assert response.status_code == 200
    assert not Assessment.objects.exists()


def test_nothing_is_answered_before_a_person_answers_it(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    assert set(draft.impacts.values_list("effect", flat=True)) == {""}
    assert set(draft.screening_answers.values_list("answer", flat=True)) == {""}
    client = sign_in(cast["officer"])
    for url in (section_url(draft, "aims"), section_url(draft, "groups"), card_url(draft, "age")):
        assert " checked" not in client.get(url).content.decode()


def test_half_an_answer_can_be_saved(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    url = section_url(draft, "proposal")
    response = client.post(url, opened(client, url, summary="Fewer hours", then="list"))
    assert response["Location"] == draft.get_absolute_url()
    assert fresh(draft).summary == "Fewer hours"
    assert fresh(draft).aims == ""


def test_saving_and_continuing_leads_through_every_section_to_the_check(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    client = sign_in(cast["officer"])
    url, seen = section_url(assessment, "proposal"), []
    while "/submit/" not in url:
        seen.append(url)
        response = client.post(url, opened(client, url))
        assert response.status_code == 302, url
        url = response["Location"]
    assert len(seen) == len(set(seen)) == 5 + 5 + 9 + 3 + 4


def test_saving_what_stands_there_makes_no_new_revision(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    url = section_url(draft, "people")
    client.post(url, opened(client, url))
    assert services.revision_of(draft, "people") == 0


@pytest.mark.parametrize("section", ["proposal", "outcome", "aims"])
def test_a_second_editor_sees_both_texts_and_overwrites_nothing(
    cast: Cast, draft: Assessment, sign_in: Any, section: str
) -> None:
    field = {"proposal": "summary", "outcome": "reasons", "aims": "aims_reason"}[section]
    if section == "outcome":
        save(draft, "screening", draft.screening, cast["officer"], result="full")
    client = sign_in(cast["officer"])
    url = section_url(draft, section)
    mine = opened(client, url, **{field: "My careful words"})
    record = {"proposal": draft, "outcome": draft.conclusion, "aims": draft.screening}[section]
    save(draft, section, record, cast["other_officer"], **{field: "Their careful words"})

    response = client.post(url, mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "My careful words" in page
    assert "Their careful words" in page
    assert "Other Officer saved this page" in page
    record.refresh_from_db(fields=[field])
    assert getattr(record, field) == "Their careful words"

    # Saving again is a choice made with both texts in view.
    again = mine | {"revision": response.context["form"]["revision"].value()}
    assert client.post(url, again).status_code == 302
    record.refresh_from_db(fields=[field])
    assert getattr(record, field) == "My careful words"


def test_a_second_editor_may_take_over_the_other_text(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    url = section_url(draft, "people")
    mine = opened(client, url, decision_maker="Cabinet")
    save(
        draft,
        "people",
        draft,
        cast["other_officer"],
        decision_maker="Council",
        decision_expected_on=datetime.date(2027, 1, 2),
        owner=cast["director"],
    )
    response = client.post(url, mine)
    assert response.status_code == 409
    again = mine | {
        "revision": response.context["form"]["revision"].value(),
        "take-decision_expected_on": "theirs",
        "take-owner": "theirs",
    }
    assert client.post(url, again).status_code == 302
    after = fresh(draft)
    assert (after.decision_maker, after.decision_expected_on) == ("Cabinet", datetime.date(2027, 1, 2))
    assert after.owner == cast["director"]


def test_two_editors_of_the_screening_grid_see_what_differs(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    url = section_url(draft, "groups")
    mine = opened(client, url, age="worse", race="unknown")
    answer_groups(draft, cast["other_officer"], age="better", race="unknown")
    response = client.post(url, mine)
    assert response.status_code == 409
    assert "age" in [difference.name for difference in response.context["differences"]]
    assert "race" not in [difference.name for difference in response.context["differences"]]


def test_two_editors_of_different_sections_do_not_meet(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    url = section_url(draft, "proposal")
    mine = opened(client, url, summary="Fewer hours")
    save(draft, "people", draft, cast["other_officer"], decision_maker="Council")
    assert client.post(url, mine).status_code == 302
    assert (fresh(draft).summary, fresh(draft).decision_maker) == ("Fewer hours", "Council")


def test_two_editors_of_one_card_and_one_item_are_warned(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    card = draft.impacts.get(characteristic__key="age")
    url = card_url(draft, "age")
    mine = opened(client, url, effect="negative", harm="Stairs")
    save(draft, "impact/age", card, cast["other_officer"], effect="positive", benefit="Longer evenings")
    assert client.post(url, mine).status_code == 409
    assert Impact.objects.get(pk=card.pk).effect == "positive"

    item = services.add_item(assessment=draft, section="evidence", values={"title": "Visits"}, by=cast["officer"])
    url = reverse("eqia:item", args=[draft.reference, "evidence", item.pk])
    mine = opened(client, url, shows="Half are over 60")
    section = services.item_section("evidence", item)
    save(draft, section, item, cast["other_officer"], shows="A third are over 60")
    assert client.post(url, mine).status_code == 409


def test_what_was_typed_into_a_removed_item_comes_back_as_a_new_one(
    cast: Cast, draft: Assessment, sign_in: Any
) -> None:
    item = services.add_item(assessment=draft, section="evidence", values={"title": "Visits"}, by=cast["officer"])
    client = sign_in(cast["officer"])
    url = reverse("eqia:item", args=[draft.reference, "evidence", item.pk])
    mine = opened(client, url, shows="Half are over 60")
    revision = services.revision_of(draft, services.item_section("evidence", item))
    services.remove_item(assessment=draft, section="evidence", item=item, revision=revision, by=cast["other_officer"])
    response = client.post(url, mine)
    assert response.status_code == 409
    assert "Half are over 60" in response.content.decode()
    assert reverse("eqia:item-add", args=[draft.reference, "evidence"]) in response.content.decode()


def test_an_item_changed_meanwhile_is_not_removed_unread(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    item = services.add_item(assessment=draft, section="evidence", values={"title": "Visits"}, by=cast["officer"])
    save(draft, services.item_section("evidence", item), item, cast["other_officer"], shows="Half are over 60")
    url = reverse("eqia:item-remove", args=[draft.reference, "evidence", item.pk])
    sign_in(cast["officer"]).post(url, {"revision": "1"})
    assert draft.evidence.get() == item


def test_what_was_typed_while_it_was_submitted_stays_on_the_page(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    client = sign_in(cast["officer"])
    url = section_url(assessment, "proposal")
    mine = opened(client, url, summary="One more library")
    services.submit_assessment(assessment=assessment, by=cast["other_officer"])
    response = client.post(url, mine)
    assert response.status_code == 409
    assert "One more library" in response.content.decode()
    assert "cannot be changed now" in response.content.decode()
    assert fresh(assessment).summary.startswith("Six")


def test_a_lapsed_session_loses_nothing(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    url = section_url(draft, "proposal")
    mine = opened(client, url, summary="An hour of work")
    client.logout()
    response = client.post(url, mine)
    assert response["Location"].startswith("/account/login")
    credentials = {"login": cast["officer"].email, "password": "correct horse battery"}
    response = client.post(response["Location"], credentials)
    assert response["Location"] == url
    page = client.get(url)
    assert "An hour of work" in page.content.decode()
    assert "We kept what you had written" in page.content.decode()
    client.post(url, mine)
    assert fresh(draft).summary == "An hour of work"


def test_marriage_and_civil_partnership_is_asked_about_the_first_aim_only(
    cast: Cast, draft: Assessment, sign_in: Any
) -> None:
    client = sign_in(cast["officer"])
    aims = client.get(card_url(draft, "marriage_civil_partnership")).context["form"].fields["aims"].choices
    assert [key for key, _words in aims] == ["eliminate"]
    assert len(client.get(card_url(draft, "race")).context["form"].fields["aims"].choices) == 3
    url = card_url(draft, "marriage_civil_partnership")
    refused = client.post(url, opened(client, url, effect="positive", aims=["advance"]))
    assert refused.status_code == 200
    assert draft.impacts.get(characteristic__key="marriage_civil_partnership").aims == []


def test_a_local_characteristic_is_always_marked_and_its_name_is_escaped(
    cast: Cast, council: Any, sign_in: Any
) -> None:
    Characteristic.objects.create(key="carers", name="Carers <b>bold</b>", description="Who <i>care</i>", position=20)
    assessment = start(cast)
    client = sign_in(cast["officer"])
    add = reverse("eqia:item-add", args=[assessment.reference, "evidence"])
    promise = reverse("eqia:item-add", args=[assessment.reference, "mitigation"])
    for url in (section_url(assessment, "groups"), card_url(assessment, "carers"), add, promise):
        page = client.get(url).content.decode()
        assert "<b>bold</b>" not in page
        assert "Carers &lt;b&gt;bold&lt;/b&gt;" in page
        assert "not in the Equality Act" in page or "The Equality Act does not name this group" in page


def test_text_that_looks_like_a_template_is_shown_as_it_was_typed(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    card = draft.impacts.get(characteristic__key="age")
    values = {"description": "{{ request.user.email }} {% now 'Y' %} <b>", "impact": card}
    services.add_item(assessment=draft, section="mitigation", values=values, by=cast["officer"])
    page = sign_in(cast["officer"]).get(card_url(draft, "age")).content.decode()
    assert "{{ request.user.email }} {% now &#x27;Y&#x27; %} &lt;b&gt;" in page


def test_a_characteristic_retired_later_stays_on_older_assessments(cast: Cast) -> None:
    local = Characteristic.objects.create(key="carers", name="Unpaid carers", position=20)
    older = start(cast)
    Characteristic.objects.filter(pk=local.pk).update(retired_on=datetime.date(2020, 1, 1))
    newer = start(cast)
    assert older.impacts.filter(characteristic=local).exists()
    assert not newer.impacts.filter(characteristic=local).exists()


def test_the_task_list_says_how_far_each_section_has_come(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    client = sign_in(cast["officer"])
    tasks = client.get(draft.get_absolute_url()).context["tasks"]
    assert [group.heading for group in tasks.groups][-1].startswith("Full assessment, if")
    fill_proposal(draft, cast, cast["officer"])
    save(draft, "screening", draft.screening, cast["officer"], result="full")
    tasks = client.get(draft.get_absolute_url()).context["tasks"]
    statuses = {task.words: task.status for group in tasks.groups for task in group.tasks}
    assert statuses["What is changing"] == "Completed"
    assert statuses["Screening result"] == "Incomplete"
    assert statuses["Age"] == "Not started"
    assert statuses["Mitigation"] == "Optional"


def test_an_incomplete_one_is_refused_with_links_to_the_sections(cast: Cast, draft: Assessment, sign_in: Any) -> None:
    response = sign_in(cast["officer"]).post(reverse("eqia:submit", args=[draft.reference]))
    page = response.content.decode()
    assert response.status_code == 422
    assert f'<a href="{section_url(draft, "proposal")}">Say what will change</a>' in page
    assert fresh(draft).state == "draft"


def test_a_mitigation_that_an_action_carries_out_cannot_be_removed(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "published")
    mitigation = assessment.mitigations.get()
    make_action(mitigation, cast)
    services.revise_assessment(assessment=assessment, by=cast["officer"], reason="A library was added.")
    url = reverse("eqia:item-remove", args=[assessment.reference, "mitigation", mitigation.pk])
    page = sign_in(cast["officer"]).post(url, {"revision": "1"}, follow=True).content.decode()
    assert "so it cannot be removed" in page
    assert assessment.mitigations.get() == mitigation


def make_action(mitigation: Any, cast: Cast) -> Any:
    from actionplans.models import Action, Plan

    plan = Plan.objects.create(title="Equality action plan", starts_on="2026-04-01", ends_on="2027-03-31")
    return Action.objects.create(plan=plan, reference="1", description=mitigation.description, mitigation=mitigation)


def test_an_approved_mitigation_shows_its_action_or_the_way_to_make_it_one(cast: Cast, sign_in: Any) -> None:
    assessment = in_state(cast, "approved")
    mitigation = assessment.mitigations.get()
    client = sign_in(cast["officer"])
    way = reverse("actionplans:from-mitigation", args=[mitigation.pk])
    assert way in client.get(assessment.get_absolute_url()).content.decode()
    action = make_action(mitigation, cast)
    page = client.get(assessment.get_absolute_url()).content.decode()
    assert way not in page
    assert action.get_absolute_url() in page
