from __future__ import annotations

import threading

import pytest

from bandi.foundation.vault import sweeping
from bandi.interfaces.desk import daily


def test_the_round_goes_on_after_a_fault_and_tells_no_more_than_its_kind(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    rounds, third = [], threading.Event()

    def sweep() -> sweeping.Swept:
        rounds.append(1)
        if len(rounds) == 1:
            raise OSError("a name that must not be logged")
        if len(rounds) == 3:
            third.set()
        return sweeping.Swept(missing=len(rounds) - 1)

    monkeypatch.setattr(sweeping, "sweep", sweep)
    over = daily.begin(first=0.01, every=0.01)
    assert third.wait(5)
    over.set()
    assert "OSError" in caplog.text and "must not be logged" not in caplog.text
    assert "1 sealed files are missing" in caplog.text
