"""Withdrawing a consent and seeing to what left before; forms to sign, on paper."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.foundation.records import releasing
from bandi.foundation.reference.texts import Language
from bandi.interfaces.desk.filters import as_id
from bandi.interfaces.desk.gate import at_the_gate
from bandi.interfaces.desk.leaving import outgoing_form
from bandi.interfaces.desk.pages import crumbs_to, visibility_of
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.consenting import found_for, staff, withdrawal_page
from bandi.interfaces.desk.tables import KINDS
from bandi.publishing.press.paper_pdf import write_paper_pdf
from bandi.register.people.consents.acting import withdraw_consent
from bandi.register.people.consents.papers import form_of
from bandi.register.people.consents.withdrawing import start_tasks
from bandi.register.people.models import Consent, ConsentText


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def consent_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw, and see to every place where it was used: what can be taken back, what cannot, who does what until when."""
    reader, consent = Reader(account_of(request)), None
    consent = _consent(reader, pk)
    problem, found = "", found_for(consent, reader)
    if request.method == "POST":
        try:
            with transaction.atomic():
                if consent.withdrawn_at is None:
                    everything = request.POST.get("everything") == "yes"
                    consent = withdraw_consent(consent=consent, said=request.POST.get("said", ""), everything=everything, by=reader.account)
                    messages.success(request, _("Withdrawn. From now on nothing more leaves."))
                made = start_tasks(consent=consent, chosen=_chosen(request, found.places), due_on=_day(request.POST.get("due_on", "")), by=reader.account)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            if made:
                messages.success(request, _("Tasks started: %(count)s. They stand in what is due.") % {"count": len(made)})
            return redirect("desk:record", "consents", pk)
    page = withdrawal_page(consent, reader, found)
    context = {"page": page, "problem": problem, "visibility": visibility_of(consent.handling, consent.compartment), "said": request.POST.get("said", ""),
               "crumbs": crumbs_to(KINDS["consents"], (consent.code, page.url), (_("Withdraw"), ""))}  # fmt: skip
    return render(request, "desk/consents/withdraw.html", context, status=400 if problem else 200)


@needs(Permission.RECORDS_READ)
@require_GET
@at_the_gate
def consent_form(request: HttpRequest, pk: UUID, language: str, who: str) -> HttpResponse:
    """A form to sign, filled with what a consent says: its code and what is allowed, nothing that is sealed."""
    reader = Reader(account_of(request))
    return _pdf(request, _consent(reader, pk), None, language, who)


@needs(Permission.RECORDS_READ)
@require_GET
@at_the_gate
def consent_form_blank(request: HttpRequest, language: str, who: str) -> HttpResponse:
    """An empty form, with the newest words or those that are asked for."""
    key = as_id(request.GET.get("text", ""))
    text = ConsentText.objects.in_use().filter(**({"pk": key} if key else {})).order_by("-number").first()
    return _pdf(request, None, text, language, who)


def _pdf(request: HttpRequest, consent: Consent | None, text: ConsentText | None, language: str, who: str) -> HttpResponse:
    if language not in ("en", "ko") or who not in ("adult", "child"):
        raise Http404
    chosen: Language = "ko" if language == "ko" else "en"
    paper = form_of(consent, text, chosen, is_child=who == "child")
    body = write_paper_pdf(paper)
    releasing.leave(outgoing_form(paper, consent), by=account_of(request), digest=releasing.digest_of(body), made={"url": request.get_full_path()})
    answer = HttpResponse(body, content_type="application/pdf")
    name = consent.code if consent is not None else "blank"
    if consent is not None:
        with transaction.atomic():
            journal.append("people:consent:print", by=account_of(request).pk, record=consent.pk, change={"language": language, "who": who})
    answer["Content-Disposition"] = f'inline; filename="consent-{name}-{language}.pdf"'.encode("ascii", "ignore").decode()
    answer["Cache-Control"] = "private, no-store"
    return answer


def _consent(reader: Reader, pk: UUID) -> Consent:
    kind = KINDS["consents"]
    found: Consent = get_object_or_404(kind.joined(kind.rows(reader)), pk=pk)
    return found


def _chosen(request: HttpRequest, found: list[Any]) -> list[tuple[Any, Any]]:
    owners = {str(row.pk): row for row in staff()}
    return [(place, owners.get(request.POST.get(f"owner-{place.key}", ""))) for place in found if request.POST.get(f"task-{place.key}") == "yes"]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValidationError(_("Give the day, such as 2024-05-16.")) from None


consents_patterns = [
    path("consents/form/<str:language>/<str:who>.pdf", consent_form_blank, name="consent_form_blank"),
    path("consents/<uuid:pk>/withdraw/", consent_withdraw, name="consent_withdraw"),
    path("consents/<uuid:pk>/form/<str:language>/<str:who>.pdf", consent_form, name="consent_form"),
]
