"""Making the marks of searched texts after the answer, in a thread of the holder, a little at a time.

Guards against: nothing new. It opens what the session could open anyway, answers nobody, and stops with the session: it holds the session's
                lock while it works, asks each time whether there are still keys, and keeps no plaintext between two texts.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from bandi.keyholder.sessions import Session, now

if TYPE_CHECKING:
    from bandi.keyholder.sessions import Sessions

SLICE_SECONDS = 0.02
"""For about so long one session is held; a question waits no longer for it."""
BREATH_SECONDS = 0.002
QUIET_SECONDS = 0.2
"""So long after the last question: what somebody waits for goes first."""


class Marking:
    """The part of the holder that makes marks."""

    if TYPE_CHECKING:
        _sessions: Sessions
        _lock: threading.RLock
        _marker: threading.Thread | None

    def unmarked(self) -> int:
        """How many texts of all sessions still wait for their marks."""
        return sum(one.kept.unmarked for one in self._sessions.each() if one.kept is not None)

    def _mark_from_now_on(self) -> None:
        with self._lock:
            if self._marker is None:
                self._marker = threading.Thread(target=self._marking, name="bandi-marks", daemon=True)
                self._marker.start()

    def _marking(self) -> None:
        pause = threading.Event()
        while True:
            with self._lock:
                if not self.unmarked():
                    self._marker = None
                    return
            worked = [_mark(one) for one in self._sessions.each() if now() - one.looked > QUIET_SECONDS]
            pause.wait(BREATH_SECONDS if any(worked) else QUIET_SECONDS / 4)


def _mark(session: Session) -> bool:
    with session.lock:
        if session.opener is None or session.kept is None or not session.kept.unmarked:
            return False
        session.kept.mark(session.opener, SLICE_SECONDS)
        return True
