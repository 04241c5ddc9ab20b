"""How far a file of an edition is, in words.

May import: every package below the interfaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.interfaces.desk.addresses import page_url
from bandi.interfaces.desk.screens.pieces import Choice
from bandi.publishing.jobs import STEPS
from bandi.publishing.models import Build

NAMES = {"pdf": "PDF", "docx": "Word", "html": "HTML"}
DOING = {
    "": _lazy("about to begin"), "count": _lazy("counting the numbers anew"), "assemble": _lazy("putting the sections together"),
    "draw": _lazy("drawing the pages"), "review": _lazy("asking the release gate"), "write": _lazy("writing the file"),
}  # fmt: skip
PROBLEMS = {
    "withheld": _lazy("The release gate did not open: this may not leave yet. See what it asks."),
    "disk": _lazy("The file could not be written: the disk is full, or the folder is closed. Nothing half-written is left."),
    "error": _lazy("The file could not be built. What happened stands in the log of the server; nothing half-written is left."),
}


@dataclass(frozen=True)
class BuildPage:
    """What `desk/report/job.html` shows. again_url: begins anew, where the work ended without a file."""

    title: str
    format: str
    progress: dict[str, Any]
    edition_url: str
    again_url: str
    url: str
    is_running: bool
    gate_url: str = ""


def build_page(job: Build) -> BuildPage:
    """Return the page of a job."""
    is_running = job.state is Build.State.RUNNING
    url = page_url("desk:report_job", job.pk)
    edition = page_url("desk:report_edition", job.edition_id)
    ended = job.state in (Build.State.FAILED, Build.State.INTERRUPTED)
    return BuildPage(
        job.edition.title, NAMES[job.format], _progress(job, url), edition, f"{edition}file/{job.format}/" if ended else "", url, is_running,
        page_url("desk:gate", job.receipt) if job.receipt else "",
    )


def _progress(job: Build, url: str) -> dict[str, Any]:
    place = STEPS.index(job.step) if job.step in STEPS else 0
    shown: dict[str, Any] = {"id": "build", "maximum": len(STEPS), "value": place, "label": f"{NAMES[job.format]}: {DOING.get(job.step, '')}"}
    state = job.state
    if state is Build.State.RUNNING:
        return shown | {"poll_url": url}
    if state is Build.State.DONE:
        kilobytes = f"{max(1, job.size // 1024):,} kB"
        done = {"done_url": page_url("desk:report_file", job.pk), "done_label": _("Download"), "note": kilobytes}
        return shown | done | {"value": len(STEPS), "label": _("%(form)s: done") % {"form": NAMES[job.format]}}
    if state is Build.State.INTERRUPTED:
        why = _("The work was interrupted: its process ended without a word. Begin it once more; nothing half-written is left.")
        return shown | {"error": why, "label": _("%(form)s: interrupted") % {"form": NAMES[job.format]}}
    return shown | {"error": str(PROBLEMS.get(job.problem, PROBLEMS["error"])), "label": _("%(form)s: not built") % {"form": NAMES[job.format]}}


def as_choices(jobs: list[Build]) -> tuple[Choice, ...]:
    """Return jobs as links with how they stand: "PDF · done"."""
    said = {
        Build.State.RUNNING: _("being built"), Build.State.DONE: _("done"), Build.State.FAILED: _("not built"),
        Build.State.INTERRUPTED: _("interrupted"),
    }  # fmt: skip
    return tuple(Choice(job.format, f"{NAMES[job.format]} · {said[job.state]}", page_url("desk:report_job", job.pk)) for job in jobs)
