"""The holder behind a Unix socket: `bandi keyd`.

Guards against: other users of the machine (the socket's folder is closed to them, and the system says who connects).
Guarantees:     only the operations named here; whatever goes wrong in one request ends that request and nothing else.
"""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bandi.keyholder import wire
from bandi.keyholder.errors import BadRequest, HolderError, Quota
from bandi.keyholder.holder import Holder
from bandi.locks.errors import LockError

OPERATIONS = frozenset({
    "begin", "finish", "renew", "is_unlocked", "end", "end_member", "panic", "open", "search", "search_kept", "search_lacks", "search_keep", "repeated", "file_key",
    "names_state", "names_take", "names_find", "names_among", "names_pairs", "names_drop", "drop_subject", "drop_member",
    "touch_keys", "touch_known", "touch_wanted", "touch_bind", "touch_ask", "touch",
    "regrant", "rotate", "rewrap", "lend", "head", "status",
})  # fmt: skip
MOST_CONNECTIONS = 64


class Server:
    """Serves one holder on one socket until `stop`.

    users: numbers of the system's users that may connect, besides the one it runs as.
    """

    def __init__(self, holder: Holder, path: Path, users: frozenset[int] = frozenset()) -> None:
        self.holder, self.path = holder, path
        self._users = users | {os.geteuid()}
        self._stopping = threading.Event()
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listening.bind(str(path))
        path.chmod(0o660 if users else 0o600)
        self._listening.listen(MOST_CONNECTIONS)
        self._listening.settimeout(0.2)

    def serve(self, ready: Callable[[], None] = lambda: None) -> None:
        """Answer until `stop`; then lock everything."""
        ready()
        while not self._stopping.is_set():
            try:
                connection, _address = self._listening.accept()
            except TimeoutError:
                continue
            if not self._is_allowed(connection) or not self._places.acquire(blocking=False):
                connection.close()
                continue
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()
        self._listening.close()
        self.path.unlink(missing_ok=True)
        self.holder.panic()

    def stop(self) -> None:
        """Stop serving and lock everything."""
        self._stopping.set()

    def _is_allowed(self, connection: socket.socket) -> bool:
        if not hasattr(socket, "SO_PEERCRED"):
            return True
        raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return struct.unpack("3i", raw)[1] in self._users

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                while not self._stopping.is_set():
                    asked = wire.receive(connection)
                    if asked is None or self._stopping.is_set():
                        break
                    wire.send(connection, self._one(asked))
            except (BadRequest, OSError):
                pass
            finally:
                self._places.release()

    def _one(self, asked: Any) -> tuple[str, Any]:
        try:
            operation, arguments = asked
            if operation not in OPERATIONS:
                raise BadRequest("no such operation")
            return "ok", getattr(self.holder, operation)(*arguments)
        except Quota as error:
            return error.code, error.again_in
        except HolderError as error:
            return error.code, None
        except LockError:
            return "unreadable", None
        except Exception:
            return BadRequest.code, None
