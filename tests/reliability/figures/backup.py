"""F11, F12, F13, F15, F25: backups that come back whole, refuse what was changed, hold what was acknowledged, and keep the
erased erased; and shares of which three are needed."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from bandi.foundation.backup import parts, verifying
from bandi.foundation.backup.errors import BackupError
from bandi.foundation.backup.parts import Found
from bandi.locks import files, shares
from bandi.locks.errors import DoubleShare, LockError, ShareError
from tests.conftest import run
from tests.reliability.figures.figure import Figure
from tests.reliability.figures.offices import Office, ask, environment

SMALL = {"F11": 1, "F12": 20, "F13": 1, "F15": 1, "F25": 1}
LARGE = {"F11": 200, "F12": 5000, "F13": 100, "F15": 200, "F25": 200}


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bandi-figure-") as name:
        yield Path(name)


# F11: backup, another machine, restore


def measure_restore(n: int) -> Figure:
    """Restore an office of `n` people elsewhere and compare rows, files, journal, signing in and what is read."""
    with _folder() as folder:
        office = Office.made(folder / "home", n)
        files_before, seen = office.files(), office.seen()
        office.backup(folder / "to")
        shutil.move(office.home, folder / "gone")
        again = office.restored(folder / "to", folder / "elsewhere")
        failures = _differences(again, files_before, seen)
        changed = "from bandi.foundation.vault.models import Blob\nanswer = Blob.objects.all()[:1].get().delete()[0]"
        ask(again.home, changed)
        next(iter((again.home / "blobs").glob("??/*"))).write_bytes(b"another")
        control = _differences(again, files_before, seen)
    note = f"{n} people with a sealed file each; every table compared by digest, every file byte by byte, the journal walked, the steward signed in and opened every file. The old home was moved away. One machine, two folders."
    return Figure("F11", n, failures, f"a row taken out and a file changed after the restore: {control} differences seen", control >= 2, note)


_CHANGED_BY_BACKUP = {"audit_entry"}


def _differences(office: Office, sealed: dict[str, bytes], seen: dict[str, Any]) -> int:
    now = office.seen()
    differing = sum(now["rows"][table] != digest for table, digest in seen["rows"].items() if table not in _CHANGED_BY_BACKUP)
    differing += (office.files() != sealed) + (not now["journal"]) + (not now["signs_in"])
    return differing + (sorted(now["readable"]) != sorted(seen["readable"])) + (now["digests"] != seen["digests"])


# F12: a changed backup is refused


def measure_damage(n: int) -> Figure:
    """Flip a bit at every boundary between pieces and at `n` random places, and cut at every boundary: all must be refused."""
    chance = random.Random(12)
    with _folder() as folder:
        office = Office.made(folder / "home", 2)
        office.backup(folder / "to")
        private = office.private()
        tried = accepted = 0
        whole = 0
        for found in parts.found_in(folder / "to"):
            whole += _accepts(found, lambda found=found: verifying.verify(found, private))
            original, manifest = found.file.read_bytes(), found.manifest.read_bytes()
            _header, start = parts.header_of(found.file)
            edges = range(len(start) + files.HEAD_BYTES, len(original), files.SEALED_PIECE_BYTES)
            flips = {0, len(parts.MAGIC), len(start), len(original) - 1, *(at for edge in edges for at in (edge - 1, edge))}
            flips |= {chance.randrange(len(original)) for _ in range(n)}
            changed = (original[:at] + bytes((original[at] ^ 1 << chance.randrange(8),)) + original[at + 1 :] for at in sorted(flips))
            cuts = (original[:at] for at in (0, len(start), *edges, len(original) - 1))
            swapped = [original[: edges[0]] + original[edges[1] :], original + b"\0"] if len(edges) > 1 else [original + b"\0"]
            for body in chain(changed, cuts, swapped):
                found.file.write_bytes(body)
                tried += 2
                accepted += _accepts(found, lambda found=found: verifying.verify(found))
                accepted += _accepts(found, lambda found=found: verifying.count(found, private))
            found.file.write_bytes(original)
            for at in [*range(0, len(manifest), max(1, len(manifest) // max(1, n))), len(manifest) - 1]:
                found.manifest.write_bytes(manifest[:at] + bytes((manifest[at] ^ 1,)) + manifest[at + 1 :])
                tried += 1
                accepted += _accepts(found, lambda found=found: verifying.verify(found))
            found.manifest.write_bytes(manifest)
    note = "both parts: a bit flipped at every piece boundary and at random places, cut at every boundary, pieces left out, a byte added; each tried without a key (digest) and opened with the key and no manifest; and the manifests."
    return Figure("F12", tried, accepted, f"unchanged: {whole} of 2 parts accepted", whole == 2, note)


def _accepts(found: Found, read: Callable[[], object]) -> bool:
    try:
        read()
    except (BackupError, LockError):
        return False
    return True


# F13: backups under load

_WRITER = """
import sys, django
django.setup()
from bandi.foundation.records import editing
from bandi.register.people.models import Organisation
number = 0
while True:
    row = editing.create(Organisation, by=None, name_en=f"Lantern Street {number}")
    print(row.id.hex, flush=True)
    number += 1
"""


def measure_under_load(n: int) -> Figure:
    """Take `n` backups while two processes write without pause; restore each; count acknowledged writes that are not there."""
    with _folder() as folder:
        office = Office.made(folder / "home", 1)
        office.backup(folder / "before")
        writers = [_Writer(office.home, folder / f"acknowledged-{at}") for at in range(2)]
        missing = looked_for = 0
        try:
            for writer in writers:
                writer.wait_for(3)
            for at in range(n):
                acknowledged = {key for writer in writers for key in writer.acknowledged()}
                office.backup(folder / f"to-{at}")
                time.sleep(0.2)
                here = _organisations(office.restored(folder / f"to-{at}", folder / f"home-{at}"))
                looked_for += len(acknowledged)
                missing += len(acknowledged - here)
            late = {key for writer in writers for key in writer.acknowledged()}
        finally:
            for writer in writers:
                writer.stop()
        control = len(late - _organisations(office.restored(folder / "before", folder / "home-before")))
    note = f"{looked_for} acknowledged writes looked for in {n} restored backups, each with its journal verified; two writers on SQLite (SQLCipher, WAL, full synchronisation)."
    return Figure("F13", n, missing, f"a backup from before the writes lacks {control} of them", control > 0, note)


class _Writer:
    def __init__(self, home: Path, log: Path) -> None:
        self._log = log
        self._handle = log.open("w")
        self._process = subprocess.Popen([sys.executable, "-c", _WRITER], env=environment(home), stdout=self._handle, stderr=subprocess.DEVNULL)

    def acknowledged(self) -> list[str]:
        lines = self._log.read_text().split("\n")
        return [line for line in lines[:-1] if line]

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + 60
        while len(self.acknowledged()) < count:
            assert time.monotonic() < until and self._process.poll() is None, "the writer does not write"
            time.sleep(0.05)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self._handle.close()


def _organisations(office: Office) -> set[str]:
    code = "from bandi.register.people.models import Organisation\nanswer = [key.hex for key in Organisation.objects.values_list('pk', flat=True)]"
    return set(ask(office.home, code))


# F15: an old backup does not bring back the erased


def measure_erased(n: int) -> Figure:
    """Erase `n` of n + 1 people after a backup, restore that backup with its own old key ring, and count who can be read."""
    with _folder() as folder:
        office = Office.made(folder / "home", n + 1)
        office.backup(folder / "to")
        shutil.copytree(folder / "to", folder / "without-ledger")
        gone = [subject for subject, _file in office.people[:n]]
        office.erase(gone)
        assert run(office.home, "backup", "prune", "--to", str(folder / "to")).returncode == 0
        again = office.restored(folder / "to", folder / "elsewhere")
        seen = again.seen()
        readable = len(set(gone) & set(seen["readable"]))
        left = sum((again.home / "blobs" / file[:2] / file).exists() for subject, file in office.people[:n])
        stays = office.people[n][0] in seen["readable"]
        resurrected = office.restored(folder / "without-ledger", folder / "old")
        control = len(set(gone) & set(resurrected.seen()["readable"]))
    failures = readable + left + (not stays)
    note = "data and key ring both from before the erasures; the folder's signed ledger alone says who was erased. The one person who was not erased is read as before; no sealed file of the erased is written."
    return Figure("F15", n, failures, f"without the ledger {control} of {n} are readable again", control == n, note)


# F25: three of five


def measure_shares(n: int) -> Figure:
    """Split `n` secrets and try every triple, pair, single, double and a miswritten word in every share."""
    chance = random.Random(25)
    tried = failures = control = 0
    for _ in range(n):
        secret = chance.randbytes(32)
        five = shares.split(secret)
        for three in combinations(five, 3):
            tried += 1
            failures += shares.recover(three) != secret
        few = [*combinations(five, 2), *combinations(five, 1), *((one, two, one) for one, two in combinations(five, 2))]
        for wrong in few:
            tried += 1
            failures += _recovers(wrong)
        for place in range(3):
            words = five[place].split()
            words[4 + chance.randrange(29)] = chance.choice(shares.word_list())
            miswritten = [*five[:place], " ".join(words), *five[place + 1 : 3]]
            if miswritten != five[:3]:
                tried += 1
                failures += not _names(miswritten, place + 1)
        lax = shares.split(secret, threshold=2)
        control += sum(_recovers(pair) for pair in combinations(lax, 2))
    note = "10 triples, 10 pairs, 5 singles, 10 doubled shares and 3 miswritten ones a secret; the reference implementation reads and writes the same (bandi/locks/tests/test_shares.py)."
    return Figure("F25", tried, failures, f"split so that two are enough, {control} of {10 * n} pairs recover", control == 10 * n, note)


def _recovers(lists: tuple[str, ...]) -> bool:
    try:
        shares.recover(lists)
    except (ShareError, DoubleShare):
        return False
    return True


def _names(lists: list[str], place: int) -> bool:
    try:
        shares.recover(lists)
    except ShareError as problem:
        return problem.place == place
    return False


FIGURES = {"F11": measure_restore, "F12": measure_damage, "F13": measure_under_load, "F15": measure_erased, "F25": measure_shares}
