"""What a sealed file says and shows, without the file: opened in memory, read in the jail, never written down.

Against whom: a file that is made to take over who looks at it, and a disk that is read later.
Guarantees:   the plaintext goes from the holder's key straight into the pipe of a jail and is nowhere on the disk; what comes back is text
              that was checked, and pictures made anew from pixels, which carry nothing else of the file. The holder writes the reading
              down and counts it before it gives the key (`vault.blobs.opened`). Without a jail nothing is opened at all.
How not to use it: never hand `content` to anything but `bandi.parsing`.
May import: the vault, the parsing library, Django.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from bandi import parsing
from bandi.foundation.vault import blobs
from bandi.foundation.vault.models import Blob
from bandi.foundation.vault.reading import Reader
from bandi.parsing import derive
from bandi.parsing.errors import OverLimit, ParsingError
from bandi.parsing.kinds import PICTURES
from bandi.parsing.limits import FRAMES, LARGEST_DOCUMENT

AT_ONCE = 2
"""Files that one process reads at the same time: each may take 512 MiB and a processor."""
PATIENCE_SECONDS = 10
WIDTH = 1_240
_INSIDE = frozenset({"zip", "eml"})

_turn = threading.BoundedSemaphore(AT_ONCE)


class Busy(ParsingError):
    """As many files are being read as this process may."""

    code = "busy"


@dataclass(frozen=True)
class Content:
    """A file in memory, for the jail and nobody else."""

    facts: blobs.Facts
    data: bytes


@dataclass(frozen=True)
class Preview:
    """What a file says. drawn: how many of its pages can be shown as pictures. inside: files within it."""

    facts: blobs.Facts
    reading: parsing.Reading
    drawn: int
    inside: tuple[parsing.Item, ...] = ()


def content_of(blob: Blob, *, by: Reader | None = None, why: str = "preview") -> Content:
    """Return a sealed file in memory. Raises: VaultError for who may not; NoJail before anything is opened; OverLimit."""
    state = parsing.available()
    if not state.ok:
        raise parsing.NoJail(state.why)
    facts, pieces = blobs.opened(blob, by=by, why=why)
    if facts.length > LARGEST_DOCUMENT:
        raise OverLimit("document")
    return Content(facts, b"".join(pieces))


def preview(blob: Blob, *, by: Reader | None = None) -> Preview:
    """Return what a sealed file says. Raises: VaultError, ParsingError."""
    with _a_turn():
        content = content_of(blob, by=by)
        reading = parsing.read(content.data, name=content.facts.name)
        inside = parsing.items(content.data, name=content.facts.name) if reading.kind in _INSIDE else ()
    return Preview(content.facts, reading, pages_drawn(reading.kind, reading.pages), inside)


@dataclass(frozen=True)
class LookedInto:
    """A file that is to leave: what it says and what it hides; None where nobody could look."""

    facts: blobs.Facts
    reading: parsing.Reading | None
    hidden: parsing.Hidden | None


def looked_into(blob: Blob, *, by: Reader | None = None) -> LookedInto:
    """Return what a sealed file says and hides, for the release gate. A file that cannot be read is no error: the gate says so. Raises: VaultError."""
    reading = hidden = None
    with _a_turn():
        try:
            content = content_of(blob, by=by, why="release")
        except ParsingError:
            return LookedInto(blobs.facts_of(blob, by=by, why="release"), None, None)
        with suppress(ParsingError):
            hidden = parsing.hidden(content.data, name=content.facts.name)
        with suppress(ParsingError):
            reading = parsing.read(content.data, name=content.facts.name)
    return LookedInto(content.facts, reading, hidden)


def page_picture(blob: Blob, number: int, *, by: Reader | None = None, width: int = WIDTH) -> bytes | None:
    """Return one page of a sealed file as a PNG made from its pixels; None behind the last. Raises: VaultError, ParsingError."""
    with _a_turn():
        content = content_of(blob, by=by)
        found = [derive.png(one) for one in parsing.page_images(content.data, name=content.facts.name, width=width, pages=1, first=number)]
    return found[0] if found else None


def pages_drawn(kind: str, pages: int) -> int:
    """Return how many pages of a file can be shown as pictures: those of a PDF, the frames of a picture."""
    return pages if kind == "pdf" else min(pages, FRAMES) if kind in PICTURES else 0


@contextmanager
def _a_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turn.release()
