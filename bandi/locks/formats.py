"""Versions and suites: the first two bytes of everything that is sealed.

    version 1
    suite 1   CELL   AES-256-GCM under a key derived by HKDF-SHA-256; random nonce of 96 bits
    suite 2   WRAP   HPKE base mode, ML-KEM-768 + X25519 (X-Wing), HKDF-SHA-256, AES-256-GCM
    suite 3   FILE   AES-256-GCM in pieces of 256 KiB; nonce is counter and last-piece mark
    suite 4   LOCK   AES-256-GCM under Argon2id and HKDF
    suite 5   INNER  AES-256-GCM of a key under a symmetric key
    suite 6   FIXITY GMAC of a sealed file's pieces, and a commitment to its content

A reader accepts every suite it knows; a writer uses the newest. So a suite can be replaced while old values stay readable.
"""

from __future__ import annotations

from enum import IntEnum

from bandi.locks.errors import UnknownFormat

VERSION = 1
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class Suite(IntEnum):
    """The construction with which something was sealed."""

    CELL = 1
    WRAP = 2
    FILE = 3
    LOCK = 4
    INNER = 5
    FIXITY = 6


def head(suite: Suite) -> bytes:
    """Return the two bytes that open a sealed thing."""
    return bytes((VERSION, suite))


def expect(sealed: bytes | memoryview, suite: Suite) -> None:
    """Raise UnknownFormat unless `sealed` begins with this version and `suite`."""
    if len(sealed) < 2 or sealed[0] != VERSION or sealed[1] != suite:
        raise UnknownFormat(f"not a sealed {suite.name.lower()} of version {VERSION}")


def joined(*parts: bytes | str) -> bytes:
    """Return the parts in one unambiguous string: each preceded by its length (4 bytes, big-endian)."""
    encoded = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
