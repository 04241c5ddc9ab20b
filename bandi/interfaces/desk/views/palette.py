"""The command palette and the search page: records by any name, pages, things to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import account_of, needs
from bandi.interfaces.desk import finding
from bandi.interfaces.desk.reading import Reader

LONGEST = 200


@needs(Permission.RECORDS_READ)
@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """What fits the words in the palette, as options."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    reader = Reader(account_of(request))
    groups = finding.groups(query, reader, records=8)
    return render(request, "desk/parts/palette_results.html", {"groups": groups, "query": query})


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
