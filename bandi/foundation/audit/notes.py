"""Signed notes and checkpoints: three lines that say how large the journal is and what its root is, signed.

A checkpoint fits into a mail, a fax or a sheet of paper. Whoever keeps one can tell later whether the journal still begins
with what it stood for. Pure, apart from `cryptography`.
Source: C2SP signed-note, tlog-checkpoint, tlog-proof and tlog-witness, version 1; signatures are Ed25519 (RFC 8032).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
PROOF = "c2sp.org/tlog-proof@v1"
LONGEST = 100_000
_DASH = "\u2014 "


class NoteError(ValueError):
    """A text is not a checkpoint, or not one signed by the key that was asked for."""


@dataclass(frozen=True)
class Verifier:
    """A public key with the name it signs under. Written: name, key id in hex and base64, joined by +."""

    name: str
    key: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(ED25519 + self.key).decode()}"

    @classmethod
    def read(cls, text: str) -> Verifier:
        """Return the key that a line of text describes. Raises: NoteError when it describes none."""
        name, _plus, rest = text.strip().partition("+")
        key_id, _plus, encoded = rest.partition("+")
        key = _unbase64(encoded)
        verifier = cls(name, key[1:])
        if len(key) != 33 or key[:1] != ED25519 or not name or verifier.id.hex() != key_id:
            raise NoteError("this is not a verifier key")
        return verifier

    def signed(self, text: bytes, signature: bytes) -> bool:
        """True if `signature` (id and 64 bytes) over `text` is this key's."""
        if signature[:4] != self.id:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature[4:], text)
        except (InvalidSignature, ValueError):
            return False
        return True


def verifier_of(key: Ed25519PrivateKey, name: str) -> Verifier:
    """Return the public half of a signing key."""
    return Verifier(name, key.public_key().public_bytes_raw())


@dataclass(frozen=True)
class Checkpoint:
    """How large a journal was and which root it had. signatures: (name, id and signature)."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes], ...] = ()

    @property
    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def __str__(self) -> str:
        lines = [f"{_DASH}{name} {b64encode(signature).decode()}\n" for name, signature in self.signatures]
        return f"{self.body}\n{''.join(lines)}"

    def signed(self, key: Ed25519PrivateKey) -> Checkpoint:
        """Return the checkpoint with a signature of the journal itself, whose name is its origin."""
        verifier = verifier_of(key, self.origin)
        signature = verifier.id + key.sign(self.body.encode())
        return Checkpoint(self.origin, self.size, self.root, (*self.signatures, (self.origin, signature)))

    def is_signed_by(self, verifier: Verifier) -> bool:
        """True if one of the signatures is that of `verifier`; a bad one under its name and id spoils the note."""
        own = [s for name, s in self.signatures if name == verifier.name and s[:4] == verifier.id]
        return bool(own) and all(verifier.signed(self.body.encode(), signature) for signature in own)


def read_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint a signed note holds. Nothing is believed yet: ask `is_signed_by`.

    Raises: NoteError when the text is not exactly what this checkpoint would be written as.
    """
    body, _blank, signatures = text.partition("\n\n")
    lines = body.split("\n")
    if len(text) > LONGEST or len(lines) != 3 or not lines[1].isdecimal() or len(lines[1]) > 18:
        raise NoteError("this is not a checkpoint")
    found = []
    for line in signatures.splitlines():
        name, _space, encoded = line.removeprefix(_DASH).partition(" ")
        found.append((name, _unbase64(encoded)))
    checkpoint = Checkpoint(lines[0], int(lines[1]), _unbase64(lines[2]), tuple(found))
    if str(checkpoint) != text or len(checkpoint.root) != 32 or not found:
        raise NoteError("this is not a checkpoint")
    return checkpoint


def write_proof(entry: bytes, index: int, path: Sequence[bytes], checkpoint: str) -> str:
    """Return a proof file: the entry, its place (from zero), the hashes up to the root, and the signed checkpoint."""
    hashes = "".join(f"{b64encode(node).decode()}\n" for node in path)
    return f"{PROOF}\nextra {b64encode(entry).decode()}\nindex {index}\n{hashes}\n{checkpoint}"


def write_request(old: int, path: Sequence[bytes], checkpoint: str) -> str:
    """Return what a witness is handed: the size it knows, the proof of growth since then, and the checkpoint."""
    hashes = "".join(f"{b64encode(node).decode()}\n" for node in path)
    return f"old {old}\n{hashes}\n{checkpoint}"


def checkpoint_within(text: str) -> str:
    """Return the checkpoint at the end of a proof or of a witness's request, or the text itself if it is one."""
    if text.startswith((PROOF, "old ")):
        return text.partition("\n\n")[2]
    return text


def _unbase64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Base64Error, ValueError):
        raise NoteError("this is not base64") from None
