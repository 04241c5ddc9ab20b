"""The set an office may begin with: mechanisms of the UN, their rules, sessions and forms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records.loading import load
from bandi.foundation.records.rows import read_rows
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.tables import KINDS
from bandi.work.advocacy.starting import FILES, SOURCE, STARTER


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def advocacy_starter(request: HttpRequest) -> HttpResponse:
    """Say what the starter set holds, and load it; what the office changed is kept."""
    if request.method == "POST":
        outcomes = load(STARTER, source=SOURCE, year=timezone.localdate().year, by=account_of(request), present_only=True)
        new, kept = sum(one.created for one in outcomes), sum(one.kept for one in outcomes)
        words = ngettext("%(count)s record is new.", "%(count)s records are new.", new) % {"count": new}
        if kept:
            words += " " + ngettext("%(count)s was left as you changed it.", "%(count)s were left as you changed them.", kept) % {"count": kept}
        messages.success(request, words)
        return redirect("desk:record_list", KINDS["mechanisms"])
    holds = [(label, sum(1 for _row in read_rows(STARTER / name))) for name, label in FILES]
    kind = KINDS["mechanisms"]
    return render(request, "desk/due/starter.html", {"holds": holds, "kind": kind, "crumbs": crumbs_to(kind, (_("Starter set"), ""))})


starter_patterns = [path("mechanisms/starter/", advocacy_starter, name="advocacy_starter")]
