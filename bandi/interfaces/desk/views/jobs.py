"""Files being made: begun by a press of a button, followed on a page that can be left, stopped, taken along, or taken away before their day is over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records import jobs as making
from bandi.foundation.records.models import Job
from bandi.interfaces.desk.screens.jobs import SPOKEN, file_name, job_page, jobs_page
from bandi.publishing.building import FORMATS
from bandi.publishing.models import Edition
from bandi.publishing.reports import start_build

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_OWN = needs(Permission.RECORDS_READ)
"""Each kind of file has its permission, which `making.recent` asks for: without it, and for another's, there is no such job."""


@needs(Permission.EDITION_WRITE)
@require_POST
def report_build(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    """Begin to build a file of an edition and lead to the page that follows it."""
    edition = get_object_or_404(Edition.objects.visible_to(account_of(request)), pk=pk)
    form = next((known for known in FORMATS if known == format), None)
    if form is None:
        raise Http404
    return redirect("desk:job", start_build(edition=edition, form=form, by=account_of(request)).pk)


@_OWN
@never_cache
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """What somebody asked for within a day."""
    return render(request, "desk/jobs/jobs.html", {"page": jobs_page(account_of(request)), "crumbs": [{"label": _("Files being made")}]})


@_OWN
@never_cache
@require_GET
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a file is; htmx gets the bar alone, and the whole page anew when the work has ended."""
    page = job_page(_job(request, pk), account_of(request))
    if request.headers.get("HX-Request"):
        answer = render(request, "desk/parts/progress.html", {"progress": page.progress})
        if not page.is_running:
            answer["HX-Refresh"] = "true"  # the ways on stand beside the bar: to the gate, to begin once more
        return answer
    crumbs = [{"label": _("Files being made"), "url": reverse("desk:jobs")}, {"label": f"{page.what} · {page.format}" if page.format else page.what}]
    return render(request, "desk/jobs/job.html", {"page": page, "crumbs": crumbs})


@_OWN
@require_POST
def job_stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop the making of a file."""
    found = _job(request, pk)
    making.stop(found, account_of(request))
    return redirect("desk:job", pk) if making.KINDS[found.kind].has_file else redirect(SPOKEN[found.kind].source(found).url)


@_OWN
@require_POST
def job_discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a file away before its day is over."""
    making.discard(_job(request, pk), account_of(request))
    messages.success(request, _("Taken away: nothing is left of that file here."))
    return redirect("desk:jobs")


@needs(Permission.RECORDS_READ, fresh=True)
@never_cache
@require_GET
def job_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, for who asked for it, as long as she may have it."""
    found, account = _job(request, pk), account_of(request)
    if not making.may_fetch(found, account):
        raise Http404
    answer = StreamingHttpResponse(making.fetched(found, account), content_type=TYPES[found.form])
    answer["Content-Length"] = str(found.size)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(found)}"'
    return answer


def _job(request: HttpRequest, pk: UUID) -> Job:
    """Return one's own job of the last day; another's does not exist."""
    return get_object_or_404(making.recent(account_of(request)), pk=pk)


jobs_patterns = [
    path("report/<uuid:pk>/file/<str:format>/", report_build, name="report_build"),
    path("files/", jobs, name="jobs"),
    path("files/<uuid:pk>/", job, name="job"),
    path("files/<uuid:pk>/stop/", job_stop, name="job_stop"),
    path("files/<uuid:pk>/file/", job_file, name="job_file"),
    path("files/<uuid:pk>/discard/", job_discard, name="job_discard"),
]
