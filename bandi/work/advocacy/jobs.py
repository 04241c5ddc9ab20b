"""What this package does beside the desk: reading files that were given to the library, holding long documents against our texts.

May import: the foundation, this package, Django.
"""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.access.policies import require
from bandi.foundation.records import beside
from bandi.foundation.records import jobs as made_beside
from bandi.foundation.records.models import Job
from bandi.work.advocacy.models import IncomingFile, LibraryDocument

CHECK = "check"
AGAIN_SECONDS = 5
_last = 0.0


def ensure_reading() -> bool:
    """See to it that somebody reads the files that wait; return whether a process was started.

    None is started while one is heard of, nor more often than every few seconds; raises OSError when none can be started.
    """
    global _last
    waiting = IncomingFile.objects.filter(state=IncomingFile.State.WAITING).exists()
    reading = IncomingFile.objects.filter(state=IncomingFile.State.READING, seen_at__gt=timezone.now() - beside.SILENT + timedelta(seconds=1)).exists()
    if not waiting or reading or time.monotonic() - _last < AGAIN_SECONDS:
        return False
    _last = time.monotonic()
    launch()
    return True


def launch() -> None:
    """Start the process that reads. The one seam to the system: tests put another in its place."""
    beside.start("advocacy_read")


def start_check(*, document: LibraryDocument, by: Account) -> Job:
    """Begin to hold a document against our texts and return its job; one that runs already is returned instead. Raises: NotPermitted; OSError when no process can be started."""
    require(by, made_beside.KINDS[CHECK].permission)
    if job := made_beside.running(CHECK, by, about=document.pk):
        return job
    return made_beside.begin(CHECK, form="", made={}, entry="advocacy:document:begin", change={}, by=by, about=document.pk)


def latest_check(document: LibraryDocument, by: Account) -> Job | None:
    """Return the newest holding of a document against our texts that somebody began within a day."""
    return made_beside.recent(by).filter(kind=CHECK, about=document.pk).first()


def make(work: made_beside.Work) -> UUID | None:
    """Hold the document of a job against our texts. It keeps what it finds, and makes no file."""
    from bandi.work.advocacy.actions.checking import check_document  # here: the desk starts without the finder

    work.step("read")
    document = LibraryDocument.objects.visible_to(work.job.asked_by).get(pk=work.job.about)
    check_document(document=document, by=work.job.asked_by, tell=work.step)
    return None


def may_have(job: Job, by: Account) -> bool:
    """Return whether the document still exists for her."""
    return LibraryDocument.objects.visible_to(by).filter(pk=job.about).exists()
