"""Secrets that look like nothing else, and a scanner that finds them however they are written down.

Each begins with a mark, so that one search a mark and a way of writing finds all of them; the rest says which one it is.
Ways: UTF-8, UTF-16 (both orders), CP949, hexadecimal, base64 (all three alignments, both alphabets), JSON and URL escapes; each also inside
ZIP, gzip and zlib, and inside Django's compressed sessions.
"""

from __future__ import annotations

import base64
import random
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

MARKS = ("Lanternfly-", "반딧불지기")
SEED = 17
LARGEST_INFLATED = 16 << 20


def secrets(count: int) -> list[str]:
    """Return `count` different secrets, English and Korean in turn; twenty characters at most, so that they fit into every sealed field."""
    chance = random.Random(SEED)
    letters = "abcdefghijklmnopqrstuvwxyz"
    latin = (MARKS[0] + "".join(chance.choices(letters, k=9)) for _ in range(count))
    hangul = (MARKS[1] + "".join(chr(chance.randrange(0xAC00, 0xD7A4)) for _ in range(10)) for _ in range(count))
    return [next(hangul) if number % 2 else next(latin) for number in range(count)]


def _base64(shift: int, urlsafe: bool) -> Callable[[str], bytes]:
    def written(text: str) -> bytes:
        data = text.encode()
        whole = (base64.urlsafe_b64encode if urlsafe else base64.b64encode)(bytes(shift) + data)
        return whole[-(-shift * 8 // 6) : (shift + len(data)) * 8 // 6]

    return written


WAYS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "cp949": lambda text: text.encode("cp949"),
    "hex": lambda text: text.encode().hex().encode(),
    "HEX": lambda text: text.encode().hex().upper().encode(),
    "json": lambda text: text.encode("ascii", "backslashreplace"),
    "url": lambda text: quote(text).encode(),
    **{f"base64 {shift} {urlsafe}": _base64(shift, urlsafe) for shift in range(3) for urlsafe in (False, True)},
}


@dataclass
class Scanner:
    """Looks for secrets in bytes and files. found: their numbers. fragments: marks with a rest that is none of ours."""

    planted: list[str]
    found: set[int] = field(default_factory=set)
    fragments: int = 0
    where: dict[str, int] = field(default_factory=dict)
    bytes_read: int = 0

    def __post_init__(self) -> None:
        self._needles: dict[bytes, dict[bytes, int]] = {}
        for write in WAYS.values():
            for mark in MARKS:
                known = self._needles.setdefault(write(mark), {})
                known.update({write(text): at for at, text in enumerate(self.planted) if text.startswith(mark)})

    def folder(self, folder: Path, *, leaving_out: tuple[str, ...] = ()) -> None:
        """Look into every file below a folder, and at its name."""
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if inside.parts[0] in leaving_out or not path.is_file():
                continue
            self.data(str(inside).encode("utf-8", "surrogateescape"), str(inside))
            self.data(path.read_bytes(), str(inside))

    def data(self, data: bytes, where: str) -> None:
        """Look into bytes and into everything compressed within them."""
        self.bytes_read += len(data)
        before = len(self.found), self.fragments
        self._look(data)
        for inner in _inflated(data):
            self._look(inner)
        if (len(self.found), self.fragments) != before:
            self.where[where] = self.where.get(where, 0) + len(self.found) - before[0]

    def _look(self, data: bytes) -> None:
        starts, unknown = set[int](), set[int]()
        for mark, known in self._needles.items():
            at = data.find(mark)
            lengths = {len(full) for full in known}
            while at >= 0:
                hits = [number for length in lengths if (number := known.get(data[at : at + length])) is not None]
                self.found.update(hits)
                (starts if hits else unknown).add(at)
                at = data.find(mark, at + 1)
        # UTF-16 of one order reads as the mark in the other order, one byte beside it.
        self.fragments += sum(not {at - 1, at, at + 1} & starts for at in unknown)


_DEFLATED = re.compile(rb"\x1f\x8b\x08|PK\x03\x04|stream\r?\n(?=\x78[\x01\x5e\x9c\xda])")
_SESSION = re.compile(rb"eJ[0-9A-Za-z_\-+/]{20,}")


def _inflated(data: bytes) -> Iterator[bytes]:
    """Yield what stands compressed anywhere in `data`: gzip, members of ZIP files, streams of PDF, Django's sessions."""
    for hit in _DEFLATED.finditer(data):
        start, window = hit.start(), 31
        if hit[0].startswith(b"PK"):
            lengths = data[start + 26 : start + 30]
            start += 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
            window = -15
        elif hit[0].startswith(b"stream"):
            start, window = hit.end(), 15
        yield _inflate(data[start:], window)
    for hit in _SESSION.finditer(data):
        text = hit[0].replace(b"-", b"+").replace(b"_", b"/")
        raw = base64.b64decode(text[: len(text) // 4 * 4])
        inner = _inflate(raw, 15)
        yield inner
        for hidden in re.finditer(rb"[0-9A-Za-z_\-]{40,}", inner):
            yield _inflate(_unpadded(hidden[0]), 15)


def _unpadded(text: bytes) -> bytes:
    return base64.urlsafe_b64decode(text[: len(text) // 4 * 4])


def _inflate(data: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(data, LARGEST_INFLATED)
    except zlib.error:
        return b""
