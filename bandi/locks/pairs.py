"""Key pairs and wraps: a key sealed to somebody's public half, so that writing needs no secret.

Guards against: whoever holds the disk, today or with a quantum computer in 2045: both halves of the hybrid would have to fall.
Guarantees:     a wrap opens only with the private half and only for the purpose (`info`) it was made for.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bandi.locks.errors import UnknownFormat, Unreadable
from bandi.locks.formats import KEY_BYTES, NONCE_BYTES, Suite, expect, head

SEED_BYTES = 32
PUBLIC_BYTES = 1184 + 32
_HPKE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_PLAIN = b"bandi/1/"


@dataclass(frozen=True, repr=False)
class PrivateHalf:
    """The private half, ready for use. Its seed (32 bytes) is what is stored, sealed, and nothing else.

    Source: expansion of the seed as in X-Wing (draft-connolly-cfrg-xwing-kem): SHAKE-256 to 64 + 32 bytes.
    """

    seed: bytes
    _key: hpke.MLKEM768X25519PrivateKey
    public: bytes

    @classmethod
    def of(cls, seed: bytes) -> PrivateHalf:
        """Return the private half that grows from `seed` (32 bytes). It keeps a copy: the caller may wipe her own."""
        if len(seed) != SEED_BYTES:
            raise UnknownFormat("a private half grows from 32 bytes")
        expanded = hashlib.shake_256(seed).digest(96)
        lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        curve = X25519PrivateKey.from_private_bytes(expanded[64:])
        public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        return cls(bytes(bytearray(seed)), hpke.MLKEM768X25519PrivateKey(lattice, curve), public)

    @classmethod
    def new(cls) -> PrivateHalf:
        """Return a fresh private half."""
        return cls.of(secrets.token_bytes(SEED_BYTES))

    def unwrap(self, wrapped: bytes, *, info: bytes) -> bytes:
        """Return what was wrapped. Raises: UnknownFormat; Unreadable for another key, purpose or changed bytes."""
        expect(wrapped, Suite.WRAP)
        try:
            return _HPKE.decrypt(wrapped[2:], self._key, info=_PLAIN + info)
        except (InvalidTag, ValueError):
            raise Unreadable("the wrap does not open with this key for this purpose") from None


def wrap(secret: bytes, *, public: bytes, info: bytes) -> bytes:
    """Return `secret` sealed to a public half.

    Shape:  version, suite, encapsulation (1,120 bytes), ciphertext as long as `secret`, tag (16): 1,170 bytes for a key.
    info:   what the wrap is for (`formats.joined` of purpose and ids); opening for another purpose fails.
    Source: HPKE base mode, RFC 9180, one message; hybrid KEM as in draft-ietf-hpke-pq.
    """
    return head(Suite.WRAP) + _HPKE.encrypt(secret, _public(public), info=_PLAIN + info)


def fingerprint(public: bytes) -> str:
    """Return the first 20 hexadecimal digits of SHA-256 over a public half in groups of four, to be read aloud."""
    digits = hashlib.sha256(b"bandi fingerprint" + public).hexdigest()[:20]
    return " ".join(digits[at : at + 4] for at in range(0, 20, 4))


def wrap_inner(secret: bytes, *, key: bytes, info: bytes) -> bytes:
    """Return `secret` sealed under a symmetric key. Shape: version, suite, nonce (12), ciphertext, tag (16)."""
    if len(key) != KEY_BYTES:
        raise UnknownFormat("an inner key has 32 bytes")
    nonce = secrets.token_bytes(NONCE_BYTES)
    return head(Suite.INNER) + nonce + AESGCM(key).encrypt(nonce, secret, _PLAIN + info)


def unwrap_inner(wrapped: bytes, *, key: bytes, info: bytes) -> bytes:
    """Return what `wrap_inner` sealed. Raises: UnknownFormat, Unreadable."""
    expect(wrapped, Suite.INNER)
    try:
        return AESGCM(key).decrypt(wrapped[2:14], wrapped[14:], _PLAIN + info)
    except (InvalidTag, ValueError):
        raise Unreadable("the wrap does not open with this key for this purpose") from None


def is_inner(wrapped: bytes) -> bool:
    """Return whether a wrap was made under a symmetric key rather than to a public half."""
    return len(wrapped) > 1 and wrapped[1] == Suite.INNER


def _public(public: bytes) -> hpke.MLKEM768X25519PublicKey:
    if len(public) != PUBLIC_BYTES:
        raise UnknownFormat("a public half has 1,216 bytes")
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:1184]), X25519PublicKey.from_public_bytes(public[1184:])
    )
