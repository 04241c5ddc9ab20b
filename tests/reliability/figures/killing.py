"""F01: the web process is killed with SIGKILL at random moments while it writes; what it had answered is there, and whole.

The process is a fork that answers requests through all of the house's middleware, views and actions on the real database file (only the socket
in front is left out). It says what was answered through a pipe, after the answer. A killed process is not a power cut: that is F02.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.conftest import REPOSITORY, run
from tests.reliability.figures.figure import Figure
from tests.reliability.figures.offices import ask, empty

_KILL = """
import os, random, select, signal, sys, time
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
    os.kill(process, signal.SIGKILL)
    _pid, status = os.waitpid(process, 0)
    with os.fdopen(reading) as told:
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status), told.read().splitlines()

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
with connection.cursor() as cursor:
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
    """Kill n web processes; the control says "answered" before it has written."""
    folder = Path(tempfile.mkdtemp(prefix="bandi-kills-"))
    try:
        seen = _killed(folder / "home", n, early=False)
        control = _killed(folder / "control", max(6, n // 10), early=True)
        holds = '"holds": true' in run(folder / "home", "audit", "verify", "--json").stdout
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    failures = seen["lost"] + seen["half"] + seen["loose"] + seen["refused"] + (not seen["sound"]) + (not holds) + (not seen["acknowledged"])
    return Figure(
        "F01", n, failures, f"answered before it is written: {control['lost']} of {control['acknowledged']} answered writes are lost", control["lost"] > 0,
        f"{seen['acknowledged']} answered writes, {seen['files']} of them uploads of up to 700 KB: {seen['lost']} lost, {seen['half']} files half or damaged, database "
        f"{'sound' if seen['sound'] else 'damaged'}, journal {'holds' if holds else 'broken'}; {seen['orphans']} sealed files without a row were left, whose keys died "
        "with the process (they are swept after a day). Not killed here: `keyd`, PostgreSQL",
    )  # fmt: skip


def _killed(home: Path, n: int, *, early: bool) -> dict[str, object]:
    empty(home)
    return ask(home, _KILL, N=n, EARLY=early, ROOT=str(REPOSITORY))


FIGURES = {"F01": measure_kills}
