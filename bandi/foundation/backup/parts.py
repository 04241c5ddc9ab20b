"""The two files of a backup and the manifest beside each: sealed, named, dated, with a digest that needs no key.

    NAME.data, NAME.keys         magic "BANDI BACKUP 1\\n", length of the header (4 bytes, big-endian), header, sealed file
    header                       JSON: format, part, backup (id), made_at, file_id, wraps [{to, fingerprint, wrap}]
    sealed file                  `locks.files` under a fresh key; all bytes before it are bound to it as its place
    wrap                         the fresh key for a public half; info: "backup", backup id, part
    NAME.data.json, …keys.json   JSON: backup, bytes, made_at, part, sha256. Nothing else is known without a key.

Guards against: whoever holds the folder: reads nothing, changes nothing unseen, cannot take one part for the other.
Not against:    whoever deletes the folder, or puts back an older state of it: keep three places.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from bandi.foundation.backup.errors import Damaged, NoBackupFound, OtherKey
from bandi.locks import files, pairs
from bandi.locks.errors import LockError
from bandi.locks.formats import joined
from bandi.locks.pairs import PrivateHalf

MAGIC = b"BANDI BACKUP 1\n"
Part = Literal["data", "keys"]
PARTS: tuple[Part, ...] = ("data", "keys")
_NAME = re.compile(r"^bandi-(\d{8}T\d{6}Z)-([0-9a-f]{8})\.(data|keys)$")
_LONGEST_HEADER = 1 << 20


@dataclass(frozen=True)
class Recipient:
    """Somebody who can open the backup: what she is called ("recovery"), and her public half."""

    name: str
    public: bytes


@dataclass(frozen=True)
class Manifest:
    """What anybody may know of a part."""

    backup: str
    bytes: int
    made_at: str
    part: str
    sha256: str

    def text(self) -> bytes:
        """Return the one way in which these five are written."""
        return json.dumps(asdict(self), sort_keys=True, indent=1).encode() + b"\n"


@dataclass(frozen=True)
class Found:
    """A part that lies in a folder."""

    file: Path
    part: Part
    made_at: datetime

    @property
    def manifest(self) -> Path:
        return self.file.with_name(self.file.name + ".json")


def name_of(backup: UUID, made_at: datetime, part: Part) -> str:
    """Return how a part's file is called."""
    return f"bandi-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{backup.hex[:8]}.{part}"


def found_in(folder: Path) -> list[Found]:
    """Return the whole parts in a folder, oldest first. What was interrupted has another name and is not among them."""
    parts = []
    for file in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.match(file.name):
            made_at = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            parts.append(Found(file, match[3], made_at))  # type: ignore[arg-type]
    return sorted(parts, key=lambda found: (found.made_at, found.file.name))


def newest(folder: Path, part: Part) -> Found:
    """Return the newest part of a kind. Raises: NoBackupFound."""
    parts = [found for found in found_in(folder) if found.part == part]
    if not parts:
        raise NoBackupFound(f"no {part} part")
    return parts[-1]


def write(
    folder: Path, chunks: Iterable[bytes], *, part: Part, backup: UUID, made_at: datetime, recipients: Iterable[Recipient]
) -> Manifest:
    """Write a part and its manifest; both appear under their names only when they are whole and on the disk."""
    key, file_id = secrets.token_bytes(32), secrets.token_bytes(16)
    wraps = [
        {"to": one.name, "fingerprint": pairs.fingerprint(one.public), "wrap": _b64(pairs.wrap(key, public=one.public, info=_info(backup, part)))}
        for one in recipients
    ]
    header = {"format": 1, "part": part, "backup": backup.hex, "made_at": _moment(made_at), "file_id": file_id.hex(), "wraps": wraps}
    body = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    start = MAGIC + len(body).to_bytes(4, "big") + body
    target = folder / name_of(backup, made_at, part)
    waiting = target.with_name(target.name + ".part")
    digest = hashlib.sha256(start)
    try:
        with waiting.open("xb") as handle:
            handle.write(start)
            sealer = files.Sealer(key=key, file_id=file_id, place=start)
            for chunk in chunks:
                for sealed in sealer.update(chunk):
                    digest.update(sealed)
                    handle.write(sealed)
            for sealed in sealer.finish():
                digest.update(sealed)
                handle.write(sealed)
            handle.flush()
            os.fsync(handle.fileno())
            size = handle.tell()
        manifest = Manifest(backup.hex, size, _moment(made_at), part, digest.hexdigest())
        _write_manifest(target.with_name(target.name + ".json"), manifest)
        os.replace(waiting, target)
        sync(folder)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    return manifest


def check(found: Found) -> Manifest:
    """Return the manifest of a part after reading every byte of it; needs no key. Raises: Damaged."""
    try:
        text = found.manifest.read_bytes()
        manifest = Manifest(**json.loads(text))
    except (OSError, ValueError, TypeError):
        raise Damaged("the manifest is missing or changed") from None
    digest, size = hashlib.sha256(), 0
    with found.file.open("rb") as handle:
        while chunk := handle.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    header, _start = header_of(found.file)
    true = Manifest(header["backup"], size, header["made_at"], header["part"], digest.hexdigest())
    if manifest != true or text != true.text() or header["part"] != found.part:
        raise Damaged("the part is not what its manifest says")
    if found.file.name != name_of(UUID(true.backup), datetime.fromisoformat(true.made_at), found.part):
        raise Damaged("the part has another name than it was given")
    return manifest


def header_of(file: Path) -> tuple[dict[str, Any], bytes]:
    """Return the header of a part and all bytes before the sealed file. Raises: Damaged."""
    try:
        with file.open("rb") as handle:
            start = handle.read(len(MAGIC) + 4)
            length = int.from_bytes(start[len(MAGIC) :], "big")
            if start[: len(MAGIC)] != MAGIC or not 2 <= length <= _LONGEST_HEADER:
                raise Damaged("not a part of a backup")
            body = handle.read(length)
        header = json.loads(body)
        shape = {"format": 1, "part": str, "backup": str, "made_at": str, "file_id": str, "wraps": list}
        if header["format"] != 1 or header["part"] not in PARTS or set(header) != set(shape):
            raise Damaged("not a part of a backup")
        UUID(header["backup"])
        datetime.fromisoformat(header["made_at"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Damaged("not a part of a backup") from None
    return header, start + body


def opened(file: Path, private: PrivateHalf) -> Iterator[bytes]:
    """Yield what a part holds, piece by piece, each authenticated. Raises: OtherKey; Damaged, also in the middle."""
    header, start = header_of(file)
    key = _key(header, private)
    try:
        with file.open("rb") as handle:
            handle.seek(len(start))
            yield from files.opened(handle, key=key, place=start)
    except LockError:
        raise Damaged("the part was changed or cut") from None


def _key(header: dict[str, Any], private: PrivateHalf) -> bytes:
    info = _info(UUID(header["backup"]), header["part"])
    try:
        wanted = [str(wrap["fingerprint"]) for wrap in header["wraps"]]
        mine = [wrap for wrap in header["wraps"] if wrap["fingerprint"] == pairs.fingerprint(private.public)]
        if not mine:
            raise OtherKey(wanted)
        return private.unwrap(base64.b64decode(mine[0]["wrap"], validate=True), info=info)
    except (LockError, KeyError, TypeError, binascii.Error):
        raise Damaged("the header was changed") from None


def recipients_in(file: Path) -> list[Recipient]:
    """Return the recipients named in a file: one a line, a name and a public half in base64. Raises: ValueError."""
    recipients = []
    for line in file.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, public = line.split()
            recipients.append(Recipient(name, base64.b64decode(public, validate=True)))
            if len(recipients[-1].public) != pairs.PUBLIC_BYTES:
                raise ValueError("a public half has 1,216 bytes")
    return recipients


def sync(folder: Path) -> None:
    """Wait until the entries of a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_manifest(file: Path, manifest: Manifest) -> None:
    waiting = file.with_name(file.name + ".part")
    with waiting.open("wb") as handle:
        handle.write(manifest.text())
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(waiting, file)


def _info(backup: UUID, part: str) -> bytes:
    return joined("backup", backup.bytes, part)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
