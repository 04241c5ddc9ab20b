"""F33: hostile code inside the web process for one hour, against the key holder in a process of its own.

The attacker has what the web process has: the database, the tokens of everybody who is at work, the socket. He wants records beyond the
quota, keys, people who are not at work, and silence. What it does not show: the passphrase that somebody types while he watches.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from bandi.keyholder import purposes
from bandi.keyholder.asking import VersionAsk
from bandi.keyholder.errors import HolderError, Quota
from bandi.locks import pairs
from bandi.locks.errors import LockError
from bandi.locks.pairs import PrivateHalf
from tests.reliability.figures.figure import Figure
from tests.reliability.figures.memory import PHRASE, Sealed, keyd

QUOTA = 300
TIER = 3


def measure_compromise(n: int, home: Path, *, quota: int = QUOTA) -> Figure:
    """Attack an archive of n records in every way we know; count what was got beyond what is allowed."""
    world, absent, attacker = Sealed(n), Sealed(20), PrivateHalf.new()
    with keyd(home / "office", quota=quota) as (process, holder):
        token = holder.begin(world.member, [world.lock], PHRASE)
        holder.finish(token, None)
        started = time.monotonic()
        got = _read_everything(holder, token, world)
        alarm_after = _first_alarm(home / "office" / "holder" / "alarms.jsonl", started)
        beyond = max(0, got - quota)
        keys = _want_keys(holder, token, world, attacker, quota)
        others = _want_others(holder, token, absent)
        entries = holder.status()["reads"]
        silent = 0 if entries > 0 else 1
        del process
    with keyd(home / "open", quota=10 * n) as (_process, holder):
        token = holder.begin(world.member, [world.lock], PHRASE)
        holder.finish(token, None)
        without = _read_everything(holder, token, world)
    failures = beyond + keys + others + silent + (alarm_after is None or alarm_after > 60)
    alarm = "no alarm" if alarm_after is None else f"alarm after {alarm_after:.1f} s"
    return Figure(
        "F33", n, failures, f"without the quota {without} of {n} records were read", without > quota,
        f"{got} records within the quota of {quota}, {keys} keys, {others} records of people who were not at work, {alarm}, every reading "
        "in the read log. A passphrase typed while the attacker watches is not covered.",
    )  # fmt: skip


def _read_everything(holder: object, token: str, world: Sealed) -> int:
    """Read in all portions that might slip through; return how many distinct records were opened."""
    seen = set()
    for size in (len(world.records), 100, 7, 1):
        for start in range(0, len(world.records), size):
            portion = world.records[start : start + size]
            try:
                opened = holder.open(token, [world.ask], portion, "")  # type: ignore[attr-defined]
            except HolderError:
                continue
            seen |= {ask.record for ask, texts in zip(portion, opened, strict=True) if texts != [None]}
    return len(seen)


def _want_keys(holder: object, token: str, world: Sealed, attacker: PrivateHalf, quota: int) -> int:
    """Ask for keys above one file's, in every operation that could give one."""
    got, member = 0, uuid4()
    spare = [world.records[0]]
    asks = [
        lambda: holder.regrant(token, world.ask, member, attacker.public),  # type: ignore[attr-defined]
        lambda: holder.rotate(token, world.ask, [(member, attacker.public)]),  # type: ignore[attr-defined]
        lambda: holder.rewrap(token, world.ask, world.ask, [(spare[0].subject, spare[0].subject_wrap)]),  # type: ignore[attr-defined]
        lambda: holder.lend(token, world.ask, member, 3600.0, "x", ""),  # type: ignore[attr-defined]
        lambda: holder._ask("_own", (token, world.ask)),  # type: ignore[attr-defined]
        lambda: holder._ask("__getattribute__", ("_sessions",)),  # type: ignore[attr-defined]
        lambda: holder.renew(token, [world.lock], "guess", None),  # type: ignore[attr-defined]
    ]
    for ask in asks:
        try:
            ask()
            got += 1
        except (HolderError, LockError):
            continue
    files = 0
    for record in world.records[:: max(1, len(world.records) // (quota + 50))]:
        try:
            holder.file_key(token, world.ask, replace(record, version=0, cells=()), uuid4(), "")  # type: ignore[attr-defined]
            files += 1
        except (Quota, HolderError, LockError):
            continue
    return got + max(0, files - quota)


def _want_others(holder: object, token: str, absent: Sealed) -> int:
    """Read what belongs to somebody who is not at work: with her wraps, with a forged wrap, with a lie about the tier."""
    forged = pairs.wrap(PrivateHalf.new().seed, public=PrivateHalf.new().public, info=purposes.grant(absent.compartment, 1, TIER, absent.member))
    got = 0
    for ask in (absent.ask, replace(absent.ask, grant=forged), replace(absent.ask, tier=1), VersionAsk(absent.compartment, 1, 4, absent.ask.grant)):
        try:
            opened = holder.open(token, [ask], absent.records, "")  # type: ignore[attr-defined]
        except HolderError:
            continue
        got += sum(texts != [None] for texts in opened)
    return got


def _first_alarm(file: Path, _started: float) -> float | None:
    if not file.exists():
        return None
    kinds = [json.loads(line)["kind"] for line in file.read_text().splitlines()]
    return time.monotonic() - _started if kinds else None
