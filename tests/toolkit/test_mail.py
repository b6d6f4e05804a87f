"""Every message is kept; where a mail server is set up it also goes out, once."""

import datetime
import smtplib
from typing import Any

import pytest
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.utils import timezone

from toolkit import tasks
from toolkit.models import SentMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real_backend(settings: Any) -> None:
    settings.EMAIL_BACKEND = "toolkit.mail.OutboxBackend"


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A mail server that takes every message but those to `full@example.org`."""
    taken: list[str] = []

    def send(self: EmailBackend, messages: list[EmailMessage]) -> int:
        if messages[0].to == ["full@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"full@example.org": (452, b"Mailbox full")})
        taken.extend(messages[0].to)
        return 1

    settings.EMAIL_HOST = "mail.example.org"
    monkeypatch.setattr(EmailBackend, "open", lambda self: True)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return taken


def send(*recipients: str) -> None:
    send_mail("Action due", "It is due tomorrow.", None, recipients)


def test_a_message_is_kept_for_each_reader_without_a_mail_server() -> None:
    send("one@example.org", "two@example.org")
    assert {message.to for message in SentMessage.objects.all()} == {"one@example.org", "two@example.org"}
    assert all(message.delivered_at is None and message.problem == "" for message in SentMessage.objects.all())


def test_a_message_goes_out_when_its_transaction_commits(
    server: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send("one@example.org")
        assert server == []
    assert server == ["one@example.org"]
    assert SentMessage.objects.get().delivered_at is not None


def test_a_message_of_a_failed_transaction_is_neither_kept_nor_sent(server: list[str]) -> None:
    def write_and_fail() -> None:
        with transaction.atomic():
            send("one@example.org")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert not SentMessage.objects.exists()


def test_a_refused_message_stays_with_its_reason_and_does_not_stop_the_others(
    server: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send("full@example.org", "one@example.org")
    refused = SentMessage.objects.get(to="full@example.org")
    assert refused.delivered_at is None
    assert "Mailbox full" in refused.problem
    assert server == ["one@example.org"]


def test_a_kept_message_is_tried_again_and_never_sent_twice(server: list[str]) -> None:
    send("one@example.org")
    SentMessage.objects.update(sent_at=timezone.now() - datetime.timedelta(minutes=10))
    tasks.send_kept_messages()
    tasks.send_kept_messages()
    assert server == ["one@example.org"]


def test_a_message_is_not_tried_for_ever(server: list[str]) -> None:
    send("one@example.org")
    SentMessage.objects.update(sent_at=timezone.now() - datetime.timedelta(days=2))
    tasks.send_kept_messages()
    assert server == []


def test_a_subject_longer_than_the_outbox_keeps_is_cut() -> None:
    send_mail("x" * 400, "Body", None, ["one@example.org"])
    assert len(SentMessage.objects.get().subject) == 300


def test_when_the_server_does_not_answer_every_message_says_so(
    server: list[str], monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refuse(self: EmailBackend) -> None:
        raise ConnectionRefusedError("Connection refused")

    monkeypatch.setattr(EmailBackend, "open", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        send("one@example.org", "two@example.org")
    assert {message.problem for message in SentMessage.objects.all()} == {"Connection refused"}
    assert server == []
