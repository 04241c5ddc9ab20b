from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from bandi.locks import cells
from bandi.locks.errors import LockError, UnknownFormat, Unreadable
from bandi.locks.formats import joined

PLACE = cells.Place("people.name", UUID(int=7), "text", UUID(int=8), 3)
KEY, KEY_ID = bytes(range(32)), UUID(int=9)


def sealed(text: bytes = "반디 Firefly".encode(), *, padded: bool = True) -> bytes:
    return cells.seal(text, key=KEY, key_id=KEY_ID, place=PLACE, padded=padded)


@pytest.mark.parametrize("padded", [True, False])
@pytest.mark.parametrize("text", [b"", b"x", "반딧불이".encode(), b"y" * 5000])
def test_a_cell_opens_in_its_place(text: bytes, padded: bool):
    assert cells.open_(sealed(text, padded=padded), key=KEY, place=PLACE) == text


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, table="people.alias"),
        replace(PLACE, record=UUID(int=70)),
        replace(PLACE, field="note"),
        replace(PLACE, compartment=UUID(int=80)),
        replace(PLACE, tier=2),
    ],
)
def test_a_cell_opens_nowhere_else(elsewhere: cells.Place):
    with pytest.raises(Unreadable):
        cells.open_(sealed(), key=KEY, place=elsewhere)


def test_every_changed_bit_is_noticed():
    cell = sealed()
    for position in range(len(cell)):
        for bit in range(8):
            changed = bytearray(cell)
            changed[position] ^= 1 << bit
            with pytest.raises(LockError):
                cells.open_(bytes(changed), key=KEY, place=PLACE)


def test_every_cut_is_noticed():
    cell = sealed()
    for length in range(len(cell)):
        with pytest.raises(LockError):
            cells.open_(cell[:length], key=KEY, place=PLACE)


def test_another_key_does_not_open_it():
    with pytest.raises(Unreadable):
        cells.open_(sealed(), key=bytes(32), place=PLACE)


def test_names_of_different_length_look_alike_when_padded():
    lengths = {len(sealed(b"n" * length)) for length in range(1, 50)}
    assert len(lengths) == 1


def test_padding_costs_at_most_an_eighth():
    for length in range(64, 40_000, 97):
        assert length <= cells.padded_length(length) <= length * 1.125


def test_a_nonce_is_never_used_twice():
    assert len({sealed()[18:30] for _ in range(5000)}) == 5000


def test_what_is_no_cell_is_refused():
    with pytest.raises(UnknownFormat):
        cells.open_(b"\x02\x01" + bytes(60), key=KEY, place=PLACE)


def test_the_key_of_a_field_is_what_hkdf_expand_gives():
    library = HKDFExpand(SHA256(), 32, joined("bandi", "field", "text")).derive(KEY)
    assert cells._field_key(KEY, "text") == library
