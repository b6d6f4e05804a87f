"""Silence, refusals and questions: who is asked next, and what everybody sees of it."""

import datetime
import re
import smtplib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.mail.backends.smtp import EmailBackend
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action, EscalationStep, Message, Plan, Update, UpdateRequest
from actionplans.rules.escalation import USUAL_CHAIN, Step, after_refusal, next_step_on
from actionplans.services import reminders
from actionplans.services.asking import ask_for_updates, challenge_update
from actionplans.services.by_link import refuse_by_link
from actionplans.services.escalation import set_chain
from actionplans.services.extracts import extract
from actionplans.services.reminders import send_reminders
from actionplans.services.updates import record_update
from governance.models import Body, Seat
from governance.services import move
from organisation.models import Person, Unit
from tests.actionplans.letters import last_to, links
from toolkit import tasks
from toolkit.models import SentMessage

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2026, 11, 2)


@pytest.fixture
def adopted(plan: Plan, cast: dict[str, Person]) -> Plan:
    return move(plan, "adopt", by=cast["equality_lead"])


@pytest.fixture
def late(adopted: Plan, places: Unit, make_action: Any, cast: dict[str, Person]) -> Action:
    return make_action(places, plan=adopted, deadline="30 October 2026", led_by=cast["officer"])


def run(first: datetime.date, days: int) -> list[tuple[datetime.date, str]]:
    """Run the daily task on each of so many days, and say which messages went out."""
    for number in range(days):
        send_reminders(on=first + datetime.timedelta(days=number))
    return [(message.on, message.email.partition("@")[0]) for message in Message.objects.order_by("pk")]


def test_silence_goes_up_the_chain_step_by_step(late: Action, adopted: Plan, cast: dict[str, Person]) -> None:
    body = Body.objects.create(name="Equality Board", kind="officer")
    Seat.objects.create(body=body, person=cast["committee_clerk"], post="Secretary", starts_on="2020-01-01")
    Plan.objects.update(owner=cast["equality_adviser"])
    set_chain(plan=adopted, steps=[*USUAL_CHAIN[:4], Step("body", 7, body.pk)], by=cast["equality_lead"])
    assert run(MONDAY, 80) == [
        (MONDAY, "officer"),
        (datetime.date(2026, 11, 11), "officer"),
        (datetime.date(2026, 11, 20), "head_of_service"),
        (datetime.date(2026, 12, 1), "director"),
        (datetime.date(2026, 12, 10), "equality_adviser"),
        (datetime.date(2026, 12, 21), "committee_clerk"),
    ]
    asked = UpdateRequest.objects.filter(body=body).get()
    assert (asked.asked_of, asked.step) == ("body", 5)
    assert list(Action.objects.unanswered_for(body)) == [late]
    told = extract(body=body, meeting=None, on=datetime.date(2027, 1, 20), seen_by=cast["equality_lead"])
    assert {request.action for request in told.silent} == {late}


def test_an_answer_ends_the_silence(late: Action, cast: dict[str, Person]) -> None:
    run(MONDAY, 12)
    record_update(action=late, by=cast["other_officer"], status="in_progress", what_happened="Begun")
    assert len(run(MONDAY + datetime.timedelta(days=12), 60)) == 2
    assert not Action.objects.unanswered().exists()


def test_a_vacant_post_is_passed_over_at_once_and_the_record_says_why(late: Action, cast: dict[str, Person]) -> None:
    Person.objects.filter(pk=cast["head_of_service"].pk).update(is_active=False)
    run(MONDAY, 19)
    request = UpdateRequest.objects.first()
    assert request is not None
    assert (request.person, request.step) == (cast["director"], 3)
    assert "Place has no head of service at present." in request.note


def test_nobody_is_asked_twice_in_two_posts(late: Action, cast: dict[str, Person]) -> None:
    late.leads.update(person=cast["head_of_service"])
    run(MONDAY, 19)
    request = UpdateRequest.objects.first()
    assert request is not None
    assert request.person == cast["director"]
    assert "Head Of Service: asked already." in request.note


def test_running_twice_or_after_a_crash_sends_nothing_twice(
    late: Action, adopted: Plan, make_action: Any, cast: dict[str, Person], monkeypatch: Any
) -> None:
    make_action(plan=adopted, deadline="30 October 2026", led_by=cast["officer_elsewhere"])
    write = reminders.write_to
    written: list[Any] = []

    def crashing(**arguments: Any) -> Any:
        if written:
            raise RuntimeError
        written.append(write(**arguments))
        return written[0]

    with monkeypatch.context() as patched:
        patched.setattr(reminders, "write_to", crashing)
        with pytest.raises(RuntimeError):
            send_reminders(on=MONDAY)
    assert Message.objects.count() == 1
    assert send_reminders(on=MONDAY) == 1
    assert send_reminders(on=MONDAY) == 0
    assert {message.email for message in Message.objects.all()} == {
        "officer@example.org",
        "officer_elsewhere@example.org",
    }


def test_two_runs_at_once_write_one_message(late: Action, monkeypatch: Any) -> None:
    """Both have looked before either wrote: the database lets the second write nothing."""
    assert send_reminders(on=MONDAY) == 1
    UpdateRequest.objects.update(why="due_soon")
    monkeypatch.setattr(Message.objects, "filter", lambda **_lookup: Message.objects.none())
    assert send_reminders(on=MONDAY) == 0


def test_after_a_pause_only_the_latest_step_is_taken(late: Action) -> None:
    send_reminders(on=MONDAY)
    after = MONDAY + datetime.timedelta(days=91)
    assert [send_reminders(on=after + datetime.timedelta(days=day)) for day in range(4)] == [1, 0, 0, 0]


def test_a_reminder_that_something_will_be_due_is_not_escalated(
    adopted: Plan, make_action: Any, cast: dict[str, Person]
) -> None:
    make_action(plan=adopted, deadline="30 November 2026", led_by=cast["officer"])
    assert run(datetime.date(2026, 11, 16), 12) == [
        (datetime.date(2026, 11, 16), "officer"),
        (datetime.date(2026, 11, 27), "officer"),
    ]


def test_nothing_goes_out_on_a_weekend_or_bank_holiday(late: Action) -> None:
    assert send_reminders(on=datetime.date(2026, 11, 1)) == 0
    assert send_reminders(on=datetime.date(2026, 12, 25)) == 0
    assert send_reminders(on=MONDAY) == 1


def test_one_message_a_day_holds_what_is_late_and_what_is_escalated(
    late: Action, adopted: Plan, make_action: Any, cast: dict[str, Person]
) -> None:
    run(MONDAY, 17)
    make_action(plan=adopted, deadline="1 November 2026", led_by=cast["head_of_service"])
    send_reminders(on=datetime.date(2026, 11, 20))
    message = last_to(cast["head_of_service"].email)
    assert message.subject == "1 action without an answer, 1 action is overdue"
    assert len(links(message)) == 3


def test_a_refusal_asks_the_owner_and_never_the_refuser_again(
    late: Action, adopted: Plan, cast: dict[str, Person]
) -> None:
    Plan.objects.update(owner=cast["equality_adviser"])
    send_reminders(on=MONDAY)
    request = UpdateRequest.objects.get()
    refuse_by_link(request=request, by=request.person, refusal="will_not", words="There is no money.")
    assert [message.email for message in Message.objects.filter(kind="refused")] == [cast["equality_adviser"].email]
    later = timezone.localdate() + datetime.timedelta(days=1)
    run(later, 30)
    assert not Message.objects.filter(on__gte=later, email=cast["officer"].email).exists()


def test_an_owner_who_refuses_their_own_action_is_not_asked_again(
    late: Action, adopted: Plan, cast: dict[str, Person]
) -> None:
    Plan.objects.update(owner=cast["officer"])
    send_reminders(on=MONDAY)
    request = UpdateRequest.objects.get()
    refuse_by_link(request=request, by=request.person, refusal="not_mine", words="Ask the head.")
    assert send_reminders(on=datetime.date(2026, 11, 11)) == 1
    assert last_to(cast["head_of_service"].email)


def test_a_question_stands_beneath_the_update_and_the_answer_beneath_it(
    late: Action, client: Any, sign_in: Any, cast: dict[str, Person]
) -> None:
    update = record_update(
        action=late, by=cast["officer"], status="in_progress", what_happened="We asked three people."
    )
    lead = sign_in(cast["equality_lead"])
    address = reverse("actionplans:question", args=[late.pk, update.pk])
    assert lead.get(address).status_code == 200
    lead.post(address, {"question": "What did the three people say?"})
    page = lead.get(late.get_absolute_url()).content.decode()
    assert "What did the three people say?" in page
    assert "Not answered yet." in page
    assert list(Action.objects.with_open_question()) == [late]
    message = last_to(cast["officer"].email)
    assert message.subject == "A question about your update: Do thing 1"
    link = links(message)[0]
    client.logout()
    assert "What did the three people say?" in client.get(link).content.decode()
    client.post(link, {"status": "in_progress", "what_happened": "Two were content."})
    page = sign_in(cast["equality_lead"]).get(late.get_absolute_url()).content.decode()
    assert "Not answered yet." not in page
    assert "Two were content." in page
    assert Update.objects.get(via="link").answers == update.challenges.get()
    assert not Action.objects.with_open_question().exists()


def test_a_question_about_a_finished_action_is_answered_too(late: Action, client: Any, cast: dict[str, Person]) -> None:
    update = record_update(
        action=late, by=cast["officer"], status="completed", what_happened="All done.", evidence="Photographs"
    )
    challenge_update(update=update, by=cast["equality_adviser"], question="Of how many?")
    link = links(last_to(cast["officer"].email))[0]
    client.post(link, {"status": "completed", "what_happened": "Of nine."})
    assert update.challenges.get().answers.get().what_happened == "Of nine."
    with pytest.raises(ValidationError):
        challenge_update(update=update, by=cast["equality_adviser"], question="  ")


def test_the_owner_of_the_plan_asks_now(late: Action, adopted: Plan, sign_in: Any, cast: dict[str, Person]) -> None:
    Plan.objects.update(owner=cast["equality_adviser"])
    owner = sign_in(cast["equality_adviser"])
    for name, key in (("actionplans:ask", late.pk), ("actionplans:ask-plan", adopted.pk)):
        address = reverse(name, args=[key])
        assert "Officer" in owner.get(address).content.decode()
        owner.post(address, {"question": "Is the joiner back?"})
    assert Message.objects.filter(kind="asked", email=cast["officer"].email).count() == 2
    assert "Equality Adviser asks: “Is the joiner back?”" in last_to(cast["officer"].email).body
    assert ask_for_updates(actions=[], by=cast["equality_lead"]) == 0


def test_those_ticked_in_a_list_are_asked_about_as_far_as_one_may(
    late: Action, adopted: Plan, make_action: Any, sign_in: Any, cast: dict[str, Person]
) -> None:
    other = Plan.objects.create(title="Somebody else’s", state="current")
    make_action(plan=other, deadline="30 October 2026", led_by=cast["officer_elsewhere"])
    Plan.objects.filter(pk=adopted.pk).update(owner=cast["equality_adviser"])
    owner = sign_in(cast["equality_adviser"])
    address = reverse("actionplans:ask-selected")
    ticked = "&".join(f"pick={action.pk}" for action in Action.objects.all())
    page = owner.get(f"{address}?{ticked}").content.decode()
    assert "Officer leads it." in page
    assert "Officer Elsewhere" not in page
    owner.post(address, {"picked": ",".join(str(action.pk) for action in Action.objects.all()), "question": ""})
    assert [message.email for message in Message.objects.all()] == [cast["officer"].email]
    assert owner.get(address).status_code == 302
    assert (
        "Ask about those ticked" in sign_in(cast["equality_lead"]).get(reverse("actionplans:actions")).content.decode()
    )


def test_the_lead_sees_who_has_not_answered_and_withdraws_or_asks_again(
    late: Action, adopted: Plan, make_action: Any, sign_in: Any, cast: Any, django_assert_max_num_queries: Any
) -> None:
    send_reminders(on=MONDAY)
    lead = sign_in(cast["equality_lead"])
    for count in (1, 30):
        while Action.objects.count() < count:
            make_action(plan=adopted, deadline="30 October 2026", led_by=cast["officer_elsewhere"])
        send_reminders(on=MONDAY)
        with django_assert_max_num_queries(26):
            page = lead.get(reverse("actionplans:waiting")).content.decode()
    assert "<strong>30</strong> actions have no answer yet." in page
    assert "Officer, on 11 November 2026" in page or "with the next message of the day" in page
    first = UpdateRequest.objects.get(action=late)
    lead.post(reverse("actionplans:ask-again", args=[first.pk]), {"from": "list"})
    second = UpdateRequest.objects.filter(action=late).first()
    assert second is not None
    assert second.on == first.on, "nobody has waited less long for it"
    lead.post(reverse("actionplans:revoke-request", args=[second.pk]))
    second.refresh_from_db()
    assert second.revoked_by == cast["equality_lead"]
    assert late not in Action.objects.unanswered()


def test_a_message_the_mail_server_refused_is_seen_and_tried_again(
    late: Action,
    sign_in: Any,
    cast: dict[str, Person],
    settings: Any,
    monkeypatch: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    taken: list[str] = []
    settings.EMAIL_HOST = "mail.example.org"
    monkeypatch.setattr(EmailBackend, "open", lambda self: True)

    def refuse(self: EmailBackend, messages: Any) -> int:
        if not taken:
            taken.append("")
            raise smtplib.SMTPRecipientsRefused({"x": (452, b"Mailbox full")})
        taken.append(messages[0].body)
        return 1

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_updates(actions=[late], by=cast["equality_lead"])
    lead = sign_in(cast["equality_lead"])
    for address in (reverse("actionplans:waiting"), late.get_absolute_url()):
        assert "Mailbox full" in lead.get(address).content.decode()
    SentMessage.objects.update(sent_at=timezone.now() - datetime.timedelta(minutes=10))
    tasks.send_kept_messages()
    message = SentMessage.objects.get()
    assert message.delivered_at is not None
    assert message.private_links == [], "the seed is forgotten once the message is delivered"
    assert "/answer/" in taken[1]
    assert "(personal link" not in taken[1]


def test_the_chain_of_a_plan_is_edited_as_a_table(
    late: Action, adopted: Plan, sign_in: Any, cast: dict[str, Person]
) -> None:
    lead = sign_in(cast["equality_lead"])
    address = reverse("actionplans:plan-escalation", args=[adopted.pk])
    assert len(re.findall(r'value="7" class="govuk-input', lead.get(address).content.decode())) == 5
    frame = {"step-TOTAL_FORMS": "7", "step-INITIAL_FORMS": "5", "step-MIN_NUM_FORMS": "0", "step-MAX_NUM_FORMS": "7"}
    rows = {"step-0-asks": "director", "step-0-after_days": "3", "step-2-asks": "plan_owner", "step-2-after_days": "5"}
    wrong = lead.post(address, frame | rows | {"step-1-asks": "lead"}).content.decode()
    assert "Enter after how many working days of silence" in wrong
    lead.post(address, frame | rows)
    steps = list(EscalationStep.objects.values_list("plan", "position", "asks", "after_days"))
    assert steps == [(adopted.pk, 1, "director", 3), (adopted.pk, 2, "plan_owner", 5)]
    lead.post(address, frame | {"follow": ""})
    assert not EscalationStep.objects.exists()
    body = lead.post(reverse("actionplans:escalation"), frame).content.decode()
    assert "Keep at least one step" in body


def test_messages_and_their_words_are_kept_for_ever(late: Action, cast: dict[str, Person]) -> None:
    ask_for_updates(actions=[late], by=cast["equality_lead"])
    for change in (
        lambda: Message.objects.all().delete(),
        lambda: SentMessage.objects.all().delete(),
        lambda: SentMessage.objects.update(body="Something else"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_chain_ends(late: Action) -> None:
    assert next_step_on(USUAL_CHAIN, 5, MONDAY) is None
    assert next_step_on(USUAL_CHAIN, 4, datetime.date(2026, 12, 21)) == datetime.date(2027, 1, 4)
    assert after_refusal(USUAL_CHAIN) == 4
    assert after_refusal([Step("lead", 7)]) == 1
    assert next_step_on(USUAL_CHAIN, 0, datetime.date(2026, 11, 27), "scotland") == datetime.date(2026, 12, 9)
