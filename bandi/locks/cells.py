"""Sealed values: short texts of a record, each bound to its place.

Guards against: a thief of the database; an attacker who moves a sealed value into another row, field, compartment or tier.
Guarantees:     a value opens only with its record key and only in its place; any changed bit is noticed.
Not against:    putting back an older value of the same place. The journal keeps the digest of what stands there.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bandi.locks.errors import Unreadable
from bandi.locks.formats import KEY_BYTES, NONCE_BYTES, TAG_BYTES, Suite, expect, head, joined

HEAD_BYTES = 2 + 16 + NONCE_BYTES
_APPLICATION = "bandi"


@dataclass(frozen=True)
class Place:
    """Where a value stands. All of it is authenticated, none of it is stored in the cell.

    table: label of the model ("records.note"); record: id of the row; field: name of the field.
    compartment, tier: whose lock it is, so that a value cannot be moved to people of lower clearance.
    """

    table: str
    record: UUID
    field: str
    compartment: UUID
    tier: int

    def as_bytes(self) -> bytes:
        """Return the place as unambiguous bytes."""
        return joined(_APPLICATION, self.table, self.record.bytes, self.field, self.compartment.bytes, bytes((self.tier,)))


def new_key() -> bytes:
    """Return 32 random bytes of the operating system."""
    return secrets.token_bytes(KEY_BYTES)


def seal(plaintext: bytes, *, key: bytes, key_id: UUID, place: Place, padded: bool = False) -> bytes:
    """Return `plaintext` encrypted and bound to `place`.

    Shape:  version, suite, key id (16 bytes), nonce (12), ciphertext, tag (16).
    padded: hide the exact length (Padmé, at most 12 % more), for tier 3 and above.
    Source: AES-256-GCM, NIST SP 800-38D, random 96-bit nonce, section 8.2.2; field key by HKDF-Expand, RFC 5869.
    """
    at = place.as_bytes()
    start = head(Suite.CELL) + key_id.bytes
    nonce = secrets.token_bytes(NONCE_BYTES)
    text = _pad(plaintext) if padded else b"\x00" + plaintext
    return start + nonce + AESGCM(_field_key(key, place.field)).encrypt(nonce, text, start + at)


def key_id_of(sealed: bytes) -> UUID:
    """Return the id of the record key under which a cell was sealed. Raises: UnknownFormat."""
    _expect(sealed)
    return UUID(bytes=bytes(sealed[2:18]))


def _expect(sealed: bytes) -> None:
    expect(sealed, Suite.CELL)
    if len(sealed) < HEAD_BYTES + TAG_BYTES + 1:
        raise Unreadable("the cell is too short")


def open_(sealed: bytes, *, key: bytes, place: Place) -> bytes:
    """Return the plaintext of a cell. Raises: UnknownFormat; Unreadable for a wrong key, changed bytes or another place."""
    return opener(key, place.field)(sealed, place)


def opener(key: bytes, field: str) -> Callable[[bytes, Place], bytes]:
    """Return a function that opens many cells of one field under one record key without deriving the field key again."""
    cipher = AESGCM(_field_key(key, field))

    def open_cell(sealed: bytes, place: Place) -> bytes:
        _expect(sealed)
        try:
            text = cipher.decrypt(sealed[18:HEAD_BYTES], sealed[HEAD_BYTES:], sealed[:18] + place.as_bytes())
        except InvalidTag:
            raise Unreadable("the cell does not open here") from None
        return _unpad(text)

    return open_cell


def _field_key(key: bytes, field: str) -> bytes:
    """HKDF-Expand (RFC 5869, 2.3) to one block, which is one HMAC; a search derives thousands, and the library's object costs ten times as much."""
    return hmac.digest(key, _info(field) + b"\x01", "sha256")


@cache
def _info(field: str) -> bytes:
    return joined(_APPLICATION, "field", field)


def _pad(text: bytes) -> bytes:
    """Return `text` in a length that Padmé allows: 1, its length (4 bytes), the text, zeros."""
    body = b"\x01" + len(text).to_bytes(4, "big") + text
    return body + bytes(padded_length(len(body)) - len(body))


def _unpad(text: bytes) -> bytes:
    if text[:1] == b"\x00":
        return text[1:]
    length = int.from_bytes(text[1:5], "big")
    if text[:1] != b"\x01" or 5 + length > len(text):
        raise Unreadable("the padding of a cell is not sound")
    return text[5 : 5 + length]


def padded_length(length: int) -> int:
    """Return the next length that Padmé allows, at least 64. Source: Nikitin et al., PURBs, 2019, algorithm 1."""
    length = max(length, 64)
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask
