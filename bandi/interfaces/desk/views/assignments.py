"""Who works on which record of a compartment that asks for it: for its stewards, by code alone; nothing sealed is opened here."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bandi.foundation.access.clearance import is_member, is_steward
from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records import assigning
from bandi.foundation.records.models import Assignment
from bandi.foundation.vault.models import Compartment
from bandi.interfaces.desk.reading import as_id
from bandi.interfaces.desk.screens.assignments import assignments_page, code_of, row_of


@needs(Permission.MEMBERSHIP_GRANT)
@require_http_methods(["GET", "POST"])
def assignments(request: HttpRequest, key: str) -> HttpResponse:
    """All records of a compartment and who works on each; assign somebody, or end an assignment."""
    account = account_of(request)
    found = get_object_or_404(Compartment, key=key)
    if not is_member(account, found) or not is_steward(account, found) or not found.needs_assignment:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            done = _end(request, found, account) if request.POST.get("verb") == "end" else _assign(request, found, account)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, done)
            return redirect(request.get_full_path())
    context: dict[str, Any] = {**assignments_page(found, request.GET), "problem": problem}
    return render(request, "desk/vault/assignments.html", context, status=400 if problem else 200)


def _assign(request: HttpRequest, found: Compartment, by: Account) -> str:
    row = row_of(found, as_id(request.POST.get("record", "")) or UUID(int=0))
    other = Account.objects.filter(pk=as_id(request.POST.get("account", "")) or UUID(int=0)).first()
    if row is None or other is None:
        raise ValidationError(_("Choose who."))
    assigning.assign(row=row, account=other, until=_day(request.POST.get("until", "")), by=by)
    return _("%(name)s works on %(code)s now.") % {"name": other.display_name, "code": code_of(row)}


def _end(request: HttpRequest, found: Compartment, by: Account) -> str:
    chosen = Assignment.objects.filter(pk=as_id(request.POST.get("assignment", "")) or UUID(int=0)).select_related("account").first()
    if chosen is None or row_of(found, chosen.record_id) is None:
        raise ValidationError(_("That assignment is not of this compartment."))
    assigning.unassign(assignment=chosen, of=found, by=by)
    return _("%(name)s does not see that record any more.") % {"name": chosen.account.display_name}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise ValidationError(_("A day is written like 2031-05-02.")) from None


assignments_patterns = [path("vault/<slug:key>/assignments/", assignments, name="assignments")]
