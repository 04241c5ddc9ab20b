"""The operational key: what the server itself may open.

Guards against: a stolen database without the key file; a value moved to another purpose or place.
Not against:    whoever has the database and the key file. So nothing of tier 2 or above hangs on it: second factors' seeds,
                the database file's own key, the key that signs checkpoints, and attachments of open records.
Kept in:        the file named by BANDI_OPERATIONAL_KEY (a service credential, a TPM-backed mount), by default in the home folder.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from bandi.foundation.vault.errors import DatabaseLocked
from bandi.locks import pairs
from bandi.locks.formats import joined

KEY_ID = UUID(int=0)
_MISSING = _("The operational key %(file)s is missing; without it this database cannot be opened. Put it back, or restore a backup.")


def seal(text: bytes, *, purpose: str, place: str) -> bytes:
    """Return `text` sealed for one purpose ("totp") and place ("account id"); `open_` needs the same two."""
    return pairs.wrap_inner(text, key=derived(purpose), info=joined("operational", purpose, place))


def open_(sealed: bytes, *, purpose: str, place: str) -> bytes:
    """Return what `seal` sealed. Raises: locks.Unreadable when the key, purpose or place is another."""
    return pairs.unwrap_inner(sealed, key=derived(purpose), info=joined("operational", purpose, place))


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs checkpoints of the journal."""
    return Ed25519PrivateKey.from_private_bytes(derived("checkpoint signing"))


def derived(purpose: str) -> bytes:
    """Return 32 bytes that belong to one purpose. Source: HKDF-SHA-256, RFC 5869."""
    return derived_from(_key(_file()), purpose)


def derived_from(key: bytes, purpose: str) -> bytes:
    """Return what `derived` would return under another operational key: that of a backup which is being restored."""
    return HKDF(SHA256(), 32, salt=None, info=b"bandi/1/operational/" + purpose.encode()).derive(key)


def forget() -> None:
    """Read the key file anew when it is next needed: it was replaced."""
    _key.cache_clear()


def _file() -> Path:
    return Path(settings.OPERATIONAL_KEY)


def _would_orphan() -> bool:
    """Return whether an encrypted database stands here that a fresh key could not open."""
    database = connection.settings_dict
    file = Path(str(database["NAME"]))
    return str(database["ENGINE"]).endswith("vault.sqlcipher") and file.is_file() and file.stat().st_size > 0


@lru_cache(maxsize=8)
def _key(file: Path) -> bytes:
    if not file.exists():
        if _would_orphan():
            raise DatabaseLocked(_MISSING, file)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(secrets.token_bytes(32).hex().encode())
            handle.flush()
            os.fsync(handle.fileno())
        with suppress(FileExistsError):  # another process was quicker: hers is the key
            os.link(fresh, file)
        fresh.unlink()
    key = bytes.fromhex(file.read_text().strip())
    if len(key) != 32:
        raise ValueError("the operational key must be 64 hexadecimal digits")
    return key
