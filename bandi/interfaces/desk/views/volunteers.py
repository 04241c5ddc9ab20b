"""The certificate of a volunteer's hours, as a PDF in either language."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_GET

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.records import releasing
from bandi.interfaces.desk.gate import at_the_gate
from bandi.interfaces.desk.leaving import outgoing_certificate
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.publishing.press.paper_pdf import write_paper_pdf
from bandi.work.programmes.models import Volunteer
from bandi.work.programmes.papers import certificate_of


@needs(Permission.RECORDS_READ)
@require_GET
@at_the_gate
def volunteer_certificate(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """A certificate of hours, all of them or of a year (?year=2024): the code and the days; the name is written by hand."""
    reader = Reader(account_of(request))
    row: Volunteer = get_object_or_404(KINDS["volunteers"].rows(reader), pk=pk)
    year = request.GET.get("year", "")
    paper = certificate_of(row, "ko" if language == "ko" else "en", year=int(year) if year.isdecimal() and len(year) == 4 else None, reader=reader.account)
    if language not in ("en", "ko") or paper is None:
        raise Http404
    made = {"url": request.get_full_path(), "pk": str(pk), "language": language, "year": year}
    receipt = releasing.leave(outgoing_certificate(paper, row), by=reader.account, made=made)
    body = write_paper_pdf(receipt.masks.of(paper))
    releasing.close(receipt, releasing.digest_of(body))
    with transaction.atomic():
        journal.append("programmes:volunteer:print", by=reader.account.pk, record=row.pk, change={"language": language})
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="certificate-{row.code}-{language}.pdf"'.encode("ascii", "ignore").decode()
    answer["Cache-Control"] = "private, no-store"
    return answer


volunteers_patterns = [path("volunteers/<uuid:pk>/certificate/<str:language>.pdf", volunteer_certificate, name="volunteer_certificate")]
