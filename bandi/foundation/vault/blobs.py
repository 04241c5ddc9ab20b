"""Sealed files: taken in piece by piece, never in plaintext on the disk, given out piece by piece.

Guarantees: what is called complete is written, synced and named by its folder entry; what an interrupted upload leaves behind has
            no row that is complete and is swept away. Memory stays constant whatever the length.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import transaction

from bandi.foundation.vault.errors import HolderAway, QuotaReached, Sealed
from bandi.foundation.vault.fields import new_record_key
from bandi.foundation.vault.holding import holder, server_opener
from bandi.foundation.vault.models import Blob, Subject
from bandi.foundation.vault.reading import Reader, asked_for, current_reader, text_of
from bandi.foundation.vault.values import SealedValue
from bandi.keyholder import errors, purposes
from bandi.locks import cells, files, fixity
from bandi.locks.errors import Unreadable
from bandi.locks.formats import joined

TABLE = "vault.blob"


@dataclass(frozen=True)
class Facts:
    """What is known of a file, sealed beside it. digest: SHA-256 of the plaintext, hexadecimal."""

    name: str
    media_type: str
    length: int
    digest: str


class Incoming:
    """A file that is being taken in: sealed as it comes, under a key that nobody else has yet.

    Use: `write` for each chunk, then `keep`; or `drop`. A crash in between leaves a sealed file whose key died with the process.
    """

    def __init__(self) -> None:
        self.id = uuid.uuid4()
        self.key = cells.new_key()
        self.is_kept = False
        self.path = path_of(self.id)
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = open(self.path, "xb")  # noqa: SIM115 - closed by `keep` or `drop`
        self._sealer = files.Sealer(key=purposes.file_key(self.key, self.id), file_id=self.id.bytes, place=_place(self.id))

    @property
    def length(self) -> int:
        """Bytes of plaintext so far."""
        return self._sealer.length

    @property
    def digest(self) -> str:
        """SHA-256 of the plaintext of the finished file, hexadecimal."""
        return self._sealer.digests[0].hex()

    def write(self, chunk: bytes) -> None:
        """Seal and write one chunk."""
        self._file.writelines(self._sealer.update(chunk))

    def finish(self) -> None:
        """Write the last piece and wait until the file and its folder entry are on the disk."""
        if self._file.closed:
            return
        self._file.writelines(self._sealer.finish())
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        _sync_folder(self.path.parent)

    def opened(self) -> Iterator[bytes]:
        """Yield the plaintext of the finished file, for the request that brought it."""
        with self.path.open("rb") as handle:
            yield from files.opened(handle, key=purposes.file_key(self.key, self.id), place=_place(self.id))

    def drop(self) -> None:
        """Forget the file."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def keep(self, *, subject: Subject, name: str, media_type: str) -> Blob:
        """Finish the file and return its row, within the caller's transaction: row and key are kept together or not at all."""
        self.finish()
        plain, kept = self._sealer.digests
        facts = Facts(name, media_type, self._sealer.length, plain.hex())
        blob = Blob(
            id=self.id, subject=subject, sealed_length=self.path.stat().st_size, sealed_digest=kept, is_complete=True,
            facts=json.dumps(asdict(facts), ensure_ascii=False),
        )  # fmt: skip
        blob.sealing = new_record_key(subject, self.id, key=self.key)
        blob.save(force_insert=True)
        self.is_kept = True
        return blob


def store(chunks: Iterable[bytes], *, subject: Subject, name: str, media_type: str) -> Blob:
    """Seal a stream of bytes and return its row."""
    incoming = Incoming()
    try:
        for chunk in chunks:
            incoming.write(chunk)
    except BaseException:
        incoming.drop()
        raise
    return incoming.keep(subject=subject, name=name, media_type=media_type)


def opened(blob: Blob, *, by: Reader | None = None, why: str = "") -> tuple[Facts, Iterator[bytes]]:
    """Return what is known of a file, and its bytes piece by piece; each piece was authenticated before it is given.

    Raises: Sealed for a reader who may not; QuotaReached, HolderAway; while iterating locks.Unreadable or Truncated for a
            damaged file.
    """
    reader = by or current_reader()
    facts = facts_of(blob, by=reader, why=why)
    return facts, _pieces(blob, _file_key(blob, reader, why))


def facts_of(blob: Blob, *, by: Reader | None = None, why: str = "") -> Facts:
    """Return name, type, length and digest of a file. Raises: Sealed."""
    return Facts(**json.loads(text_of(blob, "facts", by=by, why=why)))


def is_sound(blob: Blob) -> bool:
    """Return whether the sealed bytes on the disk are those that were written; needs no key."""
    checker = files.Checker(bytes(blob.sealed_digest))
    try:
        with path_of(blob.id).open("rb") as handle:
            while chunk := handle.read(1 << 20):
                checker.update(chunk)
    except OSError:
        return False
    return checker.holds()


def path_of(blob: uuid.UUID) -> Path:
    """Return where a sealed file stands."""
    return Path(settings.HOME) / "blobs" / blob.hex[:2] / blob.hex


def delete(blob: Blob) -> None:
    """Remove a sealed file and its row: the bytes only when the transaction is sure, so that no row is left without its file."""
    path = path_of(blob.id)
    blob.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _file_key(blob: Blob, reader: Reader, why: str) -> bytes:
    closed = Blob(id=blob.id, subject_id=blob.subject_id, facts=SealedValue(blob.facts.sealed))
    asked = asked_for([closed], ["facts"], reader)
    if not asked.records:
        raise Sealed("sealed for this reader")
    version, record = asked.versions[asked.records[0].version], asked.records[0]
    if version.tier == 1:
        return purposes.file_key(server_opener().record_key(version, record), blob.id)
    try:
        return holder().file_key(reader.token, version, replace(record, version=0, cells=()), blob.id, why)
    except (errors.NotUnlocked, errors.NotGranted):
        raise Sealed("sealed for this reader") from None
    except errors.Quota as error:
        raise QuotaReached(error.again_in) from error
    except errors.HolderError as error:
        raise HolderAway("the key holder does not answer") from error


def _place(blob: uuid.UUID) -> bytes:
    return joined("bandi", TABLE, blob.bytes)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _pieces(blob: Blob, key: bytes) -> Iterator[bytes]:
    """Yield the plaintext; an error instead of its last piece when it is not what the house committed to as it came in."""
    digest, length, last = hashlib.sha256(), 0, b""
    with path_of(blob.id).open("rb") as handle:
        for piece in files.opened(handle, key=key, place=_place(blob.id)):
            if last:
                yield last
            digest.update(piece)
            length += len(piece)
            last = piece
    if not fixity.is_of(bytes(blob.sealed_digest), key, digest.digest(), length):
        raise Unreadable("another content than was committed to")
    if last:
        yield last
