from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from toolkit.models import SentMessage


class OutboxBackend(EmailBackend):
    """Keeps every message in the outbox, and sends it by SMTP as well where EMAIL_HOST is set."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        messages = list(email_messages)
        if settings.EMAIL_HOST:
            super().send_messages(messages)
        SentMessage.objects.bulk_create(
            SentMessage(to=recipient, subject=message.subject, body=message.body)
            for message in messages
            for recipient in message.recipients()
        )
        return len(messages)
