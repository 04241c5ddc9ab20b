"""What a session keeps of the texts it searched: answers as before, counted as before, and gone when it must be gone."""

from __future__ import annotations

import struct
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest

from bandi.keyholder import reads
from bandi.keyholder.asking import RecordAsk
from bandi.keyholder.errors import BadRequest, NotUnlocked, Quota
from bandi.keyholder.holder import Holder
from bandi.keyholder.kept import LEAST_MEGABYTES, MOST_MEGABYTES, ROWS, Kept, Room, usual_megabytes
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
    until_marked(world)
    return token, records


def until_marked(world: World) -> None:
    """Wait until the holder has made the marks of what was searched."""
    until = time.monotonic() + 5
    while world.inside.status()["unmarked"]:
        assert time.monotonic() < until, "no marks were made"
        time.sleep(0.01)


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
    put = [one.put(STAMP, world.ask(), record) for record in records]
    assert 0 < sum(put) < len(put), "a megabyte is not enough for all"
    again = one.put(b"t" * 16, world.ask(), records[0])
    assert again, "a changed text takes the place of what was kept of it"
    one.drop_subject(records[1].subject)
    one.wipe()
    assert room.left == 1 << 20


def test_more_texts_than_one_piece_of_memory_holds(world: World):
    token, records = kept(world, "강 언덕", "강 마을")
    one, opener = Kept(Room(64)), world.inside._sessions.get(token).opener
    assert opener is not None
    asks = [RecordAsk(0, records[0].subject, b"", UUID(int=number), records[0].key_id, b"", records[0].cells) for number in range(ROWS + 4)]
    with patch.object(opener, "cells", return_value=[["강 언덕".encode()]]):
        for ask in asks:
            one.put(STAMP, world.ask(), ask)
        assert not one.mark(opener, 60)
    one.put(STAMP, world.ask(), records[1])
    one.mark(opener, 60)
    wanted = b"".join(ask.record.bytes + STAMP for ask in [*asks, records[1]])
    may, missing = one.sift(wanted, "t", "f", "마을", [world.ask()])
    assert ([index for index, _version, _ask in may], missing) == ([len(asks)], [])


def test_before_the_marks_are_made_the_answer_is_the_same(world: World):
    with patch.object(Holder, "_mark_from_now_on"):
        token, records = world.token(), [world.record(text) for text in ("강을 건넜다", "산을 넘었다")]
        world.holder.search(token, [world.ask()], records, "없는말", "", 50, STAMP * 2)

        assert world.inside.unmarked() == 2
        assert asked(world, token, records, "강") == ([0], [])


def test_what_does_not_open_gets_no_marks_and_is_forgotten(world: World):
    token, records = kept(world, "강을 건넜다")
    session = world.inside._sessions.get(token)
    moved = RecordAsk(0, records[0].subject, records[0].subject_wrap, UUID(int=5), records[0].key_id, records[0].key_wrap, records[0].cells)
    world.holder.search_keep(token, [world.ask()], [moved], STAMP)
    until_marked(world)

    assert len(session.kept) == 1  # type: ignore[arg-type]
    assert asked(world, token, [moved], "강") == ([], [0])


def test_what_is_handed_over_before_any_question_is_found_and_counts_as_nothing(tmp_path: Path):
    world = World(tmp_path, per_hour={3: 1}, searches_per_hour=1)
    token, records = world.token(), [world.record(text) for text in ("강을 건넜다", "산을 넘었다")]
    used = world.inside._sessions.get(token).used
    wanted = b"".join(record.record.bytes + STAMP for record in records)
    lacks = world.holder.search_lacks(token, wanted, "t", "f")
    kept_now = world.holder.search_keep(token, [world.ask()], records, STAMP * 2)

    assert (lacks, kept_now) == (struct.pack(">2I", 0, 1), 2)
    assert world.holder.search_lacks(token, wanted, "t", "f") == b""
    assert (entered(world)["verb"], entered(world)["records"], entered(world)["scanned"]) == ("prepare", [], 2)
    assert world.inside._sessions.peek(token).used == used, "a page that prepares by itself keeps nobody's keys unlocked"
    assert asked(world, token, records, "강") == ([0], []), "the one question and the one record of the hour are still there"


def test_handing_over_needs_the_grant_and_an_unlocked_session(world: World):
    token, record = world.token(), world.record("강")
    with pytest.raises(BadRequest):
        world.holder.search_keep(token, [world.ask()], [record], STAMP * 2)
    assert world.holder.search_keep(token, [world.ask(granted=False)], [record], STAMP) == 0
    world.holder.panic()
    with pytest.raises(NotUnlocked):
        world.holder.search_keep(token, [world.ask()], [record], STAMP)
    with pytest.raises(NotUnlocked):
        world.holder.search_lacks(token, record.record.bytes + STAMP, "t", "f")


def test_no_marks_are_made_for_a_session_that_was_locked_meanwhile(world: World):
    with patch.object(Holder, "_mark_from_now_on"):
        token, records = world.token(), [world.record("강을 건넜다")]
        world.holder.search(token, [world.ask()], records, "없는말", "", 50, STAMP)
    session = world.inside._sessions.get(token)
    one = session.kept
    world.holder.panic()
    world.inside._mark_from_now_on()
    until_marked(world)

    assert one is not None and one.unmarked == 0 and not one._pieces


def test_the_usual_memory_is_a_part_of_the_machines_within_bounds():
    assert LEAST_MEGABYTES <= usual_megabytes() <= MOST_MEGABYTES
