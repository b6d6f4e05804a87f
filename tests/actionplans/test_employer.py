"""The employer action plan: what the government service asks, how it is written, approved, published and handed over."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from actionplans.models import EmployerAction, EmployerPlan
from actionplans.rules.employer import (
    BY_KEY,
    CATALOGUE,
    CATEGORIES,
    EMBEDDED,
    MENOPAUSE,
    NEW,
    PAY_GAP,
    Entry,
    PlanContent,
    count_words,
    publish_by,
    what_is_wrong,
)
from actionplans.services.employer import mark_action, set_entry, start_plan, take_step
from actionplans.waiting.employer import employer_plans
from governance.errors import MoveForbidden, MoveRefused
from organisation.models import Person, Unit

BIAS, TRAIN = "reduce-unconscious-bias-in-cv-screening", "train-managers-to-support-employees-experiencing-menopause"
BOTH = "advertise-flexible-working-arrangements-in-job-adverts"
LINK = "https://www.wealdshire.example/equality"
WHY = "We shortlist fewer women than apply. We will compare applicants and those shortlisted each quarter."


def entry(key: str, status: str = NEW, support: str = WHY) -> Entry:
    return Entry(key, status, support)


def wrong(*entries: Entry, link: str = LINK, **more: Any) -> list[str]:
    return [problem.sentence for problem in what_is_wrong(PlanContent(list(entries), link=link, **more))]


def test_the_catalogue_has_eighteen_actions_in_five_categories_as_published() -> None:
    counts = {category: sum(action.category == category for action in CATALOGUE) for category in CATEGORIES}
    assert counts == {"recruiting": 6, "developing": 3, "diversity": 1, "transparency": 2, "menopause": 6}
    assert len(BY_KEY) == len({action.identifier for action in CATALOGUE}) == 18
    assert [action.key for action in CATALOGUE if len(action.tags) == 2] == [BOTH]
    assert sum(PAY_GAP in action.tags for action in CATALOGUE) == 12
    assert sum(MENOPAUSE in action.tags for action in CATALOGUE) == 7


def test_one_for_the_pay_gap_and_one_on_menopause_is_enough() -> None:
    assert wrong(entry(BIAS), entry(TRAIN)) == []


@pytest.mark.parametrize("other", [BIAS, TRAIN])
def test_flexible_working_counts_for_either_beside_another(other: str) -> None:
    assert wrong(entry(BOTH), entry(other)) == []


def test_flexible_working_alone_counts_once() -> None:
    [sentence] = wrong(entry(BOTH))
    assert "but only once. Choose one more action" in sentence


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], ["one action for the gender pay gap", "one action on menopause"]),
        ([entry(BIAS)], ["one action on menopause"]),
        ([entry(TRAIN)], ["one action for the gender pay gap"]),
        ([entry(BIAS), entry(TRAIN, EMBEDDED)], ["one action on menopause"]),
        ([entry(BOTH), entry(TRAIN, EMBEDDED)], ["but only once"]),
    ],
)
def test_each_hole_says_what_to_choose(entries: list[Entry], expected: list[str]) -> None:
    sentences = wrong(*entries)
    assert len(sentences) == len(expected)
    assert all(words in sentence for words, sentence in zip(expected, sentences, strict=True))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("part-time staff", 2),
        ("a – b", 3),
        ("  two\t words \r\n here ", 3),
        ("no\u00a0break", 1),
    ],
)
def test_words_are_counted_as_the_service_counts_them(text: str, count: int) -> None:
    assert count_words(text) == count


def test_a_text_may_have_a_hundred_words_and_not_one_more() -> None:
    assert wrong(entry(BIAS, support="word " * 100), entry(TRAIN)) == []
    [sentence] = wrong(entry(BIAS, support="word " * 101), entry(TRAIN))
    assert sentence.startswith("Take 1 word out of the text of “Reduce unconscious bias")
    [sentence] = wrong(entry(BIAS), entry(TRAIN), narrative="word " * 203)
    assert sentence.startswith("Take 3 words out of the narrative")


def test_a_new_action_needs_its_reasons_an_embedded_one_does_not() -> None:
    [sentence] = wrong(entry(BIAS, support=" "), entry(TRAIN))
    assert sentence.startswith("Write why you chose “Reduce unconscious bias")
    assert wrong(entry(BIAS), entry(TRAIN), entry(BOTH, EMBEDDED, "")) == []


def test_links_stand_beside_the_texts_and_not_in_them() -> None:
    [sentence] = wrong(entry(BIAS, support=f"See {LINK}"), entry(TRAIN))
    assert sentence.startswith("Take the link out")
    assert wrong(entry(BIAS), entry(TRAIN), link="") == [
        "Enter a link to your equality policies or strategy on your own website."
    ]
    assert wrong(entry(BIAS), entry(TRAIN), link="ftp://here") == ["Begin the link to your website with https://."]


def test_a_responsible_person_is_named_in_full_or_not_at_all() -> None:
    assert wrong(entry(BIAS), entry(TRAIN), responsible=("Ruth", "Okafor", "Director")) == []
    [sentence] = wrong(entry(BIAS), entry(TRAIN), responsible=("Ruth", "", ""))
    assert "or leave all three empty" in sentence


def test_a_public_authority_publishes_by_30_march() -> None:
    assert publish_by(2026).isoformat() == "2027-03-30"


# The pages


@pytest.fixture
def lead(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["equality_lead"])


@pytest.fixture
def draft(cast: dict[str, Person]) -> EmployerPlan:
    return start_plan(year=2026, by=cast["equality_lead"])


@pytest.fixture
def ready(draft: EmployerPlan, cast: dict[str, Person]) -> EmployerPlan:
    for key in (BIAS, TRAIN):
        set_entry(plan=draft, key=key, status=NEW, support=WHY, by=cast["equality_lead"])
    EmployerPlan.objects.filter(pk=draft.pk).update(link=LINK)
    return EmployerPlan.objects.get(pk=draft.pk)


@pytest.fixture
def published(ready: EmployerPlan, cast: dict[str, Person]) -> EmployerPlan:
    approved = take_step(plan=ready, step="approve", by=cast["director"])
    return take_step(plan=approved, step="publish", by=cast["equality_lead"])


def url(name: str, *arguments: Any) -> str:
    return reverse(f"actionplans:{name}", args=arguments)


def fill(client: Client, name: str, *arguments: Any, **data: Any) -> str:
    """The form as a browser sends it: with the version that it was opened on."""
    version = client.get(url(name, *arguments)).context["form"].initial.get("version", "")
    return client.post(url(name, *arguments), {"version": version, **data}, follow=True).content.decode()


@pytest.mark.django_db
def test_a_lead_starts_writes_and_checks_a_plan(lead: Client) -> None:
    assert "Start the plan for" in lead.get(url("employer-plans")).content.decode()
    shown = lead.post(url("start-employer-plan"), follow=True).content.decode()
    assert "3 things to put right before it is approved" in shown
    year = EmployerPlan.objects.get().year
    for key in (BIAS, TRAIN):
        fill(lead, "employer-action", year, key, status="new", support=WHY)
    fill(lead, "employer-about", year, narrative="Fair pay", link=LINK)
    shown = lead.get(url("employer-plan", year)).content.decode()
    assert "It meets every rule of the government service." in shown
    assert "New or in progress" in shown
    assert "15 words of 100" in shown
    fill(lead, "employer-action", year, BIAS, status="none", support="Kept?")
    assert not EmployerAction.objects.filter(key=BIAS).exists()


@pytest.mark.django_db
def test_a_text_of_any_length_is_kept_and_the_check_leads_back_to_it(draft: EmployerPlan, lead: Client) -> None:
    fill(lead, "employer-action", 2026, BIAS, status="new", support="word " * 150)
    shown = lead.get(url("employer-plan", 2026)).content.decode()
    assert "Take 50 words out of the text" in shown
    assert url("employer-action", 2026, BIAS) in shown
    assert EmployerAction.objects.get().support.split() == ["word"] * 150


@pytest.mark.django_db
def test_a_director_approves_what_is_complete_and_the_lead_publishes_it(
    draft: EmployerPlan, ready: EmployerPlan, cast: dict[str, Person], sign_in: Callable[[Person], Client]
) -> None:
    with pytest.raises(MoveForbidden):
        take_step(plan=ready, step="approve", by=cast["equality_lead"])
    director = sign_in(cast["director"])
    director.post(url("employer-step", 2026), {"step": "approve"})
    assert EmployerPlan.objects.get().state == "approved"
    assert "Nothing is to be done here by you." in director.get(url("employer-step", 2026)).content.decode()
    sign_in(cast["equality_lead"]).post(url("employer-step", 2026), {"step": "publish"})
    plan = EmployerPlan.objects.get()
    assert plan.state == "published"
    assert plan.versions.get().is_intact


@pytest.mark.django_db
def test_an_incomplete_plan_is_not_approved(draft: EmployerPlan, cast: dict[str, Person]) -> None:
    with pytest.raises(MoveRefused) as refusal:
        take_step(plan=draft, step="approve", by=cast["director"])
    assert any("menopause" in sentence for sentence in refusal.value.sentences)


@pytest.mark.django_db
def test_what_was_published_stays_in_force_until_it_is_published_anew(
    published: EmployerPlan, cast: dict[str, Person], lead: Client
) -> None:
    with pytest.raises(ValidationError):
        set_entry(plan=published, key=BOTH, status=NEW, support=WHY, by=cast["equality_lead"])
    shown = lead.get(url("employer-action", 2026, BOTH), follow=True).content.decode()
    assert "Take the plan up again before you change it." in shown
    assert "Enter the reason" in lead.post(url("employer-step", 2026), {"step": "revise"}).content.decode()
    lead.post(url("employer-step", 2026), {"step": "revise", "reason": "A third action"})
    fill(lead, "employer-action", 2026, BOTH, status="embedded", support="")
    assert "It is in force." in lead.get(url("employer-version", 2026, 1)).content.decode()
    plan = take_step(plan=EmployerPlan.objects.get(), step="approve", by=cast["director"])
    take_step(plan=plan, step="publish", by=cast["equality_lead"])
    assert "A newer version has taken its place." in lead.get(url("employer-version", 2026, 1)).content.decode()
    first, second = EmployerPlan.objects.get().versions.all()
    assert (len(first.payload["Actions"]), len(second.payload["Actions"])) == (2, 3)
    shown = lead.get(url("employer-plan", 2026)).content.decode()
    assert "retired" in shown
    assert "A third action" in shown


@pytest.mark.django_db
def test_the_files_have_the_names_of_the_service(published: EmployerPlan, lead: Client) -> None:
    told = json.loads(lead.get(url("employer-file", 2026, "json")).content)
    assert told["ReportingYear"] == 2026
    assert told["LinkToReport"] == LINK
    assert [action["Action"] for action in told["Actions"]] == [
        "ReduceUnconsciousBiasInCvScreening",
        "TrainManagersToSupportEmployeesExperiencingMenopause",
    ]
    assert {action["NewStatus"] for action in told["Actions"]} == {"NewOrInProgress"}
    answer: Any = lead.get(url("employer-file", 2026, "csv"))
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row["SupportingText"] for row in rows] == [WHY, WHY]
    assert lead.get(url("employer-file", 2026, "pdf")).status_code == 404


@pytest.mark.django_db
def test_the_page_to_copy_from_has_every_field_and_says_that_the_service_takes_no_files(
    ready: EmployerPlan, lead: Client
) -> None:
    shown = lead.get(url("employer-copy", 2026)).content.decode()
    assert "takes no files" in shown
    assert shown.count(WHY) == 2
    assert LINK in shown
    assert "will not take it yet" not in shown


@pytest.mark.django_db
def test_an_action_of_ours_is_marked_on_its_own_page_and_offered_by_its_words(
    draft: EmployerPlan, make_action: Any, places: Unit, cast: dict[str, Person], lead: Client
) -> None:
    from governance.services import move

    action = make_action(places, description="Train managers about the menopause", led_by=cast["officer"])
    other = make_action(places, description="Repair the lift")
    move(action.plan, "adopt", by=cast["equality_lead"])
    shown = lead.get(url("employer-action", 2026, TRAIN)).content.decode()
    assert "Train managers about the menopause" in shown
    assert "Repair the lift" not in shown
    lead.post(url("mark-for-employer-plan", other.pk), {"key": TRAIN})
    shown = lead.get(url("employer-action", 2026, TRAIN)).content.decode()
    assert "Repair the lift" in shown
    assert (
        "Train managers to support employees experiencing menopause"
        in lead.get(other.get_absolute_url()).content.decode()
    )
    fill(lead, "employer-action", 2026, TRAIN, status="new", support=WHY, actions=[action.pk])
    assert [each.pk for each in EmployerAction.objects.get().actions.all()] == [action.pk]


@pytest.mark.django_db
def test_somebody_elses_change_is_not_overwritten_silently(
    ready: EmployerPlan, cast: dict[str, Person], lead: Client
) -> None:
    page = lead.get(url("employer-action", 2026, BIAS))
    version = page.context["form"].initial["version"]
    set_entry(plan=ready, key=BIAS, status=EMBEDDED, support="Theirs", by=cast["equality_lead"],
              entry=ready.entries.get(key=BIAS), version=version)  # fmt: skip
    answer = fill(lead, "employer-action", 2026, BIAS, status="new", support="Mine", version=version)
    assert "saved this after you had opened it" in answer
    assert EmployerAction.objects.get(key=BIAS).support == "Theirs"


@pytest.mark.django_db
def test_next_years_plan_begins_with_this_years_texts(
    ready: EmployerPlan, make_action: Any, places: Unit, cast: dict[str, Person]
) -> None:
    action = make_action(places)
    mark_action(plan=ready, key=TRAIN, action=action, by=cast["equality_lead"])
    plan = start_plan(year=2027, by=cast["equality_lead"])
    assert plan.link == LINK
    assert {each.key for each in plan.entries.all()} == {BIAS, TRAIN}
    assert list(plan.entries.get(key=TRAIN).actions.all()) == [action]
    assert start_plan(year=2027, by=cast["equality_lead"]).pk == plan.pk


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["no-such-action", "make-job-adverts-inclusive"])
def test_an_action_outside_the_catalogue_is_not_found(key: str, draft: EmployerPlan, lead: Client) -> None:
    assert lead.get(url("employer-action", 2026, key)).status_code == 404


@pytest.mark.django_db
def test_markup_in_a_plan_is_shown_and_not_obeyed(ready: EmployerPlan, lead: Client, make_action: Any) -> None:
    action = make_action(description="<b>menopause</b>")
    mark_action(plan=ready, key=TRAIN, action=action, by=None)
    fill(lead, "employer-about", 2026, narrative="<script>alert(1)</script>", link=LINK)
    for name in ("employer-plan", "employer-copy", "employer-about"):
        shown = lead.get(url(name, 2026)).content.decode()
        assert "<script>alert" not in shown
        assert "<b>menopause" not in shown
    assert "<b>menopause" not in lead.get(url("employer-action", 2026, TRAIN)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 18])
@pytest.mark.parametrize("name", ["employer-plans", "employer-plan", "employer-copy"])
def test_the_pages_cost_the_same_for_one_action_and_for_all(
    name: str,
    count: int,
    draft: EmployerPlan,
    make_action: Any,
    cast: dict[str, Person],
    lead: Client,
    django_assert_max_num_queries: Any,
) -> None:
    action = make_action()
    for each in CATALOGUE[:count]:
        set_entry(plan=draft, key=each.key, status=NEW, support=WHY, actions=[action], by=cast["equality_lead"])
    arguments = [] if name == "employer-plans" else [2026]
    lead.get(url(name, *arguments))
    with django_assert_max_num_queries(14):
        lead.get(url(name, *arguments))


@pytest.mark.django_db
def test_a_complete_draft_waits_for_directors_and_an_approved_plan_for_the_lead(
    draft: EmployerPlan, cast: dict[str, Person]
) -> None:
    def waits(who: str) -> list[str]:
        return [str(each.sentence) for each in employer_plans(cast[who])]

    assert waits("director") == waits("equality_lead") == []
    for key in (BIAS, TRAIN):
        set_entry(plan=draft, key=key, status=NEW, support=WHY, by=cast["equality_lead"])
    EmployerPlan.objects.update(link=LINK)
    assert waits("director") == ["Approve the employer action plan 2026 to 2027"]
    assert waits("officer") == []
    take_step(plan=EmployerPlan.objects.get(), step="approve", by=cast["director"])
    assert waits("director") == []
    assert waits("equality_lead") == ["Type the employer action plan 2026 to 2027 into the government service"]
