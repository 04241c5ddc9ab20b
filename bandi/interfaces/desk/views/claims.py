"""The numbers of a year: the table, each number, accepting a difference, measuring again, findings, files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.records import releasing
from bandi.foundation.records.errors import Conflict
from bandi.interfaces.desk.addresses import next_or, with_state
from bandi.interfaces.desk.gate import at_the_gate
from bandi.interfaces.desk.leaving import outgoing_claims
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.saving import undo_url, version_in
from bandi.interfaces.desk.screens import claims_file
from bandi.interfaces.desk.screens.claim import claim_page
from bandi.interfaces.desk.screens.claims import TABLE, Asked, claims_page, current_measurement
from bandi.interfaces.desk.screens.findings import brief_findings, findings_page
from bandi.interfaces.desk.screens.year import year_to_show
from bandi.interfaces.desk.taking_along import choice_of
from bandi.interfaces.desk.views import routes  # noqa: F401  registers the converters
from bandi.register.claims.actions import accept_difference, bind_to_figure, withdraw_acceptance
from bandi.register.claims.measuring import measure_year
from bandi.register.claims.models import Claim

TYPES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", claims_file.as_workbook),
    "csv": ("text/csv; charset=utf-8", claims_file.as_csv),
    "json": ("application/json", claims_file.as_json),
}  # fmt: skip
_READ = needs(Permission.RECORDS_READ)


@_READ
@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """The numbers of a year; htmx gets the table alone."""
    page = claims_page(Reader(account_of(request)), request.GET)
    if request.headers.get("HX-Request") and request.headers.get("HX-Target") == TABLE:
        return render(request, "desk/parts/table.html", {"table": page.table})
    return render(request, "desk/claims/claims.html", {"page": page, "crumbs": _crumbs(page.year)})


@_READ
@require_GET
def claims_findings(request: HttpRequest) -> HttpResponse:
    """What the check found apart from single numbers; `brief` asks for the first contradictions alone."""
    reader, year = Reader(account_of(request)), request.GET.get("year", "")
    if request.GET.get("brief") and request.headers.get("HX-Request"):
        told, count, url = brief_findings(reader, year)
        return render(request, "desk/claims/_brief.html", {"findings": told, "count": count, "url": url})
    page = findings_page(reader, year, request.GET.get("kind", ""))
    return render(request, "desk/claims/findings.html", {"page": page, "crumbs": _crumbs(page.year, _("Findings"))})


@needs(Permission.RECORDS_EXPORT, fresh=True)
@require_GET
@at_the_gate
def claims_export(request: HttpRequest, form: str) -> HttpResponse:
    """The numbers that are asked for, as a file."""
    if choice_of(request.GET) is None:
        return redirect(with_state(reverse("desk:claims_take"), {**request.GET.dict(), "file": form}))
    year = year_to_show(request.GET.get("year", ""), ())
    reader, asked = Reader(account_of(request)), Asked.of(request.GET, year)
    kind, write = TYPES[form]
    made = {"url": request.get_full_path(), "form": form, "year": asked.year, "query": request.GET.urlencode()}
    receipt = releasing.leave(outgoing_claims(form, asked.year, request.GET, reader), by=reader.account, made=made)
    with transaction.atomic():
        journal.append("claims:claim:export", by=reader.account.id, change={"year": asked.year, "form": form})
    content = write(receipt.masks.of(claims_file.rows_of(asked, reader)))
    releasing.close(receipt, releasing.digest_of(content if isinstance(content, bytes) else content.encode()))
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="claims-{asked.year}.{form}"'
    return answer


@needs(Permission.FIGURES_MEASURE)
@require_POST
def claims_measure(request: HttpRequest) -> HttpResponse:
    """Measure all numbers of a year again."""
    year = request.POST.get("year", "")
    if not year.isdecimal() or len(year) > 4:
        raise Http404
    found = measure_year(int(year), by=account_of(request))
    words = ngettext("%(count)s number was measured.", "%(count)s numbers were measured.", len(found))
    messages.success(request, words % {"count": len(found)})
    return redirect(next_or(request, with_state(reverse("desk:claims"), {"year": year})))


@_READ
@require_GET
def claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One number with everything behind it."""
    found = _claim(request, pk)
    return _shown(request, found)


@needs(Permission.CLAIMS_ACCEPT)
@require_POST
def claim_accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept a difference with a note."""
    found, note = _claim(request, pk), request.POST.get("note", "")
    try:
        accept_difference(found, note=note, by=account_of(request), version=_version(request))
    except ValidationError as error:
        return _shown(request, found, note=note, error=" ".join(error.messages))
    except Conflict:
        return _shown(request, found, note=note, error=_("Somebody else changed this number meanwhile. Read it again, then accept it."))
    messages.success(request, _("Accepted with a note."), extra_tags=reverse("desk:claim_withdraw", args=[pk]))
    return redirect("desk:claim", pk)


@needs(Permission.CLAIMS_ACCEPT)
@require_POST
def claim_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an acceptance back."""
    withdraw_acceptance(_claim(request, pk), by=account_of(request))
    messages.success(request, _("The acceptance is taken back; the number stands as the records say."))
    return redirect("desk:claim", pk)


@needs(Permission.RECORDS_EDIT)
@require_POST
def claim_bind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bind a number to a figure by hand, or leave the choice to its words."""
    found = _claim(request, pk)
    try:
        bind_to_figure(found, figure=request.POST.get("figure", ""), by=account_of(request), version=_version(request))
    except ValidationError as error:
        return _shown(request, found, error=" ".join(error.messages))
    except Conflict:
        return _shown(request, found, error=_("Somebody else changed this number meanwhile. Read it again, then choose the figure."))
    messages.success(request, _("The number is counted by this figure now."), extra_tags=undo_url(found))
    return redirect("desk:claim", pk)


def _shown(request: HttpRequest, found: Claim, *, note: str = "", error: str = "") -> HttpResponse:
    page = claim_page(found, Reader(account_of(request)))
    context = {"page": page, "given_note": note, "error": error, "crumbs": _crumbs(page.year, page.ref or page.statement)}
    return render(request, "desk/claims/claim.html", context)


def _claim(request: HttpRequest, pk: UUID) -> Claim:
    rows = Claim.objects.visible_to(account_of(request)).select_related("record", "accepted_by")
    return get_object_or_404(rows.prefetch_related(current_measurement()), pk=pk)


def _version(request: HttpRequest) -> int | None:
    return version_in(request.POST.get("version", ""))


def _crumbs(year: int, *further: str) -> list[dict[str, Any]]:
    way = [{"label": _("Numbers of %(year)s") % {"year": year}, "url": with_state(reverse("desk:claims"), {"year": str(year)})}]
    return [*way, *({"label": label} for label in further)]


claims_patterns = [
    path("claims/", claims, name="claims"),
    path("claims/findings/", claims_findings, name="claims_findings"),
    path("claims/measure/", claims_measure, name="claims_measure"),
    path("claims/export.<export_format:form>", claims_export, name="claims_export"),
    path("claims/<uuid:pk>/", claim, name="claim"),
    path("claims/<uuid:pk>/accept/", claim_accept, name="claim_accept"),
    path("claims/<uuid:pk>/withdraw/", claim_withdraw, name="claim_withdraw"),
    path("claims/<uuid:pk>/bind/", claim_bind, name="claim_bind"),
]
