"""E-mail: every message is kept in the outbox first, and goes out from there.

`post` is for a message whose outbox row the caller needs, and the only door for one with personal links.
"""

import logging
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.utils import timezone

from toolkit.models import SentMessage
from toolkit.private_links import PrivateLink, opened

logger = logging.getLogger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Keeps every message, and sends it by SMTP as well where EMAIL_HOST is set.

    A message written in a transaction that fails is neither kept nor sent. One that the mail server refuses stays in the
    outbox with the reason, and `toolkit.tasks.send_kept_messages` tries it again.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = SentMessage.objects.bulk_create(
            SentMessage(
                to=recipient, sender=message.from_email, subject=str(message.subject)[:300], body=str(message.body)
            )
            for message in email_messages
            for recipient in message.recipients()
        )
        if settings.EMAIL_HOST:
            transaction.on_commit(lambda: deliver(kept))
        return len(email_messages)


def post(*, to: str, subject: str, body: str, links: Iterable[PrivateLink] = ()) -> SentMessage:
    """Keep a message in the outbox, where it goes out from once the transaction is done.

    The body holds the marks of its links; who reads the outbox sees these, who gets the message the links.
    """
    message = SentMessage.objects.create(
        to=to,
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=subject[:300],
        body=body,
        private_links=[link.as_json() for link in links],
    )
    if settings.EMAIL_HOST:
        transaction.on_commit(lambda: deliver([message]))
    return message


def deliver(messages: Iterable[SentMessage]) -> int:
    """Hand messages to the mail server; how many it took. One that it refuses does not stop the others."""
    delivered = 0
    server = EmailBackend()
    refusal = ""
    try:
        server.open()
    except OSError as error:
        refusal = _words(error)
    for key in [message.pk for message in messages]:
        with transaction.atomic():
            # Locked, so that a message which is just being sent is not sent a second time.
            waiting = SentMessage.objects.select_for_update(skip_locked=True).filter(delivered_at__isnull=True)
            message = waiting.filter(pk=key).first()
            if message is None:
                continue
            message.problem = refusal or _send(server, message)
            if message.problem:
                logger.warning("Message %s was not sent: %s", message.pk, message.problem)
            else:
                message.delivered_at = timezone.now()
                message.private_links = []
                delivered += 1
            message.save(update_fields=["delivered_at", "problem", "private_links"])
    server.close()
    return delivered


def _send(server: EmailBackend, message: SentMessage) -> str:
    try:
        body = opened(message.body, message.private_links)
        server.send_messages([EmailMessage(message.subject, body, message.sender, [message.to])])
    except OSError as error:
        return _words(error)
    return ""


def _words(error: OSError) -> str:
    return str(error)[:300] or type(error).__name__
