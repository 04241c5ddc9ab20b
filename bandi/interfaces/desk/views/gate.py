"""The release gate on the desk: what waits to leave, answering what it asks, a second reader, receipts of what left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access import approvals
from bandi.foundation.access.errors import ApprovalMissing, NotPermitted
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records import releasing
from bandi.foundation.records.masks import MASKABLE
from bandi.foundation.records.models import Receipt, ReceiptObjection
from bandi.interfaces.desk.screens.gate import gate_page, lines_of, may_look

A_PAGE = 50
_READ, _ACT = needs(Permission.RECORDS_READ), needs(Permission.RECORDS_EXPORT)


@_READ
@require_GET
def gates(request: HttpRequest) -> HttpResponse:
    """Receipts: one's own, or all for whoever approves what leaves."""
    account = account_of(request)
    rows = Receipt.objects.select_related("first_reader", "second_reader")
    if not account.may(Permission.EXPORT_APPROVE):
        rows = rows.filter(first_reader=account)
    state = request.GET.get("state", "")
    rows = rows.filter(state=state) if state in Receipt.State.values else rows
    page = Paginator(rows.order_by("-asked_at", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    counts = dict(ReceiptObjection.objects.filter(receipt__in=[row.pk for row in page]).values_list("receipt").annotate(Count("pk")))
    url = reverse("desk:gates")
    chips = [{"label": _("All"), "url": url, "is_current": not state}]
    chips += [{"label": label, "url": f"{url}?state={value}", "is_current": state == value} for value, label in Receipt.State.choices]
    context = {"lines": lines_of(page, counts), "page": page, "chips": chips, "state": state, "crumbs": [{"label": _("Release gate")}]}
    return render(request, "desk/gate/gates.html", context)


@_READ
@never_cache
@require_GET
def gate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is to leave, the verdict, each objection at its place; or the receipt of what left."""
    receipt = _receipt(request, pk)
    page = gate_page(receipt, account_of(request))
    crumbs = [{"label": _("Release gate"), "url": reverse("desk:gates")}, {"label": page.kind}]
    return render(request, "desk/gate/gate.html", {"page": page, "receipt": receipt, "crumbs": crumbs})


@_ACT
@require_POST
def gate_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer one objection, or all that are still open, with a reason."""
    receipt = _receipt(request, pk)
    open_ = receipt.objections.filter(severity="ask", answered_at=None)
    asked = [get_object_or_404(receipt.objections, pk=_id(request))] if request.POST.get("objection") else list(open_)

    def act(by: Any) -> None:
        for row in asked:
            releasing.answer(objection=row, reason=request.POST.get("reason", ""), by=by)

    return _acted(request, receipt, act, _("Answered."))


@_ACT
@require_POST
def gate_mask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Print one name by a rule, or every name that is still open."""
    receipt = _receipt(request, pk)
    names = receipt.objections.filter(code__in=MASKABLE, answered_at=None)
    asked = [get_object_or_404(receipt.objections, pk=_id(request))] if request.POST.get("objection") else list(names)

    def act(by: Any) -> None:
        for row in asked:
            releasing.mask_name(objection=row, rule=request.POST.get("rule", ""), by=by)

    return _acted(request, receipt, act, _("Masked wherever it stands. Look again at what the gate says of the masked text."))


@_ACT
@require_POST
def gate_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an answer or a mask back."""
    receipt = _receipt(request, pk)
    row = get_object_or_404(receipt.objections, pk=_id(request))
    return _acted(request, receipt, lambda by: releasing.take_back(objection=row, by=by), _("Taken back; it is asked again."))


@_ACT
@require_POST
def gate_second(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a second reader."""
    receipt = _receipt(request, pk)
    return _acted(
        request, receipt, lambda by: releasing.ask_second(receipt=receipt, reason=request.POST.get("reason", ""), by=by), _("Asked. Another person finds it here and among the approvals.")
    )


@needs(Permission.EXPORT_APPROVE, fresh=True)
@require_POST
def gate_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign as the second reader, or refuse."""
    receipt = _receipt(request, pk)
    approval = releasing.approval_of(receipt)
    account = account_of(request)
    if approval is None or not approvals.may_decide(approval, account):
        raise Http404
    choice = request.POST.get("choice", "")
    if choice in {"approve", "refuse"}:
        try:
            approvals.decide(approval=approval, approve=choice == "approve", by=account)
        except ApprovalMissing:
            messages.warning(request, _("This request no longer waits."))
        else:
            messages.success(request, _("Signed.") if choice == "approve" else _("Refused."))
    return redirect("desk:gate", pk)


@_ACT
@require_POST
def gate_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give up what waits."""
    receipt = _receipt(request, pk)
    answer = _acted(request, receipt, lambda by: releasing.drop(receipt=receipt, by=by), _("Given up; nothing left."))
    return redirect("desk:gates") if answer.status_code == 302 else answer


def _receipt(request: HttpRequest, pk: UUID) -> Receipt:
    receipt = get_object_or_404(Receipt.objects.select_related("first_reader", "second_reader"), pk=pk)
    if not may_look(receipt, account_of(request)):
        raise Http404
    return receipt


def _acted(request: HttpRequest, receipt: Receipt, act: Callable[[Any], Any], words: str) -> HttpResponse:
    try:
        act(account_of(request))
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    except NotPermitted:
        raise Http404 from None
    else:
        messages.success(request, words)
    return redirect("desk:gate", receipt.pk)


def _id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("objection", ""))
    except ValueError:
        raise Http404 from None


gate_patterns = [
    path("gate/", gates, name="gates"),
    path("gate/<uuid:pk>/", gate, name="gate"),
    path("gate/<uuid:pk>/answer/", gate_answer, name="gate_answer"),
    path("gate/<uuid:pk>/mask/", gate_mask, name="gate_mask"),
    path("gate/<uuid:pk>/take-back/", gate_take_back, name="gate_take_back"),
    path("gate/<uuid:pk>/second/", gate_second, name="gate_second"),
    path("gate/<uuid:pk>/sign/", gate_sign, name="gate_sign"),
    path("gate/<uuid:pk>/drop/", gate_drop, name="gate_drop"),
]
