"""The other end of the socket: has the methods of `Holder` and asks `bandi keyd`."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Any

from bandi.keyholder import wire
from bandi.keyholder.errors import CODES, HolderError, Quota
from bandi.keyholder.server import OPERATIONS
from bandi.locks.errors import Unreadable

PATIENCE_SECONDS = 30


class Away(HolderError):
    """Nobody answers on the socket."""

    code = "away"


class RemoteHolder:
    """Asks the holder behind `path`; one connection a thread, made anew when it was lost."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def __getattr__(self, name: str) -> Any:
        if name not in OPERATIONS:
            raise AttributeError(name)

        def ask(*arguments: Any) -> Any:
            return self._ask(name, arguments)

        return ask

    def _ask(self, operation: str, arguments: tuple[Any, ...]) -> Any:
        try:
            answer = self._exchange((operation, arguments))
        except OSError:
            self._forget()
            try:
                answer = self._exchange((operation, arguments))
            except OSError as error:
                self._forget()
                raise Away("the key holder does not answer") from error
        if answer is None:
            self._forget()
            raise Away("the key holder does not answer")
        code, value = answer
        if code == "ok":
            return [list(row) for row in value] if operation == "open" else value
        if code == "unreadable":
            raise Unreadable("does not open")
        raise Quota(value) if code == Quota.code else CODES.get(code, HolderError)(code)

    def _exchange(self, message: Any) -> Any:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(PATIENCE_SECONDS)
            connection.connect(str(self.path))
        wire.send(connection, message)
        answer = wire.receive(connection)
        if answer is None:
            raise ConnectionResetError
        return answer

    def _forget(self) -> None:
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None
