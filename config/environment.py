"""Settings from the environment, read through helpers that stop the start with a sentence."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class WrongEnvironment(SystemExit):
    """An environment variable is missing or wrong; the message says which and how to put it right."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"Due Regard cannot start: {sentence}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def required(name: str, why: str) -> str:
    value = text(name)
    if not value:
        raise WrongEnvironment(f"set {name}: {why}.")
    return value


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise WrongEnvironment(f"{name} must be yes or no, not {value!r}.")


def whole_number(name: str, default: int, *, lowest: int = 0, highest: int = 65535) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdigit() or not lowest <= int(value) <= highest:
        raise WrongEnvironment(f"{name} must be a whole number from {lowest} to {highest}, not {value!r}.")
    return int(value)


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def var_dir() -> Path:
    """Where this copy keeps everything it makes: databases, uploads, logs, keys."""
    return Path(text("VAR_DIR") or ROOT / "var").expanduser().resolve()


def made_var_dir() -> Path:
    """The same folder, made if it is missing."""
    folder = var_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongEnvironment(f"VAR_DIR names {folder}, which cannot be made: {error.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WrongEnvironment(f"VAR_DIR names {folder}, in which this user may not write.")
    return folder
