"""Files being made, in words: how far each is, what became of it, what one can do about it.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from bandi.foundation.access.models import Account
from bandi.foundation.records import jobs
from bandi.foundation.records.models import Job
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk import long_lists
from bandi.interfaces.desk.addresses import list_url, page_url
from bandi.interfaces.desk.screens.pieces import Choice
from bandi.interfaces.desk.tables import KINDS
from bandi.publishing import reports
from bandi.work.advocacy import jobs as checks

FORMS = {"pdf": "PDF", "docx": "Word", "html": "HTML", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}
State = Job.State
SAID = {
    State.RUNNING: _lazy("being made"), State.DONE: _lazy("done"), State.FAILED: _lazy("not made"), State.STOPPED: _lazy("stopped"),
    State.INTERRUPTED: _lazy("interrupted"),
}  # fmt: skip
BADGES = {State.RUNNING: "is-unbound", State.DONE: "is-agrees", State.FAILED: "is-differs", State.INTERRUPTED: "is-differs"}
PROBLEMS = {
    "withheld": _lazy("The release gate did not open: this may not leave yet. See what it asks."),
    "disk": _lazy("The file could not be written: the disk is full, or the folder is closed. Nothing half-written is left."),
    "refused": _lazy("It could not be done: the finder cannot read this document, or its words were changed meanwhile. Begin it once more, or take its words in again as plain text."),
    "changed": _lazy("Somebody changed the list while the release gate was looking through it. Nothing has left. Begin it once more."),
    "error": _lazy("The file could not be made. What happened stands in the log of the server; nothing half-written is left."),
}
ENDED = (State.FAILED, State.STOPPED, State.INTERRUPTED)


@dataclass(frozen=True)
class Spoken:
    """How a kind of file is spoken of. again: begins it anew; is_posted: by a form, not by a link. is_counted: its total is of rows that the file holds."""

    what: Any
    title: Callable[[Job], str]
    lang: Callable[[Job], str]
    doing: Callable[[Job], str]
    source: Callable[[Job], Choice]
    again: Callable[[Job], str]
    is_posted: bool = False
    is_counted: bool = False
    while_running: Any = ""


@dataclass(frozen=True)
class JobPage:
    """What `desk/jobs/job.html` shows, and each line of `desk/jobs/jobs.html`. lang: of the title, where that is content.

    is_without_keys: keys live in the desk's own process, so that the gate asks for a second reader; said as long as that may matter.
    """

    id: str
    what: str
    title: str
    lang: str
    format: str
    state: str
    badge: str
    progress: dict[str, Any]
    url: str
    source: Choice
    started_at: datetime
    until: datetime
    is_running: bool
    is_kept: bool
    while_running: str
    again_url: str = ""
    again_is_posted: bool = False
    gate_url: str = ""
    discard_url: str = ""
    is_without_keys: bool = False


def job_page(job: Job, account: Account) -> JobPage:
    """Return how a job stands, for who asked for it."""
    spoken, state, url = SPOKEN[job.kind], job.state, page_url("desk:job", job.pk)
    ended = state in ENDED and job.problem != "withheld"
    return JobPage(
        id=str(job.pk), what=str(spoken.what), title=spoken.title(job), lang=spoken.lang(job), format=FORMS.get(job.form, ""), state=str(SAID[state]), badge=BADGES.get(state, "is-plain"),
        progress=progress_of(job, account), url=url, source=spoken.source(job), started_at=job.started_at, until=job.started_at + jobs.KEPT,
        is_running=state is State.RUNNING, is_kept=state in (State.RUNNING, State.DONE), while_running=str(spoken.while_running), again_url=spoken.again(job) if ended else "", again_is_posted=spoken.is_posted,
        gate_url=page_url("desk:gate", job.receipt) if job.receipt else "", discard_url="" if state is State.RUNNING else f"{url}discard/",
        is_without_keys=job.kind == long_lists.KIND and not settings.KEYHOLDER and account.member_id is not None and (state is State.RUNNING or job.problem == "withheld"),
    )  # fmt: skip


def progress_of(job: Job, account: Account) -> dict[str, Any]:
    """Return how far a job is, as `desk/parts/progress.html` wants it: what is done now, *Stop*, the file, or why there is none."""
    url, state = page_url("desk:job", job.pk), job.state
    shown: dict[str, Any] = {"id": f"job-{job.pk}", "label": str(SPOKEN[job.kind].doing(job))}
    if job.total:
        at = min(job.at, job.total)
        shown |= {"maximum": job.total, "value": at, "count": f"{write_number(at)} / {write_number(job.total)}"}
    if state is State.RUNNING:
        return shown | {"poll_url": url, "cancel_url": f"{url}stop/"}
    whole = {"value": job.total, "count": " "} if job.total else {"maximum": 1, "value": 1}
    if state is State.DONE and not jobs.KINDS[job.kind].has_file:
        return shown | whole | {"label": _("Done"), "done_url": SPOKEN[job.kind].source(job).url, "done_label": SPOKEN[job.kind].source(job).label}
    if state is State.DONE and jobs.may_fetch(job, account):
        return shown | whole | {"label": _("Done"), "note": _note(job), "done_url": f"{url}file/", "done_label": _("Download")}
    if state is State.DONE:
        gone = _("You may no longer see everything in this file, or it was taken away. Ask for it once more.")
        return shown | whole | {"label": _("No longer here"), "error": gone}
    if state is State.STOPPED:
        return shown | {"label": _("Stopped"), "error": _("You stopped it. Nothing has left, and nothing is kept.")}
    if state is State.INTERRUPTED:
        why = _("The work was interrupted: its process ended without a word. Begin it once more; nothing half-written is left.")
        return shown | {"label": _("Interrupted"), "error": why}
    return shown | {"label": _("Not made"), "error": str(PROBLEMS.get(job.problem, PROBLEMS["error"]))}


def _note(job: Job) -> str:
    rows = ngettext("%(count)s row", "%(count)s rows", job.total) % {"count": write_number(job.total)} if SPOKEN[job.kind].is_counted else ""
    return " · ".join(part for part in (rows, filesizeformat(job.size)) if part)


@dataclass(frozen=True)
class JobsPage:
    """What `desk/jobs/jobs.html` shows: those that are being made, then the others, newest first."""

    running: tuple[JobPage, ...]
    ended: tuple[JobPage, ...]


def jobs_page(account: Account) -> JobsPage:
    """Return everything somebody asked for within a day."""
    files = [kind.name for kind in jobs.KINDS.values() if kind.has_file]
    every = [job_page(job, account) for job in jobs.recent(account).filter(kind__in=files)]
    return JobsPage(tuple(one for one in every if one.is_running), tuple(one for one in every if not one.is_running))


def file_name(job: Job) -> str:
    """Return what a file is called on the disk of who takes it along."""
    made = job.made
    if job.kind == reports.KIND:
        return f"report-{made['year']}-{made['language']}.{job.form}"
    return f"{made['kind']}-{timezone.localdate(job.started_at):%Y-%m-%d}.{job.form}"


def as_choices(found: list[Job]) -> tuple[Choice, ...]:
    """Return jobs as links with how they stand: "PDF · done"."""
    return tuple(Choice(job.form, f"{FORMS[job.form]} · {SAID[job.state]}", page_url("desk:job", job.pk)) for job in found)


def _list_doing(job: Job) -> str:
    if job.step == "write":
        return _("Writing the file")
    if job.round > 1:
        return _("The release gate looks through the rows, reading %(number)s") % {"number": job.round}
    return _("The release gate looks through the rows") if job.step else _("About to begin")


def _report_doing(job: Job) -> str:
    return str(BUILDING.get(job.step, BUILDING[""]))


def _check_doing(job: Job) -> str:
    return {"find": _("Holding it against our texts"), "keep": _("Keeping what was found")}.get(job.step, _("About to begin"))


def _check_source(job: Job) -> Choice:
    return Choice("document", _("Against our texts"), reverse("desk:library_findings", args=[job.about]))


def _list_source(job: Job) -> Choice:
    made = job.made
    return Choice(made["kind"], _("Back to the list"), f"{list_url(made['kind'])}?{made['query']}")


def _report_source(job: Job) -> Choice:
    return Choice("edition", _("Back to the sections"), reverse("desk:report_edition", args=[job.about]))


BUILDING = {
    "": _lazy("About to begin"), "count": _lazy("Counting the numbers anew"), "assemble": _lazy("Putting the sections together"),
    "review": _lazy("Asking the release gate"), "draw": _lazy("Drawing the pages"), "write": _lazy("Writing the file"),
}  # fmt: skip
SPOKEN = {
    long_lists.KIND: Spoken(
        what=_lazy("List"), title=lambda job: str(KINDS[job.made["kind"]].title), lang=lambda job: "", doing=_list_doing, source=_list_source,
        again=lambda job: str(job.made["url"]), is_counted=True,
        while_running=_lazy("The list is long: the gate looks through every row of it before anything is written."),
    ),
    reports.KIND: Spoken(
        what=_lazy("Report"), title=lambda job: str(job.made["title"]), lang=lambda job: str(job.made["language"]), doing=_report_doing, source=_report_source,
        again=lambda job: reverse("desk:report_build", args=[job.about, job.form]), is_posted=True,
        while_running=_lazy("The numbers are counted anew, so that what is printed is what the records say now."),
    ),
    checks.CHECK: Spoken(
        what=_lazy("Against our texts"), title=lambda job: _("A document of the library"), lang=lambda job: "", doing=_check_doing, source=_check_source,
        again=lambda job: reverse("desk:library_check", args=[job.about]), is_posted=True,
    ),
}  # fmt: skip
