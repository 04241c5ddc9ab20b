"""A file made beside the desk: whole or not at all, sealed, stopped, killed, swept."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError
from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.records import beside, jobs
from bandi.foundation.records.models import Job
from bandi.foundation.vault import sweeping

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Iterator[SimpleNamespace]:
    """A kind of file of this test's own: five lanterns, one after the other."""
    settings.HOME = tmp_path

    def make(work: jobs.Work) -> UUID | None:
        work.step("light", total=5)
        work.write(f"lantern {number}\n".encode() for number in work.each(range(5)))
        return None

    maker = SimpleNamespace(make=make, may_have=lambda job, by: True)
    monkeypatch.setitem(jobs.KINDS, "lanterns", jobs.Kind("lanterns", Permission.RECORDS_READ, "nowhere"))
    monkeypatch.setattr(jobs, "import_module", lambda _name: maker)
    monkeypatch.setattr(jobs, "launch", lambda job, keys: None)
    yield maker


def begun(by: Account) -> Job:
    return jobs.begin("lanterns", form="csv", made={"of": "paper"}, entry="records:list:export", change={}, by=by)


def made(by: Account) -> Job:
    job = begun(by)
    jobs.make(job)
    job.refresh_from_db()
    return job


def test_a_file_stands_sealed_and_opens_for_who_asked(ada: Account, dan: Account) -> None:
    job = made(ada)

    assert job.state is Job.State.DONE and (job.at, job.total) == (5, 5) and job.size == 50
    assert jobs.may_fetch(job, ada) and not jobs.may_fetch(job, dan)
    assert b"lantern" not in jobs.file_of(job).read_bytes() and b"paper" not in bytes(job.sealed_made)
    assert b"".join(jobs.pieces_of(job)) == b"".join(f"lantern {number}\n".encode() for number in range(5))
    assert list(jobs.file_of(job).parent.iterdir()) == [jobs.file_of(job)]


def test_what_the_kind_says_is_asked_each_time(ada: Account, kind: SimpleNamespace) -> None:
    job = made(ada)
    kind.may_have = lambda job, by: False

    assert not jobs.may_fetch(job, ada)


def test_a_stop_in_the_middle_leaves_nothing(ada: Account, kind: SimpleNamespace) -> None:
    def make(work: jobs.Work) -> UUID | None:
        def lanterns() -> Iterator[bytes]:
            for number in work.each(range(5)):
                if number == 2:
                    jobs.stop(job, ada)
                yield b"lantern"

        work.write(lanterns())
        return None

    kind.make = make
    job = begun(ada)
    jobs.make(job)
    job.refresh_from_db()

    assert job.state is Job.State.STOPPED and job.ended_at and job.at < 5
    assert list(jobs.file_of(job).parent.iterdir()) == []


def test_a_stop_after_the_last_row_leaves_nothing_either(ada: Account, kind: SimpleNamespace) -> None:
    whole = kind.make

    def make(work: jobs.Work) -> UUID | None:
        whole(work)
        jobs.stop(job, ada)
        return None

    kind.make = make
    job = begun(ada)
    jobs.make(job)
    job.refresh_from_db()

    assert job.state is Job.State.STOPPED and not jobs.may_fetch(job, ada) and list(jobs.file_of(job).parent.iterdir()) == []


def test_one_that_was_taken_away_while_it_was_made_leaves_nothing(ada: Account, kind: SimpleNamespace) -> None:
    whole = kind.make

    def make(work: jobs.Work) -> UUID | None:
        whole(work)
        jobs.discard(job, ada)
        return None

    kind.make = make
    job = begun(ada)
    jobs.make(job)

    assert not Job.objects.exists() and list(jobs.file_of(job).parent.iterdir()) == []


@pytest.mark.parametrize(("problem", "said"), [(OSError(28, "No space left on device"), "disk"), (ValueError("a lantern broke"), "error")])
def test_one_that_fails_says_why_and_leaves_nothing(ada: Account, kind: SimpleNamespace, problem: Exception, said: str) -> None:
    def make(work: jobs.Work) -> UUID | None:
        def lanterns() -> Iterator[bytes]:
            yield b"lantern"
            raise problem

        work.write(lanterns())
        return None

    kind.make = make
    job = made(ada)

    assert (job.state, job.problem) == (Job.State.FAILED, said) and list(jobs.file_of(job).parent.iterdir()) == []


def test_what_a_killed_process_had_begun_goes_with_the_next_look(ada: Account, kind: SimpleNamespace) -> None:
    class Killed(BaseException):
        """What a process says whose power is cut: nothing that anybody catches."""

    def make(work: jobs.Work) -> UUID | None:
        def lanterns() -> Iterator[bytes]:
            yield b"lantern" * 100_000
            raise Killed

        work.write(lanterns())
        return None

    kind.make = make
    job = begun(ada)
    with pytest.raises(Killed):
        jobs.make(job)
    job.refresh_from_db()
    (left,) = jobs.file_of(job).parent.iterdir()
    assert job.state is Job.State.RUNNING and left != jobs.file_of(job) and b"lantern" not in left.read_bytes()

    assert jobs.clear_old() == 0 and left.exists(), "as long as it may be alive it is left alone"
    Job.objects.update(seen_at=timezone.now() - beside.SILENT - timedelta(seconds=1))
    job.refresh_from_db()
    assert job.state is Job.State.INTERRUPTED and jobs.running("lanterns", ada) is None
    assert jobs.clear_old(only_say=True) == 1 and left.exists()
    assert jobs.clear_old() == 1 and not left.exists() and Job.objects.filter(pk=job.pk).exists(), "its page still says what happened"


def test_one_that_was_given_up_and_wakes_again_does_not_claim_a_file(ada: Account, kind: SimpleNamespace) -> None:
    whole = kind.make

    def make(work: jobs.Work) -> UUID | None:
        whole(work)
        Job.objects.update(seen_at=timezone.now() - timedelta(hours=1))  # the lid was shut for an hour
        jobs.clear_old()
        return None

    kind.make = make
    job = made(ada)

    assert job.state is Job.State.FAILED and job.problem == "disk"


def test_after_a_day_jobs_and_their_files_and_files_of_no_job_are_swept(ada: Account, settings: Any) -> None:
    old, fresh = made(ada), made(ada)
    Job.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=1, minutes=1))
    strays = [Path(settings.HOME) / name for name in ("made/00000000000000000000000000000000", "builds/00000000-0000-0000-0000-000000000000.pdf", "exports/0f")]
    for stray in strays:
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"%PDF")
        os.utime(stray, (time.time() - 2 * 86_400,) * 2)
    old.refresh_from_db()

    assert not jobs.may_fetch(old, ada) and list(jobs.recent(ada)) == [fresh]
    assert sweeping.sweep(only_say=True).others["made"] == 4 and jobs.file_of(old).exists()
    assert sweeping.sweep().others["made"] == 4

    assert not jobs.file_of(old).exists() and not any(stray.exists() for stray in strays) and jobs.file_of(fresh).exists()
    assert list(Job.objects.all()) == [fresh]


def test_whoever_may_not_have_such_a_file_cannot_begin_one_nor_see_hers(ada: Account, cho: Account) -> None:
    made(ada)

    with pytest.raises(Exception, match="records:record:read"):
        begun(cho)
    Job.objects.update(asked_by=cho)
    assert not jobs.recent(cho).exists() and not jobs.may_fetch(Job.objects.get(), cho)


@pytest.mark.django_db(transaction=True)
def test_a_beat_goes_on_after_the_database_was_busy() -> None:
    beats: list[float] = []

    def beat() -> None:
        beats.append(time.monotonic())
        if len(beats) == 1:
            raise OperationalError("database is locked")

    with beside.beating(beat, every=0.01) as apart:
        until = time.monotonic() + 5
        while len(beats) < 3 and time.monotonic() < until:
            time.sleep(0.01)
    count = len(beats)
    time.sleep(0.05)

    assert apart and count >= 3 and len(beats) == count, "it ends with the work"
