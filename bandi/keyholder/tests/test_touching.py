"""A web process in an attacker's hands, with the token of a member at work, opens nothing lethal: it cannot touch her key."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fido2.cose import ES256
from fido2.webauthn import AttestedCredentialData

from bandi.foundation.access.tests.softkey import SoftKey
from bandi.keyholder import reads
from bandi.keyholder.asking import RecordAsk
from bandi.keyholder.errors import NotFresh, NotTouched
from bandi.keyholder.sessions import Limits
from bandi.keyholder.tests.test_holder import PHRASE, World, world

__all__ = ["world"]


def public_of(key: SoftKey) -> bytes:
    """What the browser registered of a key."""
    return bytes(AttestedCredentialData.create(bytes(16), key.credential, ES256.from_cryptography_key(key.private.public_key())))


def bound(world: World) -> tuple[str, SoftKey]:
    """A member at work whose key the holder knows."""
    token, key = world.token(), SoftKey()
    world.holder.renew(token, [world.lock()], PHRASE, None)
    world.holder.touch_bind(token, public_of(key))
    return token, key


def lethal(world: World, text: str = "강을 건넜다") -> RecordAsk:
    return world.record(text, tier=4)


def opened(world: World, token: str, record: RecordAsk, tier: int = 4) -> Any:
    return world.holder.open(token, [world.ask(tier=tier)], [record], "")[0][0]


def test_without_a_touch_nothing_lethal_opens_and_after_one_it_does(world: World):
    token, key = bound(world)
    record = lethal(world)
    assert opened(world, token, record) is None
    assert world.holder.touch(token, key.answer(world.holder.touch_ask(token)))

    assert opened(world, token, record) == "강을 건넜다".encode()


def test_a_web_process_without_the_key_finds_no_other_way(world: World):
    """Everything that whoever rules the web process can ask with the member's token, right after she gave her passphrase again."""
    token, _key = bound(world)
    record, version = lethal(world), world.ask(tier=4)
    for lie in (3, 2, 1):
        assert opened(world, token, record, tier=lie) is None, "the tier is authenticated by the wrap"
        assert world.holder.open(token, [replace(version, tier=lie)], [record], "") == [[None]]
    assert world.holder.search(token, [version], [record], "강", "") in ([], ())
    assert world.holder.search_kept(token, [version], record.record.bytes + bytes(16), "t", "f", "강")["hits"] in ([], ())
    for act in (
        lambda: world.holder.file_key(token, version, record, record.record),
        lambda: world.holder.regrant(token, version, record.record, world.private.public),
        lambda: world.holder.rotate(token, version, [(world.member, world.private.public)]),
        lambda: world.holder.lend(token, version, record.record, 60.0, "1", "because"),
    ):
        with pytest.raises(Exception) as refused:
            act()
        assert refused.value.code in ("not-granted", "not-touched"), refused.value
    stranger = SoftKey()
    with pytest.raises(NotTouched):
        world.holder.touch_bind(token, public_of(stranger))
    with pytest.raises(NotTouched):
        world.holder.touch(token, stranger.answer(world.holder.touch_ask(token)))
    assert opened(world, token, record) is None


def test_what_is_not_lethal_needs_no_touch(world: World):
    token, _key = bound(world)
    assert opened(world, token, world.record("들", tier=3), tier=3) == "들".encode()


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda key, options: key.answer(options, spoil=True),
        lambda key, options: key.answer(options, host="desk.acorn.example"),
        lambda key, options: key.answer(json.dumps({**json.loads(options), "challenge": "AAAA"})),
        lambda key, options: "{}",
        lambda key, options: "no JSON",
    ],
)
def test_an_answer_that_does_not_fit_is_refused(world: World, spoilt: Any):
    token, key = bound(world)
    with pytest.raises(NotTouched):
        world.holder.touch(token, spoilt(key, world.holder.touch_ask(token)))
    assert opened(world, token, lethal(world)) is None


def test_an_answer_counts_once_and_only_for_a_question_of_the_holder(world: World):
    token, key = bound(world)
    answer = key.answer(world.holder.touch_ask(token))
    assert world.holder.touch(token, answer)
    for question in (lambda: None, lambda: world.holder.touch_ask(token)):
        question()
        with pytest.raises(NotTouched):
            world.holder.touch(token, answer)


def test_a_page_that_looks_like_ours_cannot_pass_a_touch_on(world: World):
    token, key = bound(world)
    key.origin = "https://desk.acorn.example"
    with pytest.raises(NotTouched):
        world.holder.touch(token, key.answer(world.holder.touch_ask(token)))


def test_a_touch_ages_and_is_of_one_session(tmp_path: Path):
    world = World(tmp_path, limits=Limits(touch=0.4))
    token, key = bound(world)
    record = lethal(world)
    world.holder.touch(token, key.answer(world.holder.touch_ask(token)))
    assert opened(world, token, record)
    assert opened(world, world.token(), record) is None
    session = world.inside._sessions.get(token)
    session.touched -= 1
    assert opened(world, token, record) is None


def test_a_key_becomes_known_only_right_after_the_passphrase_and_is_written_down(world: World):
    token = world.token()
    with pytest.raises(NotFresh):
        world.holder.touch_bind(token, public_of(SoftKey()))
    assert world.holder.touch_keys(token) == 0
    bound(world)
    assert world.holder.touch_keys(token) == 1
    verbs = [reads.details(entry[2], world.auditor)["verb"] for entry in reads.entries(world.inside.folder / "reads.jsonl")]
    assert verbs == ["bind key"]
    assert "key-bound" in (world.inside.folder / "alarms.jsonl").read_text()


def test_a_second_key_is_known_after_a_touch_of_the_first(world: World):
    token, first = bound(world)
    second = SoftKey()
    world.holder.touch(token, first.answer(world.holder.touch_ask(token)))
    world.holder.touch_bind(token, public_of(second))
    assert world.holder.touch(token, second.answer(world.holder.touch_ask(token)))


def test_known_keys_outlive_the_process(tmp_path: Path):
    world = World(tmp_path)
    bound(world)
    again = World(tmp_path)
    again.member, again.private, again.compartment, again.version = world.member, world.private, world.compartment, world.version
    assert again.holder.touch_keys(again.token()) == 1
    assert opened(again, again.token(), lethal(again)) is None


def test_an_office_may_ask_a_touch_of_everybody(tmp_path: Path):
    world = World(tmp_path, touch_always=True)
    token = world.token()
    assert opened(world, token, lethal(world)) is None


def test_without_the_guard_the_drill_would_be_lost(world: World, monkeypatch: pytest.MonkeyPatch):
    """The control: with the question for a touch taken away, the same web process reads."""
    token, _key = bound(world)
    monkeypatch.setattr(type(world.inside), "_is_touched", lambda *_: True)

    assert opened(world, token, lethal(world)) == "강을 건넜다".encode()
