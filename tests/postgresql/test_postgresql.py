"""The foundation on PostgreSQL: a server of our own on a free port, and the tests of the foundation run against it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, free_port, run

pytestmark = pytest.mark.slow
SUBSET = ["bandi/foundation/audit", "bandi/foundation/records/tests/test_editing.py", "bandi/foundation/records/tests/test_search.py"]


def programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs, or None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def as_owner(*words: str) -> list[str]:
    """PostgreSQL refuses to run as root: then its own account runs it."""
    return ["runuser", "-u", "postgres", "--", *words] if os.geteuid() == 0 else list(words)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = programs()
    if folder is None:
        if os.environ.get("BANDI_REQUIRE_ALL"):
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    place = Path("/var/tmp") / f"bandi-postgresql-{os.getpid()}"
    place.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
    port = free_port()
    data, log = str(place / "data"), str(place / "log")
    options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1"
    try:
        subprocess.run(as_owner(str(folder / "initdb"), "-D", data, "-U", "bandi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"), check=True, capture_output=True, cwd="/")
        subprocess.run(as_owner(str(folder / "pg_ctl"), "-D", data, "-l", log, "-w", "-o", options, "start"), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        yield f"postgresql://bandi@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(as_owner(str(folder / "pg_ctl"), "-D", data, "-m", "immediate", "stop"), capture_output=True, check=False, cwd="/")
        shutil.rmtree(place, ignore_errors=True)


def test_the_foundation_holds_on_postgresql(address: str) -> None:
    environment = {**os.environ, "BANDI_DATABASE": address}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SUBSET],
        cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-4000:]


def test_the_sample_year_loads_and_is_checked_on_postgresql(address: str, tmp_path: Path) -> None:
    assert run(tmp_path, "migrate", "--verbosity", "0", BANDI_DATABASE=address).returncode == 0
    first = run(tmp_path, "year", "load", "sample/2024", "--quiet", BANDI_DATABASE=address)
    assert first.returncode == 0, first.stdout + first.stderr

    check = run(tmp_path, "report", "check", "--year", "2024", "--json", BANDI_DATABASE=address)

    assert '"id": "F051"' in check.stdout
    assert '"holds": true' in run(tmp_path, "audit", "verify", "--json", BANDI_DATABASE=address).stdout
