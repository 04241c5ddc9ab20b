from __future__ import annotations

from pathlib import Path

import pytest

from bandi.keyholder import reads
from bandi.keyholder.errors import NoEntry
from bandi.locks.pairs import PrivateHalf


@pytest.fixture
def log(tmp_path: Path) -> Path:
    written = reads.ReadLog(tmp_path / "reads.jsonl", PrivateHalf.new().public)
    for number in range(4):
        written.append({"number": number})
    written.close()
    return tmp_path / "reads.jsonl"


def test_a_sound_log_verifies_and_goes_on(log: Path):
    assert reads.verify(log).entries == 4
    again = reads.ReadLog(log, PrivateHalf.new().public)
    assert again.append({}).entries == 5
    assert reads.verify(log).entries == 5


def test_every_changed_byte_is_seen(log: Path):
    data = log.read_bytes()
    for position in range(0, len(data), 7):
        for flip in (0x01, 0x20):
            changed = bytearray(data)
            changed[position] ^= flip
            log.write_bytes(bytes(changed))
            with pytest.raises(reads.Broken):
                reads.verify(log)


def test_a_missing_a_repeated_and_a_swapped_entry_are_seen(log: Path):
    one, two, three, four = log.read_bytes().splitlines(keepends=True)
    for lines in ([two, three, four], [one, three, four], [one, two, two, three, four], [two, one, three, four]):
        log.write_bytes(b"".join(lines))
        with pytest.raises(reads.Broken):
            reads.verify(log)


def test_an_entry_that_was_never_finished_is_cut_off(log: Path):
    log.write_bytes(log.read_bytes()[:-9])
    again = reads.ReadLog(log, PrivateHalf.new().public)
    assert again.head.entries == 3
    again.append({})
    assert reads.verify(log).entries == 4


def test_two_processes_write_into_one_chain(tmp_path: Path):
    public, file = PrivateHalf.new().public, tmp_path / "reads.jsonl"
    desk, command = reads.ReadLog(file, public), reads.ReadLog(file, public)
    for writer in (desk, command, command, desk, command, desk):
        writer.append({})

    assert reads.verify(file) == desk.head
    assert desk.head.entries == 6


def test_nothing_is_added_to_a_chain_that_another_broke(tmp_path: Path):
    public, file = PrivateHalf.new().public, tmp_path / "reads.jsonl"
    desk = reads.ReadLog(file, public)
    desk.append({})
    file.write_bytes(file.read_bytes() * 2)

    with pytest.raises(NoEntry):
        desk.append({})
