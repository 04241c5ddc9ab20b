"""The short Ed25519 of tools/verify_audit.py against the published vectors and against `cryptography`."""

from __future__ import annotations

import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tools import verify_audit

# RFC 8032, section 7.1: public key, message, signature.
VECTORS = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_published_signatures_hold(key: str, message: str, signature: str) -> None:
    assert verify_audit.ed25519_holds(bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature))


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_a_signature_with_any_bit_flipped_does_not_hold(key: str, message: str, signature: str) -> None:
    whole = bytes.fromhex(key) + bytes.fromhex(signature)
    chance = random.Random(8032)
    for bit in chance.sample(range(len(whole) * 8), 24):
        spoilt = bytearray(whole)
        spoilt[bit // 8] ^= 1 << bit % 8
        assert not verify_audit.ed25519_holds(bytes(spoilt[:32]), bytes.fromhex(message), bytes(spoilt[32:]))


def test_it_agrees_with_cryptography() -> None:
    chance = random.Random(1)
    for length in (0, 1, 63, 64, 65, 300):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        text = chance.randbytes(length)
        public, signature = key.public_key().public_bytes_raw(), key.sign(text)
        assert verify_audit.ed25519_holds(public, text, signature)
        assert not verify_audit.ed25519_holds(public, text + b"x", signature)


def test_a_signature_with_a_second_form_is_refused() -> None:
    """S + L verifies too in careless programs (RFC 8032, section 5.1.7, asks for S < L)."""
    key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    second = int.from_bytes(signature[32:], "little") + verify_audit.ORDER

    assert not verify_audit.ed25519_holds(key, message, signature[:32] + second.to_bytes(32, "little"))
    assert not verify_audit.ed25519_holds(key, message, signature[:31])
    assert not verify_audit.ed25519_holds(key, message, b"")
