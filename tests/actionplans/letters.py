"""Reading the mail: the messages that were sent, and the personal links in them as their readers get them."""

import re
from typing import Any

from django.test import Client

from toolkit.models import SentMessage
from toolkit.private_links import opened


def letter(message: SentMessage) -> str:
    """A message as its reader gets it."""
    return opened(message.body, message.private_links)


def links(message: SentMessage) -> list[str]:
    """The addresses in a message, without the site: for a test's client."""
    return [re.sub(r"^https?://[^/]+", "", url) for url in re.findall(r"https?://\S+", letter(message))]


def last_to(email: str) -> SentMessage:
    return SentMessage.objects.filter(to=email).latest("pk")


def answer(client: Client, path: str, **data: Any) -> Any:
    """Send the form behind a link, and follow to the page that is shown."""
    return client.post(path, {"status": "in_progress", "what_happened": "Half of it is done."} | data, follow=True)
