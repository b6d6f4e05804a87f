import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from kombu import Connection

from config import health


@pytest.fixture
def ask(client: Client) -> Any:
    def asked() -> tuple[int, dict[str, str]]:
        started = time.monotonic()
        response = client.get("/health")
        assert time.monotonic() - started < 3 * health.SECONDS
        assert response["Content-Type"] == "application/json"
        assert "no-store" in response["Cache-Control"]
        return response.status_code, response.json()

    return asked


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that takes connections and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def broker_at(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr(health, "broker_url", lambda: url)


def test_it_says_that_all_is_well(db: None, ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_broker_and_worker_answer", lambda: (True, True))
    assert ask() == (200, {"database": "ok", "broker": "ok", "worker": "ok"})


def test_a_missing_worker_is_told_apart_from_a_missing_broker(
    db: None, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "broker", lambda: Connection("memory://"))
    monkeypatch.setattr(health.app.control, "ping", lambda **_options: [])
    assert ask() == (503, {"database": "ok", "broker": "ok", "worker": "down"})


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_is_gone_does_not_hold_up_the_answer(
    scheme: str, db: None, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker_at(monkeypatch, f"{scheme}://127.0.0.1:1//")
    assert ask() == (503, {"database": "ok", "broker": "down", "worker": "down"})


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_is_silent_does_not_hold_up_the_answer(
    scheme: str, silent_port: int, db: None, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker_at(monkeypatch, f"{scheme}://127.0.0.1:{silent_port}//")
    assert ask() == (503, {"database": "ok", "broker": "down", "worker": "down"})


def test_a_database_that_is_gone_is_reported(db: None, ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_broker_and_worker_answer", lambda: (True, True))

    def refuse() -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as while_it_is_gone:
        while_it_is_gone.setattr(connection, "cursor", refuse)
        assert ask() == (503, {"database": "down", "broker": "ok", "worker": "ok"})
