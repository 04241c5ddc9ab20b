"""Long lists: followed on a page that can be left, stopped, taken along when they are done."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.records.models import ListExport
from bandi.interfaces.desk import long_lists
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.screens.long_list import long_list_page
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.views.export import TYPES


@needs(Permission.RECORDS_EXPORT)
@never_cache
@require_GET
def long_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a list is; htmx gets the bar alone, and the whole page anew when the work has ended."""
    job = _job(request, pk)
    page = long_list_page(job, account_of(request))
    if request.headers.get("HX-Request"):
        answer = render(request, "desk/parts/progress.html", {"progress": page.progress})
        if not page.is_running:
            answer["HX-Refresh"] = "true"  # the ways on stand beside the bar
        return answer
    crumbs = crumbs_to(KINDS[job.made["kind"]], (_("Take along"), ""))
    return render(request, "desk/gate/long_list.html", {"page": page, "crumbs": crumbs})


@needs(Permission.RECORDS_EXPORT)
@require_POST
def long_list_stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop the making of a list."""
    long_lists.stop(_job(request, pk), account_of(request))
    return redirect("desk:long_list", pk)


@needs(Permission.RECORDS_EXPORT, fresh=True)
@never_cache
@require_GET
def long_list_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, for who asked for it, as long as she may still see what is in it."""
    job, account = _job(request, pk), account_of(request)
    if not long_lists.may_fetch(job, account):
        raise Http404
    made = job.made
    with transaction.atomic():
        journal.append("records:list:fetch", by=account.id, change={"job": str(job.pk), "receipt": str(job.receipt), "kind": made["kind"], "form": made["form"]})
    answer = StreamingHttpResponse(long_lists.pieces_of(job), content_type=TYPES[made["form"]])
    answer["Content-Length"] = str(job.size)
    answer["Content-Disposition"] = f'attachment; filename="{made["kind"]}-{timezone.localdate(job.started_at):%Y-%m-%d}.{made["form"]}"'
    return answer


def _job(request: HttpRequest, pk: UUID) -> ListExport:
    """Return one's own job of the last day; another's does not exist."""
    recent = ListExport.objects.filter(started_at__gt=timezone.now() - long_lists.KEPT).select_related("asked_by")
    return get_object_or_404(recent, pk=pk, asked_by=account_of(request))


long_lists_patterns = [
    path("exports/<uuid:pk>/", long_list, name="long_list"),
    path("exports/<uuid:pk>/stop/", long_list_stop, name="long_list_stop"),
    path("exports/<uuid:pk>/file/", long_list_file, name="long_list_file"),
]
