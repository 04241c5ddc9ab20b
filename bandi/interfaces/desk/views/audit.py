"""The journal, for those who answer for the house."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.audit import journal
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.journal import journal_page

VERIFIED = "desk:audit:verified"


@needs(Permission.AUDIT_READ)
@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """The entries of the chain in words, newest first."""
    page = journal_page(Reader(account_of(request)), request.GET.get("before", ""), cache.get(VERIFIED))
    return render(request, "desk/report/audit.html", {"page": page, "crumbs": [{"label": _("Journal")}]})


@needs(Permission.AUDIT_READ)
@require_POST
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain and keep what was found until the next walk."""
    found = journal.verify()
    result = {"entries": found.entries, "broken_at": found.broken_at, "at": timezone.now().isoformat()}
    cache.set(VERIFIED, result, None)
    return redirect("desk:audit")


audit_patterns = [
    path("journal/", audit, name="audit"),
    path("journal/verify/", audit_verify, name="audit_verify"),
]
