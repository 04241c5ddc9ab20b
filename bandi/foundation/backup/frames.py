"""What stands inside a part, in the clear once it is opened: frames of tables, rows and files, with a trailer that counts them.

    frame    kind (1 byte), length (4 bytes, big-endian), that many bytes
    H        head, JSON: format, part, backup, made_at, migrations
    T        a table begins, JSON: table, columns (name, type), key
    R        rows: lines of JSON lists, at most 1 MiB
    E        the table ends, JSON: table, rows, digest
    F        a file begins, JSON: path, bytes
    C        bytes of the file, at most 1 MiB
    G        the file ends, JSON: path, sha256
    Z        trailer, JSON: tables (rows, digest), files, bytes; nothing follows
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from bandi.foundation.backup.columns import Table
from bandi.foundation.backup.errors import Damaged
from bandi.foundation.backup.snapshot import Digest

FORMAT = 1
MOST = 1 << 20


@dataclass
class Writer:
    """Makes frames and keeps the counts for the trailer."""

    head: dict[str, Any]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0

    def start(self) -> bytes:
        return _json("H", self.head)

    def table(self, table: Table, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the frames of a table."""
        yield _json("T", table.as_json())
        digest, waiting, held = Digest(), [], 0
        for line in lines:
            digest.add(line)
            if held + len(line) > MOST and waiting:
                yield _frame("R", b"".join(waiting))
                waiting, held = [], 0
            waiting.append(line)
            held += len(line)
        if waiting:
            yield _frame("R", b"".join(waiting))
        self.tables[table.name] = {"rows": digest.rows, "digest": digest.text}
        yield _json("E", {"table": table.name, **self.tables[table.name]})

    def file(self, path: str, source: BinaryIO, length: int, *, seen: Callable[[bytes], None] = lambda chunk: None) -> Iterator[bytes]:
        """Yield the frames of a file: `length` bytes of it, what is added meanwhile is left for the next backup. seen: given each chunk."""
        yield _json("F", {"path": path, "bytes": length})
        digest, left = hashlib.sha256(), length
        while left:
            chunk = source.read(min(left, MOST))
            if not chunk:
                raise Damaged("a file became shorter while it was read")
            digest.update(chunk)
            seen(chunk)
            left -= len(chunk)
            yield _frame("C", chunk)
        self.files += 1
        self.bytes += length
        yield _json("G", {"path": path, "sha256": digest.hexdigest()})

    def end(self) -> bytes:
        return _json("Z", {"tables": self.tables, "files": self.files, "bytes": self.bytes})


def _json(kind: str, value: object) -> bytes:
    return _frame(kind, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _frame(kind: str, body: bytes) -> bytes:
    return kind.encode() + len(body).to_bytes(4, "big") + body


@dataclass(frozen=True)
class Rows:
    """Lines of a table."""

    table: Table
    lines: list[bytes]


@dataclass(frozen=True)
class Piece:
    """Bytes of a file. `is_last`: the file is whole and its digest was right; the bytes are then empty."""

    path: str
    body: bytes
    is_last: bool


@dataclass(frozen=True)
class Begins:
    """A table begins."""

    table: Table


def events(chunks: Iterable[bytes]) -> Iterator[dict[str, Any] | Begins | Rows | Piece]:
    """Yield the head, then tables, rows and pieces of files, and at last the trailer, each checked against what was counted.

    Raises: Damaged when anything is missing, too much or other than counted.
    """
    try:
        yield from _events(_frames(chunks))
    except (ValueError, KeyError, TypeError):
        raise Damaged("a part does not hold what it says") from None


def _events(frames: Iterator[tuple[str, bytes]]) -> Iterator[dict[str, Any] | Begins | Rows | Piece]:
    seen: dict[str, Any] = {"tables": {}, "files": 0, "bytes": 0}
    kind, body = next(frames, ("", b""))
    head = json.loads(body) if kind == "H" else {}
    if head.get("format") != FORMAT:
        raise Damaged("an unknown format")
    yield head
    for kind, body in frames:
        if kind == "T":
            yield from _table(Table.of(json.loads(body)), frames, seen)
        elif kind == "F":
            yield from _file(json.loads(body), frames, seen)
        elif kind == "Z":
            if json.loads(body) != seen or next(frames, None) is not None:
                raise Damaged("the trailer counts other things")
            yield seen
            return
        else:
            raise Damaged("an unknown frame")
    raise Damaged("the trailer is missing")


def _table(table: Table, frames: Iterator[tuple[str, bytes]], seen: dict[str, Any]) -> Iterator[Begins | Rows]:
    yield Begins(table)
    digest = Digest()
    for kind, body in frames:
        if kind == "E":
            counted = {"rows": digest.rows, "digest": digest.text}
            if json.loads(body) != {"table": table.name, **counted}:
                raise Damaged("a table has other rows than counted")
            seen["tables"][table.name] = counted
            return
        if kind != "R":
            break
        lines = body.splitlines(keepends=True)
        for line in lines:
            digest.add(line)
        yield Rows(table, lines)
    raise Damaged("a table does not end")


def _file(begins: dict[str, Any], frames: Iterator[tuple[str, bytes]], seen: dict[str, Any]) -> Iterator[Piece]:
    digest, length, path = hashlib.sha256(), 0, str(begins["path"])
    for kind, body in frames:
        if kind == "G":
            if length != begins["bytes"] or json.loads(body) != {"path": path, "sha256": digest.hexdigest()}:
                raise Damaged("a file has other bytes than counted")
            seen["files"] += 1
            seen["bytes"] += length
            yield Piece(path, b"", True)
            return
        if kind != "C":
            break
        digest.update(body)
        length += len(body)
        yield Piece(path, body, False)
    raise Damaged("a file does not end")


def _frames(chunks: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        at = 0
        while len(held) - at >= 5:
            size = int.from_bytes(held[at + 1 : at + 5], "big")
            if size > 64 * MOST:
                raise Damaged("a frame is too long")
            if len(held) - at < 5 + size:
                break
            yield chr(held[at]), bytes(held[at + 5 : at + 5 + size])
            at += 5 + size
        del held[:at]
    if held:
        raise Damaged("a frame does not end")
