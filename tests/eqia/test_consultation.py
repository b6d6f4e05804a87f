"""People asked or to be asked, what is not known, and what of it must be said before an assessment is submitted."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from eqia import services
from eqia.content import content_of
from eqia.content.consultation import without_few
from eqia.models import Assessment, Consultation
from eqia.services.promises import promise_to_find_out
from eqia.waiting import waiting_for
from organisation.models import Characteristic, Person
from tests.eqia.conftest import fill, fresh, start

Cast = dict[str, Person]
AHEAD = datetime.timedelta(days=30)


def day(name: str, value: datetime.date) -> dict[str, str]:
    return {f"{name}_0": str(value.day), f"{name}_1": str(value.month), f"{name}_2": str(value.year)}


def ask(client: Any, assessment: Assessment, **sent: str) -> Any:
    url = reverse("eqia:item-add", args=[assessment.reference, "consultation"])
    return client.post(url, {"who": "Deaf club", "stage": "done", **sent})


def sentences(assessment: Assessment) -> list[str]:
    return fresh(assessment).missing_to_submit()


def test_engagement_is_planned_and_later_turned_into_what_happened(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    client, later = sign_in(cast["officer"]), timezone.localdate() + AHEAD
    ask(client, assessment, stage="planned", **day("starts_on", later))
    planned = assessment.consultations.get(who="Deaf club")
    assert planned.is_planned
    assert sentences(assessment) == []
    content = content_of(fresh(assessment))["consultation"]["items"][-1]
    assert (content["stage"], content["tests"], content["answers"]) == ("planned", [], [])
    url = reverse("eqia:item", args=[assessment.reference, "consultation", planned.pk])
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    client.post(url, {"revision": "1", "who": "Deaf club", "stage": "done", **day("starts_on", yesterday)})
    assert sentences(assessment) == [
        "Say what “Deaf club” said",
        "Answer the four questions on fairness for “Deaf club”",
    ]


def test_a_planned_day_that_has_passed_asks_for_what_happened(cast: Cast, sign_in: Any) -> None:
    assessment = start(cast)
    assessment.consultations.create(who="Deaf club", stage="planned", starts_on=datetime.date(2026, 1, 5))
    url = reverse("eqia:section", args=[assessment.reference, "consultation"])
    assert "Its day has passed. Say what happened" in sign_in(cast["officer"]).get(url).content.decode()


def test_planned_engagement_waits_for_the_author_once_its_day_has_come(cast: Cast) -> None:
    assessment = start(cast)
    today = timezone.localdate()
    planned = assessment.consultations.create(who="Deaf club", stage="planned", starts_on=today)
    sentence = "Say what “Deaf club” told you: New library opening hours"
    assert sentence in [one.sentence for one in waiting_for(cast["officer"], today)]
    planned.starts_on = today + AHEAD
    planned.save()
    assert sentence not in [one.sentence for one in waiting_for(cast["officer"], today)]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (day("starts_on", timezone.localdate() + AHEAD), "or select “Planned” above"),
        (
            day("starts_on", datetime.date(2026, 5, 2)) | day("ends_on", datetime.date(2026, 5, 1)),
            "Enter a last day that is the same as or after the first day",
        ),
        (
            day("starts_on", datetime.date(2026, 5, 2)) | day("fed_back_on", datetime.date(2026, 5, 1)),
            "Enter a day that is the same as or after the first day",
        ),
        (day("fed_back_on", timezone.localdate() + AHEAD), "Enter a day that is not in the future"),
        ({"took_part": "about twenty"}, "Enter how many took part as a whole number"),
        ({"took_part": "-4"}, "Enter how many took part as a whole number"),
    ],
)
def test_contradictory_answers_are_pointed_out_and_nothing_is_lost(
    cast: Cast, sign_in: Any, sent: dict[str, str], sentence: str
) -> None:
    assessment = start(cast)
    page = ask(sign_in(cast["officer"]), assessment, heard="The ramp is too steep.", **sent).content.decode()
    assert sentence in page
    assert "The ramp is too steep." in page
    assert not Consultation.objects.exists()


def test_partly_and_no_call_for_a_sentence(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    assessment.consultations.update(timely="no", weighed="partly", weighed_how="The panel has not met yet.")
    assert sentences(assessment) == ["Say why not, for “Library users”: Did they have enough time?"]


def test_what_the_dates_say_stands_beside_the_four_questions(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    item = assessment.consultations.get()
    url = reverse("eqia:item", args=[assessment.reference, "consultation", item.pk])
    page = sign_in(cast["officer"]).get(url).content.decode()
    assert "It ran for 1 day." in page
    assert "It ended 227 days before the decision." in page


def test_a_gap_says_how_it_will_be_found_out_or_why_it_cannot_be(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    client = sign_in(cast["officer"])
    url = reverse("eqia:item-add", args=[assessment.reference, "gap"])
    both = {"unknown": "How many use the ramp", "finding_out": "Count", "cannot_reason": "Nobody counts"}
    page = client.post(url, both).content.decode()
    assert "Say either how it will be found out or why it cannot be" in page
    client.post(url, {"unknown": "How many use the ramp"})
    assert sentences(assessment) == [
        "Say how, by whom and by when you will find out, or why it cannot be: How many use the ramp"
    ]
    gap = assessment.gaps.get()
    client.post(
        reverse("eqia:item", args=[assessment.reference, "gap", gap.pk]),
        {"revision": "1", "unknown": "How many trans residents there are", "cannot_reason": "Nobody counts them."},
    )
    assert sentences(assessment) == []
    assert content_of(fresh(assessment))["evidence"]["gaps_list"] == [
        {
            "unknown": "How many trans residents there are",
            "find_out": None,
            "cannot_reason": "Nobody counts them.",
        }
    ]


def test_a_gap_that_will_be_found_out_becomes_a_promise_and_one_that_cannot_does_not(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    known_by = {
        "finding_out": "Count them",
        "find_out_lead": cast["officer"],
        "find_out_on": datetime.date(2027, 1, 31),
    }
    for values in (
        {"unknown": "Who stopped coming", **known_by},
        {"unknown": "Who is trans", "cannot_reason": "Uncounted"},
    ):
        services.add_item(assessment=assessment, section="gap", values=values, by=cast["officer"])
    promise_to_find_out(assessment=fresh(assessment))
    promises = assessment.mitigations.filter(source__startswith="gap/")
    assert [(each.unknown, each.description, each.lead_person, each.due_on) for each in promises] == [
        ("Who stopped coming", "Count them", cast["officer"], datetime.date(2027, 1, 31))
    ]


def test_gaps_engagement_and_citations_stand_in_the_frozen_version_and_its_pdf(
    cast: Cast, sign_in: Any, keep_pdf: Any
) -> None:
    assessment = fill(start(cast), cast)
    services.add_item(
        assessment=assessment,
        section="gap",
        values={"unknown": "Who stopped coming", "cannot_reason": "They left no address."},
        by=cast["officer"],
    )
    assessment.consultations.update(
        took_part=23,
        voice="with",
        lived_experience="yes",
        access="Interpreters",
        you_said="Keep Saturdays.",
        we_did="Saturdays are kept.",
    )
    version = services.submit_assessment(assessment=assessment, by=cast["officer"])
    client = sign_in(cast["officer"])
    page = client.get(version.get_absolute_url()).content.decode()
    for words in (
        "They left no address.",
        "23 people took part.",
        "With people who have lived experience.",
        "Did they have enough time?",
        "Saturdays are kept.",
    ):
        assert words in page, words
    pdf = client.get(reverse("eqia:version-pdf", args=[assessment.reference, version.number]))
    keep_pdf("assessment-with-consultation.pdf", b"".join(pdf.streaming_content))


def test_few_who_took_part_are_told_to_their_team_and_hidden_from_everybody_else(
    cast: Cast, sign_in: Any, keep_pdf: Any
) -> None:
    assessment = fill(start(cast), cast)
    assessment.consultations.update(took_part=3)
    client = sign_in(cast["officer"])
    section = reverse("eqia:section", args=[assessment.reference, "consultation"])
    assert "3 people are few: fewer than 5 are shown as [c]" in client.get(section).content.decode()
    version = services.submit_assessment(assessment=assessment, by=cast["officer"])
    assert [item["took_part"] for item in version.payload["consultation"]["items"]] == ["[c]"]
    for url in (assessment.get_absolute_url(), version.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "hidden to protect people</span></span> people took part." in page
        assert "3 people took part" not in page
        assert page.count("stands for a number that is hidden") == 1
    pdf = client.get(reverse("eqia:version-pdf", args=[assessment.reference, version.number]))
    keep_pdf("assessment-with-few-people.pdf", b"".join(pdf.streaming_content))


def test_the_threshold_is_ten_where_they_speak_of_religion_or_orientation(cast: Cast) -> None:
    assessment = fill(start(cast), cast)
    asked = assessment.consultations.get()
    Consultation.objects.filter(pk=asked.pk).update(took_part=9)
    shown = content_of(fresh(assessment))["consultation"]["items"]
    assert [item["took_part"] for item in shown] == [9]
    asked.characteristics.add(Characteristic.objects.get(key="religion_belief"))
    assert [item["took_part"] for item in content_of(fresh(assessment))["consultation"]["items"]] == ["[c]"]


def test_a_version_frozen_with_few_people_is_read_and_published_without_them(cast: Cast) -> None:
    payload = {
        "consultation": {"items": [{"who": "A", "took_part": 3, "about_keys": []}, {"who": "B", "took_part": 30}]}
    }
    shown = without_few(payload)["consultation"]["items"]
    assert [item["took_part"] for item in shown] == ["[c]", 30]
    assert payload["consultation"]["items"][0]["took_part"] == 3


def test_the_history_tells_that_few_were_counted_but_not_how_many(cast: Cast, sign_in: Any) -> None:
    assessment = fill(start(cast), cast)
    assessment.consultations.update(took_part=3)
    assessment.consultations.update(took_part=47)
    page = sign_in(cast["equality_lead"]).get(reverse("eqia:history", args=[assessment.reference])).content.decode()
    assert "<ins>47</ins>" in page
    assert "<ins>3</ins>" not in page
    assert "How many took part</dt>" in page
    assert "stands for a number that is hidden" in page
