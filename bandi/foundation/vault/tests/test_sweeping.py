from __future__ import annotations

import os
import time
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from bandi.foundation.audit.models import Entry
from bandi.foundation.vault import blobs, erasure, sweeping
from bandi.foundation.vault.making import make_subject
from bandi.foundation.vault.models import Blob
from bandi.foundation.vault.tests.world import Office

DAY = 24 * 3600


pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def aged(path: Path, days: float) -> Path:
    at = time.time() - days * DAY
    os.utime(path, (at, at))
    return path


def stored(office: Office, *, days: float = 2) -> Blob:
    blob = blobs.store([b"kept"], subject=make_subject(office.testimony), name="n.txt", media_type="text/plain")
    aged(blobs.path_of(blob.id), days)
    return blob


def arrived(*, days: float) -> Path:
    """A file whose process died between the file and its row: written, synced, and no row."""
    incoming = blobs.Incoming()
    incoming.write(b"what was on its way")
    incoming.finish()
    return aged(incoming.path, days)


def test_a_file_without_a_row_goes_after_a_day_and_one_with_a_row_never(office: Office):
    kept, lost, arriving = stored(office, days=400), arrived(days=1.1), arrived(days=0.9)

    swept = sweeping.sweep()

    assert (swept.orphans, swept.missing) == (1, 0)
    assert blobs.path_of(kept.id).exists() and arriving.exists() and not lost.exists()
    assert Entry.objects.filter(kind="vault:files:sweep").count() == 1


def test_to_only_say_it_takes_nothing_away_and_writes_nothing_down(office: Office):
    stored(office)
    lost = arrived(days=3)
    assert sweeping.sweep(only_say=True).orphans == 1
    assert lost.exists() and not Entry.objects.filter(kind="vault:files:sweep").exists()


def test_a_row_that_came_in_the_last_moment_keeps_its_file(office: Office, monkeypatch: pytest.MonkeyPatch):
    """A row that is written while the sweep looks: its file is young, however long the upload took."""
    incoming = blobs.Incoming()
    incoming.write(b"slow")
    aged(incoming.path, 3)
    blob = incoming.keep(subject=make_subject(office.testimony), name="n", media_type="t")
    Blob.objects.filter(pk=blob.pk).delete()
    assert sweeping.sweep().orphans == 0 and incoming.path.exists()


def test_nothing_is_taken_away_beside_another_database(office: Office):
    files = [arrived(days=3) for _ in range(sweeping.STRANGE + 1)]
    with pytest.raises(sweeping.OtherDatabase):
        sweeping.sweep()
    assert all(file.exists() for file in files)


def test_names_that_are_not_ours_are_left_alone(office: Office):
    stored(office)
    strange = Path(settings.HOME) / "blobs" / "zz" / "notes.txt"
    strange.parent.mkdir(parents=True)
    strange.write_text("x")
    misplaced = Path(settings.HOME) / "blobs" / "zz" / uuid.uuid4().hex
    misplaced.write_text("x")
    aged(strange, 9), aged(misplaced, 9)
    assert sweeping.sweep().orphans == 0
    assert strange.exists() and misplaced.exists()


def test_a_missing_file_is_told_and_one_of_somebody_erased_is_not_missed(office: Office, capsys: pytest.CaptureFixture[str]):
    gone, erased = stored(office), stored(office)
    blobs.path_of(gone.id).unlink()
    erasure.erase(erased.subject, basis="withdrawal", by=None)
    blobs.path_of(erased.id).unlink(missing_ok=True)
    assert sweeping.sweep().missing == 1
    with pytest.raises(SystemExit) as ended:
        call_command("files_sweep", "--json")
    assert ended.value.code == 1 and '"missing": 1' in capsys.readouterr().out
