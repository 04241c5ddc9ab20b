"""The command palette and the search page: records by any name, pages, things to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk import finding, naming
from bandi.interfaces.desk.reading import Reader

LONGEST = 200


@needs(Permission.RECORDS_READ)
@never_cache
@require_http_methods(["GET", "POST"])
def palette(request: HttpRequest) -> HttpResponse:
    """What fits the words in the palette, as options. Protected people answer only to words that were posted: no log and no history keeps those.

    more: sent again while names are still being read; answers with nothing (204) until they are all there.
    """
    given = request.POST if request.method == "POST" else request.GET
    query = given.get("q", "").strip()[:LONGEST]
    reader = Reader(account_of(request))
    if request.method == "POST" and given.get("more") and not naming.take_in(reader):
        return HttpResponse(status=204)
    people = naming.called(query, reader, sealed=request.method == "POST")
    groups = finding.groups(query, reader, records=8, people=people)
    context = {"groups": groups, "query": query, "problem": people.problem, "is_whole": people.is_whole or not query}
    return HttpResponse(render_to_string("desk/parts/palette_results.html", context))  # a fragment: it needs nothing of the frame around a page


@needs(Permission.RECORDS_READ)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The search as a page, for those without script and for long lists of answers."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    reader = Reader(account_of(request))
    page = finding.page(query, reader, start=_number(request.GET.get("start", "")))
    context: dict[str, Any] = {"query": query, "page": page, "crumbs": [{"label": _("Search"), "url": reverse("desk:search")}]}
    return render(request, "desk/search.html", context)


def _number(text: str) -> int:
    return min(int(text), finding.FURTHEST) if text.isdecimal() and len(text) < 7 else 0


palette_patterns = [path("palette/", palette, name="palette"), path("search/", search, name="search")]
