"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_GET

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.home import home_page


@needs(Permission.SIGNED_IN)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The year at a glance. Who keeps accounts and sees no records is led to the accounts."""
    account = account_of(request)
    if not account.may(Permission.RECORDS_READ):
        return redirect(_first_page_of(account))
    page = home_page(Reader(account), request.GET.get("year", ""))
    return render(request, "desk/home/home.html", {"page": page, "crumbs": [{"label": str(page.year)}]})


def _first_page_of(account: Account) -> str:
    """Return where somebody begins who sees no records."""
    if account.may(Permission.ACCOUNTS_MANAGE):
        return "desk:accounts"
    if account.may(Permission.AUDIT_READ):
        return "desk:audit"
    return "desk:approvals" if account.may(Permission.RECOVERY_APPROVE) else "desk:security"


home_patterns = [path("", home, name="home")]
