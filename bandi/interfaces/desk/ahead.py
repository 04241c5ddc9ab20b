"""Names read ahead, a piece at a time beside the answering, so that the first question for a name does not wait for all of them.

People of public role from the start of the desk on. Protected people only from the moment on when somebody whose keys are unlocked opens
the palette, under her keys, and no longer than they are: names that nobody asks for stay sealed. Between two pieces everybody else has the processor.

May import: the foundation, the register, Django.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import deque
from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from bandi.foundation.access.models import Account
from bandi.foundation.vault.errors import HolderAway, Sealed
from bandi.foundation.vault.reading import Reader, reading_as
from bandi.register.people import recognising, sealed_names

FIRST_SECONDS = 5.0
"""After a start the desk answers first."""
PIECE, PAUSE = 0.1, 0.1
"""Seconds. What is opened in one piece is one entry of the read log, so a piece is as long as a portion may be (`people.following.STRIDE`)."""
OPEN_PIECE, OPEN_PAUSE = 0.03, 0.03
"""Seconds, for names of public role, which need no entry: who asks meanwhile waits no longer than for such a piece."""
REMEMBERED = 1_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Sealed:
    """Names of protected people, for one reader: her account and her keys. digest: by which she is known to have been read for."""

    account: UUID
    reader: Reader
    digest: str


class Ahead:
    """What is still to be read ahead in this process."""

    def __init__(self) -> None:
        self._open = True
        self._sealed: deque[_Sealed] = deque()
        self._known: dict[str, None] = {}
        self._asked = threading.Condition()

    def go_on(self, account: Account, reader: Reader) -> None:
        """Read the names ahead that `reader` may search; once for each time her keys are unlocked."""
        digest = hashlib.sha256(reader.token.encode()).hexdigest()
        with self._asked:
            if not reader.token or digest in self._known:
                return
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[digest] = None
            self._sealed.append(_Sealed(account.pk, reader, digest))
            self._asked.notify()

    @property
    def reads_open(self) -> bool:
        """Whether names of public role are still being read."""
        return self._open

    def piece(self, seconds: float = PIECE) -> bool:
        """Read one piece; return whether there is more to read."""
        try:
            if self._open:
                self._open = not recognising.advance(min(seconds, OPEN_PIECE))
            elif self._sealed:
                self._piece_of_sealed(seconds)
        except Exception as fault:  # a fault here costs a wait later, never an answer; its words may hold a name
            log.warning("names were not read ahead: %s", type(fault).__name__)
            self._open = False
            self._sealed.clear()
        return self._open or bool(self._sealed)

    def _piece_of_sealed(self, seconds: float) -> None:
        asked = self._sealed.popleft()
        account = Account.objects.filter(pk=asked.account, is_active=True).first()
        if account is None:
            return
        try:
            with reading_as(asked.reader):
                is_whole = sealed_names.advance(account, seconds)
        except Sealed:
            return
        except HolderAway:
            self._known.pop(asked.digest, None)
            return
        if not is_whole:
            self._sealed.append(asked)

    def wait(self) -> None:
        """Wait until there is something to read."""
        with self._asked:
            self._asked.wait_for(lambda: self._open or self._sealed)


_here: Ahead | None = None
"""Set while this process serves; elsewhere names are read when they are asked for."""


def begin(*, first: float = FIRST_SECONDS, pause: float = PAUSE) -> threading.Event:
    """Start reading ahead in a thread of its own; setting the returned event ends it after the next piece."""
    global _here
    work = _here = Ahead()
    over = threading.Event()

    def pieces() -> None:
        wait = first
        while not over.wait(wait):
            wait = min(pause, OPEN_PAUSE) if work.reads_open else pause
            if not work.piece():
                connections.close_all()
                work.wait()

    threading.Thread(target=pieces, name="bandi-names", daemon=True).start()
    return over


def go_on(account: Account, reader: Reader) -> None:
    """Read sealed names ahead for somebody who opened the palette, where this process serves."""
    if _here is not None:
        _here.go_on(account, reader)


def is_reading() -> bool:
    """Return whether names of public role are being read ahead in this process, so that a question need not take any in itself."""
    return _here is not None and _here.reads_open
