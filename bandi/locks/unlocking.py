"""Unlocking: from a passphrase, and where there is one a security key's secret, to a member's private half.

Guards against: a thief who guesses passphrases on stolen bytes. Generated passphrases have 77 bits; with a security key's
                secret in the lock, guessing is impossible without the key.
Not against:    a weak passphrase of a person's own choice without a security key.
"""

from __future__ import annotations

import os
import secrets
import threading
import unicodedata
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bandi.locks.errors import UnknownFormat, WrongPassphrase
from bandi.locks.formats import KEY_BYTES, NONCE_BYTES, Suite, expect, head, joined

SALT_BYTES = 16
_one_at_a_time = threading.Semaphore(max(1, (os.cpu_count() or 1) // 2))
"""Argon2id is meant to be heavy; a storm of sign-ins must not exhaust the memory of the machine."""


@dataclass(frozen=True)
class Cost:
    """How heavy guessing is made. memory_kib: KiB; passes and lanes as in RFC 9106."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def stretched(passphrase: str, *, salt: bytes, cost: Cost) -> bytes:
    """Return 32 bytes that are costly to compute from a passphrase (NFC, blanks trimmed and folded to one).

    Source: Argon2id, RFC 9106, second recommended choice; one or few at a time.
    """
    words = " ".join(unicodedata.normalize("NFC", passphrase).split())
    with _one_at_a_time:
        kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
        return kdf.derive(words.encode())


def lock(seed: bytes, *, stretched_passphrase: bytes, key_secret: bytes | None, member: bytes) -> bytes:
    """Return a private half's seed sealed under the passphrase and, where given, a security key's secret.

    Shape: version, suite, 1 if a security key is needed else 0, nonce (12), ciphertext (32), tag (16).
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    start = head(Suite.LOCK) + bytes((key_secret is not None,))
    return start + nonce + AESGCM(_unlock_key(stretched_passphrase, key_secret)).encrypt(nonce, seed, start + member)


def unlock(locked: bytes, *, stretched_passphrase: bytes, key_secret: bytes | None, member: bytes) -> bytes:
    """Return the seed. Raises: UnknownFormat; WrongPassphrase when either secret is wrong or the lock is another member's."""
    expect(locked, Suite.LOCK)
    if len(locked) < 15:
        raise UnknownFormat("the lock is too short")
    used = key_secret if needs_key(locked) else None
    try:
        return AESGCM(_unlock_key(stretched_passphrase, used)).decrypt(locked[3:15], locked[15:], locked[:3] + member)
    except InvalidTag:
        raise WrongPassphrase("the lock does not open") from None


def needs_key(locked: bytes) -> bool:
    """Return whether a lock needs a security key's secret beside the passphrase."""
    return len(locked) > 2 and locked[2] == 1


def new_salt() -> bytes:
    """Return a fresh salt of 16 bytes."""
    return secrets.token_bytes(SALT_BYTES)


def _unlock_key(stretched_passphrase: bytes, key_secret: bytes | None) -> bytes:
    material = joined(stretched_passphrase, key_secret or b"")
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"bandi/1/unlock").derive(material)
