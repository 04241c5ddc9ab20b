from __future__ import annotations

import pytest

from bandi.foundation.audit import signing
from bandi.foundation.audit.tests.world import KEY


@pytest.fixture
def signing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """This journal has a key to sign with."""
    monkeypatch.setattr(signing, "_providers", [lambda: KEY])
