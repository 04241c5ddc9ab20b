"""Names that a session keeps to be searched: found by any spelling here and behind the socket, counted, written down, gone with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from bandi.keyholder import reads
from bandi.keyholder.asking import CellAsk, NameSource, RecordAsk
from bandi.keyholder.client import RemoteHolder
from bandi.keyholder.errors import NoEntry, NotUnlocked, Quota
from bandi.keyholder.naming_questions import NAMES
from bandi.keyholder.tests.test_holder import PHRASE, World
from bandi.locks import cells, pairs
from bandi.locks.pairs import PrivateHalf


@pytest.fixture(params=[False, True], ids=["here", "socket"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path, remote=request.param)
    yield made
    if isinstance(made.holder, RemoteHolder) and made.server:
        made.holder._forget()
        made.server.stop()


def named(world: World, **fields: str) -> RecordAsk:
    """Return a person's record with some sealed fields."""
    from bandi.keyholder import purposes

    subject, subject_id, record, key_id, key = PrivateHalf.new(), uuid4(), uuid4(), uuid4(), cells.new_key()
    return RecordAsk(
        0, subject_id, pairs.wrap(subject.seed, public=world.version.public, info=purposes.subject(world.compartment, 1, subject_id)), record, key_id,
        pairs.wrap(key, public=subject.public, info=purposes.record(subject_id, record, key_id)),
        tuple(
            CellAsk("p", field, cells.seal(text.encode(), key=key, key_id=key_id, place=cells.Place("p", record, field, world.compartment, 3)))
            for field, text in fields.items()
        ),
    )  # fmt: skip


def taken(world: World, token: str, *records: RecordAsk, granted: bool = True) -> list[UUID]:
    """Let the session take in records, each a person of its own, and return who they are."""
    sources = [NameSource(record.record, record.record) for record in records]
    world.holder.names_take(token, [world.ask(granted=granted)], list(records), sources, {"people/1": "here"})
    return [record.record for record in records]


def test_any_spelling_finds_a_person_with_reasons_in_both_languages(world: World):
    token = world.token()
    (owner,) = taken(world, token, named(world, name="홍반디"))
    row = named(world, text="Moss Heron")
    world.holder.names_take(token, [world.ask()], [row], [NameSource(owner, row.record)], {})
    (hit,) = world.holder.names_find(token, [world.ask()], {}, "Hong Pan-di")
    assert (hit.owner, hit.text) == (owner, "홍반디")
    assert any("surname agrees" in english and "성 일치" in korean for english, korean in hit.reasons)
    assert world.holder.names_find(token, [world.ask()], {}, "Moss Heron")[0].owner == owner
    assert world.holder.names_state(token) == {"people": 1, "cursors": {"people/1": "here"}}


def test_two_who_may_be_one_are_paired_once_and_not_when_decided_or_unknown(world: World):
    token = world.token()
    one, other, far = taken(
        world, token, named(world, name="홍반디", birth="1985"), named(world, name="Hong Pandi", birth="1985-03"), named(world, name="남지음", birth="1985")
    )
    answer = world.holder.names_pairs(token, [world.ask()], {}, [], 0, 10, 5.0)
    (pair,) = answer["pairs"]
    assert ({pair.one, pair.other}, answer["count"], answer["left"]) == ({one, other}, 1, 0)
    assert far not in {pair.one, pair.other}
    assert world.holder.names_pairs(token, [world.ask()], {}, [(other, one)], 0, 10, 1.0)["count"] == 0
    assert world.holder.names_pairs(token, [world.ask()], {world.compartment.hex: [one]}, [], 0, 10, 1.0)["count"] == 0


def test_of_a_compartment_with_assignments_only_those_are_found_who_exist_for_the_asker(world: World):
    token = world.token()
    one, other = taken(world, token, named(world, name="홍반디"), named(world, name="Hong Pandi"))
    hits = world.holder.names_find(token, [world.ask()], {world.compartment.hex: [other]}, "Hong Ban-di")
    assert [hit.owner for hit in hits] == [other]
    assert one not in {hit.owner for hit in hits}


def test_a_source_that_says_nothing_any_more_loses_its_names_and_a_person_can_be_dropped(world: World):
    token = world.token()
    record = named(world, name="홍반디")
    (owner,) = taken(world, token, record)
    world.holder.names_take(token, [world.ask()], [], [NameSource(owner, owner)], {})
    assert not world.holder.names_find(token, [world.ask()], {}, "홍반디")
    taken(world, token, record)
    assert world.holder.names_find(token, [world.ask()], {}, "홍반디")
    world.holder.names_drop(owner)
    assert not world.holder.names_find(token, [world.ask()], {}, "홍반디")


def test_without_a_grant_nothing_is_taken_in_and_nothing_found(world: World):
    token = world.token()
    taken(world, token, named(world, name="홍반디"), granted=False)
    assert not world.holder.names_find(token, [world.ask()], {}, "홍반디")
    taken(world, token, named(world, name="홍반디"))
    other = replace(world.ask(granted=False), compartment=uuid4())
    assert not world.holder.names_find(token, [other], {}, "홍반디")


def test_a_guest_finds_by_name_while_the_loan_lasts_pairs_nobody_and_nothing_is_left_behind(tmp_path: Path):
    world = World(tmp_path)
    token, guest = world.token(), uuid4()
    world.holder.renew(token, [world.lock()], PHRASE, None)
    world.holder.lend(token, world.ask(), guest, 1.5, "loan-1", "night call")
    other = World.__new__(World)
    other.__dict__.update(world.__dict__, member=guest, private=PrivateHalf.new())
    theirs = other.token()
    records = [named(world, name="홍반디"), named(world, name="Hong Pandi")]
    sources, cursor = [NameSource(one.record, one.record) for one in records], {f"people/{world.compartment.hex}": "here"}
    world.holder.names_take(theirs, [world.ask(granted=False)], records, sources, cursor)
    assert {hit.owner for hit in world.holder.names_find(theirs, [world.ask(granted=False)], {}, "Hong Ban-di")} == {one.record for one in records}
    entry = reads.details(list(reads.entries(tmp_path / "holder" / "reads.jsonl"))[-1][2], world.auditor)
    assert (entry["verb"], entry["loans"]) == ("find name", ["loan-1"])
    assert world.holder.names_pairs(theirs, [world.ask(granted=False)], {}, [], 0, 10, 1.0)["count"] == 0
    session = world.holder._sessions.get(theirs)
    assert session.names is not None
    time.sleep(2.5)
    assert (len(session.names.shelf), session.names.cursors, session.names.lent) == (0, {}, set())
    assert not any(session.names.shelf._texts)
    assert not world.holder.names_find(theirs, [world.ask(granted=False)], {}, "홍반디")


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_token_that_was_never_given_finds_no_name(world: World, token: str):
    for ask in (
        lambda: world.holder.names_state(token), lambda: world.holder.names_find(token, [world.ask()], {}, "홍반디"),
        lambda: world.holder.names_take(token, [world.ask()], [], [], {}), lambda: world.holder.names_pairs(token, [world.ask()], {}, [], 0, 1, 0.1),
    ):  # fmt: skip
        with pytest.raises(NotUnlocked):
            ask()


def test_names_are_gone_with_the_session_and_not_in_another_of_the_same_member(world: World):
    token = world.token()
    taken(world, token, named(world, name="홍반디"))
    session = world.inside._sessions.get(token)
    assert not world.holder.names_find(world.token(), [world.ask()], {}, "홍반디")
    world.holder.end(token)
    assert session.names is None
    with pytest.raises(NotUnlocked):
        world.holder.names_find(token, [world.ask()], {}, "홍반디")


def test_hits_count_as_readings_and_handing_over_does_not(tmp_path: Path):
    world = World(tmp_path, per_hour={3: 1})
    token = world.token()
    taken(world, token, *(named(world, name=name) for name in ("홍반디", "남지음", "강시내")))
    assert len(world.holder.names_find(token, [world.ask()], {}, "홍반디")) == 1
    assert len(world.holder.names_find(token, [world.ask()], {}, "Hong Pandi")) == 1
    with pytest.raises(Quota):
        world.holder.names_find(token, [world.ask()], {}, "남지음")


def test_questions_for_names_have_a_quota_of_their_own(tmp_path: Path):
    world = World(tmp_path, names_per_hour=2)
    token = world.token()
    taken(world, token, named(world, name="홍반디"))
    for _twice in range(2):
        world.holder.names_find(token, [world.ask()], {}, "남지음")
    with pytest.raises(Quota):
        world.holder.names_find(token, [world.ask()], {}, "강시내")
    assert world.inside._quotas.per_hour[NAMES] == 2


def test_what_was_asked_and_found_stands_in_the_read_log_for_auditors(tmp_path: Path):
    world = World(tmp_path)
    token = world.token()
    (owner,) = taken(world, token, named(world, name="홍반디"))
    world.holder.names_find(token, [world.ask()], {}, "Hong Pandi")
    details = [reads.details(entry[2], world.auditor) for entry in reads.entries(world.inside.folder / "reads.jsonl")]
    assert [(one["verb"], one.get("query")) for one in details] == [("names", None), ("find name", "Hong Pandi")]
    assert details[1]["found"] == [owner.hex]
    assert "Hong" not in (world.inside.folder / "reads.jsonl").read_text()


def test_without_auditors_no_name_is_taken_in(tmp_path: Path):
    world = World(tmp_path)
    world.inside._log.public, world.inside._auditor = None, lambda: None
    with pytest.raises(NoEntry):
        taken(world, world.token(), named(world, name="홍반디"))
