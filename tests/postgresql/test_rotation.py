"""The lock of a compartment is turned under eight writers on PostgreSQL, where writers do not wait for each other by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgresql.test_postgresql import address  # noqa: F401  (the server)
from tests.reliability.figures.rotating import broken, turned

pytestmark = pytest.mark.slow


def test_nothing_is_lost_while_the_lock_is_turned(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setenv("BANDI_FIGURE_DATABASE", address)

    seen = turned(tmp_path / "home", 6)

    assert seen["during"] > 0
    assert broken(seen) == 0, seen
