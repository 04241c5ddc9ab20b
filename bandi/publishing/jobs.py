"""Building a file beside the desk: in a process of its own, so that a page answers at once and a web process stays small.

Guarantees: who asked can leave and come back; a job that was killed is shown as interrupted, never as running for ever;
            a file appears whole or not at all, is only for who asked for it, and is gone after a day.
May import: the foundation, claims, this package.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records.errors import Withheld
from bandi.publishing.building import FORMATS, Format, build
from bandi.publishing.models import Build, Edition

KEPT = timedelta(days=1)
HEARTBEAT_SECONDS = 3
STEPS = ("count", "assemble", "review", "draw", "write")

log = logging.getLogger(__name__)


def start_build(*, edition: Edition, form: Format, by: Account) -> Build:
    """Begin to build a file and return its job; one that is running already for the same person and file is returned instead.

    Raises: NotPermitted; ValueError for a format that is none; OSError when no process can be started.
    """
    require(by, Permission.EDITION_WRITE)
    if form not in FORMATS:
        raise ValueError("a report is a pdf, a docx or an html file")
    clear_old()
    for running in Build.objects.filter(edition=edition, format=form, asked_by=by, ended_at=None):
        if running.state is Build.State.RUNNING:
            return running
    with transaction.atomic():
        job = Build.objects.create(edition=edition, format=form, asked_by=by)
        change = {"format": form, "language": edition.language, "year": edition.year}
        journal.append("publishing:edition:build", by=by.id, record=edition.pk, change=change)
    launch(job.pk)
    return job


def launch(job: UUID) -> None:
    """Start the process that builds. The one seam to the system: tests put another in its place."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    command = [sys.executable, "-m", "django", "publishing_build", str(job)]
    subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)


def run_build(job: Build) -> None:
    """Build the file of a job; called in the job's own process. However it ends, the job says so."""

    def step(name: str) -> None:
        Build.objects.filter(pk=job.pk).update(step=name, seen_at=timezone.now())

    def done(name: str, _seconds: float) -> None:
        place = STEPS.index(name) + 1
        step(STEPS[place] if place < len(STEPS) else name)

    step(STEPS[0])
    size, problem, receipt = 0, "", None
    try:
        output = file_of(job)
        output.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        form: Format = next(known for known in FORMATS if known == job.format)
        with _alive(job):
            built = build(job.edition, form, output, by=job.asked_by, progress=done)
        size, receipt = built.size, built.receipt
        output.chmod(0o600)
    except Withheld as withheld:
        problem, receipt = "withheld", withheld.receipt
    except OSError:
        log.exception("a report was not written")
        problem = "disk"
    except Exception:
        log.exception("a report was not built")
        problem = "error"
    Build.objects.filter(pk=job.pk).update(ended_at=timezone.now(), size=size, problem=problem, receipt=receipt)


def file_of(job: Build) -> Path:
    """Return where the file of a job stands once it is done."""
    return Path(settings.HOME) / "builds" / f"{job.pk}.{job.format}"


def latest_builds(edition: Edition, by: Account) -> list[Build]:
    """Return the newest job of each format that `by` asked for, of the last day."""
    newest: dict[str, Build] = {}
    for job in Build.objects.filter(edition=edition, asked_by=by, started_at__gt=timezone.now() - KEPT):
        newest.setdefault(job.format, job)
    return list(newest.values())


@contextmanager
def _alive(job: Build) -> Iterator[None]:
    """Say every few seconds that the process lives, until the work within is over."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(HEARTBEAT_SECONDS):
            Build.objects.filter(pk=job.pk).update(seen_at=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def clear_old(only_say: bool = False) -> int:
    """Take away files and jobs that are older than a day, and files whose job is gone; return how many files or jobs they were."""
    old = list(Build.objects.filter(started_at__lt=timezone.now() - KEPT))
    left = _without_job()
    if not only_say:
        for job in old:
            file_of(job).unlink(missing_ok=True)
            job.delete()
        for path in left:
            path.unlink(missing_ok=True)
    return len(old) + len(left)


def _without_job() -> list[Path]:
    """Return files of the folder, older than a day, that belong to no job: an edition that was removed, a process that was killed."""
    folder, oldest = Path(settings.HOME) / "builds", time.time() - KEPT.total_seconds()
    files = [path for path in folder.glob("*") if path.is_file() and path.stat().st_mtime < oldest] if folder.exists() else []
    known = {str(key) for key in Build.objects.values_list("pk", flat=True)}
    return [path for path in files if path.name[:36] not in known]
