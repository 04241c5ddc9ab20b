"""Lists that are too long to be looked through while somebody waits: made beside the desk, in a process of their own.

Whoever asks gets an answer at once: a page that says how far the gate is, and hands the file over when it is done. The gate is the same,
with the same answers and the same receipt; only the wait is elsewhere.

Guarantees: the file is written only after the gate let it leave, stands sealed on the disk, is given to who asked for it alone, as long as
            she may still see what is in it, and is gone after a day; a job that was killed is shown as interrupted.
Her keys:   where a key holder runs as a process of its own (`bandi keyd`), the making process is told her token through a pipe, never on
            the disk or among its arguments, so that protected names are compared as on the desk. Where keys live in the desk's own process, or she locks
            them meanwhile, the gate asks what it always asks of somebody whose keys are locked: never less.
May import: every package below the interfaces.
"""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection, models, transaction
from django.http import QueryDict
from django.utils import timezone, translation

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.records import releasing
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.models import Handling, ListExport, ReceiptUse, Record
from bandi.foundation.vault.reading import Reader as KeyReader
from bandi.foundation.vault.reading import reading_as
from bandi.interfaces.desk import exporting, leaving, lists
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf
from bandi.locks import cells, files

AT_ONCE = 1000
"""So many rows the gate looks through in about a second; a longer list is made beside the desk."""

KEPT = timedelta(days=1)
IN_MEMORY = "/dev/shm"  # noqa: S108  a folder in memory, where the system has one
TOLD_EVERY = 0.5
_PIECE = 1 << 16

log = logging.getLogger(__name__)


class Stopped(BaseException):
    """Somebody pressed *Stop*. Not an `Exception`: the gate takes those for a checker that failed, and this one has to get through."""


def is_long(rows: models.QuerySet[Any]) -> bool:
    """Return whether a list is made beside the desk. Reads no more ids than decide it."""
    return rows.order_by().values("pk")[: AT_ONCE + 1].count() > AT_ONCE


def begin(kind: ListOf, form: str, query: QueryDict, *, url: str, by: Account, keys: KeyReader) -> ListExport:
    """Begin to make a list and return its job; one that runs already for this person is returned instead, whatever it makes: one at a time.

    url: of the same list, for the gate's page. Raises: NotPermitted; OSError when no process can be started.
    """
    require(by, Permission.RECORDS_EXPORT)
    clear_old()
    for running in ListExport.objects.filter(asked_by=by, ended_at=None, stopped_at=None):
        if running.state is ListExport.State.RUNNING:
            return running
    reader = Reader(by)
    state = lists.state_of(kind, query)
    with transaction.atomic():
        job = ListExport(asked_by=by, protected=reader.sees_protected)
        job.made = {"url": url, "kind": kind.key, "form": form, "query": query.urlencode(), "language": reader.language}
        job.save()
        chosen = len([one for one in query.get("ids", "").split(",") if one])
        change = {"kind": kind.key, "form": form, "query": state.query, "filters": state.asked, "chosen": chosen, "job": str(job.pk)}
        journal.append("records:list:export", by=by.id, change=change)
    launch(job.pk, keys)
    return job


def launch(job: UUID, keys: KeyReader) -> None:
    """Start the process that makes it, and tell it through a pipe whose keys it reads with. The one seam to the system: tests put another in its place."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    if os.access(IN_MEMORY, os.W_OK):
        environment["TMPDIR"] = IN_MEMORY  # a workbook is put together in temporary files; they lie open, so not on the disk
    command = [sys.executable, "-m", "django", "desk_make_list", str(job)]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    assert process.stdin
    process.stdin.write(json.dumps({"token": keys.token, "member": str(keys.member or "")}).encode())
    process.stdin.close()


def make(job: ListExport, keys: KeyReader) -> None:
    """Make the file of a job; called in the job's own process. However it ends, the job says so, and nothing half-made is left."""
    ended: dict[str, Any] = {}
    try:
        with reading_as(keys), translation.override(job.made["language"]):
            ended = _made(job)
    except Withheld as withheld:
        ended = {"problem": "withheld", "receipt": withheld.receipt}
    except Stopped:
        pass
    except OSError:
        log.exception("a list was not written")
        ended = {"problem": "disk"}
    except Exception:
        log.exception("a list was not made")
        ended = {"problem": "error"}
    if ended.get("problem") or not ended:
        file_of(job).unlink(missing_ok=True)
    ListExport.objects.filter(pk=job.pk).update(ended_at=timezone.now(), **ended)


def _made(job: ListExport) -> dict[str, Any]:
    """Ask the gate, write the file sealed, and return what the job keeps. Raises: Withheld, Stopped."""
    made, reader = job.made, Reader(job.asked_by)
    kind, query = KINDS[made["kind"]], QueryDict(made["query"])
    ListExport.objects.filter(pk=job.pk).update(rows=leaving.rows_wanted(kind, query, reader).order_by().count())
    with _Telling(job) as telling:
        return _past_the_gate(job, telling)


def _past_the_gate(job: ListExport, telling: _Telling) -> dict[str, Any]:
    made, account = job.made, job.asked_by
    kind, form, query, reader = KINDS[made["kind"]], made["form"], QueryDict(made["query"]), Reader(account)
    outgoing = leaving.outgoing_list(kind, form, query, reader, tell=telling.reviewing)
    receipt = releasing.leave(outgoing, by=account, made={name: made[name] for name in ("url", "kind", "form", "query")})
    rows = telling.each(exporting.rows_of(kind, leaving.rows_wanted(kind, query, reader), reader, receipt.masks))
    key, digest = cells.new_key(), sha256()
    sealer = files.Sealer(key=key, file_id=job.pk.bytes, place=_place(job))
    target = file_of(job)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as file:
        target.chmod(0o600)
        for piece in _written(kind, form, rows):
            digest.update(piece)
            file.writelines(sealer.update(piece))
        file.writelines(sealer.finish())
        file.flush()
        os.fsync(file.fileno())
    job.key = key
    releasing.close(receipt, digest.digest())
    return {"sealed_key": job.sealed_key, "size": sealer.length, "receipt": receipt.pk}


def _written(kind: ListOf, form: str, rows: Iterable[list[Any]]) -> Iterator[bytes]:
    if form == "xlsx":
        with exporting.book_of(kind, rows) as book:
            while piece := book.read(_PIECE):
                yield piece
        return
    lines = exporting.csv_of(kind, rows) if form == "csv" else exporting.json_of(kind, rows)
    waiting = io.BytesIO()
    for line in lines:
        waiting.write(line.encode())
        if waiting.tell() >= _PIECE:
            yield waiting.getvalue()
            waiting = io.BytesIO()
    yield waiting.getvalue()


def stop(job: ListExport, by: Account) -> None:
    """Stop a job that runs; its process notices within a second. Raises: NotPermitted for another's."""
    require(by, Permission.RECORDS_EXPORT)
    with transaction.atomic():
        if ListExport.objects.filter(pk=job.pk, asked_by=by, ended_at=None, stopped_at=None).update(stopped_at=timezone.now()):
            journal.append("records:list:stop", by=by.id, change={"job": str(job.pk)})


def may_fetch(job: ListExport, account: Account) -> bool:
    """Return whether a file may still be handed to who asked for it: it is done, and nothing in it is closed to her by now."""
    if job.state is not ListExport.State.DONE or job.asked_by_id != account.pk or not file_of(job).exists():
        return False
    if account.may(Permission.PROTECTED_READ):
        return True
    used = ReceiptUse.objects.filter(receipt=job.receipt).values("record")
    return not job.protected and not Record.objects.filter(pk__in=used, handling=Handling.PROTECTED).exists()


def pieces_of(job: ListExport) -> Iterator[bytes]:
    """Yield the file, opened piece by piece. Raises, while iterating: locks.Unreadable, Truncated for a damaged one."""
    key = job.key
    assert key is not None
    with file_of(job).open("rb") as file:
        yield from files.opened(file, key=key, place=_place(job))


def file_of(job: ListExport) -> Path:
    """Return where the sealed file of a job stands once it is done."""
    return Path(settings.HOME) / "exports" / job.pk.hex


def clear_old(only_say: bool = False) -> int:
    """Take away files and jobs that are older than a day, and files whose job is gone; return how many they were."""
    old = list(ListExport.objects.filter(started_at__lt=timezone.now() - KEPT))
    folder, oldest = Path(settings.HOME) / "exports", time.time() - KEPT.total_seconds()
    known = {key.hex for key in ListExport.objects.values_list("pk", flat=True)}
    left = [path for path in folder.glob("*") if path.name not in known and path.stat().st_mtime < oldest] if folder.exists() else []
    if not only_say:
        for job in old:
            file_of(job).unlink(missing_ok=True)
            job.delete()
        for path in left:
            path.unlink(missing_ok=True)
    return len(old) + len(left)


def _place(job: ListExport) -> bytes:
    return f"list export:{job.pk}".encode()


class _Telling:
    """Writes down how far a job is, twice a second, and looks whether somebody stopped it.

    In a thread of its own, because a connection that is reading a long list cannot write: SQLite refuses it as soon as anybody else has written
    since the reading began. apart: False writes at each row instead (tests, whose rows no other connection sees).
    """

    apart = True

    def __init__(self, job: ListExport) -> None:
        self.job, self.step, self.row, self.reading = job, ListExport.Step.REVIEW, 0, 0
        self.is_stopped, self._over = False, threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> _Telling:
        if self.apart:
            self._thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._over.set()
        if self.apart:
            self._thread.join()

    def reviewing(self, row: int) -> None:
        """Hear of a row that the gate reads. Raises: Stopped."""
        self.reading += row == 1
        self._at(row)

    def each(self, rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
        """Yield the rows that are written. Raises: Stopped."""
        self.step = ListExport.Step.WRITE
        for number, row in enumerate(rows, start=1):
            self._at(number)
            yield row

    def _at(self, row: int) -> None:
        self.row = row
        if not self.apart:
            self._look()
        if self.is_stopped:
            raise Stopped

    def _beat(self) -> None:
        while not self._over.wait(TOLD_EVERY):
            try:
                self._look()
            except OperationalError:
                continue  # somebody writes for long; the next beat will tell
        connection.close()

    def _look(self) -> None:
        told = {"step": self.step, "at": self.row, "reading": self.reading, "seen_at": timezone.now()}
        self.is_stopped = not ListExport.objects.filter(pk=self.job.pk, stopped_at=None).update(**told)
