"""Wrong settings stop the start with one sentence, and never with a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import ROOT

KEY = "a long random text for this test alone, nothing else"
REAL = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "equality.example.org"}
ELSEWHERE = "postgres://somebody:hidden-word@127.0.0.1:1/equality"


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VAR_DIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "showmigrations", "sessions"],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DATABASE_URL": ELSEWHERE}, "set SECRET_KEY"),
        ({"DATABASE_URL": ELSEWHERE, "SECRET_KEY": KEY}, "set ALLOWED_HOSTS"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have at least 32 characters"),
        ({"DATABASE_URL": "gibberish", **REAL}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "mysql://host/name", **REAL}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgres://host:port/name", **REAL}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": ELSEWHERE, **REAL}, "the database does not answer"),
        ({"CELERY_BROKER_URL": "rabbit"}, "CELERY_BROKER_URL must be an address"),
        ({"STORAGE_DIR": "/nowhere/at/all"}, "STORAGE_DIR names /nowhere/at/all"),
        ({"VAR_DIR": "/proc/nowhere"}, "VAR_DIR names /proc/nowhere"),
        ({"PORT": "99999"}, "PORT must be a whole number from 1 to 65535"),
        ({"EMAIL_PORT": "post"}, "EMAIL_PORT must be a whole number"),
        ({"EMAIL_HOST": "mail.example.org"}, "set DEFAULT_FROM_EMAIL"),
        ({"DEBUG": "perhaps"}, "DEBUG must be yes or no"),
        ({"SITE_URL": "equality.example.org"}, "SITE_URL must be the address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(environment: dict[str, str], words: str) -> None:
    done = start(**environment)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Due Regard cannot start: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "hidden-word" not in done.stderr


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = start(VAR_DIR=str(blocked))
    assert done.stderr == f"Due Regard cannot start: VAR_DIR names {blocked}, which cannot be made: File exists.\n"


def test_a_copy_of_its_own_makes_its_key_once_and_keeps_it_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from config.embedded import secret_key

    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    first = secret_key()
    assert len(first) >= 48
    assert secret_key() == first
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0
