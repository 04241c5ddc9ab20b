from __future__ import annotations

import pytest

from bandi.locks import pairs, unlocking
from bandi.locks.errors import LockError, Unreadable, WrongPassphrase

LIGHT = unlocking.Cost(memory_kib=64, passes=1, lanes=1)


def test_a_wrap_opens_with_the_private_half_and_its_purpose_only():
    half, other = pairs.PrivateHalf.new(), pairs.PrivateHalf.new()
    wrap = pairs.wrap(b"k" * 32, public=half.public, info=b"grant")
    assert half.unwrap(wrap, info=b"grant") == b"k" * 32
    for key, info in ((half, b"subject"), (other, b"grant")):
        with pytest.raises(Unreadable):
            key.unwrap(wrap, info=info)


def test_the_same_seed_grows_the_same_pair():
    half = pairs.PrivateHalf.new()
    assert pairs.PrivateHalf.of(half.seed).public == half.public


def test_no_changed_bit_of_a_wrap_opens():
    half = pairs.PrivateHalf.new()
    wrap = pairs.wrap(b"k" * 32, public=half.public, info=b"grant")
    for position in (*range(40), *range(40, len(wrap), 37), len(wrap) - 1):
        changed = bytearray(wrap)
        changed[position] ^= 0x40
        with pytest.raises(LockError):
            half.unwrap(bytes(changed), info=b"grant")


def test_an_inner_wrap_opens_with_its_key_and_purpose_only():
    wrap = pairs.wrap_inner(b"secret", key=bytes(32), info=b"a")
    assert pairs.unwrap_inner(wrap, key=bytes(32), info=b"a") == b"secret"
    for key, info in ((b"\1" * 32, b"a"), (bytes(32), b"b")):
        with pytest.raises(Unreadable):
            pairs.unwrap_inner(wrap, key=key, info=info)


def test_the_fingerprint_is_short_enough_to_read_aloud():
    half = pairs.PrivateHalf.new()
    assert len(pairs.fingerprint(half.public).split()) == 5


def test_a_lock_opens_with_the_passphrase_however_its_blanks_and_composition_are_typed():
    salt = unlocking.new_salt()
    locked = unlocking.lock(
        b"s" * 32, stretched_passphrase=unlocking.stretched("반디 불빛  강가", salt=salt, cost=LIGHT), key_secret=None, member=b"m"
    )
    typed = unlocking.stretched(" 반디 불빛 강가\n", salt=salt, cost=LIGHT)
    assert unlocking.unlock(locked, stretched_passphrase=typed, key_secret=None, member=b"m") == b"s" * 32


@pytest.mark.parametrize(
    ("phrase", "secret", "member"), [("wrong", b"key", b"m"), ("right", b"other", b"m"), ("right", None, b"m"), ("right", b"key", b"n")]
)
def test_a_lock_with_a_security_key_needs_both_and_its_member(phrase: str, secret: bytes | None, member: bytes):
    salt = unlocking.new_salt()
    locked = unlocking.lock(
        b"s" * 32, stretched_passphrase=unlocking.stretched("right", salt=salt, cost=LIGHT), key_secret=b"key", member=b"m"
    )
    assert unlocking.needs_key(locked)
    with pytest.raises(WrongPassphrase):
        stretched = unlocking.stretched(phrase, salt=salt, cost=LIGHT)
        unlocking.unlock(locked, stretched_passphrase=stretched, key_secret=secret, member=member)
