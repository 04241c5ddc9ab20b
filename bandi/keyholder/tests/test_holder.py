from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bandi.keyholder import purposes, reads
from bandi.keyholder.asking import CellAsk, LockAsk, RecordAsk, VersionAsk
from bandi.keyholder.client import Away, RemoteHolder
from bandi.keyholder.errors import NoEntry, NotFresh, NotGranted, NotUnlocked, Quota, WrongSecret
from bandi.keyholder.holder import AUDITOR_FILE, Holder
from bandi.keyholder.server import Server
from bandi.keyholder.sessions import Limits
from bandi.locks import cells, pairs, unlocking
from bandi.locks.pairs import PrivateHalf

LIGHT = unlocking.Cost(memory_kib=64, passes=1, lanes=1)
PHRASE = "reed lantern river moss"


class World:
    """One member, one compartment of tier 3, records in it; and a holder, here or behind a socket."""

    def __init__(self, folder: Path, *, remote: bool = False, **settings: object) -> None:
        self.auditor = PrivateHalf.new()
        self.member, self.private = uuid4(), PrivateHalf.new()
        self.compartment, self.version = uuid4(), PrivateHalf.new()
        self.inside = Holder(folder / "holder", auditor=lambda: self.auditor.public, **settings)  # type: ignore[arg-type]
        self.server: Server | None = None
        self.holder: Holder | RemoteHolder = self.inside
        if remote:
            self.server = Server(self.inside, folder / "run" / "keyd.sock")
            threading.Thread(target=self.server.serve, daemon=True).start()
            self.holder = RemoteHolder(folder / "run" / "keyd.sock")

    def lock(self, secret: bytes | None = None) -> LockAsk:
        salt = unlocking.new_salt()
        stretched = unlocking.stretched(PHRASE, salt=salt, cost=LIGHT)
        sealed = unlocking.lock(self.private.seed, stretched_passphrase=stretched, key_secret=secret, member=self.member.bytes)
        return LockAsk(sealed, salt, 64, 1, 1)

    def token(self) -> str:
        token = self.holder.begin(self.member, [self.lock()], PHRASE)
        self.holder.finish(token, None)
        return token

    def ask(self, *, granted: bool = True, tier: int = 3) -> VersionAsk:
        info = purposes.grant(self.compartment, 1, tier, self.member)
        wrap = pairs.wrap(self.version.seed, public=self.private.public, info=info)
        return VersionAsk(self.compartment, 1, tier, wrap if granted else None)

    def record(self, *texts: str, tier: int = 3) -> RecordAsk:
        subject, subject_id, record, key_id, key = PrivateHalf.new(), uuid4(), uuid4(), uuid4(), cells.new_key()
        info = purposes.subject(self.compartment, 1, subject_id)
        place = cells.Place("t", record, "f", self.compartment, tier)
        return RecordAsk(
            0, subject_id, pairs.wrap(subject.seed, public=self.version.public, info=info), record, key_id,
            pairs.wrap(key, public=subject.public, info=purposes.record(subject_id, record, key_id)),
            tuple(CellAsk("t", "f", cells.seal(text.encode(), key=key, key_id=key_id, place=place)) for text in texts),
        )  # fmt: skip


@pytest.fixture(params=[False, True], ids=["here", "socket"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path, remote=request.param)
    yield made
    if isinstance(made.holder, RemoteHolder) and made.server:
        made.holder._forget()
        made.server.stop()


def test_an_unlocked_member_reads_and_it_is_written_down_first(world: World):
    assert world.holder.open(world.token(), [world.ask()], [world.record("하나", "둘")], "why") == [["하나".encode(), "둘".encode()]]
    (entry,) = reads.entries(world.inside.folder / "reads.jsonl")
    details = reads.details(entry[2], world.auditor)
    assert (details["verb"], details["member"], details["why"]) == ("open", world.member.hex, "why")


def test_the_read_log_tells_nobody_but_auditors(world: World):
    record = world.record("x")
    world.holder.open(world.token(), [world.ask()], [record], "")
    text = (world.inside.folder / "reads.jsonl").read_text()
    assert record.record.hex not in text
    assert world.member.hex not in text


def test_when_the_auditors_lock_was_turned_readings_are_sealed_to_the_new_one_without_a_restart(world: World):
    token, old = world.token(), world.auditor
    world.holder.open(token, [world.ask()], [world.record("x")], "before")
    world.auditor = PrivateHalf.new()
    world.holder.open(token, [world.ask()], [world.record("x")], "nobody was told")
    (world.inside.folder / AUDITOR_FILE).write_text(world.auditor.public.hex())
    world.holder.open(token, [world.ask()], [world.record("x")], "after")

    sealed = [entry[2] for entry in reads.entries(world.inside.folder / "reads.jsonl")]
    assert [reads.details(one, old)["why"] for one in sealed[:-1]][-2:] == ["before", "nobody was told"]
    assert reads.details(sealed[-1], world.auditor)["why"] == "after"
    assert "auditors-changed" in (world.inside.folder / "alarms.jsonl").read_text()


def test_before_the_second_factor_nothing_opens(world: World):
    token = world.holder.begin(world.member, [world.lock()], PHRASE)
    with pytest.raises(NotUnlocked):
        world.holder.open(token, [world.ask()], [world.record("x")], "")


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_token_that_was_never_given_opens_nothing(world: World, token: str):
    with pytest.raises(NotUnlocked):
        world.holder.open(token, [world.ask()], [world.record("x")], "")


def test_a_wrong_passphrase_begins_nothing(world: World):
    with pytest.raises(WrongSecret):
        world.holder.begin(world.member, [world.lock()], "wrong")


def test_a_lock_with_a_security_key_opens_with_its_secret_only(world: World):
    lock = world.lock(b"from the key")
    token = world.holder.begin(world.member, [lock], PHRASE)
    with pytest.raises(WrongSecret):
        world.holder.finish(token, b"another")
    token = world.holder.begin(world.member, [lock], PHRASE)
    assert world.holder.finish(token, b"from the key")


def test_without_a_grant_the_record_stays_closed(world: World):
    assert world.holder.open(world.token(), [world.ask(granted=False)], [world.record("x")], "") == [[None]]


def test_a_lie_about_tier_or_compartment_opens_nothing(world: World):
    for ask in (
        VersionAsk(world.compartment, 1, 2, world.ask().grant),
        VersionAsk(uuid4(), 1, 3, world.ask().grant),
        VersionAsk(world.compartment, 2, 3, world.ask().grant),
    ):
        assert world.holder.open(world.token(), [ask], [world.record("x")], "") == [[None]]


def test_leaving_and_panic_lock_at_once(world: World):
    token, other = world.token(), world.token()
    world.holder.end(token)
    with pytest.raises(NotUnlocked):
        world.holder.open(token, [world.ask()], [world.record("x")], "")
    assert world.holder.is_unlocked(other)
    assert world.holder.panic() == 1
    assert not world.holder.is_unlocked(other)


def test_no_key_of_a_session_is_left_in_its_buffers_after_the_lock(world: World):
    token = world.token()
    world.holder.open(token, [world.ask()], [world.record("x")], "")
    session = world.inside._sessions.get(token)
    seeds = [session.private.seed, *session.opener._subjects.values(), *session.opener._records.values()]  # type: ignore[union-attr]
    assert all(any(seed) for seed in seeds)
    world.holder.end(token)
    assert not any(any(seed) for seed in seeds)


def test_letting_others_in_needs_the_passphrase_again(world: World):
    token, friend = world.token(), PrivateHalf.new()
    for act in (
        lambda: world.holder.regrant(token, world.ask(), uuid4(), friend.public),
        lambda: world.holder.rotate(token, world.ask(), [(uuid4(), friend.public)]),
        lambda: world.holder.rewrap(token, world.ask(), world.ask(), []),
        lambda: world.holder.lend(token, world.ask(), uuid4(), 60.0, "1", "why"),
    ):
        with pytest.raises(NotFresh):
            act()
    with pytest.raises(WrongSecret):
        world.holder.renew(token, [world.lock()], "wrong", None)
    world.holder.renew(token, [world.lock()], PHRASE, None)
    member = uuid4()
    wrap = world.holder.regrant(token, world.ask(), member, friend.public)
    assert friend.unwrap(wrap, info=purposes.grant(world.compartment, 1, 3, member)) == world.version.seed


def test_somebody_outside_cannot_let_anybody_in(world: World):
    token = world.token()
    world.holder.renew(token, [world.lock()], PHRASE, None)
    with pytest.raises(NotGranted):
        world.holder.regrant(token, world.ask(granted=False), uuid4(), PrivateHalf.new().public)


def test_search_finds_within_the_grant_and_counts_hits_only(world: World):
    pytest.importorskip("bandi.hangul.scanning")
    records = [world.record("강을 건넜다"), world.record("산을 넘었다"), world.record("강가에서")]
    hits = world.holder.search(world.token(), [world.ask()], records, "강", "")
    assert [hit.index for hit in hits] == [0, 2]
    assert world.holder.search(world.token(), [world.ask(granted=False)], records, "강", "") in ([], ())


def test_the_key_of_a_file_goes_to_members_only(world: World):
    record, blob = world.record("x"), uuid4()
    assert len(world.holder.file_key(world.token(), world.ask(), record, blob, "")) == 32
    with pytest.raises(NotGranted):
        world.holder.file_key(world.token(), world.ask(granted=False), record, blob, "")


def test_the_hour_has_a_quota_and_the_alarm_is_raised(tmp_path: Path):
    world = World(tmp_path, per_hour={3: 5})
    token, records = world.token(), [world.record("x") for _ in range(6)]
    world.holder.open(token, [world.ask()], records[:5], "")
    world.holder.open(token, [world.ask()], records[:5], "")
    for again in (token, world.token()):
        with pytest.raises(Quota):
            world.holder.open(again, [world.ask()], records[5:], "")
    kinds = [json.loads(line)["kind"] for line in (tmp_path / "holder" / "alarms.jsonl").read_text().splitlines()]
    assert kinds == ["fast", "quota", "quota"]


def test_a_whole_batch_over_the_quota_opens_nothing(tmp_path: Path):
    world = World(tmp_path, per_hour={3: 5})
    with pytest.raises(Quota):
        world.holder.open(world.token(), [world.ask()], [world.record("x") for _ in range(6)], "")
    assert world.inside.head().entries == 0


def test_without_auditors_nothing_is_opened(tmp_path: Path):
    world = World(tmp_path)
    world.inside._auditor = lambda: None
    world.inside._log.public = None
    with pytest.raises(NoEntry):
        world.holder.open(world.token(), [world.ask()], [world.record("x")], "")


def test_a_session_locks_by_itself_when_idle_and_at_the_end_of_the_day(tmp_path: Path):
    idle = World(tmp_path / "a", limits=Limits(idle=0.2))
    token = idle.token()
    session = idle.inside._sessions.get(token)
    time.sleep(1.0)
    assert session.private is None
    day = World(tmp_path / "b", limits=Limits(longest=0.0))
    with pytest.raises((NotUnlocked, WrongSecret)):
        day.token()


def test_a_loan_opens_for_a_while_and_only_for_whom_it_was_made(tmp_path: Path):
    world = World(tmp_path)
    token, borrower, private = world.token(), uuid4(), PrivateHalf.new()
    world.holder.renew(token, [world.lock()], PHRASE, None)
    world.holder.lend(token, world.ask(), borrower, 0.4, "loan-1", "night call")
    other = World.__new__(World)
    other.__dict__.update(world.__dict__, member=borrower, private=private)
    theirs = other.token()
    record = world.record("x")
    assert world.holder.open(theirs, [world.ask(granted=False)], [record], "") == [[b"x"]]
    assert reads.details(list(reads.entries(tmp_path / "holder" / "reads.jsonl"))[-1][2], world.auditor)["loans"] == ["loan-1"]
    time.sleep(0.6)
    assert world.holder.open(theirs, [world.ask(granted=False)], [record], "") == [[None]]


def test_the_holder_going_away_is_said_and_it_is_found_again(tmp_path: Path):
    world = World(tmp_path, remote=True)
    world.token()
    world.server.stop()  # type: ignore[union-attr]
    time.sleep(0.5)
    with pytest.raises(Away):
        world.holder.status()


def test_what_is_not_of_the_protocol_ends_nothing_but_the_request(tmp_path: Path):
    world = World(tmp_path, remote=True)
    client = world.holder
    for operation, arguments in (("open", (1, 2)), ("panic", (1, 2, 3)), ("__class__", ()), ("_sessions", ())):
        with pytest.raises(Exception):  # noqa: B017
            client._ask(operation, arguments)  # type: ignore[union-attr]
    assert client.status()["sessions"] == 0
    client._forget()  # type: ignore[union-attr]
    world.server.stop()  # type: ignore[union-attr]


def test_one_question_over_many_portions_counts_once_and_a_guesser_is_stopped(tmp_path: Path):
    world = World(tmp_path, searches_per_hour=2)
    token, record = world.token(), world.record("강을 건넜다")
    for _portion in range(5):
        world.holder.search(token, [world.ask()], [record], "강", "")
    world.holder.search(token, [world.ask()], [record], "산", "")
    with pytest.raises(Quota):
        world.holder.search(token, [world.ask()], [record], "들", "")
