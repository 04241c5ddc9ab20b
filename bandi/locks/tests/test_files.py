from __future__ import annotations

import hashlib
import io
import tracemalloc
from collections.abc import Iterator

import pytest

from bandi.locks import files, fixity
from bandi.locks.errors import LockError, Truncated, UnknownFormat, Unreadable

KEY, FILE_ID, PLACE = bytes(range(32)), bytes(16), b"attachment"
PIECE = files.PIECE_BYTES


def sealed(plain: bytes, chunk: int = 65536) -> tuple[bytes, files.Sealer]:
    target = io.BytesIO()
    sealer = files.seal((plain[at : at + chunk] for at in range(0, len(plain), chunk)), target, key=KEY, file_id=FILE_ID, place=PLACE)
    return target.getvalue(), sealer


def opened(data: bytes, place: bytes = PLACE, key: bytes = KEY) -> bytes:
    return b"".join(files.opened(io.BytesIO(data), key=key, place=place))


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 17])
@pytest.mark.parametrize("chunk", [1 << 16, 100_003, 1 << 20])
def test_a_file_of_any_length_comes_back(length: int, chunk: int):
    plain = (bytes(range(251)) * (length // 251 + 1))[:length]
    data, sealer = sealed(plain, chunk)
    assert opened(data) == plain
    digest, kept = sealer.digests
    assert digest == hashlib.sha256(plain).digest()
    assert checked(data, kept, chunk) and fixity.is_of(kept, KEY, digest, length)
    assert len(data) == files.HEAD_BYTES + length + files.TAG_BYTES * max(1, -(-length // PIECE))


def checked(data: bytes, kept: bytes, chunk: int = 1 << 20) -> bool:
    checker = files.Checker(kept)
    for at in range(0, len(data), chunk):
        checker.update(data[at : at + chunk])
    return checker.holds()


def test_the_fixity_notices_every_change_without_the_key_of_the_file():
    data, sealer = sealed(b"z" * (2 * PIECE + 5))
    kept = sealer.digests[1]
    cuts = [0, 3, files.HEAD_BYTES, files.HEAD_BYTES + files.SEALED_PIECE_BYTES, len(data) - 1]
    flips = [0, 5, files.HEAD_BYTES, files.HEAD_BYTES + files.SEALED_PIECE_BYTES - 1, len(data) - 1]
    assert not any(checked(data[:cut], kept) for cut in cuts)
    assert not any(checked(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :], kept) for at in flips)
    assert not checked(data + b"x", kept) and not checked(data, b"") and not checked(data, bytes(files.fixity.FIXITY_BYTES))


def test_the_digest_of_older_files_is_still_checked():
    data, _ = sealed(b"older")
    assert checked(data, hashlib.sha256(data).digest()) and not checked(data[:-1], hashlib.sha256(data).digest())


def test_a_content_that_was_exchanged_by_a_holder_of_the_key_is_not_the_one_committed_to():
    digest, kept = sealed(b"what was said")[1].digests
    other = hashlib.sha256(b"what was never said").digest()
    assert fixity.is_of(kept, KEY, digest, 13)
    assert not any(fixity.is_of(kept, *changed) for changed in ((KEY, other, 19), (KEY, digest, 14), (bytes(32), digest, 13)))


def test_an_end_at_every_boundary_of_a_piece_is_noticed():
    data, _ = sealed(b"z" * (3 * PIECE + 5))
    boundaries = [files.HEAD_BYTES + n * files.SEALED_PIECE_BYTES for n in range(4)]
    for cut in [*boundaries, *[b + 1 for b in boundaries], *[b + 16 for b in boundaries], len(data) - 1, 3, 0]:
        with pytest.raises((Truncated, Unreadable, UnknownFormat)):
            opened(data[:cut])


def test_a_clean_cut_is_called_a_cut():
    data, _ = sealed(b"z" * (2 * PIECE + 5))
    with pytest.raises(Truncated):
        opened(data[: files.HEAD_BYTES + 2 * files.SEALED_PIECE_BYTES])


def test_pieces_cannot_be_swapped_dropped_or_added():
    data, _ = sealed(b"".join(bytes([n]) * PIECE for n in range(3)))
    at, size = files.HEAD_BYTES, files.SEALED_PIECE_BYTES
    one, two, three = (data[at + n * size : at + (n + 1) * size] for n in range(3))
    for changed in (two + one + three, one + three, one + two + three + three, one + one + two + three):
        with pytest.raises(LockError):
            opened(data[:at] + changed)


@pytest.mark.parametrize("position", [0, 1, 2, 17, 18, 500, PIECE, -1, -16, -17])
def test_a_changed_byte_is_noticed(position: int):
    data = bytearray(sealed(b"q" * (PIECE + 100))[0])
    data[position] ^= 1
    with pytest.raises(LockError):
        opened(bytes(data))


def test_another_place_or_key_opens_nothing():
    data, _ = sealed(b"secret")
    for place, key in ((b"other", KEY), (PLACE, bytes(32))):
        with pytest.raises(Unreadable):
            opened(data, place, key)


def test_nothing_is_given_out_before_it_was_authenticated():
    data = bytearray(sealed(b"a" * PIECE + b"b" * PIECE)[0])
    data[-20] ^= 1
    given: list[bytes] = []
    with pytest.raises(Unreadable):
        given.extend(files.opened(io.BytesIO(bytes(data)), key=KEY, place=PLACE))
    assert b"".join(given) in (b"", b"a" * PIECE)


def test_memory_stays_constant_however_long_the_file():
    class Sink(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return len(data)  # type: ignore[arg-type]

    def chunks(count: int) -> Iterator[bytes]:
        block = bytes(1 << 16)
        for _ in range(count):
            yield block

    peaks = []
    for count in (256, 2048):
        tracemalloc.start()
        files.seal(chunks(count), Sink(), key=KEY, file_id=FILE_ID, place=PLACE)  # type: ignore[arg-type]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
    assert peaks[1] < 16 * PIECE
