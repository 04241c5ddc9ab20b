"""The formats do not change: what was sealed once is opened by a reader that knows only `docs/key-formats.md`."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from bandi.locks import cells, files, fixity, pairs, unlocking
from bandi.locks.formats import joined
from bandi.locks.tests import independent_reader as reader

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text())


def read(name: str) -> dict[str, Any]:
    return {
        key: bytes.fromhex(value) if key not in {"text", "phrase", "cost", "tier", "table", "field"} else value
        for key, value in VECTORS[name].items()
    }


def test_a_cell_of_the_vectors_opens_in_both_readers():
    for name in ("cell", "cell padded"):
        v = read(name)
        place = cells.Place(v["table"], UUID(bytes=v["record"]), v["field"], UUID(bytes=v["compartment"]), v["tier"])
        assert cells.open_(v["sealed"], key=v["key"], place=place).decode() == v["text"]
        opened = reader.open_cell(
            v["sealed"], v["key"], v["table"].encode(), v["record"], v["field"].encode(), v["compartment"], v["tier"]
        )
        assert opened.decode() == v["text"]


def test_a_wrap_and_an_inner_wrap_of_the_vectors_open_in_both_readers():
    v = read("wrap")
    half = pairs.PrivateHalf.of(v["seed"])
    assert half.public == v["public"]
    assert half.unwrap(v["sealed"], info=v["info"]) == v["secret"] == reader.open_wrap(v["sealed"], v["seed"], v["info"])
    v = read("inner")
    assert pairs.unwrap_inner(v["sealed"], key=v["key"], info=v["info"]) == v["secret"]
    assert reader.open_inner(v["sealed"], v["key"], v["info"]) == v["secret"]


def test_a_lock_of_the_vectors_opens_in_both_readers():
    v = read("lock")
    stretched = unlocking.stretched(v["phrase"], salt=v["salt"], cost=unlocking.Cost(**v["cost"]))
    seed = unlocking.unlock(v["sealed"], stretched_passphrase=stretched, key_secret=v["secret"], member=v["member"])
    assert seed == v["seed"] == reader.open_lock(v["sealed"], v["phrase"], v["secret"], v["salt"], v["cost"], v["member"])


def test_a_file_of_the_vectors_opens_in_both_readers():
    v = read("file")
    assert b"".join(files.opened(io.BytesIO(v["sealed"]), key=v["key"], place=v["place"])).decode() == v["text"]
    assert reader.open_file(v["sealed"], v["key"], v["place"]).decode() == v["text"]
    plain = v["text"].encode()
    checker = files.Checker(v["fixity"])
    checker.update(v["sealed"])
    assert checker.holds() and reader.check_file(v["sealed"], v["fixity"])
    assert fixity.is_of(v["fixity"], v["key"], hashlib.sha256(plain).digest(), len(plain)) and reader.is_content(plain, v["key"], v["fixity"])


def test_what_is_sealed_today_opens_in_the_independent_reader():
    half = pairs.PrivateHalf.new()
    assert reader.open_wrap(pairs.wrap(b"k" * 32, public=half.public, info=joined("x")), half.seed, joined("x")) == b"k" * 32
    for length in (0, 1, files.PIECE_BYTES, files.PIECE_BYTES + 1, 2 * files.PIECE_BYTES):
        target = io.BytesIO()
        kept = files.seal([bytes(length)], target, key=bytes(32), file_id=bytes(16), place=b"p").digests[1]
        assert reader.open_file(target.getvalue(), bytes(32), b"p") == bytes(length)
        assert reader.check_file(target.getvalue(), kept) and reader.is_content(bytes(length), bytes(32), kept)
        assert not reader.check_file(target.getvalue() + b"x", kept) and not reader.is_content(b"x", bytes(32), kept)
