"""What crosses the socket: a frame of JSON with the bytes beside it. Nothing that could name code is ever decoded.

Shape: length of the JSON (4 bytes, big-endian), number of byte strings (4), the length of each (4), the JSON, the byte strings.
       In the JSON `["b", i]` stands for byte string i, `["u", hex]` for a UUID, `["l", …]` for a list, `["d", name, …]` for one
       of the values of `asking` and `reads`.
"""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

from bandi.keyholder.asking import (
    CellAsk,
    Hit,
    LockAsk,
    NameAmong,
    NameHit,
    NamePair,
    NameSource,
    RecordAsk,
    VersionAsk,
)
from bandi.keyholder.errors import BadRequest
from bandi.keyholder.reads import Head
from bandi.keyholder.repeating import Repeat

_VALUES: dict[str, type] = {kind.__name__: kind for kind in (CellAsk, Hit, LockAsk, NameAmong, NameHit, NamePair, NameSource, RecordAsk, Repeat, VersionAsk, Head)}
MOST_BYTES = 256 * 1024 * 1024
MOST_STRINGS = 400_000


def send(connection: socket.socket, message: Any) -> None:
    """Send one message."""
    strings: list[bytes] = []
    text = json.dumps(_encoded(message, strings), separators=(",", ":")).encode()
    lengths = struct.pack(f">{len(strings) + 2}I", len(text), len(strings), *map(len, strings))
    connection.sendall(b"".join([lengths, text, *strings]))


def receive(connection: socket.socket) -> Any:
    """Return one message, None when the other side has closed. Raises: BadRequest."""
    start = _exactly(connection, 8)
    if start is None:
        return None
    length, count = struct.unpack(">II", start)
    if length > MOST_BYTES or count > MOST_STRINGS:
        raise BadRequest("too long")
    lengths = struct.unpack(f">{count}I", _exactly(connection, 4 * count) or b"") if count else ()
    if length + sum(lengths) > MOST_BYTES:
        raise BadRequest("too long")
    body = memoryview(_exactly(connection, length + sum(lengths)) or b"")
    strings, at = [], length
    for size in lengths:
        strings.append(bytes(body[at : at + size]))
        at += size
    try:
        return _decoded(json.loads(bytes(body[:length])), strings)
    except (ValueError, TypeError, IndexError, KeyError, RecursionError) as error:
        raise BadRequest("not of the protocol") from error


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    buffer = bytearray(size)
    view, have = memoryview(buffer), 0
    while have < size:
        got = connection.recv_into(view[have:], min(size - have, 1 << 20))
        if not got:
            if have:
                raise BadRequest("cut off")
            return None
        have += got
    return bytes(buffer)


def _encoded(value: Any, strings: list[bytes]) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        strings.append(bytes(value))
        return ["b", len(strings) - 1]
    if isinstance(value, UUID):
        return ["u", value.hex]
    if isinstance(value, dict):
        return ["m", *[[str(key), _encoded(item, strings)] for key, item in value.items()]]
    if is_dataclass(value):
        return ["d", type(value).__name__, *[_encoded(getattr(value, item.name), strings) for item in fields(value)]]
    return ["l", *[_encoded(item, strings) for item in value]]


def _decoded(value: Any, strings: list[bytes]) -> Any:
    if not isinstance(value, list):
        return value
    mark, *rest = value
    if mark == "b":
        return strings[rest[0]]
    if mark == "u":
        return UUID(hex=rest[0])
    if mark == "l":
        return tuple(_decoded(item, strings) for item in rest)
    if mark == "m":
        return {str(key): _decoded(item, strings) for key, item in rest}
    if mark == "d":
        return _VALUES[rest[0]](*[_decoded(item, strings) for item in rest[1:]])
    raise BadRequest("not of the protocol")
