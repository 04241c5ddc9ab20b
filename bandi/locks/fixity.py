"""Fixity of a sealed file: what is kept beside it, so that it can be checked without its key, and against those who hold its key.

Guards against: a disk that loses or changes bytes; somebody who can write the folder of files but not the database; somebody who holds the
                file's key and exchanges its content later, while the journal keeps this.
Guarantees:     the file on the disk is the one that was sealed (needs no key of the vault), and its content is what was committed to (needs the
                file's key).
Not against:    somebody who rewrites the database and every copy of the journal. Without a key, whoever knows the check key can make other
                bytes of the same root; they do not open, or not to what was committed to.

Why not a second SHA-256: it halves the speed of sealing. Source: GMAC, NIST SP 800-38D; HMAC, RFC 2104; `docs/decisions/0017-fixity.md`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bandi.locks.formats import KEY_BYTES, Suite, expect, head, joined

DIGEST_BYTES = 32
FIXITY_BYTES = 2 + KEY_BYTES + 2 * DIGEST_BYTES
_ROOT = b"bandi/1/fixity"
_COMMITMENT = b"bandi/1/file commitment"


class Root:
    """The root over the pieces of one sealed file, computed as they pass, under a check key that is kept with it.

    Shape: SHA-256 over `joined("bandi/1/fixity", head of the file)`, the GMAC of each sealed piece (16 bytes, the piece's own nonce) and the
           number of pieces (8).
    """

    def __init__(self, check_key: bytes, start: bytes) -> None:
        self._cipher = AESGCM(check_key)
        self._digest = hashlib.sha256(joined(_ROOT, start))
        self._pieces = 0

    def add(self, nonce: bytes, piece: bytes | memoryview) -> None:
        """Take the next sealed piece."""
        self._digest.update(self._cipher.encrypt(nonce, b"", piece))
        self._pieces += 1

    def value(self) -> bytes:
        """Return the root of all pieces so far."""
        last = self._digest.copy()
        last.update(self._pieces.to_bytes(8, "big"))
        return last.digest()


def new_check_key() -> bytes:
    """Return 32 random bytes of the operating system."""
    return secrets.token_bytes(KEY_BYTES)


def fixity(check_key: bytes, root: bytes, commitment: bytes) -> bytes:
    """Return what is kept. Shape: version, suite, check key (32), root (32), commitment (32)."""
    return head(Suite.FIXITY) + check_key + root + commitment


def commitment(file_key: bytes, plain_digest: bytes, length: int) -> bytes:
    """Return what binds to a content without telling it: HMAC-SHA-256 under a key derived from the file's.

    Nobody finds another key and content of the same commitment; without the key it cannot be compared with a known file.
    """
    key = hmac.digest(file_key, _COMMITMENT + b"\x01", "sha256")
    return hmac.digest(key, joined(plain_digest, length.to_bytes(8, "big")), "sha256")


def is_of(kept: bytes, file_key: bytes, plain_digest: bytes, length: int) -> bool:
    """Return whether a content is the one committed to; a plain SHA-256 of older files commits to nothing and is passed."""
    if len(kept) == DIGEST_BYTES:
        return True
    expect(kept, Suite.FIXITY)
    return hmac.compare_digest(kept[2 + KEY_BYTES + DIGEST_BYTES :], commitment(file_key, plain_digest, length))
