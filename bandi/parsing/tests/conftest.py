"""What the tests of the jail share: whether there is one, and a listener that must never hear anything."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator

import pytest

from bandi.parsing import available


@pytest.fixture(scope="session")
def jail_works() -> None:
    """A test that needs the sandbox fails without it where everything is required, and is left out elsewhere."""
    state = available()
    if not state.ok:
        if os.environ.get("BANDI_REQUIRE_ALL"):
            pytest.fail(f"no jail: {state.why}")
        pytest.skip(f"no jail: {state.why}")


class Listener:
    """A server on the loopback that greets whoever comes, and counts."""

    def __init__(self, server: socket.socket) -> None:
        self.server, self.heard = server, 0
        threading.Thread(target=self._greet, daemon=True).start()

    def _greet(self) -> None:
        while True:
            try:
                wire, _ = self.server.accept()
            except OSError:
                return
            self.heard += 1
            wire.sendall(b"hello")
            wire.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield Listener(server)
