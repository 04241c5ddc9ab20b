"""Files of an edition: begun by a press of a button, followed on a page that can be left, taken along when they are done."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk.addresses import with_state
from bandi.interfaces.desk.screens.builds import build_page
from bandi.publishing.building import FORMATS
from bandi.publishing.jobs import file_of, start_build
from bandi.publishing.models import Build, Edition

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
_WRITE = needs(Permission.EDITION_WRITE)


@_WRITE
@require_POST
def report_build(request: HttpRequest, pk: UUID, format: str) -> HttpResponse:
    """Begin to build a file of an edition and lead to the page that follows it."""
    edition = get_object_or_404(Edition.objects.visible_to(account_of(request)), pk=pk)
    form = next((known for known in FORMATS if known == format), None)
    if form is None:
        raise Http404
    return redirect("desk:report_job", start_build(edition=edition, form=form, by=account_of(request)).pk)


@_WRITE
@require_GET
def report_job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a file is; htmx gets the bar alone, and the whole page anew when the work has ended."""
    job = _job(request, pk)
    page = build_page(job)
    if request.headers.get("HX-Request"):
        answer = render(request, "desk/parts/progress.html", {"progress": page.progress})
        if not page.is_running:
            answer["HX-Refresh"] = "true"  # the ways on stand beside the bar: to the gate, to begin once more
        return answer
    edition = reverse("desk:report_edition", args=[job.edition_id])
    crumbs = [
        {"label": _("Report"), "url": with_state(reverse("desk:report"), {"year": str(job.edition.year)})},
        {"label": f"{job.edition.year} · {job.edition.get_language_display()}", "url": edition}, {"label": page.format},
    ]  # fmt: skip
    return render(request, "desk/report/job.html", {"page": page, "crumbs": crumbs})


@_WRITE
@require_GET
def report_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file that was built, for who asked for it."""
    job = _job(request, pk)
    if job.state is not Build.State.DONE or not file_of(job).exists():
        raise Http404
    name = f"report-{job.edition.year}-{job.edition.language}.{job.format}"
    return FileResponse(file_of(job).open("rb"), as_attachment=True, filename=name, content_type=TYPES[job.format])


def _job(request: HttpRequest, pk: UUID) -> Build:
    account = account_of(request)
    return get_object_or_404(Build.objects.select_related("edition"), pk=pk, asked_by=account, edition__in=Edition.objects.visible_to(account))


builds_patterns = [
    path("report/<uuid:pk>/file/<str:format>/", report_build, name="report_build"),
    path("report/jobs/<uuid:pk>/", report_job, name="report_job"),
    path("report/jobs/<uuid:pk>/file/", report_file, name="report_file"),
]
