"""After an erasure the raw bytes of the destroyed keys are in no file of the database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import empty_office
from tests.reliability.figures.offices import ask

pytestmark = pytest.mark.slow

_FILL = """
from bandi.foundation.vault.making import make_compartment, make_subject
from bandi.foundation.vault.models import RecordKey, SubjectKey
import uuid
room = make_compartment(key="testimony", name_en="Testimony", name_ko="증언", tier=3)
subjects = [make_subject(room) for _ in range(20)]
for subject in subjects:
    SubjectKey.objects.filter(subject=subject).update(wrap=MARK + subject.id.bytes + bytes(1000))
    RecordKey.objects.bulk_create(RecordKey(subject=subject, record=uuid.uuid4(), wrap=MARK + bytes(100)) for _ in range(20))
answer = [subject.id.hex for subject in subjects]
"""

_ERASE = """
from uuid import UUID
from bandi.foundation.vault import erasure, shredding
from bandi.foundation.vault.models import Subject
if not SETTLES:
    erasure.settle_disk = lambda: None
    from django.db import connection
    connection.ensure_connection()
    connection.cursor().execute("PRAGMA secure_delete=OFF")
    connection.cursor().execute("PRAGMA wal_autocheckpoint=0")
for one in SUBJECTS:
    erasure.erase(Subject.objects.get(pk=UUID(one)), basis="withdrawal", by=None)
import os, shutil
if not SETTLES:
    for end in ("", "-wal"):
        shutil.copy(str(connection.settings_dict["NAME"]) + end, KEPT)
answer = None
"""


def marks(folder: Path, mark: bytes) -> int:
    return sum(file.read_bytes().count(mark) for file in folder.glob("bandi.sqlite3*"))


def test_no_byte_of_a_destroyed_key_is_left_in_file_or_log(tmp_path: Path):
    """On a plain file, where bytes can be looked for; the encrypted file goes through the same code."""
    mark = b"PLANTED-KEY-%s" % bytes(range(200, 216))
    homes = [tmp_path / "settled", tmp_path / "control"]
    empty_office(homes[0], encrypted="no")
    subjects = ask(homes[0], _FILL, MARK=mark)
    shutil.copytree(homes[0], homes[1])
    assert marks(homes[0], mark) >= 420

    ask(homes[0], _ERASE, SUBJECTS=subjects, SETTLES=True, KEPT="")
    kept = tmp_path / "kept"
    kept.mkdir()
    ask(homes[1], _ERASE, SUBJECTS=subjects, SETTLES=False, KEPT=str(kept))

    assert marks(homes[0], mark) == 0
    assert marks(kept, mark) > 0, "without settling, the keys are still on the disk"


def test_a_reader_that_holds_the_log_is_named_and_later_it_is_clean(tmp_path: Path):
    empty_office(tmp_path)
    code = """
from bandi.foundation.backup.snapshot import moment
from bandi.foundation.vault.making import make_compartment
from bandi.foundation.vault.shredding import settle_disk
from django.db import connection
connection.ensure_connection()
connection.cursor().execute("PRAGMA busy_timeout=50")
with moment():
    make_compartment(key="testimony", name_en="Testimony", name_ko="증언", tier=3)
    busy = settle_disk()
free = settle_disk()
answer = [busy.is_clean, busy.why_not, free.is_clean]
"""
    assert ask(tmp_path, code) == [False, "busy", True]
