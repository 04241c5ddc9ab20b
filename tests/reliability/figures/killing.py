"""F01: a process is killed with SIGKILL at random moments while people work; what it had answered is there, and whole.

The web process is a fork that answers requests through all of the house's middleware, views and actions on the real database file (only the
socket in front is left out); it says what was answered through a pipe, after the answer. PostgreSQL is killed with all its processes under such
a fork, `bandi keyd` while somebody reads (`killing_holder.py`). A killed process is not a power cut: that is F02.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.conftest import REPOSITORY, run
from tests.postgresql.server import programs, server
from tests.reliability.figures.figure import Figure
from tests.reliability.figures.killing_holder import killed_holder
from tests.reliability.figures.offices import ask, empty

_KILL = """
import os, random, select, signal, sys, time
from pathlib import Path
sys.path.insert(0, ROOT)
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.urls import reverse
from bandi.foundation.records import editing
from bandi.foundation.records.models import Attachment, Note
from bandi.foundation.vault import blobs
from bandi.foundation.vault.models import Blob
from bandi.foundation.vault.reading import NOBODY, opened
from bandi.interfaces.desk.tests import sealed_world
from bandi.register.people.models import Organisation
from tests.reliability.figures.cast import director
settings.UNLOCK_COST = {"memory_kib": 64, "passes": 1, "lanes": 1}
settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
people = [director(name) for name in ("ada", "dan", "ben")]
office = sealed_world.Office(*people)
row = editing.create(Organisation, by=office.ada, name_en="Lantern Street")
chance = random.Random(1)
note_url, file_url = (reverse(f"desk:{name}", args=["organisations", row.pk]) for name in ("note_add", "file_add"))

if SERVER:
    from tests.postgresql.server import Server
    server = Server(Path(SERVER[0]), SERVER[1])
    connections.close_all()

def works(pipe, child):
    number, chance, client = 0, random.Random(child), office.client(office.ada, unlocked=False)
    while True:
        number += 1
        word = f"{child}.{number}"
        is_file = number % 4 == 0
        if EARLY:
            os.write(pipe, f"{'file' if is_file else 'note'} {word}\\n".encode())
        if is_file:
            body = chance.randbytes(chance.choice((10, 70_000, 700_000)))
            answer = client.post(file_url, {"file": SimpleUploadedFile(word + ".bin", body)})
        else:
            answer = client.post(note_url, {"text": word})
        if answer.status_code != 302 or str(row.pk) not in answer["Location"]:
            os._exit(3)
        if not EARLY:
            os.write(pipe, f"{'file' if is_file else 'note'} {word}\\n".encode())

def one_kill(child):
    reading, writing = os.pipe()
    connections.close_all()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            works(writing, child)
        finally:
            os._exit(4)
    os.close(writing)
    if child % 4:
        select.select([reading], [], [], 60)
    time.sleep(0.02 + chance.random() * 0.5)
    if SERVER:
        server.kill()
        server.start()
    os.kill(process, signal.SIGKILL)
    _pid, status = os.waitpid(process, 0)
    with os.fdopen(reading) as told:
        lines = told.read().splitlines()
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
    return signal.SIGKILL if SERVER else ended, lines

acknowledged, refused = [], 0
for child in range(N):
    signalled, lines = one_kill(child)
    refused += signalled != signal.SIGKILL
    acknowledged += lines

notes = list(Note.objects.filter(record=row.pk))
opened(notes, by=NOBODY)
there = {"note " + str(note.text) for note in notes}
half = 0
for attachment in Attachment.objects.filter(record=row.pk).select_related("blob__subject"):
    try:
        facts, pieces = blobs.opened(attachment.blob, by=NOBODY)
        body = b"".join(pieces)
    except Exception:
        half += 1
        continue
    half += hashlib.sha256(body).hexdigest() != facts.digest or not blobs.is_sound(attachment.blob)
    there.add("file " + facts.name.removesuffix(".bin"))
half += Blob.objects.count() - Attachment.objects.count()
sound, loose = True, 0
with connection.cursor() as cursor:
    if not SERVER:
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchone()[0] == "ok"
        cursor.execute("PRAGMA foreign_key_check")
        loose = len(cursor.fetchall())
rows, files = Blob.objects.count(), len(list(blobs.path_of(row.pk).parents[1].glob("??/*")))
answer = {
    "acknowledged": len(acknowledged), "lost": len(set(acknowledged) - there), "half": half, "sound": sound, "loose": loose,
    "refused": refused, "orphans": files - rows,
    "files": sum(line.startswith("file") for line in acknowledged),
}
"""


def measure_kills(n: int) -> Figure:
    """Kill n web processes, and a quarter as many key holders and databases; the controls say "answered" before it is written."""
    few = max(2, n // 4)
    folder = Path(tempfile.mkdtemp(prefix="bandi-kills-"))
    try:
        web = _killed(folder / "home", n, early=False)
        control = _killed(folder / "control", max(6, n // 10), early=True)
        holds = '"holds": true' in run(folder / "home", "audit", "verify", "--json").stdout
        holder, late = killed_holder(folder / "holder", few, is_late=False), killed_holder(folder / "late", 2, is_late=True)
        database = _killed_database(folder / "database", few) if programs() else {}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    trials = [web, database] if database else [web]
    failures = sum(one["lost"] + one["half"] + one["loose"] + one["refused"] + (not one["sound"]) + (not one["acknowledged"]) for one in trials)
    failures += (not holds) + holder["missing"] + holder["broken"] + holder["open"] + (not holder["answered"])
    return Figure(
        "F01", n + few * (2 if database else 1), failures,
        f"answered before it is written: {control['lost']} of {control['acknowledged']} answered writes are lost; read log written later: "
        f"{late['missing']} of {late['answered']} readings are not in it",
        control["lost"] > 0 and late["missing"] > 0,
        f"Web process, {n} kills: {_told(web)}, journal {'holds' if holds else 'broken'}; {web['orphans']} sealed files without a row were left, whose keys died with "
        f"the process (`bandi files sweep` takes them after a day). `keyd`, {few} kills: {holder['answered']} answered readings, {holder['missing']} not in the read log, "
        f"{holder['broken']} logs broken, {holder['open']} sessions alive afterwards. "
        + (f"PostgreSQL with all its processes, {few} kills: {_told(database)}, page checksums included" if database else "PostgreSQL is not installed here and was not killed"),
    )  # fmt: skip


def _told(seen: dict[str, Any]) -> str:
    return (
        f"{seen['acknowledged']} answered writes, {seen['files']} of them uploads of up to 700 KB, {seen['lost']} lost, {seen['half']} files half or damaged, "
        f"database {'sound' if seen['sound'] else 'damaged'}"
    )


def _killed(home: Path, n: int, *, early: bool, server: tuple[Path, int] | None = None) -> dict[str, Any]:
    empty(home)
    at = None if server is None else (str(server[0]), server[1])
    return ask(home, _KILL, N=n, EARLY=early, ROOT=str(REPOSITORY), SERVER=at)


def _killed_database(home: Path, n: int) -> dict[str, Any]:
    """Kill a PostgreSQL server under a process that writes, start it again, and look whether everything that was answered is there."""
    with server() as running:
        before = os.environ.get("BANDI_FIGURE_DATABASE")
        os.environ["BANDI_FIGURE_DATABASE"] = running.address
        try:
            seen = _killed(home, n, early=False, server=(running.place, running.port))
        finally:
            os.environ.pop("BANDI_FIGURE_DATABASE")
            if before is not None:
                os.environ["BANDI_FIGURE_DATABASE"] = before
        seen["sound"] = seen["sound"] and running.is_sound()
    return seen


FIGURES = {"F01": measure_kills}
