"""The three questions behind a personal link."""

import datetime
import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from actionplans.models import Action, Plan, Update, UpdateRequest
from actionplans.services.asking import ask_for_updates, revoke_request
from actionplans.services.reminders import send_reminders
from actionplans.services.settling import settle_deadline
from governance.models import Body
from governance.services import move
from organisation.models import Person
from tests.actionplans.letters import answer, last_to, letter, links
from toolkit.history import history_of, version_of
from toolkit.models import SentMessage
from toolkit.private_links import HideTokens

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_fresh_count() -> None:
    cache.clear()


@pytest.fixture
def adopted(plan: Plan, cast: dict[str, Person]) -> Plan:
    return move(plan, "adopt", by=cast["equality_lead"])


@pytest.fixture
def action(adopted: Plan, make_action: Any, cast: dict[str, Person]) -> Action:
    return make_action(
        plan=adopted, deadline="1 November 2026", led_by=cast["officer"], description="Lower the counters"
    )


@pytest.fixture
def link(action: Action, cast: dict[str, Person]) -> str:
    ask_for_updates(actions=[action], by=cast["equality_lead"])
    return links(last_to(cast["officer"].email))[0]


@pytest.fixture
def partners_link(adopted: Plan, make_action: Any, cast: dict[str, Person]) -> str:
    """Of a partner body that nobody here sits on."""
    body = Body.objects.create(
        name="Carers’ Alliance", kind="partner", contact_name="Maria Hill", contact_email="maria@carers.example"
    )
    action = make_action(plan=adopted, deadline="1 November 2026", description="Ask the carers")
    action.leads.create(role="accountable", kind="body", body=body, text=body.name)
    ask_for_updates(actions=[action], by=cast["equality_lead"])
    return links(last_to("maria@carers.example"))[0]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_update_is_given_without_signing_in(client: Client, link: str, action: Action, cast: Any) -> None:
    page = client.get(link)
    assert page.status_code == 200
    assert "Lower the counters" in text(page)
    assert "1 November 2026" in text(page)
    saved = answer(client, link)
    assert "Thank you. Your update is saved" in text(saved)
    update = Update.objects.get()
    assert (update.by, update.via, update.status) == (cast["officer"], "link", "in_progress")
    action.refresh_from_db()
    assert action.status == "in_progress"


def test_opening_the_page_uses_nothing_up(client: Client, link: str) -> None:
    """Programs that look through mail open every link in it, also with HEAD."""
    for _time in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert "Your update is saved" in text(answer(client, link))


def test_a_link_works_once(client: Client, link: str) -> None:
    answer(client, link)
    again = answer(client, link, what_happened="Something else")
    assert "You used this link on" in text(again)
    assert "Something else" in text(again)
    assert "It was not saved" in text(again) or "It is kept" in text(again)
    assert Update.objects.count() == 1


def test_an_altered_link_opens_nothing(client: Client, link: str) -> None:
    broken = client.get(link[:-4] + "/")
    assert broken.status_code == 404
    assert "This link is not complete" in text(broken)
    assert "Lower the counters" not in text(broken)
    assert client.post(link[:-4] + "/", {"status": "completed"}).status_code == 404
    assert not Update.objects.exists()


def test_the_page_shows_this_action_and_nothing_else_of_the_system(
    client: Client, link: str, make_action: Any, adopted: Plan, cast: dict[str, Person]
) -> None:
    make_action(plan=adopted, description="Something that is nobody else’s business")
    client.force_login(cast["equality_lead"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = text(client.get(link))
    assert "Something that is nobody" not in page
    assert "Equality Lead" not in page
    assert "govuk-service-navigation" not in page


def test_nothing_of_the_page_is_kept_or_passed_on(client: Client, link: str) -> None:
    for response in (client.get(link), client.get("/answer/nothing/"), client.post(link, {})):
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert not response.cookies


def test_the_form_needs_no_cookie(link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert "Your update is saved" in text(answer(strict, link))


def test_the_link_is_stored_nowhere(link: str, action: Action) -> None:
    token = link.split("/")[2]
    message = SentMessage.objects.get()
    assert token in letter(message)
    assert token not in message.body
    assert "(personal link 1)" in message.body
    assert token not in str(message.private_links)
    assert token not in str(UpdateRequest.objects.values().get())


def test_the_outbox_shows_the_link_only_in_a_demonstration_without_mail(
    client: Client, link: str, cast: dict[str, Person], settings: Any
) -> None:
    client.force_login(cast["administrator"], backend="allauth.account.auth_backends.AuthenticationBackend")
    settings.IS_SELF_CONTAINED = True
    assert link in text(client.get("/outbox/"))
    settings.EMAIL_HOST = "mail.example.org"
    assert link not in text(client.get("/outbox/"))
    settings.EMAIL_HOST, settings.IS_SELF_CONTAINED = "", False
    assert link not in text(client.get("/outbox/"))


def test_the_token_is_kept_out_of_the_log() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Gone: %s", ("/answer/SeCr3t-tok_en/",), None)
    assert HideTokens().filter(record)
    assert record.getMessage() == "Gone: /answer/…/"


def test_the_history_says_that_it_came_by_link(client: Client, link: str, action: Action, cast: Any) -> None:
    answer(client, link)
    change = history_of(action)[0]
    assert (change.by, change.source) == (str(cast["officer"]), "by link")


def test_completing_asks_for_the_day_and_the_proof_on_a_second_page(client: Client, link: str, action: Action) -> None:
    second = client.post(link, {"status": "completed", "what_happened": "All counters are lower."})
    assert "One more question" in text(second)
    assert "On which day was it completed?" in text(second)
    assert "There is a problem" not in text(second)
    first = {"status": "completed", "what_happened": "All counters are lower.", "asked": "Send your update"}
    refused = client.post(link, first)
    assert "Enter the day it was completed" in text(refused)
    assert "Enter what shows that it is complete" in text(refused)
    day = {"completed_on_0": "3", "completed_on_1": "11", "completed_on_2": "2026"}
    saved = client.post(link, first | day | {"evidence": "Photographs of all nine"}, follow=True)
    assert "Your update is saved" in text(saved)
    action.refresh_from_db()
    assert action.completed_on == datetime.date(2026, 11, 3)
    assert Update.objects.get().evidence == "Photographs of all nine"


def test_a_new_date_asks_for_its_reason_and_leaves_the_old_one_in_sight(
    client: Client, link: str, action: Action
) -> None:
    moved = {"status": "in_progress", "what_happened": "Two are left.", "new_deadline": "31 January 2027"}
    assert "Why is a new date needed?" in text(client.post(link, moved))
    back = text(client.post(link, moved | {"asked": "x", "reason": "", "back": "Change your answers"}))
    assert "Two are left." in back
    assert "How far has it come?" in back
    answer(client, link, **moved, asked="x", reason="The joiner is ill")
    action.refresh_from_db()
    assert action.deadline_text == "31 January 2027"
    change = action.deadline_changes.get()
    assert (change.old_text, change.reason) == ("1 November 2026", "The joiner is ill")


def test_work_that_goes_on_is_given_its_next_review(
    client: Client, adopted: Plan, make_action: Any, cast: dict[str, Person]
) -> None:
    action = make_action(plan=adopted, deadline="Ongoing", led_by=cast["officer"])
    settle_deadline(
        action=action, version=version_of(action), by=cast["officer"], next_review_on=datetime.date(2026, 11, 1)
    )
    ask_for_updates(actions=[action], by=cast["equality_lead"])
    link = links(last_to(cast["officer"].email))[0]
    assert "When will it next be reviewed?" in text(client.get(link))
    answer(client, link, next_review_on_0="1", next_review_on_1="5", next_review_on_2="2027")
    action.refresh_from_db()
    assert action.next_review_on == datetime.date(2027, 5, 1)


def test_what_was_typed_wrongly_is_shown_again(client: Client, link: str) -> None:
    page = text(client.post(link, {"what_happened": "The joiner <b>came</b>."}))
    assert "Select how far it has come" in page
    assert "The joiner &lt;b&gt;came&lt;/b&gt;." in page


def test_words_typed_before_the_link_ran_out_wait_behind_the_new_one(
    client: Client, link: str, cast: dict[str, Person]
) -> None:
    UpdateRequest.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    late = answer(client, link, what_happened="Typed while it ran out")
    assert late.status_code == 410
    assert "This link has run out" in text(late)
    assert "Typed while it ran out" in text(late)
    asked = client.post(f"{link}new-link/")
    assert "Look at your e-mail" in text(asked)
    fresh = links(last_to(cast["officer"].email))[0]
    assert fresh != link
    assert "Typed while it ran out" in text(client.get(fresh))
    assert "This link was withdrawn" in text(client.get(link))
    assert not Update.objects.exists()


def test_asking_for_a_new_link_tells_nobody_whether_there_was_one(client: Client, link: str) -> None:
    UpdateRequest.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    assert text(client.post(f"{link}new-link/")) == text(client.post("/answer/neverwasone/new-link/"))
    assert client.get(f"{link}new-link/").status_code == 405


def test_new_links_are_not_sent_without_end(client: Client, link: str, cast: dict[str, Person]) -> None:
    for _time in range(12):
        UpdateRequest.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
        client.post(f"{links(last_to(cast['officer'].email))[0]}new-link/")
    assert SentMessage.objects.count() <= 5


def test_a_withdrawn_link_says_so(client: Client, link: str, cast: dict[str, Person]) -> None:
    revoke_request(request=UpdateRequest.objects.get(), by=cast["equality_lead"])
    page = client.get(link)
    assert page.status_code == 410
    assert "This link was withdrawn" in text(page)
    client.post(f"{link}new-link/")
    assert SentMessage.objects.count() == 1


def test_whoever_left_cannot_answer(client: Client, link: str) -> None:
    Person.objects.filter(email="officer@example.org").update(is_active=False)
    assert "The account of the person it was sent to is closed." in text(client.get(link))
    assert answer(client, link).status_code == 410
    assert not Update.objects.exists()


def test_whoever_does_not_answer_for_it_any_more_is_told_so(
    client: Client, link: str, action: Action, cast: dict[str, Person]
) -> None:
    action.leads.update(person=cast["officer_elsewhere"])
    assert "Somebody else answers for this now" in text(client.get(link))
    assert answer(client, link).status_code == 410


def test_what_is_finished_needs_no_answer(client: Client, link: str, action: Action, cast: dict[str, Person]) -> None:
    move(action, "stop", by=cast["equality_lead"], reason="No longer needed")
    assert "This is already finished" in text(client.get(link))


def test_a_partner_without_an_account_answers_under_their_own_name(
    client: Client, partners_link: str, sign_in: Any, cast: dict[str, Person]
) -> None:
    assert "Maria Hill" in text(client.get(partners_link))
    moved = {"new_deadline": "31 January 2027", "asked": "x", "reason": "The hall is closed until then"}
    answer(client, partners_link, what_happened="We asked forty carers.", **moved)
    update = Update.objects.get()
    assert (update.by, update.by_name, update.by_email) == (None, "Maria Hill", "maria@carers.example")
    step = update.action.moves.get()
    assert step.by is None
    assert step.let_in == "by the link sent to Maria Hill <maria@carers.example>"
    page = text(sign_in(cast["equality_lead"]).get(update.action.get_absolute_url()))
    assert "by the link sent to maria@carers.example" in page
    assert "by an import" not in page


def test_a_refusal_goes_to_whoever_decides_at_once(
    client: Client, link: str, adopted: Plan, action: Action, sign_in: Any, cast: dict[str, Person]
) -> None:
    Plan.objects.update(owner=cast["equality_adviser"])
    refused = answer(client, link, status="not_mine", what_happened="Property services do this.")
    assert "Your answer is saved" in text(refused)
    assert not Update.objects.exists()
    action.refresh_from_db()
    assert action.status == "not_started"
    told = last_to(cast["equality_adviser"].email)
    assert told.subject == "For you to decide: Lower the counters"
    assert "Property services do this." in told.body
    page = text(sign_in(cast["equality_lead"]).get(action.get_absolute_url()))
    assert "Cannot answer" in page
    assert "Property services do this." in page


def test_an_action_cannot_be_stopped_by_link(client: Client, link: str) -> None:
    assert "Select a valid choice" in text(client.post(link, {"status": "stopped", "what_happened": "We stop."}))


def test_several_are_answered_one_after_another(
    client: Client, adopted: Plan, make_action: Any, cast: dict[str, Person], django_assert_max_num_queries: Any
) -> None:
    for _number in range(3):
        make_action(plan=adopted, deadline="1 November 2026", led_by=cast["officer"])
    send_reminders(on=datetime.date(2026, 11, 23))
    *_single, all_of_them = links(last_to(cast["officer"].email))
    with django_assert_max_num_queries(20):
        page = text(client.get(all_of_them))
    assert "0 of 3 answered" in page
    second = answer(client, f"{all_of_them}1/")
    assert "Action 2 of 3, 1 answered" in text(second)
    assert "Saved" in text(second)
    answer(client, f"{all_of_them}3/")
    assert "2 of 3 answered" in text(client.get(all_of_them))
    end = answer(client, f"{all_of_them}2/")
    assert "Everything is answered" in text(end)
    assert "You used this link on" in text(answer(client, f"{all_of_them}2/"))
    assert client.get(f"{all_of_them}4/").status_code == 404
    assert Update.objects.count() == 3


def test_guessing_links_is_slowed_down(client: Client) -> None:
    answers = [client.get(f"/answer/guess{number}/").status_code for number in range(25)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_other_ways_of_asking_are_refused(client: Client, link: str) -> None:
    assert client.put(link).status_code == 405
    assert client.delete(link).status_code == 405
