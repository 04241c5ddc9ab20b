"""A report as a file that is made beside the desk (`foundation.records.jobs`).

May import: the foundation, claims, this package.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from bandi.foundation.access.models import Account
from bandi.foundation.access.policies import require
from bandi.foundation.records import jobs
from bandi.foundation.records.models import Job
from bandi.foundation.reference.statements import MOMENT_VALUE, UUID_VALUE, Given, Statement
from bandi.publishing.building import FORMATS, STEPS, Format, build
from bandi.publishing.models import Edition

KIND = "report"


def start_build(*, edition: Edition, form: Format, by: Account) -> Job:
    """Begin to build a file and return its job; one that is running already for the same person and file is returned instead.

    Raises: NotPermitted; ValueError for a format that is none; OSError when no process can be started.
    """
    if form not in FORMATS:
        raise ValueError("a report is a pdf, a docx or an html file")
    require(by, jobs.KINDS[KIND].permission)
    if job := jobs.running(KIND, by, about=edition.pk, form=form):
        return job
    change = {"format": form, "language": edition.language, "year": edition.year}
    return jobs.begin(
        KIND, form=form, made={**change, "title": edition.title}, entry="publishing:edition:build", change=change, by=by, about=edition.pk,
    )  # fmt: skip


def latest_builds(edition: Edition, by: Account) -> list[Job]:
    """Return the newest job of each format that `by` asked for, of the last day."""
    newest: dict[str, Job] = {}
    since = timezone.now() - jobs.KEPT
    for job in _BUILDS.all(by=by.pk, about=edition.pk, since=since) if by.may(jobs.KINDS[KIND].permission) else ():
        newest.setdefault(job.form, job)
    return list(newest.values())


_BUILDS: Statement[Job] = Statement(
    lambda: Job.objects.filter(kind=KIND, asked_by=Given("by", UUID_VALUE), about=Given("about", UUID_VALUE), started_at__gt=Given("since", MOMENT_VALUE)).select_related("asked_by")
)


def make(work: jobs.Work) -> UUID | None:
    """Build the edition of a job."""
    job = work.job
    form: Format = next(known for known in FORMATS if known == job.form)
    work.step(STEPS[0], total=len(STEPS))

    def done(name: str, _seconds: float) -> None:
        place = STEPS.index(name) + 1
        work.step(STEPS[place] if place < len(STEPS) else name, at=place)

    edition = Edition.objects.get(pk=job.about)
    return build(edition, form, jobs.file_of(job), by=job.asked_by, progress=done, write=lambda _output, content: work.write([content])).receipt


def may_have(job: Job, by: Account) -> bool:
    """Return whether the edition still exists for her, and nothing it may tell of was closed to her since."""
    return Edition.objects.visible_to(by).filter(pk=job.about).exists() and not jobs.may_name_what_is_protected_now(job, by)
