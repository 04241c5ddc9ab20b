"""A second reader of the formats, written from `docs/key-formats.md` with primitives alone; imports nothing of Bandi.

HPKE and X-Wing are done here step by step (RFC 9180, section 5; draft-connolly-cfrg-xwing-kem), so that a change of the library's
own HPKE would be seen.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


def joined(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def extract(salt: bytes, material: bytes) -> bytes:
    return hmac.new(salt or bytes(32), material, hashlib.sha256).digest()


def expand(key: bytes, info: bytes, length: int = 32) -> bytes:
    out, block, counter = b"", b"", 1
    while len(out) < length:
        block = hmac.new(key, block + info + bytes((counter,)), hashlib.sha256).digest()
        out, counter = out + block, counter + 1
    return out[:length]


def decapsulate(seed: bytes, encapsulated: bytes) -> bytes:
    """X-Wing: SHA3-256 over both shared secrets, the X25519 ciphertext and public key, and the label."""
    expanded = hashlib.shake_256(seed).digest(96)
    lattice, curve = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])
    one = lattice.decapsulate(encapsulated[:1088])
    two = curve.exchange(X25519PublicKey.from_public_bytes(encapsulated[1088:]))
    public = curve.public_key().public_bytes_raw()
    return hashlib.sha3_256(one + two + encapsulated[1088:] + public + b"\\.//^\\").digest()


def open_wrap(wrapped: bytes, seed: bytes, purpose: bytes) -> bytes:
    """HPKE base mode, one message."""
    assert wrapped[:2] == b"\x01\x02"
    encapsulated, sealed = wrapped[2:1122], wrapped[1122:]
    shared, suite, info = decapsulate(seed, encapsulated), b"HPKE" + bytes.fromhex("647a00010002"), b"bandi/1/" + purpose

    def labelled_extract(salt: bytes, label: bytes, material: bytes) -> bytes:
        return extract(salt, b"HPKE-v1" + suite + label + material)

    def labelled_expand(key: bytes, label: bytes, context: bytes, length: int) -> bytes:
        return expand(key, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context, length)

    context = b"\x00" + labelled_extract(b"", b"psk_id_hash", b"") + labelled_extract(b"", b"info_hash", info)
    secret = labelled_extract(shared, b"secret", b"")
    key, nonce = labelled_expand(secret, b"key", context, 32), labelled_expand(secret, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, sealed, b"")


def open_inner(wrapped: bytes, key: bytes, purpose: bytes) -> bytes:
    assert wrapped[:2] == b"\x01\x05"
    return AESGCM(key).decrypt(wrapped[2:14], wrapped[14:], b"bandi/1/" + purpose)


def open_cell(cell: bytes, key: bytes, table: bytes, record: bytes, field: bytes, compartment: bytes, tier: int) -> bytes:
    assert cell[:2] == b"\x01\x01"
    place = joined(b"bandi", table, record, field, compartment, bytes((tier,)))
    text = AESGCM(expand(key, joined(b"bandi", b"field", field))).decrypt(cell[18:30], cell[30:], cell[:18] + place)
    return text[1:] if text[0] == 0 else text[5 : 5 + int.from_bytes(text[1:5], "big")]


def open_file(data: bytes, key: bytes, place: bytes) -> bytes:
    assert data[:2] == b"\x01\x03"
    size, out, number, body = 256 * 1024 + 16, b"", 0, data[18:]
    while True:
        piece, body = body[:size], body[size:]
        nonce = bytes(7) + number.to_bytes(4, "big") + (b"\x00" if body else b"\x01")
        out += AESGCM(key).decrypt(nonce, piece, data[:18] + place)
        number += 1
        if not body:
            return out


def check_file(data: bytes, kept: bytes) -> bool:
    """Fixity without the key of the file: GMAC of each sealed piece under the check key, hashed."""
    assert kept[:2] == b"\x01\x06" and len(kept) == 98
    size, number, body, tags = 256 * 1024 + 16, 0, data[18:], b""
    while body or not number:
        piece, body = body[:size], body[size:]
        tags += AESGCM(kept[2:34]).encrypt(bytes(7) + number.to_bytes(4, "big") + (b"\x00" if body else b"\x01"), b"", piece)
        number += 1
    return hashlib.sha256(joined(b"bandi/1/fixity", data[:18]) + tags + number.to_bytes(8, "big")).digest() == kept[34:66]


def is_content(plain: bytes, key: bytes, kept: bytes) -> bool:
    said = joined(hashlib.sha256(plain).digest(), len(plain).to_bytes(8, "big"))
    return hmac.new(expand(key, b"bandi/1/file commitment"), said, hashlib.sha256).digest() == kept[66:]


def open_lock(lock: bytes, phrase: str, secret: bytes, salt: bytes, cost: dict[str, int], member: bytes) -> bytes:
    assert lock[:2] == b"\x01\x04"
    kdf = Argon2id(salt=salt, length=32, iterations=cost["passes"], lanes=cost["lanes"], memory_cost=cost["memory_kib"])
    key = expand(extract(b"", joined(kdf.derive(phrase.encode()), secret if lock[2] else b"")), b"bandi/1/unlock")
    return AESGCM(key).decrypt(lock[3:15], lock[15:], lock[:3] + member)
