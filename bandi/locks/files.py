"""Sealed files: any length in constant memory, never in plaintext on a disk.

Guards against: a thief of the disk; cutting, extending, reordering or joining pieces of files.
Guarantees:     a reader gets only bytes that were authenticated, and an error instead of an early end.
How not to use: one key seals one file. The nonce is a counter, so a second file under the same key would be readable.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bandi.locks import fixity
from bandi.locks.errors import Truncated, UnknownFormat, Unreadable
from bandi.locks.formats import KEY_BYTES, TAG_BYTES, Suite, expect, head

PIECE_BYTES = 256 * 1024
SEALED_PIECE_BYTES = PIECE_BYTES + TAG_BYTES
HEAD_BYTES = 2 + 16
_MOST_PIECES = 1 << 32
_MOST_UNHASHED = 8
"""Pieces that may wait for their hash: two megabytes, so that a busy machine does not make both threads wait for each other."""
_hashing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bandi-digest")
"""Hashes the plaintext while the caller's thread encrypts; both let go of the interpreter, so two cores share the work."""


class Sealer:
    """Seals a stream piece by piece. Feed it with `update`, close it with `finish`; each answers sealed bytes to write.

    Shape:   version, suite, file id (16 bytes), then pieces of 256 KiB plaintext, each followed by its tag (16); the last
             is shorter or as long, never empty unless the file is. Nonce: 7 zero bytes, piece number (4), 1 for the last.
    digests: SHA-256 of the plaintext and the fixity of the file (`locks.fixity`) after `finish`.
    Source:  STREAM, Hoang, Reyhanitabar, Rogaway, Vizár 2015; AES-256-GCM, NIST SP 800-38D.
    """

    def __init__(self, *, key: bytes, file_id: bytes, place: bytes) -> None:
        if len(file_id) != 16:
            raise UnknownFormat("a file id has 16 bytes")
        self._head = head(Suite.FILE) + file_id
        self._key, self._cipher, self._bound = key, AESGCM(key), self._head + place
        self._waiting: deque[memoryview] = deque()
        self._held = 0
        self._number = 0
        self._plain, self._check_key = hashlib.sha256(), fixity.new_check_key()
        self._root = fixity.Root(self._check_key, self._head)
        self._hashing: deque[Future[None]] = deque()
        self.length = 0

    def update(self, chunk: bytes | memoryview) -> list[bytes]:
        """Take plaintext, return what can be written already. One piece is kept back: it may be the last."""
        self.length += len(chunk)
        self._waiting.append(memoryview(bytes(chunk)))
        self._held += len(chunk)
        written: list[bytes] = []
        while self._held > PIECE_BYTES:
            written += self._piece(self._taken(PIECE_BYTES), last=False)
        return written

    def finish(self) -> list[bytes]:
        """Return the last piece."""
        return self._piece(self._taken(self._held), last=True)

    def _taken(self, size: int) -> memoryview:
        """Take so many of the waiting bytes; they are copied only where they stand in several chunks."""
        self._held -= size
        parts: list[memoryview] = []
        while size or (not parts and self._waiting):
            first = self._waiting.popleft()
            if len(first) > size:
                self._waiting.appendleft(first[size:])
                first = first[:size]
            parts.append(first)
            size -= len(first)
        return parts[0] if len(parts) == 1 else memoryview(b"".join(parts))

    @property
    def digests(self) -> tuple[bytes, bytes]:
        """SHA-256 of the plaintext, and the fixity to keep beside the file."""
        while self._hashing:
            self._hashing.popleft().result()
        plain = self._plain.digest()
        return plain, fixity.fixity(self._check_key, self._root.value(), fixity.commitment(self._key, plain, self.length))

    def _piece(self, plain: memoryview, *, last: bool) -> list[bytes]:
        while len(self._hashing) >= _MOST_UNHASHED:
            self._hashing.popleft().result()
        self._hashing.append(_hashing.submit(self._plain.update, plain))
        nonce = _nonce(self._number, last=last)
        sealed = self._cipher.encrypt(nonce, plain, self._bound)
        self._root.add(nonce, sealed)
        self._number += 1
        return [self._head, sealed] if self._number == 1 else [sealed]


def seal(source: Iterable[bytes], target: BinaryIO, *, key: bytes, file_id: bytes, place: bytes) -> Sealer:
    """Write the chunks of `source` sealed to `target` and return the finished sealer with its digests."""
    sealer = Sealer(key=key, file_id=file_id, place=place)
    for chunk in source:
        target.writelines(sealer.update(chunk))
    target.writelines(sealer.finish())
    return sealer


def opened(source: BinaryIO, *, key: bytes, place: bytes) -> Iterator[bytes]:
    """Yield the plaintext of a sealed file, piece by piece; nothing is yielded before it was authenticated.

    Raises: UnknownFormat; Unreadable for a wrong key, another place or changed bytes; Truncated for an early end. What was
            yielded before is then a true beginning of the file, and the caller must not take it for the whole.
    """
    start = source.read(HEAD_BYTES)
    expect(start, Suite.FILE)
    if len(start) < HEAD_BYTES:
        raise Truncated("the sealed file ends within its head")
    cipher, bound = AESGCM(key), start + place
    number, piece = 0, _full_read(source, SEALED_PIECE_BYTES)
    while True:
        following = _full_read(source, SEALED_PIECE_BYTES) if len(piece) == SEALED_PIECE_BYTES else b""
        last = not following
        if len(piece) < TAG_BYTES or number >= _MOST_PIECES:
            raise Truncated("the sealed file ends before its last piece")
        try:
            plain = cipher.decrypt(_nonce(number, last=last), piece, bound)
        except InvalidTag:
            if last and _opens(cipher, _nonce(number, last=False), piece, bound):
                raise Truncated("the sealed file ends before its last piece") from None
            raise Unreadable("a piece of the sealed file does not open") from None
        yield plain
        if last:
            return
        number, piece = number + 1, following


class Checker:
    """Compares a sealed file, as its bytes pass, with the fixity that was kept of it; needs no key of the vault.

    kept: a fixity, or the SHA-256 of the sealed bytes that was kept of older files; anything else agrees with no file.
    """

    def __init__(self, kept: bytes) -> None:
        self._kept, self._plain = kept, hashlib.sha256()
        self._is_old, self._is_known = len(kept) == fixity.DIGEST_BYTES, kept[:2] == head(Suite.FIXITY) and len(kept) == fixity.FIXITY_BYTES
        self._held = bytearray()
        self._root: fixity.Root | None = None
        self._number = 0

    def update(self, chunk: bytes) -> None:
        """Take the next bytes of the file."""
        if self._is_old:
            self._plain.update(chunk)
            return
        if not self._is_known:
            return
        self._held += chunk
        if self._root is None and len(self._held) >= HEAD_BYTES:
            self._root = fixity.Root(self._kept[2 : 2 + KEY_BYTES], bytes(self._held[:HEAD_BYTES]))
            del self._held[:HEAD_BYTES]
        at = 0
        while self._root is not None and len(self._held) - at > SEALED_PIECE_BYTES:
            self._add(bytes(self._held[at : at + SEALED_PIECE_BYTES]), last=False)
            at += SEALED_PIECE_BYTES
        del self._held[:at]

    def holds(self) -> bool:
        """Return whether all bytes of the file were those that were written."""
        if self._is_old:
            return self._plain.digest() == self._kept
        if self._root is None or self._number >= _MOST_PIECES:
            return False
        self._add(bytes(self._held), last=True)
        self._held.clear()
        return self._root.value() == self._kept[2 + KEY_BYTES : 2 + KEY_BYTES + fixity.DIGEST_BYTES]

    def _add(self, piece: bytes, *, last: bool) -> None:
        assert self._root is not None
        self._root.add(_nonce(self._number, last=last), piece)
        self._number += 1


def file_id_of(start: bytes) -> bytes:
    """Return the file id in the head of a sealed file."""
    expect(start, Suite.FILE)
    return bytes(start[2:HEAD_BYTES])


def _opens(cipher: AESGCM, nonce: bytes, piece: bytes, bound: bytes) -> bool:
    try:
        cipher.decrypt(nonce, piece, bound)
    except InvalidTag:
        return False
    return True


def _nonce(number: int, *, last: bool) -> bytes:
    if number >= _MOST_PIECES:
        raise UnknownFormat("the file is longer than a sealed file may be")
    return bytes(7) + number.to_bytes(4, "big") + bytes((last,))


def _full_read(source: BinaryIO, size: int) -> bytes:
    first = source.read(size)
    if len(first) == size or not first:
        return first
    parts, have = [first], len(first)
    while have < size and (more := source.read(size - have)):
        parts.append(more)
        have += len(more)
    return b"".join(parts)
