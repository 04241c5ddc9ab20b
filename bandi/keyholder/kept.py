"""What a session keeps of the texts it searched: the texts as they were sent, sealed, and open marks of what stands in them.

With them a second search fetches nothing and opens only the texts in which the question may stand; those that are found are opened, counted
and written down as before. Marks are made after the answer (`marking`): until a text has its own, it may answer every question. They are in a
memory of their own, which is kept out of the swap where the system allows it, and are wiped with the keys: when the session locks, when a
subject's keys are destroyed, when a membership ends.

Guards against: a later reader of this process's memory, after the lock. Nothing is ever on a disk.
Not against:    who reads it while somebody is unlocked: marks tell most words of a text. The keys that open the text itself stand there too.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from bandi.keyholder.asking import RecordAsk, VersionAsk

if TYPE_CHECKING:
    import numpy as np

    from bandi.keyholder.opening import Opener

STAMPED = 32
"""Bytes that name a record and its state: its id, and a stamp that changes whenever anything of it is sealed anew."""
ROWS = 512
"""Rows of marks in one piece of memory, about five megabytes."""
_BESIDES = 700
"""About what a text costs beside its bytes and its marks."""
LEAST_MEGABYTES, MOST_MEGABYTES = 512, 2048


def usual_megabytes() -> int:
    """Return how much memory searching may use where nobody said: a quarter of the machine's, within bounds. Two gigabytes hold about 60,000 texts of 23 KB."""
    with suppress(ValueError, OSError, AttributeError):
        return min(max(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 22, LEAST_MEGABYTES), MOST_MEGABYTES)
    return LEAST_MEGABYTES


class Room:
    """How much memory all sessions of a holder may use for this together. megabytes: None for what is usual on such a machine, 0 keeps nothing."""

    def __init__(self, megabytes: int | None = None) -> None:
        self.left = (usual_megabytes() if megabytes is None else megabytes) << 20
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Take so many bytes, or return False."""
        with self._lock:
            if size > self.left:
                return False
            self.left -= size
            return True

    def give_back(self, size: int) -> None:
        """Give bytes back."""
        with self._lock:
            self.left += size


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is kept: under which stamp, the version it stands under, how it is asked for (sealed), its row of marks or -1, its size."""

    stamp: bytes
    version: VersionAsk
    ask: RecordAsk
    row: int
    size: int


class Kept:
    """What one session keeps. Texts are named by record, table and field."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._texts: dict[tuple[bytes, str, str], _Text] = {}
        self._unmarked: dict[tuple[bytes, str, str], None] = {}
        self._pieces: list[tuple[mmap.mmap, np.ndarray]] = []
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def unmarked(self) -> int:
        """How many texts still wait for their marks."""
        return len(self._unmarked)

    def put(self, stamp: bytes, version: VersionAsk, ask: RecordAsk) -> bool:
        """Keep a record's one text, in place of what was kept of it before, without marks for now; False where there is no room."""
        from bandi.hangul.marks import BYTES

        at = (ask.record.bytes, ask.cells[0].table, ask.cells[0].field)
        size = BYTES + _BESIDES + len(ask.cells[0].sealed) + len(ask.key_wrap) + len(ask.subject_wrap)
        self._drop([at])
        if not self._room.take(size):
            return False
        self._texts[at] = _Text(stamp, version, replace(ask, version=0) if ask.version else ask, -1, size)
        self._unmarked[at] = None
        return True

    def mark(self, opener: Opener, seconds: float) -> bool:
        """Open texts that have no marks and make them, for about so long; return whether some still wait. What does not open is forgotten."""
        from bandi.hangul.marks import marks_of

        until = time.monotonic() + seconds
        while self._unmarked and time.monotonic() < until:
            at = next(iter(self._unmarked))
            text = self._texts[at]
            opened = next(iter(opener.cells([text.version], [text.ask])))[0]
            if opened is None:
                self._drop([at])
                continue
            row, marks = self._row(), marks_of(opened)
            self._pieces[row // ROWS][1][row % ROWS] = marks
            marks.fill(0)
            self._texts[at] = replace(text, row=row)
            del self._unmarked[at]
        return bool(self._unmarked)

    def sift(self, wanted: bytes, table: str, field: str, query: str, granted: Iterable[VersionAsk]) -> tuple[list[tuple[int, VersionAsk, RecordAsk]], list[int]]:
        """Return which of the wanted texts may answer a question, and which are not kept as they are now; by their index.

        wanted:  id and stamp of each record, `STAMPED` bytes.
        granted: the versions that open for the session at this moment; what stands under another is not kept for her.
        """
        rooms = {(ask.compartment, ask.number, ask.tier) for ask in granted}
        known: list[tuple[int, _Text]] = []
        missing: list[int] = []
        for index in range(len(wanted) // STAMPED):
            start = index * STAMPED
            text = self._texts.get((wanted[start : start + 16], table, field))
            if text is None or text.stamp != wanted[start + 16 : start + STAMPED] or (text.version.compartment, text.version.number, text.version.tier) not in rooms:
                missing.append(index)
            else:
                known.append((index, text))
        may = self._may_stand(query)
        return [(index, text.version, text.ask) for index, text in known if text.row < 0 or may[text.row]], missing

    def missing(self, wanted: bytes, table: str, field: str) -> list[int]:
        """Return the indexes of wanted texts that are not kept as they are now."""
        starts = range(0, len(wanted), STAMPED)
        texts = (self._texts.get((wanted[at : at + 16], table, field)) for at in starts)
        return [index for index, (at, text) in enumerate(zip(starts, texts, strict=True)) if text is None or text.stamp != wanted[at + 16 : at + STAMPED]]

    def drop_subject(self, subject: UUID) -> None:
        """Forget everything of a subject: its keys were destroyed."""
        self._drop([at for at, text in self._texts.items() if text.ask.subject == subject])

    def drop_compartment(self, compartment: UUID) -> None:
        """Forget everything of a compartment."""
        self._drop([at for at, text in self._texts.items() if text.version.compartment == compartment])

    def wipe(self) -> None:
        """Forget everything, overwriting the marks."""
        self._room.give_back(sum(text.size for text in self._texts.values()))
        self._texts.clear()
        self._unmarked.clear()
        self._free.clear()
        for _memory, rows in self._pieces:
            rows.fill(0)
        self._pieces.clear()

    def _drop(self, which: Iterable[tuple[bytes, str, str]]) -> None:
        for at in which:
            text = self._texts.pop(at, None)
            self._unmarked.pop(at, None)
            if text is not None:
                if text.row >= 0:
                    self._pieces[text.row // ROWS][1][text.row % ROWS] = 0
                    self._free.append(text.row)
                self._room.give_back(text.size)

    def _may_stand(self, query: str) -> np.ndarray:
        import numpy as np

        from bandi.hangul.scanning import Scanner

        scanner = Scanner.of(query)
        return np.concatenate([np.zeros(0, bool), *(scanner.may_stand(rows) for _memory, rows in self._pieces)])

    def _row(self) -> int:
        import numpy as np

        from bandi.hangul.marks import BYTES

        if not self._free:
            memory = _locked(ROWS * BYTES)
            self._free = [len(self._pieces) * ROWS + at for at in reversed(range(ROWS))]
            self._pieces.append((memory, np.frombuffer(memory, np.uint8).reshape(ROWS, BYTES)))
        return self._free.pop()


def _locked(size: int) -> mmap.mmap:
    """Return memory that no core file takes up and that, where the system allows it, is never swapped out."""
    memory = mmap.mmap(-1, size)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError, ValueError):
            memory.madvise(mmap.MADV_DONTDUMP)
            at = ctypes.addressof(ctypes.c_char.from_buffer(memory))
            ctypes.CDLL(None).mlock2(ctypes.c_void_p(at), ctypes.c_size_t(size), 1)
    return memory
