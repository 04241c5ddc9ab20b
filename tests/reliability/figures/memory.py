"""F22: after a lock, an idle time or a panic no key, and no mark of a searched text, is left in the memory of the key holder's process.

Reads the memory of a real `bandi keyd` through /proc. What it does not show: plaintext that was answered may linger until reused.
"""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from bandi.hangul.marks import marks_of
from bandi.keyholder import purposes
from bandi.keyholder.asking import CellAsk, LockAsk, RecordAsk, VersionAsk
from bandi.keyholder.client import RemoteHolder
from bandi.keyholder.holder import AUDITOR_FILE
from bandi.locks import cells, pairs, unlocking
from bandi.locks.pairs import PrivateHalf
from tests.reliability.figures.figure import Figure

PHRASE = "reed lantern river moss heron dusk"
TEXT = b"invented"
COST = unlocking.Cost(memory_kib=64, passes=1, lanes=1)


class Sealed:
    """One member, one compartment, `count` subjects with a record each; all keys known to the test, none to the disk."""

    def __init__(self, count: int) -> None:
        self.member, self.private, self.version, self.compartment = uuid4(), PrivateHalf.new(), PrivateHalf.new(), uuid4()
        salt = unlocking.new_salt()
        self.stretched = unlocking.stretched(PHRASE, salt=salt, cost=COST)
        sealed = unlocking.lock(self.private.seed, stretched_passphrase=self.stretched, key_secret=None, member=self.member.bytes)
        self.lock = LockAsk(sealed, salt, COST.memory_kib, COST.passes, COST.lanes)
        info = purposes.grant(self.compartment, 1, 3, self.member)
        self.ask = VersionAsk(self.compartment, 1, 3, pairs.wrap(self.version.seed, public=self.private.public, info=info))
        self.subjects, self.keys, self.records = [], [], []
        self.long = "".join(chr(0xAC00 + secrets.randbelow(11_172)) for _ in range(4_000))
        for number in range(count):
            subject, subject_id, record, key_id, key = PrivateHalf.new(), uuid4(), uuid4(), uuid4(), cells.new_key()
            place = cells.Place("t", record, "f", self.compartment, 3)
            info = purposes.subject(self.compartment, 1, subject_id)
            wrap = pairs.wrap(subject.seed, public=self.version.public, info=info)
            info = purposes.record(subject_id, record, key_id)
            inner = pairs.wrap_inner(key, key=purposes.inner_key(subject.seed), info=info)
            outer = pairs.wrap(key, public=subject.public, info=info)
            cell = cells.seal(TEXT if number else self.long.encode(), key=key, key_id=key_id, place=place)
            self.records.append(RecordAsk(0, subject_id, wrap, record, key_id, inner if number % 2 else outer, (CellAsk("t", "f", cell),)))
            self.subjects.append(subject.seed)
            self.keys.append(key)

    def secrets(self) -> dict[str, list[bytes]]:
        """Every key that the holder sees, by what it is."""
        return {
            "member": [self.private.seed], "compartment": [self.version.seed], "subject": self.subjects, "record": self.keys,
            "passphrase": [self.stretched], "marks": self.marks(),
        }  # fmt: skip

    def marks(self) -> list[bytes]:
        """Stretches of what the holder marks of the long text, each unlikely to stand anywhere by chance."""
        whole = marks_of(self.long.encode()).tobytes()
        stretches = [whole[at : at + 48] for at in range(0, len(whole), 48)]
        return [one for one in stretches if len(set(one)) > 24][:20]


@contextmanager
def keyd(home: Path, *, idle_minutes: int = 15, quota: int = 100_000) -> Iterator[tuple[int, RemoteHolder]]:
    """A running `bandi keyd` of its own: its process number and a client."""
    (home / "holder").mkdir(parents=True)
    (home / "holder" / AUDITOR_FILE).write_text(PrivateHalf.new().public.hex())
    socket = home / "holder" / "keyd.sock"
    environment = {
        **os.environ, "BANDI_HOME": str(home), "BANDI_KEYHOLDER": str(socket), "BANDI_IDLE_MINUTES": str(idle_minutes),
        "BANDI_QUOTAS": f"3:{quota}",
    }  # fmt: skip
    process = subprocess.Popen([Path(sys.executable).with_name("bandi"), "keyd"], env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    client = RemoteHolder(socket)
    try:
        yield process.pid, client
    finally:
        client._forget()
        process.terminate()
        process.wait(10)
        process.stdout.close()


def found_in_memory(process: int, secrets: Iterable[bytes]) -> int:
    """Return how many of the secrets stand at least once in the writable memory of a process."""
    wanted = dict.fromkeys(secrets, False)
    maps = Path(f"/proc/{process}/maps").read_text().splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
            if not match or "[vvar]" in line:
                continue
            start, end = int(match[1], 16), int(match[2], 16)
            try:
                memory.seek(start)
                block = memory.read(end - start)
                for secret, is_found in wanted.items():
                    wanted[secret] = is_found or secret in block
            except (OSError, ValueError, OverflowError):
                continue
    return sum(wanted.values())


def measure_memory(n: int, home: Path) -> Figure:
    """Unlock, read n records, search them, lock in two ways, and look for every key and mark in the holder's memory."""
    failures, before, slowest = 0, 0, 0.0
    world = Sealed(n)
    every = [secret for group in world.secrets().values() for secret in group]
    for way in ("end", "panic"):
        with keyd(home / way) as (process, client):
            token = client.begin(world.member, [world.lock], PHRASE)
            client.finish(token, None)
            opened = client.open(token, [world.ask], world.records, "")
            assert [texts[0] for texts in opened] == [world.long.encode(), *[TEXT] * (n - 1)]
            stamps = bytes(16) * n
            client.search(token, [world.ask], world.records, "없는말", "", 50, stamps)
            wanted = b"".join(record.record.bytes + bytes(16) for record in world.records)
            assert [hit.index for hit in client.search_kept(token, [world.ask], wanted, "t", "f", world.long[:6], "")["hits"]] == [0]
            while client.status()["unmarked"]:
                time.sleep(0.05)
            before = found_in_memory(process, every)
            started = time.perf_counter()
            _ = client.end(token) if way == "end" else client.panic()
            slowest = max(slowest, time.perf_counter() - started)
            failures += found_in_memory(process, every)
    return Figure(
        "F22", 2 * len(every), failures, f"{before} of {len(every)} keys and marks of a searched text stood in the memory while unlocked", before > n + len(world.marks()) * 0.9,
        f"keys, and the marks that a search keeps of texts, gone after lock and panic, the slower in {slowest * 1000:.0f} ms (target 1 s); plaintext that was answered is not looked for",
    )  # fmt: skip
