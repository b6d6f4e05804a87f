"""How often one address of the network may do something that needs no signing in."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_pace(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Counts this time, and says whether the reader's address has done it at most so often in the running period.

    The address is the reader's own, which only a proxy of ours may tell (BEHIND_PROXY).
    """
    period = int(time.time() // seconds)
    key = f"pace:{what}:{get_adapter().get_client_ip(request)}:{period}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:
        # It was thrown out of the cache at this very moment: then it is the first of a new count.
        return True
