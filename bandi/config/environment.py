"""Typed readers of the environment. Every setting that an installation may change is read here and nowhere else.

May import: the standard library only.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SettingError(ValueError):
    """An environment variable holds a value that cannot be used; the message says which and what is expected."""


def text(name: str, default: str) -> str:
    """Return the variable `name`, or `default` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Return a yes-or-no variable. Raises: SettingError for any other word."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise SettingError(f"{name} must be yes or no, not {value!r}")


def number(name: str, default: int, *, least: int, most: int) -> int:
    """Return a whole number between `least` and `most`. Raises: SettingError when it is not."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise SettingError(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return int(value)


def names(name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return a list separated by commas."""
    value = os.environ.get(name, "")
    return tuple(part.strip() for part in value.split(",") if part.strip()) or default


def folder(name: str, default: Path) -> Path:
    """Return a folder, made if it is not there, readable by its owner only."""
    path = Path(text(name, str(default))).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def secret(file: Path) -> str:
    """Return the secret kept in `file`; the first call makes it (64 characters, owner may read)."""
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    return file.read_text().strip()


PLAIN, ENCRYPTED = "django.db.backends.sqlite3", "bandi.foundation.vault.sqlcipher"


def is_encrypted(file: Path, *, default: bool) -> bool:
    """Return whether an SQLite file is encrypted; `default` for one that is not there or empty."""
    try:
        with file.open("rb") as handle:
            start = handle.read(16)
    except FileNotFoundError:
        return default
    return start != b"SQLite format 3\0" if start else default


def database(name: str, home: Path, *, encrypted: bool = True) -> dict[str, object]:
    """Return the connection for Django from a `postgresql://` or `sqlite:///` address.

    Default: SQLite at `home/bandi.sqlite3` in WAL with full synchronisation: an acknowledged write survives a power cut.
             A new file is encrypted where `encrypted` says so; a file that is there stays what it is.
    Raises:  SettingError for any other scheme.
    """
    address = text(name, f"sqlite:///{home / 'bandi.sqlite3'}")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        file = Path("/" + unquote(parts.path).lstrip("/"))
        return {
            "ENGINE": ENCRYPTED if is_encrypted(file, default=encrypted) else PLAIN,
            "NAME": str(file),
            "TEST": {"NAME": ":memory:"},
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA secure_delete=ON; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
        }
    raise SettingError(f"{name} must begin with sqlite:/// or postgresql://, not {parts.scheme!r}")


def quotas(name: str, default: dict[int, int]) -> dict[int, int]:
    """Return records an hour by tier, written "2:2000,3:300,4:20". Raises: SettingError."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        pairs = [part.split(":") for part in value.split(",")]
        return {**default, **{int(tier): int(most) for tier, most in pairs}}
    except ValueError as error:
        raise SettingError(f"{name} must look like 2:2000,3:300,4:20, not {value!r}") from error
