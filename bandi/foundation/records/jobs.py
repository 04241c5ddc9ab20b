"""Files that take longer than a press of a button: made beside the desk, followed on a page, handed to who asked for them.

A package offers a kind of file (`register`); whoever wants one begins a job, and a process of its own makes it. Reports and long lists are such kinds.

Guarantees: who asked can leave and come back; a file appears whole or not at all, stands sealed on the disk under a key that hangs on its row, is
            given to who asked for it alone, as long as she may have it, and is gone after a day; a stopped or killed job leaves nothing.
Her keys:   where a key holder runs as a process of its own (`bandi keyd`), the making process is told her token through a pipe, never on
            the disk or among its arguments, so that protected names are compared as on the desk. Where keys live in the desk's own process, or
            she locks them meanwhile, the gate asks what it always asks of somebody whose keys are locked: never less.
May import: access, the vault, audit, this package.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import beside
from bandi.foundation.records.errors import Changed, Refused, Withheld
from bandi.foundation.records.models import Handling, Job
from bandi.foundation.vault.reading import NOBODY, Reader, reading_as
from bandi.locks import cells, files

KEPT = timedelta(days=1)
FOLDER = "made"
FORMER = ("builds", "exports")
"""Folders in which such files stood until reports and lists became one; what is left there is swept like the rest."""

IN_MEMORY = "/dev/shm"  # noqa: S108  a folder in memory, where the system has one
TOLD_EVERY = 0.5
Row = TypeVar("Row")

log = logging.getLogger(__name__)


class Stopped(BaseException):
    """Somebody pressed *Stop*. Not an `Exception`: the gate takes those for a checker that failed, and this one has to get through."""


class Maker(Protocol):
    """The module of a kind."""

    def make(self, work: Work) -> UUID | None:
        """Make the file: ask the gate, hand the bytes to `work.write`, return the gate's receipt. Raises: Withheld, Refused, OSError."""

    def may_have(self, job: Job, by: Account) -> bool:
        """Return whether who asked may still have it, beside the permission: asked anew each time."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that is made beside the desk.

    permission: to ask for one, and to have it. module: a `Maker`, loaded when it is needed, so that no command waits for it.
    has_file:   False for work that ends in records and hands nothing over.
    """

    name: str
    permission: Permission
    module: str
    has_file: bool = True

    @property
    def maker(self) -> Maker:
        return cast(Maker, import_module(self.module))


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a package offer a kind of file. Called from `AppConfig.ready`."""
    KINDS[kind.name] = kind


def running(kind: str, by: Account, **which: Any) -> Job | None:
    """Return a job of this person that is being made; which: only among those."""
    open_ = Job.objects.filter(kind=kind, asked_by=by, ended_at=None, stopped_at=None, **which)
    return next((job for job in open_ if job.state is Job.State.RUNNING), None)


def begin(
    kind: str, *, form: str, made: dict[str, Any], entry: str, change: dict[str, Any], by: Account, about: UUID | None = None, protected: bool = False,
    keys: Reader = NOBODY,
) -> Job:  # fmt: skip
    """Begin to make a file and return its job.

    made:  what is asked for, as `make` of the kind reads it. entry, change: how the journal says so. keys: with which it reads.
    Raises: NotPermitted; OSError when no process can be started.
    """
    require(by, KINDS[kind].permission)
    clear_old()
    with transaction.atomic():
        job = Job(kind=kind, form=form, about=about, asked_by=by, protected=protected)
        job.made = made
        job.save()
        journal.append(entry, by=by.id, record=about, change={**change, "job": str(job.pk)})
    launch(job.pk, keys)
    return job


def launch(job: UUID, keys: Reader) -> None:
    """Start the process that makes it, and tell it through a pipe whose keys it reads with. Tests put another in its place."""
    told = json.dumps({"token": keys.token, "member": str(keys.member or "")}).encode()
    apart = {"TMPDIR": IN_MEMORY} if os.access(IN_MEMORY, os.W_OK) else {}  # a workbook is put together in temporary files; they lie open, so not on the disk
    beside.start("records_make_file", str(job), told=told, **apart)


def make(job: Job, keys: Reader = NOBODY) -> None:
    """Make the file of a job; called in the job's own process. However it ends, the job says so, and nothing half-made is left."""
    work, ended = Work(job), dict[str, Any]()
    try:
        with reading_as(keys), beside.beating(work.look, TOLD_EVERY) as work.apart:
            receipt = KINDS[job.kind].maker.make(work)
        ended = {"size": work.size, "sealed_key": job.sealed_key, "receipt": receipt, "at": work.place}
        if job.sealed_key is not None:
            _finished(job)
    except Withheld as withheld:
        ended = {"problem": "withheld", "receipt": withheld.receipt}
    except Stopped:
        ended = {"problem": "stopped"}
    except Refused:
        ended = {"problem": "refused"}
    except Changed:
        ended = {"problem": "changed"}
    except OSError:
        log.exception("a file was not written")
        ended = {"problem": "disk"}
    except Exception:
        log.exception("a file was not made")
        ended = {"problem": "error"}
    is_kept = Job.objects.filter(pk=job.pk, stopped_at=None).update(ended_at=timezone.now(), **ended)
    if not is_kept or "size" not in ended:
        Job.objects.filter(pk=job.pk).update(ended_at=timezone.now())
        _destroy(job)


class Work:
    """A job from within: says how far it is, hears of *Stop*, takes the bytes. Each of its methods may raise `Stopped`."""

    def __init__(self, job: Job) -> None:
        self.job, self.apart, self.size = job, False, 0
        self.name, self.place, self.total, self.round = job.step, job.at, job.total, job.round
        self._is_stopped = False

    def step(self, name: str, total: int | None = None, at: int = 0) -> None:
        """Say what is done now, and of how many rows or parts."""
        self.name, self.place, self.total = name, at, self.total if total is None else total
        self.look()
        self._go_on()

    def reach(self, place: int) -> None:
        """Say which row or part is reached; the first one begins a round."""
        self.round += place == 1
        self.place = place
        if not self.apart:
            self.look()
        self._go_on()

    def _go_on(self) -> None:
        if self._is_stopped:
            raise Stopped

    def each(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows and say which one is reached."""
        for number, row in enumerate(rows, start=1):
            self.reach(number)
            yield row

    def write(self, pieces: Iterable[bytes]) -> bytes:
        """Write the file sealed, under a key of its own, and return the digest of what is in it. Raises: OSError."""
        key, digest = cells.new_key(), sha256()
        sealer = files.Sealer(key=key, file_id=self.job.pk.bytes, place=_place(self.job))
        target = _unfinished(self.job)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("xb") as file:
            target.chmod(0o600)
            for piece in pieces:
                digest.update(piece)
                file.writelines(sealer.update(piece))
            file.writelines(sealer.finish())
            file.flush()
            os.fsync(file.fileno())
        self.job.key, self.size = key, sealer.length
        return digest.digest()

    def look(self) -> None:
        """Write down how far it is, and see whether it was stopped or taken away."""
        told = {"step": self.name, "at": self.place, "total": self.total, "round": self.round, "seen_at": timezone.now()}
        self._is_stopped = not Job.objects.filter(pk=self.job.pk, stopped_at=None).update(**told)


def stop(job: Job, by: Account) -> None:
    """Stop a job that runs; its process notices at the next row or step."""
    with transaction.atomic():
        if Job.objects.filter(pk=job.pk, asked_by=by, ended_at=None, stopped_at=None).update(stopped_at=timezone.now()):
            journal.append("records:job:stop", by=by.id, record=job.about, change={"job": str(job.pk)})


def discard(job: Job, by: Account) -> None:
    """Take a file away before its day is over, with all that was kept of it. One that runs is stopped: its process finds no row any more."""
    with transaction.atomic():
        if Job.objects.filter(pk=job.pk, asked_by=by).delete()[0]:
            journal.append("records:job:discard", by=by.id, record=job.about, change={"job": str(job.pk)})
    _destroy(job)


def fetched(job: Job, by: Account) -> Iterator[bytes]:
    """Write into the journal that a file is taken along, and return its pieces, opened one by one.

    Raises, while iterating: locks.Unreadable, Truncated for a damaged one.
    """
    with transaction.atomic():
        journal.append("records:job:fetch", by=by.id, record=job.about, change={"job": str(job.pk), "receipt": str(job.receipt), "kind": job.kind, "form": job.form})
    return pieces_of(job)


def pieces_of(job: Job) -> Iterator[bytes]:
    """Yield the file, opened piece by piece. Raises, while iterating: locks.Unreadable, Truncated for a damaged one."""
    key = job.key
    assert key is not None
    with file_of(job).open("rb") as file:
        yield from files.opened(file, key=key, place=_place(job))


def recent(by: Account) -> models.QuerySet[Job]:
    """Return what somebody asked for within a day and may still ask for, newest first."""
    kinds = [kind.name for kind in KINDS.values() if by.may(kind.permission)]
    return Job.objects.filter(asked_by=by, kind__in=kinds, started_at__gt=timezone.now() - KEPT).select_related("asked_by")


def may_fetch(job: Job, by: Account) -> bool:
    """Return whether a file may be handed to who asked for it: it is done, here, and nothing in it is closed to her by now."""
    kind = KINDS[job.kind]
    is_hers = kind.has_file and job.asked_by_id == by.pk and by.may(kind.permission) and timezone.now() - job.started_at < KEPT
    return is_hers and job.state is Job.State.DONE and file_of(job).exists() and kind.maker.may_have(job, by)


def may_name_what_is_protected_now(job: Job, by: Account) -> bool:
    """Return whether a record was made protected since a job began and is closed to `by`: her file may name it in a cell, a text, or through what belongs to it."""
    if by.may(Permission.PROTECTED_READ):
        return False
    before = Entry.objects.filter(at__lt=job.started_at).order_by("-sequence").values_list("sequence", flat=True).first() or 0
    return Revision.objects.filter(entry_id__gt=before, before__isnull=False, after__handling=Handling.PROTECTED).exists()


def file_of(job: Job) -> Path:
    """Return where the sealed file of a job stands once it is done."""
    return _folder() / job.pk.hex


def clear_old(only_say: bool = False) -> int:
    """Take away files and jobs that are older than a day, and files without a job; return how many they were.

    What an interrupted job had begun to write goes at once: nobody will end it.
    """
    old = list(Job.objects.filter(started_at__lt=timezone.now() - KEPT))
    left = _without_job()
    silent = Job.objects.filter(ended_at=None, seen_at__lt=timezone.now() - beside.SILENT)
    begun = [path for job in silent.exclude(pk__in=[one.pk for one in old]) if (path := _unfinished(job)).exists()]
    if not only_say:
        for job in old:
            _destroy(job)
            job.delete()
        for path in [*left, *begun]:
            path.unlink(missing_ok=True)
    return len(old) + len(left) + len(begun)


def _without_job() -> list[Path]:
    """Return files older than a day that belong to no job: of an account that is gone, of a process that was killed, of the time before."""
    oldest, known = time.time() - KEPT.total_seconds(), {key.hex for key in Job.objects.values_list("pk", flat=True)}
    found = [path for name in (FOLDER, *FORMER) for path in (Path(settings.HOME) / name).glob("*") if path.is_file()]
    return [path for path in found if path.stem not in known and path.stat().st_mtime < oldest]


def _folder() -> Path:
    return Path(settings.HOME) / FOLDER


def _unfinished(job: Job) -> Path:
    return file_of(job).with_suffix(".part")


def _finished(job: Job) -> None:
    """Give a written file its name. Raises: FileNotFoundError where it was taken away meanwhile, because we had not been heard of."""
    _unfinished(job).replace(file_of(job))


def _destroy(job: Job) -> None:
    for path in (file_of(job), _unfinished(job)):
        path.unlink(missing_ok=True)


def _place(job: Job) -> bytes:
    return f"job:{job.pk}".encode()
