"""One access table for every URL × role; an address missing from it fails, and so does a GET that writes."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import weasyprint
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import config.health
import tests.access
from organisation import account_urls
from tests.access import PUBLIC, Row

ROWS: list[Row] = [
    row
    for module in pkgutil.iter_modules(tests.access.__path__)
    for row in importlib.import_module(f"tests.access.{module.name}").ROWS
]
FROM_LIBRARIES = ("account_",)
CAST = sorted(PUBLIC)

# Signing in and out, and setting a password with a link sent by e-mail.
OPEN_LIBRARY_ADDRESSES = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}

WRITES = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
# Reading a page may touch the reader's own session and the cache, and nothing else.
MAY_BE_WRITTEN = {"django_session", "cache"}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Callable[..., HttpResponse]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            yield (prefix + entry.name if entry.name else f"unnamed {entry.pattern}"), entry.callback


def test_every_address_is_in_the_table() -> None:
    listed = [row.name for row in ROWS]
    ours = {name for name, _view in addresses(get_resolver()) if not name.startswith(FROM_LIBRARIES)}
    assert ours - set(listed) == set(), "addresses without a row in tests/access"
    assert set(listed) - ours == set(), "rows for addresses that do not exist"


def test_every_row_names_people_of_the_cast() -> None:
    for row in ROWS:
        assert (row.opens | row.missing | row.refused) <= set(CAST), row.name


def test_only_the_listed_views_are_open_without_signing_in() -> None:
    """Login is required by default: a view marked @login_not_required needs a row that opens it to anybody."""
    open_views = {
        name
        for name, view in addresses(get_resolver())
        if not getattr(view, "login_required", True) and view is not account_urls.closed
    }
    public_rows = {row.name for row in ROWS if row.expected("anonymous") in ("open", "404")}
    assert open_views == public_rows | OPEN_LIBRARY_ADDRESSES


@pytest.fixture(autouse=True)
def _a_worker_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The health page waits for a broker and a worker that tests do not start."""
    monkeypatch.setattr(config.health, "_broker_and_worker_answer", lambda: (True, True))


@pytest.fixture(autouse=True)
def _pdfs_are_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may have a PDF is asked here, not how it looks; setting one for each reader would take minutes."""
    monkeypatch.setattr(weasyprint.HTML, "write_pdf", lambda self, *_arguments, **_options: b"%PDF-1.7")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_role_gets_what_the_table_says(row: Row, cast: dict[str, Any]) -> None:
    url = reverse(row.name, kwargs=row.arguments(cast)) + row.query
    wrong = []
    for who in CAST:
        client = Client()
        if who != "anonymous":
            client.force_login(cast[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        expected = row.expected(who)
        writes: list[str] = []
        with connection.execute_wrapper(_noting(writes)):
            found = _outcome(client.get(url))
        if row.only_post:
            # Not even the way in is a GET; sign-in comes first, everything else is told to POST.
            wrong += [f"{who} GET: {found}, expected 405"] if found not in ("405", "sign in") else []
        elif found != expected:
            wrong.append(f"{who} GET: {found}, expected {expected}")
        wrong += [f"{who} GET writes: {sql}" for sql in writes]
        if expected != "open":
            found = _outcome(client.post(url))
            if found not in (expected, "405") or (row.only_post and found == "405"):
                wrong.append(f"{who} POST: {found}, expected {expected}")
    assert wrong == []


def _outcome(response: HttpResponse) -> str:
    status = response.status_code
    if status == 302 and response["Location"].startswith("/account/login"):
        return "sign in"
    return "open" if status in (200, 302) else str(status)


def _noting(writes: list[str]) -> Callable[..., Any]:
    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        writes.extend(f"{verb} {table}" for verb, table in WRITES.findall(sql) if table not in MAY_BE_WRITTEN)
        return execute(sql, params, many, context)

    return wrapper
