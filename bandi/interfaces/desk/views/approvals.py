"""What waits for a second person: requests with their reasons, to approve or to refuse; and one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access import approvals as four_eyes
from bandi.foundation.access.errors import ApprovalMissing
from bandi.foundation.access.models import Account, Approval
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs


@needs(Permission.SIGNED_IN)
@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """Requests that wait for this person, and those she made herself."""
    account = account_of(request)
    waiting, own = list(four_eyes.waiting_for(account)), list(four_eyes.asked_by(account))
    names = Account.objects.in_bulk({key for approval in [*waiting, *own] for key in approval.subjects})
    context = {
        "waiting": [_told(approval, names) for approval in waiting], "own": [_told(approval, names) for approval in own],
        "crumbs": [{"label": _("Approvals")}],
    }  # fmt: skip
    return render(request, "desk/door/approvals.html", context)


def _told(approval: Approval, names: dict[Any, Account]) -> dict[str, object]:
    about = [account.display_name for key in approval.subjects if (account := names.get(UUID(key)))]
    kind = four_eyes.KINDS.get(approval.kind)
    return {"approval": approval, "label": kind.label if kind else approval.kind, "about": ", ".join(about)}


@needs(Permission.SIGNED_IN, fresh=True)
@require_POST
def approval_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Approve or refuse. What this person may not decide does not exist for her."""
    account = account_of(request)
    approval = get_object_or_404(Approval, pk=pk)
    choice = request.POST.get("choice", "")
    if not four_eyes.may_decide(approval, account):
        raise Http404
    if choice not in {"approve", "refuse"}:
        return redirect("desk:approvals")
    try:
        four_eyes.decide(approval=approval, approve=choice == "approve", by=account)
    except ApprovalMissing:
        messages.warning(request, _("This request no longer waits."))
    else:
        messages.success(request, _("Approved.") if choice == "approve" else _("Refused."))
    return redirect("desk:approvals")


@needs(Permission.SIGNED_IN)
@require_POST
def approval_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back one's own request."""
    account = account_of(request)
    try:
        four_eyes.withdraw(approval=get_object_or_404(Approval, pk=pk, asked_by=account), by=account)
    except ApprovalMissing:
        messages.warning(request, _("This request no longer waits."))
    return redirect("desk:approvals")


approvals_patterns = [
    path("approvals/", approvals, name="approvals"),
    path("approvals/<uuid:pk>/", approval_decide, name="approval_decide"),
    path("approvals/<uuid:pk>/withdraw/", approval_withdraw, name="approval_withdraw"),
]
