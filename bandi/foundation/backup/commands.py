"""What the commands about backups share: which folder, which parts, whose key, and sentences for what can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from bandi.foundation.backup import parts
from bandi.foundation.backup.asking import lists_of, sentence
from bandi.foundation.backup.errors import (
    BackupError,
    Damaged,
    ForeignLine,
    NoBackupFound,
    NotEmpty,
    NotKept,
    NotMigrated,
    OtherKey,
    TooNew,
)
from bandi.foundation.backup.parts import Found
from bandi.foundation.reference.terminal import Stop
from bandi.foundation.vault.errors import VaultError
from bandi.locks import shares
from bandi.locks.errors import LockError, ShareError
from bandi.locks.pairs import SEED_BYTES, PrivateHalf


def folder_of(given: str | None) -> Path:
    """Return the backup folder: the one given, or that of the setting. Raises: Stop."""
    folder = Path(given or settings.BACKUP_FOLDER or "")
    if not (given or settings.BACKUP_FOLDER):
        raise Stop(_("No backup folder is given; name one, or set BANDI_BACKUP_FOLDER."))
    if not folder.is_dir():
        raise Stop(_("The folder %(folder)s is not there. Is the drive connected?") % {"folder": folder})
    return folder


def part_named(name: str) -> Found:
    """Return the part that a file name names. Raises: Stop."""
    file = Path(name).resolve()
    if file.suffix == ".json":
        file = file.with_suffix("")
    for found in parts.found_in(file.parent):
        if found.file.name == file.name:
            return found
    raise Stop(_("%(file)s is not a part of a backup; its name ends in .data or .keys.") % {"file": file})


def private_half(options: dict[str, Any]) -> PrivateHalf:
    """Return the private half that opens backups: from three shares, or from a recipient's key file. Raises: Stop."""
    try:
        if options.get("key_file"):
            seed = bytes.fromhex(Path(options["key_file"]).read_text().strip())
            if len(seed) != SEED_BYTES:
                raise ValueError
            return PrivateHalf.of(seed)
        return PrivateHalf.of(shares.recover(lists_of(options)))
    except ShareError as problem:
        raise Stop(sentence(problem)) from None
    except (OSError, ValueError, LockError):
        raise Stop(_("The file %(file)s cannot be read.") % {"file": options["key_file"]}) from None


@contextmanager
def reasons() -> Iterator[None]:
    """Turn what can go wrong into a sentence that says what to do. Raises: Stop."""
    try:
        yield
    except OtherKey as problem:
        wanted = "; ".join(problem.wanted)
        raise Stop(_("This backup is not sealed to this key. It opens with the key of the fingerprint: %(wanted)s") % {"wanted": wanted}) from None
    except NoBackupFound:
        raise Stop(_("There is no whole backup in this folder. A backup has a file .data and a file .keys.")) from None
    except NotEmpty:
        raise Stop(_("This installation is not empty; a restore would mix two offices. Give an empty folder with --into.")) from None
    except TooNew:
        raise Stop(_("This backup was made by a newer Bandi. Install that version, then try again.")) from None
    except ForeignLine as problem:
        raise Stop(_("Line %(number)s of shreds.ledger was not signed by this office: somebody changed the folder. Use the folder from another place.") % {"number": problem.number}, 1) from None
    except Damaged:
        raise Stop(_("The backup is damaged and was refused. Use the same backup from another place, or an older one."), 1) from None
    except NotMigrated:
        raise Stop(_("The database belongs to an older Bandi. Bring it to this version first: bandi migrate")) from None
    except NotKept as problem:
        raise Stop(_("A backup cannot hold this: %(what)s. Please report it.") % {"what": problem}) from None
    except BackupError as problem:
        raise Stop(str(problem)) from None
    except VaultError as problem:
        raise Stop(sentence(problem)) from None
    except OSError as problem:
        raise Stop(_("The file system says no: %(why)s") % {"why": problem.strerror or problem}) from None


def size(count: int) -> str:
    """Return a number of bytes for a person."""
    for unit in ("B", "KB", "MB", "GB"):
        if count < 1024 or unit == "GB":
            return f"{count:,.0f} {unit}" if unit in ("B", "KB") else f"{count:,.1f} {unit}"
        count /= 1024  # type: ignore[assignment]
    return ""
