from __future__ import annotations

import os
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.records import editing
from bandi.foundation.vault import sweeping
from bandi.publishing import jobs
from bandi.publishing.models import Build, Edition

pytestmark = pytest.mark.django_db


def built(edition: Edition, by: Account, *, days: float) -> tuple[Build, Path]:
    job = Build.objects.create(edition=edition, format="pdf", asked_by=by)
    Build.objects.filter(pk=job.pk).update(started_at=timezone.now() - timedelta(days=days))
    file = jobs.file_of(job)
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_bytes(b"%PDF")
    return job, file


def test_builds_of_more_than_a_day_and_files_of_no_job_are_swept(ada: Account):
    edition = editing.create(Edition, by=None, year=2031, language="en", title="A year", starts_on=date(2031, 1, 1), ends_on=date(2031, 12, 31))
    _old, old_file = built(edition, ada, days=1.5)
    fresh, fresh_file = built(edition, ada, days=0.5)
    stray = Path(settings.HOME) / "builds" / "00000000-0000-0000-0000-000000000000.pdf"
    stray.write_bytes(b"%PDF")
    os.utime(stray, (time.time() - 2 * 86_400,) * 2)

    assert sweeping.sweep(only_say=True).others["builds"] == 2 and old_file.exists()
    assert sweeping.sweep().others["builds"] == 2

    assert not old_file.exists() and not stray.exists() and fresh_file.exists()
    assert list(Build.objects.all()) == [fresh]
