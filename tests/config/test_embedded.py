"""The embedded database: started by whoever needs it, stopped by the last, whole after a kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import embedded
from config.environment import ROOT, WrongEnvironment

HOLD = """
import sys
from config.embedded import database_in_use
with database_in_use():
    print("held", flush=True)
    sys.stdin.readline()
"""


class Holder:
    """Another process that uses the database until it is told to stop."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            cwd=ROOT,
            env=os.environ | {"VAR_DIR": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "held\n"

    def stop(self) -> None:
        self.process.communicate("\n", timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # PostgreSQL runs as another user when we are root, and pytest closes its own folders to others.
    return tmp_path_factory.mktemp("copy") / "var"


@pytest.fixture(autouse=True)
def _own_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("VAR_DIR", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield
    assert not answers(), "a server was left running"


def answers() -> bool:
    try:
        psycopg.connect(embedded.database_url(), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def server_pid() -> int:
    return int((Path(os.environ["VAR_DIR"]) / "postgres" / "postmaster.pid").read_text().split()[0])


def test_a_command_starts_it_and_stops_it_afterwards() -> None:
    with embedded.database_for_command(["manage.py", "migrate"]):
        assert answers()
    assert not answers()


@pytest.mark.parametrize("words", [["manage.py"], ["manage.py", "help"], ["manage.py", "migrate", "--help"]])
def test_a_command_that_needs_no_database_starts_none(words: list[str]) -> None:
    with embedded.database_for_command(words):
        assert not answers()


def test_a_database_of_its_own_leaves_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/equality")
    with embedded.database_for_command(["manage.py", "migrate"]):
        assert not answers()


def test_asking_for_the_address_starts_nothing() -> None:
    assert embedded.database_url().startswith("postgresql://postgres@")
    assert not answers()


def test_whoever_leaves_first_does_not_pull_it_from_under_the_other(folder: Path) -> None:
    other = Holder(folder)
    with embedded.database_in_use():
        other.stop()
        assert answers()
    assert not answers()


def test_whoever_comes_second_leaves_it_to_the_first(folder: Path) -> None:
    other = Holder(folder)
    with embedded.database_in_use():
        pass
    assert answers()
    other.stop()


def test_a_killed_user_does_not_keep_it_running(folder: Path) -> None:
    Holder(folder).kill()
    assert answers()
    with embedded.database_in_use():
        pass
    assert not answers()


def test_nothing_is_lost_when_everything_is_killed(folder: Path) -> None:
    other = Holder(folder)
    with psycopg.connect(embedded.database_url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('here')")
        killed = server_pid()
        os.kill(killed, signal.SIGKILL)
        other.kill()
    with embedded.database_in_use(), psycopg.connect(embedded.database_url()) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("here",)]
        assert server_pid() != killed


def test_a_number_that_now_belongs_to_another_program_does_not_stop_the_start(folder: Path) -> None:
    """After the machine was switched off, the noted process number may be anybody's."""
    with embedded.database_in_use():
        noted = (folder / "postgres" / "postmaster.pid").read_text()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        file = folder / "postgres" / "postmaster.pid"
        file.write_text("\n".join([str(stranger.pid), *noted.splitlines()[1:]]) + "\n")
        with embedded.database_in_use():
            assert answers()
    finally:
        stranger.kill()
        stranger.wait()


def test_files_of_another_version_are_refused_with_a_sentence(folder: Path) -> None:
    version = folder / "postgres" / "PG_VERSION"
    found = version.read_text()
    version.write_text("9\n")
    try:
        with pytest.raises(WrongEnvironment, match="was made by PostgreSQL 9"), embedded.database_in_use():
            pass
    finally:
        version.write_text(found)


@pytest.mark.parametrize("name", ["a folder with spaces & signs", "long" * 40])
def test_it_works_in_folders_whose_names_do_not_fit_a_socket(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path / name))
    with embedded.database_in_use():
        assert answers()
        sockets = embedded._postgres_socket_dir()
        assert sockets.stat().st_mode & 0o077 == 0


def test_it_works_below_a_folder_that_is_closed_to_others_and_leaves_it_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root's own home is such a folder, and PostgreSQL does not run as root."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("VAR_DIR", str(home / "var"))
    with embedded.database_in_use():
        assert answers()
    assert home.stat().st_mode & 0o777 == 0o700
