"""One access table for every URL × role; an address missing from it fails."""

import importlib
import pkgutil
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.access
from tests.access import SIGNED_IN, Row

ROWS: list[Row] = [
    row
    for module in pkgutil.iter_modules(tests.access.__path__)
    for row in importlib.import_module(f"tests.access.{module.name}").ROWS
]
FROM_LIBRARIES = ("account_",)
CAST = sorted(SIGNED_IN | {"other_officer", "officer_elsewhere", "anonymous"})


def names(resolver: URLResolver, prefix: str = "") -> set[str]:
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern) and entry.name:
            found.add(prefix + entry.name)
        else:
            found.add(f"unnamed {entry.pattern}")
    return found


def test_every_address_is_in_the_table() -> None:
    listed = {row.name for row in ROWS}
    addresses = {name for name in names(get_resolver()) if not name.startswith(FROM_LIBRARIES)}
    assert addresses - listed == set(), "addresses without a row in tests/access"
    assert listed - addresses == set(), "rows for addresses that do not exist"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_role_gets_what_the_table_says(row: Row, cast: dict[str, Any], settings: Any) -> None:
    url = reverse(row.name, kwargs=row.arguments(cast))
    wrong = []
    for who in CAST:
        client = Client()
        if who != "anonymous":
            client.force_login(cast[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        response = client.get(url)
        expected = _expected(row, who)
        found = (
            "sign in"
            if response.status_code == 302 and response["Location"].startswith("/account/login")
            else response.status_code
        )
        if expected == "open":
            is_right = found == 405 if row.only_post else found in (200, 302)
            # The health page is open to all and says 503 while no worker runs.
            is_right = is_right or (row.name == "health" and found == 503)
        else:
            is_right = found == expected or (row.only_post and expected == 403 and found == 405)
        if not is_right:
            wrong.append(f"{who}: {found}, expected {expected}")
    assert wrong == []


def _expected(row: Row, who: str) -> str | int:
    if who in row.opens:
        return "open"
    if who in row.missing:
        return 404
    return "sign in" if who == "anonymous" else 403
