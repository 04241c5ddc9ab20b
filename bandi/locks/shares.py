"""Shares on paper: a secret of 32 bytes as five lists of words, three of which bring it back (SLIP-0039).

Guards against: one or two holders who are robbed, bribed, arrested or married to each other; two holders who die.
Guarantees:     two shares tell nothing about the secret; a share that was miswritten, doubled or belongs to another set is
                named, and never yields a wrong secret in silence.
How not to use: a share is shown once and printed. It is not stored, sent or photographed; the machine that made it forgets it.
Source:         SLIP-0039, one group of one, no passphrase, extendable, iteration exponent 1; the reference implementation
                is an oracle in the tests and is never imported here.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bandi.locks.errors import DoubleShare, ForeignShare, LockError, MiswrittenShare, TooFewShares, UnknownWord

SECRET_BYTES = 32
SHARES, THRESHOLD = 5, 3
WORDS = 33
_WORDS_FILE = Path(__file__).resolve().parent / "words" / "slip39_english.txt"
_RADIX_BITS = 10
_HEAD_WORDS, _CHECK_WORDS = 4, 3
_DIGEST_AT, _SECRET_AT, _DIGEST_BYTES = 254, 255, 4
_ITERATIONS, _ROUNDS = 2500, 4
_GENERATORS = (
    0x0E0E040, 0x1C1C080, 0x3838100, 0x7070200, 0xE0E0009, 0x1C0C2412, 0x38086C24, 0x3090FC48, 0x21B1F890, 0x3F3F120,
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Share:
    """One share: the set it belongs to (15 bits), which one it is (0–15), how many are needed, and its bytes."""

    set_id: int
    is_extendable: bool
    exponent: int
    groups: tuple[int, int, int]
    number: int
    threshold: int
    value: bytes

    @property
    def family(self) -> tuple[object, ...]:
        """What all shares of one set have in common."""
        return self.set_id, self.is_extendable, self.exponent, self.groups, self.threshold, len(self.value)


def split(secret: bytes, *, shares: int = SHARES, threshold: int = THRESHOLD) -> list[str]:
    """Return `shares` lists of 33 words, any `threshold` of which recover the secret (32 bytes)."""
    if len(secret) != SECRET_BYTES or not 2 <= threshold <= shares <= 16:
        raise LockError("a secret of 32 bytes is split into up to 16 shares, of which at least 2 are needed")
    set_id = secrets.randbits(15)
    sealed = _feistel(secret, set_id=set_id, is_extendable=True, exponent=1, rounds=range(_ROUNDS))
    noise = secrets.token_bytes(SECRET_BYTES - _DIGEST_BYTES)
    points = [(number, secrets.token_bytes(SECRET_BYTES)) for number in range(threshold - 2)]
    known = [*points, (_DIGEST_AT, _digest(noise, sealed) + noise), (_SECRET_AT, sealed)]
    points += [(number, _at(known, number)) for number in range(threshold - 2, shares)]
    return [written(Share(set_id, True, 1, (0, 0, 0), number, threshold, value)) for number, value in points]


def recover(lists: Sequence[str]) -> bytes:
    """Return the secret of which enough shares are given; more than enough are checked against each other.

    Raises: UnknownWord, MiswrittenShare, ForeignShare, DoubleShare (each names the place of the share in `lists`, from 1),
            TooFewShares.
    """
    shares = [read(words, place=place) for place, words in enumerate(lists, 1)]
    check_together(shares)
    if not shares or len(shares) < shares[0].threshold:
        raise TooFewShares(needed=shares[0].threshold if shares else THRESHOLD, given=len(shares))
    first = shares[0]
    points = [(share.number, share.value) for share in shares]
    sealed, digested = _at(points[: first.threshold], _SECRET_AT), _at(points[: first.threshold], _DIGEST_AT)
    if not hmac.compare_digest(digested[:_DIGEST_BYTES], _digest(digested[_DIGEST_BYTES:], sealed)):
        raise MiswrittenShare(place=0)
    for place, (number, value) in enumerate(points[first.threshold :], first.threshold + 1):
        if _at(points[: first.threshold], number) != value:
            raise MiswrittenShare(place=place)
    return _feistel(
        sealed, set_id=first.set_id, is_extendable=first.is_extendable, exponent=first.exponent,
        rounds=range(_ROUNDS - 1, -1, -1),
    )  # fmt: skip


def check_together(shares: Sequence[Share]) -> None:
    """Raise DoubleShare or ForeignShare when the shares cannot belong to one set, naming the place of the odd one."""
    seen: dict[int, int] = {}
    families = [share.family for share in shares]
    usual = max(families, key=families.count) if families else None
    for place, share in enumerate(shares, 1):
        if share.family != usual:
            raise ForeignShare(place=place)
        if share.groups[:3] != (0, 0, 0):
            raise ForeignShare(place=place)
        if share.number in seen:
            raise DoubleShare(place=place, other=seen[share.number])
        seen[share.number] = place


def read(words: str, *, place: int = 1) -> Share:
    """Return the share that `words` spell: whole words, or their first four letters; capitals and line breaks do not matter.

    Raises: UnknownWord (which word), MiswrittenShare (which word it may be, where that can be told).
    """
    indices = list(_indices(words, place))
    if len(indices) != WORDS:
        raise MiswrittenShare(place=place, words=len(indices))
    is_extendable = bool(_number(indices[:2]) >> 4 & 1)
    if (found := _checksum(indices, is_extendable)) != 1:
        raise MiswrittenShare(place=place, word=_suspect(found ^ 1, len(indices)))
    head, parts = _number(indices[:2]), _number(indices[2:4])
    value = _number(indices[_HEAD_WORDS:-_CHECK_WORDS])
    if value >> (8 * SECRET_BYTES):
        raise MiswrittenShare(place=place)
    group, group_threshold, group_count = parts >> 16, parts >> 12 & 15, parts >> 8 & 15
    return Share(
        set_id=head >> 5, is_extendable=is_extendable, exponent=head & 15, groups=(group, group_threshold, group_count),
        number=parts >> 4 & 15, threshold=(parts & 15) + 1, value=value.to_bytes(SECRET_BYTES, "big"),
    )  # fmt: skip


def written(share: Share) -> str:
    """Return the share as 33 words."""
    head = share.set_id << 5 | share.is_extendable << 4 | share.exponent
    group, group_threshold, group_count = share.groups
    parts = group << 16 | group_threshold << 12 | group_count << 8 | share.number << 4 | (share.threshold - 1)
    indices = [*_spread(head, 2), *_spread(parts, 2), *_spread(int.from_bytes(share.value, "big"), WORDS - 7)]
    check = _checksum([*indices, 0, 0, 0], share.is_extendable) ^ 1
    return " ".join(word_list()[index] for index in [*indices, *_spread(check, _CHECK_WORDS)])


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Return the 1,024 words of the standard, in order."""
    return tuple(_WORDS_FILE.read_text().split())


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    return {word[:4]: index for index, word in enumerate(word_list())}


def _indices(words: str, place: int) -> Iterator[int]:
    for at, word in enumerate(words.lower().split(), 1):
        index = _places().get(word[:4])
        if index is None or not (word == word_list()[index] or len(word) == 4):
            raise UnknownWord(place=place, word=at)
        yield index


def _spread(value: int, length: int) -> list[int]:
    return [value >> (_RADIX_BITS * at) & 1023 for at in range(length - 1, -1, -1)]


def _number(indices: Iterable[int]) -> int:
    value = 0
    for index in indices:
        value = value << _RADIX_BITS | index
    return value


def _checksum(indices: Sequence[int], is_extendable: bool) -> int:
    """RS1024 over the customisation string and the words; 1 for words that belong together."""
    return _polynomial((*(b"shamir_extendable" if is_extendable else b"shamir"), *indices), 1)


def _polynomial(values: Iterable[int], start: int) -> int:
    check = start
    for value in values:
        top = check >> 20
        check = (check & 0xFFFFF) << 10 ^ value
        for bit, generator in enumerate(_GENERATORS):
            if top >> bit & 1:
                check ^= generator
    return check


def _suspect(syndrome: int, length: int) -> int | None:
    """Return the one word (from 1) whose change alone explains the checksum; a hint for the eye, never a repair."""
    for at in range(4, length):
        pivots: dict[int, int] = {}
        for bit in range(_RADIX_BITS):
            vector = _reduced(_polynomial([1 << bit, *([0] * (length - at - 1))], 0), pivots)
            pivots[vector.bit_length()] = vector
        if _reduced(syndrome, pivots) == 0:
            return at + 1
    return None


def _reduced(vector: int, pivots: dict[int, int]) -> int:
    while vector and (pivot := pivots.get(vector.bit_length())):
        vector ^= pivot
    return vector


def _digest(noise: bytes, secret: bytes) -> bytes:
    return hmac.digest(noise, secret, "sha256")[:_DIGEST_BYTES]


def _feistel(text: bytes, *, set_id: int, is_extendable: bool, exponent: int, rounds: Iterable[int]) -> bytes:
    half = len(text) // 2
    left, right = text[:half], text[half:]
    salt = b"" if is_extendable else b"shamir" + set_id.to_bytes(2, "big")
    for number in rounds:
        mask = hashlib.pbkdf2_hmac("sha256", bytes((number,)), salt + right, _ITERATIONS << exponent, half)
        left, right = right, bytes(a ^ b for a, b in zip(left, mask, strict=True))
    return right + left


def _tables() -> tuple[list[int], list[int]]:
    """Powers of x + 1 in GF(256) modulo x^8 + x^4 + x^3 + x + 1, and their logarithms."""
    powers, logarithms, value = [0] * 255, [0] * 256, 1
    for exponent in range(255):
        powers[exponent], logarithms[value] = value, exponent
        value ^= value << 1
        if value & 0x100:
            value ^= 0x11B
    return powers, logarithms


_POWERS, _LOGARITHMS = _tables()


def _at(points: Sequence[tuple[int, bytes]], x: int) -> bytes:
    """Return the value at `x` of the polynomials over GF(256) that go through the points (Lagrange)."""
    for known, value in points:
        if known == x:
            return value
    whole = sum(_LOGARITHMS[known ^ x] for known, _ in points)
    result = bytearray(len(points[0][1]))
    for known, value in points:
        basis = whole - _LOGARITHMS[known ^ x] - sum(_LOGARITHMS[known ^ other] for other, _ in points if other != known)
        for at, byte in enumerate(value):
            if byte:
                result[at] ^= _POWERS[(_LOGARITHMS[byte] + basis) % 255]
    return bytes(result)
