"""What each wrap is for: the `info` of HPKE and the associated data of inner wraps. Authenticated, never stored.

The holder learns compartment, tier and subject from here and from nowhere else: who asks cannot lie about them.
"""

from __future__ import annotations

from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from bandi.locks.formats import joined

RECOVERY = UUID(int=1)
SERVER = UUID(int=2)
"""Holders of a wrap that are no members: the recovery key, and the server's operational key (tier 1 only)."""


def grant(compartment: UUID, number: int, tier: int, member: UUID) -> bytes:
    """A compartment version's seed, for one member."""
    return joined("grant", compartment.bytes, number.to_bytes(4, "big"), bytes((tier,)), member.bytes)


def subject(compartment: UUID, number: int, subject_id: UUID) -> bytes:
    """A subject's seed, for a compartment version."""
    return joined("subject", compartment.bytes, number.to_bytes(4, "big"), subject_id.bytes)


def record(subject_id: UUID, record_id: UUID, key_id: UUID) -> bytes:
    """A record key, for a subject."""
    return joined("record", subject_id.bytes, record_id.bytes, key_id.bytes)


def inner_key(subject_seed: bytes) -> bytes:
    """The symmetric key under which record keys stand whose writer had the subject's seed."""
    return HKDFExpand(SHA256(), 32, b"bandi/1/subject inner").derive(subject_seed)


def file_key(record_key: bytes, blob: UUID) -> bytes:
    """The key of one sealed file of a record."""
    return HKDFExpand(SHA256(), 32, joined("bandi/1/file", blob.bytes)).derive(record_key)
