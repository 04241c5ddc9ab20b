"""Worlds for tests that walk the whole house: the sample year in a transaction, and a running desk."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction
from sqlcipher3 import dbapi2 as sqlcipher

from bandi.conftest import (  # noqa: F401  (the cast)
    ada,
    ben,
    cho,
    dan,
    emptied_by_tests,
    eva,
    fay,
    home_of_its_own,
    plain_static_files,
)

REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "sample" / "2024"
BANDI = Path(sys.executable).with_name("bandi")


@pytest.fixture(scope="module")
def sample_year(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The sample year, loaded once for a module and taken back at its end."""
    from django.core.management import call_command

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("advocacy_starter", "--quiet")
        call_command("year_load", str(SAMPLE), "--quiet")
        call_command("report_check", "--year", "2024", "--measure-only")
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Desk:
    """A running desk: its address, its folder, and the passphrases of its accounts."""

    address: str
    home: Path
    passphrases: dict[str, str]


def run(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `bandi …` in an office of its own and return what came out."""
    settings = {**os.environ, "BANDI_HOME": str(home), "BANDI_SAMPLE": "yes", "BANDI_DATABASE": "", **environment}
    return subprocess.run([BANDI, *words], cwd=REPOSITORY, env=settings, capture_output=True, text=True, timeout=300)


def empty_office(home: Path, *, encrypted: str = "yes") -> Path:
    """Put an office with all tables and nothing in them into `home` and return it; one is made for each schema, the others are copies of it."""
    schema = hashlib.sha256(django.__version__.encode() + (REPOSITORY / "bandi" / "config" / "schema.sql").read_bytes()).hexdigest()[:16]
    kept = REPOSITORY / ".pytest_cache" / "offices" / f"{schema}-{encrypted}"
    if not kept.exists():
        made = kept.with_name(f"{kept.name}.{os.getpid()}")
        made.mkdir(parents=True)
        run(made, "migrate", "--verbosity", "0", BANDI_DATABASE_ENCRYPTED=encrypted).check_returncode()
        try:
            made.rename(kept)
        except OSError:  # another process was quicker
            shutil.rmtree(made)
    shutil.copytree(kept, home, dirs_exist_ok=True)
    return home


@contextmanager
def database(home: Path) -> Iterator[Any]:
    """The encrypted database file of an office, opened beside Django with the office's own key."""
    key = HKDF(SHA256(), 32, salt=None, info=b"bandi/1/operational/database").derive(bytes.fromhex((home / "operational.key").read_text()))
    connection = sqlcipher.connect(str(home / "bandi.sqlite3"))
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        yield connection
        connection.commit()
    finally:
        connection.close()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_sample_office(home: Path) -> Path:
    """Make an office with the sample year in `home` and return it."""
    empty_office(home)
    for words in (
        ("advocacy", "starter", "--quiet"),
        ("year", "load", str(SAMPLE), "--quiet"),
        ("report", "check", "--year", "2024", "--measure-only"),
        ("accounts", "sample", str(home / "sign-in.txt")),
        ("collectstatic", "--noinput", "--verbosity", "0"),
    ):
        done = run(home, *words)
        assert done.returncode == 0, f"{words}: {done.stderr or done.stdout}"
    return home


@contextmanager
def serving(home: Path) -> Iterator[Desk]:
    """The desk of a sample office in a process of its own."""
    port = free_port()
    settings = {**os.environ, "BANDI_HOME": str(home), "BANDI_SAMPLE": "yes", "BANDI_DATABASE": "", "BANDI_PORT": str(port)}
    log = (home / "serve.log").open("w")
    server = subprocess.Popen([BANDI, "serve"], cwd=REPOSITORY, env=settings, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    lines = (line.split("\t") for line in (home / "sign-in.txt").read_text().splitlines())
    try:
        _wait_for(f"{address}/sign-in/", server)
        yield Desk(address, home, dict(lines))
    finally:
        server.terminate()
        server.wait(10)
        log.close()


@pytest.fixture(scope="session")
def sample_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the sample year, made once for all workers of a run; to be copied, not worked in."""
    shared = tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else tmp_path_factory.getbasetemp()
    home = shared / "sample-office"
    with (shared / "sample-office.lock").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not home.exists():
            make_sample_office(shared / "sample-office-in-the-making").rename(home)
    return home


@pytest.fixture(scope="session")
def desk(sample_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk on the sample year, in a process and a folder of its own."""
    home = tmp_path_factory.mktemp("office")
    shutil.copytree(sample_office, home, dirs_exist_ok=True)
    with serving(home) as running:
        yield running


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            if server.poll() is not None:
                raise RuntimeError("the desk did not start") from None
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the desk did not answer")
