"""The read log: who opened what, written and synced before the answer is given.

Guards against: reading without a trace, also by whoever rules the web process.
Guarantees:     entries are chained; a change, a gap or another order is seen by `verify`. The details are sealed to the auditors'
                public half, so the log of who looked at whom is itself protected. A command that acts with keys and the open desk
                write into one chain: each takes up what the other wrote.
Not against:    cutting off the newest entries; the journal takes up the head of this log with every checkpoint.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bandi.keyholder.errors import NoEntry
from bandi.locks import pairs
from bandi.locks.formats import joined
from bandi.locks.pairs import PrivateHalf

GENESIS = bytes(32)
INFO = joined("read log")


@dataclass(frozen=True)
class Head:
    """The last entry: how many there are, and its link."""

    entries: int
    link: bytes


class ReadLog:
    """Appends to one file, one line of JSON an entry: `n`, `at`, `sealed` (details), `link`.

    public: the auditors' public half; None while there are no auditors yet, and then nothing of tier 2 and above is opened.
    """

    def __init__(self, file: Path, public: bytes | None) -> None:
        self.file, self.public = file, public
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            with self._alone():
                self._mend()
                self.head, self._size = verify(file), os.fstat(self._descriptor).st_size
        except BaseException:
            os.close(self._descriptor)
            raise

    def append(self, details: Mapping[str, object]) -> Head:
        """Write one entry and wait until it is on the disk. Raises: NoEntry when that is not possible."""
        if self.public is None:
            raise NoEntry("no auditors")
        sealed = pairs.wrap(json.dumps(details, sort_keys=True).encode(), public=self.public, info=INFO)
        try:
            with self._alone():
                self._catch_up()
                number, at = self.head.entries + 1, datetime.now(UTC).isoformat(timespec="milliseconds")
                link = _link(number, at, sealed, self.head.link)
                written = _line(number, at, sealed, link)
                if os.write(self._descriptor, written) != len(written):
                    raise NoEntry("the disk is full")
                self._size += len(written)
                os.fdatasync(self._descriptor)
        except (OSError, Broken) as error:
            raise NoEntry("the read log cannot be written") from error
        self.head = Head(number, link)
        return self.head

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from writing meanwhile."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def _catch_up(self) -> None:
        """Take up what another process wrote since, if it goes on where this one stopped. Raises: Broken."""
        if os.fstat(self._descriptor).st_size > self._size:
            self._mend()
            self.head = verify(self.file, head=self.head, offset=self._size)
            self._size = os.fstat(self._descriptor).st_size

    def _mend(self) -> None:
        """Cut off a last line that was never finished: its reading was never answered."""
        with self.file.open("rb+") as handle:
            handle.seek(0, os.SEEK_END)
            size = handle.tell()
            if not size:
                return
            handle.seek(max(0, size - 1_000_000))
            tail = handle.read()
            if not tail.endswith(b"\n"):
                handle.truncate(size - (len(tail) - tail.rfind(b"\n") - 1))


class Broken(ValueError):
    """The chain of the read log does not hold; `at` is the number of the first entry that is wrong."""

    def __init__(self, at: int) -> None:
        super().__init__(f"the read log is broken at entry {at}")
        self.at = at


def entries(file: Path, *, before: int = 0, offset: int = 0) -> Iterator[tuple[int, str, bytes, bytes]]:
    """Yield number, moment, sealed details and link of each entry after the first `offset` bytes, which hold `before` entries.

    Raises: Broken for a line that is no entry.
    """
    if not file.exists():
        return
    with file.open("rb") as handle:
        handle.seek(offset)
        for number, line in enumerate(handle, before + 1):
            try:
                read = json.loads(line)
                entry = (int(read["n"]), str(read["at"]), base64.b64decode(read["sealed"], validate=True), bytes.fromhex(read["link"]))
                if line != _line(*entry):
                    raise Broken(number)
            except (ValueError, KeyError, TypeError):
                raise Broken(number) from None
            yield entry


def verify(file: Path, *, head: Head = Head(0, GENESIS), offset: int = 0) -> Head:
    """Walk the log, or what comes after its first `offset` bytes, whose head is given, and return its head. Raises: Broken."""
    for number, at, sealed, link in entries(file, before=head.entries, offset=offset):
        if number != head.entries + 1 or link != _link(number, at, sealed, head.link):
            raise Broken(head.entries + 1)
        head = Head(number, link)
    return head


def details(sealed: bytes, auditor: PrivateHalf) -> dict[str, object]:
    """Return the details of an entry for an auditor. Raises: locks.Unreadable."""
    opened: dict[str, object] = json.loads(auditor.unwrap(sealed, info=INFO))
    return opened


def _line(number: int, at: str, sealed: bytes, link: bytes) -> bytes:
    """The one way in which an entry is written; a line that reads the same but looks different is broken."""
    entry = {"n": number, "at": at, "sealed": base64.b64encode(sealed).decode(), "link": link.hex()}
    return (json.dumps(entry) + "\n").encode()


def _link(number: int, at: str, sealed: bytes, previous: bytes) -> bytes:
    return hashlib.sha256(joined(number.to_bytes(8, "big"), at, sealed, previous)).digest()
