"""The shred ledger in the backup folder: which subjects were erased, so that no older key ring brings them back.

    shreds.ledger    one line of JSON an erased subject: subject, compartment, basis, at, entry, signature

Guards against: an old key ring that still holds a key of somebody who asked to be forgotten.
Guarantees:     only this office adds lines (Ed25519 under the operational key); lines are never taken out by Bandi.
Not against:    whoever cuts lines off in the folder; the ledger inside the newest parts then still counts.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import transaction

from bandi.foundation.backup.errors import Damaged, ForeignLine
from bandi.foundation.backup.parts import sync
from bandi.foundation.vault import operational
from bandi.foundation.vault.models import Shred, Subject
from bandi.locks.formats import joined

FILE = "shreds.ledger"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """One erased subject, as in the table `Shred`; ids are hexadecimal, `at` is ISO 8601."""

    subject: str
    compartment: str
    basis: str
    at: str
    entry: int

    def signed(self) -> bytes:
        return joined("shred", self.subject, self.compartment, self.basis, self.at, str(self.entry))


def lines_here() -> list[Line]:
    """Return the ledger of this office."""
    rows = Shred.objects.order_by("entry", "pk")
    return [Line(row.subject.hex, row.compartment.hex, row.basis, row.at.isoformat(), row.entry) for row in rows]


def write(folder: Path) -> int:
    """Add what the folder's ledger lacks and return how many lines it has then. Raises: OSError; Damaged."""
    file, key = folder / FILE, operational.signing_key()
    have = {line.subject for line in read(folder, key.public_key())}
    new = [line for line in lines_here() if line.subject not in have]
    if new or not file.exists():
        text = (file.read_text() if file.exists() else "") + "".join(
            json.dumps({**asdict(line), "signature": key.sign(line.signed()).hex()}, separators=(",", ":")) + "\n" for line in new
        )
        waiting = folder / (FILE + ".part")
        with waiting.open("w") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(waiting, file)
        sync(folder)
    return len(have) + len(new)


def read(folder: Path, public: Ed25519PublicKey) -> list[Line]:
    """Return the lines of a folder's ledger. Raises: ForeignLine for one that this office did not sign."""
    file = folder / FILE
    found = []
    for number, text in enumerate(file.read_text().splitlines() if file.exists() else [], 1):
        try:
            value = json.loads(text)
            signature = bytes.fromhex(value.pop("signature"))
            line = Line(**value)
            public.verify(signature, line.signed())
        except (ValueError, TypeError, KeyError, InvalidSignature):
            raise ForeignLine(number) from None
        found.append(line)
    return found


def after_erasure(subject: Subject) -> None:
    """Tell the backup folder as soon as an erasure is final; a folder that is away is told by the next backup."""
    if settings.BACKUP_FOLDER:
        transaction.on_commit(_tell_folder)


def _tell_folder() -> None:
    try:
        write(Path(settings.BACKUP_FOLDER))
    except (OSError, Damaged) as problem:
        _log.warning("the shred ledger could not be written to the backup folder: %s", type(problem).__name__)
