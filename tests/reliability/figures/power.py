"""F02: the power is cut at n points; whatever was answered before is there, and the database and the sealed files are whole.

The writer's own system calls are recorded (strace). A cut replays them up to some point: what was synced is there, of the rest each sector of
512 bytes survives by chance, in no order; a new file is there when its folder was synced, else by chance. Then the encrypted database is
opened with its key and asked. Source: Pillai et al., "All file systems are not created equal", OSDI 2014; ALICE does the same.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bandi.locks.files import Checker
from tests.conftest import REPOSITORY, database
from tests.reliability.figures.figure import Figure
from tests.reliability.figures.offices import ask, empty, environment

SECTOR = 512
SURVIVE = (0.0, 0.5, 0.9)
WRITES = 60

_SET_UP = """
import sys; sys.path.insert(0, ROOT)
from tests.reliability.figures.cast import director
from bandi.foundation.records import editing, sealing
from bandi.register.people.models import Organisation
sealing.office()
director("ada")
answer = str(editing.create(Organisation, by=None, name_en="Lantern Street").pk)
"""

_WRITER = """
import os, sys, django
django.setup()
from django.db import connection, transaction
from bandi.foundation.access.models import Account
from bandi.foundation.records import attaching, sealing
from bandi.foundation.vault import blobs
from bandi.foundation.vault.making import make_subject
from bandi.register.people.models import Organisation
row, ada = Organisation.objects.get(pk=sys.argv[1]), Account.objects.get()
with connection.cursor() as cursor:
    cursor.execute("PRAGMA wal_autocheckpoint=120")
    cursor.execute("PRAGMA synchronous=" + sys.argv[3])
for number in range(int(sys.argv[2])):
    if number % 5 == 4:
        with transaction.atomic():
            made = blobs.store([bytes(20_000)], subject=make_subject(sealing.office()), name=f"n{number}", media_type="t")
        os.write(1, f"ack file {made.pk.hex}\\n".encode())
    else:
        made = attaching.add_note(to=row, text=f"note {number}", by=ada)
        os.write(1, f"ack note {made.pk.hex}\\n".encode())
"""


@dataclass(frozen=True)
class Call:
    """One system call that matters: kind (write, truncate, sync, make, remove, ack), path or word, offset or size, bytes."""

    kind: str
    path: str
    at: int = 0
    data: bytes = b""


_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)", re.S)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(-?\d+|AT_FDCWD)(?:<((?:\\x[0-9a-f]{2})*)>)?")


def _plain(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def read_trace(file: Path, home: Path) -> Iterator[Call]:
    """Yield the calls of a trace that touch the office, and the answers."""
    position: dict[str, int] = {}
    unfinished: dict[str, str] = {}
    inside = str(home)
    for line in file.read_text().splitlines():
        process = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            unfinished[process] = line.removesuffix("<unfinished ...>").rstrip()
            continue
        if resumed := re.search(r"<\.\.\. \w+ resumed>", line):
            line = unfinished.pop(process, "") + line[resumed.end() :]
        found = _LINE.match(line)
        if not found or found[4].startswith("-"):
            continue
        verb, given, result = found[2], found[3], int(found[4])
        described = _FD.match(given)
        path = _plain(described[2]).decode(errors="replace") if described and described[2] else ""
        texts = _TEXT.findall(given)
        if verb in {"open", "openat"} and texts:
            opened = _plain(texts[0]).decode(errors="replace")
            if opened.startswith(inside) and "O_CREAT" in given:
                position[opened] = 0
                yield Call("make", opened)
        elif verb in {"unlink", "unlinkat"} and texts:
            yield Call("remove", _plain(texts[0]).decode(errors="replace"))
        elif verb == "write" and texts and _plain(texts[0]).startswith(b"ack "):
            yield Call("ack", _plain(texts[0]).decode().strip())
        elif not path.startswith(inside):
            continue
        elif verb == "write" and texts:
            at = position.get(path, 0)
            position[path] = at + result
            yield Call("write", path, at, _plain(texts[0])[:result])
        elif verb == "pwrite64" and texts:
            yield Call("write", path, int(given.rsplit(",", 1)[1]), _plain(texts[0])[:result])
        elif verb == "ftruncate":
            yield Call("truncate", path, int(given.rsplit(",", 1)[1]))
        elif verb in {"fsync", "fdatasync"}:
            yield Call("sync", path)


@dataclass
class Disk:
    """What is surely on the disk, and what may be. Files are kept by path; `unnamed` are those whose folder was not synced."""

    files: dict[str, bytearray]
    pending: dict[str, list[Call]] = field(default_factory=dict)
    unnamed: set[str] = field(default_factory=set)

    def take(self, call: Call) -> None:
        """Apply one call."""
        if call.kind == "make" and call.path not in self.files:
            self.files[call.path] = bytearray()
            self.unnamed.add(call.path)
        elif call.kind == "remove":
            self.files.pop(call.path, None)
            self.pending.pop(call.path, None)
        elif call.kind in {"write", "truncate"}:
            self.pending.setdefault(call.path, []).append(call)
        elif call.kind == "sync":
            for waiting in self.pending.pop(call.path, ()):
                _apply(self.files.setdefault(call.path, bytearray()), waiting)
            self.unnamed -= {path for path in self.unnamed if str(Path(path).parent) == call.path}

    def after_cut(self, survive: float, chance: random.Random) -> dict[str, bytearray]:
        """Return the files as somebody finds them after the cut."""
        left = {}
        for path, body in self.files.items():
            if path in self.unnamed and chance.random() >= survive:
                continue
            found = bytearray(body) if path in self.pending else body
            for call in self.pending.get(path, ()):
                if call.kind == "truncate":
                    if chance.random() < survive:
                        _apply(found, call)
                    continue
                start = 0
                while start < len(call.data):
                    end = min(len(call.data), start + SECTOR - (call.at + start) % SECTOR)
                    if chance.random() < survive:
                        _apply(found, Call("write", path, call.at + start, call.data[start:end]))
                    start = end
            left[path] = found
        return left


def _apply(body: bytearray, call: Call) -> None:
    if call.kind == "truncate":
        del body[call.at :]
        body.extend(bytes(max(0, call.at - len(body))))
        return
    if len(body) < call.at:
        body.extend(bytes(call.at - len(body)))
    body[call.at : call.at + len(call.data)] = call.data


def measure_cuts(n: int) -> Figure:
    """n cuts with what the house does (WAL, full synchronisation); as many with `synchronous=NORMAL`, which must lose something."""
    if not shutil.which("strace"):
        raise LookupError("strace is not installed")
    folder = Path(tempfile.mkdtemp(prefix="bandi-power-"))
    try:
        full = _cut(folder / "full", n, "FULL")
        normal = _cut(folder / "normal", max(30, n // 4), "NORMAL")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Figure(
        "F02", n, full["lost"] + full["broken"] + full["files"],
        f"with `synchronous=NORMAL` {normal['cuts with loss']} of {normal['cuts']} cuts lose {normal['lost']} answered writes", normal["lost"] > 0,
        f"{full['calls']} recorded system calls of {WRITES} answered writes (every fifth a sealed file), cut at random; of what was not synced 0, 50 or 90 % of the sectors "
        f"survive. {full['lost']} answered rows lost, {full['broken']} databases that do not open or fail their integrity check, {full['files']} sealed files missing or "
        "damaged. On the encrypted database (SQLCipher). Not shown: disks that lie about having written, and PostgreSQL",
    )  # fmt: skip


def _cut(home: Path, n: int, synchronous: str) -> dict[str, int]:
    empty(home)
    row = ask(home, _SET_UP, ROOT=str(REPOSITORY))
    before = {str(path): bytearray(path.read_bytes()) for path in home.rglob("*") if path.is_file() and not path.name.endswith("-shm")}
    trace = home.parent / f"{home.name}.trace"
    done = subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "4194304", "-o", trace, "--seccomp-bpf",
         "-e", "trace=open,openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,unlinkat", "--",
         sys.executable, "-c", _WRITER, row, str(WRITES), synchronous],
        cwd=REPOSITORY, env=environment(home), capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    calls = [call for call in read_trace(trace, home) if not call.path.endswith("-shm")]
    assert sum(call.kind == "ack" for call in calls) == WRITES, "the trace does not hold every answer"
    first = next(at for at, call in enumerate(calls) if call.kind == "write" and call.path.endswith("-wal"))
    chance = random.Random(2)
    cuts = sorted(chance.randrange(first, len(calls) + 1) for _ in range(n))
    told = {"cuts": n, "calls": len(calls), "lost": 0, "broken": 0, "files": 0, "cuts with loss": 0}
    disk, answered, done = Disk(before), list[str](), 0
    place = home.parent / f"{home.name}-after"
    place.mkdir()
    shutil.copy(home / "operational.key", place)
    for number, cut in enumerate(cuts):
        for call in calls[done:cut]:
            answered.append(call.path) if call.kind == "ack" else disk.take(call)
        done = cut
        left = disk.after_cut(SURVIVE[number % len(SURVIVE)], chance)
        lost, broken, files = _looked_at(left, home, place, answered)
        told["lost"] += lost
        told["broken"] += broken
        told["files"] += files
        told["cuts with loss"] += lost > 0
    return told


def _looked_at(left: dict[str, bytearray], home: Path, place: Path, answered: list[str]) -> tuple[int, int, int]:
    """Open what a cut left and return lost rows, broken databases (0 or 1), and files that are not whole."""
    for end in ("", "-wal", "-shm", "-journal"):
        (place / f"bandi.sqlite3{end}").unlink(missing_ok=True)
        if (body := left.get(f"{home}/bandi.sqlite3{end}")) is not None:
            (place / f"bandi.sqlite3{end}").write_bytes(body)
    try:
        with database(place) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            notes = {str(key) for (key,) in connection.execute("SELECT id FROM records_note")}
            digests = {str(key): bytes(digest) for key, digest in connection.execute("SELECT id, sealed_digest FROM vault_blob WHERE is_complete")}
    except Exception:
        return 0, 1, 0
    told = [line.split()[1:] for line in answered]
    lost = sum(key not in (notes if kind == "note" else digests) for kind, key in told)
    files = sum(not _is_whole(left.get(f"{home}/blobs/{key[:2]}/{key}", b""), digest) for key, digest in digests.items())
    return lost, int(not sound), files


def _is_whole(body: bytes, kept: bytes) -> bool:
    checker = Checker(kept)
    checker.update(bytes(body))
    return checker.holds()


FIGURES = {"F02": measure_cuts}
