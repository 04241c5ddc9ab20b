"""The foundation on PostgreSQL: a server of our own on a free port, and the tests of the foundation run against it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, run
from tests.postgresql.server import programs, server

pytestmark = pytest.mark.slow
SUBSET = ["bandi/foundation/audit", "bandi/foundation/records/tests/test_editing.py", "bandi/foundation/records/tests/test_search.py"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if programs() is None:
        if os.environ.get("BANDI_REQUIRE_ALL"):
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed")
    with server() as running:
        yield running.address


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
