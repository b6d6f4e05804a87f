"""Personal links: an address that lets one person do one thing without signing in.

A link is made from a random seed and this deployment's secret key, so that it can be neither guessed nor made from a
copy of the database. What it opens is found by the hash of its token; the token itself is stored nowhere. The seed lies
with the message until a mail server has taken it (`toolkit.mail`), so that a message can be tried again.
"""

import hashlib
import logging
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

SALT = "toolkit.private_links"
PLACE = "TOKEN"
# Every address that carries a token begins so: `HideTokens` keeps them out of the log.
BEGINS = "/answer/"


@dataclass(frozen=True)
class PrivateLink:
    """One link of a message: the mark that stands for it in the words that are kept, where it leads, and its seed."""

    mark: str
    path: str
    seed: str

    @property
    def token_hash(self) -> str:
        return hash_of(_token(self.seed))

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.path.replace(PLACE, _token(self.seed))

    def as_json(self) -> list[str]:
        return [self.mark, self.path, self.seed]


def new_link(name: str, number: int = 1) -> PrivateLink:
    """The address `name` with a new token; `number` tells the links of one message apart."""
    return PrivateLink(_("(personal link %d)") % number, reverse(name, args=[PLACE]), secrets.token_urlsafe(24))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def opened(body: str, links: Iterable[list[str]]) -> str:
    """The words of a message as its reader gets them, with the links in their places."""
    for mark, path, seed in links:
        body = body.replace(mark, PrivateLink(mark, path, seed).url)
    return body


def _token(seed: str) -> str:
    digest = salted_hmac(SALT, seed, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


class HideTokens(logging.Filter):
    """Takes the tokens of personal links out of what is logged."""

    _LINK = re.compile(rf"({BEGINS})[\w=-]+")

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if BEGINS in message:
            record.msg, record.args = self._LINK.sub(r"\1…", message), None
        return True
