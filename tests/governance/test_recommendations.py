"""Recommendations of bodies, audits, inspections and complaints: taken down, answered, followed."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from governance.choices import BodyKind
from governance.errors import MoveForbidden, MoveRefused
from governance.models import Body, Recommendation
from governance.services.recommendations import answer_recommendation


@pytest.fixture
def lead(sign_in: Any, cast: dict[str, Any]) -> Client:
    return sign_in(cast["equality_lead"])


def recommend(**fields: Any) -> Recommendation:
    told = {"kind": "audit", "made_by": "Internal audit", "dated_on": "2026-05-04", "text": "Count the returns"}
    return Recommendation.objects.create(**{**told, **fields})


DAY = {"dated_on_0": "4", "dated_on_1": "5", "dated_on_2": "2026"}


def test_a_recommendation_is_taken_down_and_answered(lead: Client, cast: dict[str, Any]) -> None:
    body = Body.objects.create(name="Scrutiny committee", kind=BodyKind.MEMBER)
    data = {"kind": "body", "body": body.pk, "reference": "Minute 14", "text": "Report <b>twice</b> a year", **DAY}
    page = lead.post(reverse("decisions:add-recommendation"), data, follow=True).content.decode()
    recommendation = Recommendation.objects.get()
    assert "Scrutiny committee, Minute 14" in page
    assert "<b>twice</b>" not in page
    assert "Not answered yet" in page
    answer = reverse("decisions:answer-recommendation", args=[recommendation.pk])
    assert "Enter the answer in words" in lead.post(answer, {"response": "accepted"}).content.decode()
    lead.post(answer, {"response": "accepted", "reason": "We report in June and December."})
    lead.post(answer, {"response": "partly", "reason": "In December only."})
    page = lead.get(recommendation.get_absolute_url()).content.decode()
    assert "Accepted in part" in page
    assert page.index("In December only.") < page.index("We report in June and December.")


def test_a_complaint_names_nobody(lead: Client) -> None:
    form = lead.get(reverse("decisions:add-recommendation")).content.decode()
    assert "no name, address or anything else" in form
    data = {"kind": "complaint", "made_by": "Jo Smith", "text": "Letters in large print", **DAY}
    page = lead.post(reverse("decisions:add-recommendation"), data).content.decode()
    assert "Enter the number of the complaint" in page
    lead.post(reverse("decisions:add-recommendation"), {**data, "reference": "C-118"})
    recommendation = Recommendation.objects.get()
    assert (recommendation.made_by, recommendation.maker) == ("", "Complaint")
    with pytest.raises(IntegrityError, match="recommendation_names_who_made_it"), transaction.atomic():
        recommend(kind="complaint", reference="C-119")


def test_what_is_needed_depends_on_where_it_comes_from(lead: Client) -> None:
    url = reverse("decisions:add-recommendation")
    assert "Select the body that made it" in lead.post(url, {"kind": "body", "text": "x", **DAY}).content.decode()
    assert "Enter who made it" in lead.post(url, {"kind": "audit", "text": "x", **DAY}).content.decode()
    late = {"dated_on_0": "4", "dated_on_1": "5", "dated_on_2": "2100"}
    assert (
        "not in the future" in lead.post(url, {"kind": "audit", "made_by": "A", "text": "x", **late}).content.decode()
    )
    assert not Recommendation.objects.exists()


def test_only_whoever_answers_for_the_service_answers(cast: dict[str, Any], places: Any, elsewhere: Any) -> None:
    theirs, others = recommend(unit=places), recommend(unit=elsewhere)
    answered = answer_recommendation(
        recommendation=theirs, response="rejected", reason="We do it already.", by=cast["head_of_service"]
    )
    assert answered.is_answered
    with pytest.raises(MoveForbidden):
        answer_recommendation(recommendation=others, response="accepted", reason="Yes", by=cast["head_of_service"])
    with pytest.raises(MoveForbidden):
        answer_recommendation(recommendation=theirs, response="accepted", reason="Yes", by=cast["officer"])
    with pytest.raises(MoveRefused):
        answer_recommendation(recommendation=others, response="accepted", reason=" ", by=cast["equality_lead"])


def test_the_register_finds_those_of_a_body_and_those_without_an_answer_or_an_action(lead: Client) -> None:
    body = Body.objects.create(name="Scrutiny committee", kind=BodyKind.MEMBER)
    recommend(kind="body", body=body, made_by="", text="Of the body")
    answered = recommend(text="Of the audit")
    recommend(text="Late one", answer_by="2026-06-01")
    Recommendation.objects.filter(pk=answered.pk).update(response="accepted")
    url = reverse("decisions:recommendations")

    def shown(query: str) -> list[str]:
        return sorted(each.text for each, _tag, _late in lead.get(url + query).context["rows"])

    assert shown("") == ["Late one", "Of the audit", "Of the body"]
    assert shown(f"?body={body.pk}") == ["Of the body"]
    assert shown("?response=pending") == ["Late one", "Of the body"]
    assert shown("?without=on") == ["Of the audit"]
    page = lead.get(url).content.decode()
    assert "2 are not answered yet" in page
    assert "Answer was due on 1 June 2026" in page


@pytest.mark.parametrize("number", [1, 20])
def test_the_register_costs_the_same_for_many(lead: Client, number: int, django_assert_max_num_queries: Any) -> None:
    for each in range(number):
        recommend(text=f"Number {each}")
    with django_assert_max_num_queries(16):
        lead.get(reverse("decisions:recommendations"))
    with django_assert_max_num_queries(16):
        lead.get(Recommendation.objects.first().get_absolute_url())  # type: ignore[union-attr]
