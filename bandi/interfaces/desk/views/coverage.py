"""Media monitoring: counts of a year, and clippings from a mail, a feed or a spreadsheet."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.foundation.records.reader_words import why_not
from bandi.interfaces.desk.pages import crumbs_to
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens.coverage import chosen, coverage_page, offered
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.uploads import bytes_of
from bandi.parsing import available
from bandi.work.advocacy.actions.media import judged, take_clippings
from bandi.work.advocacy.clippings import Unreadable, read_clippings


@needs(Permission.RECORDS_READ)
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """The media of a year by outlet, month, topic and language."""
    page = coverage_page(Reader(account_of(request)), request.GET.get("year", ""))
    return render(request, "desk/coverage/counts.html", {"page": page, "crumbs": crumbs_to(KINDS["media"], (_("Counts"), ""))})


@needs(Permission.RECORDS_EDIT)
@require_http_methods(["GET", "POST"])
def clippings(request: HttpRequest) -> HttpResponse:
    """Read a mail, a feed or a spreadsheet in the jail and show its items before anything is taken in."""
    rows, error = [], ""
    if request.method == "POST":
        try:
            data, name = bytes_of(request, "file"), getattr(request.FILES.get("file"), "name", "") or ""
            found = read_clippings(data, name=name) if data else read_clippings(request.POST.get("text", "").encode())
            rows = offered(judged(found), Reader(account_of(request)))
        except Unreadable as problem:
            error = _why(problem)
        except ValidationError as problem:
            error = " ".join(problem.messages)
    context = {"rows": rows, "error": error, "no_jail": "" if available().ok else why_not("no-jail"), "crumbs": crumbs_to(KINDS["media"], (_("Clippings"), ""))}
    return render(request, "desk/coverage/clippings.html", context)


@needs(Permission.RECORDS_EDIT)
@require_POST
def clippings_take(request: HttpRequest) -> HttpResponse:
    """Take the chosen clippings into the list."""
    account = account_of(request)
    asked = chosen(request.POST)
    try:
        made = take_clippings(clippings=asked, by=account)
    except ValidationError as problem:
        context = {"rows": offered(judged(asked), Reader(account)), "error": " ".join(problem.messages), "crumbs": crumbs_to(KINDS["media"], (_("Clippings"), ""))}
        return render(request, "desk/coverage/clippings.html", context)
    words = ngettext("%(count)s item was taken in.", "%(count)s items were taken in.", len(made)) % {"count": len(made)}
    messages.success(request, words)
    return redirect(reverse("desk:record_list", args=["media"]))


def _why(problem: Unreadable) -> str:
    return {
        "empty": _("Choose a mail (.eml) or a feed (RSS), or paste one."), "unsafe": _("The feed declares a document type and is not read. Ask its publisher for a plain RSS file."),
        "nothing": _("No item stands in it."), "broken": _("This is no mail and no feed that can be read. Save it again as .eml or RSS."),
        "columns": _("No row of the spreadsheet names its columns. Write date, outlet, headline, address and excerpt above them, in English or Korean."),
    }.get(problem.why) or why_not(problem.why)  # fmt: skip


coverage_patterns = [
    path("coverage/", coverage, name="coverage"),
    path("coverage/clippings/", clippings, name="clippings"),
    path("coverage/clippings/take/", clippings_take, name="clippings_take"),
]
