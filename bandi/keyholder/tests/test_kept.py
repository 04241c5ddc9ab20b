"""What a session keeps of the texts it searched: answers as before, counted as before, and gone when it must be gone."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bandi.keyholder import reads
from bandi.keyholder.asking import RecordAsk
from bandi.keyholder.errors import BadRequest, NotUnlocked, Quota
from bandi.keyholder.kept import ROWS, Kept, Room
from bandi.keyholder.tests.test_holder import World, world

__all__ = ["world"]
STAMP = b"s" * 16


def asked(world: World, token: str, records: list[RecordAsk], query: str, stamp: bytes = STAMP, **more: Any) -> tuple[list[int], list[int]]:
    """Ask for what is kept; return indexes of hits and of what is missing."""
    wanted = b"".join(record.record.bytes + stamp for record in records)
    answer = world.holder.search_kept(token, [more.pop("version", None) or world.ask()], wanted, "t", "f", query, "")
    return [hit.index for hit in answer["hits"]], list(struct.unpack(f">{len(answer['missing']) // 4}I", answer["missing"]))


def kept(world: World, *texts: str) -> tuple[str, list[RecordAsk]]:
    """A session that searched these texts once."""
    token, records = world.token(), [world.record(text) for text in texts]
    world.holder.search(token, [world.ask()], records, "없는말", "", 50, STAMP * len(records))
    return token, records


def entered(world: World) -> dict[str, Any]:
    """The newest entry of the read log."""
    return reads.details(list(reads.entries(world.inside.folder / "reads.jsonl"))[-1][2], world.auditor)


def test_a_second_search_needs_no_text_and_finds_the_same(world: World):
    token, records = kept(world, "강을 건넜다", "산을 넘었다", "강가에서")

    assert asked(world, token, records, "강") == ([0, 2], [])
    assert asked(world, token, records, "산") == ([1], [])
    assert asked(world, token, records, "들판") == ([], [])


def test_only_hits_count_as_read_and_they_are_written_down(world: World):
    token, records = kept(world, "강을 건넜다", "산을 넘었다")
    asked(world, token, records, "강")

    details = entered(world)
    assert (details["verb"], details["query"], details["scanned"]) == ("search", "강", 2)
    assert details["records"] == [records[0].record.hex]


def test_hits_from_what_is_kept_are_counted_against_the_quota(tmp_path: Path):
    world = World(tmp_path, per_hour={3: 2})
    token, records = kept(world, "강 하나", "강 둘", "강 셋")

    with pytest.raises(Quota):
        asked(world, token, records, "강")
    assert asked(world, token, records[:2], "강") == ([0, 1], [])


def test_questions_to_what_is_kept_are_counted(tmp_path: Path):
    world = World(tmp_path, searches_per_hour=2)
    token, records = kept(world, "강을 건넜다")
    asked(world, token, records, "산")
    with pytest.raises(Quota):
        asked(world, token, records, "들")


def test_a_changed_text_is_missing_and_so_is_one_never_looked_through(world: World):
    token, records = kept(world, "강을 건넜다")

    assert asked(world, token, [records[0], world.record("강")], "강") == ([0], [1])
    assert asked(world, token, records, "강", stamp=b"t" * 16) == ([], [0])


def test_what_a_session_kept_is_for_that_session_and_not_without_the_grant(world: World):
    token, records = kept(world, "강을 건넜다")
    turned = world.ask()

    assert asked(world, world.token(), records, "강") == ([], [0])
    assert asked(world, token, records, "강", version=type(turned)(turned.compartment, 2, turned.tier, turned.grant)) == ([], [0])


def test_after_the_lock_there_is_no_answer(world: World):
    token, records = kept(world, "강을 건넜다")
    session = world.inside._sessions.get(token)
    rows = session.kept._pieces[0][1]  # type: ignore[union-attr]
    assert rows.any()
    left = world.inside._room.left
    world.holder.panic()

    assert not rows.any(), "the marks were overwritten"
    assert session.kept is None
    assert world.inside._room.left > left
    with pytest.raises(NotUnlocked):
        asked(world, token, records, "강")


def test_a_destroyed_subject_is_forgotten_with_its_keys(world: World):
    token, records = kept(world, "강을 건넜다", "강가에서")
    opener = world.inside._sessions.get(token).opener
    world.holder.drop_subject(records[0].subject)

    assert asked(world, token, records, "강") == ([1], [0])
    assert all(at[-1] != records[0].subject for kept_keys in (opener._subjects, opener._records) for at in kept_keys)  # type: ignore[union-attr]


def test_an_ended_membership_is_forgotten_in_that_members_sessions(world: World):
    token, records = kept(world, "강을 건넜다")
    world.holder.drop_member(UUID(int=9), world.compartment)
    assert asked(world, token, records, "강") == ([0], [])
    world.holder.drop_member(world.member, world.compartment)

    assert asked(world, token, records, "강", version=world.ask(granted=False)) == ([], [0])


def test_what_is_not_whole_is_refused(world: World):
    token, _records = kept(world, "강")
    with pytest.raises(BadRequest):
        world.holder.search_kept(token, [world.ask()], b"x" * 33, "t", "f", "강", "")


def test_without_room_nothing_is_kept_and_search_goes_on(tmp_path: Path):
    world = World(tmp_path, search_megabytes=0)
    token, records = kept(world, "강을 건넜다")

    assert asked(world, token, records, "강") == ([], [0])


def test_room_that_is_used_up_is_given_back(world: World):
    room = Room(1)
    one = Kept(room)
    records = [world.record(f"강 {number}") for number in range(120)]
    put = [one.put(STAMP, world.ask(), record, "강".encode()) for record in records]
    assert 0 < sum(put) < len(put), "a megabyte is not enough for all"
    again = one.put(b"t" * 16, world.ask(), records[0], "산".encode())
    assert again, "a changed text takes the place of what was kept of it"
    one.drop_subject(records[1].subject)
    one.wipe()
    assert room.left == 1 << 20


def test_more_texts_than_one_piece_of_memory_holds(world: World):
    one = Kept(Room(64))
    record = world.record("강")
    asks = [RecordAsk(0, record.subject, b"", UUID(int=number), record.key_id, b"", record.cells) for number in range(ROWS + 5)]
    for number, ask in enumerate(asks):
        one.put(STAMP, world.ask(), ask, f"강 {'마을' if number == ROWS + 2 else '언덕'}".encode())
    may, missing = one.sift(b"".join(ask.record.bytes + STAMP for ask in asks), "t", "f", "마을", [world.ask()])
    assert ([index for index, _version, _ask in may], missing) == ([ROWS + 2], [])
