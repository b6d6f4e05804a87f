"""`make run`: prepares the database and keeps web server, worker, clock and embedded servers running together."""

import fcntl
import json
import os
import shelve
import shlex
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from honcho.manager import Manager
from honcho.printer import Printer

from config import embedded
from config.environment import ROOT, WrongEnvironment, flag, made_var_dir, text, var_dir, whole_number
from config.machine import fingerprint, read, step

# Every process we start carries this name with the folder of its copy, so that a later start finds what a killed
# supervisor left running.
MARK = "DUE_REGARD_COPY"
SECONDS_TO_STOP = 5
OLDEST_POSTGRESQL = 15


def main() -> None:
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with only_supervisor_of_this_copy():
            end_leftovers()
            refuse_taken_port()
            with embedded.database_for_command(["supervisor", "run"]):
                prepare()
                forget_torn_schedule()
                code = supervise()
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _interrupt(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


# Before the start


@contextmanager
def only_supervisor_of_this_copy() -> Iterator[None]:
    with open(made_var_dir() / "run.lock", "a+") as file:
        try:
            # A record lock, which the processes we fork do not inherit and the kernel drops when we are killed.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise WrongEnvironment(
                f"it already runs at {file.read().strip() or 'another address'}; stop it there, or start a second copy "
                "with VAR_DIR=/another/folder PORT=8001 make run."
            ) from None
        file.truncate(0)
        file.write(address())
        file.flush()
        yield


def end_leftovers() -> None:
    """Ends what a supervisor that was killed has left running."""
    left = _our_processes()
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
        deadline = time.monotonic() + SECONDS_TO_STOP
        while left and time.monotonic() < deadline:
            time.sleep(0.1)
            left = _our_processes()
        if not left:
            return


def _our_processes() -> list[int]:
    mark = f"{MARK}={var_dir()}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def refuse_taken_port() -> None:
    host, port = listening_on()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except (OSError, UnicodeError) as error:
            if getattr(error, "errno", None) == 98:
                raise WrongEnvironment(
                    f"another program uses port {port}; choose another: PORT={port + 1} make run."
                ) from None
            raise WrongEnvironment(f"BIND and PORT name {host}:{port}, which cannot be used: {error}.") from None


def listening_on() -> tuple[str, int]:
    """Only this machine, unless BIND says otherwise: the demonstration's passwords are printed on every screen."""
    return text("BIND") or "127.0.0.1", whole_number("PORT", 8000, lowest=1)


def address() -> str:
    return text("SITE_URL") or f"http://localhost:{listening_on()[1]}"


# Preparing


def prepare() -> None:
    import django

    django.setup()
    refuse_missing_servers()
    migrate()
    load_demonstration()
    collect_static_files()

    from django.db import connections

    connections.close_all()


def refuse_missing_servers() -> None:
    from django.conf import settings
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise WrongEnvironment(f"the database of DATABASE_URL does not answer: {_first_line(error)}.") from None
    version = connection.connection.info.server_version // 10_000
    if version < OLDEST_POSTGRESQL:
        raise WrongEnvironment(f"DATABASE_URL leads to PostgreSQL {version}; {OLDEST_POSTGRESQL} or later is needed.")
    if text("CELERY_BROKER_URL"):
        from config.health import broker

        try:
            with broker() as found:
                found.ensure_connection(max_retries=1, timeout=2, interval_start=0)
        except Exception as error:
            raise WrongEnvironment(f"the broker of CELERY_BROKER_URL does not answer: {_first_line(error)}.") from None
    if not os.access(settings.MEDIA_ROOT, os.W_OK) and text("STORAGE_DIR"):
        raise WrongEnvironment(f"STORAGE_DIR names {settings.MEDIA_ROOT}, in which this user may not write.")


def migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        step("Preparing the database", lambda: call_command("migrate", interactive=False, verbosity=0))


def load_demonstration() -> None:
    from django.core.management import call_command

    from organisation.models import Organisation

    if has_demonstration() and not Organisation.objects.exists():
        with open(os.devnull, "w") as nowhere:
            step("Loading the demonstration council", lambda: call_command("load_demonstration", stdout=nowhere))


def has_demonstration() -> bool:
    return flag("DEMONSTRATION", default=not text("DATABASE_URL"))


def collect_static_files() -> None:
    """Names static files after their content and packs them; done again only when one of them has changed."""
    from django.conf import settings
    from django.core.management import call_command

    sources = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    inputs = fingerprint([*sources, ROOT / "requirements" / "run.txt"])
    stamp = var_dir() / "static.collected"
    if read(stamp) == inputs and Path(settings.STATIC_ROOT).is_dir():
        return
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    step("Collecting static files", lambda: call_command("collectstatic", interactive=False, verbosity=0))
    stamp.write_text(inputs)


def forget_torn_schedule() -> None:
    """Removes a schedule that cannot be read, as a kill may leave it while the clock writes.

    The clock would stop at it, and everything with the clock. Nothing is lost: it only says when each task last ran.
    """
    try:
        with shelve.open(str(schedule()), flag="r") as kept:  # noqa: S301  our own file
            for key in kept:
                kept[key]
    except Exception:
        for path in schedule().parent.glob(f"{schedule().name}*"):
            path.unlink(missing_ok=True)


def schedule() -> Path:
    return var_dir() / "beat"


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


# Running


def supervise() -> int:
    manager = Manager(Printer(sys.stdout, colour=sys.stdout.isatty()))
    surroundings = os.environ | {MARK: str(var_dir()), "PYTHONUNBUFFERED": "1"}
    for name, command in processes().items():
        # `exec`, so that the signals we send reach the program and not a shell in front of it.
        manager.add_process(name, f"exec {shlex.join(command)}", env=surroundings, cwd=str(ROOT))
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    threading.Thread(target=announce, daemon=True).start()
    manager.loop()
    return manager.returncode or 0


def processes() -> dict[str, list[str]]:
    host, port = listening_on()
    celery = [sys.executable, "-m", "celery", "--app=config", "--quiet"]
    found = {
        "web": [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi",
            f"--bind={host}:{port}",
            "--workers=2",
            "--threads=4",
            "--timeout=120",
            "--graceful-timeout=3",
            "--preload",
            "--log-level=warning",
            f"--worker-tmp-dir={'/dev/shm' if os.path.isdir('/dev/shm') else var_dir()}",  # noqa: S108
        ],
        "worker": [*celery, "worker", "--concurrency=2", "--loglevel=warning", "--without-gossip", "--without-mingle"],
        "clock": [*celery, "beat", f"--schedule={schedule()}", "--pidfile=", "--loglevel=warning"],
    }
    if not text("CELERY_BROKER_URL"):
        found["valkey"] = embedded.valkey_command()
    return found


def announce() -> None:
    """Says where everything is once it all answers."""
    deadline = time.monotonic() + 120
    states: dict[str, str] = {}
    while time.monotonic() < deadline:
        states = _health()
        if states and set(states.values()) == {"ok"}:
            break
        time.sleep(0.2)
    else:
        print(f"Due Regard did not come up whole; {address()}/health says {states or 'nothing'}.", flush=True)
        return
    lines = ["", f"Due Regard runs at {address()} (stop it with Ctrl-C)"]
    if has_demonstration():
        from organisation.demo import PASSWORD, PEOPLE, email_of

        lines += ["", f"Demonstration accounts, all with the password {PASSWORD}", ""]
        seen = set()
        for key, (name, title, _unit, roles) in PEOPLE.items():
            role = roles[0][0] if roles else None
            if role not in seen:
                seen.add(role)
                lines.append(f"  {email_of(key):36} {name}, {title}")
    print("\n".join(lines) + "\n", flush=True)


def _health() -> dict[str, str]:
    host, port = listening_on()
    host = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104
    request = urllib.request.Request(f"http://{host}:{port}/health", headers={"Host": _a_host()})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return json.load(answer)
    except urllib.error.HTTPError as answer:
        return json.load(answer) if "json" in answer.headers.get("Content-Type", "") else {}
    except (OSError, ValueError):
        return {}


def _a_host() -> str:
    from django.conf import settings

    host = next(iter(settings.ALLOWED_HOSTS), "localhost")
    return "localhost" if host == "*" else host.lstrip(".")


if __name__ == "__main__":
    main()
