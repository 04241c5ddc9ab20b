"""How far a long list is, in words.

May import: every package below the interfaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.models import Account
from bandi.foundation.records.models import ListExport
from bandi.foundation.reference.writing import write_number
from bandi.interfaces.desk.addresses import list_url, page_url
from bandi.interfaces.desk.long_lists import KEPT, may_fetch
from bandi.interfaces.desk.tables import KINDS

NAMES = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}
State = ListExport.State
SAID = {
    State.RUNNING: _lazy("being made"), State.DONE: _lazy("done"), State.FAILED: _lazy("not made"), State.STOPPED: _lazy("stopped"),
    State.INTERRUPTED: _lazy("interrupted"),
}  # fmt: skip
PROBLEMS = {
    "withheld": _lazy("The release gate did not open: this may not leave yet. See what it asks."),
    "disk": _lazy("The file could not be written: the disk is full, or the folder is closed. Nothing half-written is left."),
    "error": _lazy("The file could not be made. What happened stands in the log of the server; nothing half-written is left."),
}


@dataclass(frozen=True)
class LongListPage:
    """What `desk/gate/long_list.html` shows.

    again_url: begins anew, where the work ended without a file. back_url: the list itself. is_without_keys: keys live in the desk's own process, so that
    the gate asks for a second reader; said as long as that may matter.
    """

    title: str
    format: str
    progress: dict[str, Any]
    url: str
    back_url: str
    until: datetime
    is_running: bool
    again_url: str = ""
    gate_url: str = ""
    is_without_keys: bool = False


def long_list_page(job: ListExport, account: Account) -> LongListPage:
    """Return the page of a job."""
    made, state, url = job.made, job.state, page_url("desk:long_list", job.pk)
    kind, query = KINDS[made["kind"]], made["query"]
    ended = state in (State.FAILED, State.STOPPED, State.INTERRUPTED) and job.problem != "withheld"
    return LongListPage(
        title=str(kind.title), format=NAMES[made["form"]], progress=_progress(job, url, account), url=url, back_url=f"{list_url(kind.key)}?{query}",
        until=job.started_at + KEPT, is_running=state is State.RUNNING, again_url=made["url"] if ended else "",
        gate_url=page_url("desk:gate", job.receipt) if job.receipt else "",
        is_without_keys=not settings.KEYHOLDER and account.member_id is not None and (state is State.RUNNING or job.problem == "withheld"),
    )  # fmt: skip


def _progress(job: ListExport, url: str, account: Account) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": "long-list", "label": _doing(job)}
    if job.rows:
        shown |= {"maximum": job.rows, "value": min(job.at, job.rows)}
    state = job.state
    if state is State.RUNNING:
        return shown | {"poll_url": url, "cancel_url": f"{url}stop/"}
    if state is State.DONE:
        if not may_fetch(job, account):
            return shown | {"value": job.rows, "label": _("No longer here"), "error": _("You may no longer see everything in this file, or it was taken away. Take the list along once more.")}
        done = {"done_url": f"{url}file/", "done_label": _("Download"), "note": filesizeformat(job.size)}
        return shown | done | {"value": job.rows, "label": _("Done: %(rows)s rows") % {"rows": write_number(job.rows)}}
    if state is State.STOPPED:
        return shown | {"label": _("Stopped"), "error": _("You stopped it. Nothing has left, and nothing is kept.")}
    if state is State.INTERRUPTED:
        why = _("The work was interrupted: its process ended without a word. Begin it once more; nothing half-written is left.")
        return shown | {"label": _("Interrupted"), "error": why}
    return shown | {"label": _("Not made"), "error": str(PROBLEMS.get(job.problem, PROBLEMS["error"]))}


def _doing(job: ListExport) -> str:
    if job.step == ListExport.Step.WRITE:
        return _("Writing the file")
    if job.reading > 1:
        return _("The release gate looks through the rows, reading %(number)s") % {"number": job.reading}
    return _("The release gate looks through the rows") if job.step else _("About to begin")


@dataclass(frozen=True)
class Line:
    """One long list of somebody's last day."""

    label: str
    state: str
    url: str
    at: datetime


def lines_of(account: Account) -> tuple[Line, ...]:
    """Return the long lists that somebody asked for within a day, newest first."""
    return tuple(_lines(ListExport.objects.filter(asked_by=account, started_at__gt=timezone.now() - KEPT)[:20]))


def _lines(jobs: Iterable[ListExport]) -> Iterable[Line]:
    for job in jobs:
        made = job.made
        yield Line(f"{KINDS[made['kind']].title} · {NAMES[made['form']]}", str(SAID[job.state]), page_url("desk:long_list", job.pk), job.started_at)
