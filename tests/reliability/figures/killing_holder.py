"""The part of F01 that kills `bandi keyd`: what it answered stands in its read log, the log goes on, and nobody is unlocked afterwards."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from bandi.keyholder import reads
from bandi.keyholder.client import RemoteHolder
from bandi.keyholder.errors import HolderError
from bandi.keyholder.holder import AUDITOR_FILE
from bandi.locks.pairs import PrivateHalf
from tests.reliability.figures.memory import PHRASE, Sealed

_LATE = """
import sys
from bandi.config import keyd
from bandi.keyholder import reads
kept, append = [], reads.ReadLog.append

def later(self, details):
    kept.append(details)
    if len(kept) == 64:
        for one in kept:
            append(self, one)
        kept.clear()
    return self.head

reads.ReadLog.append = later
sys.exit(keyd.main([]))
"""


def killed_holder(home: Path, n: int, *, is_late: bool) -> dict[str, int]:
    """Kill a key holder n times while somebody reads; is_late: one that answers before it has written the reading down.

    Returns: answered readings, those missing in the read log, broken logs, tokens that still opened after the kill.
    """
    world, chance = Sealed(12), random.Random(n)
    log = home / "holder" / "reads.jsonl"
    (home / "holder").mkdir(parents=True)
    (home / "holder" / AUDITOR_FILE).write_text(PrivateHalf.new().public.hex())
    seen = {"answered": 0, "missing": 0, "broken": 0, "open": 0}
    token = ""
    for _kill in range(n):
        process, holder = _started(home, is_late=is_late)
        try:
            before = reads.verify(log).entries
        except reads.Broken:
            seen["broken"] += 1
            break
        seen["open"] += bool(token) and holder.is_unlocked(token)
        token = holder.begin(world.member, [world.lock], PHRASE)
        holder.finish(token, None)
        answered = [0]
        reading = threading.Thread(target=_reads, args=(holder, token, world, answered))
        reading.start()
        time.sleep(0.02 + chance.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        process.wait()
        reading.join()
        holder._forget()
        process.stdout.close()  # type: ignore[union-attr]
        reads.ReadLog(log, None).close()  # cuts off what was never finished, as the next start does
        seen["answered"] += answered[0]
        seen["missing"] += max(0, answered[0] - (reads.verify(log).entries - before))
    return seen


def _reads(holder: RemoteHolder, token: str, world: Sealed, answered: list[int]) -> None:
    try:
        while True:
            holder.open(token, [world.ask], world.records[answered[0] % 12 : answered[0] % 12 + 1], "")
            answered[0] += 1
    except (HolderError, OSError):
        return


def _started(home: Path, *, is_late: bool) -> tuple[subprocess.Popen[bytes], RemoteHolder]:
    socket = home / "holder" / "keyd.sock"
    environment = {**os.environ, "BANDI_HOME": str(home), "BANDI_KEYHOLDER": str(socket), "BANDI_QUOTAS": "3:100000"}
    words = [sys.executable, "-c", _LATE] if is_late else [str(Path(sys.executable).with_name("bandi")), "keyd"]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process, RemoteHolder(socket)
