"""A watch folder: files that people or machines put there are given to the library.

Against whom: whoever can write to the folder, and programs that are still writing. A link is never followed and a file with a second name
              (a hard link) never taken, so nothing outside the folder can be drawn in; devices and pipes are not opened for reading; a
              file is taken only when it was the same in two looks some seconds apart and did not change while it was read.
Guarantees:   what was taken stands in the folder `taken-in` within it, never overwriting anything; what was not taken stays where it is.
How not to use it: not on a folder that holds the house's own files; `opened` refuses that.
May import: the foundation, this package.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from bandi.foundation.vault.blobs import Incoming
from bandi.parsing.limits import LARGEST_DOCUMENT
from bandi.work.advocacy.actions.incoming import Received, plain_name, receive

TAKEN = "taken-in"
_UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".temp", ".download", ".filepart", ".!ut", "~", ".swp", ".lock")
_CHUNK = 256 * 1024

Signature = tuple[int, int, int, int]


class Unwatchable(Exception):
    """The folder cannot be watched. `why`: missing, own, closed."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Seen:
    """What became of one entry. what: taken, same, empty, link, large, unmoved; name: for showing."""

    name: str
    what: str
    received: Received | None = None


@dataclass
class Watch:
    """The state between two looks: how each file looked last, and what was said already."""

    folder: Path
    last: dict[str, Signature] = field(default_factory=dict)
    said: dict[str, Signature] = field(default_factory=dict)

    def look(self) -> list[Seen]:
        """Look once: give every settled file to the library; return what is new to say. Raises: Unwatchable."""
        now: dict[str, Signature] = {}
        found: list[Seen] = []
        with opened(self.folder) as place:
            for name in sorted(os.listdir(place)):
                if _is_unfinished(name):
                    continue
                told = self._entry(place, name, now)
                if told is not None:
                    found.append(told)
        self.last = now
        self.said = {name: signature for name, signature in self.said.items() if name in now}
        return found

    def _entry(self, place: int, name: str, now: dict[str, Signature]) -> Seen | None:
        try:
            about = os.stat(name, dir_fd=place, follow_symlinks=False)
        except OSError:
            return None  # gone since
        if stat.S_ISDIR(about.st_mode):
            return None
        now[name] = signature = _signature(about)
        if self.said.get(name) == signature:
            return None
        what = _why_not(about)
        if what is None:
            if self.last.get(name) != signature:
                return None  # new, or still changing: the next look decides
            seen = _take(place, name, signature)
            if seen is None:
                return None
            if seen.what in ("taken", "same") and _move(place, name, signature):
                now.pop(name)
                return seen
            what, received = (seen.what if seen.what == "empty" else "unmoved"), seen.received
        else:
            received = None
        self.said[name] = signature
        return Seen(plain_name(name), what, received)


@contextmanager
def opened(folder: Path) -> Iterator[int]:
    """Open a folder to be watched. Raises: Unwatchable, also for one that holds the house's own files or lies among them."""
    real, home = Path(os.path.realpath(folder)), Path(os.path.realpath(settings.HOME))
    own = [home, Path(os.path.realpath(settings.OPERATIONAL_KEY)).parent]
    if any(real == one or real in one.parents for one in own) or home in real.parents:
        raise Unwatchable("own")
    try:
        place = os.open(real, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except FileNotFoundError as problem:
        raise Unwatchable("missing") from problem
    except OSError as problem:
        raise Unwatchable("closed") from problem
    try:
        yield place
    finally:
        os.close(place)


def _is_unfinished(name: str) -> bool:
    """Whether a name says that the file is hidden, a lock, or not whole yet."""
    return name.startswith((".", "~")) or name.lower().endswith(_UNFINISHED)


def _signature(about: os.stat_result) -> Signature:
    return about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _why_not(about: os.stat_result) -> str | None:
    if not stat.S_ISREG(about.st_mode) or about.st_nlink != 1:
        return "link"
    return "large" if about.st_size > min(settings.LARGEST_UPLOAD, LARGEST_DOCUMENT) else None


def _take(place: int, name: str, signature: Signature) -> Seen | None:
    """Give one file to the library; None where it is not what was looked at, or changed while it was read."""
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=place)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as source:
        if _signature(os.fstat(handle)) != signature:
            return None
        incoming = Incoming()
        try:
            while chunk := source.read(_CHUNK):
                incoming.write(chunk)
                if incoming.length > signature[1]:
                    return None
            if incoming.length != signature[1] or _signature(os.fstat(handle)) != signature:
                return None
            received = receive(incoming=incoming, name=name, by=None, is_from_folder=True)
            return Seen(plain_name(name), "taken" if received.is_new else "same", received)
        except ValidationError:
            return Seen(plain_name(name), "empty")
        finally:
            if not incoming.is_kept:
                incoming.drop()


def _move(place: int, name: str, signature: Signature) -> bool:
    """Put a taken file into the folder for such files; False where that cannot be done, and the file stays."""
    try:
        if not _is_folder(place):
            os.mkdir(TAKEN, 0o700, dir_fd=place)
        target = os.open(TAKEN, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=place)
    except OSError:
        return False
    try:
        if _signature(os.stat(name, dir_fd=place, follow_symlinks=False)) != signature:
            return False
        os.rename(name, _free(target, name), src_dir_fd=place, dst_dir_fd=target)
    except OSError:
        return False
    finally:
        os.close(target)
    return True


def _is_folder(place: int) -> bool:
    try:
        return stat.S_ISDIR(os.stat(TAKEN, dir_fd=place, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def _free(target: int, name: str) -> str:
    """Return a name that nothing in the folder has: "report (2).pdf"."""
    stem, dot, suffix = name.rpartition(".")
    stem, ending = (stem, dot + suffix) if stem else (name, "")
    taken = set(os.listdir(target))
    count = 1
    while (chosen := name if count == 1 else f"{stem} ({count}){ending}") in taken:
        count += 1
    return chosen
