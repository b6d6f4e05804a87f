"""The whole product as `make run` starts it: with an empty database, on a port and in a folder of its own."""

import http.client
import os
import shelve
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from config import embedded
from config.environment import ROOT
from config.supervisor import MARK, forget_torn_schedule, schedule

# Seconds. A machine that is busy with other tests is slow.
PATIENCE = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Copy:
    """A copy of the product with its own folder and port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        # None of the settings that the tests themselves may have been given, such as another database.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.surroundings = kept | {"VAR_DIR": str(folder), "PORT": str(self.port), "DEMONSTRATION": "no"}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = self.folder.with_suffix(".log")
        with open(log, "w") as file:
            # In a group of its own, as a terminal starts it, so that Ctrl-C can be sent to the group.
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"],
                cwd=ROOT,
                env=self.surroundings,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while f"Due Regard runs at http://localhost:{self.port}" not in log.read_text():
            assert self.process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        assert self.get("/health") == (200, b'{"database": "ok", "broker": "ok", "worker": "ok"}')

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        with connection.getresponse() as answer:
            found = answer.status, answer.read()
        connection.close()
        return found

    def press_control_c(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=PATIENCE)

    def kill_everything(self) -> None:
        assert self.process is not None
        noted = self.folder / "postgres" / "postmaster.pid"
        server = [int(noted.read_text().split()[0])] if noted.exists() else []
        for pid in {*self.processes(), *server, self.process.pid}:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)

    def processes(self) -> list[int]:
        """Whatever runs and belongs to this copy, except the database server."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if f"{MARK}={self.folder}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return found

    def query(self, statement: str) -> list[tuple[str]]:
        with psycopg.connect(embedded.database_url(), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @property
    def is_gone(self) -> bool:
        return not self.processes() and not (self.folder / "postgres" / "postmaster.pid").exists()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Copy]:
    copy = Copy(tmp_path / "var")
    monkeypatch.setenv("VAR_DIR", str(copy.folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield copy
    if copy.process and copy.process.poll() is None:
        copy.kill_everything()


def test_it_starts_stops_without_a_trace_and_loses_nothing_when_killed(copy: Copy) -> None:
    copy.start()
    status, page = copy.get("/account/login/")
    assert status == 200
    assert b"Sign in" in page

    second = subprocess.run(
        [sys.executable, "-m", "config.supervisor"],
        cwd=ROOT,
        env=copy.surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"it already runs at http://localhost:{copy.port}" in second.stderr

    copy.query("CREATE TABLE kept AS SELECT 'here' AS word")
    copy.press_control_c()
    assert copy.is_gone

    copy.start()
    copy.kill_everything()
    copy.start()
    assert copy.query("SELECT word FROM kept") == [("here",)]
    copy.press_control_c()
    assert copy.is_gone


def test_what_a_killed_supervisor_left_running_is_replaced(copy: Copy) -> None:
    copy.start()
    assert copy.process is not None
    copy.process.kill()
    copy.process.wait(timeout=PATIENCE)
    left = set(copy.processes())
    assert left
    copy.start()
    assert not left & set(copy.processes())
    copy.press_control_c()
    assert copy.is_gone


def test_a_taken_port_is_named(copy: Copy) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", copy.port))
        other.listen()
        done = subprocess.run(
            [sys.executable, "-m", "config.supervisor"],
            cwd=ROOT,
            env=copy.surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stderr == (
        f"Due Regard cannot start: another program uses port {copy.port}; "
        f"choose another: PORT={copy.port + 1} make run.\n"
    )
    assert copy.is_gone


@pytest.mark.parametrize("is_torn", [True, False])
def test_a_schedule_that_a_kill_left_half_written_does_not_stop_the_start(
    is_torn: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    with shelve.open(str(schedule())) as kept:
        kept["entries"] = {"remind": list(range(1000))}
    if is_torn:
        for path in tmp_path.glob("beat*"):
            os.truncate(path, path.stat().st_size // 2)
    forget_torn_schedule()
    assert bool(list(tmp_path.glob("beat*"))) is not is_torn
